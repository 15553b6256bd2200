"""Space as tables and charts: what is read on screen of three floors, of a firm that leases nothing, and of many leases."""

from __future__ import annotations

import pytest

import backoffice_lib as bo
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.plan import Lease
from tests.hand.small import clerks, small_plan


@pytest.fixture(scope="module")
def three_floors():
    return bo.analyses.space(bo.simulate(bo.read_plan("three_floors")))


def title(answer, part: str) -> str:
    return bo.chart(answer, part).layout.title.text.replace("<br>", " ")


def test_titles_say_the_message(three_floors):
    assert title(three_floors, "seats") == "Nobody needs 31 of 161 seats in an average month, above all at Tower; Annexe lacks up to 12"
    assert title(three_floors, "leases") == "177 of 177 leased seats can be left within the plan, the first on 2027-01"
    assert title(three_floors, "cost") == "Today pays USD 5,615,060 for leased space, 1,103,771 of it for seats nobody needs, above all at Tower"


def test_where_nothing_is_leased_titles_say_so():
    nothing = bo.analyses.space(bo.simulate(bo.read_plan("claims_desk")))
    assert title(nothing, "seats") == "No seats are held; North lacks up to 40"
    assert title(nothing, "leases") == "No space is leased, so there is none to leave"
    assert title(nothing, "cost") == "Today pays for no space"


def test_the_gap_between_seats_held_and_needed_is_drawn_by_site(three_floors):
    tower = [trace for trace in bo.chart(three_floors, "seats").data if trace.yaxis == "y"]
    assert [trace.name for trace in tower] == ["held and needed", "held, and nobody needs them", "seats held", "seats needed on the fullest day"]
    assert [set(trace.y) for trace in tower] == [{120}, {30}, {150}, {120}]
    assert {trace.line.shape for trace in tower} == {"hvh"}


def test_the_calendar_has_floors_breaks_and_options(three_floors):
    drawn = bo.chart(three_floors, "leases")
    assert drawn.layout.yaxis.ticktext == (
        "tower, Tower", "10th of tower", "11th of tower", "12th of tower", "old annexe, Annexe", "annexe, Annexe",
    )
    marks = {trace.name: tuple(trace.x) for trace in drawn.data}
    assert marks["can be left"] == ("2027-01-01",) * 3
    assert marks["may be kept until then"] == ("2029-07-01", "2031-07-01")
    assert marks["to be kept, say so by"] == ("2029-01-01",)


def test_floors_are_held_month_by_month():
    plan = bo.read_plan("three_floors")
    given_up = bo.analyses.space(bo.simulate(plan, bo.read_scenario(plan, "a_floor_less_and_the_annexe_kept")))
    (floor,) = [one for one in given_up.floors if one.floor == "12th"]
    assert floor.seats_held == (50.0,) * 12 + (0.0,) * 24
    assert ["Tower", "tower", "12th", "50", "50", "0", "yes"] in bo.table(given_up, "floors").texts()


def test_units_are_in_the_headings_and_unknown_parts_are_refused(three_floors):
    assert all("(USD)" in column.heading for column in bo.table(three_floors, "savings").columns if column.form == "money")
    assert len(bo.table(three_floors, "months").rows) == 72
    with pytest.raises(InputProblems, match='there is no part "lease"'):
        bo.table(three_floors, "lease")


def test_what_is_not_drawn_is_told():
    leases = tuple(Lease(lease=f"L{at}", site="HQ", seats=1, start="2020-01", end="2039-12", rent_per_month=100) for at in range(30))
    answer = bo.analyses.space(bo.simulate(small_plan(3, teams=(clerks(),), leases=leases)))
    assert title(answer, "leases") == "None of 30 leased seats can be left within the plan; the first can on 2040-01; the first 24 of 30 are shown"
