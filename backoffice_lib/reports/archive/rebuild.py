"""The index made anew from the folders of the runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.reports.archive.certificate import Certificate, read_certificate
from backoffice_lib.reports.archive.index import Row
from backoffice_lib.reports.archive.places import FAILED

_OF_CERTIFICATE = ("run", "report", "period", "on_demand", "attempt", "started", "ended", "seconds", "who", "answer", "number")


def run_folders(archive: Path) -> Iterator[Path]:
    """Every folder that lies where runs lie, report by report and period by period; links are passed by."""
    for report in _folders(archive):
        for period in _folders(report):
            yield from _folders(period)


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink() and not path.name.startswith("."))


def strangers(archive: Path) -> list[str]:
    """What lies between the runs and is none: files and links in the folders of reports and periods, but for notebooks that failed and are kept."""
    between = [*_folders(archive), *(period for report in _folders(archive) for period in _folders(report))]
    found = [path for folder in between for path in sorted(folder.iterdir()) if path.is_symlink() or not path.is_dir()]
    found = [path for path in found if path.parent != archive / FAILED or path.suffix not in (".ipynb", ".part") or path.is_symlink()]
    return [f"{path.relative_to(archive).as_posix()} is no run and was added" for path in found]


def rows_of_folders(archive: Path) -> list[Row]:
    """The entries of all runs whose certificates can be read, in the order they began; of two with one place or one success, the first."""
    found = sorted(_certified(archive), key=lambda row: (row.number or 0, row.run))
    taken: set[tuple] = set()
    rows = []
    for row in found:
        places = {("number", row.number), ("run", row.run)}
        places |= {(row.report, row.period)} if row.state == "succeeded" and not row.on_demand else set()
        if not places & taken:
            taken |= places
            rows.append(row)
    return rows


def _certified(archive: Path) -> Iterator[Row]:
    for folder in run_folders(archive):
        with suppress(InputProblems):
            if (row := row_of(*read_certificate(folder))).is_sound():
                yield row


def row_of(certificate: Certificate, sha256: str) -> Row:
    """The entry of a published run, from its certificate."""
    said = {name: getattr(certificate, name) for name in _OF_CERTIFICATE}
    return Row(**said, state=certificate.status, certificate=sha256)
