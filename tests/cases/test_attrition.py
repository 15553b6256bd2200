"""Leavers and what replacing them costs, against the worked cases, through a plan wherever a plan can say it."""

from __future__ import annotations

import pytest

from backoffice_lib.files.rates import read_rates
from backoffice_lib.operations.attrition import cohort_loss_share, joiners, leavers_per_average_head, monthly_loss_share
from backoffice_lib.operations.leave import leave_owed_hours
from backoffice_lib.simulation import simulate
from tests.cases.reading import case
from tests.hand.reading import people, spent
from tests.hand.small import clerks, small_plan

A_YEAR_OF_JOINERS = 13  # whoever leaves in a month is replaced on the first day of the next


def replaced(leavers_share_per_year: float, **fields: float) -> dict[str, float]:
    """Leavers of the first year, and what finding those who replace them costs, of a team that is always filled."""
    team = clerks(leavers_per_average_head_per_year=leavers_share_per_year, **fields)
    ledger = simulate(small_plan(A_YEAR_OF_JOINERS, teams=(team,)))
    return {"leavers": sum(people(ledger, "leavers", "clerks")[:12]), "cost": sum(spent(ledger, "hiring"))}


def test_head_03_leavers_per_average_head() -> None:
    given, expected, within = case("head-03-attrition-average")
    share = leavers_per_average_head(given["opening"], given["leavers"], given["closing"])
    assert 100 * share == pytest.approx(expected["attrition_pct"], abs=within)
    assert given["leavers"] / share == pytest.approx(expected["average"], abs=within)
    assert joiners(given["opening"], given["leavers"], given["closing"]) == expected["implied_hires"]
    # Over those there at the start it would be 12 / 50 = 24 %.
    assert 100 * share != pytest.approx(24, abs=within)


def test_the_loss_of_a_cohort_compounds() -> None:
    # 200 × (1 - 0.12) = 176.00; a twelfth of 12 % each month would leave 200 × 0.99^12 = 177.28.
    ledger = simulate(small_plan(12, teams=(clerks(heads=200, time_to_hire_months=24, cohort_loss_share_per_year=0.12),)))
    assert people(ledger, "heads", "clerks")[-1] == pytest.approx(176.00, abs=0.005)
    assert people(ledger, "leavers", "clerks")[0] == pytest.approx(200 * monthly_loss_share(0.12))
    assert 200 * (1 - 0.12 / 12) ** 12 == pytest.approx(177.28, abs=0.005)


def test_leavers_of_a_team_that_is_always_filled() -> None:
    # 12 leavers a year per 100 heads: 200 × 0.12 = 24.00. The same 12 % as the loss of a cohort is 25.43 leavers, since
    # those who replace leavers leave too: 200 × 12 × (1 - 0.88^(1/12)).
    assert replaced(0.12, heads=200)["leavers"] == pytest.approx(24.00, abs=0.005)
    as_cohort = simulate(small_plan(12, teams=(clerks(heads=200, cohort_loss_share_per_year=0.12),)))
    assert sum(people(as_cohort, "leavers", "clerks")) == pytest.approx(25.43, abs=0.005)
    # 1 - 0.99^12 is the loss of a cohort that gives the same 24.00.
    assert cohort_loss_share(0.12) == pytest.approx(0.113615, abs=5e-7)
    same = clerks(heads=200, cohort_loss_share_per_year=float(cohort_loss_share(0.12)))
    assert sum(people(simulate(small_plan(12, teams=(same,))), "leavers", "clerks")) == pytest.approx(24.00, abs=0.005)


def test_head_04_replacement_cost_by_pay() -> None:
    given, expected, within = case("head-04-cap-turnover")
    # Of 100 always filled, 1 leaves in a year and is replaced.
    costs = [
        replaced(0.01, heads=100, salary_per_year=one["annual"], recruiting_cost_per_hire=one["annual"] * one["pct"] / 100)["cost"]
        for one in given["cases"]
    ]
    assert costs == pytest.approx(expected["cost"], abs=within)
    shares = [rate.value for rate in read_rates() if rate.what == "turnover cost" and "Boushey" in rate.source]
    assert expected["median_pct_other"] / 100 in shares


def test_head_05_turnover_of_a_team() -> None:
    given, expected, within = case("head-05-turnover-cost-team")
    pay, heads, loss = given["average_salary"], given["headcount"], given["attrition"]
    years = [replaced(loss, heads=heads, salary_per_year=pay, recruiting_cost_per_hire=rule * pay) for rule in given["rules"]]
    assert [year["leavers"] for year in years] == pytest.approx([expected["leavers"]] * 3, abs=0.005)
    assert [year["cost"] for year in years] == pytest.approx(expected["annual_cost"], abs=within)
    single = replaced(0.01, heads=100, salary_per_year=30_000, recruiting_cost_per_hire=given["rules"][1] * 30_000)
    assert single["cost"] == pytest.approx(expected["single_check"], abs=within)
    # The same 18 % as the loss of a cohort would be 23.62 leavers: 120 × 12 × (1 - 0.82^(1/12)).
    assert 120 * 12 * monthly_loss_share(loss) == pytest.approx(23.62, abs=0.005)


def test_head_10_leave_earned_and_not_taken() -> None:
    given, expected, within = case("head-10-vacation-accrual")
    hours = leave_owed_hours(given["employees"], given["days_per_month"], given["months"], given["hours_per_day"])
    assert hours * given["rate"] == pytest.approx(expected["liability"], abs=within)
    # 3 of the 4 days taken by each: 4 × 1 × 8 = 32 hours are left; 5 of them: nothing is owed.
    assert leave_owed_hours(4, 1, 4, 8, taken_days_per_head=3) == 32
    assert leave_owed_hours(4, 1, 4, 8, taken_days_per_head=5) == 0
