"""What ledgers of some draws come to, kept side by side with those of all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.errors import refuse
from backoffice_lib.ledger.ledger import Ledger
from backoffice_lib.ledger.present_value import cash_after_tax, npv_of


@dataclass(frozen=True)
class Sums:
    """What some draws cost: by category, [period, draw]; in cash after tax, [month, draw]; and the present value of that, [draw].

    bytes_of_each: the memory of figures of single subjects that one draw took; none where prices alone differ, and by no subject.
    """

    costs: Mapping[str, np.ndarray]
    cash: np.ndarray
    npv: np.ndarray
    bytes_of_each: float = 0.0


def summed(ledger: Ledger, firsts: Sequence[int]) -> Sums:
    """The sums of a ledger's draws over periods that begin in some months: what costs nothing in any of its draws is left out."""
    by_category = {name: _wide(ledger, _by_period(amounts, firsts)) for name, amounts in ledger.by_category().items() if amounts.any()}
    cash = cash_after_tax(ledger)
    return Sums(by_category, _wide(ledger, cash), _wide(ledger, npv_of(ledger.plan, cash)))


def _by_period(amounts: np.ndarray, firsts: Sequence[int]) -> np.ndarray:
    """Amounts by month, [month, draw], added up over periods; each month may be one."""
    return amounts if len(firsts) == len(amounts) else np.add.reduceat(amounts, firsts, axis=0)


def _wide(ledger: Ledger, amounts: np.ndarray) -> np.ndarray:
    return np.broadcast_to(amounts, (*amounts.shape[:-1], len(ledger.drivers.numbers)))


def joined(parts: Sequence[Sums]) -> Sums:
    """The sums of several parts, one after the other; what costs nothing in one of them may cost something in another."""
    names = dict.fromkeys(name for part in parts for name in part.costs)
    by_category = {}
    for name in names:
        rows = max(len(part.costs[name]) for part in parts if name in part.costs)
        found = [part.costs.get(name, np.zeros((1, 1))) for part in parts]
        by_category[name] = np.concatenate([np.broadcast_to(one, (rows, len(part.npv))) for one, part in zip(found, parts, strict=True)], axis=-1)
    return Sums(by_category, *(np.concatenate([getattr(part, name) for part in parts], axis=-1) for name in ("cash", "npv")))


class Kept:
    """The sums of all draws, as far as they are done; a category takes room once it costs anything."""

    def __init__(self, asked: int, periods: int, months: int):
        self.done, self._shape = 0, (periods, asked)
        self._costs: dict[str, np.ndarray] = {}
        self._cash, self._npv = np.empty((months, asked)), np.empty(asked)

    def add(self, some: Sums) -> None:
        """Keeps the next draws; those that fill up the last block are left out. Raises InputProblems for figures that are none."""
        _check_whole(some, self.done + 1, self._shape[0])
        here = slice(self.done, min(self.done + len(some.npv), self._shape[1]))
        count = here.stop - here.start
        for name, amounts in some.costs.items():
            self._costs.setdefault(name, np.zeros(self._shape))[:, here] = amounts[:, :count]
        self._cash[:, here], self._npv[here] = some.cash[:, :count], some.npv[:count]
        self.done = here.stop

    @property
    def sums(self) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
        """By category in the order of their names, [period, draw]; cash, [month, draw]; present value, [draw]."""
        by_category = {name: amounts[:, : self.done] for name, amounts in sorted(self._costs.items())}
        return by_category, self._cash[:, : self.done], self._npv[: self.done]


def _check_whole(some: Sums, first: int, periods: int) -> None:
    """Whether every draw has a figure for everything; first: the number of the first of them. Raises InputProblems."""
    count = len(some.npv)
    if any(amounts.shape != (periods, count) for amounts in some.costs.values()) or some.cash.shape[1:] != (count,):
        raise ValueError(f"draws {first} to {first + count - 1} are not whole")
    finite = np.isfinite(some.npv) & np.isfinite(some.cash).all(axis=0)
    for amounts in some.costs.values():
        finite &= np.isfinite(amounts).all(axis=0)
    if not finite.all():
        what = f"{count - finite.sum():,} of {count:,} come to no finite amount"
        raise refuse(f"draws {first} to {first + count - 1}", what, "look for an uncertain input that is far too large")
