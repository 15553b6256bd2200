"""Bridges of a scenario that is changed little by little are those of the scenario by itself, and simulate only what comes after a change."""

from __future__ import annotations

import pytest

from backoffice_lib.analyses import _step_by_step
from backoffice_lib.analyses._at_a_glance import at_a_glance
from backoffice_lib.analyses._step_by_step import StepByStep
from backoffice_lib.analyses.bridge import bridge
from backoffice_lib.analyses.compare import compare
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.simulation import side_by_side, simulate


@pytest.fixture(scope="module")
def plan():
    return read_plan("tiny")


@pytest.fixture(scope="module")
def everything(plan):
    return read_scenario(plan, "everything")


def changed(scenario, at):
    """The scenario with half as much of what one of its levers places or sends home."""
    levers = list(scenario.levers)
    levers[at] = levers[at].with_(share=levers[at].share / 2)
    return scenario.with_(levers=tuple(levers))


def test_only_what_comes_after_a_change_is_simulated(plan, everything, monkeypatch):
    asked = []
    monkeypatch.setattr(_step_by_step, "side_by_side", lambda on, sets: (asked.append(len(sets)), side_by_side(on, sets))[1])
    today, steps = simulate(plan), StepByStep()
    last = max(at for at, lever in enumerate(everything.levers) if hasattr(lever, "share"))
    for scenario in (everything, everything, changed(everything, last)):
        found, by_itself = steps.bridge(today, simulate(plan, scenario)), bridge(plan, scenario, how="in order")
        assert [(bar.name, bar.change, bar.by_category, bar.place) for bar in found.bars] == [
            (bar.name, bar.change, bar.by_category, bar.place) for bar in by_itself.bars
        ]
    count = len(everything.levers)
    assert asked == [count - 1, 0, count - 1 - last]


def test_the_gist_is_what_the_comparison_says(plan, everything):
    today, after = simulate(plan), simulate(plan, everything)
    found, whole = at_a_glance(today, after).saved, compare(today, after)
    assert str(found) == str(whole)
    for name in ("cost_against", "cost_scenario", "saving", "npv_of_saving", "payback_months", "cumulative", "stranded"):
        assert getattr(found, name) == getattr(whole, name)
