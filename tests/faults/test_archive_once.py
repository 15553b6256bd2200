"""One success for each report and period, whoever runs, on whatever machine, whatever the clock says."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.cli._main import status
from backoffice_lib.reports.archive import AlreadyDone, Archive, Busy, alive, read_certificate
from backoffice_lib.reports.archive.places import LOCKS
from tests.faults.archive_runs import certificate, ended, forked, make_run, make_runs, states, violations

MORNING = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize("periods", [8, pytest.param(200, marks=pytest.mark.thorough)])
def test_four_schedulers_at_the_same_time_make_every_period_once(tmp_path, periods):
    names = [f"{2000 + nth // 12}-{nth % 12 + 1:02}" for nth in range(periods)]
    assert [ended(pid) for pid in [forked(lambda: make_runs(tmp_path, names)) for _ in range(4)]] == [0] * 4
    assert states(tmp_path)["succeeded"] == len(names)
    assert violations(tmp_path) == []


def test_a_period_that_is_done_is_not_made_again(tmp_path):
    make_run(tmp_path)
    with pytest.raises(AlreadyDone, match="board, 2026-10: is done already"):
        make_run(tmp_path)
    make_run(tmp_path, report="other")
    make_run(tmp_path, period="2026-11")
    assert states(tmp_path) == {"succeeded": 3}


def test_on_demand_as_often_as_one_likes(tmp_path):
    paths = {make_run(tmp_path, period=None) for _ in range(3)}
    assert len(paths) == 3 and violations(tmp_path) == []


def test_a_run_may_be_begun_in_one_thread_and_ended_in_another(tmp_path):
    archive = Archive.at(tmp_path)
    with ThreadPoolExecutor(4) as threads:
        drafts = list(threads.map(lambda month: archive.start("board", f"2026-{month:02}"), range(1, 9)))
        for draft in drafts:
            draft.write("board.html", "<html></html>")
        list(threads.map(lambda draft: draft.publish(certificate()), drafts))
    for draft in drafts:
        draft.__exit__(None, None, None)
    assert states(tmp_path) == {"succeeded": 8} and violations(tmp_path) == []


def test_a_run_whose_checks_fail_is_kept_and_may_be_made_again(tmp_path):
    first = make_run(tmp_path, passed=False)
    second = make_run(tmp_path)
    assert [read_certificate(path)[0].status for path in (first, second)] == ["checks_failed", "succeeded"]
    assert [read_certificate(path)[0].attempt for path in (first, second)] == [1, 2]
    assert violations(tmp_path) == []


def test_a_lock_that_is_removed_lets_nobody_in(tmp_path):
    with Archive.at(tmp_path).start("board", "2026-10") as draft:
        for lock in (tmp_path / LOCKS).iterdir():
            lock.unlink()
        with pytest.raises(Busy):
            make_run(tmp_path)
        draft.write("board.html", "<html></html>")
        draft.publish(certificate())
    assert states(tmp_path) == {"succeeded": 1} and violations(tmp_path) == []


def test_one_that_was_taken_for_dead_cannot_publish_beside_the_other(tmp_path, monkeypatch):
    with pytest.raises(OSError, match="taken for dead"), Archive.at(tmp_path).start("board", "2026-10") as draft:
        with monkeypatch.context() as patch:
            patch.setattr(alive, "is_alive", lambda *_: False)
            make_run(tmp_path)
        draft.folder.mkdir(exist_ok=True)
        draft.write("board.html", "<html></html>")
        draft.publish(certificate())
    assert states(tmp_path) == {"crashed": 1, "succeeded": 1} and violations(tmp_path) == []


def elsewhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A run that another machine on the same disk began; its id."""
    with monkeypatch.context() as patch:
        patch.setattr(alive, "host", lambda: "payroll-2")
        draft = Archive.at(folder, now=lambda: MORNING).start("board", "2026-10")
    draft._lock.release(force=True)  # locks do not reach across these machines
    return draft.id


def test_a_run_of_another_machine_is_left_alone_for_a_day(tmp_path, monkeypatch):
    elsewhere(tmp_path, monkeypatch)
    with pytest.raises(Busy, match=r"held by payroll-2, process \d+, since 2026-11-27T06:00:00\+00:00 .*; `backoffice audit DIR --give-up RUN` frees it"):
        Archive.at(tmp_path, now=lambda: MORNING + timedelta(hours=2)).start("board", "2026-10")
    make_run(Archive.at(tmp_path, now=lambda: MORNING + timedelta(hours=25)))
    assert states(tmp_path) == {"crashed": 1, "succeeded": 1}


def test_a_run_of_another_machine_can_be_given_up(tmp_path, monkeypatch, capsys):
    run = elsewhere(tmp_path, monkeypatch)
    monkeypatch.setattr("backoffice_lib.reports.archive.alive.ELSEWHERE_AT_MOST", timedelta(days=36500))
    assert status(["audit", str(tmp_path), "--give-up", run]) == 0
    assert status(["audit", str(tmp_path), "--give-up", run]) == 2
    assert "is not a run of another machine that is under way" in capsys.readouterr().err
    make_run(Archive.at(tmp_path, now=lambda: MORNING))
    assert states(tmp_path) == {"crashed": 1, "succeeded": 1}


class Clock:
    """A clock on the wall that can be set, and one that only counts."""

    def __init__(self) -> None:
        self.wall, self.counted = MORNING, 100.0

    def now(self) -> datetime:
        return self.wall

    def ticks(self) -> float:
        return self.counted


@pytest.mark.parametrize("set_by", [timedelta(hours=-2), timedelta(days=-365), timedelta(days=3650)])
def test_a_clock_that_is_set_during_a_run_changes_no_duration(tmp_path, set_by):
    clock = Clock()
    archive = Archive.at(tmp_path, clock.now, clock.ticks)
    with archive.start("board", "2026-10") as draft:
        clock.wall, clock.counted = clock.wall + set_by, clock.counted + 90
        draft.write("board.html", "<html></html>")
        made, _ = read_certificate(draft.publish(certificate()))
    assert (made.started, made.ended, made.seconds) == ("2026-11-27T06:00:00+00:00", "2026-11-27T06:01:30+00:00", 90.0)


@pytest.mark.parametrize(("set_by", "refused"), [(timedelta(hours=-2), False), (timedelta(hours=-25), True), (timedelta(days=-365), True), (timedelta(days=3650), False)])
def test_a_clock_a_day_behind_the_last_run_is_refused(tmp_path, set_by, refused):
    clock = Clock()
    archive = Archive.at(tmp_path, clock.now, clock.ticks)
    make_run(archive)
    clock.wall += set_by
    with pytest.raises(AlreadyDone) if not refused else pytest.raises(InputProblems, match="the clock: says .* more than a day before the last run .*; set it right"):
        make_run(archive)
    if not refused:
        make_run(archive, period="2026-11")
    assert violations(tmp_path) == []


def test_a_process_of_another_user_counts_as_alive(monkeypatch):
    def forbidden(pid: int, signal: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", forbidden)
    assert alive._runs(1)
