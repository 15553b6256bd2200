"""Outsource work: a vendor does part of a function's work."""

from collections.abc import Iterator

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import FunctionName, VendorName
from backoffice_lib.basics.uncertain import draws
from backoffice_lib.basics.units import MoneyPerFte, Months, Share
from backoffice_lib.drivers import Drivers
from backoffice_lib.drivers.bends import hand_over
from backoffice_lib.drivers.placing import PlacesWork, placed_in
from backoffice_lib.plan import Contract, Plan
from backoffice_lib.plan.extensions import with_contract


class OutsourceWork(PlacesWork):
    """A vendor does a share of a function's work from a month on; after dual running our own people are released.

    share: of the work as it is before anything is placed; a later outsource_work with the same vendor replaces it, and
    with a smaller share brings work back: our people do it from the start, the vendor until dual running ends.
    dual_running_months: how long the vendor is paid while our people still do the work.
    knowledge_transfer_months: before the start, over which transition_cost_per_fte is spent (plan currency, for each
    full-time equivalent of our own work handed over). Who leaves follows from notice, attrition and severance.

    What is handed over besides is paid on top.
    """

    EXAMPLE = {"function": "record keeping", "vendor": "Archive Partners", "starting": "2027-02", "share": 0.5}

    function: FunctionName
    vendor: VendorName
    starting: Month
    share: Share
    dual_running_months: Months = 0
    knowledge_transfer_months: Months = 0
    transition_cost_per_fte: MoneyPerFte = 0.0

    def problems(self, plan: Plan) -> Iterator[Problem]:
        yield from self.too_soon(plan, self.knowledge_transfer_months)
        yield from self.kept(plan, self.function, self.vendor, "function")
        yield from self.no_units(plan, self.function, self.vendor, "vendor")
        yield from self.term_too_short(plan, self.vendor, self.starting, self.starting + self.dual_running_months)

    def extend(self, plan: Plan) -> Plan:
        return with_contract(plan, self.function, self.vendor)

    def bend(self, drivers: Drivers) -> Drivers:
        placements = self.placements(drivers.plan, Contract(function=self.function, vendor=self.vendor).contract)
        if drivers.since(self.starting) >= drivers.plan.months:
            return drivers
        drivers = self.handed_over(drivers, placements, draws(self.share) - placed_in(drivers, placements, self.starting), self.starting)
        names, released = ("placed_share", "released_share"), self.starting + self.dual_running_months
        return hand_over(drivers, names, placements, self.share, 0.0, self.starting, released)

    def notes(self, plan: Plan) -> Iterator[str]:
        """What of the vendor's quality is not in the figures."""
        yield from self.notes_on_quality(plan, self.function, self.vendor)

    def first_month(self, plan: Plan) -> Month:
        return self.starting - max(self.knowledge_transfer_months, self.lead_of(plan, self.function))
