"""The indices of a plan, month by month: named escalators, the rent reviews of single leases, and exchange rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backoffice_lib.basics.memory import bytes_in
from backoffice_lib.basics.series import Series
from backoffice_lib.basics.uncertain import draws
from backoffice_lib.plan import Index, Lease, Plan
from backoffice_lib.plan.exchange import known_rates, rate_path
from backoffice_lib.plan.indices import published
from backoffice_lib.plan.random_walks import strayed
from backoffice_lib.plan.rent_reviews import index_months, reviews_until, since_written, written_in


@dataclass(frozen=True)
class Escalators:
    """Every index and exchange rate of the plan by name, [month, index, draw]."""

    names: tuple[str, ...]
    values: np.ndarray

    def product(self, names: Sequence[str]) -> np.ndarray:
        """The product of some indices, [month, draw]; 1 where none is named, of length 1 in draw where none differs."""
        if (known := self._products.get(tuple(names))) is None:
            rows = [self._rows[name] for name in names]
            width = None if self._unsure[rows].any() else 1
            known = self._products[tuple(names)] = self.values[:, rows, :width].prod(axis=1)
        return known

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        return {name: row for row, name in reversed(list(enumerate(self.names)))}

    @cached_property
    def _products(self) -> dict[tuple[str, ...], np.ndarray]:
        return {}

    @cached_property
    def _unsure(self) -> np.ndarray:
        """Which indices differ from draw to draw, [index]."""
        return (self.values != self.values[:, :, :1]).any(axis=(0, 2))


def escalators(plan: Plan) -> Escalators:
    """The indices, rent reviews and exchange rates of a plan, unfolded over its months."""
    return plan.own("escalators", lambda: _together(plan, plan.remembered("index paths", _paths)))


def _together(plan: Plan, paths: dict[str, np.ndarray]) -> Escalators:
    """The indices, each [month, draw], as escalators: those of before where every one of them is the same."""
    question = ("escalators", plan.months, *paths)
    if same := plan.memory.known(question, lambda before: all(before[name] is path for name, path in paths.items())):
        return same.made
    width = max((path.shape[1] for path in paths.values()), default=1)
    unfolded = np.empty((plan.months, len(paths), width))
    for row, path in enumerate(paths.values()):
        unfolded[:, row, :] = path
    return plan.memory.keep(question, paths, Escalators(tuple(paths), unfolded), bytes_in(unfolded, paths))


def _paths(plan: Plan) -> dict[str, np.ndarray]:
    """Every index, rent review and exchange rate, each [month, draw]."""
    months, values = plan.start.ordinal + np.arange(plan.months), published(plan.index_values)
    paths = {index.index: _path(plan, index, values.get(index.index), months) for index in plan.indices}
    for lease in plan.leases:
        if lease.rent_review_every_months:
            paths[lease.price_index] = _reviewed(plan, lease, values, months)
    return paths | {rate.currency: rate_path(rate, known_rates(plan, rate, values), months) for rate in plan.fx}


def at_start(plan: Plan) -> dict[str, float]:
    """What each index and exchange rate of a plan is in its first month, draw 0."""
    path = escalators(plan)
    return {name: float(path.product([name])[0, 0]) for name in path.names}


def fixed_growth(plan: Plan, lease: Lease, months: np.ndarray) -> np.ndarray:
    """How far reviews by a fixed share have raised the rent in some months, in the plan or after it, [month, draw]; 1 without."""
    if lease.fixed_rent_growth_share_per_year is None:
        return np.ones((len(months), 1))
    first = reviews_until(lease, np.array([written_in(plan, lease)]))
    reviews = reviews_until(lease, since_written(plan, lease, months)) - first
    growth = 1 + draws(lease.fixed_rent_growth_share_per_year)
    return growth ** (reviews * lease.rent_review_every_months / 12)[:, None]


def _reviewed(plan: Plan, lease: Lease, values: Mapping[str, Series], months: np.ndarray) -> np.ndarray:
    """What reviews have made of the rent that is written, [month, draw]."""
    if lease.fixed_rent_growth_share_per_year is not None:
        return fixed_growth(plan, lease, months)
    index = plan.record("index", lease.rent_index or plan.cost_index)
    known = values.get(index.index)
    reviewed = _level(plan, index, known, index_months(lease, since_written(plan, lease, months)))
    return reviewed / _level(plan, index, known, index_months(lease, np.array([written_in(plan, lease)])))


def _path(plan: Plan, index: Index, known: Series | None, months: np.ndarray) -> np.ndarray:
    """An index in some months, [month, draw]: 1 in its base."""
    if known is None:
        return _level(plan, index, known, months)
    return _level(plan, index, known, months) / _level(plan, index, known, np.array([(index.base or plan.start).ordinal]))


def _level(plan: Plan, index: Index, known: Series | None, months: np.ndarray) -> np.ndarray:
    """An index as it is published, growing after the last value; without values it grows from 1 in its base month.

    Where nothing was published the gate has seen to it that the month is not needed, or may be interpolated.
    """
    since = (index.base or plan.start).ordinal if known is None else known.last
    ahead = months - since if known is None else np.maximum(months - since, 0)
    years = ahead // 12 if index.applied == "yearly" else ahead / 12
    # one that moves in steps strays in the same steps
    reached = since + (12 * years if index.applied == "yearly" else ahead)
    grown = (1 + draws(index.growth_share_per_year)) ** years[:, None] * strayed(index.random_walk, reached, max(since, plan.start.ordinal))
    return grown if known is None else grown * known.at(np.clip(months, known.first, known.last), "interpolate")
