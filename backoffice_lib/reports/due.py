"""Which reports are due: their timing, and the archive, which knows what was made; nothing else is remembered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice, takewhile
from typing import Literal, Protocol

from backoffice_lib.reports.archive import Row
from backoffice_lib.reports.archive.index import PUBLISHED
from backoffice_lib.reports.timing import Period, Timing

AT_MOST = 3
"""How many missed periods of a report are made up for, however many there were."""
TRIES = 3
"""How often a period is tried that fails or takes too long."""
WAITS = (timedelta(0), timedelta(minutes=5), timedelta(minutes=30))
"""How long to wait after so many failures."""
MOST_CRASHES = 10
"""How often a period is begun anew whose process died: the machine may have been switched off, but not for ever."""
_COUNTED = 1000


class Scheduled(Protocol):
    """A report with a timing, and what is made up for of what was missed."""

    name: str
    timing: Timing | None
    missed: Literal["none", "latest", "all"]


@dataclass(frozen=True)
class Due:
    """A report to be made for a period."""

    report: str
    period: Period


@dataclass(frozen=True)
class Coming:
    """When a report is due next, and how it stands with the newest period that was due: made, due, missed, failed, or none yet."""

    report: str
    timing: Timing
    period: Period
    newest: Period | None
    state: str
    message: str = ""


Attempts = Mapping[tuple[str, str], list[Row]]


def what_is_due(asked: Iterable[Scheduled], history: Iterable[Row], now: datetime, again: bool = False) -> tuple[list[Due], list[str]]:
    """The periods to be made now, the oldest first, and a line for each report of which some are left out.

    history: every attempt in the archive. again: whether to try once more what was tried often enough.
    """
    attempts, due, notes = _attempts(history), [], []
    for report in asked:
        if report.timing is None:
            continue
        wanted = [period for period in _made_up_for(report, attempts, now) if _may_be_tried(attempts.get((report.name, period.label), []), now, again)]
        due += [Due(report.name, period) for period in wanted]
        notes += _left_out(report, attempts, wanted, now) if wanted else []
    return sorted(due, key=lambda one: (one.period, one.report)), notes


def what_comes(asked: Iterable[Scheduled], history: Iterable[Row], now: datetime) -> list[Coming]:
    """When each scheduled report is due next, the soonest first."""
    attempts = _attempts(history)
    found = [_coming(report, attempts, now) for report in asked if report.timing]
    return sorted(found, key=lambda one: (one.period, one.report))


def _attempts(history: Iterable[Row]) -> Attempts:
    """The attempts at each report and period, oldest first; what was made on demand is no period's report."""
    found = defaultdict(list)
    for row in history:
        if not row.on_demand:
            found[row.report, row.period].append(row)
    return found


def _made_up_for(report: Scheduled, attempts: Attempts, now: datetime) -> list[Period]:
    """Of the newest periods those that are made even when they are late, the oldest first."""
    newest = list(islice(report.timing.newest_first(now), AT_MOST))
    if report.missed == "none":
        return [period for period in newest[:1] if now - period.due <= timedelta(hours=report.timing.grace_hours)]
    if report.missed == "latest":
        return newest[:1]
    begun = _begun(report.name, attempts, min)
    known = {period for name, period in attempts if name == report.name}
    # what fell due before the report was first made was not missed: nobody had asked for it
    return [period for at, period in enumerate(newest) if not at or period.label in known or (begun and period.due > begun)][::-1]


def _may_be_tried(attempts: list[Row], now: datetime, again: bool) -> bool:
    if any(row.state in (*PUBLISHED, "running") for row in attempts):
        return False
    if again:
        return True
    failures = _failures(attempts)
    return not _is_given_up(attempts) and (not failures or now - datetime.fromisoformat(failures[-1].ended or failures[-1].started) >= WAITS[len(failures)])


def is_given_up(report: str, period: str, history: Iterable[Row]) -> bool:
    """Whether a period has been tried so often, in vain, that it is not tried any more unless somebody asks for it."""
    return _is_given_up(_attempts(history).get((report, period), []))


def _is_given_up(attempts: list[Row]) -> bool:
    return len(_failures(attempts)) >= TRIES or sum(row.state == "crashed" for row in attempts) >= MOST_CRASHES


def _failures(attempts: list[Row]) -> list[Row]:
    return [row for row in attempts if row.state in ("failed", "timed_out")]


def _left_out(report: Scheduled, attempts: Attempts, wanted: list[Period], now: datetime) -> list[str]:
    """A line that says how many periods were missed and are not made, since the report was made last."""
    last = _begun(report.name, attempts, max)
    if last is None:
        return []
    older = takewhile(lambda period: period.due > last, report.timing.newest_first(now))
    count = len(list(islice(older, _COUNTED))) - len(wanted)
    if count <= 0:
        return []
    many = f"more than {_COUNTED - len(wanted):,}" if count == _COUNTED - len(wanted) else f"{count:,}"
    rest = f"at most {AT_MOST} are made up for" if report.missed == "all" else f"missed: {report.missed}"
    return [f"{report.name}: {many} earlier period{'s were' if count > 1 else ' was'} missed and {'are' if count > 1 else 'is'} left out ({rest})"]


def _begun(report: str, attempts: Attempts, which) -> datetime | None:
    """When the first, or the last, attempt at any period of a report began."""
    return which((datetime.fromisoformat(row.started) for (name, _), rows in attempts.items() if name == report for row in rows), default=None)


def _coming(report: Scheduled, attempts: Attempts, now: datetime) -> Coming:
    newest = next(report.timing.newest_first(now), None)
    state, message = _state(report, attempts, newest, now) if newest else ("none yet", "")
    return Coming(report.name, report.timing, report.timing.next_after(now), newest, state, message)


def _state(report: Scheduled, attempts: Attempts, newest: Period, now: datetime) -> tuple[str, str]:
    rows = attempts.get((report.name, newest.label), [])
    if published := [row for row in rows if row.state in PUBLISHED]:
        return ("made" if published[-1].state == "succeeded" else "made, a check failed"), ""
    if rows and rows[-1].state == "running":
        return "running", ""
    if newest in _made_up_for(report, attempts, now):
        failed = [row for row in rows if row.state != "cancelled"]
        if not failed:
            return "due", ""
        tried = "given up; --failed tries again" if _is_given_up(rows) else "will be tried again"
        return f"failed, {tried}", failed[-1].message
    return "missed", ""
