"""backoffice diff-runs: which inputs and figures differ between two runs?"""

from __future__ import annotations

from dataclasses import asdict

import click

from backoffice_lib.cli import _words
from backoffice_lib.reports.archive.diff_runs import diff_runs


@_words.command("diff-runs", "backoffice diff-runs reports/board/2026-10 reports/board/2026-11")
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@_words.json_option
def command(old: str, new: str, as_json: bool) -> None:
    """List what run B was made from otherwise than run A, and every figure of their tables that is not the same; A and B are folders of runs, or of periods for the last run of each."""
    answer = diff_runs(old, new)
    if as_json:
        runs = {name: {"run": one.run, "report": one.report, "period": one.period} for name, one in (("old", answer.old), ("new", answer.new))}
        parts = {name: [asdict(one) for one in getattr(answer, name)] for name in ("inputs", "figures")}
        files = [{"name": name, "what": what} for name, what in answer.files]
        return _words.print_json({"answer": str(answer), **runs, "files": files, **parts, "settings": [one.model_dump(mode="json") for one in answer.settings]})
    click.echo(str(answer))
    for heading, table in answer.parts():
        click.echo(f"\n{heading}\n{table}")
