"""What a saving leaves undone: work without people, and people without a seat."""

from __future__ import annotations

import numpy as np

from backoffice_lib.basics.money import counted
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.ledger import Ledger


def people_short(against: Ledger, scenario: Ledger, draw: int = 0) -> tuple[str, ...]:
    """Functions in which a draw of the scenario leaves more work without people than draw 0 of the other, by a whole one at least; that
    is priced nowhere."""
    before, notes = _missing(against, 0), []
    for function, missing in _missing(scenario, draw).items():
        more = np.floor(missing - before.get(function, 0.0) + TOLERANCE)
        if (more > 0).any():
            month, most = scenario.plan.calendar[int((more > 0).argmax())], int(more.max())
            people = "1 more person" if most == 1 else f"{most:,} more people"
            notes.append(f"{function} lacks up to {people} from {month}; work left undone is not priced")
    return tuple(notes)


def _missing(ledger: Ledger, draw: int) -> dict[str, np.ndarray]:
    """People needed and not at work in a draw, by function and month."""
    gap = ledger.operations.demand.needed - ledger.operations.staffing.at_work
    gap, missing = gap[:, :, min(draw, gap.shape[2] - 1)], {}
    for row, team in enumerate(ledger.plan.teams):
        missing[team.function] = missing.get(team.function, 0.0) + np.maximum(gap[:, row], 0.0)
    return missing


def seats_short(against: Ledger, scenario: Ledger) -> tuple[str, ...]:
    """Sites where the scenario leaves more people without a seat; what that costs is not in the ledger."""
    plan, notes = scenario.plan, []
    for row, site in enumerate(plan.names("site")):
        short, before = _seats_missing(scenario, site), _seats_missing(against, site)
        priced = (scenario.drivers["flexible_desk_per_month"][:, row] > 0).any()
        more = np.ceil(short - before - TOLERANCE)
        if (more > 0).any() and not priced:
            month, most = plan.calendar[int((more > 0).argmax())], int(more.max())
            notes.append(f"{site} lacks up to {counted(most, 'more seat')} from {month}; no cost is booked for that")
    return tuple(notes)


def _seats_missing(ledger: Ledger, site: str) -> np.ndarray:
    """Seats needed and not held at a site, by month; none where the plan has no such site."""
    if site not in ledger.plan.names("site"):
        return np.zeros(ledger.plan.months)
    row = ledger.plan.names("site").index(site)
    return np.maximum(ledger.operations.attendance.seats_needed - ledger.operations.space.seats_held, 0.0)[:, row, 0]
