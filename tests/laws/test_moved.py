"""A number moved in a plan or a lever that has been simulated gives what the same plan gives that nobody has simulated, to the last bit."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import backoffice_lib as bo
from backoffice_lib.analyses._inputs import Case, Input
from backoffice_lib.analyses._paths import every_number
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.memory import BYTES_OF_ALL, OF_ALL
from backoffice_lib.basics.record import measures
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers.remote_work import RemoteWork
from backoffice_lib.plan import HeadcountStep, Plan, Policies
from backoffice_lib.plan.filled import FILLED
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import simulate
from tests.laws.levers import decided

SHIPPED = [("tiny", "everything", 1), ("settlement_desk", "part_nearshore", 5), ("claims_desk", "fewer_minutes_wider_spans", 5), ("meridian", "combination", 400)]
"""Plans, a scenario of each, and of how many of their numbers one is moved."""
PARTS = tuple(name for name in Plan.model_fields if isinstance(Plan.model_fields[name].default, tuple) and name not in ("rates", "schemes", "standards", "administration", "notes", "period_ends"))


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


def with_other_number(case: Case, at: int, factor: float) -> Case | None:
    """The case with one of its numbers moved, one of months or seats by one."""
    numbers = [one for one in every_number(case) if one.root != "against"]
    one = numbers[at % len(numbers)]
    return moved(case, one, one.now + (1 if factor > 1 else -1) if one.measure.whole else one.now * factor)


def with_blank(case: Case, at: int, factor: float) -> Case | None:
    """The case with a number that is left out, or one that was."""
    places = [(name, row, field) for name in PARTS for row, record in enumerate(getattr(case.plan, name)) for field in measures(type(record)) if type(record).model_fields[field].default is None]
    if not places:
        return None
    name, row, field = places[at % len(places)]
    records = list(getattr(case.plan, name))
    value = factor if getattr(records[row], field) is None else None
    return with_parts(case, name, lambda: (*records[:row], records[row].with_(**{field: value}), *records[row + 1 :]))


def with_one_less(case: Case, at: int, factor: float) -> Case | None:
    """The case without one of its records."""
    full = [name for name in PARTS if getattr(case.plan, name)]
    records = getattr(case.plan, full[at % len(full)])
    row = at // len(full) % len(records)
    return with_parts(case, full[at % len(full)], lambda: (*records[:row], *records[row + 1 :]))


def with_word_of_another(case: Case, at: int, factor: float) -> Case | None:
    """The case with a word of one of its records as in another: its site, its role, its currency, or its very name."""
    places = [(name, row, field) for name in PARTS for row, record in enumerate(getattr(case.plan, name)) for field, value in record.__dict__.items() if isinstance(value, str)]
    if not places:
        return None
    name, row, field = places[at % len(places)]
    records = list(getattr(case.plan, name))
    word = getattr(records[at // len(places) % len(records)], field)
    return with_parts(case, name, lambda: (*records[:row], records[row].with_(**{field: word if factor else "another"}), *records[row + 1 :]))


def with_another_policy(case: Case, at: int, factor: float) -> Case | None:
    """The case with one of its policies decided otherwise."""
    choices = [(field, choice) for field, info in Policies.model_fields.items() for choice in get_args(info.annotation) if isinstance(choice, str)]
    field, choice = choices[at % len(choices)]
    return with_parts(case, "policies", lambda: case.plan.policies.with_(**{field: choice}))


def with_parts(case: Case, name: str, made: Callable[[], Any]) -> Case | None:
    try:
        return Case(case.plan.with_(**{name: made()}), case.scenario, case.against)
    except InputProblems:
        return None


KINDS_OF_MOVES = [with_other_number, with_other_number, with_blank, with_one_less, with_word_of_another, with_another_policy]
MOVES = st.tuples(st.sampled_from(KINDS_OF_MOVES), st.integers(0, 10_000), st.sampled_from([1.1, 0.0, 2.0, 0.5]))


@given(decided(leases=1, vendors=1), st.lists(MOVES, min_size=2, max_size=8))
def test_what_is_moved_one_after_the_other_is_answered_as_if_nothing_were_known(of, moves) -> None:
    case = Case.of(*of, TODAY)
    all_of(case.plan, case.scenario)
    for move, at, factor in moves:
        case = move(case, at, factor) or case
        for asked in (case.scenario, TODAY):
            assert all_of(case.plan, asked) == all_of(never_seen(case.plan), asked), (move.__name__, at)


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


def test_as_many_are_needed_whoever_takes_longer_to_hire_and_are_there_later() -> None:
    plan = bo.read_plan("tiny")
    team = plan.teams[0].team
    plan = plan.with_(months=12, headcount=tuple(HeadcountStep(team=team, month=plan.start + ahead, heads=heads) for ahead, heads in ((6, 60), (9, 50))))
    for months in (1, 4, 0):
        at_home = RemoteWork(team=(team,), starting=plan.start + 1, share=0.2, time_to_hire_months=months)
        scenario = Scenario(name="sooner or later", levers=(at_home,))
        assert all_of(plan, scenario) == all_of(never_seen(plan), scenario)
