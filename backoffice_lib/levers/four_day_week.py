"""Four-day week: people work a day less."""

from typing import Literal

import numpy as np

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import TeamNames
from backoffice_lib.basics.uncertain import draws
from backoffice_lib.basics.units import PositiveShare
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import times_from
from backoffice_lib.drivers.declared import WEEKDAYS
from backoffice_lib.plan import Plan

FOUR_OF_FIVE = 0.8


class FourDayWeek(Lever):
    """The people of one or more teams have one working day off each week from a month on; a second one compounds with the first.

    output_share: the work a person does against five days: 1 when four yield as much, 0.8 when work falls as time does. What is
    missing takes more people. pay_share: of the pay of five days. day_off: when nobody comes to the office, or `spread`
    evenly over the week.
    """

    EXAMPLE = {"team": "accounting", "starting": "2027-02", "output_share": 0.95}

    team: TeamNames
    starting: Month
    output_share: PositiveShare
    pay_share: PositiveShare = 1.0
    day_off: Literal["friday", "monday", "tuesday", "wednesday", "thursday", "spread"] = "friday"

    def bend(self, drivers: Drivers) -> Drivers:
        drivers = times_from(drivers, "output_share", self.team, draws(self.output_share), self.starting)
        drivers = times_from(drivers, "salary_per_year", self.team, draws(self.pay_share), self.starting)
        for day in WEEKDAYS:
            at_work = FOUR_OF_FIVE if self.day_off == "spread" else float(day != self.day_off)
            drivers = times_from(drivers, f"attendance_{day}_share", self.team, np.array([at_work]), self.starting)
        return drivers

    def first_month(self, plan: Plan) -> Month:
        return self.starting - self.lead_months(plan, self.team)
