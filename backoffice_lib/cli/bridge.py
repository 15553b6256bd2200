"""backoffice bridge: where does a saving come from?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from backoffice_lib.analyses.bridge import WAYS, Bridge, bridge
from backoffice_lib.cli import _frozen, _words
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import table

_DASHED = {"shares": "shares", "in-order": "in order", "alone": "alone"}


@_words.command("bridge", "backoffice bridge meridian --scenario hybrid_two_days")
@_words.plan_argument
@click.option("--scenario", required=True, help="The scenario it leads to.")
@click.option("--from", "start", help="The scenario it starts from; today if left out, for a frozen scenario the plan as it was kept.")
@click.option("--by", type=click.Choice(WAYS["by"]), default="initiative", show_default=True, help="What the bars are; a factor is volume, price, rate or an index.")
@click.option("--how", type=click.Choice(list(_DASHED)), default="shares", show_default=True, help="Fair shares of what they do together, one after another, or each alone.")
@click.option("--view", type=click.Choice(WAYS["view"]), default="profit", show_default=True, help="When a cost belongs, or when it is paid.")
@_words.unmasked_option
@_words.json_option
def command(plan: str, scenario: str, start: str | None, as_json: bool, how: str, **asked: Any) -> int:
    """Build a bridge of cost: what each initiative contributes, or volume, price, rate and index, to the cent."""
    read = _words.read_plan(plan)
    end = read_scenario(read, scenario)
    ends = (read_scenario(read, start) if start else end.today, end)
    answer = bridge(read, *ends[::-1], how=_DASHED[how], **asked)
    if as_json:
        _words.print_json(_as_json(answer))
    else:
        _print(answer)
    return _frozen.told(read, *(simulate(read, one) for one in ends if one.frozen))


def _print(answer: Bridge) -> None:
    click.echo(f"{answer}\n\n{table(answer)}")
    if answer.by == "factor" and answer.bars:
        click.echo(f"\n{table(answer, 'category')}")
    if answer.pairs:
        click.echo(f"\n{table(answer, 'together')}")
    click.echo("".join(f"\n{one}" for one in answer.sentences))
    _words.print_notes(answer.notes)


def _as_json(answer: Bridge) -> dict[str, Any]:
    return {
        "answer": str(answer),
        **{name: getattr(answer, name) for name in ("plan", "scenario", "start", "currency", "months", "by", "how", "view")},
        "cost": {"before": answer.cost_before, "after": answer.cost_after},
        "change": answer.change,
        "bars": [
            {
                "name": bar.name,
                "place": bar.place,
                "change": bar.change,
                "alone": bar.alone,
                "standard_error": bar.standard_error,
                "by_category": dict(bar.by_category),
                "sentence": said,
            }
            for bar, said in zip(answer.bars, answer.sentences, strict=True)
        ],
        "acting_together": answer.together,
        "pairs": [asdict(pair) for pair in answer.pairs],
        "simulations": answer.simulations,
        "orders": answer.orders,
        "notes": list(answer.notes),
    }
