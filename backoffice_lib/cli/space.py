"""backoffice space: what does our space cost, and when can we leave it?"""

from __future__ import annotations

from dataclasses import asdict

import click

from backoffice_lib.analyses.space import space
from backoffice_lib.cli import _words
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import table


@_words.command("space", "backoffice space meridian --scenario hybrid_two_days")
@_words.plan_argument
@click.option("--scenario", default="today", show_default=True, help="The scenario; today is the plan as it stands.")
@_words.json_option
def command(plan: str, scenario: str, as_json: bool) -> None:
    """What space costs by site and lease, how much of it nobody needs, and when what of it can be left at what price."""
    read = read_plan(plan)
    answer = space(simulate(read, read_scenario(read, scenario)))
    if as_json:
        return _words.print_json({"answer": str(answer), **asdict(answer)})
    click.echo(str(answer))
    parts = ["sites"] * bool(answer.sites) + ["leases", "ways out", "savings", "floors"] * bool(answer.leases)
    for part in parts:
        click.echo(f"\n{table(answer, part)}")
    _words.print_notes(answer.notes)
