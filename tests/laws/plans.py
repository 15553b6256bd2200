"""Plans nobody thought of: small ones, with wide ranges, in which any field may be at the end of its range."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from backoffice_lib import costs
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.uncertain import PerDraw, draws
from backoffice_lib.basics.units import Measure
from backoffice_lib.plan import Assumption, ExchangeRateOf, Index, Lease, OnCostBand, Plan, Policies, Site, Team, Vendor
from tests.laws import structure
from tests.laws.records import Around, Choices, chosen, made, number

ASSUMED = {assumed.name: assumed.measure for category in costs.categories() for assumed in category.assumes}
"""Every number that a cost asks of the plan, by name, with its unit."""

FOREIGN = ("INR", "EUR")
CURRENCIES = ("", "", "USD", *FOREIGN)
FUNCTIONS = ("accounting", "settlements", "archive")
INDICES = ("wages", "rents", "prices")
RENTS = ("rent_per_month", "rent_per_seat_per_month", "rent_per_m2_per_year")
# The thresholds of a scheme are in the currency of the pay, so a scheme is for the teams of one currency.
SCHEMES = {"at home": ("", "USD"), "abroad": ("INR",)}
PAY = Measure("money/year")
HORIZON = 18


def plans(width: int = 1, leases: int = 0, vendors: int = 0, tables: bool = True) -> st.SearchStrategy[Plan]:
    """Plans of 1 to 4 teams over 1 or 2 sites, with at least so many leases and vendors.

    Where the width is above 1, numbers may differ from draw to draw. tables: whether some have work, spans, steps of
    headcount, transitions, requisitions and attrition by tenure.
    """
    return chosen(lambda choices: plan_of(choices, width, leases, vendors, tables))


def plan_of(choices: Choices, width: int = 1, leases: int = 0, vendors: int = 0, tables: bool = True) -> Plan:
    """The plan that some choices make."""
    start = Month.of("2027-01") + choices.between(0, 30)
    around = Around({"index": INDICES}, [start + ahead for ahead in range(-40, 41)], width)
    bands = _bands(choices, around)
    sites = tuple(made(Site, choices, around, site=name) for name in ("HQ", "North")[: choices.between(1, 2)])
    schemes = tuple(dict.fromkeys(band.scheme for band in bands))
    times = structure.working_time(choices, around)
    names = {"site": [site.site for site in sites], "on_costs": schemes, "working_time": [time.working_time for time in times]}
    around = replace(around, names={**around.names, **names})
    months, people = choices.between(1, HORIZON), tuple(_team(choices, around, f"team {at}") for at in range(choices.between(1, 4)))
    return Plan(
        name="made up",
        currency="USD",
        start=start,
        months=months,
        working_time=times,
        **(structure.tables(choices, around, people, [start + ahead for ahead in range(months)]) if tables else {"teams": people}),
        cost_index=choices.pick(("", *INDICES)),
        policies=made(Policies, choices, around, headcount="expected", leavers="expected"),
        sites=sites,
        on_costs=bands,
        fx=tuple(made(ExchangeRateOf, choices, around, currency=code) for code in FOREIGN),
        indices=tuple(made(Index, choices, around, index=name) for name in INDICES),
        leases=tuple(_lease(choices, around, start, f"lease {at}") for at in range(choices.between(leases, 3))),
        vendors=tuple(_vendor(choices, around, name) for name in ("Acme", "Bolt")[: choices.between(vendors, 2)]),
        assumptions=_assumptions(choices, width),
    )


def _team(choices: Choices, around: Around, name: str) -> Team:
    """A team that may share its function with others."""
    pay = number(choices, Measure("money/FTE/year", above_low=True), around.width)
    function, currency = choices.pick(FUNCTIONS), choices.pick(CURRENCIES)
    schemes = [scheme for scheme in around.names["on_costs"] if currency in SCHEMES[scheme]]
    around = replace(around, names={**around.names, "on_costs": schemes})
    none = choices.pick(("cohort_loss_share_per_year", "leavers_per_average_head_per_year"))
    given = {none: 0.0, "sized_by": "heads"}
    return made(Team, choices, around, team=name, function=function, currency=currency, salary_per_year=pay, **given)


def _vendor(choices: Choices, around: Around, name: str) -> Vendor:
    return made(Vendor, choices, around, vendor=name, currency=choices.pick(CURRENCIES))


def _assumptions(choices: Choices, width: int) -> tuple[Assumption, ...]:
    """All that costs ask of the plan, or nothing of it."""
    names = choices.pick(((), tuple(ASSUMED), tuple(ASSUMED)))
    return tuple(Assumption(assumption=name, value=number(choices, ASSUMED[name], width)) for name in names)


def _bands(choices: Choices, around: Around) -> tuple[OnCostBand, ...]:
    """Up to two schemes of 1 to 3 bands, each with thresholds of its own, some without a ceiling."""
    found = []
    for scheme in tuple(SCHEMES)[: choices.between(0, 2)]:
        for at in range(choices.between(1, 3)):
            low = choices.pick((0.0, number(choices, PAY, around.width)))
            high = choices.pick((None, _sum(low, number(choices, Measure("money/year", above_low=True), around.width))))
            floor = choices.pick((0.0, 0.0, low if high is not None else number(choices, PAY, around.width)))
            limits = {"from_pay_per_year": low, "to_pay_per_year": high, "floor_pay_per_year": floor, "base": "yearly_salary"}
            found.append(made(OnCostBand, choices, around, scheme=scheme, band=f"band {at}", **limits))
    return tuple(found)


def _sum(one: Any, other: Any) -> Any:
    total = draws(one) + draws(other)
    return float(total[0]) if len(total) == 1 else PerDraw(tuple(total.tolist()))


def _lease(choices: Choices, around: Around, start: Month, name: str) -> Lease:
    """A lease somewhere around the plan, its rent written in one of the three forms; it often may be broken."""
    begins = start + choices.between(-24, 6)
    ends = begins + choices.pick((60, choices.between(0, 60)))
    breaks = Month(choices.between(begins.ordinal, max(begins.ordinal, min(ends.ordinal, start.ordinal + 6))))
    form = choices.pick(RENTS)
    rents = {name: number(choices, PAY, around.width) if name == form else None for name in RENTS}
    area = number(choices, Measure("m2", high=20_000, above_low=True), around.width)
    term = {"start": begins, "end": ends, "break_from": choices.pick((breaks, breaks, breaks, None))}
    return made(Lease, choices, around, lease=name, currency=choices.pick(CURRENCIES), area_m2=area, **term, **rents)
