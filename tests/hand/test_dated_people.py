"""What dates say of a team: a case worked out by hand, and the record replayed comes to the pay of its contracts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice_lib.basics.months import Month
from backoffice_lib.plan.dated_people import DatedPeople
from backoffice_lib.plan.pro_rating import FOREVER, Basis, pay_by_month, share_of_year
from backoffice_lib.plan.spells import Spells, dated_people, service_since

START, MONTHS = Month.of("2025-02"), 6
WINDOW = range(START.ordinal, START.ordinal + MONTHS)
PLAN = [START + ahead for ahead in range(MONTHS)]
TEAMS = ("Audit", "Tax")


@dataclass(frozen=True)
class Contract:
    """A contract as somebody writes it, with its last day."""

    person: int
    team: int
    first: str | dt.date
    last: str | dt.date | None
    fte: float = 1.0
    pay: float = 60_000.0


def spells_of(contracts: list[Contract], going_rate: float = 60_000.0) -> Spells:
    person, team = (np.array([getattr(one, name) for one in contracts], dtype=np.int64) for name in ("person", "team"))
    start = np.array([one.first for one in contracts], dtype="datetime64[D]").astype(np.int64)
    last = [FOREVER if one.last is None else np.datetime64(one.last).astype(int) + 1 for one in contracts]
    end = np.array(last, dtype=np.int64)
    fte = np.array([one.fte * one.pay / going_rate for one in contracts], dtype=float)
    since = service_since(person, start, end)
    here = (end > np.datetime64("2025-02-01").astype(int)) & (start < np.datetime64("2025-08-01").astype(int))
    return Spells(*(column[here] for column in (person, team, start, end, fte, since)))


def nobody() -> Spells:
    return Spells(*(np.zeros(0, dtype=np.int64) for _ in range(6)))


def records(contracts: list[Contract], basis: Basis = "calendar_month") -> tuple[DatedPeople, ...]:
    return dated_people(TEAMS, spells_of(contracts), nobody(), WINDOW, basis)


def test_by_hand():
    audit, tax = records(
        [
            Contract(0, 0, "2023-12-15", "2025-04-15"),  # has a raise of a tenth in mid-April
            Contract(0, 0, "2025-04-16", None, pay=66_000),
            Contract(1, 0, "2025-02-01", "2025-05-31"),  # leaves with the end of May
            Contract(2, 0, "2025-03-10", "2025-06-20"),  # comes on 10 March, goes to the other team on 21 June
            Contract(2, 1, "2025-06-21", None),
            Contract(3, 1, "2025-02-10", "2025-02-20", fte=0.5),
        ]
    )
    assert audit.joining_heads == (0, 1, 0, 0, 0, 0)
    assert audit.ending_heads == (0, 0, 0, 1, 0, 0)
    assert audit.transferred_out_heads == tax.transferred_in_heads == (0, 0, 0, 0, 1, 0)
    assert audit.transferred_in_heads == tax.transferred_out_heads == (0, 0, 0, 0, 0, 0)
    assert audit.fixed_term_heads == (1, 2, 2, 2, 1, 0) and tax.fixed_term_heads == (1, 0, 0, 0, 0, 0)
    assert audit.arriving_fte == (0, 1, 0, 0, 0, 0)
    assert audit.departing_fte == (0, 0, 0, 1, 1, 0)
    # 3.1 of 3 in April; nobody else's pay moves
    assert audit.raised_share == pytest.approx((0, 0, 0.1 / 3, 0, 0, 0))
    # 9 of 31 days before 10 March, 15 of 30 days of April at the old rate, 10 of 30 after 20 June
    assert audit.unpaid_fte == pytest.approx((0, 9 / 31, 0.1 * 15 / 30, 0, 10 / 30, 0))
    assert audit.opening_tenure_heads == (1, *[0] * 12, 1)  # since this day; since 15 December 2023, 13 months and a half ago
    assert tax.joining_heads == tax.ending_heads == (1, 0, 0, 0, 0, 0)
    assert tax.arriving_fte == (0.5, 0, 0, 0, 1, 0) and tax.departing_fte == (0.5, 0, 0, 0, 0, 0)
    assert tax.unpaid_fte == pytest.approx((0.5 * 17 / 28, 0, 0, 0, 20 / 30, 0))
    assert tax.opening_tenure_heads == ()


def test_posts_without_a_person_are_open_on_any_day():
    posts = spells_of([Contract(0, 1, "2024-01-01", "2025-03-01"), Contract(0, 1, "2025-03-31", None), Contract(0, 1, "2025-05-31", None)])
    audit, tax = dated_people(TEAMS, spells_of([Contract(0, 0, "2024-01-01", None)]), posts, WINDOW, "calendar_month")
    assert audit.vacant_posts_heads == (0,) * 6
    assert tax.vacant_posts_heads == (1, 2, 1, 2, 2, 2)
    assert audit.opening_tenure_heads == (*[0] * 13, 1)


def test_working_time_that_falls_within_a_month_is_paid_beyond_the_rate():
    audit, _ = records([Contract(0, 0, "2024-01-01", "2025-04-15"), Contract(0, 0, "2025-04-16", None, fte=0.5)])
    assert audit.raised_share[2] == -0.5 and audit.unpaid_fte[2] == pytest.approx(-0.25)


DAYS = st.dates(dt.date(2024, 11, 1), dt.date(2025, 9, 30))


@st.composite
def rosters(draw) -> list[Contract]:
    """Rosters of some people with contracts one after the other, with and without gaps, and beside each other."""
    contracts = []
    for person in range(draw(st.integers(1, 6))):
        for _ in range(draw(st.integers(1, 2))):
            cuts = sorted(draw(st.lists(DAYS, min_size=2, max_size=4, unique=True)))
            for first, last in zip(cuts, cuts[1:], strict=False):
                gap = draw(st.sampled_from((0, 0, 0, 1)))
                team, fte, pay = draw(st.integers(0, 1)), draw(st.sampled_from((0.2, 0.5))), draw(st.sampled_from((5e4, 66e3)))
                if first + dt.timedelta(days=gap) < last:
                    contracts.append(Contract(person, team, first + dt.timedelta(days=gap), last - dt.timedelta(days=1), fte, pay))
            if contracts and draw(st.booleans()) and contracts[-1].person == person:
                contracts[-1] = Contract(person, contracts[-1].team, contracts[-1].first, None)
    return contracts


def runs(contracts: list[Contract], team: int) -> list[tuple[dt.date, dt.date]]:
    """First and last day of every unbroken time of somebody in a team, day by day."""
    found = []
    for person in {one.person for one in contracts}:
        days: set[dt.date] = set()
        for one in contracts:
            if (one.person, one.team) == (person, team):
                last = one.last or dt.date(2026, 1, 1)
                days |= {one.first + dt.timedelta(days=ahead) for ahead in range((last - one.first).days + 1)}
        for day in sorted(days):
            if day - dt.timedelta(days=1) not in days:
                begun = day
            if day + dt.timedelta(days=1) not in days:
                found.append((begun, day))
    return found


def in_month(day: dt.date, month: Month) -> bool:
    return f"{day:%Y-%m}" == str(month)


@pytest.mark.parametrize("basis", get_args(Basis))
@given(rosters())
def test_the_record_replayed_is_the_pay_of_the_contracts(basis, contracts):
    today = dt.date(2025, 2, 1)
    for team, record in enumerate(records(contracts, basis)):
        own = [one for one in contracts if one.team == team]
        here = [one for one in own if one.first <= today and (one.last is None or one.last >= today)]
        fte = sum(one.fte * one.pay for one in here) / 60_000
        paid = []
        for at in range(MONTHS):
            fte = fte * (1 + record.raised_share[at]) + record.arriving_fte[at]
            paid.append(60_000 * (fte - record.unpaid_fte[at]))
            fte -= record.departing_fte[at]
        first, last, pay, part = ([getattr(one, name) for one in own] for name in ("first", "last", "pay", "fte"))
        expected = pay_by_month(first, last, pay, part, PLAN, basis)
        assert np.array(paid) * share_of_year(PLAN, basis) == pytest.approx(expected, abs=1e-6)


@given(rosters())
def test_people_are_counted_as_day_by_day(contracts):
    today = dt.date(2025, 2, 1)
    found = records(contracts)
    for team, record in enumerate(found):
        times = runs(contracts, team)
        comes = np.add(record.joining_heads, record.transferred_in_heads).tolist()
        goes = np.add(record.ending_heads, record.transferred_out_heads).tolist()
        assert comes == [sum(in_month(first, month) and first > today for first, _ in times) for month in PLAN]
        assert goes == [sum(in_month(last, month) for _, last in times) for month in PLAN]
        bound = [(f"{first:%Y-%m}", f"{last:%Y-%m}") for first, last in times if last < dt.date(2025, 8, 1)]
        assert list(record.fixed_term_heads) == [sum(first <= str(month) <= last for first, last in bound) for month in PLAN]
        assert sum(record.opening_tenure_heads) == sum(first <= today <= last for first, last in times)
        assert not any(np.array(record.raised_share) <= -1)
    into, out = (sum(sum(getattr(one, f"transferred_{way}_heads")) for one in found) for way in ("in", "out"))
    assert abs(into - out) <= len({one.person for one in contracts})
