"""backoffice rate-card: what do vendors ask for an hour?"""

from __future__ import annotations

from dataclasses import asdict, replace

import click

from backoffice_lib.analyses.rate_card import rate_card
from backoffice_lib.cli import _words
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.views import table

_BY = ("labour-category", "education", "experience", "vendor")


@_words.command("rate-card", 'backoffice rate-card my-card "help desk" --by experience')
@_words.plan_argument
@click.argument("words", required=False, default="")
@click.option("--by", type=click.Choice(_BY), default=_BY[0], show_default=True, help="What the offers are grouped by.")
@click.option("--vendor", default="", help="Only offers of this vendor.")
@click.option("--education", default="", help="Only offers that ask for this level, such as bachelor.")
@click.option("--least-years", type=float, help="Only offers that ask for so many years of experience or more.")
@click.option("--most-years", type=float, help="Only offers that ask for so many years of experience or less.")
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, help="How many groups are listed.")
@_words.json_option
def command(plan: str, words: str, by: str, most: int, as_json: bool, **asked: object) -> None:
    """What the offers of a plan's rate card ask for an hour: quartiles, median and number, of all or of those whose labour category has all WORDS."""
    years = (asked.pop("least_years"), asked.pop("most_years"))
    answer = rate_card(read_plan(plan), words, by.replace("-", "_"), years=years, **asked)
    if as_json:
        return _words.print_json({"answer": str(answer), **asdict(answer)})
    shown = replace(answer, groups=answer.groups[:most])
    click.echo(f"{answer}\n\n{table(shown)}")
    if more := len(answer.groups) - len(shown.groups):
        click.echo(f"… and {more:,} more; --most {len(answer.groups)} lists all")
    if answer.own:
        click.echo(f"\n{table(answer, 'own')}")
