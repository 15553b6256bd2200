"""Work placed with a vendor: what both sides cost while it moves."""

from typing import Any

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.record import Record
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers import OutsourceWork
from backoffice_lib.plan import ExchangeRateOf, Index
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, heads, people, spent
from tests.hand.small import bureau, clerks, small_plan


def simulated(months: int, *levers: Record, vendor: dict[str, Any] | None = None, **parts: Any) -> Ledger:
    """Ten clerks at 3,000 a month, whose work goes to a vendor."""
    given = {"teams": (clerks(severance_months=1, notice_months=2),), "vendors": (bureau(**(vendor or {})),)} | parts
    return simulate(small_plan(months, **given), Scenario(name="by hand", levers=levers))


def outsource(starting: str, share: float = 1.0, **more: Any) -> OutsourceWork:
    return OutsourceWork(function="records", vendor="Bureau", starting=starting, share=share, **more)


def test_three_months_of_dual_running_cost_both() -> None:
    moved = outsource("2027-03", dual_running_months=3, knowledge_transfer_months=2, transition_cost_per_fte=600)
    ledger = simulated(7, moved)
    # January and February hand over 10 FTE: 10 / 2 × 600 each. From March the vendor is paid 10 × 2,000.
    # Our ten, told in April, work through March, April and May; on the first of June they go with 10 × 3,000 × 1.
    assert spent(ledger, "transition") == cents([3_000.00] * 2 + [0.00] * 5)
    assert spent(ledger, "vendor fees") == cents([0.00] * 2 + [20_000.00] * 5)
    assert spent(ledger, "salaries") == cents([30_000.00] * 5 + [0.00] * 2)
    assert spent(ledger, "severance") == cents([0.00] * 5 + [30_000.00, 0.00])
    assert ledger.by_month()[:, 0].tolist() == cents(
        [33_000.00, 33_000.00, 50_000.00, 50_000.00, 50_000.00, 50_000.00, 20_000.00]
    )


def test_a_slower_vendor_needs_more_people() -> None:
    ledger = simulated(2, outsource("2027-01", share=0.3), vendor={"productivity_share": 0.75})
    # 10 × 0.3 / 0.75 = 4 people × 2,000
    assert spent(ledger, "vendor fees") == cents([8_000.00, 8_000.00])


def test_a_vendor_paid_in_another_currency_under_its_own_index() -> None:
    vendor = {"price_per_fte_per_year": 1_200_000, "currency": "INR", "price_index": "contract"}
    contract = (Index(index="contract", growth_share_per_year=0.05, base="2026-02"),)
    fx = (ExchangeRateOf(currency="INR", rate=0.0125),)
    ledger = simulated(3, outsource("2027-01", share=0.4), vendor=vendor, indices=contract, fx=fx)
    # 4 × 100,000 rupees × 0.0125 = 5,000 dollars; from February, a year after its base, × 1.05
    assert spent(ledger, "vendor fees") == cents([5_000.00, 5_250.00, 5_250.00])


def test_a_later_step_hands_over_only_what_is_new() -> None:
    first = outsource("2027-01", 0.2, transition_cost_per_fte=500)
    second = outsource("2027-03", 0.5, transition_cost_per_fte=500)
    ledger = simulated(4, first, second)
    # 10 × 0.2 × 500, then 10 × (0.5 - 0.2) × 500; the vendor has 2 people, then 5.
    assert spent(ledger, "transition") == cents([1_000.00, 0.00, 1_500.00, 0.00])
    assert spent(ledger, "vendor fees") == cents([4_000.00, 4_000.00, 10_000.00, 10_000.00])


def test_the_share_is_of_the_work_however_many_people_are_there() -> None:
    # A tenth of the people leave each month and are not replaced; the vendor still does half the work of ten.
    ledger = simulated(3, outsource("2027-01", 0.5), teams=(clerks(cohort_loss_share_per_year=1 - 0.9**12),))
    assert spent(ledger, "vendor fees") == cents([10_000.00] * 3)


def test_part_time_work_is_counted_in_full_time() -> None:
    # ten at half time do the work of 5; half of it is 2.5 × 2,000
    ledger = simulated(1, outsource("2027-01", 0.5), teams=(clerks(fte_share=0.5),))
    assert spent(ledger, "vendor fees") == cents([5_000.00])


def test_work_taken_back_is_hired_for_in_time() -> None:
    back = (outsource("2027-02", 0.5), outsource("2027-05", 0.0, transition_cost_per_fte=500))
    team = clerks(time_to_hire_months=2, recruiting_cost_per_hire=900)
    ledger = simulated(6, *back, teams=(team,))
    # Five go in February; five posts are opened in March, so that ten are there on the first of May.
    assert people(ledger, "at_work", "clerks") == heads([10, 5, 5, 5, 10, 10])
    assert people(ledger, "opened", "clerks") == heads([0, 0, 5, 0, 0, 0])
    # 5 × 900; 5 × 2,000 until the end of April; taking work back is no handing over to a vendor
    assert spent(ledger, "hiring") == cents([0.00] * 4 + [4_500.00, 0.00])
    assert spent(ledger, "vendor fees") == cents([0.00] + [10_000.00] * 3 + [0.00] * 2)
    assert spent(ledger, "transition") == cents([0.00] * 6)


def test_work_that_comes_back_is_done_here_before_the_vendor_stops() -> None:
    ledger = simulated(6, outsource("2027-01", share=0.5), outsource("2027-03", share=0.2, dual_running_months=2))
    # The vendor's five do the work until dual running ends in May, then two; ours are wanted from March, eight of ten.
    assert spent(ledger, "vendor fees") == cents([10_000.00] * 4 + [4_000.00] * 2)
    needed = ledger.operations.demand.needed[:, 0, 0]
    assert needed.tolist() == [5.0, 5.0, 8.0, 8.0, 8.0, 8.0]


def test_what_starts_after_the_plan_is_not_handed_over_in_it() -> None:
    late = outsource("2027-07", knowledge_transfer_months=4, transition_cost_per_fte=600)
    assert simulated(5, late, late).by_month().tolist() == simulated(5).by_month().tolist()


def test_two_contracts_never_go_by_one_name() -> None:
    teams = (clerks(team="a", function="x with y"), clerks(team="b", function="x"))
    vendors = (bureau(vendor="z"), bureau(vendor="y with z"))
    both = [
        OutsourceWork(function="x with y", vendor="z", starting="2027-01", share=0.5),
        OutsourceWork(function="x", vendor="y with z", starting="2027-01", share=0.5),
    ]
    with pytest.raises(InputProblems, match="two functions and vendors go by this name"):
        simulate(small_plan(2, teams=teams, vendors=vendors), Scenario(name="by hand", levers=both))
