"""The whole model on one page: plan → extend → unfold → bend → roll forward → price → book."""

from __future__ import annotations

from dataclasses import replace

from backoffice_lib import costs
from backoffice_lib.basics.errors import raise_all
from backoffice_lib.drivers import Drivers, Lever, escalators, unfold
from backoffice_lib.drivers.unfold import problems_in
from backoffice_lib.ledger import Ledger, book
from backoffice_lib.operations import roll_forward
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import TODAY, Scenario


def simulate(plan: Plan, scenario: Scenario = TODAY, draws: int = 0, seed: int = 0) -> Ledger:
    """What a scenario costs, month by month: the ledger of a plan after all its levers.

    Without a scenario it is the plan as it stands. draws: how often chance is drawn besides the first draw, which takes every
    assumption at its likely value; the same seed gives the same luck in every scenario. Raises InputProblems when the
    scenario does not fit the plan.
    """
    raise_all(costs.problems_in(plan))
    extended = scenario.extend(plan)

    drivers = _bent(unfold(extended, draws, seed), scenario.levers)
    raise_all(problems_in(drivers, scenario.where()))

    return _priced(scenario.name, drivers, scenario.levers)


def lever_by_lever(ledger: Ledger) -> tuple[Ledger, ...]:
    """The ledger with none of its levers, with the first of them, with the first two …, and as it is.

    Each is of the same extended plan, which alone costs nothing, so that all have the same rows.
    """
    firsts = (ledger.levers[:count] for count in range(len(ledger.levers)))
    unbent = unfold(ledger.plan, ledger.drivers.draws, ledger.drivers.seed)
    return (*(_priced(ledger.scenario, _bent(unbent, levers), levers) for levers in firsts), ledger)


def _bent(drivers: Drivers, levers: tuple[Lever, ...]) -> Drivers:
    """The drivers, bent by levers in order."""
    for lever in levers:
        drivers = lever.bend(drivers.on_behalf_of(lever.label))
    return drivers


def _priced(scenario: str, drivers: Drivers, levers: tuple[Lever, ...]) -> Ledger:
    """The ledger that follows from the drivers: operations rolled forward, then every cost priced."""
    indices = escalators(drivers.plan)
    operations = roll_forward(drivers, indices)
    booked = book(scenario, drivers, operations, indices, costs.categories())
    return replace(booked, levers=levers)
