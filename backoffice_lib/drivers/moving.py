"""What levers share that move work from one team of ours to another: what is bent, when, and from which month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.uncertain import Number, PerDraw, draws
from backoffice_lib.drivers.bends import add_during, hand_over, set_from
from backoffice_lib.drivers.drivers import Drivers
from backoffice_lib.plan import Plan


@dataclass(frozen=True)
class Moving:
    """Work that moves: its share, from when, how many people follow it, and how long both sites do it."""

    share: Number
    follow_share: Number
    starting: Month
    parallel_running_months: int
    knowledge_transfer_months: int
    cost_per_fte: Number

    def bend(self, drivers: Drivers, moves: Iterable[str]) -> Drivers:
        """The drivers of some moves as they are when the work moves; earlier moves of the same work are replaced."""
        moves = tuple(moves)
        if drivers.since(self.starting) >= drivers.plan.months:
            return drivers
        followed = _product(self.share, self.follow_share)
        first = self.starting - self.knowledge_transfer_months
        handover = max(self.knowledge_transfer_months, 1)
        more = np.maximum(draws(self.share) - _moved_already(drivers, moves, self.starting), 0.0)
        drivers = add_during(drivers, "handed_over_share", moves, more / handover, first, first + handover)
        drivers = set_from(drivers, "move_cost_per_fte", moves, self.cost_per_fte, first)
        drivers = set_from(drivers, "followed_share", moves, followed, self.starting)
        names, until = ("moved_share", "vacated_share"), self.starting + self.parallel_running_months
        return hand_over(drivers, names, moves, self.share, followed, self.starting, until)

    def first_month(self, plan: Plan, teams: Iterable[str]) -> Month:
        """The first month in which anything changes: people are hired and given notice ahead of the move."""
        known = [plan.record("team", team) for team in teams]
        lead = max((team.time_to_hire_months + team.notice_months for team in known), default=0)
        return self.starting - max(lead, self.knowledge_transfer_months)


def _product(one: Number, other: Number) -> Number:
    """Two numbers multiplied, draw by draw."""
    values = draws(one) * draws(other)
    return float(values[0]) if len(values) == 1 else PerDraw(tuple(values.tolist()))


def _moved_already(drivers: Drivers, moves: tuple[str, ...], starting: Month) -> np.ndarray:
    """The shares that earlier levers have moved by then, [move, draw]."""
    moved = drivers["moved_share"]
    month = min(drivers.since(starting), len(moved) - 1)
    return moved[month, [drivers.row("moved_share", name) for name in moves]]
