"""Relocate team: a team's work moves to another of our sites."""

from collections.abc import Iterator

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import SiteName, TeamNames
from backoffice_lib.basics.uncertain import PerDraw
from backoffice_lib.basics.units import MoneyPerFte, MoneyPerHead, Months, Share
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.drivers.moving import Moving
from backoffice_lib.plan import Plan
from backoffice_lib.plan.extensions import name_at, with_team_at


class RelocateTeam(Lever):
    """A share of the work of one or more teams moves to another site; some people follow, others are hired there.

    The team there is like the one it comes from; its pay is the published wage of the role in the new place, where
    there is one in the same currency, else the same. follow_share: of the people concerned who move along, with
    relocation_cost_per_head; they keep their pay. After parallel_running_months the rest leave the old site.
    knowledge_transfer_months before the start, transition_cost_per_fte is spent on handing over (plan currency).
    """

    EXAMPLE = {"team": "accounting", "to_site": "HQ", "starting": "2027-02", "share": 0.5, "follow_share": 0.4}

    team: TeamNames
    to_site: SiteName
    starting: Month
    share: Share
    follow_share: Share = 0.0
    parallel_running_months: Months = 0
    knowledge_transfer_months: Months = 0
    relocation_cost_per_head: MoneyPerHead = 0.0
    transition_cost_per_fte: MoneyPerFte = 0.0

    def problems(self, plan: Plan) -> Iterator[Problem]:
        yield from self.too_soon(plan, self.knowledge_transfer_months)

    def extend(self, plan: Plan) -> Plan:
        for team in self.team:
            published = plan.wage_rate(plan.record("team", team), self.to_site)
            plan = with_team_at(plan, team, self.to_site, {"salary_per_year": None} if published else {})
        return plan

    def bend(self, drivers: Drivers) -> Drivers:
        moves = [f"{team} to {name_at(team, self.to_site)}" for team in self.team]
        drivers = self._moving().bend(drivers, moves)
        for team, move in zip(self.team, moves, strict=True):
            drivers = set_from(drivers, "mover_pay_share", [move], self._pay_kept(drivers, team), self.starting)
        return set_from(drivers, "relocation_cost_per_head", moves, self.relocation_cost_per_head, self.starting)

    def first_month(self, plan: Plan) -> Month:
        return self._moving().first_month(plan, (*self.team, *(name_at(team, self.to_site) for team in self.team)))

    def _moving(self) -> Moving:
        return Moving(
            self.share,
            self.follow_share,
            self.starting,
            self.parallel_running_months,
            self.knowledge_transfer_months,
            self.transition_cost_per_fte,
        )

    def _pay_kept(self, drivers: Drivers, team: str) -> float | PerDraw:
        """The pay of the team when its work moves, against the going rate of the new place, draw by draw."""
        pay = drivers["salary_per_year"]
        month = min(drivers.since(self.starting), len(pay) - 1)
        origin, there = (pay[month, drivers.row("salary_per_year", name)] for name in (team, name_at(team, self.to_site)))
        values = origin / there
        return float(values[0]) if len(values) == 1 else PerDraw(tuple(values.tolist()))
