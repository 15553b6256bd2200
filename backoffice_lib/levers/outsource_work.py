"""Outsource work: a vendor does part of a function's work."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import FunctionName, VendorName
from backoffice_lib.basics.uncertain import draws
from backoffice_lib.basics.units import MoneyPerFte, Months, Share
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import add_during, hand_over, set_from
from backoffice_lib.plan import Plan
from backoffice_lib.plan.extensions import contract_name, with_contract


class OutsourceWork(Lever):
    """A vendor does a share of a function's work from a month on; after dual running our own people are released.

    share: of the work as it is before anything is placed; a later outsource_work with the same vendor replaces it, and
    with a smaller share brings work back: our people do it from the start, the vendor until dual running ends.
    dual_running_months: how long the vendor is paid while our people still do the work.
    knowledge_transfer_months: before the start, over which transition_cost_per_fte is spent (plan currency, for each
    full-time equivalent of our own work handed over). Who leaves follows from notice, attrition and severance.
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

    def extend(self, plan: Plan) -> Plan:
        return with_contract(plan, self.function, self.vendor)

    def bend(self, drivers: Drivers) -> Drivers:
        placements = self._placements(drivers.plan)
        if drivers.since(self.starting) >= drivers.plan.months:
            return drivers
        handover = max(self.knowledge_transfer_months, 1)
        first = self.starting - self.knowledge_transfer_months
        more = np.maximum(draws(self.share) - self._placed_already(drivers, placements), 0.0)
        drivers = add_during(drivers, "transferred_share", placements, more / handover, first, first + handover)
        cost = self.transition_cost_per_fte
        drivers = set_from(drivers, "transition_cost_per_fte", placements, cost, first)
        names = ("placed_share", "released_share")
        return hand_over(drivers, names, placements, self.share, 0.0, self.starting, self._released(drivers.plan))

    def first_month(self, plan: Plan) -> Month:
        teams = [team.team for team in plan.teams if team.function == self.function]
        return self.starting - max(self.knowledge_transfer_months, self.lead_months(plan, teams))

    def _released(self, plan: Plan) -> Month:
        return self.starting + self.dual_running_months

    def _placements(self, plan: Plan) -> list[str]:
        contract = contract_name(self.function, self.vendor)
        return [placed.key for placed in plan.placements if placed.contract == contract]

    def _placed_already(self, drivers: Drivers, placements: list[str]) -> np.ndarray:
        """The shares of earlier levers that already lie with this vendor at the start, [placement, draw]."""
        placed = drivers["placed_share"]
        month = min(drivers.since(self.starting), len(placed) - 1)
        return placed[month, [drivers.row("placed_share", name) for name in placements]]
