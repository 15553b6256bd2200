"""Figures of all months, handed out month by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np


def month_by_month(months: int, values: Mapping[str, np.ndarray]) -> Iterator[dict[str, np.ndarray]]:
    """Some arrays [month or 1, subject, draw] as those of each month in turn, [subject, draw]; what holds in all months is taken once."""
    always = {name: array[0] for name, array in values.items() if len(array) == 1}
    changing = {name: array for name, array in values.items() if len(array) > 1}
    for month in range(months):
        yield always | {name: array[month] for name, array in changing.items()}
