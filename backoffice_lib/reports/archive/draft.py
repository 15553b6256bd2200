"""A run that is being made: a folder set aside that becomes part of the archive whole, or is gone."""

from __future__ import annotations

import errno
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType

from filelock import FileLock

from backoffice_lib.basics.errors import InputProblems, refuse
from backoffice_lib.files.whole import write_whole
from backoffice_lib.reports.archive import alive, faults
from backoffice_lib.reports.archive.certificate import FIRST, Certificate, KeptFile, kept_file
from backoffice_lib.reports.archive.index import Index, Row, rows, update
from backoffice_lib.reports.archive.outputs import check_outputs
from backoffice_lib.reports.archive.places import CERTIFICATE, FILE, contents, fsync, inner, make_private, rename
from backoffice_lib.reports.archive.recovery import published, run_folder, sweep, take_over_published

Clock = Callable[[], float]


class AlreadyDone(Exception):
    """The report of this period is there already: `row` is its entry in the history."""

    def __init__(self, row: Row):
        self.row = row
        super().__init__(f"{row.report}, {row.period}: is done already, as run {row.run}")


class Draft:
    """A run being made: write its documents into `folder`, then publish it. Left in any other way, nothing of it stays.

    id: of the run. nonce: a text nobody can guess, by which a notebook proves that it was this run that it ended.
    """

    def __init__(self, archive: Path, index: Index, row: Row, lock: FileLock, ticks: Clock = time.monotonic):
        self.id, self.nonce, self.row = row.run, secrets.token_hex(16), row
        self._archive, self._index, self._lock, self._ticks = archive, index, lock, ticks
        self._began, self._state, self._told = ticks(), "running", False
        self.folder = archive

    def __enter__(self) -> Draft:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if self._state == "running":
                self._give_up(error)
        finally:
            alive.let_go(self._archive, self.id, self._lock, self._told)

    def write(self, name: str, content: bytes | str) -> Path:
        """Put a file into the run, for its owner alone; a name with / is in a folder of the run."""
        *folders, last = Path(name).parts or ("..",)
        if Path(name).is_absolute() or ".." in (*folders, last):
            raise refuse(name, "leads out of the run's folder", "give a name within it")
        faults.reached("write")
        return write_whole(inner(self.folder, *folders) / last, content, FILE)

    def publish(self, certificate: Certificate, promised: Iterable[str] = ()) -> Path:
        """Check every file, write the certificate last, and give the run its place in one step; the path of its folder.

        promised: the files that must be there. Raises InputProblems when one is not or does not open again, AlreadyDone when the period
        was published meanwhile, OSError when the disk does not let it; in all these cases nothing of the run can be seen.
        """
        outputs = self._checked_outputs(promised)
        target = run_folder(self._archive, self.row)
        try:
            with self._index.writing() as connection:
                take_over_published(self._archive, connection)
                certificate = self._completed(certificate, outputs, *_head(connection))
                self._still_ours(connection)
                published(connection, self.row, certificate, certificate.sha256)
                faults.reached("write")
                write_whole(self.folder / CERTIFICATE, certificate.text(), FILE)
                fsync(self.folder)
                inner(self._archive, self.row.report, self.row.period)
                faults.reached("before_rename")
                rename(self.folder, target)
                self._state = "renamed"
                faults.reached("after_rename")
                fsync(target.parent)
        except sqlite3.IntegrityError:
            raise AlreadyDone(_success(self._index, self.row)) from None
        self._state, self._told = certificate.status, True
        return target

    def fail(self, kind: str, message: str) -> None:
        """End the run without publishing it: failed, timed_out, crashed or cancelled, and why, in a line that shows no name and no pay."""
        self._state = kind
        sweep(self.folder)
        with self._index.writing() as connection:
            seconds = self._ticks() - self._began
            for row in rows(connection, "run = ? and state = 'running'", self.id):
                update(connection, row, state=kind, message=message, seconds=seconds, ended=_after(row.started, seconds))
        self._told = True

    def _checked_outputs(self, promised: Iterable[str]) -> tuple[KeptFile, ...]:
        (self.folder / CERTIFICATE).unlink(missing_ok=True)
        files = list(contents(self.folder))
        check_outputs(self.folder, files, promised)
        make_private(self.folder)
        return tuple(kept_file(path, self.folder) for path in files)

    def _completed(self, certificate: Certificate, outputs: tuple[KeptFile, ...], number: int, previous: str) -> Certificate:
        """The certificate with what the archive knows of the run."""
        row, seconds = self.row, self._ticks() - self._began
        of_run = {name: getattr(row, name) for name in ("run", "report", "period", "on_demand", "attempt", "started", "who")}
        status = "succeeded" if all(check.passed for check in certificate.checks) else "checks_failed"
        zone = certificate.zone or datetime.now().astimezone().tzname() or ""
        times = {"seconds": round(seconds, 3), "ended": _after(row.started, seconds), "zone": zone}
        return certificate.with_(**of_run, **times, status=status, outputs=outputs, number=number, previous=previous)

    def _still_ours(self, connection: sqlite3.Connection) -> None:
        if not rows(connection, "run = ? and state = 'running'", self.id):
            raise OSError(errno.ESTALE, "the run was taken for dead and given up by another process", self.id)

    def _give_up(self, error: BaseException | None) -> None:
        """Note how the run ended; when even that cannot be written, whoever comes next finds it and calls it crashed."""
        cancelled = error is not None and not isinstance(error, Exception)
        if error is None:
            return self.fail("failed", "it ended without being published")
        with suppress(OSError):
            self.fail("cancelled" if cancelled else "failed", "was interrupted" if cancelled else _reason(error))


def _reason(error: BaseException) -> str:
    """Why a run failed, without anything that could be somebody's pay."""
    if isinstance(error, InputProblems | AlreadyDone):
        return str(error).partition("\n")[0]
    return getattr(error, "strerror", None) or f"a fault of ours ({type(error).__name__})"


def _head(connection: sqlite3.Connection) -> tuple[int, str]:
    """The number of the next certificate, and the hash of the one before it."""
    last = rows(connection, "number = (select max(number) from runs)")
    return (last[0].number + 1, last[0].certificate) if last else (1, FIRST)


def _success(index: Index, row: Row) -> Row:
    same = [one for one in index.rows() if (one.report, one.period, one.state) == (row.report, row.period, "succeeded")]
    return same[-1] if same else row


def _after(started: str, seconds: float) -> str:
    return (datetime.fromisoformat(started) + timedelta(seconds=seconds)).isoformat(timespec="seconds")
