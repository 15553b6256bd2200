"""Cut heads: want fewer people in a team."""

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import TeamName
from backoffice_lib.basics.units import Heads
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.plan import Plan


class CutHeads(Lever):
    """A team wants another number of people from a month on; who leaves follows from attrition, notice and severance."""

    EXAMPLE = {"team": "accounting", "starting": "2027-03", "heads": 8}

    team: TeamName
    starting: Month
    heads: Heads

    def bend(self, drivers: Drivers) -> Drivers:
        return set_from(drivers, "target_heads", [self.team], self.heads, self.starting)

    def first_month(self, plan: Plan) -> Month:
        team = plan.record("team", self.team)
        return self.starting - team.time_to_hire_months - team.notice_months
