"""People: attrition, hiring, freezes, notice and severance, each on the smallest plan that shows it."""

from typing import Any

import pytest

from backoffice_lib.basics.record import Record
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers import FreezeHiring, OutsourceWork
from backoffice_lib.plan import Index, Policies
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, heads, people, spent
from tests.hand.small import TEN_PER_CENT_A_MONTH, bureau, clerks, small_plan


def simulated(months: int, *levers: Record, policies: Policies | None = None, **fields: Any) -> Ledger:
    """A team of clerks under some levers; a vendor stands ready to take their work."""
    parts = {"policies": policies} if policies else {}
    plan = small_plan(months, teams=(clerks(**fields),), vendors=(bureau(),), **parts)
    return simulate(plan, Scenario(name="by hand", levers=levers))


def half_is_released_from(month: str) -> Record:
    return OutsourceWork(function="records", vendor="Bureau", starting=month, share=0.5)


def test_200_heads_at_12_per_cent_unreplaced_are_176_after_a_year() -> None:
    frozen = FreezeHiring(starting="2027-01")
    ledger = simulated(24, frozen, heads=200, cohort_loss_share_per_year=0.12)
    closing = people(ledger, "heads", "clerks")
    # 200 × 0.88 = 176; 176 × 0.88 = 154.88
    assert closing[11] == heads(176.00)
    assert closing[23] == heads(154.88)
    # The year's pay: every month 0.989403759 of the month before, so 200 × (1 - 0.88) / (1 - 0.989403759)
    # = 24 / 0.010596241035 = 2,264.954140 months of work × 3,000.
    assert sum(spent(ledger, "salaries")[:12]) == cents(6_794_862.42)


def test_an_opening_replaces_who_has_left_when_the_time_to_hire_is_over() -> None:
    ledger = simulated(4, heads=100, cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH, time_to_hire_months=1)
    # January   100 at work, 10 leave.
    # February  90: 10 posts opened. 9 leave.
    # March     81 + 10 = 91: 9 opened. 9.1 leave.
    # April     81.9 + 9 = 90.9: 9.1 opened (100 - 81.9 - 9). 9.09 leave.
    assert people(ledger, "opened", "clerks") == heads([0, 10, 9, 9.1])
    assert people(ledger, "hires", "clerks") == heads([0, 0, 10, 9])
    assert people(ledger, "at_work", "clerks") == heads([100, 90, 91, 90.9])
    assert people(ledger, "leavers", "clerks") == heads([10, 9, 9.1, 9.09])
    assert people(ledger, "heads", "clerks") == heads([90, 81, 81.9, 81.81])


def test_without_a_time_to_hire_a_post_is_filled_on_the_first_of_the_next_month() -> None:
    ledger = simulated(3, heads=100, cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH, recruiting_cost_per_hire=700)
    assert people(ledger, "at_work", "clerks") == heads([100, 100, 100])
    # the 10 who left on the last of the month before × 700
    assert spent(ledger, "hiring") == cents([0.00, 7_000.00, 7_000.00])


def test_joiners_are_paid_their_own_share_of_the_going_rate() -> None:
    ledger = simulated(3, heads=100, cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH, new_hire_pay_share=0.8)
    # January   100 × 1 = 100 times the going rate.
    # February  90 who stayed, and 10 × 0.8 = 8: 98. Leavers are paid like the average, 0.98; 98 - 10 × 0.98 = 88.2.
    # March     88.2 + 8 = 96.2
    assert spent(ledger, "salaries") == cents([300_000.00, 294_000.00, 288_600.00])


def test_a_freeze_stops_openings_but_not_those_already_hired() -> None:
    frozen = FreezeHiring(team="clerks", starting="2027-03", until="2027-05")
    ledger = simulated(7, frozen, heads=100, cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH, time_to_hire_months=2)
    # January   100, 10 leave.
    # February  90: 10 opened, to come in April. 9 leave.
    # March     81: frozen. 8.1 leave.
    # April     72.9 + 10 from before the freeze = 82.9: frozen. 8.29 leave.
    # May       74.61: the freeze is over, 25.39 opened, to come in July. 7.461 leave.
    # June      67.149: 100 - 67.149 - 25.39 = 7.461 opened. 6.7149 leave.
    # July      60.4341 + 25.39 = 85.8241: 100 - 60.4341 - 25.39 - 7.461 = 6.7149 opened.
    assert people(ledger, "opened", "clerks") == heads([0, 10, 0, 0, 25.39, 7.461, 6.7149])
    assert people(ledger, "hires", "clerks") == heads([0, 0, 0, 10, 0, 0, 25.39])
    assert people(ledger, "at_work", "clerks") == heads([100, 90, 81, 82.9, 74.61, 67.149, 85.8241])


