"""What a lease schedule is in the books: journal entries that balance, and what is owed by year."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from backoffice_lib.basics.money import cents
from backoffice_lib.basics.months import Month
from backoffice_lib.ledger.lease_schedule import LeaseMonth, Schedule

ASSET, LIABILITY, PROVISION, CASH = "right-of-use asset", "lease liability", "provision for restoration", "cash"
INTEREST, DEPRECIATION, COST, GAIN = "interest", "depreciation", "lease cost", "gain or loss on leases"
ACCRUED, VARIABLE, UNWINDING = "rent paid ahead or not yet paid", "variable rent", "interest on the provision"


@dataclass(frozen=True)
class Entry:
    """One line of the journal: an account, and what is debited or credited to it."""

    month: Month
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
    """The journal of a lease; debits are credits in every month, to the cent."""
    for row in schedule.months:
        for account, amount in _lines(row, schedule.basis).items():
            if amount := round(amount, 2):
                yield Entry(row.month, account, max(amount, 0.0), max(-amount, 0.0))


def _lines(row: LeaseMonth, basis: str) -> dict[str, float]:
    """What each account is debited in a month; what is credited is negative."""
    spent = -(row.paid + row.variable + row.restored + row.other_paid)
    if basis == "exempt":
        return {COST: row.cost, VARIABLE: row.variable, ACCRUED: row.liability_opening - row.liability_closing, CASH: spent}
    cost = {COST: row.cost} if basis == "operating" else {INTEREST: row.interest, DEPRECIATION: row.depreciation}
    return {
        **cost,
        UNWINDING: row.unwinding,
        VARIABLE: row.variable,
        ASSET: row.asset_closing - row.asset_opening,
        LIABILITY: row.liability_opening - row.liability_closing,
        PROVISION: row.provision_opening - row.provision_closing,
        GAIN: -row.gain,
        CASH: spent,
    }


def maturity(schedule: Schedule, after: Month | None, year_of: Callable[[Month], int]) -> Maturity:
    """What is owed after a month, or on the first day before anything is paid, by the year in which it is due.

    It holds what the liability holds: no forecast of an index. An exempt lease has no liability, and nothing in it.
    """
    if schedule.basis == "exempt" or (after and after >= schedule.months[-1].month):
        return Maturity((), 0.0)
    rows = schedule.months
    liability = schedule.of(after).liability_closing if after else rows[0].liability_measured
    owed: dict[int, float] = {}
    for payment in schedule.measured_by(after or schedule.terms.start - 1):
        if not after or payment.month > after:
            year = year_of(payment.month)
            owed[year] = owed.get(year, 0.0) + payment.amount
    years = sorted(owed)
    return Maturity(tuple(zip(years, cents([owed[year] for year in years]), strict=True)), liability)


def added_up(maturities: list[Maturity]) -> Maturity:
    """Several leases together."""
    years = sorted({year for one in maturities for year, _ in one.by_year})
    owed = [round(sum(dict(one.by_year).get(year, 0.0) for one in maturities), 2) for year in years]
    return Maturity(tuple(zip(years, owed, strict=True)), round(sum(one.liability for one in maturities), 2))
