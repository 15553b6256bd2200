"""When reports are due, by cases a planner can look up in a calendar, and what is said about a timing that cannot be."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.reports.timing import Timing


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def due(since: str, now: str, **timing) -> list[str]:
    return [f"{period.label} {period.due:%Y-%m-%d %H:%M}" for period in Timing(**timing).periods_due(at(since), at(now))]


@pytest.mark.parametrize("timing, expected", [
    ({"every": "month", "on": "last", "zone": "UTC"}, ["2024-02 2024-02-29 06:00", "2024-03 2024-03-31 06:00"]),
    ({"every": "month", "on": 15, "zone": "Europe/Paris"}, ["2024-02 2024-02-15 05:00", "2024-03 2024-03-15 05:00"]),
    ({"every": "month", "on": "working day 3", "zone": "UTC", "calendar": "FR"}, ["2024-02 2024-02-05 06:00", "2024-03 2024-03-05 06:00"]),
    ({"every": "month", "on": "last working day", "zone": "UTC", "calendar": "GB"}, ["2024-02 2024-02-29 06:00", "2024-03 2024-03-28 06:00"]),  # Good Friday
    ({"every": "month", "on": "first Monday", "zone": "UTC"}, ["2024-02 2024-02-05 06:00", "2024-03 2024-03-04 06:00"]),
    ({"every": "month", "on": "last friday", "zone": "UTC"}, ["2024-02 2024-02-23 06:00", "2024-03 2024-03-29 06:00"]),
    ({"every": "quarter", "on": "last", "zone": "UTC"}, ["2024-Q1 2024-03-31 06:00"]),
    ({"every": "year", "on": "03-31", "zone": "UTC"}, ["2024 2024-03-31 06:00"]),
])
def test_the_days_meant(timing, expected):
    assert due("2024-02-01", "2024-04-01", at="06:00", **timing) == expected


def test_the_third_working_day_of_january_in_germany():
    """1 January is a holiday, 3 and 4 are a weekend."""
    assert due("2026-01-01", "2026-02-01", every="month", on="working day 3", at="00:00", zone="UTC", calendar="DE") == ["2026-01 2026-01-06 00:00"]


def test_weeks_are_those_of_iso_at_the_turn_of_the_year():
    got = due("2026-12-20", "2027-01-12", every="week", on="monday", at="06:00", zone="UTC")
    assert got == ["2026-W52 2026-12-21 06:00", "2026-W53 2026-12-28 06:00", "2027-W01 2027-01-04 06:00", "2027-W02 2027-01-11 06:00"]


def test_a_report_of_each_working_day_leaves_out_weekends_and_holidays():
    got = due("2026-12-24", "2026-12-29", every="day", on="working day", at="06:00", zone="UTC", calendar="GB")
    assert got == ["2026-12-24 2026-12-24 06:00"]  # Christmas, a Saturday, a Sunday, Boxing Day on Monday


def test_a_week_with_too_few_working_days_has_its_last_one():
    """Easter week of 2026 in Germany ends on Thursday."""
    assert due("2026-03-30", "2026-04-06", every="week", on="working day 5", at="06:00", zone="UTC", calendar="DE") == ["2026-W14 2026-04-02 06:00"]


@pytest.mark.parametrize("zone, day, time, instant", [
    ("Europe/London", "2026-03-29", "01:30", "2026-03-29 01:00"),  # clocks go from 01:00 to 02:00
    ("Europe/London", "2026-10-25", "01:30", "2026-10-25 00:30"),  # 01:30 comes twice: the first counts
    ("America/New_York", "2026-03-08", "02:30", "2026-03-08 07:00"),
    ("America/New_York", "2026-11-01", "01:30", "2026-11-01 05:30"),
    ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03 15:30"),  # by half an hour
    ("America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04 03:00"),  # that day had no midnight
])
def test_the_night_the_clocks_change(zone, day, time, instant):
    for timing in ({"every": "day", "at": time}, {"cron": f"{int(time[3:])} {int(time[:2])} * * *"}):
        found = due(f"{int(day[:4])}-01-01", f"{int(day[:4])}-12-31", zone=zone, **timing)
        assert [one for one in found if one.endswith(instant)], (timing, found[60:90])
        assert len(found) == len({one[:10] for one in found})


def test_nothing_is_due_before_it_starts():
    assert due("2026-01-01", "2026-12-31", every="quarter", on="last", at="06:00", zone="UTC", starting="2026-09-30") == [
        "2026-Q3 2026-09-30 06:00"]
    timing = Timing(every="day", at="00:00", zone="Europe/Paris", starting="2027-01")
    assert timing.next_after(at("2026-11-27")).label == "2027-01-01"


REFUSED = [
    ({"every": "month", "on": 31}, "on: 31 misses 5 months a year; write last for the last day of each month"),
    ({"every": "month", "on": "lats"}, 'on: "lats" is not a day of a month; write 15, last, working day 3, last working day, first monday or last friday; did you mean "last"?'),
    ({"every": "month"}, "does not say on which day of the month; write on: 15, last, working day 3, last working day, first monday or last friday"),
    ({"every": "year", "on": "02-29"}, "on: 02-29 misses three years of four; write 02-28 or 03-01"),
    ({"every": "year", "on": "04-31"}, "on: 04-31 does not exist; that month has 30 days"),
    ({"every": "week", "on": "working day 6"}, 'on: "working day 6" is more than each week has; give at most 5, or write last working day'),
    ({"every": "day", "at": "25:00"}, 'at: "25:00" is not a time of day; write hours and minutes, from "00:00" to "23:59"'),
    ({"every": "day", "at": 360}, 'at: is 360, not a time of day; quote a time like "06:00"'),
    ({"every": "day", "at": ""}, 'at: "" is not a time of day; write hours and minutes, from "00:00" to "23:59"'),
    ({"every": "fortnight"}, 'every: is "fortnight", not one of the choices; use day, week, month, quarter, year'),
    ({"every": "day", "zone": "GMT+1"}, 'zone: "GMT+1" is not a time zone: it knows no summer time; write one like "Europe/London"'),
    ({"every": "day", "zone": "Paris"}, 'zone: "Paris" is not a time zone; write one like "Europe/London"; did you mean "Europe/Paris"?'),
    ({"every": "day", "on": "working day"}, "has no calendar, and working day hangs on it; write whose holidays count, such as calendar: FR"),
    ({"every": "day", "calendar": "FR"}, "has a calendar, and each day does not hang on it; leave it out, or write on: last working day"),
    ({"every": "day", "on": "working day", "calendar": "France"},
     'calendar: "France" is not a calendar; write a country such as FR, a part of one such as US-CA, or a market such as ECB; did you mean "FR"?'),
    ({"every": "day", "on": "working day", "calendar": "US-CAL"}, 'calendar: "US-CAL" is not a calendar; did you mean "US-CA"?'),
    ({"every": "day", "grace_hours": 0}, "grace_hours: is 0; give 1 to 744 (hours)"),
    ({"cron": "0 6 31 * *", "at": None}, "cron: day 31 misses some of its months; write L for the last day of each month"),
    ({"cron": "0 6 30 2 *", "at": None}, 'cron: "0 6 30 2 *" is not a line of cron: bad day-of-month; write five parts such as "0 6 1 * *"'),
    ({"cron": "0 0 6 1 * *", "at": None}, 'cron: "0 0 6 1 * *" has 6 parts; write five: minute, hour, day, month, weekday, such as "0 6 1 * *"'),
    ({"cron": "0 6 * * *"}, "has on, at or calendar beside cron; a line of cron says it all; leave them out"),
    ({"cron": "0 6 * * *", "every": "day"}, "has both every and cron; write every: month with on: and at:, or one line of cron:"),
    ({"at": None}, "does not say when; write every: month with on: and at:, or one line of cron:"),
]


@pytest.mark.parametrize("given, message", REFUSED, ids=lambda value: str(value)[:40])
def test_a_timing_that_cannot_be_is_refused_in_one_line(given, message):
    values = {"at": "06:00", "zone": "UTC"} | given
    with pytest.raises(InputProblems) as refused:
        Timing(**{name: value for name, value in values.items() if value is not None})
    assert str(refused.value) == f"Timing: {message}"


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(InputProblems) as refused:
        Timing(every="month", on=31, at="6:00", zone="Europe/Pari", calender="FR")
    assert [problem.field for problem in refused.value.problems] == ["on", "at", "zone", "calender"]
