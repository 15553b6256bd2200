"""What levers share that place work with vendors, or take it back: what is bent, when, and what cannot be."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.uncertain import Number, draws
from backoffice_lib.drivers.bends import add_during, bend, set_from
from backoffice_lib.drivers.drivers import Drivers
from backoffice_lib.drivers.lever import Lever
from backoffice_lib.plan import Plan
from backoffice_lib.plan.kept_functions import kept_from_vendor
from backoffice_lib.plan.vendor_checks import no_unit_price


class PlacesWork(Lever):
    """A lever that bends what work lies with vendors."""

    def placements(self, plan: Plan, contract: str) -> list[str]:
        """The placements of a contract by name, one for each team of its function."""
        return [placed.key for placed in plan.placements if placed.contract == contract]

    def lead_of(self, plan: Plan, function: str) -> int:
        """How long before hiring and notice foresee what it does to the teams of a function."""
        return self.lead_months(plan, [team.team for team in plan.teams if team.function == function])

    def kept(self, plan: Plan, function: str, vendor: str, field: str) -> Iterator[Problem]:
        """Work of a function that is not to go to a vendor, or not to one abroad."""
        if why := kept_from_vendor(plan, function, vendor):
            yield self.problem(field, why, "place other work, or leave it out of kept_functions.csv")

    def within_notice(self, plan: Plan, contract: str, on: Month) -> Iterator[Problem]:
        """A contract that cannot end in a month, because of its notice."""
        months = plan.record("vendor", plan.record("contract", contract).vendor).notice_months
        if on < (earliest := plan.start + months):
            field = "on" if hasattr(self, "on") else "starting"
            yield self.problem(field, f"{on} is within the notice of {months} months", f"let the contract end in {earliest} or later")

    def no_units(self, plan: Plan, function: str, vendor: str, field: str) -> Iterator[Problem]:
        """A vendor that is paid by the unit, for work whose units the plan does not know, or of which some have no price."""
        if wrong := no_unit_price(plan, vendor, function):
            yield self.problem(field, *wrong)

    def term_too_short(self, plan: Plan, vendor: str, working_from: Month, until: Month) -> Iterator[Problem]:
        """A contract whose term ends before the transition does. until: the first month after it."""
        term = plan.record("vendor", vendor).term_months
        if term and working_from + term < until:
            ends = working_from + (term - 1)
            what = f"the term of {vendor} ends in {ends}, before the transition does in {until + -1}"
            yield self.problem("vendor" if hasattr(self, "vendor") else "to_vendor", what, "agree a longer term_months, or run both for less time")

    def handed_over(self, drivers: Drivers, placements: list[str], more: np.ndarray, starting: Month) -> Drivers:
        """The drivers when work more [placement, draw] is handed over in the months of knowledge transfer before a start."""
        handover, first = max(self.knowledge_transfer_months, 1), starting - self.knowledge_transfer_months
        drivers = add_during(drivers, "transferred_share", placements, np.maximum(more, 0.0) / handover, first, first + handover)
        return set_from(drivers, "transition_cost_per_fte", placements, self.transition_cost_per_fte, first)

    def notes_on_quality(self, plan: Plan, function: str, vendor: str) -> Iterator[str]:
        """What is not in the figures, when the work of a function is not in the plan."""
        known, of = any(work.function == function for work in plan.work), plan.record("vendor", vendor)
        if not known and of.shortfall == "backlog":
            yield f"what {vendor} does not get done of {function} waits, and costs nothing: no work of it is in the plan"
        if not known and (draws(of.defect_share) > 0).any():
            yield f"what {vendor} gets wrong of {function} costs nothing: no work of it is in the plan"


def placed_in(drivers: Drivers, placements: list[str], month: Month) -> np.ndarray:
    """The shares that lie with a vendor in a month, as earlier levers have it, [placement, draw]."""
    placed = drivers["placed_share"]
    at = min(drivers.since(month), len(placed) - 1)
    return placed[at, [drivers.row("placed_share", name) for name in placements]]


def at_most_from(drivers: Drivers, driver: str, subjects: list[str], most: Number, starting: Month) -> Drivers:
    """The driver no higher than a value from a month on."""
    highest = draws(most)
    return bend(drivers, driver, subjects, starting, None, lambda present: np.minimum(present, highest), len(highest), "lowers")
