"""backoffice capacity: can we still do the work?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from backoffice_lib.analyses.capacity import Capacity, capacity
from backoffice_lib.cli import _words
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import table


@_words.command("capacity", "backoffice capacity meridian --scenario records_offshore")
@_words.plan_argument
@click.option("--scenario", default="today", show_default=True, help="The scenario; today is the plan as it stands.")
@_words.json_option
def command(plan: str, scenario: str, as_json: bool) -> None:
    """What runs late, from when and by how much; what waits; who is missing; and what helping out costs."""
    read = read_plan(plan)
    answer = capacity(simulate(read, read_scenario(read, scenario)))
    if as_json:
        return _words.print_json(_as_json(answer))
    click.echo(str(answer))
    for part in _parts(answer):
        click.echo(f"\n{table(answer, part)}")
    _words.print_notes(answer.notes)


def _parts(answer: Capacity) -> list[str]:
    """The tables that have something to show."""
    shown = {"work": answer.work, "functions": answer.functions, "costs": any(amount for _, amount in answer.costs)}
    return [part for part, there in shown.items() if there]


def _as_json(answer: Capacity) -> dict[str, Any]:
    told = {"late": [work.work for work in answer.late], "short": [function.function for function in answer.short]}
    costs = [{"category": category, "amount": amount} for category, amount in answer.costs]
    return {"answer": str(answer), **told, **asdict(answer), "costs": costs}
