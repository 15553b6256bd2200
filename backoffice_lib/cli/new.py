"""backoffice new: a plan folder to start from."""

from __future__ import annotations

import shlex

import click

from backoffice_lib.cli import _words
from backoffice_lib.files.starting import start_plan


@_words.command("new", "backoffice new my-city --template roster")
@click.argument("folder", metavar="DIR")
@click.option("--template", default="remote_accountants", show_default=True, help="The plan or template to start from.")
def command(folder: str, template: str) -> None:
    """Make a plan folder to start from; the templates `roster` and `leases` start from your own exports."""
    made = start_plan(folder, template)
    click.echo(f"{made} is ready. Edit its files, then: backoffice check {shlex.quote(made.as_posix())}")
