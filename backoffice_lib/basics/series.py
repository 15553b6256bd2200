"""Published values by date: what held on a date, and what to make of one for which nothing was published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

Missing = Literal["refuse", "interpolate", "nearest_end", "hold"]
"""What holds on a date without a value: nothing; between two others, as much growth on every date; before the first and
after the last, the value of that end; the last value before, until the next."""


@dataclass(frozen=True)
class Series:
    """Published values in order of their dates, each date a whole number that counts years, months or days.

    dates: [date]. values: above 0, [date, draw].
    """

    dates: np.ndarray
    values: np.ndarray

    @classmethod
    def of(cls, published: Mapping[int, np.ndarray | float]) -> Series:
        """The series of some values by date, each a number or an array [draw]."""
        dates = sorted(published)
        rows = [np.atleast_1d(np.asarray(published[date], dtype=float)) for date in dates]
        width = max((len(row) for row in rows), default=1)
        values = np.array([np.broadcast_to(row, width) for row in rows]).reshape(len(rows), width)
        return cls(np.array(dates, dtype=int), values)

    @property
    def first(self) -> int:
        return int(self.dates[0])

    @property
    def last(self) -> int:
        return int(self.dates[-1])

    def at(self, dates: np.ndarray | int, missing: Missing = "refuse") -> np.ndarray:
        """The values on some dates, [date, draw]; not a number where there is none.

        Interpolated values grow by the same share on every date between two that are published. So the inverse of a rate of
        exchange is interpolated as the rate is, and it is all the same in which year an index is 100.
        """
        wanted = np.atleast_1d(np.asarray(dates, dtype=int))
        if missing == "nearest_end":
            wanted = np.clip(wanted, self.first, self.last)
        above = np.clip(np.searchsorted(self.dates, wanted), 0, len(self.dates) - 1)
        found = np.where((self.dates[above] == wanted)[:, None], self.values[above], np.nan)
        if missing == "hold":
            before = np.searchsorted(self.dates, wanted, side="right") - 1
            return np.where((before >= 0)[:, None], self.values[np.maximum(before, 0)], np.nan)
        if missing == "interpolate":
            between = (self.first < wanted) & (wanted < self.last) & np.isnan(found[:, 0])
            found[between] = self._between(wanted[between], above[between])
        return found

    def _between(self, wanted: np.ndarray, above: np.ndarray) -> np.ndarray:
        low, high = self.dates[above - 1], self.dates[above]
        share = ((wanted - low) / (high - low))[:, None]
        return self.values[above - 1] * (self.values[above] / self.values[above - 1]) ** share
