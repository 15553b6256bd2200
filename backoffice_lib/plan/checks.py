"""Checks that span records: names that lead nowhere, terms that cannot be, pay that cannot be meant."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from babel.numbers import list_currencies

from backoffice_lib.basics.errors import Problem, listed, nearest
from backoffice_lib.basics.record import Record
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.plan.accounts import problems_in_accounts
from backoffice_lib.plan.actuals import problems_in_actuals
from backoffice_lib.plan.correlations import problems_in_correlations
from backoffice_lib.plan.exchange import first_rates, problems_in_rates
from backoffice_lib.plan.fiscal import problems_in_periods
from backoffice_lib.plan.index_checks import problems_in_indices
from backoffice_lib.plan.kept_functions import problems_in_kept_functions
from backoffice_lib.plan.lease_checks import problems_in_leases
from backoffice_lib.plan.make_or_buy import problems_in_make_or_buy
from backoffice_lib.plan.on_cost_checks import problems_in_on_costs
from backoffice_lib.plan.rate_card import problems_in_card_prices
from backoffice_lib.plan.recharges import problems_in_recharges
from backoffice_lib.plan.site_checks import problems_in_sites
from backoffice_lib.plan.structure_checks import STRUCTURE_CHECKS
from backoffice_lib.plan.stresses import problems_in_stresses
from backoffice_lib.plan.vendor_checks import problems_in_vendors
from backoffice_lib.plan.rates import WAGE, Rate, wider

if TYPE_CHECKING:
    from backoffice_lib.plan.leases import Lease
    from backoffice_lib.plan.plan import Plan
    from backoffice_lib.plan.teams import Team

PAY_FACTOR = 6
"""Pay more than this many times above or below the rate is taken for a slip of unit (a month is a twelfth)."""

_WITH_NAMES = ("team", "site", "lease", "floor", "sublet", "vendor", "index", "currency", "on_cost_band", "contract", "placement", "kept_function", "stress")
_OF_NAMES = ("team", "site", "lease", "floor", "rent_step", "sublet", "vendor", "price_tier", "on_cost_band")
_OF_FUNCTIONS = ("headcount_step", "requisition", "transition", "span", "work", "account_row", "index_value", "contract", "kept_function", "recharge")
_LOOKED_AT = tuple(dict.fromkeys((*_WITH_NAMES, *_OF_NAMES, *_OF_FUNCTIONS)))
"""Kinds of records: those whose names are used once, those that name others, and those that may name functions."""

Named = Mapping[str, tuple[str, ...] | None]
"""For each kind of record, names whose own records are faulty; None where none of its records could be read."""


def problems_across(plan: Plan, named: Named | None = None, extends: Plan | None = None) -> Iterator[Problem]:
    """Everything wrong between the records of a plan; `named` adds names that exist though their records are faulty.

    extends: a plan without a problem, to which this one only adds records; those it had are not looked at again one by one. A check that
    found nothing is not made again where all that it looked at is the same.
    """
    if named:
        yield from _in_names(plan, named)
        for check in _CHECKS:
            yield from check(plan, named)
        return
    yield from plan.remembered(("names", extends is None), lambda window: window.of_structure(lambda: list(_in_names(plan, {}, extends))), keep=_nothing)
    more_teams = extends is None or len(plan.teams) != len(extends.teams)
    for check in _CHECKS:
        if check not in _STRUCTURE or more_teams:
            yield from plan.remembered(check, lambda window, check=check: list(check(window, {})), keep=_nothing)


def _nothing(found: list[Problem]) -> bool:
    return not found


def _in_names(plan: Plan, named: Named, extends: Plan | None = None) -> Iterator[Problem]:
    """Names that are used twice, names that lead nowhere, and currencies without a rate: nothing that hangs on a number."""
    known = {id(record) for kind in _LOOKED_AT for record in extends.records(kind)} if extends else set()
    added = {kind: [record for record in plan.records(kind) if id(record) not in known] for kind in _LOOKED_AT}
    for kind in _WITH_NAMES:
        yield from _given_twice(plan.records(kind)) if added[kind] else ()
    of_functions = named | {"function": None} if "team" in named else named
    for kinds, faulty in ((_OF_NAMES, named), (_OF_FUNCTIONS, of_functions)):
        for kind in kinds:
            for record in added[kind]:
                yield from dangling(plan, record, faulty)
    yield from dangling(plan, plan, named)
    yield from _currencies(plan, named)


def dangling(plan: Plan, record: Record, named: Named | None = None) -> Iterator[Problem]:
    """The names in a record that no record of the plan goes by."""
    for field, kind, names in record.refs():
        faulty = _faulty(named or {}, kind)
        if faulty is None:
            continue
        missing = [name for name in names if not plan.has(kind, name) and name not in faulty]
        known = dict.fromkeys((*plan.names(kind), *faulty)) if missing else {}
        for name in missing:
            word = _KINDS_IN_WORDS.get(kind, f"a {kind}")
            yield record.problem(field, f'"{name}" is not {word} of the plan', _has(plan, kind, known), nearest(name, known))


def _faulty(named: Named, kind: str) -> tuple[str, ...] | None:
    """Names of a kind whose own records are faulty; None where any name may be one."""
    kinds = {"index_or_currency": ("index", "currency")}.get(kind, (kind,))
    found = [named.get(one, ()) for one in kinds]
    return None if None in found else tuple(name for names in found for name in names)


def _has(plan: Plan, kind: str, known: Iterable[str]) -> str:
    """The names to choose from; of schemes of on-costs the plan's own, the library having many."""
    library = {band.scheme for band in plan.schemes} if kind == "on_costs" else set()
    own = [name for name in known if name not in library]
    besides = ", besides those that `backoffice rates` lists" if library else ""
    return f"it has {listed(own) if own else 'none'}{besides}"


