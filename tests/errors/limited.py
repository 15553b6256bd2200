"""A child that reads plan folders with little memory and little time, and tells what it said of each: `python -m tests.errors.limited FOLDER …`.

Memory and time are limited by the system, so whatever would hang or fill the machine ends here, and is told as such.
"""

from __future__ import annotations

import json
import re
import resource
import signal
import sys
import traceback
from pathlib import Path

import openpyxl  # noqa: F401
import pyarrow.compute  # noqa: F401
import pyarrow.parquet  # noqa: F401
import sqlalchemy  # noqa: F401

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import problems_beside, read_scenarios

MEGABYTES, SECONDS = 500, 20


class TooLong(BaseException):
    """The time is up."""


def stop(*_: object) -> None:
    raise TooLong


def said_of(folder: Path) -> list[str]:
    """What is said of a plan folder, its scenarios with it; `accepted` and the notes if it can be used."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return _said_of(folder)
    except TooLong:
        return [f"!!! more than {SECONDS} seconds"]
    except MemoryError:
        return [f"!!! more than {MEGABYTES} MB"]
    except Exception:
        return [f"!!! {traceback.format_exc()}"]
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _said_of(folder: Path) -> list[str]:
    try:
        plan = read_plan(folder)
    except InputProblems as wrong:
        return [str(problem) for problem in (*wrong.problems, *problems_beside(wrong, folder))]
    try:
        read_scenarios(plan)
        return ["accepted", *plan.notes]
    except InputProblems as wrong:
        return [str(problem) for problem in wrong.problems]


def main() -> None:
    """Tells it of all folders, as JSON."""
    taken = int(re.search(r"VmSize:\s+(\d+)", Path("/proc/self/status").read_text())[1]) * 1024
    resource.setrlimit(resource.RLIMIT_AS, (taken + MEGABYTES * 1_000_000,) * 2)
    signal.signal(signal.SIGPROF, stop)
    print(json.dumps({folder: said_of(Path(folder)) for folder in sys.argv[1:]}))


if __name__ == "__main__":
    main()
