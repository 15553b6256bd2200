"""Can we still do the work? Worked out by hand: clerks with eight productive hours a day, units of an hour."""

from __future__ import annotations

from typing import Any

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses.capacity import Capacity, capacity
from backoffice_lib.levers import FreezeHiring
from backoffice_lib.plan import Policies, Season, Work, WorkingTime
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.small import TEN_PER_CENT_A_MONTH, clerks, small_plan

ALL_DAY = WorkingTime(working_time="all day", absent_hours_per_year=0)
"""2,088 paid hours on 261 days are eight a day, all of them productive."""


def asked(months: int, *works: Work, team: dict[str, Any] | None = None, **parts: Any) -> Capacity:
    """What the clerks of `tests.hand.small`, all day at it, make of some work."""
    plan = small_plan(months, teams=(clerks(working_time="all day", **team or {}),), working_time=(ALL_DAY,), work=works, **parts)
    return capacity(simulate(plan))


def claims(**fields: Any) -> Work:
    """1,680 units of an hour each month: in January 2027, of 21 working days, 80 a day, which is all ten clerks can do."""
    given = {"work": "claims", "function": "records", "unit": "claim", "units_per_month": 1_680, "minutes_per_unit": 60}
    return Work(**given | fields)


def test_enough_people_are_in_time():
    answer = asked(1, claims())
    (month,) = answer.work[0].months
    assert (month.required_fte, month.own_fte, month.backlog_units, month.age_days) == pytest.approx((10, 10, 0, 0))
    assert str(answer) == "Today does all of its work in time: 1 kind of it."


def test_work_piles_up_until_it_is_late():
    # Nine clerks do 72 of 80 a day: 21 days × 8 = 168 wait after January, 168 / 72 = 2.33 days. February has 20 days: 84 come in a
    # day, 12 stay, 168 + 240 = 408 wait, 5.67 days; March 23 days: 73.04 a day, 408 + 24 = 432, six days.
    answer = asked(3, claims(), team={"heads": 9})
    (work,) = answer.work
    assert [month.backlog_units for month in work.months] == pytest.approx([168, 408, 432])
    assert [month.age_days for month in work.months] == pytest.approx([168 / 72, 408 / 72, 6])
    assert [month.late for month in work.months] == [False, True, True]
    assert work.piles_up and work.worst.month == "2027-03"
    assert str(answer) == (
        "Today cannot do all of its work in time: claims runs late in 2 of 3 months, first in 2027-02, "
        "waiting up to 6.0 working days (2027-03) where 5 are the target, and it piles up."
    )


def test_what_others_help_is_told_with_what_it_costs():
    # 10 FTE are wanted and 9 there; overtime may be a fifth of 9, so 1 more is found, 21 days of 8 hours.
    answer = asked(1, claims(shortfall="overtime"), team={"heads": 9})
    (month,) = answer.work[0].months
    assert (month.own_fte, month.helped_fte, month.short_fte) == pytest.approx((9, 1, 0))
    assert not month.late
    costs = dict(answer.costs)
    ledger_has = set(simulate(small_plan(1, teams=(clerks(),))).categories) & {"overtime", "temporary staff", "late penalties"}
    assert set(costs) == ledger_has
    assert costs.get("overtime", 1.0) > 0


def test_the_worst_is_told_first_and_the_others_are_counted():
    # Each of two works is given half of the hours it takes; the one with the shorter target is late.
    two = (claims(units_per_month=1_680), claims(work="letters", unit="letter", units_per_month=1_680, target_days=60))
    answer = asked(1, *two)
    assert [work.work for work in answer.late] == ["claims"]
    three = asked(1, *two, claims(work="refunds", target_days=20))
    # A third of the hours each: 26.67 of 80 a day; 53.33 × 21 = 1,120 wait, 42 days.
    assert [work.work for work in three.late] == ["claims", "refunds"]
    assert str(three).endswith("where 5 are the target, and it piles up; 1 more of 3 kinds of work miss their target too.")


