"""Killed at any moment: a run is in the archive whole or not at all, and whoever comes next finds everything in order."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from backoffice_lib.reports.archive import Archive, Busy
from tests.faults.archive_runs import certificate, ended, forked, killed, make_run, make_runs, states, violations

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed as POSIX does it")
MOST_POINTS = 200
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("point", "crashed"), [("after_row:1", 1), ("after_staging:1", 1), ("write:1", 1), ("before_rename:1", 1), ("after_rename:1", 0), ("commit:1", 0), ("commit:2", 0), ("commit:3", 0)])
def test_what_is_found_after_a_kill_at_a_named_point(tmp_path, point, crashed):
    """Between rename and index the run is whole and taken over; before the rename it is crashed and made anew."""
    folder = tmp_path / "archive"
    assert killed(lambda: make_run(folder), point)
    found = Archive.at(folder).history()
    taken_over = point in ("after_rename:1", "commit:3")
    assert [row.state for row in found if row.state != "crashed"] == ["succeeded"] * taken_over
    assert all(row.recovered for row in found if row.state == "succeeded")
    make_runs(folder, ["2026-10", "2026-11"])
    assert states(folder) == {"succeeded": 2} | ({"crashed": crashed} if crashed else {})
    assert violations(folder) == []


def test_a_run_that_was_taken_over_keeps_its_place_in_the_chain(tmp_path):
    make_run(tmp_path, period="2026-09")
    assert killed(lambda: make_run(tmp_path, period="2026-10"), "after_rename:1")
    with Archive.at(tmp_path).start("board", "2026-11") as draft:  # it begins before the next one has looked
        assert killed(lambda: make_run(tmp_path, period="2026-12"), "after_rename:1")
        draft.write("board.html", "<html></html>")
        draft.publish(certificate())
    rows = [row for row in Archive.at(tmp_path).history() if row.state == "succeeded"]
    assert {row.period: (row.number, row.recovered) for row in rows} == {"2026-09": (1, False), "2026-10": (2, True), "2026-12": (3, True), "2026-11": (4, False)}
    assert violations(tmp_path) == []


def test_killed_at_every_point_in_turn(tmp_path):
    """From the first thing an archive does on the disk to the last."""
    for nth in range(1, MOST_POINTS):
        folder = tmp_path / str(nth)
        if not killed(lambda folder=folder: make_run(folder), f"any:{nth}"):
            assert nth > 20
            return
        assert violations(folder) == [], f"killed at point {nth}"
        make_runs(folder, ["2026-10"])
        assert violations(folder) == []
        assert states(folder)["succeeded"] == 1
    pytest.fail("a run has more points than that; it is killed at the same one again and again")


@pytest.mark.parametrize("seed", range(5))
def test_two_that_race_and_are_killed_ten_times(tmp_path, seed):
    race_and_kill(tmp_path, random.Random(seed), kills=10)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(100, 117))
def test_two_that_race_and_are_killed_thirty_times(tmp_path, seed):
    race_and_kill(tmp_path, random.Random(seed), kills=30)


def race_and_kill(folder: Path, chance: random.Random, kills: int) -> None:
    """Two processes make the same runs; one of them is killed, by the clock or at a point, until that has happened often enough."""
    periods = [f"2026-{month:02}" for month in range(1, kills // 2 + 2)]
    while kills:
        by_clock = chance.random() < 0.5
        victim = forked(lambda: make_runs(folder, periods), "" if by_clock else f"any:{chance.randint(1, 60)}:kill")
        other = forked(lambda: make_runs(folder, periods[: chance.randint(1, len(periods))]))
        if by_clock:
            time.sleep(chance.uniform(0, 0.25))  # not to wait for anything: the moment of the kill is what is tried
            os.kill(victim, signal.SIGKILL)
        kills -= ended(victim) == -signal.SIGKILL
        assert ended(other) == 0, "the other one failed"
        assert violations(folder) == []
        if states(folder)["succeeded"] == len(periods):
            periods += [f"{int(periods[-1][:4]) + 1}-{month:02}" for month in range(1, 13)]
    make_runs(folder, periods)
    assert states(folder)["succeeded"] == len(periods)
    assert violations(folder) == []


def test_the_fault_is_taken_from_the_environment(tmp_path):
    """As it is set for the command line, in a process that knows nothing of tests."""
    work = f"from backoffice_lib.reports.archive import Archive, Certificate\nwith Archive.at({str(tmp_path)!r}).start('board', '2026-10') as draft: draft.publish(Certificate())"
    ran = subprocess.run([sys.executable, "-c", work], cwd=ROOT, env={**os.environ, "BACKOFFICE_FAULT": "after_rename:1:kill"})
    assert ran.returncode == -signal.SIGKILL
    assert states(tmp_path) == {"succeeded": 1} and violations(tmp_path) == []


def test_whoever_holds_a_run_and_dies_makes_room_for_the_next(tmp_path):
    folder, (reading, writing) = tmp_path, os.pipe()

    def hold() -> None:
        with Archive.at(folder).start("board", "2026-10"):
            os.write(writing, b"held")
            signal.pause()

    holder = forked(hold)
    assert os.read(reading, 4) == b"held"
    with pytest.raises(Busy, match=f"process {holder}"):
        make_run(folder)
    os.kill(holder, signal.SIGKILL)
    assert ended(holder) == -signal.SIGKILL
    make_run(folder)
    assert states(folder) == {"crashed": 1, "succeeded": 1}


@pytest.mark.parametrize(("stop", "state"), [(KeyboardInterrupt, "cancelled"), (SystemExit, "cancelled"), (ValueError, "failed")])
def test_who_is_interrupted_leaves_nothing(tmp_path, stop, state):
    with pytest.raises(stop), Archive.at(tmp_path).start("board", "2026-10") as draft:
        draft.write("board.html", "<html>half of it")
        raise stop("Jane Doe earns 98765.43")
    (row,) = Archive.at(tmp_path).history()
    assert row.state == state and "Jane" not in row.message and "98765" not in row.message
    assert violations(tmp_path) == []
