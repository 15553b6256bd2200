"""The index made anew from the folders of the runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.reports.archive.certificate import Certificate, read_certificate
from backoffice_lib.reports.archive.index import Index, Row, insert
from backoffice_lib.reports.archive.places import CERTIFICATE

_OF_CERTIFICATE = ("run", "report", "period", "on_demand", "attempt", "started", "ended", "seconds", "who", "answer", "number")


def run_folders(archive: Path) -> Iterator[Path]:
    """Every folder that lies where runs lie, report by report and period by period; links are passed by."""
    for report in _folders(archive):
        for period in _folders(report):
            yield from _folders(period)


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink() and not path.name.startswith("."))


def strangers(archive: Path) -> list[str]:
    """What lies between the runs and is none: files and links in the folders of reports and periods."""
    between = [*_folders(archive), *(period for report in _folders(archive) for period in _folders(report))]
    found = [path for folder in between for path in sorted(folder.iterdir()) if path.is_symlink() or not path.is_dir()]
    return [f"{path.relative_to(archive).as_posix()} is no run and was added" for path in found]


def fill_from_folders(archive: Path, index: Index, *others: Row) -> list[str]:
    """Write the rows of all runs that have a certificate into an empty index, with some others; the runs that could not be entered."""
    found, left_out = [], []
    for folder in run_folders(archive):
        try:
            certificate, sha256 = read_certificate(folder)
            found.append(row_of(certificate, sha256))
        except InputProblems as wrong:
            left_out += [str(wrong)] if (folder / CERTIFICATE).exists() else []
    with index.writing() as connection:
        for row in sorted((*found, *others), key=lambda one: one.started):
            try:
                insert(connection, row)
            except sqlite3.IntegrityError:
                left_out.append(f"run {row.run}: another run has its place in the archive")
    return left_out


def row_of(certificate: Certificate, sha256: str) -> Row:
    """The entry of a published run, from its certificate."""
    said = {name: getattr(certificate, name) for name in _OF_CERTIFICATE}
    return Row(**said, state=certificate.status, certificate=sha256)
