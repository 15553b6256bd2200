"""Leave that people have earned and not yet taken: the hours an employer owes, whoever prices them."""

from __future__ import annotations

import numpy as np


def leave_owed_hours(
    heads: np.ndarray,
    earned_days_per_month: np.ndarray,
    months: np.ndarray,
    hours_per_day: np.ndarray,
    taken_days_per_head: np.ndarray = 0.0,
) -> np.ndarray:
    """The hours of leave that people have earned in so many months and not taken; none when they took more.

    Times pay per hour it is the liability for leave in the books.
    """
    days = np.maximum(np.asarray(earned_days_per_month) * months - taken_days_per_head, 0.0)
    return heads * days * hours_per_day
