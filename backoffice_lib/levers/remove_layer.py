"""Remove layer: a layer of supervisors goes, and the one above takes over its people."""

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import SupervisorNames
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.plan import Plan


class RemoveLayer(Lever):
    """The supervisors of one or more teams are no longer needed from a month on.

    Those whom they supervised report to the layer above, at its own span, which change_span may widen; where nobody is above
    them in supervision.csv, to nobody in the plan.

    A later one for the same team replaces it.
    """

    EXAMPLE_PLAN = "claims_desk"
    EXAMPLE = {"team": "team leaders", "starting": "2027-03"}

    team: SupervisorNames
    starting: Month

    def bend(self, drivers: Drivers) -> Drivers:
        return set_from(drivers, "layer_kept_share", self.team, 0.0, self.starting)

    def first_month(self, plan: Plan) -> Month:
        return self.starting - self.lead_months(plan, self.team)
