"""backoffice recharges: which business units bear the cost of the back office?"""

from __future__ import annotations

from dataclasses import asdict

import click

from backoffice_lib.analyses.recharges import recharges
from backoffice_lib.cli import _words
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import table


@_words.command("recharges", "backoffice recharges meridian --scenario captive_in_manila")
@_words.plan_argument
@click.option("--scenario", default="today", show_default=True, help="The scenario; today is the plan as it stands.")
@_words.unmasked_option
@_words.json_option
def command(plan: str, scenario: str, as_json: bool) -> None:
    """The cost by business unit and function, by the keys of recharges.csv, with the mark-up of captives and what is not recharged."""
    read = _words.read_plan(plan)
    answer = recharges(simulate(read, read_scenario(read, scenario)))
    if as_json:
        return _words.print_json({"answer": str(answer), **asdict(answer)})
    click.echo(str(answer))
    parts = ("business units", "years", "charges") if answer.charges else ()
    for part in (*parts, "not recharged", *(("captives",) if answer.captives else ())):
        click.echo(f"\n{sum_up(part)}\n{table(answer, part)}")
    _words.print_notes(answer.notes)


def sum_up(part: str) -> str:
    """What a part shows, as a heading."""
    return {
        "business units": "By business unit",
        "years": "By fiscal year, with the mark-up of captives",
        "charges": "By function, or site where a cost is of none",
        "not recharged": "Not recharged",
        "captives": "Captives: each entity, and the group",
    }[part]
