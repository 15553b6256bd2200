"""The index of an archive: one row for each attempt, in SQLite, so that a success is had once and two writers never mix.

It is an index only: what was published can be read from the folders again.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, dataclass, fields, replace
from datetime import datetime
from pathlib import Path

from backoffice_lib.basics.errors import refuse, visible
from backoffice_lib.reports.archive import faults
from backoffice_lib.reports.archive.places import FILE, INDEX, checked_name

PUBLISHED = ("succeeded", "checks_failed")
ENDED = (*PUBLISHED, "failed", "crashed", "timed_out", "cancelled")
STATES = ("running", *ENDED)
_WAIT_SECONDS = 60.0
_LEAST_BYTES = 100_000
_MOST_DAMAGE, _LONGEST_DAMAGE = 20, 200
_DAMAGED = "the index of the archive is damaged; `backoffice audit DIR --rebuild` makes it anew from the runs"


@dataclass(frozen=True)
class Row:
    """One attempt at a report for a period: its state, when and by whom, and what is to be told of it.

    number, certificate: its place in the chain and the hash of its certificate, of a published run alone.
    recovered: its process died between publishing it and saying so here. pid, host: of the process, until the run is published.
    """

    run: str
    report: str
    period: str
    on_demand: bool
    attempt: int
    state: str
    started: str
    ended: str = ""
    seconds: float = 0.0
    who: str = ""
    host: str = ""
    pid: int = 0
    answer: str = ""
    message: str = ""
    recovered: bool = False
    number: int | None = None
    certificate: str = ""

    def seal(self) -> str:
        """The hash of all fields, so that a row that was damaged is found."""
        return hashlib.sha256(json.dumps(astuple(self), ensure_ascii=False).encode("utf-8")).hexdigest()

    def is_sound(self) -> bool:
        """Whether every field can be what was written: of its type, a moment that exists, a name that leads nowhere else."""
        kinds = {"str": str, "bool": int, "int": int, "float": float | int, "int | None": int | None}
        if not all(isinstance(getattr(self, field.name), kinds[field.type]) for field in fields(self)):
            return False
        try:
            for kind in ("run", "report", "period"):
                checked_name(kind, getattr(self, kind))
            return all(datetime.fromisoformat(moment).tzinfo for moment in (self.started, self.ended or self.started))
        except ValueError:
            return False


_NAMES = tuple(field.name for field in fields(Row))
_FLAGS = ("on_demand", "recovered")
_TABLE = "select 1 from sqlite_master where name = 'runs'"
_SCHEMA = f"""
create table runs (
  run text primary key, report text not null, period text not null, on_demand integer not null, attempt integer not null,
  state text not null check (state in {STATES}), started text not null, ended text not null, seconds real not null,
  who text not null, host text not null, pid integer not null, answer text not null, message text not null,
  recovered integer not null, number integer unique, certificate text not null, seal text not null
);
create unique index one_success on runs (report, period) where state = 'succeeded' and not on_demand;
create unique index one_at_a_time on runs (report, period) where state = 'running' and not on_demand;
"""


class Index:
    """The index of one archive. Raises OSError when it cannot be written or is damaged."""

    def __init__(self, folder: Path):
        self.path = folder / INDEX

    @property
    def read_only(self) -> bool:
        """Whether we may look at the archive only: its folder belongs to somebody else, or lies on a disk that takes nothing."""
        return not os.access(self.path.parent, os.W_OK)

    def make(self, first: Callable[[], Iterable[Row]]) -> None:
        """Make the index if there is none, with the rows that `first` finds; whole or not at all."""
        if self.path.is_symlink():
            raise refuse(str(self.path), "is a link", "links are not followed; remove it")
        if not self.path.exists():
            os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT, FILE))
            self.path.chmod(FILE)
        if self._has_table():
            return
        with self.writing() as connection:
            if not connection.execute(_TABLE).fetchone():
                for statement in _SCHEMA.split(";\n"):
                    connection.execute(statement)
                for row in first():
                    insert(connection, row)

    def _has_table(self) -> bool:
        with self._connected() as connection:
            there = connection.execute(_TABLE).fetchone() is not None
            if not there:
                _keep_a_log(connection)
            return there

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that no other process can write beside; it is kept when the block ends well, and else undone."""
        with self._connected() as connection:
            connection.execute("begin immediate")
            try:
                yield connection
                faults.reached("commit")
                connection.execute("commit")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("rollback")
                raise

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(f"{self.path.as_uri()}?{self._mode()}", uri=True, timeout=_WAIT_SECONDS, isolation_level=None)) as connection:
                connection.execute("pragma synchronous = full")
                yield connection
        except sqlite3.IntegrityError:
            raise
        except UnicodeDecodeError as fault:  # of what SQLite says of text that is none
            raise OSError(errno.EIO, _DAMAGED, str(self.path)) from fault
        except sqlite3.DatabaseError as fault:
            cannot = isinstance(fault, sqlite3.OperationalError) and "no such" not in str(fault)
            full = cannot and shutil.disk_usage(self.path.parent).free < _LEAST_BYTES  # SQLite has no word of its own for where it wanted to write
            told = f"the index of the archive cannot be used: {os.strerror(errno.ENOSPC) if full else fault}" if cannot else _DAMAGED
            raise OSError(errno.ENOSPC if full else errno.EIO, told, str(self.path)) from fault

    def _mode(self) -> str:
        """How SQLite opens the file: without its own files beside it where none can be made and none holds what is new."""
        if not self.read_only:
            return "mode=rw"
        try:
            news = self.path.with_name(f"{self.path.name}-wal").stat().st_size
        except FileNotFoundError:  # whoever was last to close the index took it along
            news = 0
        return "mode=ro" if news else "mode=ro&immutable=1"

    def rows(self, where: str = "true") -> list[Row]:
        """All attempts, or those that match, oldest first."""
        with self._connected() as connection:
            return rows(connection, where)

    def sound_rows(self) -> list[Row]:
        """Those of a damaged index that match their seal, as far as it can be read."""
        found = []
        with suppress(OSError, TypeError, ValueError), self._connected() as connection:
            for *values, seal in connection.execute(f"select {', '.join(_NAMES)}, seal from runs order by rowid"):
                row = _as_read(values)
                found += [row] if row.is_sound() and row.seal() == seal else []
        return found

    def damage(self) -> list[str]:
        """What is wrong with the index itself: pages that do not fit together, rows that do not match their seal."""
        try:
            with self._connected() as connection:
                found = [" ".join(line.split())[:_LONGEST_DAMAGE] for (line,) in connection.execute(f"pragma integrity_check({_MOST_DAMAGE})") if line != "ok"]
                sealed = connection.execute(f"select {', '.join(_NAMES)}, seal from runs").fetchall()
                for row, seal in ((_as_read(values), seal) for *values, seal in sealed):
                    found += [] if row.is_sound() and row.seal() == seal else [f"the row of run {_shown(row.run)} was changed"]
                return found
        except (OSError, TypeError, ValueError) as fault:
            return [getattr(fault, "strerror", None) or "a row cannot be read"]


