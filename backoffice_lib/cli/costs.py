"""backoffice costs: which costs are counted?"""

from __future__ import annotations

import click

from backoffice_lib.cli import _words
from backoffice_lib.views.catalogue import all_costs, cost_table


@_words.command("costs", "backoffice costs")
@_words.json_option
def command(as_json: bool) -> None:
    """List the cost categories, what each is, and which are rates on others."""
    if as_json:
        facts = ("name", "sentence", "recurrence")
        _words.print_json([{fact: getattr(cost, fact) for fact in facts} | {"on": cost.on} for cost in all_costs()])
    else:
        click.echo(str(cost_table()))
