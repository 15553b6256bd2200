"""The whole model on one page: plan → extend → unfold → bend → roll forward → price → book."""

from __future__ import annotations

from backoffice_lib import costs
from backoffice_lib.basics.errors import raise_all
from backoffice_lib.drivers import escalators, unfold
from backoffice_lib.drivers.unfold import problems_in
from backoffice_lib.ledger import Ledger, book
from backoffice_lib.operations import roll_forward
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import TODAY, Scenario


def simulate(plan: Plan, scenario: Scenario = TODAY) -> Ledger:
    """What a scenario costs, month by month: the ledger of a plan after all its levers.

    Without a scenario it is the plan as it stands. Raises InputProblems when the scenario does not fit the plan.
    """
    raise_all(costs.problems_in(plan))
    extended = scenario.extend(plan)

    drivers = unfold(extended)
    for lever in scenario.levers:
        drivers = lever.bend(drivers.on_behalf_of(lever.label))
    raise_all(problems_in(drivers, scenario.where()))

    operations = roll_forward(drivers)

    return book(scenario.name, drivers, operations, escalators(extended), costs.categories())