_KINDS_IN_WORDS = {"index": "an index", "index_or_currency": "an index or currency", "on_costs": "a scheme of on-costs", "work": "work", "working_time": "a working time", "supervisor": "a supervising team", "floor_name": "a floor"}


def _given_twice(records: tuple[Record, ...]) -> Iterator[Problem]:
    first: dict[str, Record] = {}
    for record in records:
        if record.key in first:
            before = first[record.key].line_of(record.KIND)
            yield record.problem(
                record.KIND, f'"{record.key}" is used twice', f"first at {before}; keep one" if before else "keep one"
            )
        first.setdefault(record.key, record)


def _currencies(plan: Plan, named: Named) -> Iterator[Problem]:
    faulty = named.get("currency", ())
    if slip := _no_currency(plan, "USD"):
        yield slip
        faulty = None
    for rate in plan.fx:
        if slip := _no_currency(rate, "INR"):
            yield slip
        elif rate.currency == plan.currency:
            yield rate.problem("currency", f"{rate.currency} is the plan's own currency", "leave it out of fx")
    for index in plan.indices:
        if index.index in plan.names("currency"):
            yield index.problem("index", f'"{index.index}" is also a currency under fx', "give the index another name")
    known = dict.fromkeys((plan.currency, *plan.names("currency"), *(faulty or ())))
    for band in plan.on_costs:
        if band.currency and (slip := _no_currency(band, plan.currency, known)):
            yield slip
    for kind in ("team", "lease", "vendor", "actual"):
        for record in plan.records(kind):
            if not record.currency or record.currency in known:
                continue
            if slip := _no_currency(record, plan.currency, known):
                yield slip
            elif faulty is not None:
                mend = f"give it one under fx in plan.yaml, or use {listed(known)}"
                yield record.problem("currency", f'"{record.currency}" has no exchange rate', mend)


def _no_currency(record: Any, example: str, likely_meant: Iterable[str] = ()) -> Problem | None:
    """The problem with a currency that does not exist at all."""
    existing, code = list_currencies(), record.currency
    if code in existing:
        return None
    near = code.upper() if code.upper() in existing else nearest(code, likely_meant) or nearest(code, existing)
    return record.problem("currency", f'"{code}" is not a currency', f"use its ISO code, such as {example}", near)


def _no_wage(plan: Plan) -> Iterator[Problem]:
    for team in plan.teams:
        if team.salary_per_year is None and (rate := _withheld(plan, team)):
            instead = [f"{one.value:.15g} of {one.place}" for one in wider(rate, plan.rates)]
            what = f"is blank, and so is its published wage ({rate.source})"
            yield team.problem("salary_per_year", what, f"give it; there is {listed(instead)}" if instead else "give it")
        elif team.salary_per_year is None:
            what = "is blank, and no wage of its role in its place is in the rates"
            roles = sorted({rate.item for rate in plan.rates if rate.what == WAGE})
            yield team.problem("salary_per_year", what, "give it, or a role of the rates", nearest(team.role, roles))


def _withheld(plan: Plan, team: Team) -> Rate | None:
    """The wage of a team's role in its place, where those who publish wages did not release it."""
    place = next((site.place for site in plan.sites if site.site == team.site), "")
    withheld = (rate for rate in plan.rates if rate.what == WAGE and rate.value is None)
    return next((rate for rate in withheld if (rate.item, rate.place) == (team.role, place)), None)


