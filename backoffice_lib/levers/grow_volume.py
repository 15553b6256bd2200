"""Grow volume: more work comes in, or less."""

from typing import Annotated

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import WorkNames
from backoffice_lib.basics.uncertain import Number
from backoffice_lib.basics.units import Measure
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import scale_from
from backoffice_lib.plan import Plan


class GrowVolume(Lever):
    """One or more kinds of work come in by a share more from a month on; a second grow_volume compounds with the first.

    more_share: 0.2 is 20 % more, -0.2 is 20 % less; for work counted per head or per unit of other work, of that ratio.
    """

    EXAMPLE_PLAN = "claims_desk"
    EXAMPLE = {"work": "claims", "starting": "2027-04", "more_share": 0.2}

    work: WorkNames
    starting: Month
    more_share: Annotated[Number, Measure("share", low=-0.99, high=20.0)]

    def bend(self, drivers: Drivers) -> Drivers:
        return scale_from(drivers, "units_per_month", self.work, self.more_share, self.starting)

    def first_month(self, plan: Plan) -> Month:
        return self.starting - self.lead_months(plan, plan.names("team"))
