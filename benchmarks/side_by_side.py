"""Peers of the study, whether they agree with us, and how long each takes, in turns."""

from __future__ import annotations

import importlib
import statistics
import time
from collections.abc import Callable, Mapping

import numpy as np

from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario
from benchmarks import numpy_peer, plain_peers, study

ROUNDS = 5
MANY = 512
SAME = 1e-9
Work = Callable[[], object]
OPTIONAL = ("numba", "modelx")


def in_turns(works: Mapping[str, Work], rounds: int = ROUNDS, clock: Callable[[], float] = time.process_time) -> dict[str, float]:
    """The median seconds of each, after one round that is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(rounds + 1):
        for name, work in works.items():
            begun = clock()
            work()
            if turn:
                taken[name].append(clock() - begun)
    return {name: statistics.median(times) for name, times in taken.items()}


def optional(name: str):
    """A peer, or nothing where what it needs is not installed."""
    try:
        return importlib.import_module(f"benchmarks.{name}_peer")
    except ImportError:
        return None


def missing() -> str:
    """Says which peers are left out, since what they need is not installed."""
    return "".join(f" {name} is not installed, and left out." for name in OPTIONAL if not optional(name))


def peers_of(plan_under: study.Study) -> dict[str, tuple[Callable[[study.Inputs], np.ndarray], int]]:
    """The peers by name: what computes draws, and how many of them are timed at once."""
    peers = {
        "pandas, month by month": (lambda some: plain_peers.in_pandas(plan_under, some), 1),
        "plain Python": (lambda some: plain_peers.in_python(plan_under, some), 2),
        "NumPy by hand, in blocks of 64": (lambda some: numpy_peer.blocked(plan_under, some), MANY),
    }
    if modelx := optional("modelx"):
        model = modelx.Model(plan_under)
        peers["modelx, vector cells"] = (model.evaluate, 4)
        peers["modelx, blocks of 64 draws"] = (lambda some: model.evaluate(some, 64), 64)
    if numba := optional("numba"):
        peers["compiled by numba, one kernel"] = (lambda some: numba.compiled(plan_under, some), MANY)
    return peers


def off(found: np.ndarray, known: np.ndarray) -> float:
    """The most that figures differ, against the figure itself, or one unit of money where it is less."""
    return float((np.abs(found - known) / np.maximum(np.abs(known), 1.0)).max())


def agreement(plan: Plan, scenarios: list[Scenario]) -> float:
    """The most that any peer differs from us in any category, month and draw of any scenario. Raises AssertionError where that is too much."""
    most = 0.0
    for scenario in scenarios:
        ledger = study.simulated(plan, scenario, 32)
        expected, given = study.ours(ledger), study.inputs_of(ledger)
        for name, (work, _) in peers_of(study.study_of(ledger)).items():
            count = 1 if name.startswith(("pandas", "plain", "modelx, vector")) else 32
            found = off(work(given.some(slice(0, count))), expected[..., :count])
            assert found < SAME, (scenario.name, name, found)
            most = max(most, found)
    return most
