"""Several schedulers of one plan at once, as when cron and somebody in a terminal both keep it: each period is made exactly once."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from pathlib import Path

from backoffice_lib.reports.archive import Archive
from backoffice_lib.reports.timing import Timing
from tests.reports.schedules import Asked, bench

PROCESSES, DAYS = 4, 6
ASKED = [Asked(name, Timing(every="day", at="06:00", zone="Europe/Paris"), missed="all") for name in ("board", "cost")]


def keep(home: Path, begin, made) -> None:
    """One scheduler: a pass a day, at the same time as all the others."""
    one = bench(home, "2026-10-20 06:00", *ASKED)
    for _ in range(DAYS):
        begin.wait()
        made.put(one.once())
        one.clock.go(days=1)


def test_four_schedulers_make_each_period_once(tmp_path):
    spawned = multiprocessing.get_context("spawn")
    begin, made = spawned.Barrier(PROCESSES, timeout=120), spawned.Queue()
    crew = [spawned.Process(target=keep, args=(tmp_path, begin, made)) for _ in range(PROCESSES)]
    for process in crew:
        process.start()
    reported = [period for _ in range(PROCESSES * DAYS) for period in made.get(timeout=120)]
    for process in crew:
        process.join(120)
    assert [process.exitcode for process in crew] == [0] * PROCESSES
    expected = sorted(f"{name} 2026-10-{day}" if day < 32 else f"{name} 2026-11-{day - 31:02d}" for name in ("board", "cost") for day in range(20, 20 + DAYS))
    assert sorted(reported) == expected
    history = Archive.at(tmp_path / "reports").history()
    assert Counter(row.state for row in history) == {"succeeded": 2 * DAYS}
    assert sorted(path.parent.parent.name for path in tmp_path.glob("reports/*/*/*/certificate.json")) == sorted(row.period for row in history)
