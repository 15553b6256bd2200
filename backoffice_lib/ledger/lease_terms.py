"""What a lease is accounted from: its terms, and what changes them later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from backoffice_lib.basics.errors import Problem, raise_all
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.units import TOLERANCE, Measure
from backoffice_lib.ledger.category import Assumed
from backoffice_lib.ledger.lease_payments import Payment, rate_per_month

BORROWING_RATE = Assumed(
    "incremental_borrowing_rate_per_year",
    Measure("share/year", high=1.0),
    "What borrowing costs us over the term of a lease; lease accounting discounts by it.",
)


@dataclass(frozen=True)
class Use:
    """What of the space is held in each month from one on: 1 for all of it, less in part months and once some is given back."""

    since: Month
    shares: tuple[float, ...]

    def of(self, month: Month) -> float:
        """The share of one month; nothing outside the term."""
        at = month - self.since
        return self.shares[at] if 0 <= at < len(self.shares) else 0.0

    def left(self, month: Month) -> float:
        """The sum of the months from one on."""
        return sum(self.shares[max(month - self.since, 0) :])


@dataclass(frozen=True)
class Terms:
    """A lease on its first day. Payments are those known then: an index stands where it stands, no forecast of it enters.

    start, end: first and last month of the term. rate_per_year: of the lessee's borrowing, or the one implicit in the lease.
    compounding: yearly (an effective rate), half_yearly, quarterly or monthly (nominal, r / 12 a month).
    initial_direct_costs: paid on the first day, premiums to the landlord among them; incentives_received: on the same day, for the lease
    itself, not to repay works of one's own. restoration: putting the space back, in the money of the day it is due.
    use: what of the space is held in each month from the start on, all of it where left out. prepaid: rent paid before the first day for
    the time after it or, negative, still to be paid for the time before it; it moves no cash. Raises InputProblems.
    """

    start: Month
    end: Month
    payments: tuple[Payment, ...]
    rate_per_year: float
    compounding: str = "yearly"
    initial_direct_costs: float = 0.0
    incentives_received: float = 0.0
    restoration: tuple[Payment, ...] = ()
    use: tuple[float, ...] = ()
    prepaid: float = 0.0

    def __post_init__(self) -> None:
        rate_per_month(self.rate_per_year, self.compounding)
        raise_all(self._problems())

    def _problems(self) -> Iterator[Problem]:
        if self.end < self.start:
            yield Problem("end", f"{self.end} is before the start", f"give {self.start} or later")
        else:
            yield from problems_of(self.payments, self.start, self.end)
            yield from misfits_of(self.use, self.months)

    @property
    def months(self) -> int:
        """How long it runs."""
        return self.end - self.start + 1


@dataclass(frozen=True)
class Change:
    """What is different from the first day of a month on, before anything is paid that day.

    kind: `index` (payments follow an index; the rate stays), `reassessment` (an option will be used after all, or not; the contract
    stays) or `modification` (the contract changes, and part of the right may be given up, with a gain or loss).
    payments: all those due from that month on. end: the new last month, at the earliest the one before, when all ends at once;
    rate_per_year: as of that day; restoration: where it moves; each None where it stays. use: what of the space is held in each month from
    that one on; where left out, kept_space_share of what it was.
    """

    month: Month
    kind: Literal["index", "reassessment", "modification"]
    payments: tuple[Payment, ...]
    end: Month | None = None
    rate_per_year: float | None = None
    kept_space_share: float = 1.0
    restoration: tuple[Payment, ...] | None = None
    use: tuple[float, ...] = ()


def check_changes(terms: Terms, changes: Sequence[Change]) -> None:
    """Raises InputProblems where changes do not fit the lease or each other."""
    raise_all(_misfits(terms, changes))


def _misfits(terms: Terms, changes: Sequence[Change]) -> Iterator[Problem]:
    before, end = terms.start - 1, terms.end
    for change in changes:
        where = f"change of {change.month}"
        # a penalty on the day after the term may still follow its index
        last = end + 1 if change.kind == "index" else end
        if not before < change.month <= last:
            yield Problem(where, "is out of order or outside the term", f"give months after {before}, up to {last}, each once")
        if change.kind == "index" and (change.use or any(new is not None for new in (change.rate_per_year, change.end, change.restoration))):
            yield Problem(where, "is of an index, which changes only payments", "leave out rate_per_year, end, restoration and use")
        if not 0 < change.kept_space_share <= 1 or (change.kept_space_share < 1 and change.kind != "modification"):
            yield Problem(where, f"kept_space_share is {change.kept_space_share:g}", "give more than 0 and at most 1, in a modification")
        before, end = change.month, change.end or end
        if end < change.month - 1:
            yield Problem(where, f"its end, {end}, is before it", f"give {change.month - 1}, when all ends at once, or later")
        else:
            yield from problems_of(change.payments, change.month, end)
            yield from misfits_of(change.use, end - change.month + 1)


def misfits_of(use: Sequence[float], months: int) -> Iterator[Problem]:
    """Shares of the space that are none, or of other months than those of the term."""
    if use and (len(use) != months or any(not 0 <= share <= 1 + TOLERANCE for share in use)):
        yield Problem("use", f"has {len(use)} shares, from {min(use):g} to {max(use):g}", f"give one from 0 to 1 for each of the {months} months")


def problems_of(payments: Sequence[Payment], first: Month, end: Month) -> Iterator[Problem]:
    """Payments that lie before a month or later than the day after the end."""
    for payment in payments:
        if not (first <= payment.month and payment.day <= end + 1):
            yield Problem("payments", f"{payment.month} lies outside the term", f"give months from {first} to {end}, or the day after")


def more_space(
    terms: Terms, changes: Sequence[Change], added: Terms, at_stand_alone_price: bool
) -> tuple[tuple[Terms, tuple[Change, ...]], ...]:
    """The leases, each with its changes, when space is added from the start of `added`, at the rate of that day.

    At a price as for that space alone it is a lease of its own and the first stays as it is; at any other price it is a
    modification of the first. Source: IFRS 16 paragraphs 44 and 45.
    """
    if at_stand_alone_price:
        return (terms, tuple(changes)), (added, ())
    end = changes[-1].end or terms.end if changes else terms.end
    in_force = changes[-1].payments if changes else terms.payments
    payments = tuple(payment for payment in in_force if payment.month >= added.start) + added.payments
    change = Change(added.start, "modification", payments, max(end, added.end), added.rate_per_year)
    return ((terms, (*changes, change)),)
