"""Inputs of a figure in its tree: drivers with what each initiative made of them, fields of the plan, assumptions and indices."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from backoffice_lib.analyses._rows import Book, Row, alike, cell
from backoffice_lib.analyses._tree import Node, Source, made
from backoffice_lib.basics.money import counted
from backoffice_lib.drivers import DRIVERS
from backoffice_lib.ledger.sources import Input, driver_input, index_inputs, inputs

MONTHS_A_YEAR = 12.0


def inputs_of(book: Book, row: Row, names: Iterable[str], month: int, id: str, currency: str) -> list[Node]:
    """The inputs of these names behind a row in a month. currency: the money of theirs is written in."""
    found = inputs(book.ledger, book.line(row), names, row.subject, month)
    refs = book.line(row).posting.subjects.refs
    nodes = []
    for one in found:
        subject = refs[DRIVERS[one.name].kind][row.subject] if one.name in DRIVERS and one.status != "many" else ""
        nodes.append(_node(one, f"{id}/{one.name}", currency, _changes(book, one.name, subject, month)))
    return nodes


def _changes(book: Book, driver: str, subject: str, month: int) -> tuple:
    """What each initiative made of a driver of a subject in a month."""
    if not subject:
        return ()
    at = book.ledger.drivers.row(driver, subject)
    return book.changes([cell(run.ledger.drivers[driver], month, at, run.draw) for run in book.runs])


def _node(one: Input, id: str, currency: str = "", changes: tuple = ()) -> Node:
    unit = currency + one.unit.removeprefix("money") if currency and one.unit.startswith("money") else one.unit
    name = one.name if one.field in ("", one.name) else f"{one.name} ({one.field})"
    note = f"of {one.of}" if one.status == "many" else ""
    of = (("whose", one.of),) if one.of else ()
    value = float(one.value) if isinstance(one.value, int) else one.value
    return Node(id, name, value, unit, source=Source(one.place, one.field, one.source, one.status), changes=changes, note=note, of=of)


def driver_node(book: Book, driver: str, subject: str, month: int, id: str) -> Node:
    """A driver of a subject in a month: where it is written, and what each initiative made of it."""
    return _node(driver_input(book.ledger, driver, subject, month), id, changes=_changes(book, driver, subject, month))


def index_node(book: Book, name: str, month: int, id: str, told: bool = True) -> Node:
    """An index or exchange rate in a month; where told, with what it is made of."""
    behind = [_node(one, f"{id}/{one.name}") for one in index_inputs(book.ledger, name, month)] if told else ()
    value = float(book.ledger.escalators.product((name,))[month, 0])
    foreign = name in book.ledger.plan.names("currency")
    unit, label = (f"{book.ledger.plan.currency}/{name}", "exchange rate") if foreign else ("", "index")
    return Node(id, f"{label} {name}", value, unit, behind=tuple(behind), note=", ".join(_reviewed({one.label: one.value for one in behind})))


def _reviewed(of: Mapping[str, float | str | None]) -> Iterator[str]:
    """How an index follows the reviews of a rent, in words."""
    if every := of.get("rent_review_every_months"):
        yield f"reviewed every {counted(round(float(every)), 'month')} from {of['rent_review_from']}"
    if lag := of.get("index_lag_months"):
        yield f"by the index of {counted(round(float(lag)), 'month')} before"


def multiplied(value: float, name: tuple[str, str, str], found: Sequence[Node], **more) -> Node:
    """A price as the product of its inputs, by twelve where they are of a year; where it is none of these they stand behind it.

    name: its id, label and unit.
    """
    numbers = [one for one in found if isinstance(one.value, float)]
    product = math.prod(one.value for one in numbers)
    if numbers and len(numbers) == len(found):
        if alike(product, value):
            return made("product", *name, numbers, **more)
        if alike(product / MONTHS_A_YEAR, value):
            year = Node(f"{name[0]}/months", "months a year", MONTHS_A_YEAR, "months")
            whole = numbers[0] if len(numbers) == 1 else made("product", f"{name[0]}/a year", "a year", name[2], numbers)
            return made("quotient", *name, (whole, year), **more)
    return Node(*name[:2], value, name[2], behind=tuple(found), **more)


def given(record, field: str, id: str, unit: str, value: float, label: str = "") -> Node:
    """A field of a record as an input: where it is written, and what stands behind it."""
    source = Source(record.line_of(field), field, record.published(field), "" if record.line_of(field) else "unsourced")
    return Node(id, label or field, float(value) + 0.0, unit, source=source)
