"""The rows of the ledger behind a figure: their three factors, the inputs of each, and what every lever did to them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from backoffice_lib.basics.money import cents
from backoffice_lib.ledger import Booked, Ledger
from backoffice_lib.ledger.sources import Input, index_inputs, inputs
from backoffice_lib.plan.subjects import LABELS

Row = tuple[int, int]
"""A row of the book: which of its lines, and which subject of that line."""

CLOSE = 1e-9


@dataclass(frozen=True)
class Factors:
    """Quantity × price × index = amount; the amount in plan currency, to the cent."""

    quantity: float
    price: float
    index: float
    amount: float


@dataclass(frozen=True)
class InputChange:
    """An input before and after a lever."""

    name: str
    of: str
    unit: str
    before: float | str | None
    after: float | str | None


@dataclass(frozen=True)
class Effect:
    """What a lever did to a row: position counts the scenario's levers from 1, place is where it is written."""

    position: int
    lever: str
    place: str
    inputs: tuple[InputChange, ...]
    before: Factors
    after: Factors


@dataclass(frozen=True)
class IndexPart:
    """An index, or an exchange rate, by name: its value in the month, and what it is made of."""

    name: str
    value: float
    inputs: tuple[Input, ...]


@dataclass(frozen=True)
class Leaf:
    """One row of the ledger: quantity × price × index = amount, and where each came from.

    currency: of the price; the amount is in plan currency. rate_on: the categories the price is a rate on, in words, and
    base the rows of it. effects: of each lever that changed the row, in their order.
    """

    id: str
    category: str
    function: str
    team: str
    site: str
    vendor: str
    item: str
    mode: str
    quantity: float
    unit: str
    quantity_from: tuple[Input, ...]
    price: float
    currency: str
    price_from: tuple[Input, ...]
    index: float
    indices: tuple[IndexPart, ...]
    amount: float
    rate_on: str
    base: tuple[Leaf, ...]
    effects: tuple[Effect, ...]

    @property
    def title(self) -> str:
        """What the row is for: its item, team, vendor, function and site, each name once, and a mode that is not office."""
        names = dict.fromkeys(filter(None, (self.item, self.team, self.vendor, self.function, self.site)))
        mode = f" ({self.mode})" if self.mode not in ("", "office") else ""
        return (", ".join(names) or self.category) + mode


def rows_of(ledger: Ledger, category: str, labels: Mapping[str, str]) -> list[Row]:
    """The rows of a category, in the profit view, that carry these labels."""
    return [
        (at, row)
        for at, line in enumerate(ledger.lines)
        if line.category.name == category and line.posting.basis != "cash"
        for row in range(len(line.posting.subjects))
        if all(line.posting.subjects.labels[label][row] == text for label, text in labels.items())
    ]


def leaves_of(runs: Sequence[Ledger], rows: Iterable[Row], month: int) -> tuple[Leaf, ...]:
    """The rows in a month, each with its history: `runs` is the scenario after none, one … and all of its levers.

    Rows that cost nothing in any of them are left out, unless all are such. In each run the amounts add up to the cent.
    """
    histories = {row: [factors(run, row, month) for run in runs] for row in rows}
    spent = {row: history for row, history in histories.items() if any(abs(one.amount) > CLOSE for one in history)}
    histories = spent or histories
    rounded = [cents([history[at].amount for history in histories.values()]) for at in range(len(runs))]
    leaves = [
        _leaf(runs, row, month, [replace(one, amount=amounts[at]) for one, amounts in zip(history, rounded, strict=True)])
        for at, (row, history) in enumerate(histories.items())
    ]
    return tuple(_numbered(leaves))


def factors(ledger: Ledger, at: Row, month: int) -> Factors:
    """The factors of a row in a month, in draw 0, unrounded."""
    line, row = ledger.lines[at[0]], at[1]
    posting = line.posting
    index = math.prod(_index(ledger, name, month) for name in posting.indices[row])
    return Factors(_cell(posting.quantity, month, row), _cell(posting.price, month, row), index, _cell(line.amount, month, row))


