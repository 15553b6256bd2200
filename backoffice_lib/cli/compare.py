"""backoffice compare: what does a scenario save, and what is that worth?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from backoffice_lib.analyses._groups import UnitCost
from backoffice_lib.analyses.compare import Comparison, compare
from backoffice_lib.cli import _draws, _frozen, _words
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.views import table

BY = ("category", "function", "site", "mode", "year", "unit")


@_words.command("compare", "backoffice compare remote_accountants --scenario remote_lease_ends --by year --tax 0.25")
@_words.plan_argument
@click.option("--scenario", required=True, help="The scenario to look at.")
@click.option("--against", help="The scenario it is compared with; today if left out, for a frozen scenario the plan as it was kept.")
@click.option("--by", type=click.Choice(BY), default="category", show_default=True, help="What the saving is shown by; unit is of work.")
@click.option("--discounting", default="", help="When amounts count as paid: month_end, mid_month, year_end or mid_year; as the plan says if left out.")
@click.option("--real", metavar="INDEX", default="", help="Deflate amounts by an index of the plan, to prices of its first month.")
@click.option("--tax", type=float, help="The tax on the saving, as a share such as 0.25; as the plan says if left out.")
@_draws.options(0)
@_words.unmasked_option
@_words.json_option
def command(plan: str, scenario: str, against: str | None, by: str, as_json: bool, **asked: Any) -> int:
    """Compare a scenario with today, or with another: saving by category, function, site or year, and what it is worth."""
    read = _words.read_plan(plan)
    looked_at = read_scenario(read, scenario)
    terms = {name: asked.pop(option) for name, option in (("discounting", "discounting"), ("real", "real"), ("tax_share", "tax"))}
    ledgers = _draws.simulated(read, [read_scenario(read, against) if against else looked_at.today, looked_at], **asked, least=0)
    answer = compare(*ledgers, **terms)
    if as_json:
        _words.print_json(_as_json(answer))
    else:
        click.echo(f"{answer}\n\n{table(answer, by)}\n\n{table(answer, 'made of')}\n\n{table(answer, 'finance')}")
        if answer.risk:
            click.echo(f"\n{table(answer.risk)}")
        _words.print_notes(answer.notes)
    return _frozen.told(read, *ledgers) or _draws.ended(ledgers)


def _as_json(answer: Comparison) -> dict[str, Any]:
    by_category = [{"category": row.name} | asdict(row) for row in answer.by_category]
    return {
        **_words.headed(answer),
        "cost": {"against": answer.cost_against, "scenario": answer.cost_scenario},
        "saving": answer.saving,
        "saving_by_year": [{"year": year, "saving": saving} for year, saving in answer.saving_by_year],
        "saving_in_year": [{"year": year, "saving": saving} for year, saving in answer.saving_in_year],
        "one_off_cost": answer.one_off_cost,
        "run_rate_saving_per_year": answer.run_rate_saving_per_year,
        "committed_after_horizon": asdict(answer.committed_after_horizon),
        "stranded": asdict(answer.stranded),
        "by_category": [{name: value for name, value in row.items() if name != "name"} for row in by_category],
        **{f"by_{by}": [asdict(row) for row in getattr(answer, f"by_{by}")] for by in ("function", "site", "mode", "year")},
        "by_unit": [_unit(*both) for both in answer.by_unit],
        "cost_per_fte_per_year": answer.cost_per_fte_per_year and asdict(answer.cost_per_fte_per_year),
        "cost_per_head_per_year": answer.cost_per_head_per_year and asdict(answer.cost_per_head_per_year),
        "npv_of_saving": answer.npv_of_saving,
        "payback_months": answer.payback_months,
        "worth": _worth(answer),
        "risk": answer.risk and _draws.risk_as_json(answer.risk),
        "notes": list(answer.notes),
    }


def _unit(before: UnitCost, after: UnitCost) -> dict[str, Any]:
    named = {"work": before.work, "function": before.function, "unit": before.unit}
    return named | {"against": before.cost_per_unit, "scenario": after.cost_per_unit}


def _worth(answer: Comparison) -> dict[str, Any]:
    """What the saving is worth; payback and present value are told once, above."""
    profile = [{"rate_per_year": rate, "npv": npv} for rate, npv in answer.worth.profile]
    told = {"profile": profile, "cumulative": [{"month": month, "saved": saved} for month, saved in answer.cumulative]}
    return asdict(answer.worth) | told | {"irr_in_words": answer.worth.irr_in_words}
