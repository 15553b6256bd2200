"""The benchmarks compare like with like: formulas written anew, month by month, agree with the workbench in every category, month, draw and scenario."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import libreoffice_peer, numpy_peer, plain_peers, study
from benchmarks.study_plan import Size, plan_of

DRAWS = 3
PEERS = {"NumPy by hand": numpy_peer.blocked, "plain Python": plain_peers.in_python, "pandas": plain_peers.in_pandas}


@pytest.fixture(scope="module")
def ledgers():
    plan, scenarios = plan_of(Size(functions=1, months=30))
    return [study.simulated(plan, scenario, DRAWS) for scenario in scenarios]


@pytest.mark.parametrize("name", ["NumPy by hand", "plain Python"])
def test_a_peer_agrees_in_every_scenario(name, ledgers):
    for ledger in ledgers:
        found = PEERS[name](study.study_of(ledger), study.inputs_of(ledger))
        assert found == pytest.approx(study.ours(ledger), rel=1e-9, abs=1e-6), ledger.scenario


def test_pandas_agrees_in_the_scenario_with_all_levers(ledgers):
    ledger = next(one for one in ledgers if one.scenario == "mixed")
    found = PEERS["pandas"](study.study_of(ledger), study.inputs_of(ledger).some(slice(0, 1)))
    assert found == pytest.approx(study.ours(ledger)[..., :1], rel=1e-9, abs=1e-6)


@pytest.mark.slow
@pytest.mark.skipif(not libreoffice_peer.program(), reason="LibreOffice, or the uno of the system's Python, is not installed")
@pytest.mark.parametrize("teams_down", [False, True], ids=["months down", "teams down"])
def test_libreoffice_agrees_where_all_is_likely_and_in_a_draw(teams_down, ledgers):
    ledger = next(one for one in ledgers if one.scenario == "mixed")
    given = study.inputs_of(ledger)
    with libreoffice_peer.opened({"mixed": study.study_of(ledger)}, study.likely_inputs(), teams_down=teams_down) as model:
        model.recalculate()
        assert model.read()[0] == pytest.approx(study.likely(ledger), rel=1e-9, abs=1e-6)
        assert model.at(given, 2)[0][0] == pytest.approx(study.ours(ledger)[..., 2], rel=1e-9, abs=1e-6)


def test_every_category_costs_something_somewhere(ledgers):
    booked = {name for ledger in ledgers for name in ledger.drawn.costs}
    assert booked == set(study.CATEGORIES)
    assert len(ledgers) == 6
    assert len(ledgers[0].drawn.unsure) == 20


def test_where_prices_alone_are_unsure_quantities_are_worked_out_once():
    plan, scenarios = plan_of(Size(functions=1, months=30, prices_only=True))
    ledger = study.simulated(plan, scenarios[0], DRAWS)
    found = numpy_peer.sure_quantities(study.study_of(ledger), study.inputs_of(ledger))
    assert np.allclose(found, study.ours(ledger), rtol=1e-9, atol=1e-6)
