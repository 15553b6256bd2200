"""What two levers of a scenario both bend: told once for each pair, with the rule that their docstrings give."""

from __future__ import annotations

import re

import pytest

import backoffice_lib as bo
from backoffice_lib import levers
from backoffice_lib.analyses.conflicts import Conflict, conflicts
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.drivers import pulled, unfold
from tests.hand.small import clerks, office, small_plan

SAID = {"replaces": r"(later|again)[^.]*(replaces?|wins)|replaces an earlier", "lowers": r"the lower share", "compounds": r"compounds|on top"}
PLAN = small_plan(6, teams=(clerks(), clerks(team="readers")), leases=(office(rent_per_month=1_000),))


def met(*initiatives):
    return conflicts(bo.simulate(PLAN, bo.Scenario(name="both", levers=initiatives)))


def shared(starting: str, seats: float, team=("clerks", "readers"), **more):
    return levers.DeskSharing(team=team, starting=starting, seats_per_head=seats, **more)


def raised(starting: str, share: float):
    return levers.ChangePay(team="clerks", starting=starting, raise_share=share)


def test_of_two_that_set_the_same_the_later_one_holds():
    found = met(shared("2027-02", 0.8), shared("2027-04", 0.6, "clerks"))
    assert found.conflicts == (Conflict(1, 2, "seats_per_head", "clerks", "2027-04", "2027-06", "replaces"),)
    assert found.lines == ("desk sharing and desk sharing both change seats per head of clerks from 2027-04: the later one holds",)
    assert str(found) == "1 pair of initiatives of both change the same thing in the same months."


def test_two_raises_compound():
    found = met(raised("2027-03", 0.1), raised("2027-02", 0.2))
    assert [(one.since, one.rule) for one in found.conflicts] == [("2027-03", "compounds")]
    assert found.lines[0].endswith("salary per year of clerks from 2027-03: they compound")


def test_the_order_of_a_raise_and_of_what_sets_makes_the_rule():
    week = levers.FourDayWeek(team="clerks", starting="2027-02", output_share=1)
    days = levers.HybridDays(team="clerks", starting="2027-02", office_days_per_week=2)
    assert {one.rule for one in met(week, days).conflicts} == {"replaces"}
    assert {one.rule for one in met(days, week).conflicts} == {"compounds"}


def test_other_months_other_teams_and_one_alone_are_no_meeting():
    early = levers.FreezeHiring(team="clerks", starting="2027-01", until="2027-03")
    late = levers.FreezeHiring(team="clerks", starting="2027-03")
    other = levers.FreezeHiring(team="readers", starting="2027-01")
    found = met(early, late, other, raised("2027-01", 0.1))
    assert found.conflicts == () and found.lines == ()
    assert str(found) == "No two initiatives of both change the same thing in the same months."


def test_what_has_been_replaced_no_longer_meets_anything():
    found = met(shared("2027-01", 0.9), shared("2027-01", 0.8), shared("2027-03", 0.7))
    assert {(one.earlier, one.later) for one in found.conflicts} == {(1, 2), (2, 3)}


def test_one_line_for_a_pair_of_many_teams_and_drivers():
    home = levers.RemoteWork(team=("clerks", "readers"), starting="2027-02", share=0.5, subsidy_per_month=100)
    again = home.with_(share=0.8, subsidy_per_month=50, starting="2027-03")
    assert met(home, again).lines == (
        "remote work and remote work both change remote share, subsidy per month of clerks, readers from 2027-03: the later one holds",
    )


def test_compare_and_its_report_tell_it():
    today = bo.simulate(PLAN)
    answer = bo.compare(today, bo.simulate(PLAN, bo.Scenario(name="both", levers=[raised("2027-01", 0.1), raised("2027-01", 0.2)])))
    assert answer.notes == ("change pay and change pay both change salary per year of clerks from 2027-01: they compound",)
    assert "they compound" in str(bo.table(bo.analyses.rank(PLAN, [bo.Scenario(name="both", levers=[raised("2027-01", 0.1)] * 2)]), "notes"))
    assert "the later one holds" in str(bo.table(met(shared("2027-01", 0.9), shared("2027-01", 0.8))))


PLANS = {}


@pytest.mark.parametrize("word", levers.by_word())
def test_every_lever_says_which_rule_holds_when_it_is_pulled_after_another(word):
    kind = levers.by_word()[word]
    plan = PLANS.setdefault(kind.EXAMPLE_PLAN, bo.read_plan(kind.EXAMPLE_PLAN))
    lever, said = kind(**kind.EXAMPLE), " ".join(kind.__doc__.split())
    try:
        twice = bo.Scenario(name="twice", levers=(lever, lever)).extend(plan)
    except InputProblems:
        return
    rules = {bend.rule for bend in pulled(unfold(twice), (lever,))[-1].bends}
    assert rules
    missing = {rule for rule in rules if not re.search(SAID[rule], said)}
    assert not missing, f"{word}: its docstring does not say what {sorted(missing)} makes of an earlier one: {said}"
