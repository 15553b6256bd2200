"""People on their way in or out: openings until somebody joins, notices until they end."""

from __future__ import annotations

import numpy as np


class UnderWay:
    """Who joins or leaves on the first day of which month, [month, team, draw]; nobody on the first day of the plan.

    longest: the most months from the decision to the day.
    """

    def __init__(self, months: int, longest: int, teams: int):
        self._due, self._longest, self.nobody = np.zeros((months + longest, teams, 1)), longest, True
        self._rows = np.arange(teams)

    def add(self, month: int, lag: np.ndarray, people: np.ndarray) -> None:
        """Adds people, [team, draw], whose day comes so many months from now, by team."""
        if self.nobody and not people.any():
            return
        self.nobody = False
        if people.shape[1] > self._due.shape[2]:
            self._due = np.repeat(self._due, people.shape[1], axis=2)
        self._due[month + lag, self._rows] += people

    def due(self, month: int) -> np.ndarray:
        """Those whose day is the first of a month, [team, draw]."""
        return self._due[month]

    def total(self, month: int) -> np.ndarray:
        """All whose day is the first of a month or later, [team, draw]."""
        return self._due[month : month + self._longest + 1].sum(axis=0)

    def within(self, month: int, lag: np.ndarray) -> np.ndarray:
        """Those whose day comes from a month on until each team's lag has passed, [team, draw]."""
        soon = self._due[month]
        for ahead in range(1, min(int(lag.max(initial=0)), self._longest, len(self._due) - month - 1) + 1):
            soon = soon + self._due[month + ahead] * (ahead <= lag).astype(float)[:, None]
        return soon
