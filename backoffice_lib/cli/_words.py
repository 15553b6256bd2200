"""Options and printing that several commands share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import click

plan_argument = click.argument("plan")
json_option = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")


def example(text: str) -> str:
    """The end of a command's help: an example to copy."""
    return f"\b\nExample:\n  {text}"


def command(name: str, example_of_use: str) -> Callable[[Callable[..., Any]], click.Command]:
    """A command of this name whose help ends with an example."""
    return click.command(name, epilog=example(example_of_use))


def print_json(answer: Any) -> None:
    """Prints an answer as JSON."""
    click.echo(json.dumps(answer, indent=2, ensure_ascii=False))


def print_notes(notes: Iterable[str]) -> None:
    """Prints what the reader should know besides the answer."""
    for note in notes:
        click.echo(f"note: {note}")
