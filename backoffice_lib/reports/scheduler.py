"""A pass over the schedule of a plan: makes what is due, tells whom it concerns, and is done; or keeps on passing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Protocol

from backoffice_lib.basics.errors import InputProblems, refuse
from backoffice_lib.reports.archive import Archive
from backoffice_lib.reports.due import Coming, Due, Scheduled, is_given_up, what_comes, what_is_due
from backoffice_lib.reports.recipients import Recipients
from backoffice_lib.reports.telling import News, tell

WAIT_SECONDS = 300.0
"""The longest wait between two passes: a machine that slept, or a clock that was set, is noticed by then."""

REPORTS = "reports"
"""Where runs go, from the folder of the plan, when neither it nor anybody says so: whoever calls may do so from anywhere."""

Say = Callable[[str], None]


class Report(Scheduled, Protocol):
    """A report as its plan asks for it: where its runs go, and whom to tell."""

    to: str
    tell: Recipients | None


class Outcome(Protocol):
    """How a report ended: its status, the folder of its run where there is one, and what is to be said of it."""

    report: str
    period: str
    status: str
    folder: Path | None
    answer: str
    message: str
    exit_code: int


Run = Callable[[Sequence[Report], Archive, Mapping[str, str]], Sequence[Outcome]]


@dataclass(frozen=True)
class Schedule:
    """The scheduled reports of a plan, and what makes them.

    read: the reports, read anew at each pass, so that a change counts at once. home: from where `to` of a report counts; to: the folder
    of all runs instead. run: makes reports for their periods. clock: the time. say: where lines go that somebody should read.
    """

    plan: str
    read: Callable[[], Sequence[Report]]
    home: Path
    run: Run
    clock: Callable[[], datetime]
    say: Say
    to: Path | None = None

    def reports(self) -> list[Report]:
        """The reports that have a timing. Raises InputProblems when there are none, or anything is wrong with any report."""
        found = [report for report in self.read() if report.timing]
        if not found:
            raise refuse(f"plan {self.plan}", "has no report with a timing", "write reports.yaml, and in it `when:` for each report that runs by itself")
        return found

    def once(self, again: bool = False) -> list[Outcome]:
        """Make what is due, and tell whom it concerns; how each report ended. Raises InputProblems, OSError."""
        return [outcome for archive, reports in self._archives(self.reports()) for outcome in self._made(archive, reports, again)]

    def coming(self) -> list[Coming]:
        """When each report is due next, the soonest first; where nothing was made yet, no folder is made either."""
        now, found = self.clock(), []
        for folder, reports in self._folders(self.reports()).items():
            history = Archive.at(folder, self.clock).history() if folder.is_dir() else ()
            found += what_comes(reports, history, now)
        return sorted(found, key=lambda one: (one.period, one.report))

    def keep_on(self, stop: Event, passed: Callable[[list[Outcome]], None]) -> None:
        """Pass again and again until told to stop; what is wrong with the plan meanwhile is said, and tried again."""
        said = ""
        while not stop.is_set():
            try:
                passed(self.once())
                wait = self._seconds_to_wait()
                said = ""
            except (InputProblems, OSError) as fault:
                if str(fault) != said:
                    self.say(said := str(fault))
                wait = WAIT_SECONDS
            stop.wait(wait)

    def _seconds_to_wait(self) -> float:
        soonest = min(report.timing.next_after(self.clock()).due for report in self.reports())
        return min(WAIT_SECONDS, max((soonest - self.clock()).total_seconds(), 1.0))

    def _archives(self, reports: Sequence[Report]) -> Iterator[tuple[Archive, list[Report]]]:
        """The archives that reports go to, each with its reports. Raises InputProblems when the clock was set back."""
        for folder, several in self._folders(reports).items():
            archive = Archive.at(folder, self.clock)
            archive.check_clock()
            yield archive, several

    def _folders(self, reports: Sequence[Report]) -> dict[Path, list[Report]]:
        folders: dict[Path, list[Report]] = {}
        for report in reports:
            folders.setdefault(self.to or self.home / (report.to or REPORTS), []).append(report)
        return folders

    def _made(self, archive: Archive, reports: list[Report], again: bool) -> Iterator[Outcome]:
        due, notes = what_is_due(reports, archive.history(), self.clock(), again)
        for note in notes:
            self.say(f"warning: {note}")
        named = {report.name: report for report in reports}
        for periods in _one_each(due):
            for outcome in self.run([named[name] for name in periods], archive, periods):
                self._tell(archive, named[outcome.report], outcome)
                yield outcome

    def _tell(self, archive: Archive, report: Report, outcome: Outcome) -> None:
        """Tell of what was made, and of what could not be once it is not tried any more; that somebody was not told is noted."""
        if report.tell is None or not self._is_news(archive, outcome):
            return
        document = Path(outcome.folder).resolve() / f"{outcome.report}.html" if outcome.folder else None
        if document and not document.exists():
            document = document.parent
        news = News(
            plan=Path(self.plan).name, report=outcome.report, period=outcome.period, status=outcome.status, answer=outcome.answer or outcome.message,
            archive=archive.folder, document=document.relative_to(archive.folder).as_posix() if document else "",
        )
        for line in tell(news, report.tell):
            self.say(f"warning: {line}")
            if outcome.folder:
                archive.note(Path(outcome.folder).name, line)

    def _is_news(self, archive: Archive, outcome: Outcome) -> bool:
        return bool(outcome.folder) or is_given_up(outcome.report, outcome.period, archive.history())


def _one_each(due: Sequence[Due]) -> Iterator[dict[str, str]]:
    """What is due in rounds of one period for each report, the oldest first."""
    waiting = list(due)
    while waiting:
        periods: dict[str, str] = {}
        for one in waiting:
            periods.setdefault(one.report, one.period.label)
        waiting = [one for one in waiting if periods[one.report] != one.period.label]
        yield periods
