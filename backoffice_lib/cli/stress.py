"""backoffice stress: what if several assumptions move together?"""

from __future__ import annotations

from dataclasses import asdict

import click

from backoffice_lib.analyses.stress import Stressed, StressTest, stress
from backoffice_lib.cli import _words
from backoffice_lib.files.scenarios import read_scenario, read_scenarios
from backoffice_lib.reports.answer_page import checked_page, write_answer
from backoffice_lib.scenario import TODAY
from backoffice_lib.views import table

BY = ("scenarios", "cheapest", "moved", "changes")


@_words.command("stress", "backoffice stress meridian --scenario records_offshore --by cheapest")
@_words.plan_argument
@click.option("--scenario", "scenarios", multiple=True, help="A scenario to look at, beside today; may be given several times. All of the plan if left out.")
@click.option("--stress", "stresses", multiple=True, metavar="NAME", help="A stress of the plan; may be given several times. All of them if left out.")
@click.option("--by", type=click.Choice(BY), default="scenarios", show_default=True, help="What is shown.")
@_words.page_option
@_words.json_option
def command(plan: str, scenarios: tuple[str, ...], stresses: tuple[str, ...], by: str, to: str | None, as_json: bool) -> None:
    """Move the numbers of a stress together: what each scenario then costs and saves, and whether another one is the cheapest."""
    page, read = checked_page(to) if to else None, _words.read_plan(plan)
    found = [read_scenario(read, name) for name in dict.fromkeys(scenarios)] if scenarios else read_scenarios(read)
    asked = [one for one in found if scenarios or not one.frozen]
    answer = stress(read, [one for one in asked if one != TODAY], stresses or None)
    if page:
        write_answer(page, "What if it gets worse?", plan, [one.name for one in asked], answer)
    if as_json:
        return _words.print_json(_as_json(answer))
    click.echo(f"{answer}\n\n{table(answer, by)}")
    _words.print_notes(f"{one.name} is frozen, so that no number of it moves; it is left out" for one in found if one not in asked)
    if page:
        click.echo(f"\nThe chart is in {page}.")


def _as_json(answer: StressTest) -> dict:
    of = {"answer": str(answer), "plan": answer.plan, "currency": answer.currency, "months": answer.months}
    return of | {"likely": _case(answer.likely), "stresses": [_case(one) | {"turned": one in answer.turned} for one in answer.stressed]}


def _case(case: Stressed) -> dict:
    changes = [{"number": number, "moved": how} for number, how in case.changes]
    return {**asdict(case), "changes": changes, "cheapest": case.cheapest.scenario}
