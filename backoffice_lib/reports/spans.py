"""Days, weeks, months, quarters and years: their labels, and which of their days is meant."""

from __future__ import annotations

import re
from calendar import day_name, monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import islice

from backoffice_lib.basics.errors import Wrong, nearest
from backoffice_lib.reports.working_days import IsWorking

EVERY = ("day", "week", "month", "quarter", "year")
WEEKDAYS = tuple(name.lower() for name in day_name)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_ORDER = ("first", "second", "third", "fourth", "last")
_MOST_WORKING_DAYS = {"week": 5, "month": 20, "quarter": 60, "year": 240}
_WORKING_DAY = re.compile(r"working day ([1-9][0-9]{0,2})")
_DAY = re.compile(r"[1-9][0-9]?")
_DATE = re.compile(r"(0[1-9]|1[0-2])-([0-2][0-9]|3[01])")
EXAMPLES = {
    "day": '"working day", or leave it out for each day',
    "week": "monday to sunday, last, working day 3 or last working day",
    "month": "15, last, working day 3, last working day, first monday or last friday",
    "quarter": "15, last, working day 3 or last working day",
    "year": "15, last, 03-31, working day 3 or last working day",
}
_WORDS = {
    "day": ("working day",),
    "week": (*WEEKDAYS, "last", "last working day"),
    "month": ("last", "last working day", *(f"{one} {day}" for one in _ORDER for day in WEEKDAYS)),
    "quarter": ("last", "last working day"),
    "year": ("last", "last working day"),
}


@dataclass(frozen=True)
class Span:
    """A day, week, month, quarter or year of the calendar: its first and its last day."""

    every: str
    first: date
    last: date

    @classmethod
    def holding(cls, every: str, day: date) -> Span:
        """The span of that length in which a day lies."""
        if every == "day":
            return cls(every, day, day)
        if every == "week":
            monday = day - timedelta(day.weekday())
            return cls(every, monday, monday + timedelta(6))
        months = _MONTHS[every]
        start = (day.month - 1) // months * months + 1
        end = start + months - 1
        return cls(every, date(day.year, start, 1), date(day.year, end, monthrange(day.year, end)[1]))

    @property
    def before(self) -> Span:
        return Span.holding(self.every, self.first - timedelta(1))

    @property
    def after(self) -> Span:
        return Span.holding(self.every, self.last + timedelta(1))

    @property
    def label(self) -> str:
        """`2026-11-27`, `2026-W48`, `2026-11`, `2026-Q4` or `2026`; labels of one length sort as their spans do."""
        year, month = self.first.year, self.first.month
        if self.every == "week":
            year, week, _ = self.first.isocalendar()
            return f"{year:04d}-W{week:02d}"
        return {"day": f"{self.first}", "month": f"{year:04d}-{month:02d}", "quarter": f"{year:04d}-Q{(month + 2) // 3}", "year": f"{year:04d}"}[self.every]

    @cached_property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(ahead) for ahead in range((self.last - self.first).days + 1))


Chooses = Callable[[Span, IsWorking], date | None]


def hangs_on_working_days(on: str) -> bool:
    """Whether it takes a calendar to know the day."""
    return "working day" in on


def day_of(on: str, every: str) -> Chooses:
    """What finds the day of a span that is meant by `15`, `last`, `working day 3` and so on. Raises Wrong.

    A span with fewer working days than asked for has its last one, one without any its last day, so that none is left out;
    but a day that is not worked has none: a report of each working day is not made on Sundays.
    """
    if every == "day":
        if on not in ("", "working day"):
            raise _not_a_day(on, every)
        return lambda span, working: span.first if not on or working(span.first) else None
    if on == "last":
        return lambda span, _: span.last
    if on == "last working day":
        return lambda span, working: next(filter(working, reversed(span.days)), span.last)
    if found := _WORKING_DAY.fullmatch(on):
        return _working_day(int(found[1]), on, every)
    if every == "week" and on in WEEKDAYS:
        return lambda span, _: span.days[WEEKDAYS.index(on)]
    if every == "month" and on in _WORDS["month"]:
        return _weekday_of_month(*on.split())
    if every != "week" and _DAY.fullmatch(on):
        return _day_of_month(int(on), every)
    if every == "year" and (found := _DATE.fullmatch(on)):
        return _date_of_year(int(found[1]), int(found[2]), on)
    raise _not_a_day(on, every)


def _not_a_day(on: str, every: str) -> Wrong:
    near = "" if on.isdigit() else nearest(on, _WORDS[every])
    return Wrong(f'"{on[:40]}" is not a day of a {every}', f"write {EXAMPLES[every]}", near)


def _working_day(number: int, on: str, every: str) -> Chooses:
    if number > _MOST_WORKING_DAYS[every]:
        raise Wrong(f'"{on}" is more than each {every} has', f"give at most {_MOST_WORKING_DAYS[every]}, or write last working day")

    def chosen(span: Span, working: IsWorking) -> date:
        return ([*islice(filter(working, span.days), number)] or [span.last])[-1]

    return chosen


def _weekday_of_month(which: str, weekday: str) -> Chooses:
    def chosen(span: Span, _: IsWorking) -> date:
        days = [day for day in span.days if day.weekday() == WEEKDAYS.index(weekday)]
        return days[-1 if which == "last" else _ORDER.index(which)]

    return chosen


def _day_of_month(number: int, every: str) -> Chooses:
    missed = {29: "misses February in three years of four", 30: "misses February", 31: "misses 5 months a year"}
    if every == "month" and number in missed:
        raise Wrong(f"{number} {missed[number]}", "write last for the last day of each month")
    if number > 28:
        raise Wrong(f"{number} is not a day of every {every}'s first month", "give 1 to 28, or last for its last day")
    return lambda span, _: span.days[number - 1]


def _date_of_year(month: int, day: int, on: str) -> Chooses:
    if (month, day) == (2, 29):
        raise Wrong("02-29 misses three years of four", "write 02-28 or 03-01")
    if not 1 <= day <= monthrange(2001, month)[1]:
        raise Wrong(f"{on} does not exist", f"that month has {monthrange(2001, month)[1]} days")
    return lambda span, _: date(span.first.year, month, day)
