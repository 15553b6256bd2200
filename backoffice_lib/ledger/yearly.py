"""The ledger by fiscal year: what is kept of the result of a frozen scenario, fine enough to tell whatever moves."""

from __future__ import annotations

import numpy as np

from backoffice_lib.ledger.ledger import Ledger
from backoffice_lib.plan.subjects import LABELS

KEYS = ("year", "category", *LABELS, "basis")
AMOUNT = "amount"
CLOSE = 1e-9
"""How far, for its size, an amount may lie from another because machines add up in another order."""


def yearly(ledger: Ledger) -> dict[tuple[str, ...], float]:
    """The amounts of draw 0 by fiscal year, category, labels of the subject and basis, in plan currency; nothing is left out but nothing."""
    years = np.array([ledger.plan.fiscal_year(month) for month in ledger.plan.calendar])
    sums: dict[tuple[str, ...], float] = {}
    for line in ledger.lines:
        labels = line.posting.subjects.labels
        for year in dict.fromkeys(years.tolist()):
            amounts = line.amount[years == year, :, 0].sum(axis=0)
            for row in np.flatnonzero(amounts):
                key = (str(year), line.category.name, *(labels[label][row] for label in LABELS), line.posting.basis)
                sums[key] = sums.get(key, 0.0) + float(amounts[row])
    return sums


def moved(kept: dict[tuple[str, ...], float], now: dict[tuple[str, ...], float]) -> list[tuple[str, ...]]:
    """The rows in which an amount is no longer the one that was kept to the cent."""
    rows = dict.fromkeys((*kept, *now))
    return [row for row in rows if abs(now.get(row, 0.0) - kept.get(row, 0.0)) > 0.005 + 1e-6 + CLOSE * abs(kept.get(row, 0.0))]
