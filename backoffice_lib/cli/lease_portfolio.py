"""backoffice lease-portfolio: what does space cost by place, and leaving early save?"""

from __future__ import annotations

from dataclasses import asdict

import click

from backoffice_lib.analyses.lease_portfolio import lease_portfolio
from backoffice_lib.cli import _words
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import table


@_words.command("lease-portfolio", "backoffice lease-portfolio meridian --leave-early-months 12 --penalty-months 3")
@_words.plan_argument
@click.option("--scenario", default="today", show_default=True, help="The scenario; today is the plan as it stands.")
@click.option("--by", default="place", show_default=True, help="How leases are put together: place, site, end_year or currency.")
@click.option("--area", default="m2", show_default=True, help="The unit of area: m2 or sq_ft.")
@click.option("--leave-early-months", type=int, default=12, show_default=True, help="How long before its end each lease is left.")
@click.option("--penalty-months", type=float, help="Months of rent paid to leave; if left out, the break penalty of each lease.")
@_words.json_option
def command(
    plan: str, scenario: str, by: str, area: str, leave_early_months: int, penalty_months: float | None, as_json: bool
) -> None:
    """Rent for each unit of area by place, and what leaving each lease early would save, under a rule that is told."""
    read = read_plan(plan)
    ledger = simulate(read, read_scenario(read, scenario))
    answer = lease_portfolio(ledger, by=by, area=area, leave_early_months=leave_early_months, penalty_months=penalty_months)
    if as_json:
        return _words.print_json({"answer": str(answer), **asdict(answer)})
    click.echo(str(answer))
    _words.print_notes(answer.notes)
    click.echo(f"\n{table(answer)}")
