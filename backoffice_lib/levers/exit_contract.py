"""Exit contract: a contract with a vendor ends, and its work comes back."""

from collections.abc import Iterator

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import ContractName
from backoffice_lib.drivers import Drivers
from backoffice_lib.drivers.placing import PlacesWork, at_most_from
from backoffice_lib.plan import Plan


class ExitContract(PlacesWork):
    """A contract ends on the first day of a month, after its notice; our people do its work from then on, and are hired in time.

    Where that is before the end of its term, the termination fee of the vendor is due.

    Of two initiatives for one contract the lower share that is left holds, which here is nothing.
    """

    EXAMPLE = {"contract": "settlements with Clearing House Services", "on": "2027-07"}
    EXAMPLE_PLAN = "settlement_desk"

    contract: ContractName
    on: Month

    def problems(self, plan: Plan) -> Iterator[Problem]:
        yield from self.within_notice(plan, self.contract, self.on)

    def bend(self, drivers: Drivers) -> Drivers:
        placements = self.placements(drivers.plan, self.contract)
        for driver in ("released_share", "placed_share"):
            drivers = at_most_from(drivers, driver, placements, 0.0, self.on)
        return drivers

    def first_month(self, plan: Plan) -> Month:
        return self.on - self.lead_of(plan, plan.record("contract", self.contract).function)
