"""The ledger: all postings of one scenario, and their sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from backoffice_lib.drivers import Drivers, Escalators, Lever
from backoffice_lib.ledger.category import Category
from backoffice_lib.ledger.posting import Posting
from backoffice_lib.operations import Operations
from backoffice_lib.plan import Plan

View = Literal["profit", "cash"]


@dataclass(frozen=True)
class Booked:
    """A posting in the book, with its category and its amount in plan currency, [month, subject, draw]."""

    category: Category
    posting: Posting
    amount: np.ndarray


@dataclass(frozen=True)
class Ledger:
    """The book of one scenario, with its levers and the operations and drivers it was priced from."""

    scenario: str
    plan: Plan
    drivers: Drivers
    operations: Operations
    escalators: Escalators
    lines: tuple[Booked, ...]
    levers: tuple[Lever, ...] = ()

    def __repr__(self) -> str:
        return f"Ledger({self.scenario!r} of {self.plan.name!r}, {self.plan.months} months, {len(self.categories)} categories)"

    @property
    def draws(self) -> int:
        """How many draws the book holds; 1 is draw 0 alone."""
        return max((line.amount.shape[2] for line in self.lines), default=1)

    @property
    def categories(self) -> tuple[str, ...]:
        """The cost categories, in the order they are booked."""
        return tuple(dict.fromkeys(line.category.name for line in self.lines))

    def seen_in(self, view: View) -> tuple[Booked, ...]:
        """The lines of one view: `profit`, when costs belong, or `cash`, when they are paid."""
        left_out = "cash" if view == "profit" else "accrual"
        return tuple(line for line in self.lines if line.posting.basis != left_out)

    def by_month(self, where: Callable[[Booked], bool] = lambda line: True, view: View = "profit") -> np.ndarray:
        """The amounts of all lines of a view, or of some, summed to [month, draw] in plan currency."""
        total = np.zeros((self.plan.months, self.draws))
        for line in self.seen_in(view):
            if where(line):
                total += line.amount.sum(axis=1)
        return total

    def by_category(self, view: View = "profit") -> dict[str, np.ndarray]:
        """The amounts of each category, [month, draw]."""
        return {name: self.by_month(lambda line, name=name: line.category.name == name, view) for name in self.categories}

    def by_label(self, label: str, view: View = "profit") -> dict[str, np.ndarray]:
        """The amounts by one label of the subjects (function, team, site, vendor, item, mode), [month, draw]."""
        sums: dict[str, np.ndarray] = {}
        for line in self.seen_in(view):
            texts = np.array(line.posting.subjects.labels[label], dtype=object)
            for text in dict.fromkeys(texts):
                part = line.amount[:, texts == text].sum(axis=1)
                sums[text] = sums.get(text, np.zeros((self.plan.months, self.draws))) + part
        return sums
