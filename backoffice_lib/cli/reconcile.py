"""backoffice reconcile: does the ledger tie to the inputs and the real books?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from backoffice_lib.analyses.reconcile import Reconciliation, Tied, reconcile
from backoffice_lib.analyses.tie_to_books import TIES_WITHIN, BooksTied, tie_to_books
from backoffice_lib.basics.errors import refuse
from backoffice_lib.cli import _words
from backoffice_lib.files.actuals import with_books
from backoffice_lib.files.ledger_file import check_ledger_file, write_ledger
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.ledger import Ledger
from backoffice_lib.simulation import simulate
from backoffice_lib.views import table


@_words.command("reconcile", "backoffice reconcile remote_accountants --scenario remote_lease_ends")
@_words.plan_argument
@click.option("--scenario", default="today", show_default=True, help="The scenario; today is the plan as it stands.")
@click.option("--books", metavar="FILE", help="Real books by account, cost centre and month, read like the actuals of the plan; those if left out.")
@click.option("--tolerance", type=float, default=TIES_WITHIN, show_default=True, help="What may be apart and still tie, as a share of the books.")
@click.option("--scale", is_flag=True, help="Multiply each account by its factor to the books; --to writes that ledger.")
@click.option("--to", metavar="FILE", help="With --scale: a .csv, .xlsx or .parquet file for the scaled ledger, each factor in it by name.")
@_words.unmasked_option
@_words.json_option
def command(plan: str, scenario: str, books: str | None, as_json: bool, **asked: Any) -> int:
    """Hold the ledger against the plan's inputs, its accounts and the real books; exit 3 if what must tie to the inputs does not."""
    if asked["to"] and not asked["scale"]:
        raise refuse("--to", "is the file of a scaled ledger", "add --scale")
    target = check_ledger_file(asked["to"]) if asked["to"] else None
    read = _words.read_plan(plan)
    if books:
        read = with_books(read, books)
    ledger = simulate(read, read_scenario(read, scenario))
    answer, tied = reconcile(ledger), tie_to_books(ledger, asked["tolerance"])
    if tied.missing and (books or asked["scale"]):
        raise refuse("books", tied.missing.rstrip("."))
    grown = tied.scale(ledger) if asked["scale"] else None
    if grown and target:
        write_ledger(grown, target)
    if as_json:
        _words.print_json(_as_json(answer) | {"accounts_in_books": _books_as_json(tied)} | _scaled_as_json(grown))
    else:
        _print(answer, tied, grown)
        if target:
            click.echo(f"\nThe scaled ledger is in {target}.")
    for one in answer.apart:
        click.echo(f"check failed: {one.what} does not tie, {one.difference:+,.2f}", err=True)
    return 0 if answer.ties else 3


def _print(answer: Reconciliation, tied: BooksTied, grown: Ledger | None) -> None:
    click.echo(str(answer))
    for part in _parts(answer):
        click.echo(f"\n{table(answer, part)}")
    if not tied.missing:
        click.echo(f"\n{tied}\n\n{table(tied)}")
        if any(row.months_apart for row in tied.rows):
            click.echo(f"\n{table(tied, 'months')}")
    if grown:
        click.echo(f"\n{_total(grown)}\n\n{table(tied, 'factors')}")
    _words.print_notes((*answer.notes, *(note for note in tied.notes if note not in answer.notes)))


def _parts(answer: Reconciliation) -> list[str]:
    """The tables that have something to show."""
    shown = {"first month": True, "totals": True, "not mapped": answer.not_mapped, "books": answer.books}
    return [part for part, there in shown.items() if there]


def _total(grown: Ledger) -> str:
    return f"Scaled to the books, the ledger is {grown.plan.currency} {grown.by_month()[:, 0].sum():,.0f} over the plan, with each factor below."


def _as_json(answer: Reconciliation) -> dict[str, Any]:
    told = {name: [_tied(tied) for tied in getattr(answer, name)] for name in ("first_month", "totals")}
    return {"ties": answer.ties, **asdict(answer), **told, "notes": list(answer.notes)}


def _tied(tied: Tied) -> dict[str, Any]:
    return asdict(tied) | {"difference": tied.difference, "ties": tied.ties}


def _books_as_json(tied: BooksTied) -> dict[str, Any] | None:
    if tied.missing:
        return None
    rows = [asdict(row) | {"difference": row.difference, "factor": row.factor} for row in tied.rows]
    told = {name: getattr(tied, name) for name in ("year", "months", "tolerance_share", "notes")}
    return {"answer": str(tied), **told, "rows": rows}


def _scaled_as_json(grown: Ledger | None) -> dict[str, Any]:
    if grown is None:
        return {}
    factors = {one.name: one.factor for one in grown.factors}
    return {"scaled": {"cost": round(float(grown.by_month()[:, 0].sum()), 2), "factors": factors}}
