"""Layers of people who lead others: team leaders over staff, managers over team leaders, one head over all."""

from __future__ import annotations

import numpy as np

from backoffice_lib.basics.errors import refuse
from backoffice_lib.basics.units import TOLERANCE


def layers(staff: np.ndarray, span: np.ndarray, whole: bool = True) -> np.ndarray:
    """The people in each layer above a pool of staff, lowest first, until one person leads all: [layer, …].

    span: the people one person leads, more than 1. whole: whole people in each layer, rounded up; if not, a layer is the
    one below over the span, and the first that would be at most one person is the one head. A pool of at most one person
    is led by nobody; where pools differ in height, the layers above a head are 0. Raises InputProblems.
    """
    span = np.asarray(span, dtype=float)
    if not (span > 1).all():
        raise refuse("span", f"is {span.min():g}", "give more than 1: who leads one person only never makes the top narrower")
    below, found = np.broadcast_arrays(np.asarray(staff, dtype=float), span)[0], []
    while (led := below > 1 + TOLERANCE).any():
        leading = below / span
        leading = np.ceil(leading - TOLERANCE) if whole else np.maximum(leading, 1.0)
        below = np.where(led, leading, 0.0)
        found.append(below)
    return np.array(found) if found else np.zeros((0, *below.shape))


def most_staff(span: float, count: int) -> float:
    """The largest pool that so many layers can lead."""
    return span**count
