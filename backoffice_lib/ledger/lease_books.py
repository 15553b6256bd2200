"""What a lease schedule is in the books: journal entries that balance, and what is owed by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from backoffice_lib.basics.months import Month
from backoffice_lib.ledger.lease_schedule import LeaseMonth, Schedule

ASSET, LIABILITY, PROVISION, CASH = "right-of-use asset", "lease liability", "provision for restoration", "cash"
INTEREST, DEPRECIATION, COST, GAIN = "interest", "depreciation", "lease cost", "gain or loss on leases"
ACCRUED, VARIABLE = "rent paid ahead or not yet paid", "variable rent"


@dataclass(frozen=True)
class Entry:
    """One line of the journal: what it is for, an account, and what is debited or credited to it."""

    month: Month
    what: str
    account: str
    debit: float
    credit: float


@dataclass(frozen=True)
class Maturity:
    """What is still to be paid on leases, undiscounted, by year, and how that becomes the liability."""

    by_year: tuple[tuple[int, float], ...]
    liability: float

    @property
    def undiscounted(self) -> float:
        """All that is still to be paid."""
        return round(sum(amount for _, amount in self.by_year), 2)

    @property
    def interest(self) -> float:
        """What of it is interest of the months to come."""
        return round(self.undiscounted - self.liability, 2)


def entries(schedule: Schedule) -> Iterator[Entry]:
    """The journal of a lease; of whatever is booked, and so in every month, debits are credits to the cent."""
    for row in schedule.months:
        for what, lines in (_exempt(row) if schedule.basis == "exempt" else _booked(row, schedule.basis)):
            for account, amount in lines.items():
                if amount:
                    yield Entry(row.month, what, account, max(amount, 0.0), max(-amount, 0.0))


def _booked(row: LeaseMonth, basis: str) -> Iterator[tuple[str, dict[str, float]]]:
    """What is booked in a month, each with what its accounts are debited; what is credited is negative."""
    measured = {ASSET: row.asset_measured, LIABILITY: -row.liability_measured, PROVISION: -row.provision_measured}
    yield "measurement", {**measured, GAIN: -row.gain, CASH: -row.other_paid, ACCRUED: -row.prepaid}
    if basis == "operating":
        yield "lease cost", {COST: row.cost, LIABILITY: -row.interest, ASSET: -row.depreciation}
    else:
        yield "interest", {INTEREST: row.interest, LIABILITY: -row.interest}
        yield "depreciation", {DEPRECIATION: row.depreciation, ASSET: -row.depreciation}
    yield "payment", {LIABILITY: row.paid, VARIABLE: row.variable, CASH: -round(row.paid + row.variable, 2)}
    yield "interest on the provision", {INTEREST: row.unwinding, PROVISION: -row.unwinding}
    yield "restoration", {PROVISION: row.restored, CASH: -row.restored}


def _exempt(row: LeaseMonth) -> Iterator[tuple[str, dict[str, float]]]:
    """The same of a lease that is not on the balance sheet."""
    yield "measurement", {ACCRUED: row.other_paid, CASH: -row.other_paid}
    yield "lease cost", {COST: row.cost, ACCRUED: -row.cost}
    yield "payment", {ACCRUED: row.paid, VARIABLE: row.variable, CASH: -round(row.paid + row.variable, 2)}


def maturity(schedule: Schedule, after: Month | None, year_of: Callable[[Month], int]) -> Maturity:
    """What is owed after a month, or on the first day before anything is paid, by the year in which it is due.

    It holds what the liability holds: no forecast of an index. An exempt lease has no liability, and nothing in it.
    """
    if schedule.basis == "exempt" or (after and after >= schedule.months[-1].month):
        return Maturity((), 0.0)
    rows = schedule.months
    liability = schedule.of(after).liability_closing if after else rows[0].liability_measured
    due: dict[Month, float] = defaultdict(float)
    for payment in schedule.measured_by(after or schedule.terms.start - 1):
        if not after or payment.month > after:
            due[payment.month] += payment.amount
    owed: dict[int, float] = defaultdict(float)
    for month in sorted(due):
        # to the cent month by month, as it will be paid
        owed[year_of(month)] += round(due[month], 2)
    return Maturity(tuple((year, round(amount, 2)) for year, amount in owed.items()), liability)


def added_up(maturities: list[Maturity]) -> Maturity:
    """Several leases together."""
    years = sorted({year for one in maturities for year, _ in one.by_year})
    owed = [round(sum(dict(one.by_year).get(year, 0.0) for one in maturities), 2) for year in years]
    return Maturity(tuple(zip(years, owed, strict=True)), round(sum(one.liability for one in maturities), 2))
