"""The ledger: all postings of one scenario, and their sums."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeVar

import numpy as np

from backoffice_lib.drivers import Drivers, Escalators, Lever
from backoffice_lib.ledger.category import Booked
from backoffice_lib.ledger.drawn import Drawn
from backoffice_lib.operations import Operations
from backoffice_lib.plan import Plan

T = TypeVar("T")
View = Literal["profit", "cash"]


@dataclass(frozen=True)
class Factor:
    """By how much the costs of an account are multiplied, and why. name: as it stands among the indices of the ledger."""

    name: str
    factor: float
    why: str


@dataclass(frozen=True)
class Ledger:
    """The book of one scenario, with its levers and the operations and drivers it was priced from.

    factors: by which its costs were scaled to the real books, where somebody asked for that.
    frozen: whether it is of a plan as it was kept, whatever has become of the plan since. given: the plan before its levers extended it;
    None where the ledger is of no scenario by itself. drawn: what it costs in many draws, where they were asked for.
    """

    scenario: str
    plan: Plan
    drivers: Drivers
    operations: Operations
    escalators: Escalators
    lines: tuple[Booked, ...]
    levers: tuple[Lever, ...] = ()
    factors: tuple[Factor, ...] = ()
    frozen: bool = False
    given: Plan | None = None
    drawn: Drawn | None = None

    def __repr__(self) -> str:
        return f"Ledger({self.scenario!r} of {self.plan.name!r}, {self.plan.months} months, {len(self.categories)} categories)"

    @cached_property
    def draws(self) -> int:
        """How many draws the book holds; 1 is draw 0 alone."""
        return max((line.draws for line in self.lines), default=1)

    @property
    def bytes_by_subject(self) -> int:
        """The memory of figures of single subjects that differ by draw: of people, work and space, and of quantities and amounts as far as they have been made."""
        made = [array for line in self.lines for array in (vars(line.posting).get("quantity"), vars(line).get("amount")) if array is not None]
        return sum({id(array): array.nbytes for array in (*self.operations.by_draw, *made) if array.shape[2] > 1}.values())

    @property
    def categories(self) -> tuple[str, ...]:
        """The cost categories, in the order they are booked."""
        return tuple(dict.fromkeys(line.category.name for line in self.lines))

    def once(self, what: Hashable, made: Callable[[], T]) -> T:
        """What follows from the ledger alone, made once for all who ask for it."""
        if what not in self._made:
            self._made[what] = made()
        return self._made[what]

    @cached_property
    def _made(self) -> dict[Hashable, Any]:
        return {}

    def seen_in(self, view: View) -> tuple[Booked, ...]:
        """The lines of one view: `profit`, when costs belong, or `cash`, when they are paid."""
        left_out = "cash" if view == "profit" else "accrual"
        return tuple(line for line in self.lines if line.posting.basis != left_out)

    def by_month(self, where: Callable[[Booked], bool] = lambda line: True, view: View = "profit") -> np.ndarray:
        """The amounts of all lines of a view, or of some, summed to [month, draw] in plan currency."""
        total = np.zeros((self.plan.months, self.draws))
        for line in self.seen_in(view):
            if line.books_anything and where(line):
                total += line.total
        return total

    def by_category(self, view: View = "profit") -> dict[str, np.ndarray]:
        """The amounts of each category, [month, draw]."""
        sums = {name: np.zeros((self.plan.months, self.draws)) for name in self.categories}
        for line in self.seen_in(view):
            if line.books_anything:
                sums[line.category.name] += line.total
        return sums

    def by_label(self, label: str, view: View = "profit") -> dict[str, np.ndarray]:
        """The amounts by one label of the subjects (function, team, site, vendor, item, mode), [month, draw]."""
        sums, nothing = {}, np.zeros((self.plan.months, self.draws))
        for line in self.seen_in(view):
            for text, part in line.sums(line.posting.subjects.labels[label]).items():
                sums[text] = sums.get(text, nothing) + part
        return sums
