"""Attrition, said in different ways: of those here today, of the average head, by the year and by the month."""

from __future__ import annotations

import numpy as np

MONTHS_PER_YEAR = 12


def monthly_loss_share(cohort_loss_share_per_year: np.ndarray) -> np.ndarray:
    """The share that leaves in a month, so that in a year the given share of those here today has left.

    It compounds: 12 % a year leave 176.00 of 200. A twelfth of it each month, 1 %, would leave 177.28.
    """
    return 1 - (1 - np.asarray(cohort_loss_share_per_year)) ** (1 / MONTHS_PER_YEAR)


def cohort_loss_share(leavers_share_per_year: np.ndarray) -> np.ndarray:
    """The yearly loss of a cohort in a team always filled that has so many leavers a year per average head.

    Personnel departments count leavers over average heads; 12 % of that is 24 leavers of 200 who are always replaced,
    and 11.36 % of those here today have left in a year.
    """
    return 1 - (1 - np.asarray(leavers_share_per_year) / MONTHS_PER_YEAR) ** MONTHS_PER_YEAR


def leavers_per_average_head(opening: np.ndarray, leavers: np.ndarray, closing: np.ndarray) -> np.ndarray:
    """Leavers over the mean of the heads at the start and at the end; 0 in a team of nobody."""
    average, leavers = np.broadcast_arrays((np.asarray(opening, dtype=float) + closing) / 2, np.asarray(leavers, dtype=float))
    return np.divide(leavers, average, out=np.zeros(average.shape), where=average > 0)


def joiners(opening: np.ndarray, leavers: np.ndarray, closing: np.ndarray) -> np.ndarray:
    """Those who must have joined: nobody is lost, nobody appears."""
    return np.asarray(closing) - opening + leavers
