"""Cost categories: what one cost file in `costs/` declares, and what it is given to price with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from backoffice_lib.basics.record import Record
from backoffice_lib.basics.uncertain import draws
from backoffice_lib.basics.units import Measure
from backoffice_lib.drivers import Drivers, Escalators
from backoffice_lib.ledger.posting import Posting
from backoffice_lib.operations import Operations
from backoffice_lib.plan import Plan, Subjects, paired, subjects

LEAVING = {"leavers_per_average_head_per_year": 0, "backfill_share": 1}
"""Drivers of who leaves and is replaced, which few plans use, and the values at which they say nothing."""


@dataclass(frozen=True)
class Pricing:
    """Everything a cost is worked out from: the plan, the drivers' prices, operations, indices, what is booked.

    booked: the amounts of earlier categories in plan currency, by category, one [month, subject, draw] a posting.
    defaults: of the assumptions that categories declare.
    """

    plan: Plan
    drivers: Drivers
    operations: Operations
    escalators: Escalators
    booked: Mapping[str, tuple[tuple[Posting, np.ndarray], ...]]
    defaults: Mapping[str, float]

    def price(self, driver: str) -> np.ndarray:
        """A price driver, [month or 1, subject, draw]."""
        return self.drivers[driver]

    def used(self, neutral: Mapping[str, float]) -> tuple[str, ...]:
        """The drivers of these that say anything: that differ somewhere from the value at which they change nothing."""
        return tuple(name for name, value in neutral.items() if (self.drivers[name] != value).any())

    def assumption(self, name: str) -> np.ndarray:
        """An assumption of the plan that the category declares, [1, 1, draw]; its default where the plan is silent."""
        given = [record.value for record in self.plan.assumptions if record.assumption == name]
        return draws(given[0] if given else self.defaults[name])[None, None, :]

    def subjects(self, kind: str) -> Subjects:
        """The subjects of a kind, labelled for the ledger."""
        return subjects(self.plan, kind)

    def subjects_of(self, kind: str, records: Iterable[Record]) -> Subjects:
        """Some records as subjects, labelled for the ledger."""
        return paired(self.plan, kind, [(record,) for record in records])

    def in_bonus_month(self, earned: np.ndarray) -> np.ndarray:
        """What is earned month by month and paid in the bonus month, for the months of the plan since the last one."""
        paid, since = np.zeros_like(earned), 0
        for month, named in enumerate(self.plan.calendar):
            if named.in_year == self.plan.policies.bonus_month:
                paid[month] = earned[since:month].sum(axis=0)
                since = month
        return paid

    def follows(self, of: Subjects, kind: str = "", field: str = "") -> tuple[tuple[str, ...], ...]:
        """The indices of each subject's price: the one its record names, else the plan's cost index, and its currency."""
        own = [getattr(self.plan.record(kind, key), field) for key in of.refs.get(kind, ())] if kind else [""] * len(of)
        named = [index or self.plan.cost_index for index in own]
        foreign = ["" if currency == self.plan.currency else currency for currency in of.currencies]
        return tuple(tuple(filter(None, pair)) for pair in zip(named, foreign, strict=True))


@dataclass(frozen=True)
class Assumed:
    """A number a cost category asks of the plan, under `assumptions` in plan.yaml: unit, bounds, and what if it is silent."""

    name: str
    measure: Measure
    meaning: str
    default: float = 0.0


@dataclass(frozen=True)
class Category:
    """A cost category: its name, what it is in a sentence, and the function that prices it.

    on: the categories whose amounts it is a rate on. assumes: the numbers it asks of the plan.
    recurrence: recurring or one-off.
    """

    name: str
    sentence: str
    postings: Callable[[Pricing], Iterable[Posting]]
    on: tuple[str, ...] = ()
    assumes: tuple[Assumed, ...] = ()
    recurrence: Literal["recurring", "one_off"] = "recurring"
