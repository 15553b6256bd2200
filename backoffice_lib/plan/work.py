"""The work that has to be done: how much of it comes in, how long it takes, and how soon it must be done."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator

from backoffice_lib.basics.errors import Wrong, described
from backoffice_lib.basics.record import FunctionName, Name, Record, SeasonName, Text
from backoffice_lib.basics.uncertain import Number
from backoffice_lib.basics.units import Days, GrowthShare, HoursPerDay, HoursPerYear, Measure, Minutes, MoneyPerUnit, Seconds, Share, Units

WORKING_DAYS_PER_YEAR = 261
"""Days from Monday to Friday in a year of 2,088 paid hours of eight a day."""

PER_HEAD = "head"
"""What work is counted by that every head of the back office causes, such as tickets and payslips."""


class WorkingTime(Record):
    """How many of the paid hours of a full-time year are productive.

    paid_hours_per_year: 2,088 are eight hours on 261 days. absent_hours_per_year: leave, holidays, sickness and training;
    312 leave the 1,776 that OMB and RAND count with. shrinkage_share: of the hours at work, what goes to
    meetings, breaks and systems that are down, or to leading others; 1 for people who do none of the work themselves.
    """

    KIND: ClassVar[str] = "working_time"
    GROUP: ClassVar[str] = "working_time"

    working_time: Name
    paid_hours_per_year: HoursPerYear = 2088.0
    absent_hours_per_year: HoursPerYear = 312.0
    shrinkage_share: Share = 0.0
    source: Text = ""


STANDARD = WorkingTime(working_time="standard")
"""What holds for teams that name no working time of their own."""

_MONTHS = "january february march april may june july august september october november december".split()


def _twelve(value: Any) -> tuple[float, ...]:
    """Twelve numbers, January to December, that average 1."""
    if not isinstance(value, (list, tuple)):
        raise Wrong(described(value) + ("" if value is None else ", not a list"), "give twelve numbers, January to December")
    if len(value) != len(_MONTHS):
        raise Wrong(f"has {len(value)} numbers", "give twelve, January to December")
    numbers = tuple(Measure("of an average month", high=12.0).check(one) for one in value)
    average = sum(numbers) / len(numbers)
    if abs(average - 1) > 0.005:
        raise Wrong(f"averages {average:.4g}", "the twelve must average 1; divide each by their average")
    return numbers


class Season(Record):
    """How the months of a year differ: each month's work against an average month, January to December."""

    KIND: ClassVar[str] = "season"
    GROUP: ClassVar[str] = "seasons"

    season: Name
    months: Annotated[tuple[float, ...], BeforeValidator(_twelve)]
    source: Text = ""


class Work(Record):
    """Work that comes in every month and that the teams of one function do.

    units_per_month: in an average month of the first year; what a unit is says `unit`. per: blank when that is all of
    it, `head` when every head of the back office causes so many, or the name of other work when each of its units does.
    season, units_growth_share_per_year: how it changes within a year and from year to year. minutes_per_unit: of
    productive time; error_share of the units come back and take rework_minutes_per_unit more.
    queue: `backlog` when work may wait, `live` when somebody waits for an answer. policy: of a backlog, `clear_within_days`
    (what lies there is gone in target_days) or `keep_age` (no unit waits longer than target_days). opening_backlog_units:
    what lies there on the first day. shortfall: what is done when our people cannot do as much: it waits, or
    overtime or temporary staff do it. late_penalty_per_unit: for each unit done after its target (plan currency).
    open_hours_per_day, answer_within_seconds, service_level_share: of a live queue.
    """

    KIND: ClassVar[str] = "work"
    GROUP: ClassVar[str] = "work"

    work: Name
    function: FunctionName
    unit: Text = "unit"
    units_per_month: Units
    per: Text = ""
    season: SeasonName = ""
    units_growth_share_per_year: GrowthShare = 0.0
    minutes_per_unit: Annotated[Number, Measure("minutes", high=1_000_000, above_low=True)]
    error_share: Share = 0.0
    rework_minutes_per_unit: Minutes = 0.0
    queue: Literal["backlog", "live"] = "backlog"
    policy: Literal["clear_within_days", "keep_age"] = "keep_age"
    target_days: Days = 5.0
    opening_backlog_units: Units = 0.0
    shortfall: Literal["wait", "overtime", "temporary_staff"] = "wait"
    late_penalty_per_unit: MoneyPerUnit = 0.0
    open_hours_per_day: HoursPerDay = 8.0
    answer_within_seconds: Seconds = 20.0
    service_level_share: Annotated[Number, Measure("share", high=0.9999, above_low=True)] = 0.8
    source: Text = ""
