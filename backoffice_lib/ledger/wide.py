"""The ledger for upload: one row per account, cost centre and entity, one column per month, and every sum right in cents."""

from __future__ import annotations

import numpy as np

from backoffice_lib.ledger.accounts import LEADS_TO, Accounts, labels_of
from backoffice_lib.ledger.ledger import Ledger, View

NOT_MAPPED = "not mapped"
TOTAL = "total"


def wide(ledger: Ledger, view: View = "profit") -> dict[str, list]:
    """Account, cost centre and entity by month in one view, draw 0, with a total; costs without an account stand last.

    Amounts are in cents. Each row adds up to its total, each month to the ledger's, and the totals to the ledger.
    """
    sums = _by_account(ledger, view)
    rows = sorted(sums, key=lambda row: (row[0] == NOT_MAPPED, row))
    amounts = np.array([sums[row] for row in rows]).reshape(len(rows), ledger.plan.months)
    whole = in_cents(amounts)
    table: dict[str, list] = {name: [row[at] for row in rows] for at, name in enumerate(LEADS_TO)}
    table |= {str(month): (whole[:, at] / 100).tolist() for at, month in enumerate(ledger.plan.calendar)}
    return table | {TOTAL: (whole.sum(axis=1) / 100).tolist()}


def _by_account(ledger: Ledger, view: View) -> dict[tuple[str, str, str], np.ndarray]:
    """The amounts of each account, cost centre and entity, [month]; those that cost nothing are left out."""
    accounts, sums = Accounts(ledger.plan.accounts), {}
    for line in ledger.seen_in(view):
        for row, labels in enumerate(labels_of(line)):
            amount = line.amount[:, row, 0]
            if amount.any():
                found = accounts.row_for(labels)
                key = found.leads_to if found else (NOT_MAPPED, "", "")
                sums[key] = sums.get(key, 0.0) + amount
    return sums


def in_cents(amounts: np.ndarray) -> np.ndarray:
    """Amounts [row, month] as whole cents.

    The months up to any month add up to the exact sum, rounded; what rounding leaves over goes to the rows with
    the largest remainders, and each row carries its own remainder into the next month.
    """
    exact = amounts * 100
    until = np.rint(exact.sum(axis=0).cumsum())
    of_month = np.diff(until, prepend=0.0)
    rounded, carried = np.zeros(exact.shape), np.zeros(len(exact))
    for month in range(exact.shape[1]):
        due = exact[:, month] + carried
        floor = np.floor(due)
        missing = int(of_month[month] - floor.sum())
        floor[np.argsort(floor - due, kind="stable")[:missing]] += 1
        rounded[:, month], carried = floor, due - floor
    return rounded
