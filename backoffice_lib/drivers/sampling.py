"""How the draws of one number are spread over its distribution: at random, one in each equal part of it, or as a Sobol sequence."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from backoffice_lib.drivers.streams import uniforms

_BITS = 30
"""Of the points of a Sobol sequence, as scipy makes them."""


def at_random(seed: int, assumption: str, month: str, draws: range) -> np.ndarray:
    """Shares between 0 and 1, each by itself, [draw]."""
    return uniforms(seed, assumption, "", month, draws)


def latin_hypercube(seed: int, assumption: str, month: str, draws: range, total: int) -> np.ndarray:
    """Shares between 0 and 1 of which one lies in each of as many equal parts as there are draws in total, [draw].

    Which draw has which part is drawn by the name alone, so that other numbers do not matter; how many there are in total does. Draws beyond
    the total, which fill up a block, begin again with the first.
    Source: M. D. McKay, R. J. Beckman, W. J. Conover, Technometrics 21 (1979), 239-245.
    """
    part = np.take(_parts(seed, assumption, month, total), np.arange(draws.start, draws.stop) - 1, mode="wrap")
    return (part + uniforms(seed, assumption, "", month, draws)) / total


@lru_cache(maxsize=64)
def _parts(seed: int, assumption: str, month: str, total: int) -> np.ndarray:
    """The part that each draw has, from 0; kept, since every range of draws needs all of them."""
    parts = np.empty(total, dtype=np.int32)
    parts[np.argsort(uniforms(seed, assumption, "part", month, range(1, total + 1)), kind="stable")] = np.arange(total, dtype=np.int32)
    return parts


def sobol(seed: int, assumption: str, dimension: int, dimensions: int, draws: range) -> np.ndarray:
    """Shares between 0 and 1 of a Sobol sequence, [draw]: draw 1 is its first point.

    dimension: which one of the sequence the number has, from 0, of how many. The points are scrambled by a digital shift that is drawn by
    the name. Source: S. Joe, F. Y. Kuo, SIAM Journal on Scientific Computing 30 (2008), 2635-2654, in scipy.stats.qmc.
    """
    points = _points(dimensions, draws.start - 1, len(draws))[:, dimension]
    shift = int(uniforms(seed, assumption, "shift", "", range(1))[0] * 2**_BITS)
    return ((points ^ shift) + 0.5) / 2**_BITS


@lru_cache(maxsize=4)
def _points(dimensions: int, first: int, count: int) -> np.ndarray:
    """Points of a Sobol sequence in 2^30ths, [point, dimension]; kept, since all numbers take theirs from the same."""
    from scipy.stats import qmc

    engine = qmc.Sobol(dimensions, scramble=False, bits=_BITS)
    if first:
        engine.fast_forward(first)
    # it warns of any first number of points but a power of 2, though more draws may follow
    points = engine.random(count if first else 1 << (count - 1).bit_length())[:count]
    return (points * 2**_BITS).astype(np.int64)
