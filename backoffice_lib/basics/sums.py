"""Products of figures [month, subject, draw], and their sums over subjects, that do no more than the figures ask for."""

from __future__ import annotations

import numpy as np

AT_ONCE = 32
"""Of how many draws a product is made at once: the last bit of a product of matrices hangs on how many columns there are."""


def product(rows: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The matrix product of rows with values [..., subject, draw], whose bits are the same for a draw whatever others there are beside it."""
    width = values.shape[-1]
    if width <= AT_ONCE:
        return rows @ values
    found = np.empty((*np.broadcast_shapes(rows.shape[:-2], values.shape[:-2]), rows.shape[-2], width))
    for first in range(0, width, AT_ONCE):
        cut = slice(first, first + AT_ONCE)
        np.matmul(rows, values[..., cut], out=found[..., cut])
    return found


def summed(sets: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """One times the other, added up by sets of subjects, [month or 1, set, draw].

    sets: [set, subject], 1 where a subject is in a set. one, other: [month or 1, subject, draw]; where either is the same in every
    draw, or the same for every subject, it is weighed in before or after the figures are gone through.
    """
    if other.shape[1] == 1 < one.shape[1]:
        return product(sets, one) * other
    varies, same = (one, other) if other.shape[2] == 1 else (other, one)
    if same.shape[2] > 1 or varies.shape[1] != same.shape[1]:
        return product(sets, varies * same)
    return product(sets * same.swapaxes(1, 2), varies)


def times(values: np.ndarray, factor: np.ndarray) -> np.ndarray:
    """Values [month, subject, draw] times a factor; where that is nothing at all, nothing, of length 1 in draw."""
    return values * factor if factor.any() else np.zeros((*values.shape[:2], 1))
