"""Reports of one plan, several at a time: the plan is read and simulated once, and each report runs in a clean kernel of its own."""

from __future__ import annotations

import math
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from backoffice_lib.basics.errors import refuse
from backoffice_lib.files.plan_folder import folder_of, read_plan
from backoffice_lib.files.plan_snapshot import snapshot_of
from backoffice_lib.files.snapshots import Input, put
from backoffice_lib.plan import Plan
from backoffice_lib.reports import kept_inputs
from backoffice_lib.reports.archive import AlreadyDone, Archive, Busy, Draft
from backoffice_lib.reports.archive.places import FAILED
from backoffice_lib.reports.asked import AskedReport
from backoffice_lib.reports.certified import certified
from backoffice_lib.reports.execution.jobs import Ended, Job
from backoffice_lib.reports.execution.nursery import Nursery
from backoffice_lib.reports.wanted import Wanted, wanted_of

DONE, OUR_FAULT, INPUT_FAULT, CHECK_FAILED = 0, 1, 2, 3
PLAN, NOTEBOOKS, REPORTS = "plan", "notebooks", "reports"
_WORST_LAST = (DONE, CHECK_FAILED, INPUT_FAULT, OUR_FAULT)
_KINDS = {"deadline": "timed_out", "died": "crashed"}
REFUSED = "InputProblems: "


@dataclass(frozen=True)
class Outcome:
    """What became of one report.

    status: succeeded, checks_failed, failed, timed_out, crashed, or nothing to do: already done or running. folder: of the run, where there is one.
    document: its first file. message: what went wrong, in plain words. cell, source, kept: of a notebook that failed. warnings: what its cells warned of.
    """

    report: str
    period: str = ""
    status: str = "succeeded"
    folder: Path | None = None
    document: Path | None = None
    answer: str = ""
    message: str = ""
    exit_code: int = DONE
    cell: int = 0
    source: str = ""
    kept: str = ""
    warnings: tuple[str, ...] = ()


Asked = Sequence[AskedReport] | Callable[[Plan], Sequence[AskedReport]]


class Progress:
    """Is told how far a batch is; this one shows nothing. It is told by several threads."""

    def begins(self, reports: int) -> None:
        """So many reports are about to be made."""

    def at(self, report: str, done: int, of: int) -> None:
        """So many cells of a report are done, of so many; of none where it has just begun."""

    def ended(self, outcome: Outcome) -> None:
        """This is what became of a report."""


@dataclass(frozen=True)
class Setting:
    """What all reports of a batch have in common."""

    plan: Path
    room: Path
    inputs: tuple[Input, ...]
    as_of: date | None = None
    unmasked: bool = False


def worst(outcomes: Sequence[Outcome]) -> int:
    """The exit code of a batch: that of its worst report."""
    return max((outcome.exit_code for outcome in outcomes), key=_WORST_LAST.index, default=DONE)


def run_reports(
    asked: Asked, plan: Plan | str | Path, archive: Archive | str | Path | None = None, periods: Mapping[str, str | None] | None = None,
    workers: int = 0, progress: Progress = Progress(), **more: Any,
) -> list[Outcome]:
    """Makes reports on a plan, several at a time, and publishes each in an archive; what became of them, in their order.

    asked: the reports, or what gives those of the plan as it is read. archive: one that is open, or a folder; where each report says, or
    `reports`, if left out. Folders are made once all that was asked for is known to be right. periods: the label of the period each report
    is for; on demand where there is none. workers: how many at a time; one for each processor if 0. more: as `opened` takes it. Raises
    InputProblems, before anything has run or been written, with all that is wrong.
    """
    with Nursery() as nursery, opened(plan, asked, **more) as (setting, wanted):
        nursery.prepare(setting.plan, setting.room / PLAN, setting.unmasked, sorted({form for one in wanted for form in one.formats}))
        archives = _archives(archive, setting, wanted)
        for each in {one.folder: one for one in archives.values()}:
            kept_inputs.keep(each, setting.room, setting.inputs)
        return in_parallel(Batch(nursery, setting, archives, periods or {}, progress), wanted, workers)


@contextmanager
def opened(
    plan: Plan | str | Path, asked: Asked, given: Mapping[str, bytes] | None = None, as_of: date | None = None, unmasked: bool = False,
) -> Iterator[tuple[Setting, tuple[Wanted, ...]]]:
    """A snapshot of all that the reports stand on, for as long as they are made, and the reports as they passed the gate.

    given: files of the plan that are not in its folder, such as a scenario made in Python, by their names. as_of: for the cover.
    unmasked: whether to show what groups of few people are paid. Raises InputProblems.
    """
    folder = folder_of(plan.folder if isinstance(plan, Plan) else plan).resolve()
    with tempfile.TemporaryDirectory(prefix="backoffice-", ignore_cleanup_errors=True) as place:
        room = Path(place)
        inputs = {one.name: one for one in snapshot_of(folder, room / PLAN)}
        inputs |= {name: put(room / PLAN, name, content) for name, content in (given or {}).items()}
        read = read_plan(room / PLAN)
        wanted, notebooks = wanted_of(asked(read) if callable(asked) else asked, read, room / NOTEBOOKS)
        parts = ((PLAN, inputs.values()), (NOTEBOOKS, notebooks))
        taken = tuple(Input(f"{part}/{one.name}", one.sha256, one.bytes) for part, some in parts for one in some)
        yield Setting(folder, room, taken, as_of, unmasked), wanted


