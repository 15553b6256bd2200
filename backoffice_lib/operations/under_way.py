"""People on their way in or out: openings until somebody joins, notices until they end."""

from __future__ import annotations

import numpy as np


class UnderWay:
    """Who joins or leaves on the first day of the months to come, [month, team, draw]; nobody on the first day of the plan.

    lags: the months from a decision to the day, by month of the decision and team, [month, team]. As many months are kept as the longest
    of them, the one at hand and the one before: those that are over make room for those to come.
    """

    def __init__(self, lags: np.ndarray):
        (months, teams), self.nobody = lags.shape, True
        self._first_lag, self._alike = lags[:1], bool((lags == lags[:1]).all())
        self._due = np.zeros((2 + int(lags.max(initial=0)), teams, 1))
        days = (np.arange(months)[:, None] + lags) % len(self._due)
        self._places = days * teams + np.arange(teams)
        self._total: tuple[int, np.ndarray] | None = None

    def add(self, month: int, people: np.ndarray) -> None:
        """Adds people, [team, draw], decided on in a month, to those of the month in which their day comes. Months come one after the other."""
        if self.nobody and not people.any():
            return
        self.nobody, self._total = False, None
        if people.shape[1] > self._due.shape[2]:
            self._due = np.repeat(self._due, people.shape[1], axis=2)
        self._due[(month - 1) % len(self._due)] = 0.0
        due = self._due.reshape(-1, self._due.shape[2])
        if self._alike:
            due[self._places[month]] = people
        else:
            due[self._places[month]] += people

    def due(self, month: int) -> np.ndarray:
        """Those whose day is the first of a month, [team, draw]."""
        return self._due[month % len(self._due)]

    def total(self, month: int) -> np.ndarray:
        """All whose day is the first of a month or later, [team, draw]."""
        if not self._total or self._total[0] != month:
            total, count = self.due(month), len(self._due)
            for ahead in range(1, count - 1):
                total = total + self._due[(month + ahead) % count]
            self._total = month, total
        return self._total[1]

    def within(self, month: int, lag: np.ndarray) -> np.ndarray:
        """Those whose day comes from a month on until each team's lag has passed, [team, draw]; before the decisions of the month itself."""
        if self._alike and (lag >= self._first_lag - 1).all():
            return self.total(month)  # nobody's day is further off
        soon = self.due(month)
        for ahead in range(1, min(int(lag.max(initial=0)) + 1, len(self._due) - 1)):
            soon = soon + self.due(month + ahead) * (ahead <= lag).astype(float)[:, None]
        return soon
