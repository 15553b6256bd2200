"""backoffice check: is the plan, with all its scenarios, right?"""

from __future__ import annotations

import click

from backoffice_lib.analyses.describe import describe
from backoffice_lib.basics.errors import InputProblems, listed, raise_all
from backoffice_lib.basics.money import counted
from backoffice_lib.cli import _words
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import problems_as_written, read_scenarios
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate


@_words.command("check", "backoffice check remote_accountants")
@_words.plan_argument
@_words.json_option
def command(plan: str, as_json: bool) -> None:
    """Validate a plan and all its scenarios; exit 0, or 2 with every problem listed."""
    read, scenarios = _checked(plan)
    contents = describe(read, scenarios)
    if as_json:
        names = [scenario.name for scenario in scenarios]
        return _words.print_json({"plan": read.name, "scenarios": names, "notes": contents.notes})
    click.echo(str(contents))
    _words.print_notes(contents.notes)
    names = f": {listed(scenario.name for scenario in scenarios)}" if scenarios else ""
    click.echo(f"No problems in the plan or its {counted(len(scenarios), 'scenario')}{names}.")


def _checked(place: str) -> tuple[Plan, list[Scenario]]:
    """The plan and its scenarios, each simulated once; when the plan is wrong, scenarios only as they are written."""
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
    raise_all(found)
    return plan, scenarios


def _as_written(place: str) -> list:
    try:
        return problems_as_written(place)
    except InputProblems:
        return []
