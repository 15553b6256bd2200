"""backoffice sensitivity: what moves the answer?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from backoffice_lib.analyses.sensitivity import COUNTED, draws_at_once, sensitivity
from backoffice_lib.cli import _draws, _words
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.reports.answer_page import checked_page, write_answer
from backoffice_lib.views import table


@_words.command("sensitivity", "backoffice sensitivity meridian --scenario records_offshore --by npv")
@_words.plan_argument
@click.option("--scenario", help="The scenario whose saving is looked at; without one, what the plan costs as it stands.")
@click.option("--against", help="The scenario it is compared with; today if left out, for a frozen scenario the plan as it was kept.")
@click.option("--by", type=click.Choice(list(COUNTED)), default="profit", show_default=True, help="What is counted: profit over the plan, or present value.")
@click.option("--samples", type=int, default=0, show_default=True, help="Base samples, a power of 2, for how much of the variance each input makes.")
@_draws.sharing_options
@_words.page_option
@_words.json_option
def command(plan: str, scenario: str | None, against: str | None, to: str | None, as_json: bool, **asked: Any) -> None:
    """Say what moves an answer: every uncertain input from its low to its high end by itself and, with samples, what part of all doubt it makes."""
    page, read = checked_page(to) if to else None, _words.read_plan(plan)
    looked_at = read_scenario(read, scenario or "today")
    other = (read_scenario(read, against) if against else looked_at.today) if scenario else None
    workers, scheduler = asked.pop("workers"), asked.pop("scheduler")
    draws = draws_at_once(read, [looked_at] if other is None else [other, looked_at], asked["samples"])
    with _draws.shared_by(workers, scheduler, draws) as shared, _draws.bar() as watch:
        answer = sensitivity(read, looked_at, other, workers=shared, watch=watch, **asked)
    if page:
        write_answer(page, "What moves the answer?", plan, [scenario] if scenario else [], answer, ("", "parts") if answer.parts else ("",))
    if as_json:
        _words.print_json({"answer": str(answer), **asdict(answer)})
        return
    click.echo(f"{answer}\n\n{table(answer)}")
    if answer.parts:
        click.echo(f"\n{table(answer, 'parts')}")
    _words.print_notes(answer.notes)
    if page:
        click.echo(f"\nThe chart is in {page}.")
