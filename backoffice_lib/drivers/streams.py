"""Random numbers by name: the same assumption has the same draw in every scenario, whatever else is drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np


def orders(seed: int, names: Sequence[str], count: int) -> np.ndarray:
    """Orders drawn by chance in which some things are done one after another, [order, place]: each the number of a thing from 0.

    Each other one is the one before it from its end, so that what comes early in one comes late in the next.
    """
    drawn = range((count + 1) // 2)
    luck = np.array([uniforms(seed, "order", f"{at} {name}", "", drawn) for at, name in enumerate(names)])
    ahead = np.argsort(luck, axis=0, kind="stable").T
    return np.stack([ahead, ahead[:, ::-1]], axis=1).reshape(-1, len(names))[:count]


def uniforms(seed: int, path: str, subject: str, month: str, draws: range) -> np.ndarray:
    """Numbers between 0 and 1, one a draw, that depend on nothing but their names and the number of the draw.

    path: of the assumption. A counter-based generator is keyed by the names and counts the draws, so that any range of draws
    can be had by itself and no other name shifts it.
    """
    key = int.from_bytes(hashlib.sha256(f"{seed}\0{path}\0{subject}\0{month}".encode()).digest()[:16], "big")
    generator = np.random.Philox(key=key)
    # each step of the counter makes four numbers
    generator.advance(draws.start // 4)
    numbers = np.random.Generator(generator).random(draws.start % 4 + len(draws))
    return numbers[draws.start % 4 :]
