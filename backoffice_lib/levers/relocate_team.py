"""Relocate team: a team's work moves to another of our sites."""

from backoffice_lib.drivers.moving import MovesPeople
from backoffice_lib.plan import Plan
from backoffice_lib.plan.extensions import with_team_at


class RelocateTeam(MovesPeople):
    """A share of the work of one or more teams moves to another site; some people follow, others are hired there.

    The team there is like the one it comes from; its pay is the published wage of the role in the new place, where
    there is one in the same currency, else the same. follow_share: of the people concerned who move along, with
    relocation_cost_per_head; they keep their pay. After parallel_running_months the rest leave the old site.
    knowledge_transfer_months before the start, transition_cost_per_fte is spent on handing over (plan currency).
    """

    EXAMPLE = {"team": "accounting", "to_site": "HQ", "starting": "2027-02", "share": 0.5, "follow_share": 0.4}

    def extend(self, plan: Plan) -> Plan:
        for team in self.team:
            published = plan.wage_rate(plan.record("team", team), self.to_site)
            plan = with_team_at(plan, team, self.to_site, {"salary_per_year": None} if published else {})
        return plan
