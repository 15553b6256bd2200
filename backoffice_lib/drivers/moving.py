"""What levers share that move work from one team of ours to another: what is bent, when, and from which month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import SiteName, TeamNames
from backoffice_lib.basics.uncertain import Number, as_number, draws
from backoffice_lib.basics.units import MoneyPerFte, MoneyPerHead, Months, Share
from backoffice_lib.drivers.bends import add_during, hand_over, set_from
from backoffice_lib.drivers.drivers import Drivers
from backoffice_lib.drivers.lever import Lever
from backoffice_lib.plan import Plan
from backoffice_lib.plan.extensions import name_at
from backoffice_lib.plan.kept_functions import in_another_country, kept_from_abroad


class MovesWork(Lever):
    """A lever that moves work of our teams to another site: what, where, from when, and how long both sites do it."""

    team: TeamNames
    to_site: SiteName
    starting: Month
    share: Share
    parallel_running_months: Months = 0
    knowledge_transfer_months: Months = 0
    transition_cost_per_fte: MoneyPerFte = 0.0

    def destination(self, team: str) -> str:
        """The name of the team that takes work from a team."""
        return name_at(team, self.to_site)

    @property
    def moves(self) -> list[str]:
        """The names of the moves, one for each team."""
        return [f"{team} to {self.destination(team)}" for team in self.team]

    def problems(self, plan: Plan) -> Iterator[Problem]:
        yield from self.too_soon(plan, self.knowledge_transfer_months)
        abroad = [team for team in self.team if self.goes_abroad(plan, team)]
        yield from kept_at_home(self, plan, abroad, "team")

    def goes_abroad(self, plan: Plan, team: str) -> bool:
        """Whether the work of a team would be done in another country."""
        return in_another_country(plan, plan.record("team", team).site, self.to_site)

    def first_month(self, plan: Plan) -> Month:
        teams = [name for team in self.team for name in (team, self.destination(team))]
        return self.starting - max(self.lead_months(plan, teams), self.knowledge_transfer_months)

    def moved(self, drivers: Drivers, follow_share: Number) -> Drivers:
        """The drivers as they are when the work moves and a share of its people follow; it replaces an earlier move."""
        if drivers.since(self.starting) >= drivers.plan.months:
            return drivers
        moves, followed = self.moves, as_number(draws(self.share) * draws(follow_share))
        first = self.starting - self.knowledge_transfer_months
        handover = max(self.knowledge_transfer_months, 1)
        more = np.maximum(draws(self.share) - _moved_already(drivers, moves, self.starting), 0.0)
        drivers = add_during(drivers, "handed_over_share", moves, more / handover, first, first + handover)
        drivers = set_from(drivers, "move_cost_per_fte", moves, self.transition_cost_per_fte, first)
        drivers = set_from(drivers, "followed_share", moves, followed, self.starting)
        names, until = ("moved_share", "vacated_share"), self.starting + self.parallel_running_months
        return hand_over(drivers, names, moves, self.share, followed, self.starting, until)


class MovesPeople(MovesWork):
    """A lever that moves work together with some of those who do it; they keep their pay."""

    follow_share: Share = 0.0
    relocation_cost_per_head: MoneyPerHead = 0.0

    def bend(self, drivers: Drivers) -> Drivers:
        drivers = self.moved(drivers, self.follow_share)
        for team, move in zip(self.team, self.moves, strict=True):
            drivers = set_from(drivers, "mover_pay_share", [move], self._pay_kept(drivers, team), self.starting)
        apart = [move for team, move in zip(self.team, self.moves, strict=True) if drivers.plan.record("team", team).site != self.to_site]
        return set_from(drivers, "relocation_cost_per_head", apart, self.relocation_cost_per_head, self.starting)

    def _pay_kept(self, drivers: Drivers, team: str) -> Number:
        """The pay of the team when its work moves, against the going rate of the new place, draw by draw."""
        pay = drivers["salary_per_year"]
        month = min(drivers.since(self.starting), len(pay) - 1)
        origin, there = (pay[month, drivers.row("salary_per_year", name)] for name in (team, self.destination(team)))
        return as_number(origin / there)


def kept_at_home(lever: Lever, plan: Plan, teams: Iterable[str], field: str) -> Iterator[Problem]:
    """Work of teams that would be done in another country, and is not to be; each function is told once."""
    for function in dict.fromkeys(plan.record("team", team).function for team in teams):
        if why := kept_from_abroad(plan, function):
            yield lever.problem(field, why, "move other work, or leave it out of kept_functions.csv")


def _moved_already(drivers: Drivers, moves: list[str], starting: Month) -> np.ndarray:
    """The shares that earlier levers have moved by then, [move, draw]."""
    moved = drivers["moved_share"]
    month = min(drivers.since(starting), len(moved) - 1)
    return moved[month, [drivers.row("moved_share", name) for name in moves]]
