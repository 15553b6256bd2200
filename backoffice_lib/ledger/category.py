"""Cost categories: what one cost file in `costs/` declares, and what it is given to price with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from backoffice_lib.basics.record import Record
from backoffice_lib.drivers import Drivers, Escalators
from backoffice_lib.ledger.posting import Posting
from backoffice_lib.operations import Operations
from backoffice_lib.plan import Plan, Subjects, paired, subjects


@dataclass(frozen=True)
class Pricing:
    """Everything a cost is worked out from: the plan, the drivers' prices, operations, indices, what is booked.

    booked: the amounts of earlier categories in plan currency, by category, one [month, subject, draw] a posting.
    """

    plan: Plan
    drivers: Drivers
    operations: Operations
    escalators: Escalators
    booked: Mapping[str, tuple[tuple[Posting, np.ndarray], ...]]

    def price(self, driver: str) -> np.ndarray:
        """A price driver, [month or 1, subject, draw]."""
        return self.drivers[driver]

    def subjects(self, kind: str) -> Subjects:
        """The subjects of a kind, labelled for the ledger."""
        return subjects(self.plan, kind)

    def subjects_of(self, kind: str, records: Iterable[Record]) -> Subjects:
        """Some records as subjects, labelled for the ledger."""
        return paired(self.plan, kind, [(record,) for record in records])

    def follows(self, of: Subjects, kind: str = "", field: str = "") -> tuple[tuple[str, ...], ...]:
        """The indices of each subject's price: the one its record names, else the plan's cost index, and its currency."""
        own = [getattr(self.plan.record(kind, key), field) for key in of.refs.get(kind, ())] if kind else [""] * len(of)
        named = [index or self.plan.cost_index for index in own]
        foreign = ["" if currency == self.plan.currency else currency for currency in of.currencies]
        return tuple(tuple(filter(None, pair)) for pair in zip(named, foreign, strict=True))


@dataclass(frozen=True)
class Category:
    """A cost category: its name, what it is in a sentence, and the function that prices it.

    on: the categories whose amounts it is a rate on. recurrence: recurring or one-off.
    basis: the views it belongs to, `both` where payment and expense fall in the same month.
    """

    name: str
    sentence: str
    postings: Callable[[Pricing], Iterable[Posting]]
    on: tuple[str, ...] = ()
    recurrence: Literal["recurring", "one_off"] = "recurring"
    basis: Literal["cash", "accrual", "both"] = "both"
