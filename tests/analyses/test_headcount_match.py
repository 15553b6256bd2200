"""Posts, people and requests, matched by hand for ten clerks over four quarters."""

from __future__ import annotations

from typing import Any

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses.headcount_match import HeadcountMatch, headcount_match
from backoffice_lib.levers import OutsourceWork
from backoffice_lib.plan import HeadcountStep, Requisition
from backoffice_lib.plan.dated_people import DatedPeople
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.small import bureau, clerks, small_plan

TWELVE_FROM_JULY = (HeadcountStep(team="clerks", month="2027-07", heads=12),)


def asked(*requests: Requisition, months: int = 12, steps: tuple = TWELVE_FROM_JULY, **parts: Any) -> HeadcountMatch:
    given = {"teams": (clerks(),), "headcount": steps, "requisitions": requests}
    return headcount_match(small_plan(months, **given | parts))


def request(name: str, starts: str, **fields: Any) -> Requisition:
    return Requisition(**{"requisition": name, "team": "clerks", "starts": starts} | fields)


def figures(answer: HeadcountMatch, *names: str) -> list[tuple]:
    return [tuple(round(getattr(row, name), 6) for name in names) for row in answer.rows]


def dated(months: int, **changes: dict[int, float]) -> DatedPeople:
    """Dated changes of the clerks, given by month; nobody changes otherwise."""
    names = "joining_heads ending_heads transferred_in_heads transferred_out_heads arriving_fte departing_fte"
    every = {*names.split(), "raised_share", "unpaid_fte", "fixed_term_heads", "vacant_posts_heads"}
    paths = {name: tuple(changes.get(name, {}).get(month, 0.0) for month in range(months)) for name in every}
    return DatedPeople(team="clerks", **paths)


def test_posts_without_a_request_are_under():
    answer = asked()
    assert answer.quarters == ("2027 Q1", "2027 Q2", "2027 Q3", "2027 Q4")
    assert figures(answer, "wanted_heads", "filled_heads", "under_heads", "over_heads") == [(10, 10, 0, 0)] * 2 + [(12, 10, 2, 0)] * 2
    assert [row.finding for row in answer.rows] == ["", "", "under by 2.0", "under by 2.0"]
    assert answer.notes == ("the plan has no requisitions.csv; add one to see which requests have a post",)


def test_a_request_for_new_posts_is_growth_whatever_it_states():
    answer = asked(request("R-1", "2027-07", reason="growth"), request("R-2", "2027-08", reason="backfill"))
    assert [(one.says, one.agrees, one.ghost) for one in answer.requests] == [("growth", True, False), ("growth", False, False)]
    assert answer.notes == ("R-2 states backfill, and the plan says growth",)
    assert str(answer) == (
        "By hand wants 12 posts in 2027 Q3; 10 are filled, with 2 requests open: all of them match, team by team. "
        "Expected leavers are not counted."
    )


def test_a_request_beyond_the_posts_is_a_ghost():
    # Two posts in July: the first request takes one, the second asks for three and finds one. The third is too early.
    requests = (request("R-1", "2027-07"), request("R-2", "2027-09", heads=3), request("R-3", "2027-02"))
    answer = asked(*requests)
    assert [(one.requisition, one.says, one.ghost_heads) for one in answer.requests] == [
        ("R-3", "no post", 1), ("R-1", "growth", 0), ("R-2", "growth", 2),
    ]
    assert figures(answer, "open_heads", "ghost_heads", "under_heads") == [(1, 1, 0), (1, 1, 0), (5, 3, 0), (5, 3, 0)]
    assert str(answer) == (
        "By hand wants 12 posts in 2027 Q3; 10 are filled, with 3 requests open: "
        "3.0 sought without a post, by 2 ghost requests (R-3, R-2). Expected leavers are not counted."
    )


def test_a_vacancy_of_the_first_month_is_backfill():
    answer = asked(
        request("R-1", "2027-02", reason="growth"), request("R-2", "2027-07", heads=2, reason="backfill"),
        steps=(HeadcountStep(team="clerks", month="2027-01", heads=11), HeadcountStep(team="clerks", month="2027-07", heads=13)),
    )
    assert [(one.states, one.says) for one in answer.requests] == [("growth", "backfill"), ("backfill", "growth")]


def test_a_request_may_be_for_both():
    answer = asked(
        request("R-1", "2027-07", heads=3),
        steps=(HeadcountStep(team="clerks", month="2027-01", heads=11), HeadcountStep(team="clerks", month="2027-07", heads=13)),
    )
    assert [(one.says, one.ghost) for one in answer.requests] == [("both", False)]


def test_filled_requests_that_start_later_are_people_and_cancelled_ones_are_nothing():
    answer = asked(
        request("R-1", "2027-07", status="filled"), request("R-2", "2027-07", status="cancelled"), request("R-3", "2027-01", status="filled"),
    )
    # R-3 starts with the plan, so its person is one of the ten.
    assert figures(answer, "filled_heads", "under_heads") == [(10, 0)] * 2 + [(11, 1)] * 2
    assert answer.requests == ()


