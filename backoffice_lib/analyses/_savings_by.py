"""What is saved by category, function, site, mode or year, recurring and one-off apart, in cents that add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses._groups import DATED, By, costs_by, shown_as
from backoffice_lib.basics.money import cents, running_cents
from backoffice_lib.ledger import Ledger


@dataclass(frozen=True)
class GroupSaving:
    """One cost category, function, site, mode or fiscal year in both scenarios, and what is saved in it; of which recurring, and one-off."""

    name: str
    against: float
    scenario: float
    saving: float
    recurring: float
    one_off: float


def savings_by(against: Ledger, scenario: Ledger, by: By, weights: np.ndarray) -> tuple[GroupSaving, ...]:
    """The groups that cost anything on either side; what is saved of one-off cost is told apart, the rest recurs."""
    shown = shown_as((against, scenario), by)
    sums = [_sums(ledger, by, weights, kind, shown) for kind in (None, "one_off") for ledger in (against, scenario)]
    names = [name for name in {**sums[0], **sums[1]} if any(total.get(name) for total in sums)]
    if by not in DATED:
        names.sort()
    columns = [[total.get(name, 0.0) for name in names] for total in sums]
    rows = zip(names, *_cents_of_both(*columns[:2]), *_cents_of_both(*columns[2:]), strict=True)
    return tuple(
        GroupSaving(name, old, new, round(old - new, 2), round(old - new - (once - later), 2), round(once - later, 2))
        for name, old, new, once, later in rows
    )


def _cents_of_both(before: list[float], after: list[float]) -> tuple[list[float], list[float]]:
    """Both sides in cents that add up to their rounded sums; what is the same on both is so to the cent."""
    order = sorted(range(len(before)), key=lambda at: abs(before[at] - after[at]) > 1e-6)
    back = sorted(range(len(order)), key=order.__getitem__)
    sides = (running_cents([side[at] for at in order]) for side in (before, after))
    one, other = ([side[at] for at in back] for side in sides)
    return one, other


def _sums(ledger: Ledger, by: By, weights: np.ndarray, recurrence: str | None, shown: Mapping[str, str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, amounts in costs_by(ledger, by, recurrence).items():
        row = shown.get(name, name)
        found[row] = found.get(row, 0.0) + float((amounts * weights).sum())
    return found


def by_year_and_category(against: Ledger, scenario: Ledger, weights: np.ndarray) -> tuple[tuple[str, str, float], ...]:
    """What is saved in each fiscal year in each category, the cents adding up to the whole."""
    categories = [costs_by(ledger, "category") for ledger in (against, scenario)]
    years = np.array([against.plan.fiscal_year(month) for month in against.plan.calendar])
    nothing = np.zeros(len(years))
    cells = {
        (str(year), name): float(((categories[0].get(name, nothing) - categories[1].get(name, nothing)) * weights)[years == year].sum())
        for year in np.unique(years).tolist()
        for name in sorted({**categories[0], **categories[1]})
    }
    return tuple((*key, saving) for key, saving in zip(cells, cents(list(cells.values())), strict=True) if saving)
