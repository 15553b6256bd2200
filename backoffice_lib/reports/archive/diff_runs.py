"""Diff of two runs: which inputs changed, and which figures moved because of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from backoffice_lib.analyses._input_differences import InputDifference, of_plans
from backoffice_lib.basics.errors import InputProblems, refuse, visible
from backoffice_lib.basics.money import counted
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.snapshots import Input
from backoffice_lib.reports import kept_inputs
from backoffice_lib.reports.archive.certificate import Certificate, Difference, read_certificate
from backoffice_lib.reports.archive.moved_figures import Figure, figures_moved
from backoffice_lib.reports.archive.places import CERTIFICATE
from backoffice_lib.views.tables import Column, Table

_FROM_RUN_TO_ARCHIVE = 2
_PLAN = "plan"
_COMPARED = ("notebook", "scenarios", "seed", "as_of")


@dataclass(frozen=True)
class RunsDiff:
    """What the second of two runs was made from otherwise than the first, and which figures of its tables moved.

    files: the inputs by name, and whether they were changed, added or left out, by their hashes. inputs: what changed within them, where
    both runs keep them; pay is told as how many times as much it is. settings: parameters, scenarios, versions and the like.
    """

    old: Certificate
    new: Certificate
    files: tuple[tuple[str, str], ...]
    inputs: tuple[InputDifference, ...]
    settings: tuple[Difference, ...]
    figures: tuple[Figure, ...]

    def __str__(self) -> str:
        names = f"{self.new.report} {self.new.period} (run {self.new.run}) and {self.old.period} (run {self.old.run})"
        if not (self.files or self.settings or self.figures):
            return f"{names} were made from the same and show the same."
        of = f"{counted(len(self.files), 'input file')} and {counted(len(self.settings), 'setting')}"
        moved = counted(len(self.figures), "figure")
        cause = "" if self.files or self.settings or not self.figures else " Nothing they were made from explains it."
        return f"{names} differ in {of}; {moved} moved.{cause}"

    def parts(self) -> Iterator[tuple[str, Table]]:
        """What differs as tables, each with its heading; none for what does not."""
        found = (
            ("Input files", ("File", "what became of it"), self.files),
            ("What changed in them", ("Input", "old", "new", "unit", "where"), [(one.path, one.old, one.new, one.unit, one.note) for one in self.inputs]),
            ("Settings", ("Setting", "old", "new"), [(one.path, one.old, one.new) for one in self.settings]),
            ("Figures that moved", ("Table", "row", "column", "old", "new", "change"), [astuple(one.rounded()) for one in self.figures]),
        )
        for heading, names, rows in found:
            if rows:
                yield heading, Table(tuple(map(Column, names)), tuple(tuple(map(_text, row)) for row in rows))


def diff_runs(old: str | Path, new: str | Path) -> RunsDiff:
    """What the second run has otherwise than the first. Raises InputProblems for what is not the folder of a run."""
    folders = [_run_folder(old), _run_folder(new)]
    before, after = (read_certificate(folder)[0] for folder in folders)
    files = tuple(_files(before, after))
    inputs = tuple(_within((folders[0], before), (folders[1], after))) if files else ()
    return RunsDiff(before, after, files, inputs, tuple(_settings(before, after)), tuple(figures_moved(*folders)))


def _run_folder(place: str | Path) -> Path:
    """The folder of a run: named itself, by a file in it, or by its period, of which it is the last."""
    folder = Path(place).expanduser().resolve()
    folder = folder.parent if folder.is_file() else folder
    if not (folder / CERTIFICATE).exists():
        runs = sorted(folder.glob(f"*/{CERTIFICATE}"))
        if not runs:
            raise refuse(str(place), "is not the folder of a run", "give one such as DIR/REPORT/PERIOD/RUN, or DIR/REPORT/PERIOD for the last of a period")
        folder = runs[-1].parent
    return folder


def _files(old: Certificate, new: Certificate) -> Iterator[tuple[str, str]]:
    before, after = ({one.name: one.sha256 for one in run.inputs} for run in (old, new))
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            yield name, "left out" if name not in after else "added" if name not in before else "changed"


def _within(*runs: tuple[Path, Certificate]) -> Iterator[InputDifference]:
    """What changed in the plan, where the archive keeps the files of both runs and they can still be read."""
    with tempfile.TemporaryDirectory(prefix="backoffice-", ignore_cleanup_errors=True) as place, suppress(InputProblems):
        rooms = [Path(place) / side for side in ("old", "new")]
        for (folder, certificate), room in zip(runs, rooms, strict=True):
            inputs = [Input(one.name, one.sha256, one.bytes) for one in certificate.inputs]
            kept_inputs.restore(folder.parents[_FROM_RUN_TO_ARCHIVE], inputs, room)
        old, new = (read_plan(room / _PLAN) for room in rooms)
        yield from of_plans(old, new)


def _settings(old: Certificate, new: Certificate) -> Iterator[Difference]:
    for name in _COMPARED:
        if getattr(old, name) != getattr(new, name):
            yield Difference(path=name, old=getattr(old, name), new=getattr(new, name))
    yield from _differing("parameter ", old.parameters, new.parameters)
    yield from _differing("version of ", old.versions, new.versions)
    yield from _differing("scenario: ", *({one.path: one.new for one in run.differences} for run in (old, new)))


def _differing(kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield Difference(path=f"{kind}{name}", old=old.get(name), new=new.get(name))


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    return "" if value is None else f"{value:,.15g}" if isinstance(value, float) else visible(str(value))
