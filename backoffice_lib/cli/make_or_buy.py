"""backoffice make-or-buy: in house or under contract, and up to which price?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from backoffice_lib.analyses.make_or_buy import MakeOrBuyAnswer, make_or_buy
from backoffice_lib.basics.money import exact, money, sentence
from backoffice_lib.cli import _words
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.views import table
from backoffice_lib.views.make_or_buy import why_line


@_words.command("make-or-buy", "backoffice make-or-buy a76_reference --scenario contract")
@_words.plan_argument
@click.option("--scenario", required=True, help="The scenario that places work with a vendor.")
@click.option("--line", type=click.IntRange(1, 18), help="Say of this line of the form how it is worked out, and where each figure is from.")
@_words.unmasked_option
@_words.json_option
def command(plan: str, scenario: str, line: int | None, as_json: bool) -> None:
    """In house or under contract: five comparisons with their break-even prices, and the form of OMB Circular A-76, line by line."""
    read = _words.read_plan(plan)
    answer = make_or_buy(read, read_scenario(read, scenario))
    if line and not as_json:
        asked = answer.line(line)
        amount = asked.amount if isinstance(asked.amount, str) else exact(asked.amount)
        return click.echo(f"Line {line}, {asked.label}: {amount}\n{sentence(asked.formula)}.\n\n{why_line(answer, line)}")
    if as_json:
        return _words.print_json(_as_json(answer))
    click.echo(f"{answer}\n\n{table(answer)}\n\n{table(answer, 'form')}")
    click.echo(f"\nWhat really stops less what comes, at present value: {money(answer.npv_of_avoidable_saving, answer.currency)}.")
    _words.print_notes(answer.notes)


def _as_json(answer: MakeOrBuyAnswer) -> dict[str, Any]:
    told = {name: getattr(answer, name) for name in ("plan", "scenario", "currency", "public_sector", "form", "edition", "incumbent", "contract_years")}
    return {
        "answer": str(answer),
        **told,
        "periods": list(answer.periods),
        "lenses": [asdict(lens) for lens in answer.lenses],
        "lines": {str(line.line): line.amount for line in answer.lines},
        "why": {str(line.line): asdict(line) for line in answer.lines},
        "standards": [{**one.__dict__, "in_force_from": str(one.in_force_from or "")} for one in answer.standards],
        "npv_of_avoidable_saving": answer.npv_of_avoidable_saving,
        "notes": list(answer.notes),
    }
