"""backoffice history: what ran, when, with what result?"""

from __future__ import annotations

import click

from backoffice_lib.cli import _words
from backoffice_lib.reports.archive import Archive
from backoffice_lib.reports.archive.history import history, write_page


@_words.command("history", "backoffice history reports")
@click.argument("folder", metavar="DIR")
@_words.json_option
def command(folder: str, as_json: bool) -> None:
    """List every run of the reports in DIR, the newest first, and write index.html there to browse them."""
    archive = Archive.existing(folder)
    found = history(archive)
    page = "not written, as you may only read this folder" if archive.index.read_only else write_page(found)
    if as_json:
        return _words.print_json({"answer": str(found), "runs": [one.as_json() for one in found.entries]})
    click.echo(str(found))
    if found.entries:
        click.echo(f"\n{found.table()}\n\npage: {page}")
