"""backoffice risk: how sure is the answer?"""

from __future__ import annotations

from typing import Any

import click

from backoffice_lib.analyses.risk import risk
from backoffice_lib.basics.errors import refuse
from backoffice_lib.cli import _draws, _frozen, _words
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.reports.answer_page import checked_page, write_answer
from backoffice_lib.scenario import TODAY
from backoffice_lib.views import table

BY = ("in all", "category", "period", "period and category", "so far")


@_words.command("risk", "backoffice risk meridian --scenario records_offshore --draws 200 --by category")
@_words.plan_argument
@click.option("--scenario", help="The scenario to look at, and what it saves; without one, what the plan costs as it stands.")
@click.option("--against", help="The scenario it is compared with; today if left out, for a frozen scenario the plan as it was kept.")
@click.option("--by", type=click.Choice(BY), default="in all", show_default=True, help="What is shown.")
@_draws.options()
@_words.page_option
@_words.json_option
def command(plan: str, scenario: str | None, against: str | None, by: str, to: str | None, as_json: bool, **asked: Any) -> int:
    """Say how sure an answer is: what a scenario costs or saves from one draw to the next, and how often it is cheaper."""
    if against and not scenario:
        raise refuse("--against", "is given without a scenario to compare with it", "name one with --scenario")
    page, read = checked_page(to) if to else None, _words.read_plan(plan)
    looked_at = read_scenario(read, scenario or "today")
    compared = against or looked_at != TODAY
    sides = [read_scenario(read, against) if against else looked_at.today, looked_at] if compared else [looked_at]
    ledgers = _draws.simulated(read, sides, **asked)
    answer = risk(ledgers[-1], ledgers[0] if compared else None)
    if page:
        write_answer(page, "How sure are we?", plan, [scenario] if scenario else [], answer)
    if as_json:
        _words.print_json(_draws.risk_as_json(answer))
    else:
        click.echo(f"{answer}\n\n{table(answer, by)}")
        _words.print_notes(answer.notes)
    if page and not as_json:
        click.echo(f"\nThe chart is in {page}.")
    return _frozen.told(read, *ledgers) or _draws.ended(ledgers)
