"""Checks of the book: every figure finite, every month complete, the parts equal to the whole."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from backoffice_lib.ledger.ledger import Ledger

CENT = 0.01
ROUNDING = 1e-12
"""What adding in another order may change, as a part of all amounts: sums of 1e14 are no longer exact to the cent."""


def problems_in(ledger: Ledger) -> Iterator[str]:
    """What is wrong with a ledger, in words; nothing when it can be signed."""
    for line in ledger.lines:
        if not np.isfinite(line.amount).all():
            yield f"{line.category.name}: an amount is not finite"
        if line.amount.shape[:2] != (ledger.plan.months, len(line.posting.subjects)):
            yield f"{line.category.name}: not every month and subject is booked"
    for view in ("profit", "cash"):
        total = ledger.by_month(view=view)
        gross = sum(np.abs(line.amount).sum() for line in ledger.seen_in(view))
        for parts, name in ((ledger.by_category(view), "categories"), (ledger.by_label("mode", view), "modes")):
            apart = np.abs(sum(parts.values(), np.zeros_like(total)) - total).max(initial=0.0)
            if apart > max(CENT / 2, ROUNDING * gross):
                yield f"the {name} do not add up to the total of the {view} view: {apart:.2f} apart"
    staff = ledger.operations.staffing
    moved = staff.moved_in - staff.moved_out
    gap = np.abs(staff.opening + staff.hires + moved - staff.severed - staff.leavers - staff.ended - staff.heads).max(initial=0.0)
    if gap > 1e-6:
        yield f"people are lost or invented: {gap:.6f} heads"
