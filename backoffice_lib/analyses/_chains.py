"""The rows of two ledgers side by side, each as the chain of its factors: quantity × price × indices, and rates on such.

A row that is in one ledger only, or a month in which nothing is bought in one of them, differs in volume alone: from or to nothing, at
the price, the rate and the indices of the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from backoffice_lib.ledger import Booked, Ledger
from backoffice_lib.ledger.ledger import View
from backoffice_lib.plan.subjects import LABELS

VOLUME, PRICE, RATE = "volume", "price", "rate"
CLOSE = 1e-12

Key = tuple[str, ...]
Pair = tuple[np.ndarray, np.ndarray]
"""A factor before and after, each [month]."""


@dataclass(frozen=True)
class _Side:
    """A row in one of the ledgers, draw 0: its factors, each [month], indices by name, and its place in the ledger."""

    category: str
    quantity: np.ndarray
    price: np.ndarray
    indices: Mapping[str, np.ndarray]
    amount: np.ndarray
    currency: str
    line: Booked
    row: int


class Book:
    """The rows of a ledger by what they are for; `keys` is also in their order."""

    def __init__(self, ledger: Ledger):
        self._ledger, self._paths = ledger, {}
        self._at: dict[Key, tuple[Booked, int]] = {}
        self._keys: dict[int, list[Key]] = {}
        seen: Counter[Key] = Counter()
        for line in ledger.lines:
            posting = line.posting
            of_line = (line.category.name, posting.basis, posting.unit)
            for row, labels in enumerate(zip(*(posting.subjects.labels[label] for label in LABELS), strict=True)):
                key = (*of_line, *labels)
                seen[key] += 1
                key = (*key, str(seen[key]))
                self._at[key] = (line, row)
                self._keys.setdefault(id(posting), []).append(key)

    def spent(self, view: View) -> Iterator[Key]:
        """The rows of a view that cost something."""
        for line in self._ledger.seen_in(view):
            for row in np.flatnonzero(line.amount[:, :, 0].any(axis=0)):
                yield self._keys[id(line.posting)][row]

    def side(self, key: Key) -> _Side | None:
        """A row by its key; None where the ledger has none."""
        if key not in self._at:
            return None
        line, row = self._at[key]
        posting, months = line.posting, self._ledger.plan.months
        quantity, price = (np.broadcast_to(values[:, min(row, values.shape[1] - 1), 0], months) for values in (posting.quantity, posting.price))
        indices = {name: self._path(name) for name in posting.indices[row]}
        return _Side(line.category.name, quantity, price, indices, line.amount[:, row, 0], posting.subjects.currencies[row], line, row)

    def bases(self, side: _Side) -> Iterator[Key]:
        """The rows that a rate is on: those of the same subject in its bases, else of the same team, placement …"""
        posting, row = side.line.posting, side.row
        own = {kind: keys[row] for kind, keys in posting.subjects.refs.items() if keys[row]}
        for base in posting.bases or self._booked(posting.rate_on):
            refs, keys = base.subjects.refs, self._keys.get(id(base), ())
            if refs == posting.subjects.refs and len(keys) == len(posting.subjects):
                yield keys[row]
                continue
            for other, key in enumerate(keys):
                shared = [refs[kind][other] == name for kind, name in own.items() if kind in refs]
                if shared and all(shared):
                    yield key

    def _booked(self, categories: Iterable[str]) -> Iterator:
        return (line.posting for line in self._ledger.lines if line.category.name in categories and line.posting.basis != "cash")

    def _path(self, name: str) -> np.ndarray:
        if name not in self._paths:
            self._paths[name] = self._ledger.escalators.product((name,))[:, 0]
        return self._paths[name]


@dataclass(frozen=True)
class Chains:
    """All rows of two ledgers, matched."""

    before: Book
    after: Book
    _made: dict[Key, Chain] = field(default_factory=dict)

    def spent(self, view: View) -> Iterator[tuple[str, Chain]]:
        """Each row that costs something in either ledger, with its category."""
        for key in dict.fromkeys((*self.before.spent(view), *self.after.spent(view))):
            yield key[0], self.chain(key)

    def chain(self, key: Key) -> Chain:
        """A row of both ledgers; made once, since many rates may be on it."""
        if key not in self._made:
            sides = self.before.side(key), self.after.side(key)
            bases: dict[Key, None] = {}
            for book, side in zip((self.before, self.after), sides, strict=True):
                if side and side.line.posting.rate_on:
                    bases |= dict.fromkeys(book.bases(side))
            self._made[key] = Chain.of(sides, [self.chain(base) for base in bases])
        return self._made[key]


@dataclass(frozen=True)
class Chain:
    """One row in both ledgers. price is the rate where it is one on `bases`; earned: of which months the base is, [month, month]."""

    quantity: Pair
    price: Pair
    indices: Mapping[str, Pair]
    bases: tuple[Chain, ...]
    earned: np.ndarray | None

    @staticmethod
    def of(sides: tuple[_Side | None, _Side | None], bases: Iterable[Chain]) -> Chain:
        """The two sides of a row, of which one may be missing."""
        one, other = sides[0] or sides[1], sides[1] or sides[0]
        quantity = tuple(np.zeros_like(one.quantity) if side is None else side.quantity for side in sides)
        names = dict.fromkeys((*one.indices, *other.indices))
        price = one.price, other.price
        if one.currency != other.currency:
            # prices in two currencies are compared in that of the plan
            price = tuple(side.price * side.indices.get(side.currency, 1.0) for side in (one, other))
            names = {name: None for name in names if name not in (one.currency, other.currency)}
        full = np.ones_like(one.amount)
        indices = {name: (one.indices.get(name, full), other.indices.get(name, full)) for name in names}
        filled = {name: _filled(pair, quantity) for name, pair in indices.items()}
        earned = other.line.posting.earned
        return Chain(quantity, _filled(price, quantity), filled, () if None in sides else tuple(bases), earned)

    @cached_property
    def differs(self) -> dict[str, np.ndarray]:
        """The factors in which the two sides differ, with the months in which they do, [month]; those of the bases too."""
        found = {VOLUME: _apart(self.quantity), PRICE: _apart(self.price)}
        if self.bases:
            found = {name: self._earned(months) for name, months in self._of_bases.items()}
            found[RATE] = found.get(RATE, False) | _apart(self.price)
            found[VOLUME] = found.get(VOLUME, False) | self._within[2] | (_apart(self.quantity) & ~self._follows)
        for name, pair in self.indices.items():
            found[name] = found.get(name, False) | _apart(pair)
        return {name: months for name, months in found.items() if months.any()}

    def value(self, new: frozenset[str]) -> np.ndarray:
        """The amount with some factors as they are after and the others as they are before, [month]."""
        return self._values(new.intersection(self.differs))

    def _values(self, new: frozenset[str]) -> np.ndarray:
        if new not in self._known:
            amount = _of(self.price, RATE if self.bases else PRICE, new) * self._quantity(new)
            for name, pair in self.indices.items():
                amount = amount * _of(pair, name, new)
            self._known[new] = amount
        return self._known[new]

    @cached_property
    def _known(self) -> dict[frozenset[str], np.ndarray]:
        return {}

    def _quantity(self, new: frozenset[str]) -> np.ndarray:
        own = _of(self.quantity, VOLUME, new)
        if not self.bases:
            return own
        return np.where(self._follows, self._part(new) * self._base(new), own)

    def _base(self, new: frozenset[str]) -> np.ndarray:
        return self._earned(sum(base.value(new) for base in self.bases))

    def _earned(self, months: np.ndarray) -> np.ndarray:
        """What is of the months whose base counts."""
        if self.earned is None:
            return months
        return (self.earned @ months) if months.dtype != bool else (self.earned @ months) > 0

    @cached_property
    def _both(self) -> Pair:
        """The base before and after."""
        return self._base(frozenset()), self._base(frozenset(self._of_bases))

    @cached_property
    def _of_bases(self) -> dict[str, np.ndarray]:
        found: dict[str, np.ndarray] = {}
        for base in self.bases:
            for name, months in base.differs.items():
                found[name] = found.get(name, False) | months
        return found

    @cached_property
    def _follows(self) -> np.ndarray:
        """The months in which the quantity is a part of the base; in the others it stands by itself."""
        sides = zip(self._both, self.quantity, strict=True)
        return np.logical_and.reduce([(base != 0) | (quantity == 0) for base, quantity in sides])

    @cached_property
    def _parts(self) -> Pair:
        """Which part of the base the quantity is, before and after: all pay, or what of it falls into a band."""
        sides = zip(self._both, self.quantity, strict=True)
        parts = [np.divide(quantity, base, out=np.zeros_like(base), where=base != 0) for base, quantity in sides]
        return _filled(tuple(parts), self._both)

    @cached_property
    def _within(self) -> tuple[np.ndarray, dict[str, np.ndarray], np.ndarray]:
        """Where the part of the base differs; by which factor of the base it then moves, pay a head before all; and where by none of them but volume."""
        apart = _apart(self._parts, 1e-9) & self._follows
        left, moving = apart, {}
        rank = {PRICE: 0, RATE: 2}
        for name in sorted(self._of_bases.keys() - {VOLUME}, key=lambda name: rank.get(name, 1)):
            moving[name] = left & self._earned(self._of_bases[name])
            left = left & ~moving[name]
        return apart, moving, left

    def _part(self, new: frozenset[str]) -> np.ndarray:
        before, after = self._parts
        _, moving, left = self._within
        moved = left if VOLUME in new else np.zeros_like(left)
        for name, months in moving.items():
            moved = moved | (months if name in new else False)
        return np.where(moved, after, before)


def _filled(pair: Pair, bought: Pair) -> Pair:
    """A price before and after, where nothing is bought that of the other side."""
    (before, after), (some, more) = pair, (bought[0] != 0, bought[1] != 0)
    return np.where(~some & more, after, before), np.where(more, after, before)


def _apart(pair: Pair, close: float = CLOSE) -> np.ndarray:
    before, after = pair
    return np.abs(after - before) > close * np.maximum(np.abs(before), np.abs(after))


def _of(pair: Pair, name: str, new: frozenset[str]) -> np.ndarray:
    return pair[1] if name in new else pair[0]