def _archives(archive: Archive | str | Path | None, setting: Setting, wanted: Sequence[Wanted]) -> dict[str, Archive]:
    """The archive of each report, by its name."""
    if isinstance(archive, Archive):
        return {one.report: archive for one in wanted}
    folders = {one.report: Path(archive or (setting.plan / one.to if one.to else REPORTS)) for one in wanted}
    for folder in folders.values():
        if folder.exists() and not folder.is_dir():
            raise refuse(str(folder), "is not a folder", "give a folder to write the reports to")
    opened_once = {folder: Archive.at(folder) for folder in dict.fromkeys(folders.values())}
    return {report: opened_once[folder] for report, folder in folders.items()}


@dataclass(frozen=True)
class Batch:
    """Reports that are being made: where they run, what they stand on, where each goes, for which periods, and who is told how far they are."""

    nursery: Nursery
    setting: Setting
    archives: Mapping[str, Archive]
    periods: Mapping[str, str | None]
    progress: Progress


def in_parallel(batch: Batch, wanted: Sequence[Wanted], workers: int = 0) -> list[Outcome]:
    """Runs reports that passed the gate. One that fails keeps none of the others from running."""
    batch.progress.begins(len(wanted))
    crew = ThreadPoolExecutor(max(min(workers or _processors(), len(wanted)), 1))
    try:
        return list(crew.map(lambda one: _one(batch, one), wanted))
    except BaseException:
        batch.nursery.close()  # what still runs has to end before the crew can go home
        raise
    finally:
        crew.shutdown(cancel_futures=True)


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _one(batch: Batch, wanted: Wanted) -> Outcome:
    """One report from its start to its place in the archive."""
    period = batch.periods.get(wanted.report)
    batch.progress.at(wanted.report, 0, 0)
    try:
        with batch.archives[wanted.report].start(wanted.report, period) as draft:
            outcome = _published(batch, wanted, draft, _run(batch, wanted, draft))
    except AlreadyDone as done:
        outcome = Outcome(wanted.report, period or "", "already done", message=str(done))
    except Busy as busy:
        outcome = Outcome(wanted.report, period or "", "running", message=str(busy))
    except OSError as error:
        outcome = Outcome(wanted.report, period or "", "failed", message=f"could not be written: {error.strerror}", exit_code=OUR_FAULT)
    batch.progress.ended(outcome)
    return outcome


def _run(batch: Batch, wanted: Wanted, draft: Draft) -> Ended:
    """How the run of a report ended; of a second one from the start, when the first ended because its kernel died."""
    job, seconds = job_of(batch, wanted, draft), wanted.deadline_minutes * 60

    def told(done: int, of: int) -> None:
        batch.progress.at(wanted.report, done, of)

    ended = batch.nursery.run(job, seconds, told)
    return batch.nursery.run(job, seconds, told) if ended.kind == "died" else ended


def job_of(batch: Batch, wanted: Wanted, draft: Draft) -> Job:
    """What the process that runs a report is handed."""
    setting, seconds, archive = batch.setting, wanted.deadline_minutes * 60, batch.archives[wanted.report].folder
    return Job(
        report=wanted.report, notebook=str(setting.room / NOTEBOOKS / wanted.notebook), plan=str(setting.plan),
        values={**wanted.values, **({"plan": str(setting.plan)} if "plan" in wanted.values else {})},
        snapshot=str(setting.room / PLAN), folder=str(draft.folder), nonce=draft.nonce, formats=wanted.formats,
        as_of=setting.as_of.isoformat() if setting.as_of else "", unmasked=setting.unmasked, cell_seconds=math.ceil(seconds),
        scenarios=wanted.scenarios, expect=wanted.expect, kept=str(archive / FAILED / f"{wanted.report}.ipynb"),
        shared="" if wanted.single_file else str(archive),
    )


def _published(batch: Batch, wanted: Wanted, draft: Draft, ended: Ended) -> Outcome:
    """What became of a report whose run has ended: it has its place in the archive, or nothing of it is left there."""
    setting, period = batch.setting, draft.row.period
    if ended.kind != "done":
        state, refused = _KINDS.get(ended.kind, "failed"), ended.message.startswith(REFUSED)
        # what a cell says may hold names and pay, and the history must not
        draft.fail(state, f"cell [{ended.cell}] of its notebook failed" if ended.cell else ended.message)
        code = INPUT_FAULT if refused else OUR_FAULT
        return Outcome(wanted.report, period, state, message=ended.message, exit_code=code, cell=ended.cell, source=ended.source, kept=ended.kept)
    certificate = certified(setting.plan, wanted, setting.inputs, ended, setting.as_of, setting.unmasked)
    folder = draft.publish(certificate, promised=ended.files)
    failed = [check for check in ended.checks if not check.passed]
    return Outcome(
        wanted.report, period, "checks_failed" if failed else "succeeded", folder, folder / ended.files[0] if ended.files else None,
        ended.answer, "; ".join(f"{check.name}: found {check.found}" for check in failed), CHECK_FAILED if failed else DONE, warnings=ended.warnings,
    )
