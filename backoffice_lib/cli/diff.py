"""backoffice diff: what differs between two scenarios?"""

from __future__ import annotations

from dataclasses import asdict

import click

from backoffice_lib.analyses.diff import diff
from backoffice_lib.cli import _words
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.views import table


@_words.command("diff", "backoffice diff remote_accountants remote_lease_stays remote_lease_ends")
@_words.plan_argument
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@_words.json_option
def command(plan: str, old: str, new: str, as_json: bool) -> None:
    """List what scenario B has otherwise than scenario A, or than today: initiatives and their fields, what they add to the plan, and what
    follows from it month by month."""
    read = read_plan(plan)
    answer = diff(read, read_scenario(read, old), read_scenario(read, new))
    if as_json:
        return _words.print_json(asdict(answer))
    click.echo(str(answer))
    for part in ("inputs", "drivers") if answer.inputs or answer.drivers else ():
        click.echo(f"\n{table(answer, part)}")
