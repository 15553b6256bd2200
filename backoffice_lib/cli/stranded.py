"""backoffice stranded: how much is paid for seats that nobody needs?"""

from __future__ import annotations

from dataclasses import asdict

import click

from backoffice_lib.analyses.stranded import stranded
from backoffice_lib.cli import _words
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import table


@_words.command("stranded", "backoffice stranded meridian --scenario hybrid_two_days")
@_words.plan_argument
@click.option("--scenario", default="today", show_default=True, help="The scenario; today is the plan as it stands.")
@_words.json_option
def command(plan: str, scenario: str, as_json: bool) -> None:
    """How much of rent, service charges, property taxes and utilities is for seats beyond those needed on the fullest day."""
    read = read_plan(plan)
    answer = stranded(simulate(read, read_scenario(read, scenario)))
    if as_json:
        return _words.print_json({"answer": str(answer), **asdict(answer)})
    click.echo(str(answer))
    click.echo(f"\n{table(answer)}")
