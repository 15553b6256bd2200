"""How long meridian takes: reading it, simulating today and every scenario, comparing, drawing, and rendering its reports; and one scenario of the study.

`python -m benchmarks.meridian` puts it into RESULTS.md. Nothing here is asserted in a test.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import TypeVar

import backoffice_lib as bo
from backoffice_lib.draws import in_draws
from backoffice_lib.scenario import TODAY
from benchmarks import results
from benchmarks.aims import told
from benchmarks.results import Found
from benchmarks.side_by_side import MANY, Work, in_turns
from benchmarks.study_plan import Studied

PLAN, SCENARIO = "meridian", "combination"
ROUNDS = 7
T = TypeVar("T")


def every_scenario() -> None:
    """Today and every scenario of the plan, simulated."""
    plan = bo.read_plan(PLAN)
    for scenario in bo.read_scenarios(plan):
        bo.simulate(plan, scenario)
    bo.simulate(plan)


def reports() -> float:
    """Seconds by the clock for all reports of the plan, as one command in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        command = [sys.executable, "-c", "from backoffice_lib.cli import main; main()", "report", PLAN, "--quiet"]
        subprocess.run([*command, "--to", folder], check=True, capture_output=True)
        return time.perf_counter() - begun


def new_each_time(made: Callable[[], T]) -> Callable[[], T]:
    """Gives another plan each time: of one that was simulated before, most is remembered."""
    return [made() for _ in range(ROUNDS + 1)].pop


def works() -> dict[str, Work]:
    """What is done in turns, by name."""
    plan, mixed = bo.read_plan(PLAN), Studied().mixed
    scenario = next(one for one in bo.read_scenarios(plan) if one.name == SCENARIO)
    today, other = bo.simulate(plan), bo.simulate(plan, scenario)
    one, another = (new_each_time(lambda: bo.read_plan(PLAN)) for _ in range(2))
    study, another_study = (new_each_time(lambda: Studied().plan) for _ in range(2))
    return {
        "read the plan": lambda: bo.read_plan(PLAN),
        "simulate today": lambda: bo.simulate(one()),
        f"simulate `{SCENARIO}`": lambda: bo.simulate(another(), scenario),
        "compare two simulations": lambda: bo.analyses.compare(today, other),
        "read, and simulate today and every scenario": every_scenario,
        "the study: simulate `today`": lambda: bo.simulate(study()),
        "the study: simulate `mixed`": lambda: bo.simulate(another_study(), mixed),
        f"{MANY} draws of today": lambda: in_draws(plan, TODAY, MANY, grain="plan"),
    }


def measured() -> Found:
    """All of it."""
    found = {name: 1e3 * taken for name, taken in in_turns(works(), ROUNDS).items()}
    each = found.pop(f"{MANY} draws of today") / MANY
    rows = [f"| {name} | {told(taken)} |" for name, taken in [*found.items(), ("a draw of today", each)]]
    text = "\n".join(["| meridian | ms of the processor |", "| --- | ---: |", *rows])
    return Found(f"{text}\n\nAll reports, one command: {reports():.1f} s by the clock.")


def main() -> None:
    """Measures, and puts it into the results."""
    load = results.load()
    results.put("meridian", measured(), load)


if __name__ == "__main__":
    main()
