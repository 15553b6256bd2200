"""What each initiative of a scenario has done to the cost of each category: as a fair share, in order and alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses._initiatives import Steps
from backoffice_lib.analyses._shares import alone, fair, in_order, of_pairs, sampled, sets_of
from backoffice_lib.drivers.streams import orders

EXACT = 10
"""Up to so many initiatives every set of them is simulated."""
ORDERS = 64
"""Above, so many orders are drawn by chance."""


@dataclass(frozen=True)
class Effects:
    """What each initiative did to cost, [initiative, category]; positive costs more.

    errors: the standard errors of the fair shares, [initiative], where they are averages over `orders` drawn by chance. pairs: what each two
    do together, where every set was simulated. ends: the cost with none and with all of them.
    """

    shares: np.ndarray
    in_order: np.ndarray
    alone: np.ndarray
    pairs: dict[tuple[int, int], float]
    errors: np.ndarray | None
    orders: int
    simulations: int
    ends: tuple[float, float]


def effects(steps: Steps, names: Sequence[str], categories: Sequence[str], fair_shares: bool, seed: int) -> Effects:
    """What the initiatives between two scenarios do. fair_shares: whether they are wanted too; without them a few simulations will do."""
    count = len(names)
    sampling = fair_shares and count > EXACT
    drawn = orders(seed, names, ORDERS) if sampling else np.arange(count)[None]
    needed = {*sets_of(np.arange(count)[None]), *(1 << at for at in range(count)), *sets_of(drawn)}
    sets = sorted(needed) if sampling or not fair_shares else range(1 << count)
    costs = dict(zip(sets, steps.costs(sets, categories), strict=True))
    shares, errors, pairs = np.zeros((count, len(categories))), None, {}
    if sampling:
        shares, errors = sampled(costs, drawn)
    elif fair_shares:
        amounts = np.array([costs[one] for one in sets])
        shares = fair(amounts)
        pairs = {pair: float(found.sum()) for pair, found in of_pairs(amounts).items()}
    return Effects(
        shares=shares,
        in_order=in_order(costs.__getitem__, count),
        alone=alone(costs.__getitem__, count),
        pairs=pairs,
        errors=errors,
        orders=len(drawn) if sampling else 0,
        simulations=len(sets),
        ends=(float(costs[0].sum()), float(costs[(1 << count) - 1].sum())),
    )