def rows(connection: sqlite3.Connection, where: str = "true", *values: object) -> list[Row]:
    """The attempts that match, oldest first."""
    found = connection.execute(f"select {', '.join(_NAMES)} from runs where {where} order by rowid", values)
    return [_row(one) for one in found]


def _row(values: tuple | list) -> Row:
    row = _as_read(values)
    if not row.is_sound():
        raise sqlite3.DataError("a row holds what was never written")
    return row


def _as_read(values: tuple | list) -> Row:
    row = Row(*values)
    return replace(row, **{name: bool(getattr(row, name)) for name in _FLAGS})


def _shown(run: object) -> str:
    return visible(" ".join(str(run).split()))[:60]


def insert(connection: sqlite3.Connection, row: Row) -> Row:
    """Write a new row, and return it."""
    marks = ", ".join("?" * (len(_NAMES) + 1))
    connection.execute(f"insert into runs ({', '.join(_NAMES)}, seal) values ({marks})", (*astuple(row), row.seal()))
    return row


def update(connection: sqlite3.Connection, row: Row, **changes: object) -> Row:
    """Change a row, and return what it is now. Raises sqlite3.IntegrityError for a second success of a period."""
    row = replace(row, **changes)
    sets = ", ".join(f"{name} = ?" for name in (*_NAMES, "seal"))
    connection.execute(f"update runs set {sets} where run = ?", (*astuple(row), row.seal(), row.run))
    return row


def _keep_a_log(connection: sqlite3.Connection) -> None:
    """Have SQLite write into a log beside the file, so that readers never wait; for this alone it does not wait for others by itself."""
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            connection.execute("pragma journal_mode = wal")
            return
        except sqlite3.OperationalError as fault:
            if "locked" not in str(fault) or time.monotonic() > until:
                raise
        time.sleep(0.02)
