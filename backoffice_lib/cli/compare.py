"""backoffice compare: what does a scenario save?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from backoffice_lib.analyses.compare import Comparison, compare
from backoffice_lib.cli import _words
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import table


@_words.command("compare", "backoffice compare remote_accountants --scenario remote_lease_ends")
@_words.plan_argument
@click.option("--scenario", required=True, help="The scenario to look at.")
@click.option("--against", default="today", show_default=True, help="The scenario it is compared with.")
@_words.json_option
def command(plan: str, scenario: str, against: str, as_json: bool) -> None:
    """Compare a scenario with today, or with another: saving by category and year, present value, payback."""
    read = read_plan(plan)
    ledgers = [simulate(read, read_scenario(read, name)) for name in (against, scenario)]
    answer = compare(*ledgers)
    if as_json:
        return _words.print_json(_as_json(answer))
    click.echo(f"{answer}\n\n{table(answer)}\n\n{table(answer, 'made of')}")
    _words.print_notes(answer.notes)


def _as_json(answer: Comparison) -> dict[str, Any]:
    return {
        "plan": answer.plan,
        "scenario": answer.scenario,
        "against": answer.against,
        "currency": answer.currency,
        "months": answer.months,
        "cost": {"against": answer.cost_against, "scenario": answer.cost_scenario},
        "saving": answer.saving,
        "saving_by_year": [{"year": year, "saving": saving} for year, saving in answer.saving_by_year],
        "saving_in_year": [{"year": year, "saving": saving} for year, saving in answer.saving_in_year],
        "one_off_cost": answer.one_off_cost,
        "run_rate_saving_per_year": answer.run_rate_saving_per_year,
        "committed_after_horizon": asdict(answer.committed_after_horizon),
        "stranded": asdict(answer.stranded),
        "by_category": [asdict(row) for row in answer.by_category],
        "npv_of_saving": answer.npv_of_saving,
        "payback_months": answer.payback_months,
        "notes": list(answer.notes),
    }