def _pay(plan: Plan) -> Iterator[Problem]:
    """Yearly pay that looks monthly, or the reverse."""
    to_plan = {plan.currency: 1.0, "": 1.0} | {currency: likely(rate) for currency, rate in first_rates(plan).items()}
    teams = [team for team in plan.teams if team.currency in to_plan and team.salary_per_year is not None]
    pay = [likely(team.salary_per_year) * to_plan[team.currency] for team in teams]
    usual = UsualPay(plan.rates, plan.sites, to_plan)
    medians = usual.medians([team.role for team in teams], pay)
    for team, amount in zip(teams, pay, strict=True):
        if found := usual.slip(amount, team.role, team.site, medians.get(team.role)):
            yield team.problem("salary_per_year", *found)


class UsualPay:
    """What is usually paid, in plan currency: published rates by role and place, or the median of the role."""

    def __init__(self, rates: Iterable[Any], sites: Iterable[Any], to_plan: Mapping[str, float]):
        self._place = {site.site: site.place for site in sites}
        self._rates: dict[tuple[str, str], float] = {}
        self._span: dict[str, tuple[float, float]] = {}
        ours = set(self._place.values())
        for rate in rates:
            if rate.place in ours and rate.what == WAGE and rate.value is not None and rate.currency in to_plan:
                wage = rate.value * to_plan[rate.currency]
                low, high = self._span.get(rate.place, (wage, wage))
                self._rates[rate.item, rate.place] = wage
                self._span[rate.place] = min(low, wage), max(high, wage)

    @staticmethod
    def medians(roles: Iterable[str], pay: Iterable[float]) -> dict[str, float]:
        """The median pay of each role, of those that are named."""
        by_role: dict[str, list[float]] = defaultdict(list)
        for role, amount in zip(roles, pay, strict=True):
            by_role[role].append(amount)
        return {role: statistics.median(amounts) for role, amounts in by_role.items() if role}

    def slip(self, amount: float, role: str, site: str, median: float | None) -> tuple[str, str] | None:
        """What is wrong with yearly pay far from the rate of its role and place, or without one from the median of its
        role; pay that names no role is held against the lowest and the highest rate of the place."""
        place = self._place.get(site, "")
        if rate := self._rates.get((role, place)):
            return implausible(amount, rate, "the rate of its role and place")
        if median is not None:
            return implausible(amount, median, "the median of its role")
        if not role and place in self._span:
            low, high = self._span[place]
            return implausible(amount, min(max(amount, low), high), "every rate of its place")
        return None


def implausible(amount: float, usual: float, of_what: str) -> tuple[str, str] | None:
    """What is wrong with yearly pay that is far from what is usual, and what would be right; no amount is told."""
    if amount < usual / PAY_FACTOR:
        return f"is under a sixth of {of_what}", "give the pay of a full year; this looks like a month's or an hour's"
    if amount > usual * PAY_FACTOR:
        return f"is over six times {of_what}", "give the pay of one full-time person for a year"
    return None


def _of_structure(check: Callable[[Plan, Iterable[str] | None], Iterator[Problem]]) -> Callable[[Plan, Named], Iterator[Problem]]:
    return lambda plan, named: check(plan, named.get("team", ()))


_STRUCTURE = tuple(map(_of_structure, STRUCTURE_CHECKS))
_CHECKS: tuple[Callable[[Plan, Named], Iterator[Problem]], ...] = (
    lambda plan, named: problems_in_sites(plan),
    lambda plan, named: problems_in_leases(plan),
    lambda plan, named: problems_in_indices(plan),
    lambda plan, named: problems_in_rates(plan, named.get("index_value", ())),
    lambda plan, named: problems_in_on_costs(plan),
    *_STRUCTURE,
    lambda plan, named: problems_in_card_prices(plan, "rate_offer" in named),
    lambda plan, named: problems_in_vendors(plan, named.get("price_tier", ())),
    lambda plan, named: problems_in_kept_functions(plan),
    lambda plan, named: problems_in_accounts(plan),
    lambda plan, named: problems_in_recharges(plan),
    lambda plan, named: problems_in_actuals(plan),
    lambda plan, named: problems_in_periods(plan),
    lambda plan, named: problems_in_make_or_buy(plan),
    lambda plan, named: problems_in_correlations(plan) if not named else iter(()),
    lambda plan, named: problems_in_stresses(plan) if not named else iter(()),
    lambda plan, named: _no_wage(plan),
    lambda plan, named: _pay(plan),
)
"""The checks after that of names, in the order in which they tell."""
