"""Figures of all months, handed out month by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np


class OfMonth(dict[str, np.ndarray]):
    """The figures of one month by name, [subject, draw]; what changes with the month is cut out of all months when it is first asked for."""

    def __init__(self, always: Mapping[str, np.ndarray], changing: Mapping[str, np.ndarray], month: int):
        super().__init__(always)
        self._changing, self._month = changing, month

    def __missing__(self, name: str) -> np.ndarray:
        values = self[name] = self._changing[name][self._month]
        return values


def month_by_month(months: int, values: Mapping[str, np.ndarray]) -> Iterator[OfMonth]:
    """Some arrays [month or 1, subject, draw] as those of each month in turn, [subject, draw]; what holds in all months is taken once."""
    always = {name: array[0] for name, array in values.items() if len(array) == 1}
    changing = {name: array for name, array in values.items() if len(array) > 1}
    for month in range(months):
        yield OfMonth(always, changing, month)
