"""Reproduce: does a frozen scenario still give the result that was kept of it?"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from backoffice_lib.basics.errors import listed
from backoffice_lib.basics.money import exact
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.yearly import KEYS, moved, yearly


@dataclass(frozen=True)
class Reproduced:
    """The answer to `reproduce`, in plan currency, draw 0, the profit view.

    kept_with: the version of the workbench that gave the kept result. cost_kept, cost_now: over the plan. moved: category and fiscal year of
    the amounts that are no longer the same to the cent, in the profit or the cash view.
    """

    scenario: str
    currency: str
    kept_with: str
    cost_kept: float
    cost_now: float
    moved: tuple[tuple[str, str], ...]

    @property
    def same(self) -> bool:
        """Whether every amount is the one that was kept."""
        return not self.moved

    def __str__(self) -> str:
        if self.same:
            return f"{self.scenario} is frozen and gives the result that was kept, to the cent."
        where = listed((f"{category} in {year}" for category, year in self.moved), 6)
        return f"{self.scenario} is frozen, and no longer gives the result that version {self.kept_with} gave: {self._cost()}; {where}"

    def _cost(self) -> str:
        more = round(self.cost_now - self.cost_kept, 2)
        if not more:
            return "it costs the same in all, but its parts have moved"
        return f"it costs {self.currency} {exact(abs(more))} {'more' if more > 0 else 'less'}"


def reproduce(ledger: Ledger, kept: Mapping[tuple[str, ...], float], kept_with: str) -> Reproduced:
    """Whether a ledger gives the yearly amounts that were kept, each to the cent. kept_with: the version of the workbench that gave them."""
    now = yearly(ledger)
    year, category = KEYS.index("year"), KEYS.index("category")
    found = sorted({(row[category], row[year]) for row in moved(dict(kept), now)})
    costs = (round(math.fsum(_profit(amounts)), 2) for amounts in (kept, now))
    return Reproduced(ledger.scenario, ledger.plan.currency, kept_with, *costs, tuple(found))


def _profit(amounts: Mapping[tuple[str, ...], float]) -> Iterator[float]:
    basis = KEYS.index("basis")
    return (amount for row, amount in amounts.items() if row[basis] != "cash")