def _leaf(runs: Sequence[Ledger], at: Row, month: int, history: list[Factors]) -> Leaf:
    ledger, (number, row) = runs[-1], at
    line, last = ledger.lines[number], history[-1]
    posting = line.posting
    labels = {label: posting.subjects.labels[label][row] for label in LABELS}
    named = [labels[label] for label in ("team", "site", "vendor", "item") if labels[label]]
    # the inputs of the scenario as it is: some have a say only once a lever has changed them
    found = [_inputs(run, line, row, month) for run in runs]
    return Leaf(
        id="/".join([str(ledger.plan.calendar[month]), line.category.name, *named]),
        category=line.category.name,
        **labels,
        quantity=last.quantity,
        unit=posting.unit,
        quantity_from=found[-1][0],
        price=last.price,
        currency=posting.subjects.currencies[row],
        price_from=found[-1][1],
        index=last.index,
        indices=tuple(IndexPart(name, _index(ledger, name, month), index_inputs(ledger, name)) for name in posting.indices[row]),
        amount=last.amount,
        rate_on=" and ".join(posting.rate_on),
        base=leaves_of(runs, _base(ledger, line, row), month) if posting.rate_on else (),
        effects=tuple(_effects(ledger, history, [(*quantity, *price) for quantity, price in found])),
    )


def _inputs(ledger: Ledger, line: Booked, row: int, month: int) -> tuple[tuple[Input, ...], tuple[Input, ...]]:
    """The inputs of the quantity and of the price; sums of money in the currency they are written in."""
    posting = line.posting
    teams = posting.subjects.refs.get("team", ())
    paid_in = ledger.plan.record("team", teams[row]).currency if teams and teams[row] else ""
    written_in = (paid_in or ledger.plan.currency, posting.subjects.currencies[row])
    quantity, price = (
        tuple(
            replace(one, unit=currency + one.unit.removeprefix("money")) if one.unit.startswith("money") else one
            for one in inputs(ledger, line, names, row, month)
        )
        for names, currency in zip((posting.quantity_from, posting.price_from), written_in, strict=True)
    )
    return quantity, price


def _base(ledger: Ledger, line: Booked, row: int) -> Iterator[Row]:
    """The rows that a rate is on: those of its base that are of the same team, placement …"""
    own = {kind: keys[row] for kind, keys in line.posting.subjects.refs.items() if keys[row]}
    for at, other in (place for category in line.posting.rate_on for place in rows_of(ledger, category, {})):
        refs = ledger.lines[at].posting.subjects.refs
        shared = [refs[kind][other] == key for kind, key in own.items() if kind in refs]
        if shared and all(shared):
            yield at, other


def _effects(ledger: Ledger, history: list[Factors], found: list[tuple[Input, ...]]) -> Iterator[Effect]:
    for at, lever in enumerate(ledger.levers):
        before, after = history[at], history[at + 1]
        changed = tuple(
            InputChange(new.name, new.of, new.unit, old.value, new.value)
            for old, new in zip(found[at], found[at + 1], strict=True)
            if not _alike(old.value, new.value)
        )
        same = all(_alike(getattr(before, name), getattr(after, name)) for name in ("quantity", "price", "index"))
        if changed or not same:
            yield Effect(at + 1, lever.word(), lever.line_of(), changed, before, after)


def _alike(one: float | str | None, other: float | str | None) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)
    return one == other


def _index(ledger: Ledger, name: str, month: int) -> float:
    return float(ledger.escalators.product((name,))[month, 0])


def _cell(array: np.ndarray, month: int, row: int) -> float:
    """Draw 0 of a month and row, where an array may be of length 1 in either; never -0."""
    return float(array[min(month, len(array) - 1), min(row, array.shape[1] - 1), 0]) + 0.0


def _numbered(leaves: list[Leaf]) -> Iterator[Leaf]:
    """The leaves with ids that nobody shares."""
    seen: dict[str, int] = {}
    for leaf in leaves:
        seen[leaf.id] = seen.get(leaf.id, 0) + 1
        yield leaf if seen[leaf.id] == 1 else replace(leaf, id=f"{leaf.id}/{seen[leaf.id]}")
