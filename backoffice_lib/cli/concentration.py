"""backoffice concentration: how much hangs on one vendor, country or currency?"""

from __future__ import annotations

from dataclasses import asdict

import click

from backoffice_lib.analyses.concentration import concentration
from backoffice_lib.cli import _words
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import table


@_words.command("concentration", "backoffice concentration settlement_desk --scenario part_nearshore")
@_words.plan_argument
@click.option("--scenario", default="today", show_default=True, help="The scenario; today is the plan as it stands.")
@_words.unmasked_option
@_words.json_option
def command(plan: str, scenario: str, as_json: bool) -> None:
    """What vendors and own centres abroad cost by provider, country and currency, and how much of it hangs on the largest."""
    read = _words.read_plan(plan)
    answer = concentration(simulate(read, read_scenario(read, scenario)))
    if as_json:
        return _words.print_json({"answer": str(answer), **asdict(answer)})
    click.echo(str(answer))
    for part in ("providers", "countries", "currencies") if answer.providers else ():
        click.echo(f"\n{table(answer, part)}")
    _words.print_notes(answer.notes)
