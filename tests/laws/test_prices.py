"""Money never moves people: whatever prices are, people, work, space and contracts are the same."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pytest

import backoffice_lib as bo
from backoffice_lib.analyses._inputs import Case
from backoffice_lib.analyses._paths import every_number
from backoffice_lib.scenario import TODAY
from backoffice_lib.simulation import at_other_prices, simulate

PLANS = [("tiny", "everything"), ("settlement_desk", "part_nearshore"), ("claims_desk", "today"), ("three_floors", "today")]


def arrays(state: Any) -> list[np.ndarray]:
    """All arrays of what follows from the drivers, in order."""
    if is_dataclass(state):
        return [array for part in fields(state) for array in arrays(getattr(state, part.name))]
    return [state] if isinstance(state, np.ndarray) else []


@pytest.mark.parametrize(("name", "scenario"), PLANS)
def test_other_prices_change_no_operation_and_cost_what_a_simulation_says(name: str, scenario: str) -> None:
    plan = bo.read_plan(name)
    case = Case.of(plan, bo.read_scenario(plan, scenario), TODAY)
    prices = [one for one in every_number(case) if one.now and one.is_of_prices(plan)]
    dearer = case.put({one: one.now * 1.01 for one in prices if one.measure.high >= one.now * 1.01})
    known, simulated = simulate(case.plan, case.scenario), simulate(dearer.plan, dearer.scenario)
    assert prices and arrays(known.operations)
    assert all(np.array_equal(*pair) for pair in zip(arrays(known.operations), arrays(simulated.operations), strict=True))
    repriced = at_other_prices(known, dearer.plan, dearer.scenario)
    assert repriced.operations is known.operations and (repriced.by_month() == simulated.by_month()).all()
    assert (repriced.by_month(view="cash") == simulated.by_month(view="cash")).all()


def test_what_is_no_price_is_simulated_again() -> None:
    plan = bo.read_plan("tiny")
    known, more = simulate(plan), plan.with_(teams=tuple(team.with_(heads=team.heads + 1) for team in plan.teams))
    again = at_other_prices(known, more, TODAY)
    assert again.operations is not known.operations and (again.by_month() == simulate(more).by_month()).all()
