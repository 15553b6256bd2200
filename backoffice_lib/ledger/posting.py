"""A posting: quantity × price × index of one cost, for every month, subject and draw."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from backoffice_lib.basics.same import of_the_same
from backoffice_lib.basics.sums import product, summed
from backoffice_lib.drivers import Escalators
from backoffice_lib.plan import Subjects


@dataclass(frozen=True)
class Posting:
    """What a cost category books for one kind of subject.

    quantity: [month, subject, draw], in `unit`, or what makes it when it is first asked for: where nothing is paid, few ask. price: money per unit, in each subject's currency,
    [month or 1, subject, draw]. indices: for each subject, the names of the indices its price follows,
    exchange rates included. quantity_from, price_from: the drivers behind the two.
    rate_on: the categories whose amounts are the quantity, or from which it follows, when the price is a rate. bases: the postings
    of them that it is on, all of them where left out; of the same subjects, row by row, else of rows with the same records.
    sum_of: postings of the same subjects, row by row, whose amounts together are the quantity, in the months that `earned` tells; so that it can be
    added up over subjects without being made.
    earned: for each month, the months whose base is in its quantity, [month, month]; its own where left out.
    basis: `accrual` when the cost belongs to the month, `cash` when it is paid in it, `both` where they coincide.
    """

    subjects: Subjects
    quantity: np.ndarray | Callable[[], np.ndarray]
    unit: str
    price: np.ndarray
    indices: tuple[tuple[str, ...], ...]
    quantity_from: tuple[str, ...]
    price_from: tuple[str, ...]
    rate_on: tuple[str, ...] = ()
    bases: tuple[Posting, ...] = ()
    sum_of: tuple[Posting, ...] = ()
    earned: np.ndarray | None = None
    basis: Literal["cash", "accrual", "both"] = "both"

    def __post_init__(self) -> None:
        if callable(self.quantity):
            self.__dict__["_made"] = self.__dict__.pop("quantity")

    def __getattr__(self, name: str) -> np.ndarray:
        """The quantity, when it is first asked for."""
        if name != "quantity" or "_made" not in self.__dict__:
            raise AttributeError(name)
        return self.__dict__.setdefault("quantity", self._made())

    def amount(self, escalators: Escalators) -> np.ndarray:
        """Quantity × price × index in plan currency, [month, subject, draw]; of length 1 in draw where nothing is paid."""
        if not self.price.any():
            return np.zeros((*np.broadcast_shapes(self.quantity.shape[:2], self.price.shape[:2]), 1))
        amount, rows = self.quantity * self.price, _alike(self.indices)
        paths = {names: escalators.product(names) for names in rows if names}
        width = max([amount.shape[2], *(path.shape[1] for path in paths.values())])
        if width > amount.shape[2]:
            amount = np.repeat(amount, width, axis=2)
        for names, path in paths.items():
            amount[:, rows[names]] *= path[:, None, :]
        return amount

    @cached_property
    def anything(self) -> bool:
        """Whether anything is booked in any month of any draw."""
        if not self.price.any():
            return False
        if self.price.all() and self.sum_of and self.earned is None:
            return any(base.anything for base in self.sum_of)
        return bool(self.quantity.any() if self.price.all() else (self.quantity * self.price).any())

    def sums(self, escalators: Escalators, of: Kinds | None = None) -> dict[Hashable, np.ndarray]:
        """What the amounts of all subjects of a kind come to, [month, draw]. of: the kind of each subject, such as its site; left out, all are
        one kind, None.

        Subjects that share their indices are added up as a product of quantity with price before the index is applied, so that the
        amounts of single subjects are never made.
        """
        return self._weighed(escalators, of, self.price)

    def _weighed(self, escalators: Escalators, of: Kinds | None, price: np.ndarray) -> dict[Hashable, np.ndarray]:
        """The same at another price."""
        if not price.any():
            return dict.fromkeys((None,) if of is None else of, np.zeros((len(escalators.values), 1)))
        found: dict[Hashable, np.ndarray] = {}
        if self.sum_of and not any(self.indices) and (self.earned is None or len(price) == 1):
            for base in self.sum_of:
                for kind, part in base._at_rate(escalators, of, price).items():
                    amount = part if self.earned is None else product(self.earned, part)
                    found[kind] = found[kind] + amount if kind in found else amount
            return found
        for rows, kinds, belongs in _together(of, self.indices):
            added = summed(belongs, self.quantity[:, rows], price[:, rows] if price.shape[1] > 1 else price)
            for (kind, names), part in zip(kinds, added.swapaxes(0, 1), strict=True):
                amount = part * escalators.product(names) if names else part
                found[kind] = found[kind] + amount if kind in found else amount
        return found

    def _at_rate(self, escalators: Escalators, of: Kinds | None, rate: np.ndarray) -> dict[Hashable, np.ndarray]:
        """Sums of a rate on its amounts, remembered: what is due on pay is so much as it is earned, and as much when it is paid."""
        which = (escalators, of, rate)
        if not self._last or any(one is not other for one, other in zip(self._last[0], which, strict=True)):
            self._last[:] = which, self._weighed(escalators, of, self.price * rate)
        return self._last[1]

    @cached_property
    def _last(self) -> list:
        return []


Kinds = Sequence[Hashable]
Rows = slice | list[int]
Kind = tuple[Hashable, tuple[str, ...]]


@of_the_same
def _alike(indices: tuple[tuple[str, ...], ...]) -> dict[tuple[str, ...], Rows]:
    """The rows that share their indices."""
    return _rows_of(indices)


@of_the_same
def _together(of: Kinds | None, indices: tuple[tuple[str, ...], ...]) -> tuple[tuple[slice, tuple[Kind, ...], np.ndarray], ...]:
    """The subjects that are of one kind and share their indices: a stretch of rows, the kinds in it, and who is of which, [kind, subject].

    Where those of each kind lie side by side, each is a stretch, so that figures are gone through once, whatever the number of kinds.
    """
    rows_of = _rows_of(list(zip((None,) * len(indices) if of is None else of, indices, strict=True)))
    if all(isinstance(rows, slice) for rows in rows_of.values()):
        return tuple((rows, (kind,), np.ones((1, rows.stop - rows.start))) for kind, rows in rows_of.items())
    belongs = np.zeros((len(rows_of), len(indices)))
    for at, rows in enumerate(rows_of.values()):
        belongs[at, rows] = 1.0
    belongs.setflags(write=False)
    return ((slice(None), tuple(rows_of), belongs),)


def _rows_of(kinds: Sequence[Hashable]) -> dict[Any, Rows]:
    """The rows of each kind; as a slice where they lie side by side, so that they are not copied."""
    rows: dict[Hashable, list[int]] = {}
    for row, kind in enumerate(kinds):
        rows.setdefault(kind, []).append(row)
    return {kind: slice(one[0], one[-1] + 1) if one[-1] - one[0] + 1 == len(one) else one for kind, one in rows.items()}
