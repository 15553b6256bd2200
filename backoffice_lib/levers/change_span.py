"""Change span: each supervisor looks after more people, or fewer."""

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import SupervisorNames
from backoffice_lib.basics.units import HeadsPerHead
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.plan import Plan


class ChangeSpan(Lever):
    """The supervisors of one or more teams look after another number of people each, from a month on.

    team: of supervisors, with a row in supervision.csv. span_heads: heads for each of them. Who is no longer needed, or
    needed besides, follows from that, and so do the layers above.

    A later one for the same team replaces it.
    """

    EXAMPLE_PLAN = "claims_desk"
    EXAMPLE = {"team": "team leaders", "starting": "2027-03", "span_heads": 10}

    team: SupervisorNames
    starting: Month
    span_heads: HeadsPerHead

    def bend(self, drivers: Drivers) -> Drivers:
        spans = [span.key for span in drivers.plan.supervision if span.team in self.team]
        return set_from(drivers, "span_heads", spans, self.span_heads, self.starting)

    def first_month(self, plan: Plan) -> Month:
        return self.starting - self.lead_months(plan, self.team)
