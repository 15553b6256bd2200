"""A variance by volume, price and index, as controllers know it: volume at planned prices, price at actual quantities, then the index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backoffice_lib.analyses._booked import BookedOn, Cell, Entry, fits

_Asked = tuple[BookedOn, str]


@dataclass(frozen=True)
class Shares:
    """What of actual less planned cost is volume, price and index, for what was booked in one place in one month.

    costs, entries: the plan's and the books' side. planned, used: the quantities. rate: the planned cost of one. times: the index of each
    entry against the planned one.
    """

    booked_on: BookedOn
    month: int
    costs: tuple[Cell, ...]
    entries: tuple[Entry, ...]
    planned: float
    used: float
    rate: float
    times: tuple[float, ...]

    @property
    def booked(self) -> float:
        """The actual cost."""
        return sum(entry.amount for entry in self.entries)

    @property
    def at_planned_index(self) -> float:
        """The actual cost, had the index been as planned."""
        return sum(entry.amount / times for entry, times in zip(self.entries, self.times, strict=True))

    @property
    def volume(self) -> float:
        """More or less was bought, at the planned rate."""
        return (self.used - self.planned) * self.rate

    @property
    def price(self) -> float:
        """It was dearer or cheaper, the index aside."""
        return self.at_planned_index - self.used * self.rate

    @property
    def index(self) -> float:
        """The index was another."""
        return self.booked - self.at_planned_index


@dataclass(frozen=True)
class Taken:
    """The shares that could be told, and the units of the books that the plan does not count in there."""

    shares: tuple[Shares, ...]
    other_units: tuple[str, ...]


def shares(costs: Sequence[Cell], booked: Iterable[Entry], months: Iterable[int]) -> Taken:
    """The shares of all entries with a quantity in some months, where the plan counts the same unit."""
    by_month, found, others = defaultdict(list), [], {}
    for entry in booked:
        by_month[entry.month, (entry.booked_on, entry.unit)].append(entry)
    own = _own(costs, {asked for _, asked in by_month})
    for month in months:
        for asked, mine in own.items():
            of_month = by_month.get((month, asked), [])
            if not of_month or any(entry.quantity is None for entry in of_month):
                continue
            now = [cost for cost in mine if cost.amount[month]]
            if len({cost.unit for cost in now}) == 1 and sum(cost.quantity[month] for cost in now):
                found.append(_shares(asked[0], now, of_month, month))
            elif _counts_otherwise(asked, costs):
                others[asked[1]] = None
    return Taken(tuple(found), tuple(others))


def _counts_otherwise(asked: _Asked, costs: Sequence[Cell]) -> bool:
    """Whether the plan has such costs, and none of them in the unit of the books."""
    units = {cost.unit for cost in costs if fits(asked[0], cost.booked_on)}
    return bool(asked[1] and units and asked[1] not in units)


def _own(costs: Sequence[Cell], asked: set[_Asked]) -> dict[_Asked, list[Cell]]:
    """The costs that what the books say is for: a cost that several fit goes to the one that says most."""
    most_first = sorted(asked, key=lambda one: (one[0].count("") - bool(one[1]), one))
    mine: dict[_Asked, list[Cell]] = {one: [] for one in most_first}
    for cost in costs:
        fitting = (one for one in most_first if one[1] in ("", cost.unit) and fits(one[0], cost.booked_on))
        if first := next(fitting, None):
            mine[first].append(cost)
    return mine


def _shares(booked_on: BookedOn, costs: list[Cell], booked: list[Entry], month: int) -> Shares:
    planned = sum(cost.amount[month] for cost in costs)
    quantity = sum(cost.quantity[month] for cost in costs)
    rate, index, currency = planned / quantity, _index(costs, month), _currency(costs)
    used = sum(entry.quantity or 0.0 for entry in booked)
    times = tuple(_times(entry, index, currency) for entry in booked)
    return Shares(booked_on, month, tuple(costs), tuple(booked), float(quantity), float(used), float(rate), times)


def _currency(costs: list[Cell]) -> str:
    """The currency of all prices; nothing where they are in several."""
    currencies = {cost.currency for cost in costs}
    return currencies.pop() if len(currencies) == 1 else ""


def _index(costs: list[Cell], month: int) -> float | None:
    """The planned index of some costs together; none where their prices are in several currencies."""
    if not _currency(costs):
        return None
    unindexed = sum(cost.quantity[month] * cost.price[month] for cost in costs)
    return float(sum(cost.amount[month] for cost in costs) / unindexed) if unindexed else None


def _times(entry: Entry, planned: float | None, currency: str) -> float:
    """The index of an entry against the planned one: by the books' index, else by the rate that foreign money was booked at, else the same."""
    if planned and entry.index is not None:
        return entry.index / planned
    return entry.times if entry.currency == currency else 1.0
