"""What the tests of documents are made from: outputs as a notebook keeps them, and names that try to be more than names."""

from __future__ import annotations

import json

import nbformat

from backoffice_lib.views.tables import Table

HOSTILE = (
    "=cmd|'/c calc'!A0", "+44 20 7946", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1+1", "＋1", "－1", "＠A1",
    "'=1+1", "''=1+1", "'plain", '"=1+1"', "=1,2", "007", "3/4", "http://evil/?x", "external:\\\\srv\\x", "mailto:x@example.org",
    "{=1+1}", "1\u00a0000", " =1", "a\r\nb",
)


def displayed(table: Table):
    """A table as a notebook keeps it after its cell has run."""
    data = {"text/html": table._repr_html_(), "text/plain": str(table), **table._repr_mimebundle_()}
    return nbformat.v4.new_output("display_data", json.loads(json.dumps(data)))
