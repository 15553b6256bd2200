"""What a plan costs by fiscal year and period, function, site and mode, and for people and units of work, by hand."""

from __future__ import annotations

import pytest

from backoffice_lib.analyses.compare import compare
from backoffice_lib.analyses.summarise import summarise
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.levers import OutsourceWork
from backoffice_lib.plan import Policies, Site, Work
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import table
from tests.hand.reading import cents
from tests.hand.small import bureau, clerks, office, small_plan


@pytest.fixture(scope="module")
def firm():
    """Ten clerks in HQ and five half-time payroll clerks at home in Depot, with rent in HQ, for a year from July."""
    payroll = clerks(team="pay", function="payroll", site="Depot", heads=5, fte_share=0.5, mode="remote")
    work = (
        Work(work="letters", function="records", units_per_month=600, minutes_per_unit=60),
        Work(work="calls", function="records", units_per_month=1_200, minutes_per_unit=10),
    )
    return small_plan(
        12, start="2027-04", fiscal_year_start_month=7, teams=(clerks(), payroll), sites=(Site(site="HQ"), Site(site="Depot")),
        leases=(office(rent_per_month=1_000),), work=work, vendors=(bureau(),),
    )


@pytest.fixture(scope="module")
def answer(firm):
    return summarise(simulate(firm))


def test_by_function_site_and_mode(answer):
    # 10 × 36,000 in records, 5 × 0.5 × 36,000 in payroll, 12 × 1,000 of rent.
    assert [(row.name, row.cost, row.fte_years) for row in answer.by_function] == [
        ("records", 360_000, 10), ("payroll", 90_000, 2.5), ("not of one function", 12_000, 0),
    ]
    assert [(row.name, row.cost, row.head_years) for row in answer.by_site] == [("HQ", 372_000, 10), ("Depot", 90_000, 5)]
    assert [(row.name, row.cost, row.heads_at_end) for row in answer.by_mode] == [("office", 372_000, 10), ("remote", 90_000, 5)]
    assert answer.cost_per_fte_per_year == cents(462_000 / 12.5)
    assert answer.cost_per_head_per_year == cents(462_000 / 15)
    assert [row.cost_per_fte_per_year for row in answer.by_site] == [37_200, 36_000]
    assert [row.cost_per_head_per_year for row in answer.by_site] == [37_200, 18_000]


def test_by_fiscal_year(answer):
    # April to June 2027, then July to March: three months and nine.
    assert [(row.name, row.cost, row.fte_years) for row in answer.years] == [("2027", 115_500, 3.125), ("2028", 346_500, 9.375)]
    assert [row.cost_per_fte_per_year for row in answer.years] == [36_960, 36_960]
    assert str(table(answer, "year")).startswith("Fiscal year to June  people at the start")


def test_the_cost_of_a_unit_is_shared_by_hours(answer):
    # 600 × 60 and 1,200 × 10 minutes: three quarters and one quarter of 360,000.
    assert [(row.work, row.units, row.cost, row.cost_per_unit) for row in answer.by_unit] == [
        ("letters", 7_200, 270_000, 37.5), ("calls", 14_400, 90_000, 6.25),
    ]
    assert table(answer, "unit").rows[0] == ("letters", "records", 7_200, 270_000, 37.5)


def test_work_that_vendors_do_counts_as_that_of_ours(firm):
    placed = OutsourceWork(function="records", vendor="Bureau", starting="2027-04", share=1)
    found = summarise(simulate(firm, Scenario(name="placed", levers=(placed,))))
    vendor = next(row for row in found.by_mode if row.name == "outsourced")
    assert (vendor.fte_years, vendor.head_years, vendor.cost_per_head_per_year) == (pytest.approx(10), 0, None)
    assert vendor.cost_per_fte_per_year == pytest.approx(24_000)


