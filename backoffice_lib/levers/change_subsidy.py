"""Change subsidy: what people at home are paid a month becomes another amount."""

from collections.abc import Iterator

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import TeamNames
from backoffice_lib.basics.units import MoneyPerHeadMonth, TaxShare
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.plan import Plan


class ChangeSubsidy(Lever):
    """The monthly payment to people of one or more teams who work from home is another one from a month on.

    subsidy_tax_share: the part of the payment before tax that goes to tax and levies; as before if left out. Who works from home
    stays as it is: of a team in which nobody does, it changes nothing.

    A later one for the same team, or remote_work, replaces it.
    """

    EXAMPLE = {"team": "NY IT support", "starting": "2028-01", "subsidy_per_month": 60}
    EXAMPLE_PLAN = "meridian"

    team: TeamNames
    starting: Month
    subsidy_per_month: MoneyPerHeadMonth
    subsidy_tax_share: TaxShare | None = None

    def problems(self, plan: Plan) -> Iterator[Problem]:
        if not self.team:
            yield self.problem("team", "names no team", "name at least one")

    def bend(self, drivers: Drivers) -> Drivers:
        drivers = set_from(drivers, "subsidy_per_month", self.team, self.subsidy_per_month, self.starting)
        if self.subsidy_tax_share is None:
            return drivers
        return set_from(drivers, "subsidy_tax_share", self.team, self.subsidy_tax_share, self.starting)
