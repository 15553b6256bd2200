"""Textbook break-evens as a back office meets them: how much work makes it pay to give it away at a fixed cost, and what moves that.

The books ask how many units a maker must sell at a price, with a cost of each and a fixed cost. Here our own people are the price that
is saved, the vendor is the cost of each, and a site rented for those who look after the vendor is the fixed cost; a unit is a full-time year.
Tax on profit is no question of a back office and is left out.
"""

from __future__ import annotations

import pytest

from backoffice_lib.analyses.break_even import BreakEven, break_even
from backoffice_lib.levers import OpenSite, OutsourceWork
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.cases.reading import case
from tests.hand.small import bureau, clerks, small_plan


def given_away(fixed: float) -> Scenario:
    """All work goes to the vendor; a site is rented for a year at a fixed cost."""
    site = OpenSite(site="Annexe", starting="2027-01", seats=1, rent_per_month=fixed / 12)
    return Scenario(name="given away", levers=(OutsourceWork(function="records", vendor="Bureau", starting="2027-01", share=1), site))


def firm(price: float, variable: float, units: float) -> Plan:
    return small_plan(12, teams=(clerks(heads=units, salary_per_year=price),), vendors=(bureau(price_per_fte_per_year=variable),))


def by_units(price: float, variable: float, fixed: float, target: float = 0.0) -> BreakEven:
    return break_even(firm(price, variable, 1), given_away(fixed), input="teams.clerks.heads", between=(1, 3_000), target=target)


def income(price: float, variable: float, fixed: float, units: float) -> float:
    plan = firm(price, variable, units)
    return float(simulate(plan).by_month().sum() - simulate(plan, given_away(fixed)).by_month().sum())


def test_be_01_units_at_break_even_and_at_a_target() -> None:
    given, expected, within = case("be-01-hicks")
    one_unit = given["price"], given["variable"], given["fixed"]
    (units,) = by_units(*one_unit).crossings
    assert units.value == pytest.approx(expected["units"], abs=1e-3)
    assert units.value * given["price"] == pytest.approx(expected["dollars"], abs=0.1)
    (target,) = by_units(*one_unit, target=given["target_profit"]).crossings
    assert target.value == pytest.approx(expected["target_units"], abs=1e-3)
    # before tax: 24,000 / (1 - 0.4)
    (after_tax,) = by_units(*one_unit, target=given["target_after_tax"] / (1 - given["tax"])).crossings
    assert after_tax.value == pytest.approx(expected["after_tax_units"], abs=1e-3)
    assert income(*one_unit, 175) == pytest.approx(expected["income_at_175"], abs=within)
    assert income(*one_unit, 300) == pytest.approx(expected["income_at_300"], abs=within)


@pytest.mark.parametrize(
    ("row", "changed"),
    [
        ("base", {}),
        ("price_425", {"price": 4.25}),
        ("variable_155", {"variable": 1.55}),
        ("rent_plus_225", {"fixed": 2_700}),
        ("machine", {}),
        ("machine_and_price_395", {"price": 3.95, "variable": 1.45, "fixed": 2_875}),
    ],
)
def test_be_03_what_rent_price_and_cost_move(row: str, changed: dict[str, float]) -> None:
    given, expected, within = case("be-03-rent-rise")
    found = expected[row]
    asked = {name: changed.get(name, found.get(name, given[name])) for name in ("price", "variable", "fixed")}
    # the sums are small; a thousand times as much money is found as closely as a unit needs
    (units,) = by_units(*(1_000 * amount for amount in asked.values())).crossings
    assert units.value == pytest.approx(found["be_units"], abs=within)
    assert units.value * asked["price"] == pytest.approx(found["be_dollars"], abs=within)
    assert income(*asked.values(), given["units"]) == pytest.approx(found["income"], abs=within)


@pytest.mark.parametrize("equation", ["a", "b"])
def test_be_04_a_fixed_cost_and_a_cost_of_each(equation: str) -> None:
    given, expected, within = case("be-04-cost-equation")
    asked = given[equation]
    for units, cost in zip(asked["units"], expected[equation], strict=True):
        plan = firm(1, asked["variable"], units)
        assert simulate(plan, given_away(asked["fixed"])).by_month().sum() == pytest.approx(cost, rel=within)
