"""Relocate team: a team's work moves to another of our sites."""

from backoffice_lib.drivers.moving import MovesPeople
from backoffice_lib.plan import Plan
from backoffice_lib.plan.extensions import with_teams_at


class RelocateTeam(MovesPeople):
    """A share of the work of one or more teams moves to another site; some people follow, others are hired there.

    The team there is like the one it comes from; its pay is the published wage of the role in the new place, where
    there is one in the same currency, else the same. follow_share: of the people concerned who move along, with
    relocation_cost_per_head; they keep their pay. After parallel_running_months the rest leave the old site.
    knowledge_transfer_months before the start, transition_cost_per_fte is spent on handing over (plan currency).

    A later move of the same team to the same site replaces it; what is handed over besides is paid on top.
    """

    EXAMPLE = {"team": "accounting", "to_site": "HQ", "starting": "2027-02", "share": 0.5, "follow_share": 0.4}

    def extend(self, plan: Plan) -> Plan:
        return with_teams_at(plan, self.team, self.to_site)
