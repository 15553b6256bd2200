"""A folder of runs that can be believed: each appears whole or not at all, once for each report and period."""

from __future__ import annotations

import getpass
import os
import secrets
import sqlite3
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from backoffice_lib.basics.errors import refuse
from backoffice_lib.reports.archive import alive, faults
from backoffice_lib.reports.archive.draft import AlreadyDone, Clock, Draft
from backoffice_lib.reports.archive.index import Index, Row, insert, rows, update
from backoffice_lib.reports.archive.places import INDEX, LOCKS, STAGING, checked_name, inner, opened
from backoffice_lib.reports.archive.rebuild import rows_of_folders
from backoffice_lib.reports.archive.recovery import recover, run_folder

BEHIND_AT_MOST = timedelta(hours=24)
Now = Callable[[], datetime]


class Busy(Exception):
    """The report of this period is being made by another process: `row` is its entry in the history."""

    def __init__(self, row: Row):
        self.row = row
        where = "" if row.host == alive.host() else "; `backoffice audit DIR --give-up RUN` frees it if that machine has stopped"
        super().__init__(f"{row.report}, {row.period}: held by {row.host}, process {row.pid}, since {row.started} as run {row.run}{where}")


def _now() -> datetime:
    return datetime.now().astimezone()


class Archive:
    """The runs in a folder, and the only way to add one."""

    def __init__(self, folder: Path, now: Now = _now, ticks: Clock = time.monotonic):
        self.folder, self.index, self._now, self._ticks = folder, Index(folder), now, ticks

    @classmethod
    def at(cls, folder: str | Path, now: Now = _now, ticks: Clock = time.monotonic) -> Archive:
        """Open the archive in a folder, or make one. Raises InputProblems when everyone can write there, OSError when we cannot."""
        archive = cls(opened(folder), now, ticks)
        for name in (STAGING, LOCKS):
            inner(archive.folder, name)
        return archive

    @classmethod
    def existing(cls, folder: str | Path) -> Archive:
        """Open an archive that is there. Raises InputProblems when there is none."""
        if not (Path(folder).expanduser() / INDEX).exists() and not (Path(folder).expanduser() / STAGING).is_dir():
            raise refuse(str(folder), "holds no runs of reports", "give the folder that reports were written to with --to")
        return cls.at(folder)

    def start(self, report: str, period: str | None = None) -> Draft:
        """Begin a run of a report for a period; without one it is on demand, and called by the local day and time.

        Raises AlreadyDone when the period has its success, Busy while another process makes it, InputProblems for names that are no folders.
        """
        now = self._now()
        checked_name("report", report)
        period_or_time = checked_name("period", period or now.strftime("%Y-%m-%d %H.%M"))
        self._put_in_order(now)
        run = f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
        lock = alive.hold(self.folder, run)
        try:
            row = self._entered(run, report, period_or_time, period is None, now)
            faults.reached("after_row")
        except BaseException:
            alive.let_go(self.folder, run, lock, told=False)
            raise
        draft = Draft(self.folder, self.index, row, lock, self._ticks)
        try:
            draft.folder = inner(self.folder, STAGING, run)
            faults.reached("after_staging")
        except BaseException as error:
            draft.__exit__(type(error), error, None)
            raise
        return draft

    def history(self) -> tuple[Row, ...]:
        """Every attempt, oldest first, after what dead processes left has been brought in order where we may write."""
        if not self.index.read_only:
            self._put_in_order(self._now())
        return tuple(self.index.rows())

    def check_clock(self) -> None:
        """Raise InputProblems when the clock stands more than a day before the last run."""
        self._put_in_order(self._now())
        with self.index.writing() as connection:
            _check_clock(connection, self._now())

    def note(self, run: str, message: str) -> None:
        """Note something about a run in the history, such as that somebody could not be told of it."""
        with self.index.writing() as connection:
            for row in rows(connection, "run = ?", run):
                update(connection, row, message=f"{row.message}; {message}" if row.message else message)

    def give_up(self, run: str) -> None:
        """Call a run crashed that another machine began and will not end. Raises InputProblems for one that may still live here."""
        with self.index.writing() as connection:
            found = rows(connection, "state = 'running' and run = ?", run)
            if not found or (found[0].host == alive.host() and alive.is_alive(self.folder, found[0], self._now())):
                raise refuse(f"run {run}", "is not a run of another machine that is under way", "see `backoffice history DIR`")
            update(connection, found[0], state="crashed", message="given up by hand: the machine that began it did not end it")

    def folder_of(self, row: Row) -> Path:
        """Where a published run lies."""
        return run_folder(self.folder, row)

    def _put_in_order(self, now: datetime) -> None:
        self.index.make(lambda: rows_of_folders(self.folder))
        recover(self.folder, self.index, now)

    def _entered(self, run: str, report: str, period: str, on_demand: bool, now: datetime) -> Row:
        """Write the row of a run that begins, unless its period is done or under way."""
        with self.index.writing() as connection:
            _check_clock(connection, now)
            before = rows(connection, "report = ? and period = ? and on_demand = ?", report, period, on_demand)
            for row in () if on_demand else before:
                if row.state in ("succeeded", "running"):
                    raise AlreadyDone(row) if row.state == "succeeded" else Busy(row)
            started, attempt = now.isoformat(timespec="seconds"), len(before) + 1
            who = {"who": _login(), "host": alive.host(), "pid": os.getpid()}
            return insert(connection, Row(run, report, period, on_demand, attempt, "running", started, **who))


def _login() -> str:
    """The login name; a container may run under a number that has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "unknown"


def _check_clock(connection: sqlite3.Connection, now: datetime) -> None:
    """Refuse to go on when the clock stands more than a day before the last run: it was set back, or was wrong then."""
    latest = rows(connection, "rowid in (select rowid from runs order by rowid desc limit 20)")
    last = max((datetime.fromisoformat(max(row.ended, row.started)) for row in latest), default=now)
    if last - now > BEHIND_AT_MOST:
        what = f"says {now:%Y-%m-%d %H:%M}, more than a day before the last run of this archive, {last:%Y-%m-%d %H:%M}"
        raise refuse("the clock", what, "set it right; if it was wrong then, go on in another folder")
