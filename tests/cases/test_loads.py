"""What an employer pays on top of pay, against the worked cases: shares of the right base, and payroll taxes of a month."""

from __future__ import annotations

import pytest

from backoffice_lib.plan import OnCostBand, loads_by_base
from backoffice_lib.simulation import simulate
from tests.cases.reading import case
from tests.hand.reading import money, spent
from tests.hand.small import clerks, small_plan

HALF_A_CENT = 0.005
"""Hourly costs are published to the cent."""


def test_head_12_three_loads_of_the_same_hour_and_what_each_is_a_share_of() -> None:
    given, expected, within = case("head-12-ecec-load")
    parts = expected["components_june_2025"]
    loads = loads_by_base(
        given["june_2025"]["wages"], parts["paid leave"], parts["supplemental"], parts["insurance"], parts["retirement"],
        parts["legally required"],
    )
    percent = {base: 100 * share for base, share in loads.items()}
    # The parts add up to 13.57 where 13.58 is published, and each of the five may be half a cent off an hour of 45.65.
    rounding = 100 * 5 * HALF_A_CENT / given["june_2025"]["total"]
    assert percent["compensation"] == pytest.approx(expected["share_of_compensation_pct"][0], abs=within + rounding)
    assert percent["wages_for_hours_worked"] == pytest.approx(expected["load_on_wages_pct"][0], abs=within)
    # On a salary, which pays for leave, and with bonus and overtime apart: 8.29 / 35.51. The trap: neither of the two
    # published figures is it, though 29.8 is the one that is quoted and 42.3 is the one for wages for hours worked.
    assert percent["yearly_salary"] == pytest.approx(23.35, abs=0.005)
    assert sum(parts.values()) == pytest.approx(expected["components_sum"], abs=0.005)


def test_head_12_the_load_on_wages_where_only_totals_are_published() -> None:
    given, expected, within = case("head-12-ecec-load")
    for at, month in enumerate(("june_2025", "dec_2024")):
        totals = given[month]
        loads = loads_by_base(totals["wages"], 0, 0, 0, 0, totals["benefits"])
        assert 100 * loads["wages_for_hours_worked"] == pytest.approx(expected["load_on_wages_pct"][at], abs=within)
        rounding = 100 * HALF_A_CENT / totals["total"]
        assert 100 * loads["compensation"] == pytest.approx(expected["share_of_compensation_pct"][at], abs=within + rounding)


def test_head_12_the_wrong_figures_on_a_salary() -> None:
    given, expected, _ = case("head-12-ecec-load")
    parts, wages = expected["components_june_2025"], given["june_2025"]["wages"]
    on_top = parts["insurance"] + parts["retirement"] + parts["legally required"]
    # An hour as a salary pays it, leave included, on which 8.29 is due; the two other loads would make it 10.56 and 15.03.
    salary = wages + parts["paid leave"]
    load = loads_by_base(wages, *(parts[name] for name in ("paid leave", "supplemental", "insurance", "retirement", "legally required")))
    assert {base: round(salary * share, 2) for base, share in load.items()} == {
        "yearly_salary": round(on_top, 2),
        "wages_for_hours_worked": 15.03,
        "compensation": 10.56,
    }


def test_head_08_payroll_taxes_and_benefits_of_one_month() -> None:
    given, expected, within = case("head-08-payroll-burden-sanders")
    health = given["health_premium"] * given["employer_health_share"]
    bands = (
        OnCostBand(scheme="one", band="ss", rate_share=given["fica_ss"]),
        OnCostBand(scheme="one", band="medicare", rate_share=given["fica_medicare"]),
        OnCostBand(scheme="one", band="futa", rate_share=given["futa"], to_pay_per_year=7_000, cumulated="calendar_year"),
        OnCostBand(scheme="one", band="suta", rate_share=0, amount_per_head_per_month=given["suta_amount"]),
        OnCostBand(scheme="one", band="health", rate_share=0, amount_per_head_per_month=health),
    )
    team = clerks(heads=1, salary_per_year=12 * given["monthly_salary"], on_costs="one")
    ledger = simulate(small_plan(1, teams=(team,), on_costs=bands))
    due = {item.removeprefix("one: ").removesuffix(" per head"): row[0] for (_, _, item), row in money(ledger).items() if item}
    assert due == pytest.approx({name: expected[name] for name in ("ss", "medicare", "futa", "suta")} | {"health": expected["benefits"]}, abs=within)
    assert sum(due.values()) - due["health"] == pytest.approx(expected["payroll_taxes"], abs=within)
    assert ledger.by_month().sum() == pytest.approx(expected["total_employer_cost"], abs=within)
    assert 100 * sum(due.values()) / given["monthly_salary"] == pytest.approx(expected["burden_pct"], abs=within)


def test_head_08_unemployment_tax_ends_at_its_wage_base() -> None:
    # 0.6 % on the first 7,000 of the year: 12 on each 2,000, and 6 on the 1,000 that are left in April; 42 in all.
    band = OnCostBand(scheme="one", band="futa", rate_share=0.006, to_pay_per_year=7_000, cumulated="calendar_year")
    team = clerks(heads=1, salary_per_year=24_000, on_costs="one")
    assert spent(simulate(small_plan(6, teams=(team,), on_costs=(band,))), "on-costs") == pytest.approx([12, 12, 12, 6, 0, 0])


def test_head_15_fringe_rates_of_two_columns() -> None:
    given, expected, within = case("head-15-dod-fringe")
    # Who is not a federal customer is charged the full cost: 8.1 points more, the same for everybody.
    more = expected["difference"] / 100
    bands, teams = [], []
    for name, rate in given["federal"].items():
        bands += [OnCostBand(scheme=name, band="federal", rate_share=rate / 100), OnCostBand(scheme=name, band="others", rate_share=more)]
        teams.append(clerks(team=name, heads=1, salary_per_year=120_000, on_costs=name))
    booked = money(simulate(small_plan(1, teams=tuple(teams), on_costs=tuple(bands))))
    # On a month of 10,000, in percent.
    for name, rate in expected["others"].items():
        federal, others = (booked["on-costs", name, f"{name}: {band}"][0] / 100 for band in ("federal", "others"))
        assert federal == pytest.approx(given["federal"][name], abs=within)
        assert federal + others == pytest.approx(rate, abs=within)
