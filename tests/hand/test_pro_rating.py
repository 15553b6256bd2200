"""Pay to the day, worked out by hand on every basis; and parts of a month add up to the whole."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice_lib.basics.months import Month
from backoffice_lib.plan.pro_rating import Basis, pay_by_month, share_of_year

BASES = get_args(Basis)
PLAN = tuple(Month.of("2023-11") + ahead for ahead in range(20))
DAYS = st.dates(dt.date(2023, 9, 1), dt.date(2025, 9, 30))


def months(first: str, count: int) -> list[Month]:
    return [Month.of(first) + ahead for ahead in range(count)]


def pay(start: str | None, end: str | None, first: str, count: int, basis: Basis = "calendar_month") -> list[float]:
    """What one person at 60,000 a year costs, to the cent."""
    return pay_by_month([start], [end], 60_000, 1, months(first, count), basis).round(2).tolist()


def test_a_part_of_a_calendar_month():
    # 22 of 31 days of March, two full months, 20 of 30 days of June, each of 5,000
    assert pay("2025-03-10", "2025-06-20", "2025-03", 4) == [3548.39, 5000, 5000, 3333.33]


@pytest.mark.parametrize(
    ("basis", "july"),
    [
        ("calendar_month", 5258.06),  # (15 × 5,000 + 16 × 5,500) / 31
        ("days_of_year", 5358.90),  # (15 × 60,000 + 16 × 66,000) / 365
        ("thirty_day_month", 5250.00),  # (15 × 5,000 + 15 × 5,500) / 30: the 31st counts for nothing
    ],
)
def test_a_raise_within_a_month(basis, july):
    found = pay_by_month(["2025-01-01", "2025-07-16"], ["2025-07-15", None], [60_000, 66_000], [1, 1], months("2025-07", 1), basis)
    assert found.round(2).tolist() == [july]


@pytest.mark.parametrize(
    ("start", "end", "cost"),
    [
        ("2025-01-31", None, 0),  # the 31st counts for nothing
        ("2025-01-30", None, 166.67),
        (None, "2025-01-30", 5000),
        (None, "2025-01-15", 2500),
        ("2025-01-02", None, 4833.33),
        ("2025-02-28", None, 500),  # the last day of February counts for the 28th to the 30th
        (None, "2025-02-27", 4500),
        (None, "2025-02-28", 5000),
        ("2024-02-29", None, 333.33),  # in a leap year for two
        (None, "2024-02-28", 4666.67),
        (None, "2025-04-29", 4833.33),
    ],
)
def test_the_rules_of_thirty_days(start, end, cost):
    assert pay(start, end, (start or end)[:7], 1, "thirty_day_month") == [cost]


def test_a_year_of_days():
    assert share_of_year(months("2024-01", 12), "days_of_year").sum() == pytest.approx(1)
    assert share_of_year([Month.of("2025-07")], "days_of_year") == pytest.approx([31 / 365])
    assert share_of_year([Month.of("2024-02")], "days_of_year") == pytest.approx([29 / 366])
    assert pay(None, None, "2025-07", 1, "days_of_year") == [5095.89]


@pytest.mark.parametrize("basis", ["calendar_month", "thirty_day_month"])
def test_every_full_month_costs_exactly_a_twelfth(basis):
    assert (pay_by_month([None], [None], 60_000, 1, PLAN, basis) == 5_000).all()
    each = [(f"{month}-01", f"{month}-{calendar.monthrange(month.year, month.in_year)[1]}") for month in PLAN]
    assert (pay_by_month(*zip(*each, strict=True), 60_000, 1, PLAN, basis) == 5_000).all()


def test_the_time_of_a_person_and_months_apart():
    found = pay_by_month(["2025-01-01"], [None], 60_000, 0.5, [Month.of("2025-06"), Month.of("2024-12"), Month.of("2025-01")])
    assert found.tolist() == [2500, 0, 2500]
    assert pay_by_month(["2025-01-01"], [None], 60_000, 0.5, []).tolist() == []


def by_hand(start: dt.date, end: dt.date, basis: Basis) -> list[float]:
    """The cost of 1 a year, one day after the other."""
    paid = dict.fromkeys(map(str, PLAN), 0.0)
    for ahead in range((end - start).days + 1):
        day = start + dt.timedelta(days=ahead)
        length, month = calendar.monthrange(day.year, day.month)[1], f"{day:%Y-%m}"
        counts = {"calendar_month": 1 / length / 12, "days_of_year": 1 / (366 if calendar.isleap(day.year) else 365)}
        counts["thirty_day_month"] = (0 if day.day == 31 else 31 - length if day.day == length < 30 else 1) / 360
        if month in paid:
            paid[month] += counts[basis]
    return list(paid.values())


@pytest.mark.parametrize("basis", BASES)
@given(st.tuples(DAYS, DAYS).map(sorted))
def test_pay_is_that_of_its_days(basis, days):
    first, last = days
    assert pay_by_month([first], [last], 1, 1, PLAN, basis) == pytest.approx(by_hand(first, last, basis), abs=1e-12)


@pytest.mark.parametrize("basis", BASES)
@given(st.lists(DAYS, min_size=3, max_size=3, unique=True).map(sorted), st.floats(0.1, 1))
def test_two_parts_cost_what_both_cost(basis, days, fte):
    first, between, last = days
    parts = pay_by_month([first, between], [between - dt.timedelta(days=1), last], 60_000, fte, PLAN, basis)
    assert parts == pytest.approx(pay_by_month([first], [last], 60_000, fte, PLAN, basis), abs=1e-9)
    apart = [pay_by_month([a], [b], 60_000, fte, PLAN, basis) for a, b in ((first, between), (between + dt.timedelta(days=1), last))]
    if between < last:
        together = pay_by_month([first, between + dt.timedelta(days=1)], [between, last], 60_000, fte, PLAN, basis)
        assert together == pytest.approx(np.sum(apart, axis=0), abs=1e-9)
