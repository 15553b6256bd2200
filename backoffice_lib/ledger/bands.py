"""Pay in bands: how much of the pay of a month lies between two thresholds, month by month or since 1 January."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.months import Month


@dataclass(frozen=True)
class Bands:
    """The thresholds of bands, one a subject, each a year's pay of one: [month, band, draw], without end where infinite.

    floor: the least pay that counts. in_year: [band], whether pay is held against them since 1 January.
    """

    low: np.ndarray
    high: np.ndarray
    floor: np.ndarray
    in_year: np.ndarray

    def within(self, pay: np.ndarray, people: np.ndarray, joined: np.ndarray, calendar: Sequence[Month]) -> np.ndarray:
        """The part of all people's pay that lies in each band, [month, band, draw].

        pay: of all of them in the month. joined: those of them who began in it. Whoever pays by the calendar year is
        looked at by month of joining, a joiner having earned nothing yet; who leaves is as likely to be of one as of another.
        """
        each = _each(pay, people)
        each = np.maximum(each, np.where(people > 0, self.floor / 12, 0.0))
        found = _between(self.low / 12, self.high / 12, 0.0, each)
        if self.in_year.any():
            found = np.broadcast_to(found, np.broadcast_shapes(found.shape, joined.shape)).copy()
            found[:, self.in_year] = self._since_january(each, np.minimum(_each(joined, people), 1.0), calendar)
        return found * people

    def _since_january(self, each: np.ndarray, fresh: np.ndarray, calendar: Sequence[Month]) -> np.ndarray:
        """Of the pay of one, on average, what lies in the bands of the calendar year in each month."""
        each, fresh, low, high = (array[:, self.in_year] for array in np.broadcast_arrays(each, fresh, self.low, self.high))
        found = np.zeros(each.shape)
        groups: list[tuple[np.ndarray, np.ndarray]] = []
        for at, month in enumerate(calendar):
            if at == 0 or month.in_year == 1:
                start = at
                groups = [(np.ones(each.shape[1:]), each[at] * (month.in_year - 1))]
            groups = [(weight * (1 - fresh[at]), earned) for weight, earned in groups]
            groups.append((fresh[at], np.zeros(each.shape[1:])))
            for weight, earned in groups:
                found[at] += weight * _between(low[start], high[start], earned, earned + each[at])
            groups = [(weight, earned + each[at]) for weight, earned in groups if weight.any()]
        return found


def _each(amount: np.ndarray, people: np.ndarray) -> np.ndarray:
    """An amount a person; nothing where there is nobody."""
    return np.divide(amount, people, out=np.zeros(np.broadcast_shapes(amount.shape, people.shape)), where=people > 0)


def _between(low: np.ndarray, high: np.ndarray, earned: np.ndarray, now: np.ndarray) -> np.ndarray:
    """What lies between two thresholds of the pay that is added, from what was earned to what is now."""
    return np.clip(now, low, high) - np.clip(earned, low, high)
