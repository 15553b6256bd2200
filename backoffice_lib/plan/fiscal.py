"""The periods of a fiscal year: months, several months together, or weeks in a pattern such as 4-4-5."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from pydantic import BeforeValidator

from backoffice_lib.basics.errors import Problem, Wrong, described, listed, nearest
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.units import Measure

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan

PATTERNS = {"4-4-5": (4, 4, 5), "4-5-4": (4, 5, 4), "5-4-4": (5, 4, 4)}
"""How many weeks the three periods of each quarter have."""
MONTHS_OF_QUARTER = 3
_MONTH = Measure("month of the year", low=1, high=12, whole=True)


def _ends(written: Any) -> tuple[int, ...] | str:
    """A pattern of weeks, or the months of the year in which periods end."""
    if written in ("", (), []):
        return ()
    if isinstance(written, str):
        if written in PATTERNS:
            return written
        mend = f"use {listed(PATTERNS)}, or the months in which periods end, such as [3, 6, 9, 12]"
        raise Wrong(described(written), mend, nearest(written, PATTERNS))
    if not isinstance(written, (list, tuple)):
        raise Wrong(described(written), "give the months in which periods end, such as [3, 6, 9, 12], or a pattern such as 4-4-5")
    months = [_MONTH.check(one) for one in written]
    if twice := next((month for month in months if months.count(month) > 1), None):
        raise Wrong(f"has the month {twice} twice", "name each month in which a period ends once")
    return tuple(sorted(months))


PeriodEnds = Annotated[tuple[int, ...] | str, BeforeValidator(_ends)]


@dataclass(frozen=True)
class Periods:
    """The periods that the months of a plan fall into.

    names: fiscal year and number, `2027 P01`. lasts: the last day of each, which may lie after the plan. shares: of each month's amounts,
    what belongs to a period, by days, [period, month]; a month's shares add up to 1.
    """

    names: tuple[str, ...]
    lasts: tuple[str, ...]
    shares: np.ndarray


def periods(plan: Plan) -> Periods:
    """The periods of a plan; months are spread evenly over their days where a period ends within one.

    Of a pattern of weeks each quarter of the fiscal year keeps its three calendar months: its third period ends with the quarter, and
    takes the day or two by which thirteen weeks are too short.
    """
    rows: dict[tuple[str, str], np.ndarray] = {}
    for at, month in enumerate(plan.calendar):
        for name, last, share in _parts(plan, month):
            rows.setdefault((name, last), np.zeros(plan.months))[at] += share
    names, lasts = zip(*rows, strict=True)
    return Periods(names, lasts, np.array(list(rows.values())))


def _parts(plan: Plan, month: Month) -> Iterator[tuple[str, str, float]]:
    """The periods a month falls into: the name of each, its last day, and the share of the month."""
    in_year = (month.in_year - plan.fiscal_year_start_month) % 12
    year = plan.fiscal_year(month)
    if isinstance(plan.period_ends, str):
        first = month - in_year % MONTHS_OF_QUARTER
        number = in_year // MONTHS_OF_QUARTER * MONTHS_OF_QUARTER
        yield from _weeks(f"{year} P", number, first, month, PATTERNS[plan.period_ends])
        return
    ends = sorted((end - plan.fiscal_year_start_month) % 12 for end in plan.period_ends) or list(range(12))
    number = next(at for at, end in enumerate(ends) if end >= in_year)
    last = month + (ends[number] - in_year)
    yield f"{year} P{number + 1:02d}", f"{last}-{last.days:02d}", 1.0


def _weeks(name: str, before: int, quarter: Month, month: Month, pattern: tuple[int, ...]) -> Iterator[tuple[str, str, float]]:
    """The parts of a month in the three periods of its quarter."""
    whole = (quarter + MONTHS_OF_QUARTER).first_day - quarter.first_day
    ends = [*(7 * np.cumsum(pattern[:-1])).tolist(), whole]
    begins = month.first_day - quarter.first_day
    for at, (first, end) in enumerate(zip([0, *ends], ends, strict=False), start=1):
        inside = min(end, begins + month.days) - max(first, begins)
        if inside > 0:
            yield f"{name}{before + at:02d}", _day(quarter, end - 1), inside / month.days


def _day(first: Month, days: int) -> str:
    """The day so many days after the first of a month."""
    month = first
    while days >= month.days:
        days, month = days - month.days, month + 1
    return f"{month}-{days + 1:02d}"


def problems_in_periods(plan: Plan) -> Iterator[Problem]:
    """Periods that do not end with the fiscal year."""
    ends, last = plan.period_ends, (plan.fiscal_year_start_month - 2) % 12 + 1
    if ends and not isinstance(ends, str) and last not in ends:
        what = f"{listed(map(str, ends), 12)} leave out month {last}, with which the fiscal year ends"
        yield plan.problem("period_ends", what, f"add {last}")
