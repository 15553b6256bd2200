"""A run made again from its certificate: the same inputs, parameters and day, and whether every table is the same byte for byte."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from backoffice_lib.basics.errors import refuse
from backoffice_lib.basics.money import counted
from backoffice_lib.files.snapshots import Input
from backoffice_lib.reports import kept_inputs
from backoffice_lib.reports.archive import Certificate, read_certificate
from backoffice_lib.reports.archive.places import CERTIFICATE
from backoffice_lib.reports.batch import NOTEBOOKS, PLAN
from backoffice_lib.reports.certified import UNMASKED, versions
from backoffice_lib.reports.execution.jobs import Ended, Job
from backoffice_lib.reports.execution.nursery import Nursery
from backoffice_lib.reports.execution.runner import TABLES

_FROM_RUN_TO_ARCHIVE = 2
_NONCE = "rerun"


@dataclass(frozen=True)
class Rerun:
    """What came of making a run again: tables that are the same, that differ, that are gone and that are new, and what could make a difference.

    versions: packages that are no longer the ones of then, as `numpy 2.4.6, then 2.4.5`.
    """

    run: str
    report: str
    same: tuple[str, ...]
    other: tuple[str, ...]
    versions: tuple[str, ...]
    ended: Ended

    @property
    def is_same(self) -> bool:
        """Whether it came about again with every table as it was."""
        return self.ended.kind == "done" and not self.other

    def __str__(self) -> str:
        head = f"{self.report}, run {self.run}"
        since = f" Since then: {'; '.join(self.versions)}." if self.versions else ""
        if self.ended.kind != "done":
            return f"{head}: could not be made again: {self.ended.message}.{since}"
        if self.other:
            return f"{head}: {counted(len(self.other), 'table')} no longer the same: {', '.join(self.other)}.{since}"
        return f"{head}: {counted(len(self.same), 'table')} the same, byte for byte.{since}"


def rerun(run: str | Path) -> Rerun:
    """Makes a run again from the inputs that its archive has kept, in a folder of its own that is gone afterwards. Nothing in the archive changes.

    run: the folder of a published run, or one that holds several: then the last of them. Raises InputProblems when it is none, or when an input is gone or was changed.
    """
    folder = _last_in(Path(run).expanduser().resolve())
    certificate, _ = read_certificate(folder)
    inputs = [Input(one.name, one.sha256, one.bytes) for one in certificate.inputs]
    with tempfile.TemporaryDirectory(prefix="backoffice-", ignore_cleanup_errors=True) as place, Nursery() as nursery:
        room = Path(place)
        kept_inputs.restore(folder.parents[_FROM_RUN_TO_ARCHIVE], inputs, room)
        # by the name it had: notebooks and covers call the plan by its folder
        own, made = room / "own" / certificate.plan, room / "made"
        own.mkdir(parents=True)
        made.mkdir()
        job = _job(certificate, room, own, made)
        nursery.prepare(own, room / PLAN, job.unmasked)
        ended = nursery.run(job, job.cell_seconds)
        same, other = _compared(folder / TABLES, made / TABLES)
    return Rerun(certificate.run, certificate.report, same, other, tuple(_since(certificate)), replace(ended, kept=""))


def _last_in(folder: Path) -> Path:
    """The last run that was begun of all in a folder; the folder itself where it is one. Raises InputProblems where there is none."""
    if (folder / CERTIFICATE).exists():
        return folder
    runs = [path.parent for path in folder.rglob(CERTIFICATE) if not any(step.startswith(".") for step in path.relative_to(folder).parts)]
    if not runs:
        raise refuse(str(folder), "holds no run with its certificate" if folder.is_dir() else "is not there", "give the folder of a run, such as reports/board/2026-11")
    return max(runs, key=lambda run: run.name)


def _job(certificate: Certificate, room: Path, own: Path, made: Path) -> Job:
    values = {name: value for name, value in certificate.parameters.items() if name != UNMASKED}
    return Job(
        report=certificate.report, notebook=str(room / NOTEBOOKS / certificate.notebook), values={"plan": str(own), **values}, plan=str(own),
        snapshot=str(room / PLAN), folder=str(made), nonce=_NONCE, formats=(), as_of=certificate.as_of,
        unmasked=bool(certificate.parameters.get(UNMASKED)), scenarios=certificate.scenarios, kept=str(room / "failed.ipynb"),
    )


def _compared(then: Path, now: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the tables that are the same byte for byte, and of all others."""
    names = sorted({path.name for folder in (then, now) if folder.is_dir() for path in folder.glob("*.csv")})
    same = [name for name in names if (then / name).is_file() and (now / name).is_file() and (then / name).read_bytes() == (now / name).read_bytes()]
    return tuple(same), tuple(name for name in names if name not in same)


def _since(certificate: Certificate) -> Iterator[str]:
    """What of the software is no longer as it was."""
    now = versions()
    for name, then in certificate.versions.items():
        if now.get(name) != then:
            yield f"{name} {now.get(name, 'is gone')}, then {then}"
