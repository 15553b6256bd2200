"""The firm's own books beside the costs of ledgers: which cost of a plan an entry in the books is held against."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from backoffice_lib.basics.errors import listed
from backoffice_lib.basics.months import Month
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.accounts import Accounts, labels_of
from backoffice_lib.ledger.disclosure import together
from backoffice_lib.plan import Actual
from backoffice_lib.plan.actuals import WHERE_BOOKED

BookedOn = tuple[str, ...]
"""Where a cost is booked and what it is, in the order of WHERE_BOOKED; blank where nothing says."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Cell:
    """A row of a posting in the profit view, draw 0, by month: where it is booked, and quantity × price × index.

    line, row: which of the ledger's lines, and which row of that.
    """

    booked_on: BookedOn
    unit: str
    currency: str
    quantity: np.ndarray
    price: np.ndarray
    index: np.ndarray
    amount: np.ndarray
    line: int
    row: int


@dataclass(frozen=True)
class Entry:
    """An entry of the books in a month of the plan, in plan currency.

    index: what the books say that prices had become, else None; times: by how much the exchange rate it was booked at differs from the plan's.
    rate: at which its currency became the plan's. actual: as it is written.
    """

    month: int
    booked_on: BookedOn
    amount: float
    quantity: float | None
    unit: str
    currency: str
    index: float | None
    times: float
    rate: float
    actual: Actual


def cells(ledger: Ledger, calendar: Sequence[Month]) -> list[Cell]:
    """The costs of a ledger over some months; what it does not have of them is nothing."""
    accounts = Accounts(ledger.plan.accounts)
    return list(_cells(ledger, accounts, np.array([month - ledger.plan.start for month in calendar], dtype=int)))


def _cells(ledger: Ledger, accounts: Accounts, months: np.ndarray) -> Iterator[Cell]:
    there = (0 <= months) & (months < ledger.plan.months)
    at = np.where(there, months, 0)

    def over(values: np.ndarray, row: int) -> np.ndarray:
        """The values of a row in the months asked for, whatever axes they share."""
        row, path = min(row, values.shape[1] - 1), values[:, :, 0]
        return np.where(there, np.broadcast_to(path[:, row], ledger.plan.months)[at] if len(path) == 1 else path[at, row], 0.0)

    seen = set(map(id, ledger.seen_in("profit")))
    for number, line in enumerate(ledger.lines):
        if id(line) not in seen:
            continue
        posting = line.posting
        for row, labels in enumerate(labels_of(line)):
            if line.amount[:, row, 0].any():
                index = ledger.escalators.product(posting.indices[row])[:, :1, None]
                yield Cell(
                    (*accounts.leads_to(labels), *labels),
                    posting.unit,
                    posting.subjects.currencies[row],
                    over(posting.quantity, row),
                    over(posting.price, row),
                    over(index, 0),
                    over(line.amount, row),
                    number,
                    row,
                )


def entries(ledger: Ledger, actuals: Iterable[Actual]) -> list[Entry]:
    """The actuals in the months of a ledger's plan; foreign money at the rate it was booked at, else at the plan's of the month.

    In a plan without accounts.csv an actual that says its category goes by that, whatever its account.
    """
    plan, rates, found = ledger.plan, {}, []
    for actual in actuals:
        month, rate, booked = actual.month - plan.start, 1.0, 1.0
        if not 0 <= month < plan.months:
            continue
        if actual.currency not in ("", plan.currency):
            if actual.currency not in rates:
                rates[actual.currency] = ledger.escalators.product([actual.currency])[:, 0]
            rate = float(rates[actual.currency][month])
            booked = actual.exchange_rate or rate
        booked_on = actual.booked_on if plan.accounts or not actual.category else ("", "", "", *actual.booked_on[3:])
        found.append(
            Entry(
                month, booked_on, actual.amount * booked, actual.quantity, actual.unit,
                actual.currency or plan.currency, actual.index, booked / rate, booked, actual,
            )
        )
    return found


def fits(asked: BookedOn, has: BookedOn) -> bool:
    """Whether a cost is one that an entry may speak of."""
    return all(one in ("", other) for one, other in zip(asked, has, strict=True))


def of(booked_on: BookedOn, name: str) -> str:
    """One of the things said of where a cost is booked: its account, its function …"""
    return booked_on[WHERE_BOOKED.index(name)]


def named(booked_on: BookedOn, by: str) -> str:
    """What a cost is called by account, function …: `no account` where it has none."""
    return of(booked_on, by) or f"no {by.replace('_', ' ')}"


def joined(ledger: Ledger, key: Callable[[BookedOn], Key]) -> dict[Key, tuple[Key, ...]]:
    """For each name of costs in a ledger, those it must be shown with, so that nobody's pay can be told."""
    accounts = Accounts(ledger.plan.accounts)
    return together([ledger], lambda line: [key((*accounts.leads_to(labels), *labels)) for labels in labels_of(line)])


class Groups:
    """What entries and costs are shown under, by account, category, function …

    Where entries do not say what is asked for, the costs on their account do; if these are of several, the several are one group,
    since the books do not tell them apart. costs: where the costs of every ledger are booked. joined: names that must be shown
    together, so that nobody's pay can be told.
    """

    def __init__(self, by: str, costs: Iterable[BookedOn], booked: Iterable[BookedOn], joined: Iterable[Iterable[str]]):
        self._by, self._costs = by, tuple(dict.fromkeys(costs))
        self._members = {name: frozenset([name]) for name in (named(cost, by) for cost in self._costs)}
        self._join(joined)
        self._small = {name for name, all_of in self._members.items() if len(all_of) > 1}
        self._names = {one: self._names_of(one) for one in dict.fromkeys(booked)}
        self._join(self._names.values())

    def _join(self, several: Iterable[Iterable[str]]) -> None:
        for names in several:
            together = frozenset().union(*(self._members.get(name, {name}) for name in names))
            self._members |= dict.fromkeys(together, together)

    def of_cost(self, booked_on: BookedOn) -> str:
        """The group of a cost."""
        return self._shown(named(booked_on, self._by))

    def of_entry(self, booked_on: BookedOn) -> str:
        """The group of an entry."""
        return self._shown(self._names[booked_on][0])

    def together(self) -> Iterator[str]:
        """Why groups of several are shown together, in words."""
        several = {self._shown(name): all_of for name, all_of in self._members.items() if len(all_of) > 1}
        for shown, names in sorted(several.items()):
            why = "one of them has too few people to show what they are paid" if names <= self._small else "the books do not tell them apart"
            yield f"{shown} are shown together: {why}"

    def _shown(self, name: str) -> str:
        return listed(sorted(self._members[name]), 4)

    def _names_of(self, booked_on: BookedOn) -> list[str]:
        """What an entry says of itself, or the costs that it fits; of one that fits none, those on its account or of its category."""
        if own := of(booked_on, self._by):
            return [own]
        name = "account" if of(booked_on, "account") else "category"
        exact = [cost for cost in self._costs if fits(booked_on, cost)]
        found = exact or [cost for cost in self._costs if of(cost, name) == of(booked_on, name)]
        return list(dict.fromkeys(named(cost, self._by) for cost in found)) or [f"{of(booked_on, name)}, not in the plan"]
