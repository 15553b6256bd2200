"""backoffice summarise: what does it cost, and for whom and what?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from backoffice_lib.analyses.summarise import GroupCost, Summary, summarise
from backoffice_lib.cli import _frozen, _words
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import table

BY = ("year", "period", "function", "site", "mode", "category", "unit")


@_words.command("summarise", "backoffice summarise claims_desk --by unit")
@_words.plan_argument
@click.option("--scenario", default="today", show_default=True, help="The scenario; today is the plan as it stands.")
@click.option("--by", type=click.Choice(BY), default="year", show_default=True, help="What costs are shown by; years and periods are fiscal, unit is of work.")
@_words.unmasked_option
@_words.json_option
def command(plan: str, scenario: str, by: str, as_json: bool) -> int:
    """Sum up what a scenario costs by fiscal year or period, function, site, mode or category, and for people and work."""
    read = _words.read_plan(plan)
    ledger = simulate(read, read_scenario(read, scenario))
    answer = summarise(ledger)
    if as_json:
        _words.print_json(_as_json(answer))
    else:
        click.echo(f"{answer}\n\n{table(answer, by)}")
        _words.print_notes(_frozen.places(read, ledger))
    for problem in answer.checks:
        click.echo(f"check failed: {problem}", err=True)
    return 3 if answer.checks else _frozen.told(read, ledger)


def _as_json(answer: Summary) -> dict[str, Any]:
    groups = {name: [_group(row) for row in getattr(answer, name)] for name in ("by_function", "by_site", "by_mode", "years", "periods")}
    return {
        "answer": str(answer),
        **asdict(answer),
        "by_category": [{"category": name, "cost": cost} for name, cost in answer.by_category],
        "by_year": [{"year": year, "category": name, "cost": cost} for year, name, cost in answer.by_year],
        **groups,
        "by_unit": [asdict(row) | {"cost_per_unit": row.cost_per_unit} for row in answer.by_unit],
    }


def _group(row: GroupCost) -> dict[str, Any]:
    per = {"cost_per_fte_per_year": row.cost_per_fte_per_year, "cost_per_head_per_year": row.cost_per_head_per_year}
    return asdict(row) | per
