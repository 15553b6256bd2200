"""Audit: has any run been edited, deleted, added or put in another order since it was published?"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from backoffice_lib.basics.errors import InputProblems, refuse, visible
from backoffice_lib.basics.money import counted
from backoffice_lib.reports.archive import alive
from backoffice_lib.reports.archive.archive import Archive
from backoffice_lib.reports.archive.certificate import FIRST, Certificate, kept_file, read_certificate
from backoffice_lib.reports.archive.index import PUBLISHED, Row
from backoffice_lib.reports.archive.places import ASIDE, INDEX, LOCKS, contents, inner
from backoffice_lib.reports.archive.rebuild import row_of, rows_of_folders, run_folders, strangers
from backoffice_lib.reports.archive.verified import changes_in
from backoffice_lib.reports.kept_inputs import FOLDER

Certified = tuple[Certificate, str]


@dataclass(frozen=True)
class Audit:
    """The answer of an audit: how many runs there are, what is wrong with which, and the head to note down elsewhere.

    head: the hash of the last certificate. It holds the one before it, and so on back to the first, so whoever knows it can tell
    whether anything up to it was changed, even by somebody who wrote all certificates and the index anew.
    """

    runs: int
    problems: tuple[str, ...]
    head: str

    def __str__(self) -> str:
        if self.problems:
            return f"{counted(len(self.problems), 'finding')} in {counted(self.runs, 'run')}: this archive is not as it was written."
        if not self.runs:
            return "There is no published run yet."
        return f"{counted(self.runs, 'run')}, each as it was written and in the order it was written.\nhead: {self.head}  (note it down elsewhere; a later audit takes it as --head)"


def audit(folder: str | Path, head: str = "") -> Audit:
    """Look at every file of every run, at the chain of certificates and at the index. Raises InputProblems where there is no archive.

    head: one noted down earlier; it is among the findings when the chain does not hold it any more.
    """
    folder = Path(folder).expanduser().resolve()
    missing = [] if (folder / INDEX).exists() else ["the index is missing; `backoffice audit DIR --rebuild` makes it anew"]
    archive = Archive.existing(folder)
    rows, damage = _rows(archive)
    found = {path: certified for path in run_folders(archive.folder) if (certified := _certified(path))}
    chain = sorted(found.values(), key=lambda one: (one[0].number, one[0].run))
    problems = [*missing, *damage, *strangers(archive.folder), *_of_folders(archive.folder), *_of_inputs(archive.folder), *_of_chain(chain)]
    problems += [] if damage else _of_index(rows, {one.run: (one, sha256) for one, sha256 in chain})
    if head and head not in (FIRST, *(sha256 for _, sha256 in chain)):
        problems.append(f"no run has the head {head[:12]}… that was noted down: the run it was of, or one before it, was changed or deleted")
    return Audit(len(found), tuple(dict.fromkeys(map(visible, problems))), chain[-1][1] if chain else FIRST)


def rebuild(folder: str | Path) -> None:
    """Make the index anew from the folders, and keep the old one aside.

    Attempts that came to nothing have no folder: they are kept as far as the old index can be read.
    """
    archive = Archive.existing(folder)
    if any(alive.is_held(archive.folder, path.name) for path in (archive.folder / LOCKS).iterdir()):
        raise refuse(str(folder), "a run is under way", "wait until it has ended")
    rows, _ = _rows(archive)
    unpublished = [row for row in rows if row.state not in (*PUBLISHED, "running")]
    aside = inner(archive.folder, ASIDE)
    for end in ("-shm", "-wal", ""):
        old = archive.folder / f"{INDEX}{end}"
        if old.exists():
            os.replace(old, aside / old.name)
    archive.index.make(lambda: sorted((*rows_of_folders(archive.folder), *unpublished), key=lambda row: row.started))


def _rows(archive: Archive) -> tuple[Sequence[Row], list[str]]:
    """The rows of the index as far as they can be read, and what is wrong with it."""
    damage = archive.index.damage()
    try:
        return archive.history() if not damage else archive.index.sound_rows(), damage
    except OSError as fault:
        return (), damage or [fault.strerror or "the index cannot be read"]


def _certified(folder: Path) -> Certified | None:
    try:
        return read_certificate(folder)
    except InputProblems:
        return None


def _of_folders(archive: Path) -> Iterator[str]:
    for folder in run_folders(archive):
        yield from (f"run {folder.name} ({folder.parent.parent.name}, {folder.parent.name}): {change}" for change in changes_in(folder))


def _of_inputs(archive: Path) -> Iterator[str]:
    """Files that runs were made from, kept by their hash, that are no longer what their names say."""
    for path in contents(archive / FOLDER) if (archive / FOLDER).is_dir() else ():
        if not path.name.startswith(".") and kept_file(path, path.parent).sha256 != path.name:  # a dot: what a kill left half written
            yield f"{FOLDER}/{path.name[:12]}… was changed: the runs that were made from it cannot be made again"


def _of_chain(chain: Sequence[Certified]) -> Iterator[str]:
    """Where the certificates do not follow each other: one is missing, added, changed or in another place."""
    before = [(Certificate(run="nothing"), FIRST), *chain]
    for (one, sha256), (other, _) in pairwise(before):
        if other.number == one.number:
            yield f"run {other.run} was added: number {other.number} is that of run {one.run}"
        elif other.number > one.number + 1:
            lost = "is missing" if other.number == one.number + 2 else f"to {other.number - 1} are missing"
            yield f"run number {one.number + 1} {lost}: the chain breaks before run {other.run}"
        elif other.previous != sha256:
            yield f"run {other.run} was not written after {'run ' + one.run if one.number else one.run}: a certificate was changed, or their order"


def _of_index(rows: Sequence[Row], certified: Mapping[str, Certified]) -> Iterator[str]:
    """Where the index and the folders do not say the same."""
    published = {row.run: row for row in rows if row.state in PUBLISHED}
    for run, row in published.items():
        if run not in certified:
            yield f"run {run} ({row.report}, {row.period}) was deleted, or its certificate was"
        elif replace(row, recovered=False) != row_of(*certified[run]):
            yield f"run {run}: the index and the certificate do not say the same"
    for run in certified:
        if run not in published:
            yield f"run {run} is not in the index: it was added, or the index is older"
