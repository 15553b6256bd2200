"""How long meridian takes: reading it, simulating today and every scenario, and rendering its reports.

Run with `make bench`; it prints a table to paste into RESULTS.md. Nothing here is asserted in a test.
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

import backoffice_lib as bo

PLAN = "meridian"
ROUNDS = 7


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of several rounds, after one that is not counted."""
    work()
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def every_scenario() -> None:
    """Today and every scenario of the plan, simulated."""
    plan = bo.read_plan(PLAN)
    for scenario in bo.read_scenarios(plan):
        bo.simulate(plan, scenario)
    bo.simulate(plan)


def reports() -> float:
    """Seconds for all reports of the plan, as one command in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        command = [sys.executable, "-c", "from backoffice_lib.cli import main; main()", "report", PLAN, "--quiet"]
        subprocess.run([*command, "--to", folder], check=True, capture_output=True)
        return time.perf_counter() - begun


def main() -> None:
    """Prints the table."""
    plan = bo.read_plan(PLAN)
    rows = [
        ("read the plan", seconds(lambda: bo.read_plan(PLAN))),
        ("simulate today", seconds(lambda: bo.simulate(plan))),
        ("read, and simulate today and every scenario", seconds(every_scenario)),
        ("all reports, one command", reports()),
    ]
    print(f"{platform.system()}, Python {platform.python_version()}, {platform.processor() or platform.machine()}\n")
    print("| what | seconds |\n| --- | ---: |")
    for what, taken in rows:
        print(f"| {what} | {taken:.3f} |")


if __name__ == "__main__":
    main()
