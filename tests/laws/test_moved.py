"""A number moved in a plan or a lever that has been simulated gives what the same plan gives that nobody has simulated, to the last bit."""

from __future__ import annotations

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import backoffice_lib as bo
from backoffice_lib.analyses._inputs import Case, Input
from backoffice_lib.analyses._paths import every_number
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.memory import BYTES_OF_ALL, OF_ALL
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import Plan
from backoffice_lib.plan.filled import FILLED
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import simulate
from tests.laws.levers import decided

SHIPPED = [("tiny", "everything", 1), ("settlement_desk", "part_nearshore", 5), ("claims_desk", "fewer_minutes_wider_spans", 5), ("meridian", "combination", 400)]
"""Plans, a scenario of each, and of how many of their numbers one is moved."""


def never_seen(plan: Plan) -> Plan:
    """The same plan, made of its parts, that has nothing to remember."""
    return Plan(**plan.__dict__).read_at(plan._origin)


def all_of(plan: Plan, scenario: Scenario) -> Any:
    """What is simulated, with where each figure comes from; or why it cannot be."""
    try:
        return in_full(simulate(plan, scenario))
    except InputProblems as refused:
        return refused.problems


def in_full(ledger: Ledger) -> list[Any]:
    lines = [(line.category.name, line.amount.tobytes(), line.posting.subjects.labels, line.posting.subjects.refs, line.posting.indices) for line in ledger.lines]
    drivers = {name: array.tobytes() for name, array in ledger.drivers.values.items()}
    return [lines, drivers, ledger.drivers.bends, ledger.drivers.bent, ledger.plan, ledger.escalators.names, ledger.escalators.values.tobytes()]


def other(one: Input) -> float:
    """Another value of a number: a tenth more, or what it may be at least or at most."""
    low, high = one.measure.low, one.measure.high
    if one.measure.whole:
        return one.now + 1 if one.now + 1 <= high else one.now - 1
    return next(value for value in (one.now * 1.1, one.now * 0.9, low + 0.25, low) if low <= value <= high and value != one.now)


def moved(case: Case, one: Input, value: float) -> Case | None:
    """The case with a number moved; nothing where the plan may not be so."""
    try:
        return case.put({one: value})
    except InputProblems:
        return None


@pytest.mark.parametrize(("name", "scenario", "every"), SHIPPED)
def test_a_number_moved_in_a_shipped_plan_is_answered_as_if_nothing_were_known(name: str, scenario: str, every: int) -> None:
    plan = bo.read_plan(name)
    case = Case.of(plan, bo.read_scenario(plan, scenario), TODAY)
    numbers = [one for one in every_number(case) if one.root != "against"]
    for at, one in enumerate(numbers):
        if at % every == 0 and (then := moved(case, one, other(one))):
            for asked in (then.scenario, TODAY):
                assert all_of(then.plan, asked) == all_of(never_seen(then.plan), asked), one.path


@given(decided(leases=1, vendors=1), st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from([1.1, 0.0, 2.0, 0.5])), min_size=1, max_size=3))
def test_numbers_moved_one_after_the_other_are_answered_as_if_nothing_were_known(of, moves) -> None:
    case = Case.of(*of, TODAY)
    all_of(case.plan, case.scenario)
    for at, factor in moves:
        numbers = [one for one in every_number(case) if one.root != "against" and not one.measure.whole]
        one = numbers[at % len(numbers)]
        case = moved(case, one, one.now * factor) or case
        found = all_of(case.plan, case.scenario)
        assert found == all_of(never_seen(case.plan), case.scenario), one.path


@given(decided(width=3, vendors=1), st.integers(0, 10_000))
def test_numbers_that_differ_by_draw_are_not_taken_for_those_before(of, at) -> None:
    plan, scenario = of
    all_of(plan, scenario)
    team = plan.teams[at % len(plan.teams)]
    other_plan = plan.with_(teams=tuple(one.with_(bonus_share=0.17, severance_months=2.5) if one is team else one for one in plan.teams))
    assert all_of(other_plan, scenario) == all_of(never_seen(other_plan), scenario)


def test_what_is_wrong_with_a_moved_plan_is_told_as_of_any_other() -> None:
    plan = bo.read_plan("tiny")
    simulate(plan)
    wrong = {"teams": tuple(team.with_(site="Nowhere", salary_per_year=team.salary_per_year / 12) for team in plan.teams)}
    with pytest.raises(InputProblems) as moved_there:
        plan.with_(**wrong)
    with pytest.raises(InputProblems) as made_so:
        Plan(**plan.__dict__ | wrong)
    assert moved_there.value.problems == made_so.value.problems


def test_what_is_filled_in_comes_of_the_parts_that_are_named() -> None:
    for name in ("tiny", "meridian"):
        plan = bo.read_plan(name)
        for part, (made, of) in FILLED.items():
            window = plan.window()
            made(window)
            assert set(window.looked_at) <= of, part


def test_a_lever_may_change_a_plan_as_anybody_does() -> None:
    plan = bo.read_plan("tiny")
    window = plan.window()
    changed = window.with_(discount_rate_per_year=0.03).extended(sites=(*window.sites, plan.sites[0].with_(site="Elsewhere")))
    assert set(changed.put) == {"discount_rate_per_year", "sites"}
    assert plan.with_parts(changed.put) == plan.with_(**changed.put)


def with_heads(plan: Plan, more: int) -> Plan:
    return plan.with_(teams=(plan.teams[0].with_(heads=plan.teams[0].heads + more), *plan.teams[1:]))


def test_threads_may_move_numbers_of_one_plan_at_once() -> None:
    plan = bo.read_plan("tiny")
    scenario = bo.read_scenario(plan, "everything")
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda more: all_of(with_heads(plan, more), scenario), range(24)))
    assert found == [all_of(never_seen(with_heads(plan, more)), scenario) for more in range(24)]


def test_what_is_remembered_has_bounds_and_goes_with_the_plans() -> None:
    plan = bo.read_plan("tiny")
    for more in range(40):
        levers = tuple(lever.with_() for lever in bo.read_scenario(plan, "everything").levers)
        simulate(with_heads(plan, more), Scenario(name="again", levers=levers))
    answers = plan.memory._answers
    assert len(answers) <= OF_ALL and sum(trace.bytes for traces in answers.values() for trace in traces) <= BYTES_OF_ALL
    moved_there = with_heads(plan, 50)
    simulate(moved_there)
    gone = weakref.ref(moved_there), weakref.ref(plan.memory)
    del moved_there, plan, answers
    gc.collect()
    assert [one() for one in gone] == [None, None]
