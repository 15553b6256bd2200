"""backoffice levers: what could we change?"""

from __future__ import annotations

import click

from backoffice_lib import levers as all_levers
from backoffice_lib.cli import _words
from backoffice_lib.views.catalogue import lever_fields, lever_schemas, lever_table


@_words.command("levers", "backoffice levers remote_work")
@click.argument("lever", required=False)
@_words.json_option
def command(lever: str | None, as_json: bool) -> None:
    """List the levers, or the fields of one with their units; --json prints JSON Schemas."""
    if as_json:
        _words.print_json(lever_schemas([lever] if lever else all_levers.by_word()))
    elif lever:
        text, fields = lever_fields(lever)
        click.echo(f"{text}\n\n{fields}")
    else:
        click.echo(str(lever_table()))
