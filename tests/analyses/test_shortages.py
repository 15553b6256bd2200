"""What a saving leaves undone is said beside it."""

from backoffice_lib.analyses.compare import compare
from backoffice_lib.analyses.summarise import summarise
from backoffice_lib.levers import FreezeHiring, OutsourceWork
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
