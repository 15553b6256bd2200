"""backoffice break-even: at which value do two scenarios cost the same?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from backoffice_lib.analyses.break_even import BreakEven, break_even
from backoffice_lib.analyses.break_evens import BreakEvens, break_evens
from backoffice_lib.basics.errors import refuse
from backoffice_lib.cli import _words
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.reports.answer_page import checked_page, write_answer
from backoffice_lib.views import table


@_words.command(
    "break-even", 'backoffice break-even meridian --scenario records_onshore --input "vendors.Heartland Processing.price_per_fte_per_year"'
)
@_words.plan_argument
@click.option("--scenario", required=True, help="The scenario to look at.")
@click.option("--against", help="The scenario it is compared with; today if left out, for a frozen scenario the plan as it was kept.")
@click.option("--input", "path", help="The path of a number, such as fx.INR.rate; the ten that are nearest to turning the decision if left out.")
@click.option("--between", type=(float, float), metavar="LOW HIGH", help="The range to look in; one about the present value if left out.")
@click.option("--by", type=click.Choice(["profit", "cash", "npv"]), default="profit", show_default=True, help="What is counted.")
@click.option("--target", type=float, default=0.0, help="A saving to reach, instead of none.")
@_words.shortfall_option
@_words.page_option
@_words.json_option
def command(plan: str, scenario: str, against: str | None, to: str | None, as_json: bool, **asked: Any) -> None:
    """Find the value of an input at which two scenarios cost the same; without an input, the ten that are nearest to turning the decision."""
    page, read = checked_page(to) if to else None, read_plan(plan)
    answer = _answer((read, read_scenario(read, scenario), read_scenario(read, against) if against else None), **asked)
    if page:
        write_answer(page, "Break-even", plan, [scenario], answer)
    if as_json:
        return _words.print_json(_several_as_json(answer) if isinstance(answer, BreakEvens) else _as_json(answer))
    click.echo(f"{answer}\n\n{table(answer)}")
    _words.print_notes(answer.notes if isinstance(answer, BreakEvens) else ())
    if page:
        click.echo(f"\nThe chart is in {page}.")


def _answer(pair: tuple[Any, Any, Any], path: str | None, between: Any, target: float, **asked: Any) -> BreakEven | BreakEvens:
    if path is not None:
        return break_even(*pair, path, between=between, target=target, **asked)
    if between is not None or target:
        raise refuse("--input", "is missing", "name the input that --between and --target are for")
    return break_evens(*pair, **asked)


def _several_as_json(answer: BreakEvens) -> dict[str, Any]:
    told = {"answer": str(answer), "saving_now": answer.saving_now, "by": answer.by, "tried": answer.tried, "shortfall": _words.absorbed(answer)}
    return {**told, "inputs": [_as_json(one) for one in answer.answers], "notes": list(answer.notes)}


def _as_json(answer: BreakEven) -> dict[str, Any]:
    one = answer.input
    return {
        **_words.headed(answer, "by"),
        "input": one.path,
        "unit": one.unit,
        "now": one.told(one.now),
        "saving_now": answer.saving_now,
        "target": answer.target,
        "low": one.told(answer.low),
        "high": one.told(answer.high),
        "break_even": answer.found,
        "direction": answer.direction,
        "shortfall": _words.absorbed(answer),
        "crossings": [{**asdict(found), "value": one.told(found.value)} for found in answer.crossings],
        "points": [{"value": one.told(value), "saving": saving} for value, saving in answer.points],
    }
