"""Correlation matrices: which are possible, the nearest that is, and what gives independent numbers a correlation."""

from __future__ import annotations

import numpy as np

TOLERANCE = 1e-9


def is_possible(matrix: np.ndarray) -> bool:
    """Whether numbers can have these correlations: no mixture of them has a variance below 0. [number, number]."""
    return bool(np.linalg.eigvalsh(matrix)[0] >= -TOLERANCE)


def nearest_possible(matrix: np.ndarray, rounds: int = 500) -> np.ndarray:
    """The possible correlations that are nearest to some, with as small a sum of squared differences as can be. [number, number].

    By turns to the nearest matrix without variances below 0 and to ones on the diagonal, the first corrected for where it went before.
    Source: N. J. Higham, Computing the nearest correlation matrix, IMA Journal of Numerical Analysis 22 (2002), algorithm 3.3.
    """
    nearest, correction = matrix.copy(), np.zeros_like(matrix)
    for _ in range(rounds):
        corrected = nearest - correction
        values, vectors = np.linalg.eigh(corrected)
        projected = (vectors * np.maximum(values, 0)) @ vectors.T
        correction = projected - corrected
        before, nearest = nearest, projected.copy()
        np.fill_diagonal(nearest, 1.0)
        if np.abs(nearest - before).max() < TOLERANCE:
            break
    return nearest


def rounded_possible(matrix: np.ndarray, digits: int = 3) -> np.ndarray:
    """The nearest possible correlations, in so few digits that they can be written down, and still possible. [number, number]."""
    nearest, one = nearest_possible(matrix), np.eye(len(matrix))
    for shrunk in np.arange(0.0, 1.0, 10.0**-digits):
        offered = np.round(one + (1 - shrunk) * (nearest - one), digits)
        if is_possible(offered):
            return offered
    return one


def root(matrix: np.ndarray) -> np.ndarray:
    """The symmetric square root: what independent normal numbers are multiplied by to have these correlations. [number, number].

    It treats all numbers alike, so that nothing hangs on their order, and it exists where some follow wholly from others.
    """
    values, vectors = np.linalg.eigh(matrix)
    return (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
