"""Folders and files of an archive: for their owner alone, no link followed, nothing outside, and on the disk for good."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from backoffice_lib.basics.errors import refuse
from backoffice_lib.files.whole import own_folder, settle
from backoffice_lib.reports.archive import faults

FOLDER, FILE = 0o700, 0o600
INDEX, PAGE, CERTIFICATE = "history.sqlite", "index.html", "certificate.json"
STAGING, LOCKS, ASIDE, FAILED = ".staging", ".locks", ".set_aside", "failed"
_NOT_IN_NAMES = set('/\\:*?"<>|')
_OF_WINDOWS = {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(1, 10))}
_TAKEN = {INDEX, f"{INDEX}-wal", f"{INDEX}-shm", PAGE, CERTIFICATE, FAILED}


def checked_name(kind: str, name: str) -> str:
    """A name that is a folder of its own on every system. Raises InputProblems for one that could lead elsewhere."""
    bad = sorted({letter for letter in name if letter in _NOT_IN_NAMES or not letter.isprintable()})
    if bad:
        raise refuse(f"{kind} {name}", f"holds {' '.join(bad)}, which names of folders may not", "use letters, digits, spaces, - and _")
    if not name or len(name.encode("utf-8")) > 100:
        raise refuse(f"{kind} {name[:40]}", "is blank or too long for a folder", "give 1 to 100 letters")
    if name[0] in ". " or name[-1] in ". " or name.lower() in _TAKEN or name.lower().partition(".")[0] in _OF_WINDOWS:
        raise refuse(f"{kind} {name}", "cannot be the name of a folder", "begin and end with a letter or digit, and take a name that is not reserved")
    return name


def opened(folder: str | Path) -> Path:
    """The archive's folder, made if it is not there. Raises InputProblems when others may change what is in it."""
    folder = Path(folder).expanduser().absolute()
    if not folder.exists():
        faults.reached("folder")
        own_folder(folder)
    folder = folder.resolve()
    if not folder.is_dir():
        raise refuse(str(folder), "is not a folder", "give a folder to keep the runs in")
    if os.name == "posix" and folder.stat().st_mode & stat.S_IWOTH:
        raise refuse(str(folder), "can be written by everyone", f'so anyone could change a report; run chmod 700 "{folder}"')
    return folder


def inner(folder: Path, *names: str) -> Path:
    """A folder within the archive, made step by step, each step on the disk. Raises InputProblems at a link."""
    for name in names:
        parent, folder = folder, folder / name
        try:
            faults.reached("folder")
            folder.mkdir(mode=FOLDER)
            folder.chmod(FOLDER)
            fsync(parent)
        except FileExistsError:
            _refuse_link(folder)
    return folder


def _refuse_link(folder: Path) -> None:
    if not stat.S_ISDIR(folder.lstat().st_mode):
        raise refuse(str(folder), "is a link or a file where the archive has a folder", "links are not followed; remove it")


def contents(folder: Path) -> Iterator[Path]:
    """Every file below a folder, in order of their names. Raises InputProblems at a link or anything that is not a plain file."""
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.is_dir(follow_symlinks=False):
            yield from contents(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)
        else:
            raise refuse(entry.name, "is a link or not a plain file", "links are not followed; write the file itself")


def make_private(folder: Path) -> None:
    """Give a folder and all that lies in it to its owner alone, and put it on the disk for good."""
    for path in contents(folder):
        path.chmod(FILE)
        fsync(path)
    for parent, _, _ in os.walk(folder, topdown=False):
        os.chmod(parent, FOLDER)
        fsync(Path(parent))


def fsync(path: Path) -> None:
    """Make a file, or the names in a folder, survive a power cut."""
    faults.reached("fsync")
    if path.is_dir():
        return settle(path)
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def rename(old: Path, new: Path) -> None:
    """Give a folder its name in one step, where there is none of that name yet."""
    faults.reached("rename")
    old.rename(new)
