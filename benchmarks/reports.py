"""Eight reports of `meridian`: by `backoffice report`, and by eight plain papermill commands one after the other.

    python -m benchmarks.reports [ROUNDS]    puts the last round into RESULTS.md

Both run the same notebooks on the same plan. A plain install by pip has rfc3987-syntax, which compiles its grammars each time a notebook is read; the lock of the
workbench leaves it out, so that it is fetched for papermill where it is not there. papermill leaves a notebook each; `backoffice report` makes and checks a page, the tables and
a certificate of each besides. Taken in turns, since the machine may be busy with other things: what counts is the ratio.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from backoffice_lib.files.shipped import shipped_notebooks, shipped_plans
from benchmarks import results
from benchmarks.results import Found

PLAN = "meridian"
NAMES = (
    "does_the_ledger_tie", "how_many_people_do_we_need", "monthly_report", "what_does_our_space_cost_and_when_can_we_leave_it",
    "what_does_today_cost", "what_is_in_the_plan", "where_does_the_saving_come_from", "which_scenario_is_cheapest",
)
OURS = [sys.executable, "-c", "from backoffice_lib.cli import main; main()"]
WANTED = 0.25


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock, and of the processors."""

    clock: float
    processors: float


def plain(folder: Path, grammars: str) -> Taken:
    """What a papermill command for each notebook takes, one after the other. grammars: where rfc3987-syntax lies, if it is not installed."""
    command, notebooks = [sys.executable, "-m", "papermill", "--no-progress-bar", "-p", "plan", str(shipped_plans()[PLAN])], shipped_notebooks()
    return _taken(*([*command, str(notebooks[name]), str(folder / f"{name}.ipynb")] for name in NAMES), path=grammars)


def ours(folder: Path) -> Taken:
    """What one `backoffice report` of them all takes."""
    return _taken([*OURS, "report", PLAN, *NAMES, "--to", str(folder), "--quiet"])


def _taken(*commands: list[str], path: str = "") -> Taken:
    """What commands take, one after the other."""
    found = os.pathsep.join(filter(None, (*sys.path, path)))
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    for command in commands:
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": found}, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Taken(time.perf_counter() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _grammars(folder: str) -> str:
    """Where rfc3987-syntax lies that was fetched; nothing where it is installed or cannot be had, and it is said."""
    try:
        print(f"rfc3987-syntax {version('rfc3987-syntax')} is installed")
        return ""
    except PackageNotFoundError:
        fetched = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, "rfc3987-syntax"], capture_output=True, check=False)
        print(f"rfc3987-syntax {'was fetched, as a plain install has it' if fetched.returncode == 0 else 'is not there: a plain install would take longer'}")
        return folder


def main(rounds: int = 1) -> None:
    """Prints what each takes in each round, and puts the last into the results."""
    load = results.load()
    with tempfile.TemporaryDirectory() as fetched:
        grammars = _grammars(fetched)
        print(f"{len(NAMES)} reports of {PLAN}, {len(os.sched_getaffinity(0))} processors, load {os.getloadavg()[0]:.1f}")
        for turn in range(1, rounds + 1):
            with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
                first, second = ours(Path(one)), plain(Path(other), grammars)
            print(f"round {turn}\n{_table(first, second)}", flush=True)
    results.put("reports", Found(_table(first, second)), load)


def _table(first: Taken, second: Taken) -> str:
    ratio = first.clock / second.clock
    rows = (
        ("`backoffice report`, eight reports", f"{first.clock:.1f}", f"{first.processors:.1f}"),
        ("eight `papermill` commands", f"{second.clock:.1f}", f"{second.processors:.1f}"),
        (f"ratio, {'under' if ratio < WANTED else 'not under'} the {WANTED} we aim at", f"{ratio:.2f}", f"{first.processors / second.processors:.2f}"),
    )
    return "\n".join(["| seconds | by the clock | of the processors |", "| --- | ---: | ---: |", *(f"| {' | '.join(row)} |" for row in rows)])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
