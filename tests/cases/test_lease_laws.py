"""What holds for every lease: schedules close at nothing, even rent is what is paid, the journal balances in every month."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.months import Month
from backoffice_lib.ledger.lease_books import CASH, added_up, entries, maturity
from backoffice_lib.ledger.lease_payments import COMPOUNDING, Payment, instalments, straight_line
from backoffice_lib.ledger.lease_schedule import Schedule, schedule
from backoffice_lib.ledger.lease_terms import Change, Terms
from backoffice_lib.ledger.sale_and_leaseback import sale_and_leaseback

FIRST = Month.of("2025-07")
BASES = ("ifrs16", "operating", "finance", "exempt")
money = st.decimals(0, 1_000_000, places=2).map(float)
rates = st.floats(0, 0.3)


@st.composite
def payments(draw, start: Month, end: Month) -> tuple[Payment, ...]:
    """Any payments within a term, some months free, some at the end of their month; after it, what is due on its last day."""
    if end < start:
        return (Payment(start, draw(money)),)
    chosen = draw(st.lists(st.tuples(st.integers(0, end - start), money, st.booleans()), min_size=1, max_size=12))
    return tuple(Payment(start + at, amount, at_end) for at, amount, at_end in chosen)


def use(months: int) -> st.SearchStrategy[tuple[float, ...]]:
    """What of the space is held in each month: all of it, or floors given up one after the other, the first and the last month in part."""
    shares = st.lists(st.sampled_from([1.0, 0.75, 0.5, 0.1]), min_size=months, max_size=months)
    return st.one_of(st.just(()), shares.map(lambda given: tuple(sorted(given, reverse=True))))


@st.composite
def leases(draw) -> tuple[Terms, list[Change], str]:
    """A lease with up to three changes of any kind, and how it is accounted for."""
    months = draw(st.integers(1, 60))
    end = FIRST + months - 1
    rest = draw(st.sampled_from([(), (Payment(end + 1, 5_000.0),), (Payment(end, 7_777.77, at_end=True),)]))
    terms = Terms(
        FIRST, end, draw(payments(FIRST, end)), draw(rates), draw(st.sampled_from(list(COMPOUNDING))), draw(money), draw(money), rest,
        use=draw(use(months)), prepaid=draw(st.sampled_from([0.0, 0.0, 500.0, -250.25])),
    )
    changes = []
    for month in sorted(draw(st.sets(st.integers(0, months), max_size=3))):
        month = FIRST + month
        if month > end + 1:
            break
        # on the day after the term only an index can move
        kind = draw(st.sampled_from(["index", "reassessment", "modification"])) if month <= end else "index"
        rate = None
        if kind != "index":
            end, rate = month + draw(st.integers(-1, 40)), draw(rates)
        kept = draw(st.floats(0.1, 1)) if kind == "modification" else 1.0
        space = draw(use(end - month + 1)) if kind != "index" else ()
        changes.append(Change(month, kind, draw(payments(month, end)), None if kind == "index" else end, rate, kept, use=space))
    return terms, changes, draw(st.sampled_from(BASES))


def made_of(lease: tuple[Terms, list[Change], str]) -> Schedule:
    terms, changes, basis = lease
    return schedule(terms, changes, basis)


@given(leases())
@settings(max_examples=150, deadline=None)
def test_a_schedule_closes_at_nothing_and_every_balance_follows(lease) -> None:
    made, before = made_of(lease), None
    for row in made.months:
        for name, moved in (
            ("liability", row.liability_measured + (row.cost if made.basis == "exempt" else row.interest) - row.paid),
            ("asset", row.asset_measured - row.depreciation),
            ("provision", row.provision_measured + row.unwinding - row.restored),
        ):
            opening, closing = getattr(row, f"{name}_opening"), getattr(row, f"{name}_closing")
            assert opening == (getattr(before, f"{name}_closing") if before else 0.0)
            assert closing == pytest.approx(opening + moved, abs=1e-6)
        before = row
    last = made.months[-1]
    assert (last.liability_closing, last.asset_closing, last.provision_closing) == (0.0, 0.0, 0.0)


@given(leases())
@settings(max_examples=150, deadline=None)
def test_the_journal_balances_and_pays_what_is_due(lease) -> None:
    made = made_of(lease)
    booked, paid = defaultdict(float), 0.0
    for entry in entries(made):
        assert min(entry.debit, entry.credit) == 0.0 < max(entry.debit, entry.credit)
        booked[entry.month, entry.what] += round(100 * (entry.debit - entry.credit))
        paid += (entry.credit - entry.debit) if entry.account == CASH else 0.0
    assert set(booked.values()) <= {0.0}
    # over its life a lease costs what it pays, and what was paid before
    assert sum(row.in_profit for row in made.months) == pytest.approx(paid + made.terms.prepaid, abs=0.005)


@given(leases())
@settings(max_examples=100, deadline=None)
def test_what_is_owed_by_year_is_the_liability_and_its_interest(lease) -> None:
    terms, _, basis = lease
    made = schedule(terms, (), basis)
    for after in (None, *(row.month for row in made.months[::7])):
        owed = maturity(made, after, lambda month: month.year)
        later = [row for row in made.months if after is None or row.month > after]
        if basis == "exempt":
            assert owed == added_up([])
            continue
        assert owed.interest == pytest.approx(sum(row.interest for row in later), abs=0.02)
        assert owed.undiscounted == pytest.approx(sum(row.paid for row in later), abs=0.005)


@given(st.integers(1, 120).flatmap(lambda months: st.tuples(st.just(months), payments(FIRST, FIRST + months - 1), money)))
def test_even_rent_is_what_is_paid(lease) -> None:
    months, due, incentives = lease
    rows = straight_line(due, FIRST, FIRST + months - 1, incentives)
    assert round(sum(row.cost for row in rows), 2) == round(sum(row.paid for row in rows), 2)
    assert rows[-1].accrued == 0
    assert max(row.cost for row in rows) - min(row.cost for row in rows) < 0.015


@given(money, rates, st.integers(1, 60))
@settings(deadline=None)
def test_an_operating_lease_costs_the_same_every_month_and_no_interest_is_the_sum(rent, rate, months) -> None:
    end = FIRST + months - 1
    made = schedule(Terms(FIRST, end, instalments(FIRST, end, rent), rate), basis="operating")
    assert all(row.cost == pytest.approx(rent, abs=0.025) for row in made.months)
    free = schedule(Terms(FIRST, end, instalments(FIRST, end, rent), 0.0))
    assert free.liability == pytest.approx(rent * months, abs=0.005)


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ({"end": FIRST - 1}, "end: 2025-06 is before the start; give 2025-07 or later"),
        ({"payments": (Payment(FIRST + 30, 1.0),)}, "payments: 2028-01 lies outside the term; give months from 2025-07 to 2026-06, or the day after"),
        ({"compounding": "yearl"}, 'compounding: "yearl" is not known; did you mean "yearly"?'),
        ({"rate_per_year": -1.0}, "rate_per_year: is -1; give a share per year, such as 0.05"),
    ],
)
def test_terms_that_make_no_lease_are_refused(terms, told) -> None:
    with pytest.raises(InputProblems) as refused:
        Terms(**{"start": FIRST, "end": FIRST + 11, "payments": (), "rate_per_year": 0.05} | terms)
    assert str(refused.value) == told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Change(FIRST + 6, "index", (), rate_per_year=0.07),
         "change of 2026-01: is of an index, which changes only payments; leave out rate_per_year, end, restoration and use"),
        (Change(FIRST + 12, "modification", ()),
         "change of 2026-07: is out of order or outside the term; give months after 2025-06, up to 2026-06, each once"),
        (Change(FIRST + 6, "modification", (), kept_space_share=0.0),
         "change of 2026-01: kept_space_share is 0; give more than 0 and at most 1, in a modification"),
        (Change(FIRST + 6, "modification", (), use=(1.0, 0.5)), "use: has 2 shares, from 0.5 to 1; give one from 0 to 1 for each of the 6 months"),
    ],
)
def test_changes_that_do_not_fit_are_refused(change, told) -> None:
    terms = Terms(FIRST, FIRST + 11, instalments(FIRST, FIRST + 11, 100.0), 0.05)
    with pytest.raises(InputProblems) as refused:
        schedule(terms, [change])
    assert str(refused.value).splitlines()[0] == told


@given(st.floats(500_000, 3_000_000), st.floats(1_000_000, 3_000_000), st.floats(0, 3_000_000), st.floats(0, 0.2))
def test_a_sale_and_leaseback_balances(price, fair_value, carrying_amount, rate) -> None:
    terms = Terms(FIRST, FIRST + 59, instalments(FIRST, FIRST + 59, 20_000.0), rate)
    try:
        sold = sale_and_leaseback(terms, price, fair_value, carrying_amount)
    except InputProblems as refused:
        assert "nothing would be sold" in str(refused)
        return
    # cash and the right kept are debited; the building, the debt, the loan and the gain are credited
    debit = price + sold.asset
    assert debit == pytest.approx(carrying_amount + sold.lease_liability + sold.financing + sold.gain_recognised)
    assert sold.gain == pytest.approx(sold.gain_recognised + sold.gain_kept)
