"""What must hold of any books against any plan: books as planned have no variance, shares add up to it, and a year that is closed lands where it was booked."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backoffice_lib.analyses.since_last_close import since_last_close
from backoffice_lib.analyses.tie_to_books import tie_to_books
from backoffice_lib.analyses.variance import variance
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.columns import columns
from backoffice_lib.plan import Actual
from backoffice_lib.plan.actuals import WHERE_BOOKED
from backoffice_lib.simulation import simulate

CASES = (("settlement_desk", "part_nearshore"), ("tiny", "everything"), ("tiny", "today"))
SHARES = ("volume", "price", "index", "by_amount")
BY = ("account", "category", "cost_centre", "function", "site")


@cache
def booked(name: str, scenario: str, until: int | None = None) -> Ledger:
    """The ledger of a scenario whose plan has that very ledger as its books, closed after so many months, or all."""
    plan = read_plan(name)
    ledger = simulate(plan, read_scenario(plan, scenario))
    table = columns(ledger)
    rows = [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]
    actuals = tuple(
        Actual(
            **{label: row[label] for label in ("month", *WHERE_BOOKED, "amount", "quantity", "unit", "index")}, entry=str(at),
        )
        for at, row in enumerate(rows)
        if row["basis"] != "cash"
    )
    held = plan.with_(actuals=actuals, last_close=plan.calendar[(until or plan.months) - 1])
    return simulate(held, read_scenario(held, scenario))


def off_plan(ledger: Ledger, times: list[float]) -> Ledger:
    """The same with other books: amounts, quantities and indices times something, one after the other."""

    def other(at: int, actual: Actual) -> Actual:
        amount, quantity, index = (times[(at + shift) % len(times)] for shift in range(3))
        return actual.with_(amount=actual.amount * amount, quantity=actual.quantity * quantity, index=actual.index * index)

    plan = ledger.plan.with_(actuals=tuple(other(at, actual) for at, actual in enumerate(ledger.plan.actuals)))
    return replace(ledger, plan=plan)


@pytest.mark.parametrize("case", CASES, ids="/".join)
@pytest.mark.parametrize("by", BY)
def test_books_as_planned_have_no_variance(case, by):
    answer = variance(booked(*case, 2), by=by)
    for row in answer.rows:
        assert (row.variance, row.verdict) == (0.0, "as planned")
        assert all(getattr(row, name) == 0.0 for name in SHARES), row
        assert (row.landing, row.landing_whole) == (row.plan_year, row.plan_whole)
    assert answer.unmatched == ()
    assert answer.total("landing") == answer.total("plan_year")


@pytest.mark.parametrize("case", CASES, ids="/".join)
def test_books_as_planned_change_no_landing_and_tie(case):
    ledger = booked(*case, 2)
    assert since_last_close(ledger).total("change") == 0.0
    tied = tie_to_books(ledger, tolerance_share=0.0)
    assert tied.apart == () and not any(row.months_apart for row in tied.rows)
    assert all(factor == pytest.approx(1.0, abs=1e-6) for factor in tied.factors.values())


@pytest.mark.parametrize("case", CASES, ids="/".join)
@settings(max_examples=6)
@given(times=st.lists(st.sampled_from([0.5, 0.97, 1.0, 1.013, 2.0]), min_size=3, max_size=7), by=st.sampled_from(BY), months=st.integers(1, 3))
def test_shares_add_up_to_the_cent_and_rows_to_the_books(case, times, by, months):
    ledger = off_plan(booked(*case), times)
    close = ledger.plan.start + (months - 1)
    answer = variance(ledger, last_close=close, by=by)
    for row in answer.rows:
        assert round(sum(getattr(row, name) for name in SHARES), 2) == row.variance
    to_date = [actual.amount for actual in ledger.plan.actuals if actual.month <= close]
    assert answer.total("actual_to_date") == pytest.approx(sum(to_date), abs=0.006)
    assert answer.total("plan_to_date") == pytest.approx(ledger.by_month()[:months, 0].sum(), abs=0.006)
    moved = since_last_close(ledger, last_close=close, by=by)
    assert (moved.total("landing"), moved.total("variance_to_date")) == (answer.total("landing"), answer.total("variance"))
    if months > 1:
        before = variance(ledger, last_close=close - 1, by=by).total("landing")
        assert moved.total("landing_before") == pytest.approx(before, abs=0.03)


@pytest.mark.parametrize("case", CASES, ids="/".join)
@settings(max_examples=6)
@given(times=st.lists(st.sampled_from([0.5, 0.97, 1.013, 2.0]), min_size=3, max_size=7), by=st.sampled_from(BY))
def test_a_year_that_is_closed_lands_where_it_was_booked(case, times, by):
    answer = variance(off_plan(booked(*case), times), by=by)
    for row in answer.rows:
        assert row.forecast_rest == 0.0 and row.landing == row.actual_to_date == row.landing_whole


@pytest.mark.parametrize("case", CASES, ids="/".join)
@settings(max_examples=6)
@given(times=st.lists(st.sampled_from([0.5, 0.97, 1.013, 2.0]), min_size=3, max_size=7))
def test_a_ledger_scaled_to_the_books_ties_to_them(case, times):
    ledger = off_plan(booked(*case), times)
    tied = tie_to_books(ledger)
    scaled = tied.scale(ledger)
    again = tie_to_books(scaled, tolerance_share=0.0)
    assert {row.name for row in again.apart} <= {row.name for row in tied.rows if row.factor is None}
    table = columns(scaled)
    for quantity, price, index, amount in zip(*(table[name] for name in ("quantity", "price", "index", "amount")), strict=True):
        assert quantity * price * index == pytest.approx(amount, rel=1e-9, abs=1e-6)
