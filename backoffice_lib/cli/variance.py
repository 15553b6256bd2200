"""backoffice variance: what do the books say against the plan?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, get_args

import click

from backoffice_lib.analyses.variance import By, Variance, variance
from backoffice_lib.basics.errors import refuse
from backoffice_lib.cli import _frozen, _words
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import table


@_words.command("variance", "backoffice variance settlement_desk --what-if part_nearshore --by account")
@_words.plan_argument
@click.option("--scenario", default="today", show_default=True, help="The forecast: what is now expected of the months to come.")
@click.option("--against", default="today", show_default=True, help="The locked plan: what the books are held against.")
@click.option("--what-if", "what_ifs", multiple=True, help="Another future beside the forecast; may be given again.")
@click.option("--last-close", default="", metavar="MONTH", help="The last closed month, YYYY-MM; that of the plan if left out.")
@click.option("--by", type=click.Choice(get_args(By)), help="What the rows are; account, or category in a plan without accounts.")
@_words.unmasked_option
@_words.json_option
def command(plan: str, scenario: str, against: str, what_ifs: tuple[str, ...], last_close: str, by: str | None, as_json: bool) -> int:
    """Hold the firm's own books against the plan up to the last close, and say where the year lands."""
    read = _words.read_plan(plan)
    ledgers = {name: simulate(read, read_scenario(read, name)) for name in dict.fromkeys((against, scenario, *what_ifs))}
    answer = variance(ledgers[against], ledgers[scenario], [ledgers[name] for name in what_ifs], last_close, by or "")
    if answer.missing:
        raise refuse("variance", answer.missing.rstrip("."))
    if as_json:
        _words.print_json(_as_json(answer))
        return _frozen.told(read, *ledgers.values())
    click.echo(str(answer))
    for part in ("to date", "landing", *["unmatched"] * bool(answer.unmatched)):
        click.echo(f"\n{table(answer, part)}")
    _words.print_notes((*answer.notes, *(note for ledger in ledgers.values() for note in _frozen.places(read, ledger))))
    return _frozen.told(read, *ledgers.values())


def _as_json(answer: Variance) -> dict[str, Any]:
    told = asdict(answer)
    del told["missing"]
    rows = [asdict(row) | {"variance": row.variance, "landing": row.landing, "verdict": row.verdict} for row in answer.rows]
    names = ("plan_to_date", "actual_to_date", "variance", "plan_year", "landing", "plan_whole", "landing_whole")
    return {"answer": str(answer), **told, "rows": rows, "total": {name: answer.total(name) for name in names}, "landings": list(answer.landings)}
