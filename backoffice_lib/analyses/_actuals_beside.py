"""Locked plan, actuals, forecast and what-ifs side by side: one row a group, one column a month of the forecast's plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses._booked import BookedOn, Cell, Entry, Groups, cells, entries, joined, named, of
from backoffice_lib.analyses._shares_of_variance import Shares, shares
from backoffice_lib.basics.months import Month
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.disclosure import in_one

_KEYS = ("account", "category")
_IN_BOTH = ""


@dataclass(frozen=True)
class Beside:
    """Amounts by group and month, [group, month], in the order of names.

    in_year: the months of the fiscal year of the last close; closed: those up to it. shares: volume, price and index to date of
    each group that has any. together: which groups of several are shown as one, and why. other_units: units the plan does not count in.
    """

    names: tuple[str, ...]
    amounts: dict[str, np.ndarray]
    what_ifs: tuple[np.ndarray, ...]
    in_year: np.ndarray
    closed: np.ndarray
    shares: dict[str, tuple[float, float, float]]
    together: tuple[str, ...]
    other_units: tuple[str, ...]
    _booked: tuple[Entry, ...]
    _planned: tuple[Cell, ...]
    _forecast: tuple[Cell, ...]
    _groups: Groups
    _shares: tuple[Shares, ...]
    _shown_with: dict[str, tuple[str, ...]]

    @property
    def to_date(self) -> np.ndarray:
        return self.in_year & self.closed

    def of(self, what: str) -> np.ndarray:
        """The amounts of `locked`, `actual` or `forecast`."""
        return self.amounts[what]

    def entries_of(self, name: str) -> list[Entry]:
        """The entries of the books in a group."""
        return [entry for entry in self._booked if self._groups.of_entry(entry.booked_on) == name]

    def costs_of(self, name: str, what: str) -> list[Cell]:
        """The costs of `locked` or `forecast` in a group."""
        return [cost for cost in (self._forecast if what == "forecast" else self._planned) if self._groups.of_cost(cost.booked_on) == name]

    def shares_of(self, name: str) -> list[Shares]:
        """What of a group is volume, price and index, place by place and month by month."""
        return [one for one in self._shares if self._groups.of_entry(one.booked_on) == name]

    def unmatched(self) -> Iterator[tuple[str, str, float | None]]:
        """Accounts, or categories where the books give no account, that only the books or only the locked plan has, with their cost to date.

        Those by which it could be told what a few people are paid are one, and no cost is given where it is one with what both have.
        """
        to_date = np.flatnonzero(self.to_date)
        months = set(to_date.tolist())
        planned = {name: {of(cost.booked_on, name) for cost in self._planned} for name in _KEYS}
        covered = {_key(entry.booked_on) for entry in self._booked}
        here = (entry for entry in self._booked if entry.month in months)
        alone = ((key[1], entry.amount) for entry in here for key in [_key(entry.booked_on)] if key[1] not in planned[key[0]])
        yield from ((name, "books", amount) for name, amount in _sums(alone).items())
        rest = ((_alone(cost.booked_on, covered), float(cost.amount[to_date].sum())) for cost in self._planned)
        costs = _sums((in_one(self._shown_with[name]) if _IN_BOTH not in self._shown_with[name] else name, amount) for name, amount in rest if name != _IN_BOTH)
        hidden = {name for name, several in self._shown_with.items() if _IN_BOTH in several}
        yield from ((name, "plan", None if name in hidden else amount) for name, amount in costs.items() if amount)


def _key(booked_on: BookedOn) -> tuple[str, str]:
    """What an entry is known by: its account, or its category where it gives no account."""
    return next((name, found) for name in _KEYS if (found := of(booked_on, name)))


def _alone(booked_on: BookedOn, covered: Collection[tuple[str, str]]) -> str:
    """The account or category of a planned cost that no entry speaks of; nothing where one does."""
    return _key(booked_on)[1] if all((name, of(booked_on, name)) not in covered for name in _KEYS) else _IN_BOTH


def _sums(pairs: Iterable[tuple[str, float]]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for name, amount in pairs:
        sums[name] = sums.get(name, 0.0) + amount
    return {name: round(amount, 2) for name, amount in sorted(sums.items())}


def beside(locked: Ledger, forecast: Ledger, what_ifs: Sequence[Ledger], closed: Month, by: str) -> Beside:
    """The ledgers and the actuals of the forecast's plan, over its months."""
    plan = forecast.plan
    costs = {id(ledger): tuple(cells(ledger, plan.calendar)) for ledger in (locked, forecast, *what_ifs)}
    booked = tuple(entry for entry in entries(forecast, plan.actuals) if entry.month <= closed - plan.start)
    together = [names for ledger in (locked, forecast, *what_ifs) for names in joined(ledger, lambda one: named(one, by)).values()]
    booked_on = [cost.booked_on for of_ledger in costs.values() for cost in of_ledger]
    groups = Groups(by, booked_on, [entry.booked_on for entry in booked], together)
    covered = {_key(entry.booked_on) for entry in booked}
    names = sorted({*map(groups.of_cost, booked_on), *(groups.of_entry(entry.booked_on) for entry in booked)})
    row, years = {name: at for at, name in enumerate(names)}, np.array([plan.fiscal_year(month) for month in plan.calendar])

    def summed(parts: Iterable[tuple[str, int | slice, np.ndarray | float]]) -> np.ndarray:
        table = np.zeros((len(names), plan.months))
        for name, months, amount in parts:
            table[row[name], months] += amount
        return table

    of_ledger = {at: summed((groups.of_cost(one.booked_on), slice(None), one.amount) for one in part) for at, part in costs.items()}
    actual = summed((groups.of_entry(entry.booked_on), entry.month, entry.amount) for entry in booked)
    in_year, until = years == plan.fiscal_year(closed), np.arange(plan.months) <= closed - plan.start
    taken = shares(costs[id(locked)], booked, np.flatnonzero(in_year & until))
    return Beside(
        tuple(names),
        {"locked": of_ledger[id(locked)], "forecast": of_ledger[id(forecast)], "actual": actual},
        tuple(of_ledger[id(one)] for one in what_ifs),
        in_year,
        until,
        _by_group(taken.shares, groups),
        tuple(groups.together()),
        taken.other_units,
        booked,
        costs[id(locked)],
        costs[id(forecast)],
        groups,
        taken.shares,
        joined(locked, lambda one: _alone(one, covered)),
    )


def _by_group(found: Iterable[Shares], groups: Groups) -> dict[str, tuple[float, float, float]]:
    """Volume, price and index of each group, added up."""
    sums: dict[str, tuple[float, float, float]] = {}
    for one in found:
        name = groups.of_entry(one.booked_on)
        so_far = sums.get(name, (0.0, 0.0, 0.0))
        sums[name] = (so_far[0] + one.volume, so_far[1] + one.price, so_far[2] + one.index)
    return sums
