"""What a ledger pays for leases, read off its postings, to hold lease accounting against."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from backoffice_lib.ledger import Ledger

PAID = {
    "rent": ("{}",),
    "payment timing": ("{} paid early or late",),
    "lease exit": ("{} penalty",),
}


def paid_for(ledger: Ledger, leases: set[str]) -> np.ndarray:
    """What is paid in each month for some leases, in cash, draw 0: rent, not what subtenants pay, and penalties, of floors too."""
    floors = {f"{floor.lease}, {floor.floor}" for floor in ledger.plan.floors if floor.lease in leases}
    return booked(ledger, leases, PAID) + booked(ledger, floors, {"lease exit": ("{} surrender",)})


def booked(ledger: Ledger, names: set[str], items: Mapping[str, tuple[str, ...]]) -> np.ndarray:
    """What the ledger books in each month under some items of some categories, where {} stands for any of the names."""
    total = np.zeros(ledger.plan.months)
    for line in ledger.lines:
        wanted = {item.format(name) for item in items.get(line.category.name, ()) for name in names}
        rows = [row for row, item in enumerate(line.posting.subjects.labels["item"]) if item in wanted]
        total += line.amount[:, rows, 0].sum(axis=1)
    return total
