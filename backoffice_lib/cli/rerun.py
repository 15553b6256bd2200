"""backoffice rerun: make a run again, and say whether it is the same."""

from __future__ import annotations

import click

from backoffice_lib.cli import _ending, _words
from backoffice_lib.reports.rerun import rerun

CHECK_FAILED, OUR_FAULT = 3, 1


@_words.command("rerun", "backoffice rerun reports/monthly_report")
@click.argument("run", metavar="RUN")
@_words.json_option
def command(run: str, as_json: bool) -> int:
    """Make a run again from its certificate and the inputs kept in its archive; RUN is its folder, or one of several runs: then the last.

    Exit 0 when every table is the same byte for byte, 3 when one is not.
    """
    with _ending.tidily():
        answer = rerun(run)
    if as_json:
        _words.print_json({"answer": str(answer), "same": answer.same, "other": answer.other, "versions": answer.versions})
    else:
        click.echo(str(answer))
    if answer.ended.kind != "done":
        return OUR_FAULT
    return 0 if answer.is_same else CHECK_FAILED
