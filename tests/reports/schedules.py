"""A schedule on a real archive, with a clock that tests set, and reports that are a line of text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from backoffice_lib.reports.archive import AlreadyDone, Archive, Busy, Certificate
from backoffice_lib.reports.recipients import Recipients
from backoffice_lib.reports.scheduler import Schedule
from backoffice_lib.reports.timing import Timing

MONTHLY = Timing(every="month", on="last", at="06:00", zone="Europe/Paris")


def moment(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@dataclass
class Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def set(self, written: str) -> None:
        self.now = moment(written)

    def go(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(frozen=True)
class Asked:
    name: str
    timing: Timing | None = MONTHLY
    missed: str = "latest"
    to: str = "reports"
    tell: Recipients | None = None


@dataclass(frozen=True)
class Ended:
    report: str
    period: str
    status: str = "succeeded"
    folder: Path | None = None
    answer: str = "Nothing changed."
    message: str = ""
    exit_code: int = 0


@dataclass
class Maker:
    """Makes reports in the archive as the real thing does; those in `failing` fail."""

    failing: set = field(default_factory=set)
    failed_checks: bool = False

    def __call__(self, asked, archive: Archive, periods) -> list[Ended]:
        return [self.one(report.name, archive, periods[report.name]) for report in asked]

    def one(self, name: str, archive: Archive, period: str) -> Ended:
        try:
            with archive.start(name, period) as draft:
                if name in self.failing:
                    draft.fail("failed", "cell [2] of its notebook failed")
                    return Ended(name, period, "failed", message="cell [2] failed", exit_code=1)
                draft.write(f"{name}.html", f"<html>{period}</html>")
                checks = ({"name": "adds up", "passed": False},) if self.failed_checks else ()
                folder = draft.publish(Certificate(answer="Nothing changed.", checks=checks))
        except (AlreadyDone, Busy) as other:
            return Ended(name, period, "already done", message=str(other))
        return Ended(name, period, "checks_failed" if self.failed_checks else "succeeded", folder, exit_code=3 if self.failed_checks else 0)


@dataclass
class Bench:
    """A schedule, and what there is to see of it."""

    home: Path
    asked: list
    clock: Clock
    maker: Maker = field(default_factory=Maker)
    said: list = field(default_factory=list)

    @property
    def schedule(self) -> Schedule:
        return Schedule("my-plan", lambda: self.asked, self.home, self.maker, self.clock, self.said.append)

    def once(self, **how) -> list[str]:
        """What one pass made."""
        return [f"{one.report} {one.period}" for one in self.schedule.once(**how) if one.folder]

    def made(self) -> list[str]:
        """What the archive has."""
        return [f"{row.report} {row.period}" for row in Archive.at(self.home / "reports", self.clock).history() if row.certificate]


def bench(home: Path, now: str, *asked: Asked) -> Bench:
    return Bench(home, list(asked) or [Asked("board")], Clock(moment(now)))
