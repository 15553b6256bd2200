"""backoffice check: is the plan, with all its scenarios, right?"""

from __future__ import annotations

import click

from backoffice_lib.analyses.describe import describe
from backoffice_lib.basics.errors import listed
from backoffice_lib.basics.money import counted
from backoffice_lib.cli import _words
from backoffice_lib.files.check import check_folder


@_words.command("check", "backoffice check remote_accountants")
@_words.plan_argument
@_words.json_option
def command(plan: str, as_json: bool) -> None:
    """Validate a plan and all its scenarios; exit 0, or 2 with every problem listed."""
    read, scenarios = check_folder(plan)
    if as_json:
        names = [scenario.name for scenario in scenarios]
        return _words.print_json({"plan": read.name, "scenarios": names, "notes": list(read.notes)})
    click.echo(str(describe(read)))
    _words.print_notes(read.notes)
    names = f": {listed(scenario.name for scenario in scenarios)}" if scenarios else ""
    click.echo(f"No problems in the plan or its {counted(len(scenarios), 'scenario')}{names}.")
