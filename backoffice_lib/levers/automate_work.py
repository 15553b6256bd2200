"""Automate work: software does part of each unit."""

from typing import Annotated

import numpy as np

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import WorkNames
from backoffice_lib.basics.uncertain import Number, draws
from backoffice_lib.basics.units import Measure, Money, MoneyPerMonth
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import add_during, times_from
from backoffice_lib.plan import Plan


class AutomateWork(Lever):
    """Each unit of one or more kinds of work takes fewer minutes from a month on; a second automate_work compounds with the first.

    fewer_minutes_share: 0.3 is 30 % less. investment: paid in that month, for each kind of work; licence_per_month: from
    then on (plan currency). People are fewer only in teams that are sized by work; elsewhere backlog, overtime and
    temporary staff shrink.
    """

    EXAMPLE_PLAN = "claims_desk"
    EXAMPLE = {"work": "claims", "starting": "2027-04", "fewer_minutes_share": 0.2, "investment": 60000, "licence_per_month": 1500}

    work: WorkNames
    starting: Month
    fewer_minutes_share: Annotated[Number, Measure("share", high=0.95)]
    investment: Money = 0.0
    licence_per_month: MoneyPerMonth = 0.0

    def bend(self, drivers: Drivers) -> Drivers:
        drivers = times_from(drivers, "minutes_per_unit", self.work, 1 - draws(self.fewer_minutes_share), self.starting)
        once, monthly = (np.tile(draws(money), (len(self.work), 1)) for money in (self.investment, self.licence_per_month))
        drivers = add_during(drivers, "automation_investment", self.work, once, self.starting, self.starting + 1)
        return add_during(drivers, "automation_licence_per_month", self.work, monthly, self.starting)

    def first_month(self, plan: Plan) -> Month:
        return self.starting - self.lead_months(plan, plan.names("team"))