def test_a_function_of_too_few_people_is_shown_with_another():
    few = clerks(team="pay", function="payroll", heads=2, salary_per_year=90_000)
    work = (Work(work="payslips", function="payroll", units_per_month=100, minutes_per_unit=6),)
    plan = small_plan(12, teams=(clerks(), few), work=work)
    found = summarise(simulate(plan))
    assert [(row.name, row.cost, row.heads_at_end) for row in found.by_function] == [("records and payroll", 540_000, 12)]
    assert [(row.cost, row.cost_per_unit) for row in found.by_unit] == [(None, None)]
    saved = compare(simulate(plan), simulate(plan.with_(teams=(clerks(), few.with_(salary_per_year=80_000)))))
    assert [(row.name, row.saving) for row in saved.by_function] == [("records and payroll", 20_000)]
    open_to_all = plan.with_(policies=Policies(smallest_pay_group_heads=1))
    assert [row.name for row in summarise(simulate(open_to_all)).by_function] == ["records", "payroll"]
    assert summarise(simulate(open_to_all)).by_unit[0].cost_per_unit == 150


def test_every_table_adds_up(answer):
    for part in ("function", "site", "mode", "year", "period", "category"):
        rows, cost = table(answer, part).rows, 2 if part == "period" else 1 if part == "category" else 3
        assert sum(row[cost] for row in rows[:-1]) == cents(rows[-1][cost]) == cents(462_000)


@pytest.mark.parametrize(
    ("ends", "costs"),
    [
        ((), [("2027 P10", "2027-04-30", 1_000), ("2027 P11", "2027-05-31", 1_000)]),
        # quarters: April to June is the fourth
        ((3, 6, 9, 12), [("2027 P04", "2027-06-30", 3_000), ("2028 P01", "2027-09-30", 3_000)]),
        # four weeks from the first of April; then two days of April, 26 of May; then five of May, and June
        ("4-4-5", [("2027 P10", "2027-04-28", 1_000 * 28 / 30), ("2027 P11", "2027-05-26", 1_000 * 2 / 30 + 1_000 * 26 / 31)]),
        ("5-4-4", [("2027 P10", "2027-05-05", 1_000 + 1_000 * 5 / 31), ("2027 P11", "2027-06-02", 1_000 * 26 / 31 + 1_000 * 2 / 30)]),
    ],
)
def test_periods_are_months_several_of_them_or_weeks(ends, costs):
    plan = small_plan(6, start="2027-04", fiscal_year_start_month=7, period_ends=ends, leases=(office(rent_per_month=1_000),))
    found = summarise(simulate(plan))
    assert [(row.name, row.ends, row.cost) for row in found.periods[:2]] == [(name, day, cents(cost)) for name, day, cost in costs]
    assert sum(row.cost for row in found.periods) == cents(6_000)
    assert plan.fiscal_periods.shares.sum(axis=0) == pytest.approx(1)


def test_a_quarter_keeps_its_months_whatever_its_weeks():
    plan = small_plan(12, period_ends="4-5-4", leases=(office(rent_per_month=1_000),))
    costs = [row.cost for row in summarise(simulate(plan)).periods]
    assert [sum(costs[at : at + 3]) for at in (0, 3, 6, 9)] == cents([3_000.0] * 4)


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ((3, 6, 9), "period_ends: 3, 6, 9 leave out month 12, with which the fiscal year ends; add 12"),
        ("4-4-6", 'period_ends: is "4-4-6"; use 4-4-5, 4-5-4, 5-4-4, or the months in which periods end, such as [3, 6, 9, 12]; did you mean'),
        ((6, 6, 12), "period_ends: has the month 6 twice; name each month in which a period ends once"),
        ((13,), "period_ends: is 13; give 1 to 12 (month of the year)"),
        (6, "period_ends: is 6; give the months in which periods end, such as [3, 6, 9, 12], or a pattern such as 4-4-5"),
    ],
)
def test_periods_that_cannot_be(ends, told):
    with pytest.raises(InputProblems) as wrong:
        small_plan(3, period_ends=ends, leases=(office(rent_per_month=1),))
    assert told in str(wrong.value)