def test_a_live_queue_is_late_when_people_are_missing():
    calls = claims(work="calls", queue="live", units_per_month=16_800, minutes_per_unit=6, open_hours_per_day=8)
    answer = asked(1, calls)
    # 100 calls an hour of six minutes keep ten people busy; more are needed for nobody to wait long.
    (work,) = answer.work
    assert work.target_days is None and work.late_months == work.months
    short = work.months[0].required_fte - 10
    assert short >= 1
    assert f"calls runs late in 1 of 1 month, first in 2027-01, lacking up to {short:,.1f} full-time equivalents (2027-01)" in str(answer)
    assert answer.notes == ("a live queue keeps no backlog: it is late in a month in which fewer people are there than it takes",)


def test_work_that_nobody_does_waits_for_ever():
    answer = asked(1, claims(), team={"heads": 0})
    assert answer.work[0].months[0].age_days is None
    assert "claims runs late in 1 of 1 month, first in 2027-01; in 2027-01 nobody does it" in str(answer)


def test_old_work_that_is_done_too_late_is_counted():
    # 400 wait on the first day, five days of 80; 12 clerks do 96 a day and clear 16 a day of it.
    answer = asked(1, claims(opening_backlog_units=400, target_days=2), team={"heads": 12})
    (month,) = answer.work[0].months
    assert month.late and month.late_units > 0 and not answer.work[0].piles_up


def test_a_season_is_late_in_its_month():
    # Twice the work in February, and none in March.
    season = Season(season="february", months=(1, 2, 0, *[1] * 9))
    answer = asked(4, claims(season="february"), seasons=(season,))
    assert [month.month for month in answer.work[0].late_months] == ["2027-02", "2027-03"]
    assert not answer.work[0].piles_up


def test_without_work_posts_are_held_against_people():
    # A tenth leaves each month and nobody is hired: 9 of 10 are there in February, 8.1 in March.
    plan = small_plan(3, teams=(clerks(cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH),), policies=Policies(surplus="attrition"))
    answer = capacity(simulate(plan, Scenario(name="frozen", levers=[FreezeHiring(starting="2027-01")])))
    (function,) = answer.functions
    assert [month.short_heads for month in function.months] == pytest.approx([0, 1, 1.9])
    assert str(answer) == (
        "The plan does not say its work, so posts are held against people: under frozen "
        "records lacks up to 1.9 of 10 people (2027-03), 1.0 in an average month."
    )
    assert answer.notes == ("the plan has no work.csv, so posts are held against people; add one to see what waits, and for how long",)


def test_functions_with_and_without_work_stand_side_by_side():
    filing = clerks(team="filing", function="archive")
    plan = small_plan(1, teams=(clerks(working_time="all day"), filing), working_time=(ALL_DAY,), work=(claims(),))
    answer = capacity(simulate(plan))
    assert [function.function for function in answer.functions] == ["archive"]
    assert str(answer) == (
        "Today does all of its work in time: 1 kind of it; "
        "no function without work in the plan lacks as much as half a person in any month."
    )


@pytest.mark.parametrize("part", ["work", "functions", "months", "costs", "notes"])
def test_every_part_is_a_table(part):
    for answer in (asked(3, claims(), team={"heads": 9}), capacity(simulate(small_plan(1, teams=(clerks(),))))):
        assert bo.table(answer, part).texts()


def test_charts_say_what_is_missing():
    late = asked(3, claims(), team={"heads": 9})
    demand, waiting = (bo.chart(late, part).layout.title.text.replace("<br>", " ") for part in ("", "waiting"))
    assert demand == "To keep its targets the work takes 10.5 full-time equivalents in 2027-02; 1.5 of them are missing"
    assert waiting == "Claims misses its target"
    by_heads = capacity(simulate(small_plan(2, teams=(clerks(),))))
    demand, missing = (bo.chart(by_heads, part).layout.title.text for part in ("", "waiting"))
    assert demand == "There are posts for 10 people at most (2027-01), and as many are there"
    assert missing == "No function lacks as much as half a person in any month"
