"""Costs of the ledger as trees: rows, and in them month by month quantity × price × index, with the inputs of each factor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from backoffice_lib.analyses._rows import Book, Row, alike, cell, title
from backoffice_lib.analyses._tree import Node, added, made
from backoffice_lib.analyses._why_inputs import index_node, inputs_of, multiplied
from backoffice_lib.analyses._why_quantities import quantity_of
from backoffice_lib.basics.money import counted

MOST_FACTORS = 6000
"""So many amounts are shown with their factors; of more, rows are told, and one asks on."""


def costs(book: Book, where: Mapping[str, str], months: Sequence[int], id: str) -> Node:
    """What is booked for a category and labels in some months: the sum of its rows, by category where there are several."""
    return costs_of(book, book.spent(book.rows(where), months), months, id, where.get("category", ""))


def costs_of(book: Book, rows: Sequence[Row], months: Sequence[int], id: str, category: str = "", in_full: bool = True) -> Node:
    """What some rows cost in some months, by category where they are of several, or none is named. in_full: unless they are very many."""
    by_category: dict[str, list[Row]] = {}
    for row in rows:
        by_category.setdefault(book.labels[row]["category"], []).append(row)
    in_full = in_full and len(rows) * len(months) <= MOST_FACTORS
    if len(by_category) == 1 or category:
        return _sum(book, rows, months, id, category, in_full)
    parts = [_sum(book, some, months, f"{id}/{name}", name, in_full) for name, some in by_category.items()]
    return added(id, "cost", book.ledger.plan.currency, parts, changes=_changed(book, rows, months))


def _sum(book: Book, rows: Sequence[Row], months: Sequence[int], id: str, label: str, in_full: bool) -> Node:
    parts = [row_of(book, row, months, f"{id}/{book.names[row]}", in_full) for row in rows]
    return added(id, label or "cost", book.ledger.plan.currency, parts, changes=_changed(book, rows, months))


def _changed(book: Book, rows: Sequence[Row], months: Sequence[int]) -> tuple:
    """What each initiative made of what rows cost, to the cent."""
    return book.changes([round(cost, 2) + 0.0 for cost in book.amount_by_run(rows, months)])


def row_of(book: Book, row: Row, months: Sequence[int], id: str, in_full: bool = True, told: int | None = None) -> Node:
    """A row in one month or more; of several, each has its factors and the inputs are told once, as they are in the last that is paid, or another."""
    if len(months) == 1:
        return month_of(book, row, months[0], id)
    labels, amounts = book.labels[row], book.amounts(row)
    paid = [month for month in months if amounts[month]]
    last = (paid or months)[-1] if told is None else told
    about = {"of": labels_of(book, row), "changes": _changed(book, [row], months), "behind": tuple(inputs_behind(book, row, last, id))}
    if not in_full:
        about["note"] = f"{counted(len(paid), 'month')}; ask for less at once to see quantity × price × index of each"
        about["behind"] = (briefly(book, row, last, f"{id}/{book.months[last]}"), *about["behind"])
        return Node(id, title(labels), book.amount([row], months), book.ledger.plan.currency, **about)
    each = [briefly(book, row, month, f"{id}/{book.months[month]}") for month in paid]
    return added(id, title(labels), book.ledger.plan.currency, each, **about)


def labels_of(book: Book, row: Row) -> tuple[tuple[str, str], ...]:
    """Whose a row is: its category, and the labels it has."""
    return tuple((name, text) for name, text in book.labels[row].items() if text)


def briefly(book: Book, row: Row, month: int, id: str) -> Node:
    """A month of a row with its three factors alone."""
    posting, plan = book.line(row).posting, book.ledger.plan
    unit = posting.unit.replace("money", plan.currency, 1)
    price = Node(f"{id}/price", _price(book, row), cell(posting.price, month, row.subject), _per(book, row))
    quantity = Node(f"{id}/quantity", "quantity", cell(posting.quantity, month, row.subject), unit)
    indices = [index_node(book, name, month, f"{id}/index/{name}", told=False) for name in posting.indices[row.subject]]
    return made("product", id, book.months[month], plan.currency, (quantity, price, *indices))


def inputs_behind(book: Book, row: Row, month: int, id: str) -> Iterator[Node]:
    """The inputs of all factors of a row in a month."""
    posting, (quantity, price) = book.line(row).posting, _currencies(book, row)
    yield from inputs_of(book, row, posting.quantity_from, month, f"{id}/quantity", quantity)
    yield from inputs_of(book, row, posting.price_from, month, f"{id}/price", price)
    yield from (index_node(book, name, month, f"{id}/index/{name}") for name in posting.indices[row.subject])


def month_of(book: Book, row: Row, month: int, id: str) -> Node:
    """A row in one month: quantity × price × index, each back to its inputs."""
    posting, plan, (quantity_in, price_in) = book.line(row).posting, book.ledger.plan, _currencies(book, row)
    found = inputs_of(book, row, posting.price_from, month, f"{id}/price", price_in)
    values = [cell(run.ledger.lines[row.line].posting.price, month, row.subject, run.draw) for run in book.runs]
    price = multiplied(values[-1], (f"{id}/price", _price(book, row), _per(book, row)), found, changes=book.changes(values))
    indices = [index_node(book, name, month, f"{id}/index/{name}") for name in posting.indices[row.subject]]
    factors = (_quantity(book, row, month, f"{id}/quantity", quantity_in), price, *indices)
    labels, changes = book.labels[row], book.changes(book.amount_by_run([row], (month,)))
    return made("product", id, title(labels), plan.currency, factors, changes=changes, of=labels_of(book, row))


def _quantity(book: Book, row: Row, month: int, id: str, currency: str) -> Node:
    """The quantity of a row: the base it is a rate on, where that is all of it, or what it follows from."""
    posting = book.line(row).posting
    values = [cell(run.ledger.lines[row.line].posting.quantity, month, row.subject, run.draw) for run in book.runs]
    unit = posting.unit.replace("money", book.ledger.plan.currency, 1)
    more = {"changes": book.changes(values)}
    found = inputs_of(book, row, posting.quantity_from, month, id, currency)
    if not posting.rate_on:
        return quantity_of(book, row, month, (id, "quantity", unit), values[-1], found, **more)
    bases = [month_of(book, base, month, f"{id}/{book.names[base]}") for base in _base(book, row, month)]
    booked = added(f"{id}/base", f"{' and '.join(posting.rate_on)} booked", book.ledger.plan.currency, bases)
    if alike(booked.value, values[-1]):
        return made("sum", id, "quantity", unit, (booked,), behind=tuple(found), **more)
    return Node(id, "quantity", values[-1], unit, behind=(booked, *found), **more)


def _base(book: Book, row: Row, month: int) -> Iterator[Row]:
    """The rows that a rate is on: those of its base that are of the same team, placement …, and cost something in the month."""
    posting = book.line(row).posting
    own = {kind: keys[row.subject] for kind, keys in posting.subjects.refs.items() if keys[row.subject]}
    profit = book if book.view == "profit" else book.in_view("profit")
    for base in (base for category in posting.rate_on for base in profit.rows({"category": category})):
        refs = book.line(base).posting.subjects.refs
        shared = [refs[kind][base.subject] == key for kind, key in own.items() if kind in refs]
        if shared and all(shared) and any(book.amount_by_run([base], (month,))):
            yield base


def _price(book: Book, row: Row) -> str:
    return "rate" if book.line(row).posting.rate_on else "price"


def _per(book: Book, row: Row) -> str:
    """The unit of a price: money for one of what is counted."""
    posting = book.line(row).posting
    if posting.rate_on:
        return f"per {posting.unit.replace('money', book.ledger.plan.currency, 1)}"
    return f"{posting.subjects.currencies[row.subject]}/{posting.unit}"


def _currencies(book: Book, row: Row) -> tuple[str, str]:
    """The currencies that money among the inputs of a row is written in: of its quantity, and of its price."""
    subjects, plan = book.line(row).posting.subjects, book.ledger.plan
    teams = subjects.refs.get("team", ())
    paid_in = plan.record("team", teams[row.subject]).currency if teams and teams[row.subject] else ""
    return paid_in or plan.currency, subjects.currencies[row.subject]


def booked(book: Book, where: Mapping[str, str], months: Sequence[int]) -> float:
    """The same figure from the ledger, to the cent."""
    return round(book.amount(book.rows(where), months), 2) + 0.0
