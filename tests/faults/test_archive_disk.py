"""The disk fails, fills up, is read-only or goes away: nothing half written is seen, the message says so, and the next run works."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.cli._main import status
from backoffice_lib.reports.archive import Archive, faults
from tests.faults.archive_runs import certificate, ended, forked, make_run, make_runs, states, violations

MOST_POINTS = 200
MB = 1 << 20


@pytest.mark.parametrize("how", ["EIO", *(pytest.param(how, marks=pytest.mark.thorough) for how in ("ENOSPC", "EACCES", "EINTR"))])
def test_everything_that_touches_the_disk_fails_in_turn(tmp_path, monkeypatch, how):
    """The n-th write, fsync, rename or commit fails, for n from 1 until the run survives."""
    for nth in range(1, MOST_POINTS):
        folder = tmp_path / str(nth)
        with monkeypatch.context() as patch:
            patch.setattr(faults, "reached", faults.armed(f"any:{nth}:{how}"))
            try:
                make_run(folder)
                survived = True
            except OSError as fault:
                assert fault.errno == getattr(errno, how)
                survived = False
        if survived and not _was_reached(tmp_path / "again", nth):
            assert nth > 20
            return
        assert violations(folder) == [], f"failed at point {nth}"
        make_runs(folder, ["2026-10"])
        assert states(folder)["succeeded"] == 1
        assert violations(folder) == []
    pytest.fail("a run has more points than that")


def _was_reached(folder: Path, nth: int) -> bool:
    """Whether a run has that many points; what fails while tidying up is not told by the run itself."""
    counted = []
    before, faults.reached = faults.reached, counted.append
    try:
        make_run(folder / str(nth))
    finally:
        faults.reached = before
    return len(counted) >= nth


def test_a_failure_is_in_the_history_with_its_reason(tmp_path, monkeypatch):
    monkeypatch.setattr(faults, "reached", faults.armed("before_rename:1:ENOSPC"))
    with pytest.raises(OSError, match="No space left"):
        make_run(tmp_path)
    (row,) = Archive.at(tmp_path).history()
    assert row.state == "failed" and row.message.startswith("No space left on device")


def test_without_a_fault_nothing_is_asked():
    assert "BACKOFFICE_FAULT" not in os.environ
    assert faults.reached("write") is None and faults.reached.__code__.co_code == (lambda point: None).__code__.co_code


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A disk of 2 MB, where we may have one."""
    place = tmp_path / "disk"
    place.mkdir()
    if not shutil.which("mount") or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", str(place)], capture_output=True).returncode:
        pytest.skip("only root may mount a small disk here; the same is tried with a limit on the size of files")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_the_disk_is_full_while_the_documents_are_written(small_disk):
    make_run(small_disk, period="2026-09")
    with pytest.raises(OSError) as told, Archive.at(small_disk).start("board", "2026-10") as draft:
        draft.write("board.html", "x" * 3 * MB)
    assert told.value.errno == errno.ENOSPC
    assert states(small_disk) == {"succeeded": 1, "failed": 1}
    assert violations(small_disk) == []
    make_run(small_disk, period="2026-10")


def test_the_disk_is_full_while_the_run_is_published(small_disk):
    """Every byte is taken just before: the certificate, or the index, cannot be written."""
    make_run(small_disk, period="2026-09")
    with pytest.raises(OSError) as told, Archive.at(small_disk).start("board", "2026-10") as draft:
        draft.write("board.html", "<html></html>")
        _fill(small_disk / "filler")
        draft.publish(certificate())
    assert told.value.errno in (errno.ENOSPC, errno.EIO)
    (small_disk / "filler").unlink()
    assert violations(small_disk) == []
    make_runs(small_disk, ["2026-10"])
    assert states(small_disk)["succeeded"] == 2
    assert violations(small_disk) == []


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for size in (4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def test_a_disk_that_may_only_be_read_is_told(small_disk, capsys):
    make_run(small_disk)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(OSError):
        make_run(small_disk, period="2026-11")
    assert status(["history", str(small_disk)]) == 0
    assert "page: not written, as you may only read this folder" in capsys.readouterr().out
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert violations(small_disk) == []


def test_files_may_not_grow_beyond_a_limit(tmp_path):
    """As a full disk, for those who may not mount one."""
    make_run(tmp_path, period="2026-09")

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
        try:
            with Archive.at(tmp_path).start("board", "2026-10") as draft:
                draft.write("board.html", "x" * MB)
        except OSError as fault:
            os._exit(7 if fault.errno == errno.EFBIG else 8)

    assert ended(forked(work)) == 7
    assert states(tmp_path) == {"succeeded": 1, "failed": 1}
    assert violations(tmp_path) == []


def test_the_archive_goes_away_during_the_run(tmp_path):
    folder, elsewhere = tmp_path / "archive", tmp_path / "elsewhere"
    make_run(folder, period="2026-09")
    with pytest.raises(OSError), Archive.at(folder).start("board", "2026-10") as draft:
        draft.write("board.html", "<html></html>")
        folder.rename(elsewhere)
        draft.publish(certificate())
    assert not list(tmp_path.glob("archive/board*")), "no half of an archive is made where the other was"
    shutil.rmtree(folder, ignore_errors=True)
    elsewhere.rename(folder)
    assert states(folder) == {"succeeded": 1, "crashed": 1}
    assert violations(folder) == []


@pytest.mark.parametrize(("name", "content"), [
    ("board.html", "<html><body>cut in the mid"), ("board.pdf", "%PDF-1.7 and no end"), ("board.xlsx", "PK no workbook"),
    ("board.ipynb", '{"cells": ['), ("tables/cost.csv", "a,b\n1\n"), ("tables/cost.parquet", "PAR1 cut"), ("board.html", ""),
])
def test_a_document_that_does_not_open_again_is_not_published(tmp_path, name, content):
    with pytest.raises(InputProblems, match=f"{Path(name).name}: does not open again"), Archive.at(tmp_path).start("board", "2026-10") as draft:
        draft.write(name, content)
        draft.publish(certificate())
    assert states(tmp_path) == {"failed": 1} and violations(tmp_path) == []


def test_a_document_that_was_promised_must_be_there(tmp_path):
    with pytest.raises(InputProblems, match="board.pdf: was promised and is not there"), Archive.at(tmp_path).start("board", "2026-10") as draft:
        draft.publish(certificate(), promised=["board.pdf"])
