"""Relocate team: a team's work moves to another of our sites."""

from backoffice_lib.basics.uncertain import PerDraw
from backoffice_lib.basics.units import MoneyPerHead, Share
from backoffice_lib.drivers import Drivers
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.drivers.moving import MovesWork
from backoffice_lib.plan import Plan
from backoffice_lib.plan.extensions import name_at, with_team_at


class RelocateTeam(MovesWork):
    """A share of the work of one or more teams moves to another site; some people follow, others are hired there.

    The team there is like the one it comes from; its pay is the published wage of the role in the new place, where
    there is one in the same currency, else the same. follow_share: of the people concerned who move along, with
    relocation_cost_per_head; they keep their pay. After parallel_running_months the rest leave the old site.
    knowledge_transfer_months before the start, transition_cost_per_fte is spent on handing over (plan currency).
    """

    EXAMPLE = {"team": "accounting", "to_site": "HQ", "starting": "2027-02", "share": 0.5, "follow_share": 0.4}

    follow_share: Share = 0.0
    relocation_cost_per_head: MoneyPerHead = 0.0

    def extend(self, plan: Plan) -> Plan:
        for team in self.team:
            published = plan.wage_rate(plan.record("team", team), self.to_site)
            plan = with_team_at(plan, team, self.to_site, {"salary_per_year": None} if published else {})
        return plan

    def bend(self, drivers: Drivers) -> Drivers:
        drivers = self.moved(drivers, self.follow_share)
        for team, move in zip(self.team, self.moves, strict=True):
            drivers = set_from(drivers, "mover_pay_share", [move], self._pay_kept(drivers, team), self.starting)
        return set_from(drivers, "relocation_cost_per_head", self.moves, self.relocation_cost_per_head, self.starting)

    def _pay_kept(self, drivers: Drivers, team: str) -> float | PerDraw:
        """The pay of the team when its work moves, against the going rate of the new place, draw by draw."""
        pay = drivers["salary_per_year"]
        month = min(drivers.since(self.starting), len(pay) - 1)
        origin, there = (pay[month, drivers.row("salary_per_year", name)] for name in (team, name_at(team, self.to_site)))
        values = origin / there
        return float(values[0]) if len(values) == 1 else PerDraw(tuple(values.tolist()))
