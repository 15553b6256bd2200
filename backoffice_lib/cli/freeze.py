"""backoffice freeze: lock a scenario, or the plan, as it is now."""

from __future__ import annotations

from dataclasses import asdict

import click

import backoffice_lib
from backoffice_lib.cli import _words
from backoffice_lib.files.freezing import freeze
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.ledger.yearly import yearly
from backoffice_lib.simulation import simulate


@_words.command("freeze", "backoffice freeze my-office --scenario today --as budget")
@_words.plan_argument
@click.option("--scenario", required=True, help="The scenario to freeze; today is the plan as it stands.")
@click.option("--as", "as_name", default="", help="The name of a new scenario that is frozen, while this one goes on with the plan.")
@_words.json_option
def command(plan: str, scenario: str, as_name: str, as_json: bool) -> None:
    """Keep the inputs of a scenario, and its result, beside it: whatever becomes of the plan, its figures stay."""
    done = freeze(read_plan(plan), scenario, lambda kept, frozen: yearly(simulate(kept, frozen)), backoffice_lib.__version__, as_name)
    if as_json:
        return _words.print_json(asdict(done))
    click.echo(f"{done.scenario} is frozen. Its inputs and its result are kept in scenarios/frozen/{done.hash}, as {done.file} says.")
