"""Options and printing that several commands share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import click

from backoffice_lib.files import plan_folder, shown_pay
from backoffice_lib.plan import Plan
from backoffice_lib.plan.policies import SMALLEST_PAY_GROUP_HEADS

UNMASKED = f"unmasked: what groups of fewer than {SMALLEST_PAY_GROUP_HEADS} people are paid is shown"
_UNMASKED = "backoffice_lib.unmasked"

plan_argument = click.argument("plan")
json_option = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")

shortfall_option = click.option(
    "--shortfall",
    type=click.Choice(["vendor_adds_people", "backfill_at_home", "backlog"]),
    help="Who makes up for what vendors' people do less; as each vendor of the plan says if left out.",
)

page_option = click.option("--to", metavar="FILE.html", help="Write sentence, chart and table to a page that opens in any browser.")


def unmasked_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The flag by which somebody asks to see the pay of small groups too; `read_plan` heeds it."""

    def remember(context: click.Context, _: click.Parameter, asked: bool) -> None:
        context.meta[_UNMASKED] = asked

    told = f"Show what groups of fewer than {SMALLEST_PAY_GROUP_HEADS} people are paid, too; the answer says so."
    return click.option("--unmasked", is_flag=True, expose_value=False, callback=remember, help=told)(command)


def unmasked() -> bool:
    """Whether the pay of small groups was asked for."""
    return bool(click.get_current_context().meta.get(_UNMASKED))


def say_unmasked() -> None:
    """Says that the pay of small groups is shown, where it was asked for."""
    if unmasked():
        click.echo(UNMASKED, err=True)


def read_plan(place: str) -> Plan:
    """The plan, with the pay of small groups to be shown where it was asked for. Raises InputProblems."""
    plan = plan_folder.read_plan(place)
    say_unmasked()
    return shown_pay.unmasked(plan) if unmasked() else plan


def example(text: str) -> str:
    """The end of a command's help: an example to copy."""
    return f"\b\nExample:\n  {text}"


def command(name: str, example_of_use: str) -> Callable[[Callable[..., Any]], click.Command]:
    """A command of this name whose help ends with an example."""
    return click.command(name, epilog=example(example_of_use))


def print_json(answer: Any) -> None:
    """Prints an answer as JSON; one that shows the pay of small groups is marked."""
    click.echo(json.dumps({"unmasked": True, **answer} if unmasked() else answer, indent=2, ensure_ascii=False))


def headed(answer: Any, *more: str) -> dict[str, Any]:
    """What the JSON of a comparison begins with: its sentence, what it is of, and some more of its fields."""
    of = ("plan", "scenario", "against", "currency", "months", *more)
    return {"answer": str(answer), **{name: getattr(answer, name) for name in of}}


def print_notes(notes: Iterable[str]) -> None:
    """Prints what the reader should know besides the answer."""
    for note in notes:
        click.echo(f"note: {note}")


def absorbed(answer: Any) -> dict[str, str]:
    """Of an answer, who makes up for what each vendor's people do less."""
    return {one.vendor: one.shortfall for one in answer.absorbed}
