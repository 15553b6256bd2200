"""backoffice rates: which published figures are there, and from whom?"""

from __future__ import annotations

import click

from backoffice_lib.analyses.list_rates import list_rates
from backoffice_lib.cli import _words
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.rates import read_labour_markets, read_rates, read_schemes
from backoffice_lib.views import table


@_words.command("rates", 'backoffice rates "office rent"')
@click.argument("what", required=False, default="")
@click.option("--place", default="", help="Only the rates of this place.")
@click.option("--plan", help="Age the rates to the first month of this plan, by its indices.")
@_words.json_option
def command(what: str, place: str, plan: str | None, as_json: bool) -> None:
    """List the rates library, or the rates of one kind (WHAT): value, unit, place, date, source, and how it is aged."""
    rates = (*read_rates(), *read_labour_markets(), *(band.as_rate() for band in read_schemes()))
    answer = list_rates(rates, read_plan(plan) if plan else None, what, place)
    if as_json:
        return _words.print_json([line.rate.model_dump() | {"aged": line.aged} for line in answer.lines])
    click.echo(f"{answer}\n\n{table(answer)}")
