"""What each of several changes has done to an amount: alone, one after another, and as fair shares of what they do together.

A set of changes is a number whose bit i is 1 where change i is made. Amounts are [set, …], all sets in order, or by set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import comb

import numpy as np

Amounts = Callable[[int], np.ndarray]
"""The amount of a set of changes."""


def alone(amount: Amounts, count: int) -> np.ndarray:
    """What each change does by itself, [change, …]."""
    return np.array([amount(1 << at) - amount(0) for at in range(count)])


def in_order(amount: Amounts, count: int) -> np.ndarray:
    """What each change does after those before it, [change, …]; adds up to what all do."""
    return np.array([amount((2 << at) - 1) - amount((1 << at) - 1) for at in range(count)])


def fair(amounts: np.ndarray) -> np.ndarray:
    """The average of what each change does over every order in which they could be made, [change, …]; adds up to what all do.

    Source: L. S. Shapley, A value for n-person games, 1953.
    """
    count = _count(amounts)
    sets, sizes = np.arange(len(amounts)), _sizes(len(amounts))
    weights = np.array([1 / (count * comb(count - 1, size)) if size < count else 0.0 for size in range(count + 1)])
    found = []
    for at in range(count):
        without = sets[sets >> at & 1 == 0]
        found.append(np.tensordot(weights[sizes[without]], amounts[without | 1 << at] - amounts[without], 1))
    return np.array(found).reshape(count, *amounts.shape[1:])


def of_pairs(amounts: np.ndarray) -> dict[tuple[int, int], np.ndarray]:
    """What each two changes do more together than each does without the other, over every order in which they could be made.

    Half of what a change does with each other one, and what it does alone, is its fair share. Source: Dhamdhere, Agarwal and
    Sundararajan, The Shapley Taylor interaction index, 2020, of order 2.
    """
    count = _count(amounts)
    sets, sizes = np.arange(len(amounts)), _sizes(len(amounts))
    weights = np.array([2 / (count * comb(count - 1, size)) if size < count else 0.0 for size in range(count + 1)])
    found = {}
    for one, other in ((one, other) for other in range(count) for one in range(other)):
        bits = 1 << one, 1 << other
        without = sets[sets & sum(bits) == 0]
        both = amounts[without | bits[0] | bits[1]] - amounts[without | bits[0]] - amounts[without | bits[1]] + amounts[without]
        found[one, other] = np.tensordot(weights[sizes[without]], both, 1)
    return found


def sets_of(orders: np.ndarray) -> list[int]:
    """Every set of changes that is met on the way in some orders, [order, place]; once each, smallest number first."""
    return sorted({met for order in orders for met in _along(order)})


def sampled(amount: Mapping[int, np.ndarray], orders: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Fair shares as averages over some orders, [change, …], and the standard errors of their sums, [change].

    orders: [order, place], in pairs of which one is the other backwards; what is in doubt is the mean of the pairs.
    """
    steps = []
    for order in orders:
        met = [amount[one] for one in _along(order)]
        done = np.diff(np.array(met), axis=0)
        steps.append(done[np.argsort(order)])
    found = np.array(steps)
    totals = found.reshape(*found.shape[:2], -1).sum(axis=2)
    pairs = totals[: len(totals) // 2 * 2].reshape(-1, 2, totals.shape[1]).mean(axis=1)
    return found.mean(axis=0), pairs.std(axis=0, ddof=1) / len(pairs) ** 0.5


def _along(order: np.ndarray) -> Iterator[int]:
    """Nothing, then the first change, then the first two …"""
    done = 0
    yield done
    for at in order:
        done |= 1 << int(at)
        yield done


def _count(amounts: np.ndarray) -> int:
    return len(amounts).bit_length() - 1


def _sizes(sets: int) -> np.ndarray:
    return np.array([one.bit_count() for one in range(sets)])
