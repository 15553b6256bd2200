"""Bridges from today to a scenario that is changed little by little: what was simulated for the last one is not simulated again."""

from __future__ import annotations

from itertools import pairwise

from backoffice_lib.analyses._initiatives import Initiative, named
from backoffice_lib.analyses.bridge import Bridge, bridge_in_order
from backoffice_lib.drivers import Lever
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import Plan
from backoffice_lib.simulation import side_by_side


class StepByStep:
    """Remembers what the first of some initiatives cost, the first two …, on the plan that all of them extend."""

    def __init__(self) -> None:
        self._plan: Plan | None = None
        self._known: dict[tuple[Lever, ...], dict[str, float]] = {}

    def bridge(self, today: Ledger, ledger: Ledger) -> Bridge:
        """What each initiative of a ledger does after those before it. Only what comes after a change is simulated."""
        starts = [ledger.levers[:count] for count in range(len(ledger.levers) + 1)]
        if ledger.plan != self._plan:
            self._plan, self._known = ledger.plan, {}
        known = {start: self._known[start] for start in starts if start in self._known} | {(): _costs(today), ledger.levers: _costs(ledger)}
        asked = [start for start in starts if start not in known]
        for booked, numbers in side_by_side(ledger.plan, asked):
            known |= {asked[number]: _costs(booked, draw) for draw, number in enumerate(numbers)}
        self._known = known
        initiatives = [Initiative(None, lever) for lever in ledger.levers]
        names, steps = named(initiatives), pairwise(known[start] for start in starts)
        changes = {name: _less(*step) for name, step in zip(names, steps, strict=True)}
        return bridge_in_order(today, ledger, changes, {name: one.place for name, one in zip(names, initiatives, strict=True)})


def _less(before: dict[str, float], after: dict[str, float]) -> dict[str, float]:
    """By how much each category costs more after than before."""
    return {name: after.get(name, 0.0) - before.get(name, 0.0) for name in {**before, **after}}


def _costs(ledger: Ledger, draw: int = 0) -> dict[str, float]:
    """What each category costs over the plan."""
    return {name: float(amounts[:, min(draw, amounts.shape[1] - 1)].sum()) for name, amounts in ledger.by_category().items()}
