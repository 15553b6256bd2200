"""What an earlier process left when it died: its run is taken over if it was whole, and swept away if it was not."""

from __future__ import annotations

import os
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

from backoffice_lib.reports.archive import alive, faults
from backoffice_lib.reports.archive.certificate import Certificate, read_certificate
from backoffice_lib.reports.archive.index import Index, Row, rows, update
from backoffice_lib.reports.archive.places import ASIDE, LOCKS, STAGING, inner, rename
from backoffice_lib.reports.archive.verified import changes_in

_CRASHED = "its process ended before the report was whole; nothing of it was kept"


def run_folder(archive: Path, row: Row) -> Path:
    """Where a run lies once it is published."""
    return archive / row.report / row.period / row.run


def recover(archive: Path, index: Index, now: datetime) -> None:
    """Bring the index and the folders together after processes that died; runs that are under way are left alone."""
    staged, locks = (sorted(path.name for path in (archive / name).iterdir()) for name in (STAGING, LOCKS))
    running = {row.run for row in index.rows("state = 'running'")}
    if running:
        with index.writing() as connection:
            running = {row.run for row in take_over_published(archive, connection) if not _crashed(archive, connection, row, now)}
    for run in {*staged, *locks} - running:
        if not alive.is_held(archive, run):
            sweep(archive / STAGING / run)
            (archive / LOCKS / run).unlink(missing_ok=True)


def take_over_published(archive: Path, connection: sqlite3.Connection) -> list[Row]:
    """Enter the runs whose folders have their names but whose rows do not say so; the rows that are still running.

    Only within a transaction: whoever publishes holds one from before the name is given until the row says so.
    """
    running = []
    for row in rows(connection, "state = 'running'"):
        folder = run_folder(archive, row)
        if not os.path.lexists(folder):
            running.append(row)
        elif changed := changes_in(folder):
            rename(folder, inner(archive, ASIDE) / row.run)
            update(connection, row, state="crashed", message=f"damaged, and set aside in {ASIDE}: {changed[0]}")
        else:
            certificate, sha256 = read_certificate(folder)
            published(connection, row, certificate, sha256, recovered=True)
    return running


def published(connection: sqlite3.Connection, row: Row, certificate: Certificate, sha256: str, recovered: bool = False) -> Row:
    """Let the row of a run say what its certificate says."""
    said = {name: getattr(certificate, name) for name in ("ended", "seconds", "answer", "number")}
    return update(connection, row, **said, state=certificate.status, certificate=sha256, recovered=recovered, host="", pid=0)


def _crashed(archive: Path, connection: sqlite3.Connection, row: Row, now: datetime) -> bool:
    if alive.is_alive(archive, row, now):
        return False
    update(connection, row, state="crashed", message=_CRASHED)
    return True


def sweep(folder: Path) -> None:
    """Remove what was staged, following no link; what cannot be removed now is removed another time."""
    if folder.is_symlink() or folder.is_file():
        return folder.unlink(missing_ok=True)
    faults.reached("sweep")
    shutil.rmtree(folder, ignore_errors=True)
