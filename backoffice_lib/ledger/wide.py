"""The ledger for upload: one row per account, cost centre and entity, one column per month, and every sum right in cents."""

from __future__ import annotations

import numpy as np

from backoffice_lib.ledger.accounts import LEADS_TO, Accounts, labels_of
from backoffice_lib.ledger.disclosure import in_one, together
from backoffice_lib.ledger.ledger import Booked, Ledger, View

Key = tuple[str, str, str]
"""Account, cost centre and entity."""
NOT_MAPPED = "not mapped"
TOTAL = "total"


def wide(ledger: Ledger, view: View = "profit") -> dict[str, list]:
    """Account, cost centre and entity by month in one view, draw 0, with a total; costs without an account stand last.

    Rows that would tell what a few people are paid are one row with others.
    Amounts are in cents. Each row adds up to its total, each month to the ledger's, and the totals to the ledger.
    """
    sums = _by_account(ledger, view)
    rows = sorted(sums, key=lambda row: (row[0] == NOT_MAPPED, row))
    amounts = np.array([sums[row] for row in rows]).reshape(len(rows), ledger.plan.months)
    whole = in_cents(amounts)
    table: dict[str, list] = {name: [row[at] for row in rows] for at, name in enumerate(LEADS_TO)}
    table |= {str(month): (whole[:, at] / 100).tolist() for at, month in enumerate(ledger.plan.calendar)}
    return table | {TOTAL: (whole.sum(axis=1) / 100).tolist()}


def _by_account(ledger: Ledger, view: View) -> dict[Key, np.ndarray]:
    """The amounts of each account, cost centre and entity, [month]; those that cost nothing are left out."""
    accounts, sums = Accounts(ledger.plan.accounts), {}

    def keys(line: Booked) -> list[Key]:
        found = [accounts.row_for(labels) for labels in labels_of(line)]
        return [row.leads_to if row else (NOT_MAPPED, "", "") for row in found]

    one = together([ledger], keys)
    for line in ledger.seen_in(view):
        for row, key in enumerate(keys(line)):
            amount = line.amount[:, row, 0]
            if amount.any():
                name = tuple(in_one(list(dict.fromkeys(parts))) for parts in zip(*one[key], strict=True))
                sums[name] = sums.get(name, 0.0) + amount
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