def test_notice_is_given_to_those_whom_attrition_will_not_take() -> None:
    ledger = simulated(
        6,
        half_is_released_from("2027-04"),
        heads=100,
        cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH,
        time_to_hire_months=1,
        notice_months=1,
        severance_months=3,
    )
    # Wanted: 100 until March, 50 from April.
    # January   100, 10 leave.
    # February  90: who is hired now comes in March and could be given notice there, for April: nothing is opened.
    #           In March 100 are wanted, so nobody is given notice. 9 leave.
    # March     81: 50 / 0.9 = 55.555556 will be 50 in April; 25.444444 are given notice. 5.555556 leave.
    # April     75.444444 - 25.444444 = 50, just those wanted: nothing is opened. 5 leave.
    # May       45: 5 opened. 4.5 leave.
    # June      40.5 + 5 = 45.5: 50 - 40.5 - 5 = 4.5 opened. 4.55 leave.
    assert people(ledger, "opened", "clerks") == heads([0, 0, 0, 0, 5, 4.5])
    assert people(ledger, "noticed", "clerks") == heads([0, 0, 25.444444, 0, 0, 0])
    assert people(ledger, "severed", "clerks") == heads([0, 0, 0, 25.444444, 0, 0])
    assert people(ledger, "hires", "clerks") == heads([0, 0, 0, 0, 0, 5])
    assert people(ledger, "at_work", "clerks") == heads([100, 90, 81, 50, 45, 45.5])
    assert people(ledger, "leavers", "clerks") == heads([10, 9, 5.555556, 5, 4.5, 4.55])
    # 25.444444 × 3,000 × 3
    assert spent(ledger, "severance") == cents([0.00, 0.00, 0.00, 229_000.00, 0.00, 0.00])


@pytest.mark.parametrize(("notice_months", "told_in"), [(0, 4), (1, 3), (2, 2), (3, 1)])
def test_people_on_notice_work_and_are_paid_until_it_runs_out(notice_months: int, told_in: int) -> None:
    ledger = simulated(6, half_is_released_from("2027-05"), notice_months=notice_months, severance_months=1)
    told = [0.0] * 6
    told[told_in] = 5
    assert people(ledger, "noticed", "clerks") == heads(told)
    assert people(ledger, "severed", "clerks") == heads([0, 0, 0, 0, 5, 0])
    # 10 × 3,000, then 5 × 3,000; and 5 × 3,000 × 1 to those who go
    assert spent(ledger, "salaries") == cents([30_000.00] * 4 + [15_000.00] * 2)
    assert spent(ledger, "severance") == cents([0.00, 0.00, 0.00, 0.00, 15_000.00, 0.00])


def test_notice_longer_than_the_time_that_is_left_runs_its_course() -> None:
    # Wanted are 5 from February, but notice given on the first of January runs until the first of April.
    ledger = simulated(5, half_is_released_from("2027-02"), notice_months=3)
    assert people(ledger, "at_work", "clerks") == heads([10, 10, 10, 5, 5])


def test_hiring_stops_as_long_before_a_release_as_hiring_and_notice_take() -> None:
    ledger = simulated(
        6,
        half_is_released_from("2027-06"),
        heads=100,
        cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH,
        time_to_hire_months=2,
        notice_months=1,
    )
    # January   100, nothing to open. 10 leave, 90 stay.
    # February  10 opened, for whoever comes in April can be of use until June. 9 leave, 81 stay.
    # March     who is hired now comes in May, when notice for June is given: nothing is opened. 72.9 stay.
    # April     72.9 + 10 = 82.9; 8.29 leave, 74.61 stay.
    # May       50 / 0.9 = 55.555556; 74.61 - 55.555556 = 19.054444 are given notice.
    # June      50 at work.
    assert people(ledger, "opened", "clerks") == heads([0, 10, 0, 0, 0, 0])
    assert people(ledger, "noticed", "clerks") == heads([0, 0, 0, 0, 19.054444, 0])
    assert people(ledger, "at_work", "clerks") == heads([100, 90, 81, 82.9, 74.61, 50])


def test_posts_of_people_on_notice_are_filled_when_their_work_comes_back() -> None:
    back = OutsourceWork(function="records", vendor="Bureau", starting="2027-06", share=0)
    ledger = simulated(6, half_is_released_from("2027-05"), back, time_to_hire_months=1, notice_months=3)
    # February  5 are given notice for May.
    # May       5 are gone; 10 are wanted in June and from then on, so 5 posts are opened.
    assert people(ledger, "noticed", "clerks") == heads([0, 5, 0, 0, 0, 0])
    assert people(ledger, "opened", "clerks") == heads([0, 0, 0, 0, 5, 0])
    assert people(ledger, "at_work", "clerks") == heads([10, 10, 10, 10, 5, 10])


def test_severance_and_recruiting_follow_the_index_of_pay() -> None:
    plan = small_plan(
        3,
        teams=(
            clerks(wage_index="wages", cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH, recruiting_cost_per_hire=900),
            clerks(team="others", function="mail", wage_index="wages", severance_months=2),
        ),
        vendors=(bureau(),),
        indices=(Index(index="wages", growth_share_per_year=0.04, base="2026-03"),),
    )
    mail = OutsourceWork(function="mail", vendor="Bureau", starting="2027-03", share=0.5)
    ledger = simulate(plan, Scenario(name="by hand", levers=(mail,)))
    # one of ten clerks is replaced each month; wages are a step higher in March: 900, then 900 × 1.04
    assert spent(ledger, "hiring") == cents([0.00, 900.00, 936.00])
    # five of the others go in March: 5 × 3,000 × 2 × 1.04
    assert spent(ledger, "severance") == cents([0.00, 0.00, 31_200.00])


def test_where_nobody_is_made_redundant_attrition_does_it_alone() -> None:
    ledger = simulated(
        5,
        half_is_released_from("2027-02"),
        policies=Policies(surplus="attrition"),
        heads=60,
        cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH,
    )
    # Wanted are 30 from February: 60, 54, 48.6, 43.74, 39.366, with nobody hired and nobody let go.
    assert people(ledger, "at_work", "clerks") == heads([60, 54, 48.6, 43.74, 39.366])
    assert people(ledger, "severed", "clerks") == [0, 0, 0, 0, 0]
