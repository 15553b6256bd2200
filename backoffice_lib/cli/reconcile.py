"""backoffice reconcile: does the ledger tie to the plan's inputs?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from backoffice_lib.analyses.reconcile import Reconciliation, Tied, reconcile
from backoffice_lib.cli import _words
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import table


@_words.command("reconcile", "backoffice reconcile remote_accountants --scenario remote_lease_ends")
@_words.plan_argument
@click.option("--scenario", default="today", show_default=True, help="The scenario; today is the plan as it stands.")
@_words.json_option
def command(plan: str, scenario: str, as_json: bool) -> int:
    """Hold the ledger against the plan's inputs, its accounts and the real books; exit 3 if what must tie does not."""
    read = read_plan(plan)
    answer = reconcile(simulate(read, read_scenario(read, scenario)))
    if as_json:
        _words.print_json(_as_json(answer))
    else:
        click.echo(str(answer))
        for part in _parts(answer):
            click.echo(f"\n{table(answer, part)}")
        _words.print_notes(answer.notes)
    for tied in answer.apart:
        click.echo(f"check failed: {tied.what} does not tie, {tied.difference:+,.2f}", err=True)
    return 0 if answer.ties else 3


def _parts(answer: Reconciliation) -> list[str]:
    """The tables that have something to show."""
    shown = {"first month": True, "totals": True, "not mapped": answer.not_mapped, "books": answer.books}
    return [part for part, there in shown.items() if there]


def _as_json(answer: Reconciliation) -> dict[str, Any]:
    told = {name: [_tied(tied) for tied in getattr(answer, name)] for name in ("first_month", "totals")}
    return {"ties": answer.ties, **asdict(answer), **told, "notes": list(answer.notes)}


def _tied(tied: Tied) -> dict[str, Any]:
    return asdict(tied) | {"difference": tied.difference, "ties": tied.ties}
