"""Change pay: raise or lower the going rate of a team."""

from typing import Annotated

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import TeamNames
from backoffice_lib.basics.uncertain import Number
from backoffice_lib.basics.units import Measure
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import scale_from


class ChangePay(Lever):
    """The going rate of one or more teams changes by a share from a month on, for everyone in them.

    raise_share: 0.03 is 3 % more, -0.03 is 3 % less; a second change_pay compounds with the first.
    """

    EXAMPLE = {"team": "accounting", "starting": "2027-02", "raise_share": 0.03}

    team: TeamNames
    starting: Month
    raise_share: Annotated[Number, Measure("share", low=-0.9, high=5.0)]

    def bend(self, drivers: Drivers) -> Drivers:
        return scale_from(drivers, "salary_per_year", self.team, self.raise_share, self.starting)
