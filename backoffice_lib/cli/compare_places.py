"""backoffice compare-places: what would a team cost elsewhere?"""

from __future__ import annotations

from dataclasses import asdict

import click

from backoffice_lib.analyses.compare_places import MOST_POOL_SHARE, compare_places
from backoffice_lib.cli import _words
from backoffice_lib.views import table


@_words.command("compare-places", 'backoffice compare-places meridian --team "NY accounting"')
@_words.plan_argument
@click.option("--team", required=True, help="The team that could be elsewhere.")
@click.option(
    "--most-pool-share",
    type=float,
    default=MOST_POOL_SHARE,
    show_default=True,
    help="A team larger than this share of all who do its job in a place finds its labour pool too thin.",
)
@click.option("--m2-per-head", type=float, help="Office space of a person; that of the country if left out.")
@_words.unmasked_option
@_words.json_option
def command(plan: str, team: str, most_pool_share: float, m2_per_head: float | None, as_json: bool) -> None:
    """Put what a person of a team costs in a year side by side for every place in the rates: wage, on-costs, rent, labour pool."""
    answer = compare_places(_words.read_plan(plan), team, most_pool_share, m2_per_head)
    if as_json:
        return _words.print_json({"answer": str(answer), **asdict(answer)})
    click.echo(f"{answer}\n\n{table(answer)}")
    for part in ("sources", "elsewhere"):
        click.echo(f"\n{table(answer, part)}")
    _words.print_notes(answer.notes)
