"""Renegotiate contract: other prices are agreed with a vendor."""

from collections.abc import Iterator

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import ContractName
from backoffice_lib.basics.uncertain import as_number, draws
from backoffice_lib.basics.units import PositiveShare
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import scale_from
from backoffice_lib.plan import Plan


class RenegotiateContract(Lever):
    """From a month on all prices of a contract are a share of what they were; this compounds with renewals and with earlier changes of it."""

    EXAMPLE = {"contract": "settlements with Clearing House Services", "starting": "2027-04", "price_share": 0.92}
    EXAMPLE_PLAN = "settlement_desk"

    contract: ContractName
    starting: Month
    price_share: PositiveShare

    def problems(self, plan: Plan) -> Iterator[Problem]:
        if draws(self.price_share).tolist() == [1.0]:
            yield self.problem("price_share", "is 1, which changes nothing", "give the new prices against the old, such as 0.95")

    def bend(self, drivers: Drivers) -> Drivers:
        return scale_from(drivers, "contract_price_share", [self.contract], as_number(draws(self.price_share) - 1), self.starting)
