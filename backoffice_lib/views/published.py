"""Converted and restated amounts as tables."""

from __future__ import annotations

from backoffice_lib.analyses.convert import Conversion
from backoffice_lib.analyses.restate import Restatement
from backoffice_lib.views.tables import Column, Table, table


@table.register(Conversion)
def _(answer: Conversion, part: str = "") -> Table:
    columns = (Column("on", "when"), Column(answer.currency, "cents"), Column(answer.to, "cents"), Column("rate", "figure"))
    return Table(columns, ((answer.on, answer.given, answer.amount, answer.rate),))


@table.register(Restatement)
def _(answer: Restatement, part: str = "") -> Table:
    columns = (Column(f"of {answer.of}", "cents"), Column(f"in prices of {answer.to}", "cents"), Column(answer.index, "figure"))
    return Table(columns, ((answer.given, answer.amount, answer.growth),))
