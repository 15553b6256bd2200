"""Laws of schedules: whatever the clocks do, each period is due exactly once, under a label of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backoffice_lib.reports.spans import EVERY, Span
from backoffice_lib.reports.timing import Timing

ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC", "Pacific/Apia")
ODD_TIMES = ("00:00", "00:30", "01:00", "01:30", "01:45", "02:00", "02:15", "02:30", "02:59", "03:00", "23:30", "23:59")
ON = {
    "day": ("",), "week": ("monday", "sunday", "last", "working day 5", "last working day"),
    "month": ("1", "28", "last", "working day 1", "working day 20", "last working day", "first monday", "last friday"),
    "quarter": ("15", "last", "working day 60", "last working day"), "year": ("last", "03-29", "10-25", "12-31", "working day 240"),
}
CRON = ("30 1 * * *", "30 2 * * *", "0 2 * * *", "15,45 1,2 * * *", "0 0 * * *", "0 6 L * *", "30 2 * * SUN", "0 6 * * MON-FRI", "0 6 * * MON#1")
OFTEN = ("*/5 * * * *", "30 * * * *", "*/20 1 * * *", "0 */2 * * *")
FOUR_YEARS = (datetime(2023, 12, 31, 12, tzinfo=UTC), datetime(2027, 12, 31, 12, tzinfo=UTC))

moments = st.datetimes(datetime(2006, 1, 1), datetime(2032, 12, 31)).map(lambda naive: naive.replace(tzinfo=UTC))


@st.composite
def timings(draw, zones=ZONES):
    zone = draw(st.sampled_from(zones))
    if draw(st.booleans()):
        return Timing(cron=draw(st.sampled_from(CRON)), zone=zone)
    every = draw(st.sampled_from(EVERY))
    on = draw(st.sampled_from(ON[every]))
    calendar = draw(st.sampled_from(("FR", "US", "ECB"))) if "working" in on else ""
    return Timing(every=every, on=on, at=draw(st.sampled_from(ODD_TIMES)), zone=zone, calendar=calendar)


@pytest.mark.parametrize("zone", ZONES[:6])
@pytest.mark.parametrize("at", ODD_TIMES)
def test_four_years_have_each_of_their_days_once(zone, at):
    timing = Timing(every="day", at=at, zone=zone)
    labels = [period.label for period in timing.periods_due(*FOUR_YEARS)]
    assert len(labels) == len(set(labels)) == 1461
    days = [date.fromisoformat(label) for label in labels]
    assert all((later - earlier).days == 1 for earlier, later in pairwise(days))


@settings(max_examples=150, deadline=None)
@given(timings(), moments, st.timedeltas(timedelta(minutes=1), timedelta(days=90)), st.lists(st.floats(0, 1), max_size=8))
def test_however_often_the_clock_is_asked_each_period_comes_once(timing, since, length, parts):
    """The ticks of a scheduler cut time anywhere: what is due between them adds up to what is due in all."""
    ticks = sorted({since, since + length, *(since + length * part for part in parts)})
    in_parts = [period for earlier, later in pairwise(ticks) for period in timing.periods_due(earlier, later)]
    assert tuple(in_parts) == timing.periods_due(since, since + length)
    assert len({period.label for period in in_parts}) == len(in_parts)
    assert all(earlier.due <= later.due for earlier, later in pairwise(in_parts))


@settings(max_examples=150, deadline=None)
@given(timings(), moments)
def test_back_and_forth_meet(timing, now):
    """The period that comes next is the one that is newest when it has come."""
    coming = timing.next_after(now)
    assert coming.due > now
    assert coming in tuple(islice(timing.newest_first(coming.due), 2))  # Samoa once left out a day, which fell due with the next
    assert not timing.periods_due(now, coming.due - timedelta(seconds=1))


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(OFTEN), st.sampled_from(ZONES), st.sampled_from((2024, 2025, 2026)), st.sampled_from((3, 4, 10, 11)))
def test_lines_of_cron_that_run_through_the_change_name_no_minute_twice(cron, zone, year, month):
    start = datetime(year, month, 1, tzinfo=UTC)
    periods = Timing(cron=cron, zone=zone).periods_due(start, start + timedelta(days=31))
    labels = [period.label for period in periods]
    assert labels == sorted(set(labels))
    assert labels == [period.due.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H%M") for period in periods]


@settings(max_examples=150, deadline=None)
@given(timings(), moments)
def test_a_period_falls_due_within_its_own_span(timing, now):
    """In local days; a night that the clocks leave out ends in the next."""
    period = timing.next_after(now)
    due = period.due.astimezone(ZoneInfo(timing.zone)).date()
    if timing.every:
        assert period.label in (Span.holding(timing.every, due).label, Span.holding(timing.every, due - timedelta(1)).label)
    else:
        assert period.label.startswith(str(due))


@given(st.sampled_from(EVERY), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_spans_follow_one_another_without_gap_or_overlap(every, day):
    span = Span.holding(every, day)
    assert span.first <= day <= span.last
    assert (span.after.first - span.last).days == (span.first - span.before.last).days == 1
    assert span.before.after == span == span.after.before
    assert span.before.label < span.label < span.after.label


@pytest.mark.parametrize("every, year_has", [("month", 12), ("quarter", 4), ("year", 1)])
def test_the_last_day_comes_as_often_as_the_year_has_it(every, year_has):
    timing = Timing(every=every, on="last", at="06:00", zone="Europe/Paris")
    for year in range(2024, 2033):
        due = timing.periods_due(datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))
        assert len(due) == year_has
        assert all((period.due + timedelta(days=1)).day == 1 for period in due)
