"""Eight reports of `meridian`: by `backoffice report`, and by eight plain papermill commands one after the other.

    python -m benchmarks.reports [ROUNDS]

Both run the same notebooks on the same plan. papermill leaves a notebook each; `backoffice report` makes and checks a page, the tables and
a certificate of each besides. Taken in turns, since the machine may be busy with other things: what counts is the ratio.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from backoffice_lib.files.shipped import shipped_notebooks, shipped_plans

PLAN = "meridian"
NAMES = (
    "does_the_ledger_tie", "how_many_people_do_we_need", "monthly_report", "what_does_our_space_cost_and_when_can_we_leave_it",
    "what_does_today_cost", "what_is_in_the_plan", "where_does_the_saving_come_from", "which_scenario_is_cheapest",
)
OURS = [sys.executable, "-c", "from backoffice_lib.cli import main; main()"]
WANTED = 0.25


def plain(folder: Path) -> float:
    """Seconds that a papermill command for each notebook takes, one after the other."""
    plan, began = str(shipped_plans()[PLAN]), time.perf_counter()
    for name in NAMES:
        _run([sys.executable, "-m", "papermill", "--no-progress-bar", "-p", "plan", plan, str(shipped_notebooks()[name]), str(folder / f"{name}.ipynb")])
    return time.perf_counter() - began


def ours(folder: Path) -> float:
    """Seconds that one `backoffice report` of them all takes."""
    began = time.perf_counter()
    _run([*OURS, "report", PLAN, *NAMES, "--to", str(folder), "--quiet"])
    return time.perf_counter() - began


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, capture_output=True)


def main(rounds: int = 1) -> None:
    """Prints what each takes in each round, and the ratio."""
    try:
        grammars = f"{version('rfc3987-syntax')} in place"
    except PackageNotFoundError:
        grammars = "not installed"
    print(f"{len(NAMES)} reports of {PLAN}, {len(os.sched_getaffinity(0))} processors, grammars of rfc3987 {grammars}")
    for turn in range(1, rounds + 1):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            first, second = ours(Path(one)), plain(Path(other))
        ratio = first / second
        print(f"round {turn}: backoffice report {first:.1f} s, papermill {second:.1f} s, ratio {ratio:.2f} ({'under' if ratio < WANTED else 'not under'} {WANTED})", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
