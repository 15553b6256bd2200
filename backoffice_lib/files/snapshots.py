"""A plan's files as they were at one moment: read once, hashed, and read from then on in place of the plan's own.

Whoever changes the plan meanwhile changes nothing of what is made from the snapshot.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from backoffice_lib.basics.errors import InputProblems, Problem, raise_all
from backoffice_lib.files.whole import write_whole
from backoffice_lib.plan import Plan

_ENDINGS = (".yaml", ".yml", ".csv", ".parquet", ".xlsx", ".sql", ".ipynb")
_WITHIN = {"scenarios": "*", "notebooks": "*.ipynb"}
_MOST_BYTES = 200_000_000
_QUIETLY = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)

_standing: dict[Path, Path] = {}
_plans: dict[Path, Plan] = {}


@dataclass(frozen=True)
class Input:
    """A file of a plan as it was read: its name within the plan, the SHA-256 of its bytes, and how many they are."""

    name: str
    sha256: str
    bytes: int


def take(folder: Path, into: Path, named: Iterable[str] | None = None) -> tuple[Input, ...]:
    """Copies files of a plan into a folder, each read once; what was read.

    named: which ones; all that may belong to a plan if left out. Raises InputProblems with every one that is no plain file, is too large, or
    is a link that leads out of the plan.
    """
    taken, problems = [], []
    names = [path.relative_to(folder).as_posix() for path in _files(folder)] if named is None else named
    for name in names:
        path = folder / name
        try:
            content = read_once(path, name, within=folder)
        except InputProblems as wrong:
            problems += wrong.problems
            continue
        taken.append(put(into, name, content))
    raise_all(problems)
    return tuple(taken)


def put(into: Path, name: str, content: bytes) -> Input:
    """Writes one file of a snapshot, for nobody else to read."""
    (into / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(into / name, content, 0o600)
    return Input(name, hashlib.sha256(content).hexdigest(), len(content))


def read_once(path: Path, name: str, within: Path) -> bytes:
    """The bytes of a plain file. name: in messages. within: the folder a link must stay in. Raises InputProblems, and never waits."""
    try:
        target = path.resolve(strict=True)
        if not target.is_relative_to(within.resolve()):
            raise _refused(name, "is a link that leads out of the plan", "put the file itself there")
        descriptor = os.open(target, _QUIETLY)
    except (OSError, RuntimeError) as error:  # a ring of links is a RuntimeError before Python 3.13
        ring = isinstance(error, RuntimeError) or error.errno == errno.ELOOP
        why = "is a link that leads back to itself" if ring else f"cannot be read ({error.strerror})"
        raise _refused(name, why, "put the file itself there" if ring else "see that it is a file you may read") from None
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode) or about.st_size > _MOST_BYTES:
        os.close(descriptor)
        plain = stat.S_ISREG(about.st_mode)
        what, mend = (f"is larger than {_MOST_BYTES // 1_000_000} MB", "give fewer rows") if plain else ("is not a plain file", "put a file there that holds the table")
        raise _refused(name, what, mend)
    with os.fdopen(descriptor, "rb") as file:
        return file.read(_MOST_BYTES + 1)


def stand_in(folder: Path, snapshot: Path) -> None:
    """From now on, in this process, the plan in a folder is read from its snapshot."""
    _standing[folder.resolve()] = snapshot


def standing_for(place: Path) -> Path | None:
    """The snapshot that stands for a plan's folder, if one does."""
    return _standing.get(place.resolve()) if _standing else None


def know(plan: Plan) -> None:
    """From now on, in this process, reading the plan's snapshot gives this plan; for a snapshot, which does not change."""
    _plans[Path(plan.folder)] = plan


def known(snapshot: Path) -> Plan | None:
    """The plan that was read from a snapshot before, if one was."""
    return _plans.get(snapshot)


def _files(folder: Path) -> Iterator[Path]:
    """What may belong to a plan: its tables, YAML and notebooks, and whatever lies in its folder of scenarios."""
    found = [path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS]
    found += [path for name, kind in _WITHIN.items() for path in (folder / name).rglob(kind) if path.is_symlink() or not path.is_dir()]
    yield from (path for path in sorted(found) if not any(step.startswith(".") for step in path.relative_to(folder).parts))


def _refused(name: str, what: str, mend: str) -> InputProblems:
    return InputProblems([Problem(name, what, mend, placed=True)])
