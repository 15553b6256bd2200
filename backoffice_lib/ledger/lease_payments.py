"""Lease payments, each with its date: what they are worth on a day, and rent spread evenly over a term."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from backoffice_lib.basics.errors import choice, nearest, refuse
from backoffice_lib.basics.finance import npv
from backoffice_lib.basics.months import Month

COMPOUNDING = {"yearly": 1, "half_yearly": 2, "quarterly": 4, "monthly": 12}
"""How many times a year a rate is compounded: `yearly` is an effective rate, `monthly` a nominal one of r / 12 a month."""


@dataclass(frozen=True)
class Payment:
    """Money due in a month: on its first day, or on its last where `at_end`."""

    month: Month
    amount: float
    at_end: bool = False

    @property
    def day(self) -> Month:
        """The month at whose beginning it is due; the last day of a month is the beginning of the next."""
        return self.month + 1 if self.at_end else self.month


def instalments(start: Month, end: Month, amount: float, every_months: int = 1, in_arrears: bool = False) -> tuple[Payment, ...]:
    """The same amount every so many months of a term, at the beginning of each period or, in arrears, at its end."""
    firsts = [start + ahead for ahead in range(0, end - start + 1, every_months)]
    if in_arrears:
        return tuple(Payment(min(first + (every_months - 1), end), amount, at_end=True) for first in firsts)
    return tuple(Payment(first, amount) for first in firsts)


def rate_per_month(rate_per_year: float, compounding: str = "yearly") -> float:
    """The rate of a month: (1 + r/n)^(n/12) - 1, compounded n times a year. Raises InputProblems."""
    if compounding not in COMPOUNDING:
        near = nearest(compounding, COMPOUNDING)
        raise refuse("compounding", f'"{compounding}" is not known', choice("use", near, COMPOUNDING), near)
    times = COMPOUNDING[compounding]
    if not math.isfinite(rate_per_year) or rate_per_year / times <= -1:
        raise refuse("rate_per_year", f"is {rate_per_year:g}", "give a share per year, such as 0.05")
    return (1 + rate_per_year / times) ** (times / 12) - 1


def present_value(payments: Iterable[Payment], on: Month, monthly_rate: float) -> float:
    """What payments are worth at the beginning of a month; those due before it are left out."""
    due = [payment for payment in payments if payment.month >= on]
    if not due:
        return 0.0
    amounts = [0.0] * (max(payment.day for payment in due) - on + 1)
    for payment in due:
        amounts[payment.day - on] += payment.amount
    return npv(monthly_rate, amounts)


@dataclass(frozen=True)
class EvenMonth:
    """One month of rent spread evenly: cost, what is paid, and cost not yet paid (negative: paid ahead) at its end."""

    month: str
    cost: float
    paid: float
    accrued: float

    @property
    def difference(self) -> float:
        """Cost less what is paid."""
        return round(self.cost - self.paid, 2)


def straight_line(payments: Iterable[Payment], start: Month, end: Month, incentives: float = 0.0) -> tuple[EvenMonth, ...]:
    """Rent less incentives, spread evenly over the months of a term; to the cent, and in sum what is paid.

    Free months are months without a payment. Incentives are received in the first month. Raises InputProblems.
    """
    if end < start:
        raise refuse("end", f"{end} is before the start", f"give {start} or later")
    payments = list(payments)
    if any(not start <= payment.month <= end for payment in payments):
        raise refuse("payments", "a payment lies outside the term", f"give months from {start} to {end}")
    months = end - start + 1
    total = sum(payment.amount for payment in payments) - incentives
    rows, spread, paid = [], 0.0, 0.0
    for at in range(months):
        month = start + at
        due = sum(payment.amount for payment in payments if payment.month == month) - (incentives if at == 0 else 0.0)
        spread_before, spread = spread, round(total * (at + 1) / months, 2)
        paid_before, paid = paid, round(paid + due, 2)
        rows.append(EvenMonth(str(month), round(spread - spread_before, 2), round(paid - paid_before, 2), round(spread - paid, 2)))
    return tuple(rows)
