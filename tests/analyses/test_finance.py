"""Finance's frame by hand: fiscal years, one-off and recurring, the run rate, commitments after the plan, profit and cash."""

from __future__ import annotations

from typing import Any

import pytest

from backoffice_lib.analyses.commitments import Commitments, commitments
from backoffice_lib.analyses.compare import compare
from backoffice_lib.analyses.summarise import summarise
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Record
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers import BreakLease, FreezeHiring, OutsourceWork, RemoteWork
from backoffice_lib.plan import Index, Plan, Policies
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import table
from tests.hand.reading import cents
from tests.hand.small import bureau, clerks, office, small_plan


def simulated(plan: Plan, *levers: Record) -> Ledger:
    return simulate(plan, Scenario(name="by hand", levers=levers))


def leased(months: int = 12, levers: tuple[Record, ...] = (), **terms: Any) -> Commitments:
    """What a lease at 1,000 a month still binds to after a plan from January 2027."""
    plan = small_plan(months, leases=(office(rent_per_month=1_000, **terms),))
    return commitments(simulated(plan, *levers))


@pytest.mark.parametrize(
    ("start_month", "month", "year"),
    [(1, "2027-01", 2027), (1, "2027-12", 2027), (7, "2027-06", 2027), (7, "2027-07", 2028), (4, "2028-03", 2028), (12, "2027-12", 2028)],
)
def test_a_fiscal_year_is_named_after_the_calendar_year_in_which_it_ends(start_month: int, month: str, year: int) -> None:
    assert small_plan(12, fiscal_year_start_month=start_month).fiscal_year(Month.of(month)) == year


def test_savings_and_costs_of_fiscal_years_from_july() -> None:
    plan = small_plan(24, fiscal_year_start_month=7, leases=(office(rent_per_month=1_000, break_from="2027-04"),))
    today, scenario = simulate(plan), simulated(plan, BreakLease(lease="HQ-1", on="2027-04"))
    saving = compare(today, scenario)
    # April to June 2027 are in the year that ends in June 2027; then a whole year, then July to December 2028.
    assert saving.saving_in_year == ((2027, 3_000.00), (2028, 12_000.00), (2029, 6_000.00))
    assert saving.saving_by_year == ((2027, 9_000.00), (2028, 12_000.00))
    assert summarise(today).by_year == ((2027, "rent", 6_000.00), (2028, "rent", 12_000.00), (2029, "rent", 6_000.00))
    assert str(table(saving, "year")).splitlines()[0].startswith("Fiscal year to June  saving (USD)")


def test_calendar_and_fiscal_years_are_the_same_from_january() -> None:
    plan = small_plan(24, leases=(office(rent_per_month=1_000, break_from="2027-04"),))
    saving = compare(simulate(plan), simulated(plan, BreakLease(lease="HQ-1", on="2027-04")))
    assert saving.saving_in_year == saving.saving_by_year == ((2027, 9_000.00), (2028, 12_000.00))
    assert str(table(saving, "year")).startswith("Year ")


def test_one_off_recurring_and_run_rate() -> None:
    # Rent of 1,000 until the break in July, whose penalty is 5,000; from July ten clerks at home get 20 a month and a kit of 100.
    lease = office(rent_per_month=1_000, break_from="2027-07", break_penalty=5_000)
    plan = small_plan(24, teams=(clerks(),), leases=(lease,))
    home = RemoteWork(team="clerks", starting="2027-07", share=1, subsidy_per_month=20, equipment_per_head=100)
    saving = compare(simulate(plan), simulated(plan, BreakLease(lease="HQ-1", on="2027-07"), home))
    # 18 months × (1,000 − 10 × 20) = 14,400 recurring; 5,000 + 10 × 100 = 6,000 once; 12 × 800 a year in the end.
    assert (saving.one_off_cost, saving.recurring.saving, saving.saving) == cents((6_000.00, 14_400.00, 8_400.00))
    assert saving.run_rate_saving_per_year == cents(9_600.00)


def test_the_run_rate_is_of_the_last_twelve_months() -> None:
    # Of 15 months the break in the fifth saves 11, all of them within the last twelve (April 2027 to March 2028).
    plan = small_plan(15, leases=(office(rent_per_month=1_000, break_from="2027-05"),))
    saving = compare(simulate(plan), simulated(plan, BreakLease(lease="HQ-1", on="2027-05")))
    assert saving.run_rate_saving_per_year == cents(11_000.00)


def test_the_run_rate_of_a_plan_shorter_than_a_year_is_scaled_to_one() -> None:
    # Three of four months are saved: 3,000 × 12 / 4.
    plan = small_plan(4, leases=(office(rent_per_month=1_000, break_from="2027-02"),))
    saving = compare(simulate(plan), simulated(plan, BreakLease(lease="HQ-1", on="2027-02")))
    assert saving.run_rate_saving_per_year == cents(9_000.00)


