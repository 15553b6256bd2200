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
from tests.cases.paid import booked, paid_for
from tests.laws.levers import KINDS_OF_LEVERS, decided, good_lever, needs, scenario, together
from tests.laws.plans import plan_of
from tests.laws.records import Choices, chosen

STANDARDS = st.sampled_from([("ifrs16", "operating"), ("asc842", "operating"), ("asc842", "finance")])


OF_LEASES = ("break_lease", "close_site", "extend_lease", "renegotiate_lease", "sublet_space", "surrender_floor")


def of_leases() -> st.SearchStrategy:
    """A plan, and a scenario of up to five levers that change its leases."""

    def make(choices: Choices):
        plan = plan_of(choices, leases=1, tables=False)
        words = [word for word in OF_LEASES if all(plan.names(kind) for kind in needs(KINDS_OF_LEVERS[word]))]
        found = [good_lever(plan, choices.pick(words), choices) for _ in range(choices.between(1, 5))]
        return plan, scenario(together(plan, filter(None, found)))

    return chosen(make)


CASES = st.one_of(of_leases(), decided(leases=1))


def asked(case, standard) -> tuple[Ledger, LeaseAccounting]:
    ledger = simulate(*case)
    return ledger, lease_accounting(ledger, *standard)


@pytest.mark.slow
@given(CASES, STANDARDS)
@settings(deadline=None, max_examples=60)
def test_the_books_pay_what_the_ledger_pays(case, standard):
    """Rent when it is due, and penalties; what landlords pay; and, under IFRS 16, what it takes to put space back."""
    ledger, answer = asked(case, standard)
    assert {lease.lease for lease in answer.leases} == held(ledger)
    paid = paid_for(ledger, held(ledger))
    largest = max(1.0, np.abs(ledger.by_month(lambda line: line.category.name in ("rent", "lease exit"))).max())
    assert [row.rent_paid for _, row in answer.months] == pytest.approx(paid.tolist(), abs=0.02 + 1e-9 * largest)
    received = -booked(ledger, held(ledger), {"fit-out": ("{} incentive",)})
    assert [row.incentives for _, row in answer.months] == pytest.approx(received.tolist(), abs=0.02 + 1e-9 * largest)
    if standard[0] == "ifrs16":
        known = {lease.lease for lease in answer.leases if lease.on_balance_sheet}
        restored = booked(ledger, known, {"lease exit": ("{} restoration",)})
        assert [row.restored for _, row in answer.months] == pytest.approx(restored.tolist(), abs=0.02 + 1e-9 * largest)


def held(ledger: Ledger) -> set[str]:
    """The leases that are held on some day of the plan."""
    days = ledger.operations.space.held[:, :, 0].sum(axis=0)
    return {lease.lease for lease, share in zip(ledger.plan.leases, days, strict=True) if share > 0}


@pytest.mark.slow
@given(CASES, STANDARDS)
@settings(deadline=None, max_examples=60)
def test_the_books_balance_and_close_at_nothing(case, standard):
    _, answer = asked(case, standard)
    largest = max([1.0, *(abs(row.paid) for lease in answer.leases for row in lease.schedule.months)])
    for lease in answer.leases:
        last = lease.schedule.months[-1]
        left = (last.liability_closing, last.asset_closing, last.provision_closing)
        assert left == pytest.approx((0, 0, 0), abs=1e-9 * largest)
    sums: dict[str, float] = defaultdict(float)
    for lease, one in answer.entries:
        sums[lease, one.month, one.what] += one.debit - one.credit
    assert max(map(abs, sums.values()), default=0.0) < 0.005 + 1e-10 * largest
    assert answer.maturity.undiscounted == pytest.approx(answer.maturity.liability + answer.maturity.interest)


@pytest.mark.slow
@given(decided(leases=1))
@settings(deadline=None, max_examples=30)
def test_how_a_lease_is_classified_changes_no_debt(case):
    (_, operating), (_, finance) = (asked(case, ("asc842", kind)) for kind in ("operating", "finance"))
    owed = [[row.liability_closing for _, row in answer.months] for answer in (operating, finance)]
    assert owed[0] == owed[1]
