"""backoffice check: is the plan, with all its scenarios, right?"""

from __future__ import annotations

import click

from backoffice_lib.analyses.conflicts import conflicts
from backoffice_lib.analyses.describe import describe
from backoffice_lib.basics.errors import InputProblems, listed, raise_all
from backoffice_lib.basics.money import counted
from backoffice_lib.cli import _frozen, _words
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import problems_beside, read_scenarios
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import Plan
from backoffice_lib.reports.reports_file import REPORTS, reports_of
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate


@_words.command("check", "backoffice check remote_accountants")
@_words.plan_argument
@_words.json_option
def command(plan: str, as_json: bool) -> int:
    """Validate a plan, all its scenarios and its reports.yaml; exit 0, 2 with every problem listed, or 3 where a frozen scenario no longer gives its result."""
    read, scenarios, ledgers = _checked(plan)
    contents, kept = describe(read, scenarios), list(_frozen.reproduced(read, ledgers))
    notes = [*contents.notes, *_frozen.unused(read)]
    notes += [f"{ledger.scenario}: {line}" for ledger in ledgers for line in conflicts(ledger).lines]
    notes += [str(one) for one in kept if one.same]
    if as_json:
        names = [scenario.name for scenario in scenarios]
        _words.print_json({"plan": read.name, "scenarios": names, "notes": notes, "moved": [str(one) for one in kept if not one.same]})
        return _frozen.told(read, *ledgers)
    click.echo(str(contents))
    _words.print_notes(notes)
    click.echo(f"No problems in the plan{_checked_too(read, scenarios)}.")
    return _frozen.told(read, *ledgers)


def _checked_too(plan: Plan, scenarios: list[Scenario]) -> str:
    """What else was looked through: scenarios by name, and how many reports are asked for."""
    named = [f"its {counted(len(scenarios), 'scenario')}: {listed(scenario.name for scenario in scenarios)}"] if scenarios else []
    asked = len(reports_of(plan))
    named += [f"{'the' if named else 'its'} {counted(asked, 'report')} of {REPORTS}"] if asked else []
    return f" or {'; nor in '.join(named)}" if named else ""


def _checked(place: str) -> tuple[Plan, list[Scenario], list[Ledger]]:
    """The plan and its scenarios, each simulated once; when the plan is wrong, scenarios only as they are written."""
    try:
        plan = read_plan(place)
    except InputProblems as wrong:
        raise InputProblems(dict.fromkeys([*wrong.problems, *_beside(wrong, place)])) from None
    scenarios, ledgers, found = read_scenarios(plan), [], []
    for scenario in scenarios:
        try:
            ledgers.append(simulate(plan, scenario))
        except InputProblems as wrong:
            found += wrong.problems
    try:
        reports_of(plan)
    except InputProblems as wrong:
        found += wrong.problems
    raise_all(found)
    return plan, scenarios, ledgers


def _beside(wrong: InputProblems, place: str) -> list:
    try:
        return problems_beside(wrong, place)
    except InputProblems:
        return []
