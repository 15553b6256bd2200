"""backoffice remote-saving: what does working from home save, part by part?"""

from __future__ import annotations

from dataclasses import asdict

import click

from backoffice_lib.analyses.remote_saving import remote_saving
from backoffice_lib.basics.errors import refuse
from backoffice_lib.cli import _words
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.views import table


@_words.command("remote-saving", "backoffice remote-saving meridian --scenario remote_accounting")
@_words.plan_argument
@click.option("--scenario", required=True, help="The scenario to look at.")
@click.option("--without", multiple=True, metavar="PART", help="A part not to count, such as productivity; may be given again.")
@_words.json_option
def command(plan: str, scenario: str, without: tuple[str, ...], as_json: bool) -> None:
    """What working from home saves, part by part."""
    read = read_plan(plan)
    answer = remote_saving(read, read_scenario(read, scenario)).without(*without)
    if not answer.choices:
        raise refuse(f"scenario {scenario}", "changes nothing about working from home", "name one that does, or use compare")
    one = answer.choices[0]
    if as_json:
        return _words.print_json({"answer": str(one), "saving": one.saving, **asdict(one)})
    click.echo(f"{one}\n\n{table(answer)}\n\n{table(answer, 'stranded')}")
    if one.ranges:
        click.echo(f"\n{table(answer, 'ranges')}")
    _words.print_notes(row[1] for row in table(answer, "notes").rows)
