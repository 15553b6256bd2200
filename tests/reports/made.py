"""What the tests of documents are made from: outputs as a notebook keeps them, and names that try to be more than names."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import nbformat

from backoffice_lib.reports.documents import Cover
from backoffice_lib.views.tables import Column, Table
from tests.notebooks.made import PASTED, bars, code, notebook, parameters, printed, shown, words

HOSTILE = (
    "=cmd|'/c calc'!A0", "+44 20 7946", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1+1", "＋1", "－1", "＠A1",
    "'=1+1", "''=1+1", "'plain", '"=1+1"', "=1,2", "007", "3/4", "http://evil/?x", "external:\\\\srv\\x", "mailto:x@example.org",
    "{=1+1}", "1\u00a0000", " =1", "a\r\nb",
)


def displayed(table: Table):
    """A table as a notebook keeps it after its cell has run."""
    data = {"text/html": table._repr_html_(), "text/plain": str(table), **table._repr_mimebundle_()}
    return nbformat.v4.new_output("display_data", json.loads(json.dumps(data)))


COVER = Cover("What does it cost?", "meridian", ("remote",), date(2026, 11, 1), date(2026, 11, 22), "It costs 12 EUR.")
FAILED = replace(COVER, failed_checks=("parts = whole", PASTED))
COSTS = Table((Column("Team"), Column("cost (EUR)", "money"), Column("share", "share"), Column("due", "when")), (
    ("=audit", 12.345678901234567, 0.25, "2027-01"), (PASTED, -3.0, None, "never"), ("total", 9.345678901234567, None, "")), total=True)


def executed(**metadata):
    """A report as its run leaves it: with what the runner put into it, a widget, a warning, and a team that tries to be a program."""
    made = notebook(
        words("# What does it cost?\n\nOver three years.\n\n### Notes\n\nNone."), parameters(),
        code("plan = '/home/somebody/plan'", "injected-parameters"), code("nonce", "before-all", outputs=[printed("nonce")]),
        code("print(answer)", "answer", outputs=[printed("It costs 12 EUR.")]),
        words("## By team"), code("costs", outputs=[displayed(COSTS), printed("/home/x.py: careful", "stderr")]),
        words("## By month"), code("chart", outputs=[shown(figure=bars("Rent", PASTED), text="Figure")]),
        code("slider", outputs=[nbformat.v4.new_output("display_data", {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "IntSlider()"})]),
        code("nonce", "after-all", outputs=[printed("nonce")]),
    )
    for at, cell in enumerate(made.cells):
        cell.id = f"cell-{at}"
        if cell.cell_type == "code":
            cell.execution_count = at
            cell.metadata["papermill"] = {"start_time": "2026-11-22T06:00:00"}
    made.metadata |= {"papermill": {"parameters": {"plan": "/home/somebody/plan"}}, "widgets": {"state": {}}, **metadata}
    return nbformat.from_dict(made)
