"""backoffice decision-map: what is saved as two inputs change at once?"""

from __future__ import annotations

from typing import Any

import click

from backoffice_lib.analyses._inputs import Input
from backoffice_lib.analyses.decision_map import SIZE, Axis, DecisionMap, decision_map
from backoffice_lib.cli import _words
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.reports.answer_page import checked_page, write_answer
from backoffice_lib.views import table


@_words.command("decision-map", "backoffice decision-map settlement_desk --scenario part_nearshore --to map.html")
@_words.plan_argument
@click.option("--scenario", required=True, help="The scenario to look at.")
@click.option("--against", help="The scenario it is compared with; today if left out, for a frozen scenario the plan as it was kept.")
@click.option("--x", default="", metavar="PATH", help="The input across, such as fx.INR.rate; the first vendor's productivity if left out.")
@click.option("--y", default="", metavar="PATH", help="The input upwards; the first vendor's price if left out.")
@click.option("--x-between", type=(float, float), metavar="LOW HIGH", help="The range across; about the present value if left out.")
@click.option("--y-between", type=(float, float), metavar="LOW HIGH", help="The range upwards; about the present value if left out.")
@click.option("--size", type=int, default=SIZE, show_default=True, help="How many values of each.")
@click.option("--by", type=click.Choice(["profit", "cash", "npv"]), default="profit", show_default=True, help="What is counted.")
@_words.shortfall_option
@_words.page_option
@_words.json_option
def command(plan: str, scenario: str, against: str | None, to: str | None, as_json: bool, **asked: Any) -> None:
    """Map what a scenario saves over two inputs at once: where it is cheaper, where not, and where we are now."""
    page, read = checked_page(to) if to else None, read_plan(plan)
    across, up = Axis(asked.pop("x"), asked.pop("x_between")), Axis(asked.pop("y"), asked.pop("y_between"))
    held = read_scenario(read, against) if against else None
    answer = decision_map(read, read_scenario(read, scenario), held, across, up, **asked)
    if page:
        write_answer(page, "Decision map", plan, [scenario], answer)
    if as_json:
        return _words.print_json(_as_json(answer))
    click.echo(f"{answer}\n\n{table(answer)}")
    if page:
        click.echo(f"\nThe map is in {page}.")


def _as_json(answer: DecisionMap) -> dict[str, Any]:
    return {
        **_words.headed(answer, "by", "saving_now", "cheaper_share"),
        "shortfall": _words.absorbed(answer),
        "x": _side(answer.across, answer.across_values),
        "y": _side(answer.up, answer.up_values),
        "savings": [list(row) for row in answer.savings],
    }


def _side(one: Input, values: tuple[float, ...]) -> dict[str, Any]:
    return {"input": one.path, "unit": one.unit, "now": one.told(one.now), "values": [one.told(value) for value in values]}
