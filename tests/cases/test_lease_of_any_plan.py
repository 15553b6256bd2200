"""Leases of plans nobody thought of, under levers: the books pay what the ledger pays, balance, and close at nothing."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backoffice_lib.analyses.lease_accounting import LeaseAccounting, lease_accounting
from backoffice_lib.ledger import Ledger
from backoffice_lib.simulation import simulate
from tests.laws.levers import decided

STANDARDS = st.sampled_from([("ifrs16", "operating"), ("asc842", "operating"), ("asc842", "finance")])
PAID = st.sampled_from(["in_advance", "in_arrears"])


def asked(case, standard, paid="in_advance") -> tuple[Ledger, LeaseAccounting]:
    ledger = simulate(*case)
    return ledger, lease_accounting(ledger, *standard, paid=paid)


def rent_of(ledger: Ledger, leases: set[str]) -> np.ndarray:
    """What the ledger books for some leases: rent, not what subtenants pay, and penalties."""
    total = np.zeros(ledger.plan.months)
    for line in ledger.lines:
        named = {"rent": "{}", "lease exit": "{} penalty"}.get(line.category.name)
        wanted = {named.format(lease) for lease in leases} if named else set()
        rows = [row for row, item in enumerate(line.posting.subjects.labels["item"]) if item in wanted]
        total += line.amount[:, rows, 0].sum(axis=1)
    return total


@given(decided(leases=1), STANDARDS)
@settings(deadline=None, max_examples=30)
def test_the_books_pay_what_the_ledger_pays(case, standard):
    ledger, answer = asked(case, standard)
    booked = rent_of(ledger, {lease.lease for lease in answer.leases})
    largest = max(1.0, np.abs(booked).max(initial=0.0))
    assert [row.rent_paid for _, row in answer.months] == pytest.approx(booked.tolist(), abs=0.02 + 1e-9 * largest)


@given(decided(leases=1), STANDARDS, PAID)
@settings(deadline=None, max_examples=30)
def test_the_books_balance_and_close_at_nothing(case, standard, paid):
    _, answer = asked(case, standard, paid)
    largest = max([1.0, *(row.paid for lease in answer.leases for row in lease.schedule.months)])
    for lease in answer.leases:
        last = lease.schedule.months[-1]
        left = (last.liability_closing, last.asset_closing, last.provision_closing)
        assert left == pytest.approx((0, 0, 0), abs=1e-9 * largest)
    booked: dict[str, float] = defaultdict(float)
    for lease, one in answer.entries:
        booked[lease, one.month, one.what] += one.debit - one.credit
    assert max(map(abs, booked.values()), default=0.0) < 0.005 + 1e-10 * largest
    assert answer.maturity.undiscounted == pytest.approx(answer.maturity.liability + answer.maturity.interest)


@given(decided(leases=1))
@settings(deadline=None, max_examples=30)
def test_how_a_lease_is_classified_changes_no_debt(case):
    (_, operating), (_, finance) = (asked(case, ("asc842", kind)) for kind in ("operating", "finance"))
    owed = [[row.liability_closing for _, row in answer.months] for answer in (operating, finance)]
    assert owed[0] == owed[1]
