"""What volume, price, rate and each index have done to the cost of each category, over the rows of two ledgers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from backoffice_lib.analyses._chains import PRICE, RATE, VOLUME, Book, Chain, Chains
from backoffice_lib.analyses._shares import alone, fair, in_order
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.ledger import View

ORDER = (VOLUME, PRICE, RATE)
"""The order in which factors change one after another; indices come last."""

Done = dict[tuple[str, str], dict[str, float]]
"""For a factor and a category: what it did to the cost as fair `shares`, `in order`, and `alone`."""


def by_factor(before: Ledger, after: Ledger, view: View) -> Done:
    """What each factor did to the cost over the plan, draw 0, by category; factors in their order."""
    found: Done = {}
    for category, chain in Chains(Book(before), Book(after)).spent(view):
        for factor, done in _of_row(chain):
            sums = found.setdefault((factor, category), dict.fromkeys(done, 0.0))
            sums |= {way: sums[way] + amount for way, amount in done.items()}
    factors = dict.fromkeys((*ORDER, *(factor for factor, _ in found)))
    return {key: found[key] for factor in factors for key in found if key[0] == factor}


def _of_row(chain: Chain) -> Iterator[tuple[str, dict[str, float]]]:
    differing = chain.differs
    factors = [*(name for name in ORDER if name in differing), *(name for name in differing if name not in ORDER)]
    if not factors:
        return
    amounts = np.array([_amount(chain, factors, made) for made in range(1 << len(factors))])
    ways = fair(amounts), in_order(amounts.__getitem__, len(factors)), alone(amounts.__getitem__, len(factors))
    for factor, *done in zip(factors, *ways, strict=True):
        yield factor, dict(zip(("shares", "in order", "alone"), map(float, done), strict=True))


def _amount(chain: Chain, factors: list[str], made: int) -> float:
    return float(chain.value(frozenset(name for at, name in enumerate(factors) if made >> at & 1)).sum())