def test_dated_people_come_and_go_on_their_days():
    changes = dated(12, joining_heads={4: 1}, ending_heads={2: 2, 8: 1})
    answer = asked(steps=(), dated_people=(changes,))
    # The two who end in March are there in March; one joins in May; the one of September is there in September.
    assert figures(answer, "filled_heads", "wanted_heads") == [(10, 10), (9, 9), (9, 9), (8, 8)]


def test_a_filled_request_of_a_dated_roster_is_one_of_its_joiners():
    changes = dated(12, joining_heads={6: 1})
    both = (request("R-1", "2027-07", status="filled"), request("R-2", "2027-08", status="filled"))
    answer = asked(*both, steps=(), dated_people=(changes,))
    # One joiner is known by day and two requests are filled: one more than is known.
    assert figures(answer, "filled_heads", "over_heads") == [(10, 0)] * 2 + [(12, 1)] * 2


def test_vacant_posts_of_a_roster_are_wanted():
    answer = asked(request("R-1", "2027-02"), steps=(), dated_people=(dated(12, vacant_posts_heads=dict.fromkeys(range(12), 1.0)),))
    assert figures(answer, "wanted_heads", "filled_heads", "under_heads", "ghost_heads") == [(11, 10, 0, 0)] * 4
    assert [one.says for one in answer.requests] == ["backfill"]


def test_expected_leavers_are_told_and_not_counted():
    # Of ten people always replaced 1.2 leave in a year.
    answer = asked(steps=(), teams=(clerks(leavers_per_average_head_per_year=0.12),))
    assert figures(answer, "filled_heads", "expected_leavers_heads")[-1] == (10, 1.2)
    assert answer.notes[0] == "1.2 people are expected to leave by 2027 Q4; the posts they will leave are counted as filled"


def test_the_last_quarter_may_be_cut_short_and_a_request_may_come_after_the_plan():
    answer = asked(request("R-1", "2027-07"), months=5, steps=())
    assert answer.quarters == ("2027 Q1", "2027 Q2")
    assert [(one.says, one.ghost) for one in answer.requests] == [("after the plan", False)]
    assert answer.notes == ("R-1 starts in 2027-07, after the plan",)


def test_what_a_scenario_takes_away_is_over():
    plan = small_plan(12, teams=(clerks(),), vendors=(bureau(),))
    away = OutsourceWork(function="records", vendor="Bureau", starting="2027-07", share=0.5)
    answer = headcount_match(simulate(plan, Scenario(name="away", levers=[away])))
    assert figures(answer, "over_heads") == [(0,), (0,), (5,), (5,)]
    assert str(answer) == (
        "By hand wants 5 posts in 2027 Q3; 10 are filled, with no request open: 5.0 too many people in 1 team. "
        "Expected leavers are not counted."
    )


def test_a_gap_that_grows_later_is_told_too():
    later = HeadcountStep(team="clerks", month="2027-10", heads=15)
    answer = asked(request("R-1", "2027-07", heads=2, reason="growth"), steps=(*TWELVE_FROM_JULY, later))
    assert str(answer) == (
        "By hand wants 12 posts in 2027 Q3; 10 are filled, with 1 request open: all of them match, team by team; "
        "most is off in 2027 Q4, with 3.0 posts that nobody is sought for in 1 team. Expected leavers are not counted."
    )


@pytest.mark.parametrize("part", ["quarters", "teams", "requests", "notes"])
def test_every_part_is_a_table(part):
    for answer in (asked(steps=()), asked(request("R-1", "2027-02"))):
        assert bo.table(answer, part).texts()


def test_a_team_is_told_once_for_each_stretch_in_which_it_does_not_match():
    answer = asked(request("R-1", "2027-02"))
    assert bo.table(answer, "teams").texts() == [
        ["clerks", "under: posts nobody is sought for", "2027 Q3", "2027 Q4", "1"],
        ["clerks", "ghosts: sought without a post", "2027 Q1", "2027 Q2", "1"],
    ]


def test_charts_are_never_empty():
    assert bo.chart(asked(steps=())).layout.title.text.startswith("Every post wanted is filled")
    drawn = bo.chart(asked(request("R-1", "2027-02")))
    assert drawn.layout.title.text.replace("<br>", " ") == (
        "At most 1.0 posts nobody is sought for (2027 Q3), 1.0 sought without a post (2027 Q1)"
    )
    assert {bar.name: list(bar.y) for bar in drawn.data} == {
        "ghosts: sought without a post": [1, 1, 0, 0],
        "vacant, and sought for": [0, 0, -1, -1],
        "vacant, and nobody sought": [0, 0, -1, -1],
    }
    covered = bo.chart(asked(request("R-1", "2027-07", heads=2, reason="growth")))
    assert covered.layout.title.text == "Every vacant post is sought for, and no other"
