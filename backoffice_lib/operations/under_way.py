"""People on their way in or out: openings until somebody joins, notices until they end."""

from __future__ import annotations

import numpy as np


class UnderWay:
    """Who joins or leaves on the first day of which month, [month, team, draw]; nobody on the first day of the plan.

    lags: the months from a decision to the day, by month of the decision and team, [month, team].
    """

    def __init__(self, lags: np.ndarray):
        (months, teams), self.nobody = lags.shape, True
        self._lags, self._longest = lags, int(lags.max(initial=0))
        self._due = np.zeros((months + self._longest + 1, teams, 1))
        # one row for a team's month, so that a month's decisions are put where they belong in one go
        self._places = (np.arange(months)[:, None] + lags) * teams + np.arange(teams)
        self._once_each = bool((lags == lags[:1]).all())
        self._later: tuple[int, np.ndarray] | None = None

    def add(self, month: int, people: np.ndarray) -> None:
        """Adds people, [team, draw], decided on in a month, to those of the month in which their day comes; months come in order."""
        if self.nobody and not people.any():
            return
        self.nobody, self._later = False, None
        if people.shape[1] > self._due.shape[2]:
            self._due = np.repeat(self._due, people.shape[1], axis=2)
        due = self._due.reshape(-1, self._due.shape[2])
        if self._once_each:
            due[self._places[month]] = people
        else:
            due[self._places[month]] += people

    def due(self, month: int) -> np.ndarray:
        """Those whose day is the first of a month, [team, draw]."""
        return self._due[month]

    def total(self, month: int) -> np.ndarray:
        """All whose day is the first of a month or later, [team, draw]."""
        if not self._later or self._later[0] != month:
            later = self._due[month : month + self._longest + 1]
            self._later = month, sum(later[1:], later[0])
        return self._later[1]

    def within(self, month: int, lag: np.ndarray) -> np.ndarray:
        """Those whose day comes from a month on until each team's lag has passed, [team, draw]. Of the month itself nothing may have been decided yet."""
        if self._once_each and (lag >= self._lags[0] - 1).all():
            return self.total(month)  # nobody's day is further off
        soon = self._due[month]
        for ahead in range(1, min(int(lag.max(initial=0)), self._longest, len(self._due) - month - 1) + 1):
            soon = soon + self._due[month + ahead] * (ahead <= lag).astype(float)[:, None]
        return soon
