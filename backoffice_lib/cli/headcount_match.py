"""backoffice headcount-match: do posts, open requests and people match?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from backoffice_lib.analyses.headcount_match import HeadcountMatch, headcount_match
from backoffice_lib.cli import _words
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import table


@_words.command("headcount-match", "backoffice headcount-match meridian")
@_words.plan_argument
@click.option("--scenario", default="today", show_default=True, help="The scenario; today is the plan as it stands.")
@_words.json_option
def command(plan: str, scenario: str, as_json: bool) -> None:
    """Hold the posts the plan wants against filled positions and open requests, by team and quarter."""
    read = read_plan(plan)
    answer = headcount_match(simulate(read, read_scenario(read, scenario)))
    if as_json:
        return _words.print_json(_as_json(answer))
    click.echo(str(answer))
    for part in ("quarters", "teams", "requests"):
        click.echo(f"\n{table(answer, part)}")
    _words.print_notes(answer.notes)


def _as_json(answer: HeadcountMatch) -> dict[str, Any]:
    requests = [asdict(request) | {"ghost": request.ghost, "agrees": request.agrees} for request in answer.requests]
    rows = [asdict(row) | {"finding": row.finding} for row in answer.rows]
    return {"answer": str(answer), **asdict(answer), "rows": rows, "requests": requests, "notes": list(answer.notes)}
