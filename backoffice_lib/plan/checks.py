"""Checks that span records: names that lead nowhere, terms that cannot be, pay that cannot be meant."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from babel.numbers import list_currencies

from backoffice_lib.basics.errors import Problem, listed, nearest
from backoffice_lib.basics.record import Record
from backoffice_lib.basics.uncertain import likely

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan

PAY_FACTOR = 6
"""Pay more than this many times above or below the rate is taken for a slip of unit (a month is a twelfth)."""

Named = Mapping[str, tuple[str, ...]]


def problems_across(plan: Plan, named: Named | None = None) -> Iterator[Problem]:
    """Everything wrong between the records of a plan; `named` adds names whose own records are faulty."""
    named = named or {}
    for kind in ("team", "site", "lease", "vendor", "index", "currency", "on_cost_band", "contract", "placement"):
        yield from _given_twice(plan.records(kind))
    for kind in ("team", "lease", "vendor", "contract"):
        for record in plan.records(kind):
            yield from dangling(plan, record, named)
    yield from dangling(plan, plan, named)
    yield from _currencies(plan)
    yield from _leases(plan)
    yield from _bands(plan)
    yield from _pay(plan)


def dangling(plan: Plan, record: Record, named: Named | None = None) -> Iterator[Problem]:
    """The names in a record that no record of the plan goes by."""
    for field, kind, names in record.refs():
        known = (*plan.names(kind), *(named or {}).get(kind, ()))
        for name in names:
            if name not in known:
                word = kind.replace("_", "-") if kind != "on_costs" else "scheme of on-costs"
                mend = f"the plan has {listed(known)}" if known else f"the plan has no {word}"
                yield record.problem(field, f'"{name}" is not a {word} of the plan', mend, nearest(name, known))


def _given_twice(records: tuple[Record, ...]) -> Iterator[Problem]:
    first: dict[str, Record] = {}
    for record in records:
        if record.key in first:
            before = first[record.key].line_of(record.KIND)
            yield record.problem(
                record.KIND, f'"{record.key}" is used twice', f"first at {before}; keep one" if before else "keep one"
            )
        first.setdefault(record.key, record)


def _currencies(plan: Plan) -> Iterator[Problem]:
    existing = list_currencies()
    if plan.currency not in existing:
        yield plan.problem(
            "currency", f'"{plan.currency}" is not a currency', "use its ISO code, such as USD",
            nearest(plan.currency, existing),
        )
    for rate in plan.fx:
        if rate.currency not in existing:
            yield rate.problem(
                "currency", f'"{rate.currency}" is not a currency', "use its ISO code, such as INR",
                nearest(rate.currency, existing),
            )
        elif rate.currency == plan.currency:
            yield rate.problem("currency", f"{rate.currency} is the plan's own currency", "leave it out of fx")
    known = (plan.currency, *(rate.currency for rate in plan.fx))
    for kind in ("team", "lease", "vendor"):
        for record in plan.records(kind):
            if record.currency and record.currency not in known:
                yield record.problem(
                    "currency", f'"{record.currency}" has no exchange rate',
                    f"give {record.currency} under fx in plan.yaml, or use {listed(known)}",
                    nearest(record.currency, known),
                )


def _leases(plan: Plan) -> Iterator[Problem]:
    for lease in plan.leases:
        if lease.end < lease.start:
            yield lease.problem("end", f"{lease.end} is before the start {lease.start}", "give a later month")
        elif lease.break_from and not lease.start <= lease.break_from <= lease.end:
            yield lease.problem(
                "break_from", f"{lease.break_from} is outside the term", f"give a month from {lease.start} to {lease.end}"
            )
        given = lease.rents_given
        if len(given) != 1:
            what = "no rent is given" if not given else f"the rent is given {len(given)} times"
            yield lease.problem(
                "lease", what, "fill one of rent_per_month, rent_per_seat_per_month, rent_per_m2_per_year"
            )
        elif given == ("rent_per_m2_per_year",) and not likely(lease.area_m2):
            yield lease.problem("area_m2", "is missing", "a rent per m2 needs the area")


def _bands(plan: Plan) -> Iterator[Problem]:
    for band in plan.on_costs:
        top = band.to_pay_per_year
        if top is not None and likely(top) <= likely(band.from_pay_per_year):
            yield band.problem("to_pay_per_year", "is not above from_pay_per_year", "give a higher threshold")


def _pay(plan: Plan) -> Iterator[Problem]:
    """Yearly pay that looks monthly, or the reverse: against the rate, or the median of its role without one."""
    to_plan = {plan.currency: 1.0, "": 1.0} | {rate.currency: likely(rate.rate) for rate in plan.fx}
    if any(team.currency not in to_plan for team in plan.teams):
        return
    places = {site.site: site.place for site in plan.sites}
    rates = {(rate.role, rate.place): rate for rate in plan.rates if rate.currency in to_plan}
    by_role: dict[str, list[float]] = defaultdict(list)
    pay = [likely(team.salary_per_year) * to_plan[team.currency] for team in plan.teams]
    for team, amount in zip(plan.teams, pay, strict=True):
        by_role[team.role].append(amount)
    for team, amount in zip(plan.teams, pay, strict=True):
        rate = rates.get((team.role, places.get(team.site, "")))
        if rate:
            usual, of_what = likely(rate.wage_per_year) * to_plan[rate.currency], "the rate of its role and place"
        elif not team.role:
            continue
        else:
            usual, of_what = statistics.median(by_role[team.role]), "the median of its role"
        if found := implausible(amount, usual, of_what):
            yield team.problem("salary_per_year", *found)


def implausible(amount: float, usual: float, of_what: str) -> tuple[str, str] | None:
    """What is wrong with yearly pay that is far from what is usual, and what would be right; no amount is told."""
    if amount < usual / PAY_FACTOR:
        return f"is under a sixth of {of_what}", "give the pay of a full year; this looks like a month's or an hour's"
    if amount > usual * PAY_FACTOR:
        return f"is over six times {of_what}", "give the pay of one full-time person for a year"
    return None
