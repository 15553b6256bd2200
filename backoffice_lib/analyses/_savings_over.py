"""What a scenario saves at many values of some inputs: each is one draw of as few simulations as there can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from backoffice_lib.analyses._inputs import AGAINST, SCENARIO, Case, Input
from backoffice_lib.basics.uncertain import as_number
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.present_value import cash_after_tax, npv_of
from backoffice_lib.simulation import at_other_prices, simulate

By = Literal["profit", "cash", "npv"]
"""What is counted: cost when it belongs, cash when it is paid, or cash at present value; cash is after tax where the plan states one."""
Row = Mapping[Input, float]
"""The inputs that are changed, and the value of each."""
SIDE_BY_SIDE = 32
"""Simulated at once, since memory is quick as long as arrays are small; prices alone widen few of them."""
SAME = 1e-6


@dataclass(frozen=True)
class SavingsOver:
    """The saving of a scenario against another, as a function of some inputs."""

    case: Case
    by: By = "profit"

    @cached_property
    def now(self) -> float:
        """The saving as things are; in the profit view each cost is rounded to the cent before, as in a comparison."""
        costs = self._against.now, self._scenario.now
        against, scenario = (round(cost, 2) for cost in costs) if self.by == "profit" else costs
        return against - scenario

    def at(self, rows: Sequence[Row]) -> np.ndarray:
        """The saving at each of some rows of values, what they do not name being as it is. Raises InputProblems."""
        return self._against.at(rows) - self._scenario.at(rows)

    def matters(self, one: Input) -> bool:
        """Whether it may change either cost: a vendor without work does not."""
        return self._scenario.matters(one) or self._against.matters(one)

    @cached_property
    def _scenario(self) -> _Cost:
        return _Cost(self.case, self.by, SCENARIO, AGAINST)

    @cached_property
    def _against(self) -> _Cost:
        return _Cost(self.case, self.by, AGAINST, SCENARIO)


@dataclass(frozen=True)
class _Cost:
    """What one of the two costs at rows of values.

    idle: inputs that have been seen to change nothing of it. seen: its cost as it is, where another simulation has come by it.
    """

    case: Case
    by: By
    name: str
    other: str
    idle: set[Input] = field(default_factory=set)
    seen: list[float] = field(default_factory=list)

    @property
    def now(self) -> float:
        return self.seen[0] if self.seen else float(cost_by_draw(self._ledger, self.by)[0])

    @cached_property
    def _ledger(self) -> Ledger:
        return self._simulated(self.case)

    @cached_property
    def _vendors(self) -> set[str]:
        """The vendors that have work here; the others cost nothing."""
        return {contract.vendor for contract in getattr(self.case, self.name).extend(self.case.plan).contracts}

    def matters(self, one: Input) -> bool:
        """Whether it may change this cost."""
        elsewhere = one.root == "vendors" and one.key not in self._vendors
        return one.root != self.other and not elsewhere and one not in self.idle

    def at(self, rows: Sequence[Row]) -> np.ndarray:
        """The cost at each row."""
        asked = [{one: value for one, value in row.items() if self.matters(one)} for row in rows]
        found = np.full(len(rows), np.nan if all(asked) else self.now)
        changed = [at for at, row in enumerate(asked) if row]
        for fixed, group in _grouped(changed, lambda at: _part(asked[at], lambda one: one.measure.whole)).items():
            case = self.case.put({one: int(value) for one, value in fixed}) if fixed else self.case
            for at, cost in self._costs(case, {at: {one: value for one, value in asked[at].items() if not one.measure.whole} for at in group}):
                found[at] = cost
        self._learn([asked[at] for at in changed], found[changed])
        return found

    def _costs(self, case: Case, rows: Mapping[int, Row]) -> Iterator[tuple[int, float]]:
        """The cost of each numbered row of a case."""
        people = {at: _part(row, lambda one: not one.is_of_prices(case.plan)) for at, row in rows.items()}
        prices = {at: _part(row, lambda one: one.is_of_prices(case.plan)) for at, row in rows.items()}
        still, moved = [at for at in rows if not people[at]], [at for at in rows if people[at]]
        if still:
            ledger = self._ledger if case is self.case else self._simulated(case)
            for some in _blocks(still):
                yield from zip(some, self._priced(ledger, case, [rows[at] for at in some]), strict=True)
        by_prices = _grouped(moved, prices.get)
        if len(by_prices) == 1 or len({tuple(people[at] for at in group) for group in by_prices.values()}) > 1:
            for some in _blocks(moved):
                # one more, as it is, goes along for nothing
                simulated = self._simulated(case.put(_columns([{}, *(rows[at] for at in some)])))
                costs = _wide(cost_by_draw(simulated, self.by), len(some) + 1)
                self.seen.extend(costs[:1].tolist() if case is self.case else ())
                yield from zip(some, costs[1:], strict=True)
            return
        # a grid: people move along one side of it alone
        for places in _blocks(range(len(moved) // max(len(by_prices), 1))):
            first = next(iter(by_prices.values()))
            simulated = self._simulated(case.put(_columns([dict(people[first[place]]) for place in places])))
            for group in by_prices.values():
                some = [group[place] for place in places]
                yield from zip(some, self._priced(simulated, case, [rows[at] for at in some]), strict=True)

    def _priced(self, ledger: Ledger, case: Case, rows: Sequence[Row]) -> np.ndarray:
        """The cost of each row, which does not differ from the ledger in its people."""
        if not any(rows):
            return _wide(cost_by_draw(ledger, self.by), len(rows))
        changed = case.put(_columns(rows))
        return _wide(cost_by_draw(at_other_prices(ledger, changed.plan, getattr(changed, self.name)), self.by), len(rows))

    def _simulated(self, case: Case) -> Ledger:
        return simulate(case.plan, getattr(case, self.name))

    def _learn(self, rows: Sequence[Row], found: np.ndarray) -> None:
        """Notes the inputs that, tried by themselves at several values, change nothing."""
        alone: dict[Input, list[float]] = {}
        for row, cost in zip(rows, found, strict=True):
            if len(row) == 1:
                alone.setdefault(next(iter(row)), []).append(cost)
        self.idle.update(one for one, costs in alone.items() if len(costs) > 2 and np.ptp(costs) < SAME)


def _blocks(places: Sequence[int]) -> Iterator[Sequence[int]]:
    """Places, so many at a time as are simulated at once."""
    yield from (places[at : at + SIDE_BY_SIDE] for at in range(0, len(places), SIDE_BY_SIDE))


def _columns(rows: Sequence[Row]) -> dict[Input, float]:
    """The values of each input, side by side; as it is now where a row says nothing."""
    inputs = dict.fromkeys(one for row in rows for one in row)
    return {one: as_number(_narrow(np.array([row.get(one, one.now) for row in rows]))) for one in inputs}


def _narrow(values: np.ndarray) -> np.ndarray:
    return values[:1] if (values == values[0]).all() else values


def _wide(costs: np.ndarray, count: int) -> np.ndarray:
    return np.broadcast_to(costs, count)


def _part(row: Row, wanted) -> tuple[tuple[Input, float], ...]:
    return tuple((one, value) for one, value in row.items() if wanted(one))


def _grouped(places: Iterable[int], key) -> dict:
    """Places by what is the same of them, in order."""
    groups: dict = {}
    for place in places:
        groups.setdefault(key(place), []).append(place)
    return groups


def cost_by_draw(ledger: Ledger, by: By) -> np.ndarray:
    """What a ledger costs over the plan in each of its draws, [draw]."""
    if by == "profit":
        return ledger.by_month().sum(axis=0)
    cash = cash_after_tax(ledger)
    return npv_of(ledger.plan, cash) if by == "npv" else cash.sum(axis=0)
