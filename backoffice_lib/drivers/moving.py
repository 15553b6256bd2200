"""What levers share that move work from one team of ours to another: what is bent, when, and from which month."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import SiteName, TeamNames
from backoffice_lib.basics.uncertain import Number, PerDraw, draws
from backoffice_lib.basics.units import MoneyPerFte, Months, Share
from backoffice_lib.drivers.bends import add_during, hand_over, set_from
from backoffice_lib.drivers.drivers import Drivers
from backoffice_lib.drivers.lever import Lever
from backoffice_lib.plan import Plan
from backoffice_lib.plan.extensions import name_at


class MovesWork(Lever):
    """A lever that moves work of our teams to another site: what, where, from when, and how long both sites do it."""

    team: TeamNames
    to_site: SiteName
    starting: Month
    share: Share
    parallel_running_months: Months = 0
    knowledge_transfer_months: Months = 0
    transition_cost_per_fte: MoneyPerFte = 0.0

    @property
    def moves(self) -> list[str]:
        """The names of the moves, one for each team."""
        return [f"{team} to {name_at(team, self.to_site)}" for team in self.team]

    def problems(self, plan: Plan) -> Iterator[Problem]:
        yield from self.too_soon(plan, self.knowledge_transfer_months)

    def first_month(self, plan: Plan) -> Month:
        known = [plan.record("team", name) for team in self.team for name in (team, name_at(team, self.to_site))]
        lead = max((team.time_to_hire_months + team.notice_months for team in known), default=0)
        return self.starting - max(lead, self.knowledge_transfer_months)

    def moved(self, drivers: Drivers, follow_share: Number) -> Drivers:
        """The drivers as they are when the work moves and a share of its people follow; it replaces an earlier move."""
        if drivers.since(self.starting) >= drivers.plan.months:
            return drivers
        moves, followed = self.moves, _product(self.share, follow_share)
        first = self.starting - self.knowledge_transfer_months
        handover = max(self.knowledge_transfer_months, 1)
        more = np.maximum(draws(self.share) - _moved_already(drivers, moves, self.starting), 0.0)
        drivers = add_during(drivers, "handed_over_share", moves, more / handover, first, first + handover)
        drivers = set_from(drivers, "move_cost_per_fte", moves, self.transition_cost_per_fte, first)
        drivers = set_from(drivers, "followed_share", moves, followed, self.starting)
        names, until = ("moved_share", "vacated_share"), self.starting + self.parallel_running_months
        return hand_over(drivers, names, moves, self.share, followed, self.starting, until)


def _product(one: Number, other: Number) -> Number:
    """Two numbers multiplied, draw by draw."""
    values = draws(one) * draws(other)
    return float(values[0]) if len(values) == 1 else PerDraw(tuple(values.tolist()))


def _moved_already(drivers: Drivers, moves: list[str], starting: Month) -> np.ndarray:
    """The shares that earlier levers have moved by then, [move, draw]."""
    moved = drivers["moved_share"]
    month = min(drivers.since(starting), len(moved) - 1)
    return moved[month, [drivers.row("moved_share", name) for name in moves]]
