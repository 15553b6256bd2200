"""backoffice simulate: what does it cost?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from backoffice_lib.analyses.risk import risk
from backoffice_lib.analyses.summarise import Summary, summarise
from backoffice_lib.basics.errors import refuse
from backoffice_lib.cli import _draws, _frozen, _words
from backoffice_lib.files.ledger_file import check_ledger_file, write_ledger, write_wide_ledger
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.ledger.ledger import View
from backoffice_lib.views import table


@_words.command("simulate", "backoffice simulate remote_accountants --scenario remote_lease_ends --to ledger.csv")
@_words.plan_argument
@click.option("--scenario", default="today", show_default=True, help="The scenario; today is the plan as it stands.")
@click.option("--to", metavar="FILE", help="Write the ledger, every figure with its source, to a .csv, .xlsx or .parquet file.")
@click.option(
    "--layout",
    type=click.Choice(["long", "wide"]),
    default="long",
    show_default=True,
    help="Long: a row per month and cost. Wide, for upload: account, cost centre and entity by month.",
)
@click.option("--view", type=click.Choice(["profit", "cash"]), help="Of the wide layout: profit, unless you say cash.")
@_draws.options(0)
@_words.unmasked_option
@_words.json_option
def command(plan: str, scenario: str, to: str | None, layout: str, view: View | None, as_json: bool, **asked: Any) -> int:
    """Simulate a plan, as it stands or under a scenario, and print what it costs."""
    target = check_ledger_file(to) if to else None
    _check_layout(layout, view, target)
    read = _words.read_plan(plan)
    (ledger,) = _draws.simulated(read, [read_scenario(read, scenario)], **asked, least=0)
    summary, spread = summarise(ledger), risk(ledger) if ledger.drawn else None
    if target and layout == "wide":
        write_wide_ledger(ledger, target, view or "profit")
    elif target:
        write_ledger(ledger, target)
    if as_json:
        _words.print_json(_as_json(summary) | {"risk": spread and _draws.risk_as_json(spread)})
    else:
        click.echo(f"{summary}\n\n{table(summary)}" + (f"\n\n{spread}\n\n{table(spread)}" if spread else ""))
        if target:
            click.echo(f"\nThe ledger is in {target}.")
        _words.print_notes(_frozen.places(read, ledger))
    for problem in summary.checks:
        click.echo(f"check failed: {problem}", err=True)
    return 3 if summary.checks else _frozen.told(read, ledger) or _draws.ended([ledger])


def _check_layout(layout: str, view: View | None, target: Path | None) -> None:
    if layout == "wide" and target is None:
        raise refuse("--layout wide", "is the layout of a file", "name one with --to, such as --to upload.csv")
    if layout == "long" and view:
        raise refuse(f"--view {view}", "is of the wide layout", "add --layout wide; the long one has both in its column basis")


def _as_json(summary: Summary) -> dict[str, Any]:
    by_year = [{"year": year, "category": name, "cost": cost} for year, name, cost in summary.by_year]
    by_category = [{"category": name, "cost": cost} for name, cost in summary.by_category]
    return asdict(summary) | {"by_category": by_category, "by_year": by_year}
