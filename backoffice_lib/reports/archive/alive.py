"""Whether the process of a run still lives: it holds a lock for as long as it does, however it ends."""

from __future__ import annotations

import os
import socket
import sys
from datetime import datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from backoffice_lib.reports.archive.index import Row
from backoffice_lib.reports.archive.places import FILE, LOCKS

ELSEWHERE_AT_MOST = timedelta(hours=24)
"""How long a run of another machine is left alone: whether that one lives cannot be seen from here."""


def host() -> str:
    """The name of this machine."""
    return socket.gethostname()


def hold(archive: Path, run: str, wait_seconds: float = 5.0) -> FileLock:
    """Take the lock of a run; the system lets it go when the process ends. Raises filelock.Timeout when it is held."""
    lock = FileLock(archive / LOCKS / run, timeout=wait_seconds, mode=FILE, thread_local=False)
    lock.acquire()
    return lock


def let_go(archive: Path, run: str, lock: FileLock, told: bool) -> None:
    """Give up the lock of a run that has ended. Until its row says so (told), a free lock is left for whoever looks after the dead."""
    if told:
        (archive / LOCKS / run).unlink(missing_ok=True)
    lock.release()


def is_alive(archive: Path, row: Row, now: datetime) -> bool:
    """Whether the process of a running row may still live."""
    if row.host != host():
        return now - datetime.fromisoformat(row.started) < ELSEWHERE_AT_MOST
    if (archive / LOCKS / row.run).exists():
        return is_held(archive, row.run)
    return sys.platform != "win32" and _runs(row.pid)  # somebody removed the lock, which Windows does not allow while it is held


def is_held(archive: Path, run: str) -> bool:
    """Whether some process of this machine holds the lock of a run."""
    try:
        hold(archive, run, wait_seconds=0).release()
    except Timeout:
        return True
    return False


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
