"""Numbers that may differ from draw to draw: what a record's number is, and the array it becomes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.distributions import Uncertain


@dataclass(frozen=True)
class PerDraw:
    """A number given draw by draw; draw 0, the plan people argue about, comes first."""

    values: tuple[float, ...]


Number = float | PerDraw | Uncertain
"""What a record may hold where a number stands. One that is not sure counts as its likely value until it is drawn."""


def draws(value: Number) -> np.ndarray:
    """The number as an array [draw], of length 1 when it is the same in every draw."""
    return np.array(value.values if isinstance(value, PerDraw) else (likely(value),), dtype=float)


def as_number(values: np.ndarray) -> Number:
    """An array [draw] as a number."""
    return float(values[0]) if len(values) == 1 else PerDraw(tuple(values.tolist()))


def likely(value: Number) -> float:
    """The number in draw 0."""
    if isinstance(value, (float, int)):
        return value
    if isinstance(value, PerDraw):
        return value.values[0]
    return value.likely if isinstance(value, Uncertain) else value


def stacked(values: list[Number]) -> np.ndarray:
    """One number per subject as an array [subject, draw]."""
    kinds = set(map(type, values))
    if kinds <= {float, int}:
        return np.array(values, dtype=float).reshape(len(values), 1)
    if PerDraw not in kinds:
        return np.array([likely(value) for value in values], dtype=float).reshape(len(values), 1)
    rows = [draws(value) for value in values]
    found = np.empty((len(rows), max((len(row) for row in rows), default=1)))
    for at, row in enumerate(rows):
        found[at] = row
    return found
