"""Every file a run was made from, kept once in its archive under its hash, so that it can be made again when the plan has moved on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from backoffice_lib.basics.errors import Problem, raise_all
from backoffice_lib.files.snapshots import Input, put, read_once
from backoffice_lib.files.whole import write_whole
from backoffice_lib.reports.archive.places import inner

FOLDER = ".inputs"


def keep(archive: Path, room: Path, inputs: Iterable[Input]) -> None:
    """Keeps the files of a snapshot that the archive does not hold yet, for its owner alone."""
    home = inner(archive, FOLDER)
    for one in inputs:
        if not (home / one.sha256).exists():
            write_whole(home / one.sha256, (room / one.name).read_bytes(), 0o600)


def restore(archive: Path, inputs: Iterable[Input], room: Path) -> None:
    """Puts the files of a run into an empty folder, as they were. Raises InputProblems with every one that is gone or was changed."""
    problems = []
    for one in inputs:
        path = archive / FOLDER / one.sha256
        if not path.is_file():
            problems.append(Problem(one.name, "is no longer kept in the archive", "the run cannot be made again without it"))
        elif put(room, one.name, read_once(path, one.name, within=archive)) != one:
            problems.append(Problem(one.name, "was changed since it was kept in the archive", "the run cannot be made again without it"))
    raise_all(problems)
