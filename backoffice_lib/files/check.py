"""Checks a whole plan folder: the plan and every scenario, all problems at once."""

from __future__ import annotations

from pathlib import Path

from backoffice_lib.basics.errors import InputProblems, Problem
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import problems_as_written, read_scenarios
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate


def check_folder(place: str | Path) -> tuple[Plan, list[Scenario]]:
    """The plan and its scenarios, each of which can be simulated. Raises InputProblems with everything found.

    When the plan itself is wrong, scenarios are only checked for how they are written.
    """
    try:
        plan = read_plan(place)
    except InputProblems as wrong:
        raise InputProblems([*wrong.problems, *_as_written(place)]) from None
    scenarios, found = read_scenarios(plan), []
    for scenario in scenarios:
        try:
            simulate(plan, scenario)
        except InputProblems as wrong:
            found += wrong.problems
    if found:
        raise InputProblems(found)
    return plan, scenarios


def _as_written(place: str | Path) -> list[Problem]:
    try:
        return problems_as_written(place)
    except InputProblems:
        return []
