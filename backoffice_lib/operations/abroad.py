"""Who of our people is abroad for some months, to help a team there begin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.sums import product
from backoffice_lib.drivers import Drivers
from backoffice_lib.operations.demand import marks


@dataclass(frozen=True)
class Abroad:
    """Expatriates: people of a team at home who are with the team that takes its work, [month, move, draw]."""

    expatriates: np.ndarray

    @classmethod
    def of(cls, drivers: Drivers, at_work: np.ndarray) -> Abroad:
        """As many as are to go, or all whom their team has at work [month, team, draw] where these are fewer."""
        asked, teams = drivers["expatriate_heads"], drivers.plan.names("team")
        rows = np.array([teams.index(move.team) for move in drivers.plan.moves], dtype=int)
        of_team = product(marks(rows, len(teams)), asked)[:, rows]
        there = np.maximum(at_work[:, rows], 0.0)
        part = np.divide(there, of_team, out=np.ones(np.broadcast(there, of_team).shape), where=of_team > there)
        return cls(asked * part)
