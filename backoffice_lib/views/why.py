"""Tables of the answer to `why`: the rows behind a figure, what each initiative did to it, and the inputs with their places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backoffice_lib.analyses._leaves import Leaf
from backoffice_lib.analyses.why import Why
from backoffice_lib.basics.money import figure
from backoffice_lib.views.tables import Column, Table, part_of, table


@table.register(Why)
def _(answer: Why, part: str = "") -> Table:
    return part_of({"rows": _rows, "initiatives": _initiatives, "inputs": _inputs}, answer, part)


def _rows(answer: Why) -> Table:
    columns = (
        Column("What for"),
        Column("quantity", "figure"),
        Column("unit"),
        Column("price", "figure"),
        Column("currency"),
        Column("index", "figure"),
        Column(f"amount ({answer.currency})", "money"),
    )
    rows = [(one.title, one.quantity, one.unit, one.price, one.currency, one.index, one.amount) for one in answer.leaves]
    blank: tuple[Any, ...] = ("total", None, "", None, "", None)
    return Table(columns, (*rows, (*blank, answer.amount)), total=True) if rows else Table(columns, ())


def _initiatives(answer: Why) -> Table:
    columns = (
        Column("Initiative"),
        Column("written in"),
        Column(f"before ({answer.currency})", "money"),
        Column(f"after ({answer.currency})", "money"),
        Column(f"change ({answer.currency})", "money"),
    )
    return Table(columns, tuple((one.lever, one.place, one.before, one.after, one.change) for one in answer.effects))


def _inputs(answer: Why) -> Table:
    columns = (Column("Input"), Column("of"), Column("value", "when"), Column("unit"), Column("written in"), Column("source"))
    rows = dict.fromkeys(row for leaf in answer.leaves for row in _input_rows(leaf))
    return Table(columns, tuple(rows))


def _input_rows(leaf: Leaf) -> Iterator[tuple[str, ...]]:
    """The inputs of a row, of its indices and of the rows it is a rate on, with the initiative that changed each last."""
    changed = {change.name: effect.place or effect.lever for effect in leaf.effects for change in effect.inputs}
    of_indices = (one for part in leaf.indices for one in part.inputs)
    for one in (*leaf.quantity_from, *leaf.price_from, *of_indices):
        value = figure(one.value) if isinstance(one.value, float) else one.value or ""
        places = filter(None, (one.place, changed.get(one.name, "")))
        yield one.name, one.of, value, one.unit, ", then ".join(places), one.source
    for base in leaf.base:
        yield from _input_rows(base)
