"""The leases of a ledger as lease accounting sees them: what of their payments is known in each month, and what changes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from backoffice_lib.analyses._lease_outlook import Outlook, outlooks
from backoffice_lib.basics.days import FirstDay, LastDay
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.costs.payment_timing import moved
from backoffice_lib.drivers import fixed_growth
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.lease_payments import Payment
from backoffice_lib.ledger.lease_schedule import Basis, Schedule, schedule
from backoffice_lib.ledger.lease_terms import Change, Terms
from backoffice_lib.plan import Lease

Treatment = Literal["on the balance sheet", "short term", "low value"]
SHORT_TERM_MONTHS = 12


@dataclass(frozen=True)
class Choices:
    """How the leases of a plan are accounted for; see `lease_accounting`. rates: of borrowing, each from a month on, the first from the start."""

    basis: Basis
    rates: tuple[tuple[Month, float], ...]
    compounding: str
    low_value: tuple[str, ...]
    short_term_exempt: bool

    def rate(self, month: Month) -> float:
        """What borrowing costs a year in a month."""
        return [rate for since, rate in self.rates if since <= month or since == self.rates[0][0]][-1]


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


def accounts_of(ledger: Ledger, choices: Choices) -> Iterator[LeaseAccount]:
    """Every lease that is held on some day of the plan; one that was short and is made longer is a new one from then on."""
    known = tuple(outlooks(ledger)) if ledger.plan.leases else ()
    for lease in ledger.plan.leases:
        path = _PathOf(ledger, lease, choices, known)
        if path.first is None:
            continue
        notice = path.notice_given
        for treatment, terms, changes in _treated(path, choices):
            basis = choices.basis if treatment == "on the balance sheet" else "exempt"
            yield LeaseAccount(lease.lease, treatment, notice, schedule(terms, changes, basis))


def _treated(path: _PathOf, choices: Choices) -> Iterator[tuple[Treatment, Terms, list[Change]]]:
    """A lease as it is treated: all of it alike, or as a short one until it is made longer."""
    terms, changes = path.terms(), list(path.changes())
    if path.lease.lease in choices.low_value:
        yield "low value", terms, changes
        return
    if not (choices.short_term_exempt and path.is_short):
        yield "on the balance sheet", terms, changes
        return
    for at, change in enumerate(changes):
        if change.kind != "index" and _too_long(change, terms, changes[:at], choices.basis):
            yield "short term", terms, [*changes[:at], Change(change.month, "reassessment", (), change.month - 1)]
            rest = change.restoration or ()
            new = Terms(change.month, change.end, change.payments, choices.rate(change.month), choices.compounding, restoration=rest, use=change.use)
            yield "on the balance sheet", new, changes[at + 1 :]
            return
    yield "short term", terms, changes


def _too_long(change: Change, terms: Terms, before: Sequence[Change], basis: Basis) -> bool:
    """Whether a short lease is none any more: under IFRS 16 by its months from then on, under ASC 842 by those beyond its end before."""
    was = next((one.end for one in reversed(before) if one.end), terms.end)
    since = change.month - 1 if basis == "ifrs16" else was
    return change.end > was and change.end - since > SHORT_TERM_MONTHS


@dataclass(frozen=True)
class _PathOf:
    """One lease, in plan currency, draw 0; months are counted from the first of the plan."""

    ledger: Ledger
    lease: Lease
    choices: Choices
    known: tuple[Outlook, ...]

    @cached_property
    def row(self) -> int:
        return self.ledger.plan.names("lease").index(self.lease.lease)

    @cached_property
    def first(self) -> int | None:
        """The first month of the plan in which it is held, if there is one."""
        held = np.flatnonzero(self.known[-1].held[: self.ledger.plan.months, self.row] > TOLERANCE)
        return int(held[0]) if held.size else None

    @property
    def notice_given(self) -> str:
        """The month in which notice is given for all of it, blank where it runs to its end."""
        cut = (known for known in self.known if ((known.left > TOLERANCE) & (known.kept < TOLERANCE))[known.since :, self.row].any())
        return next((str(self.ledger.plan.start + known.since) for known in cut), "")

    @property
    def is_short(self) -> bool:
        """Whether its whole term, as it is known when the lease begins, is of 12 months or less."""
        left = float(self._seen(self.first).left[self.first, self.row])
        whole = int(np.ceil(left - TOLERANCE)) - 1
        last = self.ledger.plan.start + self.first + whole
        end = LastDay(last.first_day + round((left - whole) * last.days) - 1)
        after = self.lease.start.month + SHORT_TERM_MONTHS
        return end < FirstDay(after.first_day + min(self.lease.start.days_before, after.days))

    def terms(self) -> Terms:
        """The lease from its first day in the plan on."""
        plan, month = self.ledger.plan, self.ledger.plan.start + self.first
        known, started = self._seen(self.first), float(self.ledger.operations.space.started[self.first, self.row, 0])
        return Terms(
            start=month,
            end=plan.start + self._end(known, self.first),
            payments=self._payments(known, self.first),
            rate_per_year=self.choices.rate(month),
            compounding=self.choices.compounding,
            incentives_received=started * self._price("incentive", month) * self._fixed(month),
            restoration=self._restoration(known, self.first),
            use=self._use(known, self.first),
            prepaid=self._prepaid(known) if not started else 0.0,
        )

    def changes(self) -> Iterator[Change]:
        """What is told of it later in the plan, and where its index moves."""
        plan, before = self.ledger.plan, self._seen(self.first)
        for at in range(self.first + 1, plan.months):
            month, now, end = plan.start + at, self._seen(at), self._end(before, self.first)
            if at > end + 1:
                return
            if now.since == at and at <= end and self._differ(before, now):
                kind: Literal["modification", "reassessment"] = "modification" if self.lease.lease in now.renewed else "reassessment"
                yield Change(
                    month, kind, self._payments(now, at), plan.start + self._end(now, at), self.choices.rate(month),
                    restoration=self._restoration(now, at), use=self._use(now, at),
                )
            elif abs(self._indices[at] - self._indices[at - 1]) > TOLERANCE * self._indices[at]:
                if payments := self._payments(now, at):
                    yield Change(month, "index", payments)
            before = now

    def _seen(self, at: int) -> Outlook:
        """What is known in a month of the plan."""
        return [known for known in self.known if known.since <= at][-1]

    def _differ(self, before: Outlook, now: Outlook) -> bool:
        """Whether something else is to be paid, or held, than was known before."""
        pairs = ((getattr(before, name)[now.since :, self.row], getattr(now, name)[now.since :, self.row]) for name in ("held", "rent", "penalties"))
        return any((np.abs(one - other) > TOLERANCE * np.maximum(np.abs(one), 1.0)).any() for one, other in pairs)

    def _end(self, known: Outlook, at: int) -> int:
        """The last month in which it is held, or the one before a month in which all ends at once, or a floor of no area is still given up."""
        held, given_up = (np.flatnonzero(values[at:, self.row] > TOLERANCE) for values in (known.held, known.penalties))
        return at + max(int(held[-1]) if held.size else -1, int(given_up[-1]) - 1 if given_up.size else -1)

    def _use(self, known: Outlook, at: int) -> tuple[float, ...]:
        return tuple(np.minimum(known.held[at : self._end(known, at) + 1, self.row], 1.0).tolist())

    def _payments(self, known: Outlook, at: int) -> tuple[Payment, ...]:
        """The rent, when it is due, and penalties from a month on; the index stands where it stands in that month."""
        start, index = self.ledger.plan.start, self._indices[at]
        rent, held = self._rent(known, at), known.held[:, self.row]
        paid, at_end = self._paid(known, rent), self.lease.paid == "in_arrears"
        rents = [Payment(start + month, float(paid[month]), at_end and held[month] > 0) for month in range(at, len(paid)) if paid[month]]
        penalties = known.penalties[:, self.row] * index * self._reviews(len(held))
        return (*rents, *(Payment(start + month, float(penalties[month])) for month in range(at, len(held)) if penalties[month]))

    def _rent(self, known: Outlook, at: int) -> np.ndarray:
        """The rent of each month: until a month at the index of its own, from then on at that of the month."""
        rent = known.rent[: self._end(known, 0) + 2, self.row]
        return rent * self._indices[np.minimum(np.arange(len(rent)), at)] * self._reviews(len(rent))

    def _paid(self, known: Outlook, rent: np.ndarray) -> np.ndarray:
        """What is paid of the rent in each month."""
        if self.lease.paid_every_months == 1:
            return rent
        of = [values[: len(rent), self.row][:, None] for values in (known.held, known.left)]
        return rent + moved(rent[:, None], *of, self.lease, self.ledger.plan.start)[:, 0]

    def _prepaid(self, known: Outlook) -> float:
        """What of the rent from the first day of the plan on was paid before it or, negative, is paid for the time before it."""
        rent = self._rent(known, 0)
        return float(rent.sum() - self._paid(known, rent).sum())

    def _restoration(self, known: Outlook, at: int) -> tuple[Payment, ...]:
        """Putting the space back, at the prices of its months, or of the last month of the plan where that is earlier."""
        costs, last = known.restoration[:, self.row] * self._reviews(len(known.restoration)), self._end(known, at)
        due = ((self.ledger.plan.start + month, month == last, float(costs[month])) for month in range(at, len(costs)) if costs[month])
        return tuple(Payment(month, cost * self._index(month), at_end) for month, at_end, cost in due)

    @cached_property
    def _indices(self) -> np.ndarray:
        """Its index in each month of the plan."""
        return np.array([self._index(month) for month in self.ledger.plan.calendar])

    def _reviews(self, months: int) -> np.ndarray:
        """How far reviews by a fixed share have raised its prices by each month from the first of the plan on; no forecast, but part of the contract."""
        first = self.ledger.plan.start.ordinal
        return fixed_growth(self.ledger.plan, self.lease, np.arange(first, first + months))[:, 0]

    def _price(self, driver: str, month: Month) -> float:
        values = self.ledger.drivers[driver]
        at = min(max(month - self.ledger.plan.start, 0), len(values) - 1)
        return float(values[at, self.ledger.drivers.row(driver, self.lease.lease), 0])

    def _index(self, month: Month) -> float:
        """What prices of the lease are multiplied with, its currency among them; after the plan nobody knows better."""
        plan = self.ledger.plan
        currency = "" if self.lease.currency == plan.currency else self.lease.currency
        fixed = self.lease.fixed_rent_growth_share_per_year is not None
        names = [name for name in ("" if fixed else self.lease.price_index or plan.cost_index, currency) if name]
        at = min(max(month - plan.start, 0), plan.months - 1)
        return float(self.ledger.escalators.product(names)[at, 0])

    def _fixed(self, month: Month) -> float:
        """What sums that follow no index are multiplied with: the currency."""
        foreign = [self.lease.currency] if self.lease.currency not in ("", self.ledger.plan.currency) else []
        return float(self.ledger.escalators.product(foreign)[month - self.ledger.plan.start, 0])
