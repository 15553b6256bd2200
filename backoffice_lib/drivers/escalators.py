"""The indices of a plan, month by month: named escalators and exchange rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.uncertain import draws, stacked
from backoffice_lib.plan import Index, Plan


@dataclass(frozen=True)
class Escalators:
    """Every index and exchange rate of the plan by name, [month, index, draw]."""

    names: tuple[str, ...]
    values: np.ndarray

    def product(self, names: Sequence[str]) -> np.ndarray:
        """The product of some indices, [month, draw]; 1 where none is named."""
        rows = [self.names.index(name) for name in names]
        return self.values[:, rows, :].prod(axis=1)


def escalators(plan: Plan) -> Escalators:
    """The indices and exchange rates of a plan, unfolded over its months."""
    paths = [_path(plan, index) for index in plan.indices]
    rates = stacked([rate.rate for rate in plan.fx])
    paths += [np.broadcast_to(rates[row], (plan.months, rates.shape[1])) for row in range(len(rates))]
    width = max((path.shape[1] for path in paths), default=1)
    values = np.empty((plan.months, len(paths), width))
    for row, path in enumerate(paths):
        values[:, row, :] = path
    return Escalators((*plan.names("index"), *plan.names("currency")), values)


def _path(plan: Plan, index: Index) -> np.ndarray:
    """One index [month, draw]: whole years since its base when applied yearly, twelfths when monthly."""
    months = np.arange(plan.months) + (plan.start - (index.base or plan.start))
    years = months // 12 if index.applied == "yearly" else months / 12
    return (1 + draws(index.growth_share_per_year)) ** years[:, None]
