"""backoffice audit: was any run changed, deleted or added since?"""

from __future__ import annotations

from dataclasses import asdict

import click

from backoffice_lib.cli import _words
from backoffice_lib.reports.archive import Archive
from backoffice_lib.reports.archive.audit import audit, rebuild

CHECK_FAILED = 3


@_words.command("audit", "backoffice audit reports")
@click.argument("folder", metavar="DIR")
@click.option("--head", default="", metavar="HASH", help="A head noted down earlier: are all runs up to it still there and unchanged?")
@click.option("--rebuild", "anew", is_flag=True, help="Make the index anew from the folders first; the old one is kept aside.")
@click.option("--give-up", "run", metavar="RUN", help="First give up a run that another machine began and will not end.")
@_words.json_option
def command(folder: str, head: str, anew: bool, run: str | None, as_json: bool) -> int:
    """Look at every file of every run in DIR, at the chain of certificates and at the index; exit 3 when anything is not as it was written."""
    if anew:
        rebuild(folder)
    if run:
        Archive.existing(folder).give_up(run)
    answer = audit(folder, head)
    if as_json:
        _words.print_json({"answer": str(answer), **asdict(answer)})
    else:
        click.echo("\n".join([*answer.problems, str(answer)]))
    return CHECK_FAILED if answer.problems else 0
