"""What a saving leaves undone is said beside it."""

from backoffice_lib.analyses.compare import compare
from backoffice_lib.analyses.describe import describe
from backoffice_lib.analyses.summarise import summarise
from backoffice_lib.levers import FreezeHiring, OutsourceWork
from backoffice_lib.plan import Lease
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.small import bureau, clerks, small_plan


def test_a_freeze_that_leaves_work_undone_says_so():
    plan = small_plan(12, teams=(clerks(cohort_loss_share_per_year=0.5),))
    frozen = simulate(plan, Scenario(name="frozen", levers=[FreezeHiring(starting="2027-01")]))
    # Of ten, half have gone after a year: 10 x 0.5 ** (11 / 12) = 5.30 are at work in December, one is missing from March.
    note = "records lacks up to 4 more people from 2027-03; work left undone is not priced"
    assert compare(simulate(plan), frozen).notes == (note,)


def test_a_team_that_is_as_short_as_today_needs_no_word():
    plan = small_plan(12, teams=(clerks(cohort_loss_share_per_year=0.5, time_to_hire_months=3),))
    today = simulate(plan)
    assert compare(today, today).notes == ()


def test_work_done_by_a_vendor_counts_as_work():
    plan = small_plan(12, teams=(clerks(),), vendors=(bureau(),))
    half = Scenario(name="half", levers=[OutsourceWork(function="records", vendor="Bureau", starting="2027-01", share=0.5)])
    # Five of ours at 36,000 and five of the vendor's at 24,000 do the work of ten.
    assert summarise(simulate(plan, half)).cost_per_fte_per_year == 30_000


def test_seats_that_are_missing_on_the_first_day_are_noted():
    lease = Lease(lease="floor", site="HQ", seats=4, start="2026-01", end="2030-12", rent_per_month=1)
    plan = small_plan(12, teams=(clerks(),), leases=(lease,))
    assert describe(plan).notes == ("HQ lacks 6 seats on the first day; no cost is booked for that",)


def test_an_initiative_after_the_plan_is_noted():
    late = Scenario(name="late", levers=[FreezeHiring(starting="2037-02")])
    note = "late: freeze_hiring begins in 2037-02, after the plan has ended in 2027-12, and changes nothing"
    assert describe(small_plan(12, teams=(clerks(),)), [late]).notes == (note,)
