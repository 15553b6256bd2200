"""When a report is due: its periods, each with a label and one instant, in the report's own time zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import takewhile
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from pydantic import BeforeValidator, ValidationInfo, field_validator, model_validator

from backoffice_lib.basics.days import FirstDay
from backoffice_lib.basics.errors import Wrong, described, listed, nearest
from backoffice_lib.basics.record import Record
from backoffice_lib.basics.units import Measure
from backoffice_lib.plan.time_zones import is_time_zone, time_zones
from backoffice_lib.reports.spans import EVERY, EXAMPLES, Span, day_of, hangs_on_working_days
from backoffice_lib.reports.working_days import check_calendar, working_days

Hours = Annotated[int, Measure("hours", low=1, high=24 * 31, whole=True)]

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_OFFSET = re.compile(r"(GMT|UTC|Z)?\s*[+-]\s*[0-9].*", re.IGNORECASE)
_FIRST_YEAR = 1990
_CLOCK_CHANGE = timedelta(days=1)
"""More than any clock was ever changed by: how far a search must start off so as not to begin within a change."""


@dataclass(frozen=True, order=True)
class Period:
    """What a scheduled report is made for: the instant it falls due, in UTC, and its label, the key under which it is made once."""

    due: datetime
    label: str


def _every(value: Any) -> str:
    if value not in EVERY:
        near = nearest(value, EVERY) if isinstance(value, str) else ""
        raise Wrong(f"{described(value)}, not one of the choices", f"use {listed(EVERY)}", near)
    return value


def _zone(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise Wrong(described(value), 'write the time zone of the report, such as "Europe/Paris"')
    if _OFFSET.fullmatch(value):
        raise Wrong(f'"{value[:40]}" is not a time zone: it knows no summer time', 'write one like "Europe/London"')
    if not is_time_zone(value):
        raise Wrong(f'"{value[:40]}" is not a time zone', 'write one like "Europe/London"', _nearest_zone(value))
    return value


def _nearest_zone(name: str) -> str:
    """The zone most like a name, or the one of the city of that name."""
    cities = {zone.rpartition("/")[2]: zone for zone in time_zones()}
    return nearest(name, time_zones()) or cities.get(nearest(name.replace(" ", "_"), cities), "")


def _time(value: Any) -> str:
    if not isinstance(value, str):
        raise Wrong(f"{described(value)}, not a time of day", 'quote a time like "06:00"')
    if not _TIME.fullmatch(value):
        raise Wrong(f'"{value[:40]}" is not a time of day', 'write hours and minutes, from "00:00" to "23:59"')
    return value


def _on(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Wrong(f"{described(value)}, not a day", "write a day such as 15, last, or working day 3")
    return " ".join(str(value).lower().split())


def _calendar(value: Any) -> str:
    if not isinstance(value, str):
        raise Wrong(described(value), "write a country such as FR")
    return check_calendar(value) if value else ""


def _cron(value: Any) -> str:
    if not isinstance(value, str) or len(value.split()) != 5:
        what = f'"{value[:40]}" has {len(value.split())} parts' if isinstance(value, str) else f"{described(value)}, not a line of cron"
        raise Wrong(what, 'write five: minute, hour, day, month, weekday, such as "0 6 1 * *"')
    try:
        line = CronSim(value, datetime(2000, 1, 1))
        next(line)
    except (CronSimError, StopIteration) as wrong:
        told = f": {str(wrong).lower()}" if str(wrong) else ": it names a day that never comes"
        raise Wrong(f'"{value[:40]}" is not a line of cron{told}', 'write five parts such as "0 6 1 * *"') from None
    if line.day_and and min(line.days) > _shortest(line.months):
        raise Wrong(f"day {min(line.days)} misses some of its months", "write L for the last day of each month")
    return " ".join(value.split())


def _shortest(months: set[int]) -> int:
    """How many days each of these months has at least."""
    return min({2: 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31) for month in months)


class Timing(Record):
    """When a report is due: `every` day, week, month, quarter or year `on` a day of it `at` a time, or as a line of `cron` says.

    on: `15`, `last`, `working day 3`, `last working day`, `monday` (of a week), `first monday` (of a month), `03-31` (of a year);
    for every day, nothing or `working day`. calendar: whose working days: a country `FR`, a part of one `US-CA`, a market `ECB`.
    zone: the time zone of `at` and `cron`. An hour that the clocks leave out comes when they have been changed; one that they
    repeat counts once. starting: nothing is due before. grace_hours: how long after it was due a report is late, not missed.
    """

    KIND = "timing"

    every: Annotated[str, BeforeValidator(_every)] = ""
    on: Annotated[str, BeforeValidator(_on)] = ""
    at: Annotated[str, BeforeValidator(_time)] = ""
    cron: Annotated[str, BeforeValidator(_cron)] = ""
    zone: Annotated[str, BeforeValidator(_zone)]
    calendar: Annotated[str, BeforeValidator(_calendar)] = ""
    starting: FirstDay | None = None
    grace_hours: Hours = 6

    @property
    def key(self) -> str:
        return self.in_words()

    @field_validator("on")
    @classmethod
    def _is_a_day(cls, on: str, info: ValidationInfo) -> str:
        if info.data.get("every"):
            day_of(on, info.data["every"])
        return on

    @model_validator(mode="after")
    def _says_when(self) -> Timing:
        if self.every and self.cron or not (self.every or self.cron):
            what = "has both every and cron" if self.cron else "does not say when"
            raise Wrong(what, "write every: month with on: and at:, or one line of cron:")
        if self.cron and (self.on or self.at or self.calendar):
            raise Wrong("has on, at or calendar beside cron", "a line of cron says it all; leave them out")
        if self.every:
            self._check_day_and_time()
        return self

    def _check_day_and_time(self) -> None:
        if not self.on and self.every != "day":
            raise Wrong(f"does not say on which day of the {self.every}", f"write on: {EXAMPLES[self.every]}")
        if not self.at:
            raise Wrong("has no time of day", 'write at: "06:00"')
        if hangs_on_working_days(self.on) and not self.calendar:
            raise Wrong(f"has no calendar, and {self.on} hangs on it", "write whose holidays count, such as calendar: FR")
        if self.calendar and not hangs_on_working_days(self.on):
            raise Wrong(f"has a calendar, and {self.on or 'each day'} does not hang on it", "leave it out, or write on: last working day")

    def periods_due(self, since: datetime, now: datetime) -> tuple[Period, ...]:
        """The periods that fall due after one instant and no later than another, oldest first."""
        return tuple(takewhile(lambda period: period.due > since, self.newest_first(now)))[::-1]

    def newest_first(self, now: datetime) -> Iterator[Period]:
        """The periods due by now, the newest first; as far back as anybody asks, or to the day it starts."""
        for period in self._periods(now + _CLOCK_CHANGE, back=True):
            if period.due < self._start:
                return
            if period.due <= now:
                yield period

    def next_after(self, now: datetime) -> Period:
        """The first period to fall due after an instant."""
        # a second before the start: what is due at that very instant is the first
        after = max(now, self._start - timedelta(seconds=1))
        return next(period for period in self._periods(after - _CLOCK_CHANGE, back=False) if period.due > after)

    def in_words(self) -> str:
        """The timing as a planner would say it: `every month on the last working day of FR at 06:00, Europe/Paris`."""
        if self.cron:
            return f"cron {self.cron}, {self.zone}"
        on = f" on {self.on}" if self.on else ""
        return f"every {self.every}{on}{f' of {self.calendar}' if self.calendar else ''} at {self.at}, {self.zone}"

    @cached_property
    def _in(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @cached_property
    def _start(self) -> datetime:
        """The midnight from which on anything is due."""
        day = date.fromordinal(self.starting.ordinal) if self.starting else date(_FIRST_YEAR, 1, 1)
        return datetime.combine(day, time(), self._in).astimezone(UTC)

    def _periods(self, moment: datetime, back: bool) -> Iterator[Period]:
        """All periods from about a moment on, or from there back."""
        moment = moment.astimezone(self._in)
        return self._lines_of_cron(moment, back) if self.cron else self._spans(moment.date(), back)

    def _spans(self, day: date, back: bool) -> Iterator[Period]:
        span, chosen, working = Span.holding(self.every, day), day_of(self.on, self.every), working_days(self.calendar)
        while True:
            if found := chosen(span, working):
                yield Period(self._instant(found), span.label)
            span = span.before if back else span.after

    def _instant(self, day: date) -> datetime:
        """The time of day on a day; cron's own rules say what that is on the night the clocks change."""
        hour, minute = self.at.split(":")
        line = f"{int(minute)} {int(hour)} {day.day} {day.month} *"
        return next(CronSim(line, datetime.combine(day, time(), self._in) - timedelta(seconds=1))).astimezone(UTC)

    def _lines_of_cron(self, moment: datetime, back: bool) -> Iterator[Period]:
        for tick in CronSim(self.cron, moment, reverse=back):
            if not _is_repeated(tick):
                yield Period(tick.astimezone(UTC), tick.strftime("%Y-%m-%dT%H%M"))


def _is_repeated(tick: datetime) -> bool:
    """Whether the clock shows this time for the second time on the night it is set back."""
    return bool(tick.fold) and tick.replace(fold=0).utcoffset() != tick.utcoffset()
