"""The leases of a ledger as lease accounting sees them: payments from the terms in the plan, breaks from its scenario."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.lease_payments import Payment
from backoffice_lib.ledger.lease_schedule import Basis, Schedule, schedule
from backoffice_lib.ledger.lease_terms import Change, Terms
from backoffice_lib.plan import Lease

Treatment = Literal["on the balance sheet", "short term", "low value"]
SHORT_TERM_MONTHS = 12


@dataclass(frozen=True)
class Choices:
    """How the leases of a plan are accounted for; see `lease_accounting`."""

    basis: Basis
    rate_per_year: float
    compounding: str
    in_arrears: bool
    low_value: tuple[str, ...]
    short_term_exempt: bool


@dataclass(frozen=True)
class LeaseAccount:
    """One lease of the plan: how it is treated, when notice is given and it ends in the scenario, and its schedule."""

    lease: str
    treatment: Treatment
    notice_given: str
    schedule: Schedule

    @property
    def on_balance_sheet(self) -> bool:
        return self.treatment == "on the balance sheet"


@dataclass(frozen=True)
class _Break:
    """Notice given in a month to leave on the first day of another."""

    notice: Month
    on: Month


def accounts_of(ledger: Ledger, choices: Choices) -> Iterator[LeaseAccount]:
    """Every lease that is held on some day of the plan."""
    plan = ledger.plan
    for lease in plan.leases:
        start = max(lease.start, plan.start)
        left = _break_of(ledger, lease)
        if lease.end < plan.start or start > plan.calendar[-1] or (left and left.on <= start):
            continue
        treatment: Treatment = "on the balance sheet"
        if lease.lease in choices.low_value:
            treatment = "low value"
        elif choices.short_term_exempt and lease.end - lease.start + 1 <= SHORT_TERM_MONTHS:
            treatment = "short term"
        basis = choices.basis if treatment == "on the balance sheet" else "exempt"
        terms, changes = _PathOf(ledger, lease, choices).terms(start, left)
        yield LeaseAccount(lease.lease, treatment, str(left.notice) if left else "", schedule(terms, changes, basis))


def _break_of(ledger: Ledger, lease: Lease) -> _Break | None:
    """How the scenario breaks a lease: by a lever, with notice just in time, or because it stood empty."""
    plan, at = ledger.plan, ledger.plan.names("lease").index(lease.lease)
    found = []
    broken = np.flatnonzero(ledger.drivers["broken_share"][:, at, 0] >= 1 - TOLERANCE)
    if broken.size:
        on = plan.start + int(broken[0])
        found.append(_Break(max(on - lease.break_notice_months, plan.start), on))
    goes = ledger.operations.space.shed_on[:, at, 0]
    if np.isfinite(goes).any():
        notice = int(np.isfinite(goes).argmax())
        found.append(_Break(plan.start + notice, plan.start + int(goes[notice])))
    found = [one for one in found if one.on <= lease.end]
    return min(found, key=lambda one: one.on, default=None)


@dataclass(frozen=True)
class _PathOf:
    """The payments of one lease, in plan currency."""

    ledger: Ledger
    lease: Lease
    choices: Choices

    def terms(self, start: Month, left: _Break | None) -> tuple[Terms, list[Change]]:
        """The lease from a month on, and what changes it: its index, and notice when it is given."""
        known = left if left and left.notice <= start else None
        terms = Terms(
            start,
            known.on - 1 if known else self.lease.end,
            self._payments(start, start, known),
            self.choices.rate_per_year,
            self.choices.compounding,
            restoration=self._restoration(known),
        )
        return terms, list(self._changes(start, left, known))

    def _changes(self, start: Month, left: _Break | None, known: _Break | None) -> Iterator[Change]:
        last = min(self.ledger.plan.calendar[-1], left.on if left else self.lease.end)
        for month in (start + ahead for ahead in range(1, last - start + 1)):
            if left and left.notice == month:
                known = left
                end, rate = left.on - 1, self.choices.rate_per_year
                yield Change(month, "reassessment", self._payments(month, month, left), end, rate, restoration=self._restoration(left))
            elif abs(self._index(month) - self._index(month - 1)) > TOLERANCE * self._index(month):
                yield Change(month, "index", self._payments(month, month, known))

    def _payments(self, first: Month, seen_from: Month, left: _Break | None) -> tuple[Payment, ...]:
        """The rent of every month, and the penalty; the index stands where it stands in the month they are seen from."""
        index, end = self._index(seen_from), left.on - 1 if left else self.lease.end
        months = (first + ahead for ahead in range(end - first + 1))
        rent = tuple(Payment(month, self._rents[month.ordinal] * index, self.choices.in_arrears) for month in months)
        penalty = self._price("break_penalty", left.on) * index if left else 0.0
        return (*rent, Payment(left.on, penalty)) if left and penalty else rent

    def _restoration(self, left: _Break | None) -> Payment | None:
        """Putting the space back, at the prices of its month, or of the last month of the plan where that is earlier."""
        day = left.on if left else self.lease.end + 1
        cost = self._price("restoration_cost", day) * self._index(day)
        return Payment(day, cost) if cost else None

    @cached_property
    def _rents(self) -> dict[int, float]:
        """The rent of each month before its index."""
        sizes = {"rent_per_seat_per_month": self.lease.seats, "rent_per_m2_per_year": self.lease.area_m2}
        size = likely(sizes.get(self.lease.rent_form, 1.0)) / (12 if self.lease.rent_form == "rent_per_m2_per_year" else 1)
        first = self.ledger.plan.start.ordinal
        return {at: self._price("rent", Month(at)) * size for at in range(first, self.lease.end.ordinal + 1)}

    def _price(self, driver: str, month: Month) -> float:
        values = self.ledger.drivers[driver]
        at = min(max(month - self.ledger.plan.start, 0), len(values) - 1)
        return float(values[at, self.ledger.drivers.row(driver, self.lease.lease), 0])

    def _index(self, month: Month) -> float:
        """What prices of the lease are multiplied with, its currency among them; after the plan nobody knows better."""
        plan = self.ledger.plan
        currency = "" if self.lease.currency == plan.currency else self.lease.currency
        names = [name for name in (self.lease.rent_index or plan.cost_index, currency) if name]
        at = min(max(month - plan.start, 0), plan.months - 1)
        return float(self.ledger.escalators.product(names)[at, 0])
