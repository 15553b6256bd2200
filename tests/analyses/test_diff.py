"""What two scenarios have otherwise: initiatives and their fields, records they add, drivers month by month; pay never as an amount."""

from __future__ import annotations

import pytest

import backoffice_lib as bo
from backoffice_lib import levers
from backoffice_lib.analyses.diff import DriverDifference, diff
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.plan import Site
from tests.hand.small import bureau, clerks, office, small_plan

PLAN = small_plan(6, teams=(clerks(),), leases=(office(rent_per_month=1_000),), vendors=(bureau(),)).with_(sites=(Site(site="HQ"), Site(site="East")))
SHARING = levers.DeskSharing(team="clerks", starting="2027-03", seats_per_head=0.8)
RAISE = levers.ChangePay(team="clerks", starting="2027-05", raise_share=0.1)


def of(*initiatives, **more) -> bo.Scenario:
    return bo.Scenario(name=f"of {len(initiatives)}", levers=initiatives, **more)


def inputs(old, new) -> list[tuple]:
    return [(one.path, one.old, one.new, one.unit) for one in diff(PLAN, old, new).inputs]


def test_a_field_of_an_initiative_and_the_months_in_which_it_matters():
    found = diff(PLAN, of(SHARING, RAISE), of(SHARING.with_(seats_per_head=0.6, starting="2027-04"), RAISE))
    assert [(one.path, one.old, one.new) for one in found.inputs] == [
        ("scenario.1.starting", "2027-03", "2027-04"), ("scenario.1.seats_per_head", 0.8, 0.6)
    ]
    by = ("desk sharing",)
    assert found.drivers == (
        DriverDifference("seats_per_head", "clerks", "seats/head", "2027-03", "2027-03", 0.8, 1.0, 0.8, 1.0, by),
        DriverDifference("seats_per_head", "clerks", "seats/head", "2027-04", "2027-06", 0.8, 0.6, 0.8, 0.6, by),
    )


def test_initiatives_that_come_go_and_change_places():
    assert inputs(of(), of(RAISE)) == [
        ("scenario.1.team", None, "clerks", ""), ("scenario.1.starting", None, "2027-05", ""), ("scenario.1.raise_share", None, 0.1, "share")
    ]
    assert [one[:3] for one in inputs(of(RAISE), of())] == [
        ("against.1.team", "clerks", None), ("against.1.starting", "2027-05", None), ("against.1.raise_share", 0.1, None)
    ]
    assert inputs(of(RAISE, SHARING), of(SHARING, RAISE)) == [("scenario.1", 2, 1, "place"), ("scenario.2", 1, 2, "place")]


def test_records_that_initiatives_add_with_the_initiative():
    found = diff(PLAN, of(), of(levers.OutsourceWork(function="records", vendor="Bureau", starting="2027-02", share=0.5)))
    [added] = [one for one in found.inputs if one.new == "added"]
    assert (added.path, added.note) == ("contracts.records with Bureau", "by outsource_work")
    moved = {one.path for one in diff(PLAN, of(), of(levers.RelocateTeam(team="clerks", to_site="East", starting="2027-02", share=1))).inputs}
    assert {"teams.clerks in East", "moves.clerks to clerks in East"} <= moved


def test_pay_is_told_against_what_it_was():
    found = diff(PLAN, of(), of(RAISE))
    [pay] = found.drivers
    assert (pay.driver, pay.unit, pay.before, pay.after) == ("salary_per_year", "times as much", 1.0, pytest.approx(1.1))
    richer = PLAN.with_(teams=(clerks(salary_per_year=45_000),))
    [one] = diff(PLAN, bo.Scenario(name="locked", frozen=richer), of()).inputs
    assert (one.path, one.old, one.new) == ("teams.clerks.salary_per_year", 1.0, 0.8)
    shown = str(bo.table(diff(PLAN, bo.Scenario(name="locked", frozen=richer), of()))) + repr(diff(PLAN, of(), of(RAISE)))
    assert "36" not in shown and "45" not in shown


def test_a_path_of_diff_is_one_of_break_even():
    path = diff(PLAN, of(), of(RAISE)).inputs[-1].path
    assert bo.analyses.break_even(PLAN, of(RAISE), input=path, between=(-0.5, 0.5)).now == 0.1


def test_a_frozen_plan_in_python_holds_its_result_and_a_base_its_levers():
    locked = bo.Scenario(name="locked", based_on=of(RAISE), levers=[SHARING], frozen=PLAN)
    assert locked.levers == (RAISE, SHARING) and locked.own_levers == (SHARING,)
    assert locked.with_(name="other").levers == (RAISE, SHARING) and locked.with_(levers=(SHARING,)).levers == (SHARING,)
    grown = PLAN.with_(teams=(clerks(heads=30),))
    assert (bo.simulate(grown, locked).by_month() == bo.simulate(PLAN, locked).by_month()).all()
    later = bo.compare(bo.simulate(grown), bo.simulate(grown, locked))
    assert later.notes[0] == "Locked is frozen and of the plan as it was kept; today is of the plan as it is"
    shorter = PLAN.with_(months=5)
    with pytest.raises(InputProblems, match="compare: the ledgers differ in months: 5 and 6; give the plan the months it had when it was kept"):
        bo.compare(bo.simulate(shorter), bo.simulate(shorter, locked))
    answer = bo.analyses.break_even(grown, locked, input="leases.HQ-1.rent_per_month", between=(1, 9_000))
    assert (answer.against, answer.now) == ("today as kept", 1_000)


def test_names_are_for_files():
    with pytest.raises(InputProblems, match='based_on: is "base", a name; give the thing itself; names are for scenario files'):
        bo.Scenario(name="x", based_on="base")


def test_nothing_differs_from_itself():
    found = diff(PLAN, of(RAISE), of(RAISE))
    assert (found.inputs, found.drivers, str(found)) == ((), (), "Of 1 and of 1 do not differ.")
