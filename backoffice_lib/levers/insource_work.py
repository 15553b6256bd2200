"""Insource work: work comes back from a vendor, and our people do it again."""

from collections.abc import Iterator

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import ContractName
from backoffice_lib.basics.units import Months, Share
from backoffice_lib.drivers import Drivers
from backoffice_lib.drivers.placing import PlacesWork, at_most_from
from backoffice_lib.plan import Plan


class InsourceWork(PlacesWork):
    """Work under a contract comes back: our people do it from a month on, and are hired in time; the vendor until dual running ends.

    left_share: of the function's original work, what the vendor goes on doing. Where it is nothing the contract ends, and
    its termination fee is due if that is before its term.

    Of two initiatives for one contract the lower share that is left holds.
    """

    EXAMPLE = {"contract": "settlements with Clearing House Services", "starting": "2027-07", "left_share": 0.1, "dual_running_months": 1}
    EXAMPLE_PLAN = "settlement_desk"

    contract: ContractName
    starting: Month
    left_share: Share = 0.0
    dual_running_months: Months = 0

    def problems(self, plan: Plan) -> Iterator[Problem]:
        if not self.left_share:
            yield from self.within_notice(plan, self.contract, self.starting + self.dual_running_months)

    def bend(self, drivers: Drivers) -> Drivers:
        placements = self.placements(drivers.plan, self.contract)
        drivers = at_most_from(drivers, "released_share", placements, self.left_share, self.starting)
        return at_most_from(drivers, "placed_share", placements, self.left_share, self.starting + self.dual_running_months)

    def first_month(self, plan: Plan) -> Month:
        return self.starting - self.lead_of(plan, plan.record("contract", self.contract).function)
