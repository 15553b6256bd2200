"""What must hold for any amounts: at each rate of return they are worth nothing, and no rate is missed."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from backoffice_lib.basics import finance

AMOUNTS = some.lists(some.integers(-1_000, 1_000).map(float), min_size=1, max_size=14)
ROOTS = some.lists(some.sampled_from([0.55, 0.7, 0.8, 0.9, 1.0, 1.15, 1.4, 1.9]), min_size=1, max_size=5, unique=True)
FIRST = dt.date(2027, 1, 31)


@given(AMOUNTS)
def test_at_each_rate_of_return_amounts_are_worth_nothing(amounts: list[float]) -> None:
    rates = finance.irrs(amounts)
    for rate in rates:
        parts = np.array(amounts) * (1 + rate) ** -np.arange(len(amounts), dtype=float)
        assert abs(parts.sum()) <= 1e-8 * np.abs(parts).sum()
    assert len(rates) <= finance.signs(amounts)[1]


@given(AMOUNTS)
def test_between_rates_of_return_the_worth_keeps_its_sign(amounts: list[float]) -> None:
    rates = finance.irrs(amounts)
    for low, high in zip((-0.99, *rates), (*rates, 100.0), strict=True):
        tries = np.linspace(low, high, 9)[1:-1] if low < high else []
        worths = [finance.npv(rate, amounts) for rate in tries]
        assert all(worth > -1e-6 for worth in worths) or all(worth < 1e-6 for worth in worths)


@given(ROOTS)
def test_no_rate_of_return_is_missed(growths: list[float]) -> None:
    # Amounts made of the rates that are to be found: the product of (1 - growth × x).
    amounts = 1e6 * np.polynomial.polynomial.polyfromroots([1 / growth for growth in growths])
    assert finance.irrs(amounts.tolist()) == pytest.approx(sorted(growth - 1 for growth in growths), abs=1e-6)


@given(AMOUNTS)
def test_by_the_day_a_year_apart_is_by_the_year(amounts: list[float]) -> None:
    days = [FIRST + dt.timedelta(days=365 * at) for at in range(len(amounts))]
    assert finance.xirrs(days[::-1], amounts[::-1]) == pytest.approx(finance.irrs(amounts), rel=1e-6, abs=1e-6)
    assert finance.xnpv(0.1, days, amounts) == pytest.approx(finance.npv(0.1, amounts), abs=1e-6)


@given(AMOUNTS, some.sampled_from(finance.DISCOUNTING))
def test_at_no_interest_present_value_is_the_sum(amounts: list[float], discounting: finance.Discounting) -> None:
    factors = finance.discount_factors(len(amounts), 0.0, discounting)[:, 0]
    assert amounts @ factors == pytest.approx(sum(amounts))


@given(AMOUNTS)
def test_payback_is_for_good(amounts: list[float]) -> None:
    month, sums = finance.payback(np.array(amounts)), np.cumsum(amounts)
    if month is None:
        assert sums[-1] < 0
    else:
        assert (sums[month - 1 :] >= 0).all() and (month == 1 or sums[month - 2] < 0)


@pytest.mark.parametrize("months", [1, 12, 17, 36])
@pytest.mark.parametrize("discounting", finance.DISCOUNTING)
def test_days_follow_the_years_ahead(months: int, discounting: finance.Discounting) -> None:
    days = finance.days_of(dt.date(2027, 4, 1), discounting, months)
    years = np.array([(day - dt.date(2027, 4, 1)).days + 0.5 for day in days]) / 365.25
    assert years == pytest.approx(finance.years_ahead(months, discounting), abs=2.5 / 365)
