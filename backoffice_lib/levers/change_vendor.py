"""Change vendor: the work of a contract goes to another vendor."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import ContractName, VendorName
from backoffice_lib.basics.units import MoneyPerFte, Months
from backoffice_lib.drivers import Drivers
from backoffice_lib.drivers.bends import bend
from backoffice_lib.drivers.placing import PlacesWork, at_most_from, placed_in
from backoffice_lib.plan import Contract, Plan
from backoffice_lib.plan.extensions import with_contract


class ChangeVendor(PlacesWork):
    """All work under a contract goes to another vendor, which does it alone from a month on; the old contract ends.

    dual_running_months: before that, in which both are paid. knowledge_transfer_months: before that month, over which transition_cost_per_fte is spent
    (plan currency, for each full-time equivalent of our original work handed over).

    What the new vendor does already stays, and this comes on top; of the old contract the lower share holds, which is nothing.
    A later change of the cost of transition replaces it.
    """

    EXAMPLE = {
        "contract": "settlements with Clearing House Services",
        "to_vendor": "Border Operations",
        "starting": "2027-07",
        "dual_running_months": 2,
        "knowledge_transfer_months": 2,
        "transition_cost_per_fte": 3000,
    }
    EXAMPLE_PLAN = "settlement_desk"

    contract: ContractName
    to_vendor: VendorName
    starting: Month
    dual_running_months: Months = 0
    knowledge_transfer_months: Months = 0
    transition_cost_per_fte: MoneyPerFte = 0.0

    def problems(self, plan: Plan) -> Iterator[Problem]:
        contract = plan.record("contract", self.contract)
        if contract.vendor == self.to_vendor:
            yield self.problem("to_vendor", f"{self.to_vendor} is the vendor of this contract already", "name another, or renegotiate_contract")
            return
        yield from self.too_soon(plan, max(self.knowledge_transfer_months, self.dual_running_months))
        yield from self.kept(plan, contract.function, self.to_vendor, "to_vendor")
        yield from self.no_units(plan, contract.function, self.to_vendor, "to_vendor")
        yield from self.within_notice(plan, self.contract, self.starting)
        yield from self.term_too_short(plan, self.to_vendor, self.starting - self.dual_running_months, self.starting)

    def extend(self, plan: Plan) -> Plan:
        return with_contract(plan, plan.record("contract", self.contract).function, self.to_vendor)

    def bend(self, drivers: Drivers) -> Drivers:
        if drivers.since(self.starting) >= drivers.plan.months:
            return drivers
        plan = drivers.plan
        new = Contract(function=plan.record("contract", self.contract).function, vendor=self.to_vendor).contract
        old_rows, new_rows = self.placements(plan, self.contract), self.placements(plan, new)
        drivers = self.handed_over(drivers, new_rows, placed_in(drivers, old_rows, self.starting), self.starting)
        for driver in ("placed_share", "released_share"):
            gone = drivers[driver][min(drivers.since(self.starting), len(drivers[driver]) - 1) :, [drivers.row(driver, name) for name in old_rows]]
            drivers = bend(drivers, driver, new_rows, self.starting, None, lambda present, gone=gone: present + gone, gone.shape[2], "compounds")
            drivers = at_most_from(drivers, driver, old_rows, 0.0, self.starting)
        wanted, first = placed_in(drivers, new_rows, self.starting), self.starting - self.dual_running_months
        return bend(drivers, "placed_share", new_rows, first, self.starting, lambda present: np.maximum(present, wanted), wanted.shape[1], "compounds")

    def notes(self, plan: Plan) -> Iterator[str]:
        """What of the vendor's quality is not in the figures."""
        yield from self.notes_on_quality(plan, plan.record("contract", self.contract).function, self.to_vendor)

    def first_month(self, plan: Plan) -> Month:
        lead = self.lead_of(plan, plan.record("contract", self.contract).function)
        return self.starting - max(self.knowledge_transfer_months, self.dual_running_months + lead)
