"""Small runs to put into an archive, in processes of their own that can be killed, and what must hold of it whatever happened."""

from __future__ import annotations

import os
import signal
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from backoffice_lib.reports.archive import AlreadyDone, Archive, Busy, Certificate, Check, KeptFile, faults
from backoffice_lib.reports.archive.audit import audit
from backoffice_lib.reports.archive.places import LOCKS, STAGING

PAGE = "<html><body>four months of accounting</body></html>"


def certificate(passed: bool = True) -> Certificate:
    """What a run says of itself."""
    inputs = (KeptFile(name="teams.csv", sha256="0" * 64, bytes=1),)
    return Certificate(plan="tiny", answer="Moving saves 12,000 EUR.", inputs=inputs, seed=7, checks=(Check(name="parts sum to the total", passed=passed),))


def make_run(folder: Path | Archive, report: str = "board", period: str | None = "2026-10", passed: bool = True) -> Path:
    """Make a whole run: a page, a table and their certificate."""
    archive = folder if isinstance(folder, Archive) else Archive.at(folder)
    with archive.start(report, period) as draft:
        draft.write(f"{report}.html", PAGE)
        draft.write("tables/cost.csv", "team,cost\naccounting,1000.5\nclaims,20\n")
        return draft.publish(certificate(passed), promised=[f"{report}.html"])


def make_runs(folder: Path, periods: list[str]) -> None:
    """Make the runs of some periods that nobody else has made or is making."""
    for period in periods:
        try:
            make_run(folder, period=period)
        except (AlreadyDone, Busy):
            continue


def forked(work: Callable[[], object], fault: str = "") -> int:
    """Do some work in a process of its own, in which the archive fails as `fault` says; its process id."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        if fault:
            faults.reached = faults.armed(fault)
        work()
        code = 0
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(code)  # nothing of pytest may run twice


def ended(pid: int) -> int:
    """Wait for a process; its exit code, or less than 0 for the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def killed(work: Callable[[], object], fault: str) -> bool:
    """Do some work in a process that is killed at a point; whether it got there."""
    code = ended(forked(work, f"{fault}:kill"))
    assert code in (0, -signal.SIGKILL), "the process failed otherwise than by being killed"
    return code != 0


def violations(folder: Path) -> list[str]:
    """What must never be, whatever happened: runs that are not whole, two successes of a period, something left lying about."""
    archive = Archive.at(folder)
    rows = archive.history()
    twice = [f"{key}: {times} successes" for key, times in Counter((row.report, row.period) for row in rows if row.state == "succeeded" and not row.on_demand).items() if times > 1]
    left = [f"{name} is left in {place}" for place in (STAGING, LOCKS) for name in os.listdir(folder / place) if name not in {row.run for row in rows if row.state == "running"}]
    return [*audit(folder).problems, *twice, *left]


def states(folder: Path) -> Counter:
    """How many runs ended how."""
    return Counter(row.state for row in Archive.at(folder).history())