@pytest.mark.parametrize(
    ("terms", "owed", "until"),
    [
        # no break right: May 2028 to its end, December 2029
        ({"end": "2029-12"}, 20_000.00, "2029-12"),
        ({"end": "2028-04"}, 0.00, ""),
        # notice on the first of May 2028, out on the first of August: May, June, July and the penalty
        ({"end": "2029-12", "break_from": "2027-02", "break_notice_months": 3, "break_penalty": 500}, 3_500.00, "2028-07"),
        # the right begins later than the notice would end: until October 2028
        ({"end": "2029-12", "break_from": "2028-11", "break_notice_months": 3, "break_penalty": 500}, 6_500.00, "2028-10"),
        # to stay to the end is cheaper than the penalty
        ({"end": "2028-08", "break_from": "2027-02", "break_notice_months": 3, "break_penalty": 9_000}, 4_000.00, "2028-08"),
        # the notice ends after the term does
        ({"end": "2028-06", "break_from": "2027-02", "break_notice_months": 6}, 2_000.00, "2028-06"),
    ],
)
def test_a_lease_binds_to_its_end_or_to_its_break(terms: dict[str, Any], owed: float, until: str) -> None:
    answer = leased(16, **terms)
    assert answer.total == cents(owed)
    assert [row.until for row in answer.rows] == [until] * bool(until)


def test_a_lease_given_back_binds_to_nothing_and_one_held_at_the_index_of_the_last_month() -> None:
    terms = {"end": "2028-12", "break_from": "2027-06", "break_penalty": 500}
    assert leased(12, (BreakLease(lease="HQ-1", on="2027-06"),), **terms).total == 0
    rents = Index(index="rents", growth_share_per_year=0.1, base="2026-06")
    plan = small_plan(12, indices=(rents,), leases=(office(rent_per_month=1_000, rent_index="rents", end="2028-03"),))
    # 1,000 × 1.1 from June 2027 on; January, February and March 2028 are left
    assert commitments(simulate(plan)).total == cents(3_300.00)


def test_compare_shows_what_each_side_is_still_bound_to() -> None:
    plan = small_plan(12, leases=(office(rent_per_month=1_000, end="2028-12", break_from="2027-06"),), teams=(clerks(),))
    held = plan.with_(leases=(plan.leases[0].with_(break_from=None),))
    saving = compare(simulate(held), simulate(held))
    assert (saving.committed_after_horizon.against, saving.committed_after_horizon.scenario) == (12_000.00, 12_000.00)
    saving = compare(simulate(plan), simulated(plan, BreakLease(lease="HQ-1", on="2027-06")))
    # With a break right and no notice nobody is bound after the plan.
    assert (saving.committed_after_horizon.against, saving.committed_after_horizon.scenario) == (0.00, 0.00)


@pytest.mark.parametrize(
    # Fees from March 2027, ten clerks × 2,000 a month; the plan ends in December, with ten months of the term gone.
    ("term_months", "owed", "until"), [(0, 0.00, ""), (10, 0.00, ""), (12, 40_000.00, "2028-02"), (36, 520_000.00, "2030-02")]
)
def test_a_contract_binds_for_its_minimum_term(term_months: int, owed: float, until: str) -> None:
    plan = small_plan(12, teams=(clerks(),), vendors=(bureau(term_months=term_months),))
    placed = OutsourceWork(function="records", vendor="Bureau", starting="2027-03", share=1)
    answer = commitments(simulated(plan, placed))
    assert (answer.total, [row.until for row in answer.rows]) == (cents(owed), [until] * bool(until))
    assert commitments(simulate(plan)).total == 0


def test_a_contract_that_is_no_longer_paid_binds_to_nothing() -> None:
    plan = small_plan(12, teams=(clerks(),), vendors=(bureau(term_months=36),))
    back = OutsourceWork(function="records", vendor="Bureau", starting="2027-08", share=0)
    assert commitments(simulated(plan, OutsourceWork(function="records", vendor="Bureau", starting="2027-03", share=1), back)).total == 0


def test_bonus_belongs_to_the_month_it_is_earned_and_is_cash_when_it_is_paid() -> None:
    # 10 × 3,000 of pay a month, a tenth of it as bonus; paid in March for January and February, and again in March 2028.
    plan = small_plan(15, teams=(clerks(bonus_share=0.1),), policies=Policies(bonus_month=3))
    ledger = simulate(plan)
    earned, paid = (ledger.by_category(view)["bonus"][:, 0].tolist() for view in ("profit", "cash"))
    assert earned == cents([3_000.00] * 15)
    assert paid == cents([0, 0, 6_000.00, *[0] * 11, 36_000.00])


def test_hiring_recurs_and_severance_does_not() -> None:
    plan = small_plan(12, teams=(clerks(cohort_loss_share_per_year=0.3, recruiting_cost_per_hire=1_000),))
    saving = compare(simulate(plan), simulated(plan, FreezeHiring(starting="2027-01")))
    assert saving.one_off_cost == 0
    assert saving.recurring.saving == cents(saving.saving) and saving.saving > 0
