"""Plans nobody thought of: small ones, with wide ranges, in which any field may be at the end of its range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from backoffice_lib import costs
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import measures
from backoffice_lib.basics.uncertain import PerDraw, draws
from backoffice_lib.basics.units import Measure
from backoffice_lib.plan import (
    Assumption,
    Contract,
    ExchangeRateOf,
    Index,
    IndexValue,
    OnCostBand,
    Plan,
    Policies,
    PriceTier,
    Site,
    Team,
    Vendor,
)
from tests.laws import structure
from tests.laws.records import Around, Choices, chosen, made, number
from tests.laws.space import space

ASSUMED = {assumed.name: assumed.measure for category in costs.categories() for assumed in category.assumes}
"""Every number that a cost asks of the plan, by name, with its unit."""

FOREIGN = ("INR", "EUR")
CURRENCIES = ("", "", "USD", *FOREIGN)
FUNCTIONS = ("accounting", "settlements", "archive")
INDICES = ("wages", "rents", "prices")
UNEVEN = "rents"
"""The index of which only every fifth month may be published."""
# The thresholds of a scheme are in the currency of the pay, so a scheme is for the teams of one currency.
SCHEMES = {"at home": ("", "USD"), "abroad": ("INR",)}
PAY = Measure("money/year")
POINTS = Measure("index points", high=400, low=50)
HORIZON = 18
ZONES = ("America/New_York", "Europe/London", "Asia/Kolkata")


def plans(width: int = 1, leases: int = 0, vendors: int = 0, tables: bool = True) -> st.SearchStrategy[Plan]:
    """Plans of 1 to 4 teams over 1 to 3 sites, with at least so many leases and vendors.

    Where the width is above 1, numbers may differ from draw to draw. tables: whether some have work, spans, steps of
    headcount, transitions, requisitions and attrition by tenure.
    """
    return chosen(lambda choices: plan_of(choices, width, leases, vendors, tables))


def plan_of(choices: Choices, width: int = 1, leases: int = 0, vendors: int = 0, tables: bool = True) -> Plan:
    """The plan that some choices make."""
    start = Month.of("2027-01") + choices.between(0, 30)
    around = Around({"index": INDICES}, [start + ahead for ahead in range(-40, 41)], width)
    bands = _bands(choices, around)
    names = ("HQ", "North", "South")[: choices.between(1, 3)]
    sites = tuple(made(Site, choices, around, site=name, most_heads=None, time_zone=choices.pick(ZONES)) for name in names)
    schemes = tuple(dict.fromkeys(band.scheme for band in bands))
    times = structure.working_time(choices, around)
    names = {"site": [site.site for site in sites], "on_costs": schemes, "working_time": [time.working_time for time in times]}
    around = replace(around, names={**around.names, **names})
    indices = tuple(made(Index, choices, around, index=name) for name in INDICES)
    fx, rates = _exchange(choices, around, start)
    earlier = replace(around, months=[start + ahead for ahead in range(-30, 1)])
    months, people = choices.between(1, HORIZON), tuple(_team(choices, around, f"team {at}") for at in range(choices.between(1, 4)))
    vendors = tuple(_vendor(choices, around, name) for name in ("Acme", "Bolt")[: choices.between(vendors, 2)])
    functions = list(dict.fromkeys(team.function for team in people))
    shape = structure.tables(choices, around, people, [start + ahead for ahead in range(months)]) if tables else {"teams": people}
    working = {work.function for work in shape.get("work", ())}
    return Plan(
        name="made up",
        currency="USD",
        start=start,
        months=months,
        working_time=times,
        **shape,
        cost_index=choices.pick(("", *INDICES)),
        policies=made(Policies, choices, around, headcount="expected", leavers="expected"),
        sites=sites,
        on_costs=bands,
        fx=fx,
        indices=indices,
        index_values=(*(value for index in indices for value in _published(choices, index, start, width)), *rates),
        **space(choices, around, start, choices.between(leases, 3), CURRENCIES),
        vendors=vendors,
        price_tiers=_tiers(choices, around, vendors, tuple(work.work for work in shape.get("work", ())) if set(functions) <= working else ()),
        contracts=_contracts(choices, earlier, functions, vendors),
        assumptions=_assumptions(choices, width),
    )


def plain_vendors(plan: Plan) -> Plan:
    """The plan with vendors that ask for their people alone, do all they are paid for, and have no work on the first day."""
    said = ("vendor", "mode", "price_per_fte_per_year", "currency", "price_index", "productivity_share")
    vendors = tuple(Vendor(**{name: getattr(vendor, name) for name in said}) for vendor in plan.vendors)
    return plan.with_(vendors=vendors, price_tiers=(), contracts=())


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
    """A vendor that asks for its people at least; what else it asks for and says is made up."""
    price = number(choices, Measure("money/FTE/year", above_low=True), around.width)
    terms = {"term_months": choices.pick((36, 36, 0, 3)), "notice_months": choices.pick((0, 0, 1)), "termination_fee_months": choices.pick((3.0, 3.0, 0.0))}
    asks = {"currency": choices.pick(CURRENCIES), "price_per_fte_per_year": price, "minimum_units_per_month": 0}
    return made(Vendor, choices, around, vendor=name, **asks, **terms)


def _tiers(choices: Choices, around: Around, vendors: tuple[Vendor, ...], works: tuple[str, ...]) -> tuple[PriceTier, ...]:
    """Some vendors are paid by the unit too, in up to two tiers, where all functions have work with units; one work may have its own price."""
    found = []
    for vendor in vendors if works else ():
        lows = ((), (0,), (0, choices.between(1, 4000)))[choices.between(0, 2)]
        own = choices.pick(("", *works)) if lows else ""
        for work, low in (*(("", low) for low in lows), *([(own, 0)] if own else ())):
            found.append(made(PriceTier, choices, around, vendor=vendor.vendor, work=work, from_units_per_month=low))
    return tuple(found)


def _contracts(choices: Choices, around: Around, functions: list[str], vendors: tuple[Vendor, ...]) -> tuple[Contract, ...]:
    """Some work lies with vendors on the first day, never all of it."""
    return tuple(
        made(Contract, choices, around, function=function, vendor=vendor.vendor, placed_share=choices.pick((0.25, 0.45, 0.0)))
        for function in functions
        for vendor in vendors[::-1]  # so that the first choices of all can change the vendor
        if choices.pick((True, True, True, False))
    )


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


def _exchange(choices: Choices, around: Around, start: Month) -> tuple[tuple[ExchangeRateOf, ...], tuple[IndexValue, ...]]:
    """Foreign currencies at one rate, at one of the first month and later ones, or at rates that are all dated."""
    found, values = [], []
    for code in FOREIGN:
        rate = number(choices, measures(ExchangeRateOf)["rate"], around.width)
        dated = choices.pick(((), (), (3, 7), (-2, 5)))
        given = {"rate": rate if not dated or dated[0] > 0 else None, "gaps": choices.pick(("hold", "interpolate"))}
        found.append(made(ExchangeRateOf, choices, around, currency=code, **given))
        values += [IndexValue(index=code, month=start + ahead, value=number(choices, measures(ExchangeRateOf)["rate"], around.width)) for ahead in dated]
    return tuple(found), tuple(values)


def _published(choices: Choices, index: Index, start: Month, width: int) -> Iterator[IndexValue]:
    """Values of an index from long before the plan until some month near it, or none; with gaps where these may be filled."""
    if choices.pick((True, True, False)):
        return
    first, last = start - 70, start + choices.between(-30, 20)
    every = 5 if index.gaps == "interpolate" and index.index == UNEVEN else 1
    for ahead in range(0, last - first + 1, every):
        yield IndexValue(index=index.index, month=first + ahead, value=number(choices, POINTS, width))
