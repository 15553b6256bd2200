"""The same plan or lever said in another way: other money, other dates, other names, another order, teams in two."""

from __future__ import annotations

from typing import Any

from backoffice_lib.basics.days import Day
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Record, Ref, measures
from backoffice_lib.basics.uncertain import PerDraw
from backoffice_lib.plan import Assumption, ExchangeRateOf, IndexValue, Plan, Policies, Team
from backoffice_lib.plan.structure import EXIT
from backoffice_lib.plan.work import PER_HEAD
from tests.laws.plans import ASSUMED, FOREIGN, SCHEMES
from tests.laws.records import changed

OF_A_LEASE = ("floor", "rent_step")
"""Records whose money is in the currency of their lease."""
OF_A_VENDOR = ("price_tier",)
"""Records whose money is in the currency of their vendor."""
OWN = ("", "USD")
"""How a record says that its money is in the currency of the generated plans."""


def times(value: Any, factor: float) -> Any:
    """A number of a record times a factor, in every draw."""
    return PerDraw(tuple(one * factor for one in value.values)) if isinstance(value, PerDraw) else value * factor


def with_money_times(record: Record, factor: float) -> Any:
    """The record with every amount of money in it times a factor."""
    return changed(record, lambda owner, name, value: times(value, factor) if is_money(owner, name, value) else value)


def with_heads_times(record: Record, factor: float) -> Any:
    """The record with every number of heads times a factor; how many people make a group whose pay is shown is no such number."""

    def change(owner: Record, name: str, value: Any) -> Any:
        counted = value is not None and _unit(owner, name) == "heads" and not isinstance(owner, Policies)
        return times(value, factor) if counted else value

    return changed(record, change)


def is_money(owner: Record, name: str, value: Any) -> bool:
    """Whether a field is an amount of money, and filled in."""
    return value is not None and _unit(owner, name).startswith("money")


def _unit(owner: Record, name: str) -> str:
    measure = measures(type(owner)).get(name)
    if isinstance(owner, Assumption) and name == "value":
        measure = ASSUMED[owner.assumption]
    return measure.unit if measure else ""


def moved(record: Record, months: int) -> Any:
    """The record with every month in it so much later."""
    return changed(record, lambda owner, name, value: _later(value, months) if isinstance(value, Month | Day) else value)


def _later(value: Month | Day, months: int) -> Month | Day:
    """A month so many months later; of a day the same day of that month, or its last where it was the last."""
    return value + months if isinstance(value, Month) else type(value).of(f"{value.month + months}{str(value)[7:]}")


def last_month(record: Record, start: Month) -> Month:
    """The last month a record speaks of; the start where it speaks of none."""
    return max((value for value in record.__dict__.values() if isinstance(value, Month)), default=start)


def renamed(record: Record) -> Any:
    """The record with other names throughout, in another order of the alphabet."""

    def change(owner: Record, name: str, value: Any) -> Any:
        if not value or not _is_name(owner, name):
            return value
        if name == "contract":
            return " with ".join(map(_other_name, value.split(" with ")))
        return tuple(map(_other_name, value)) if isinstance(value, tuple) else _other_name(value)

    return changed(record, change)


def _is_name(owner: Record, name: str) -> bool:
    if getattr(owner, name) in (EXIT, PER_HEAD, *FOREIGN):
        return False
    marks = type(owner).model_fields[name].metadata
    own = name in (owner.KIND, "function", "scheme", "band", "to", "per") and name not in ("currency", "assumption")
    return own or any(isinstance(mark, Ref) for mark in marks)


def _other_name(name: str) -> str:
    """Another name for each name; the last becomes the first, and capitals become small."""
    return f"{999 - sum(map(ord, name)) % 899} {name.swapcase()}"


def in_two(record: Record, name: str, share: float) -> Any:
    """The plan with one team split into two, or the lever that names it naming both."""
    halves = (f"{name} one", f"{name} two")
    if isinstance(record, Plan):
        teams = [part for team in record.teams for part in (_halves(team, halves, share) if team.team == name else (team,))]
        return record.with_(teams=tuple(teams))

    def change(owner: Record, field: str, value: Any) -> Any:
        kinds = [mark.kind for mark in type(owner).model_fields[field].metadata if isinstance(mark, Ref)]
        if kinds != ["team"]:
            return value
        return tuple(part for team in value for part in (halves if team == name else (team,)))

    return changed(record, change)


def _halves(team: Team, names: tuple[str, str], share: float) -> list[Team]:
    parts = zip(names, (share, 1 - share), strict=True)
    return [team.with_(team=name, heads=times(team.heads, part)) for name, part in parts]


def in_own_currency(lever: Record) -> Any:
    """The lever with all its money in the plan's currency; of one in another, only its words say which money is which."""
    own = {"currency": "", "on_costs": ""}
    return changed(lever, lambda owner, name, value: own.get(name, value))


def in_new_currency(record: Record, rate: float) -> Any:
    """The plan kept in pounds, a dollar being worth `rate` of them, and all that was in dollars written in pounds."""

    of_lease = _currencies_of_leases(record)
    of_vendor = {vendor.vendor: vendor.currency for vendor in getattr(record, "vendors", ())}

    def change(owner: Record, name: str, value: Any) -> Any:
        if name == "currency" and value == "USD":
            return "GBP"
        currency = SCHEMES[owner.scheme][0] if owner.KIND == "on_cost_band" else getattr(owner, "currency", "")
        currency = of_lease[owner.lease] if owner.KIND in OF_A_LEASE else currency
        currency = of_vendor[owner.vendor] if owner.KIND in OF_A_VENDOR else currency
        return times(value, rate) if _is_rate(owner, name) or (currency in OWN and is_money(owner, name, value)) else value

    return changed(record, change)


def kept_in_new_currency(plan: Plan, rate: float) -> Plan:
    """The plan kept in pounds, with every record still in its own currency, dollars among the foreign ones."""

    def change(owner: Record, name: str, value: Any) -> Any:
        if name == "currency":
            unsaid = "" if owner.KIND == "on_cost_band" else "USD"
            return "GBP" if isinstance(owner, Plan) else value or unsaid
        in_plan_money = "currency" not in type(owner).model_fields and owner.KIND not in ("on_cost_band", *OF_A_LEASE, *OF_A_VENDOR)
        return times(value, rate) if _is_rate(owner, name) or (in_plan_money and is_money(owner, name, value)) else value

    fx = tuple(changed(one, change) for one in plan.fx)
    return changed(plan, change, fx=(*fx, ExchangeRateOf(currency="USD", rate=rate)))


def _currencies_of_leases(record: Record) -> dict[str, str]:
    return {lease.lease: lease.currency for lease in record.leases} if isinstance(record, Plan) else {}


def _is_rate(owner: Record, name: str) -> bool:
    """Whether a field is what a foreign currency is worth in the plan's, and filled in."""
    if isinstance(owner, IndexValue):
        return owner.index in FOREIGN and name == "value"
    return isinstance(owner, ExchangeRateOf) and name == "rate" and owner.rate is not None
