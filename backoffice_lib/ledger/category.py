"""Cost categories: what one cost file in `costs/` declares, and what it is given to price with."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from backoffice_lib.basics.record import Record
from backoffice_lib.basics.same import of_the_same
from backoffice_lib.basics.uncertain import draws, stacked
from backoffice_lib.basics.units import Measure
from backoffice_lib.drivers import Drivers, Escalators
from backoffice_lib.ledger.posting import Posting
from backoffice_lib.operations import Operations
from backoffice_lib.plan import Plan, Subjects, paired, subjects

LEAVING = {
    "leavers_per_average_head_per_year": 0,
    "backfill_share": 1,
    "remote_leavers_share": 1,
    "hybrid_leavers_share": 1,
}
"""Drivers of who leaves and is replaced, which few plans use, and the values at which they say nothing."""


AT_HOME = {"home_heads": 0}
"""The driver of people at home who are given by number, and the value at which it says nothing."""


@dataclass(frozen=True)
class Pricing:
    """Everything a cost is worked out from: the plan, the drivers' prices, operations, indices, what is booked.

    booked: what earlier categories book, by category, one a posting.
    defaults: of the assumptions that categories declare.
    """

    plan: Plan
    drivers: Drivers
    operations: Operations
    escalators: Escalators
    booked: Mapping[str, tuple[Booked, ...]]
    defaults: Mapping[str, float]

    def price(self, driver: str) -> np.ndarray:
        """A price driver, [month or 1, subject, draw]."""
        return self.drivers[driver]

    @property
    def at_home(self) -> tuple[str, ...]:
        """The drivers behind the number of people who work from home."""
        return ("target_heads", "remote_share", *self.used(AT_HOME))

    @property
    def pay_per_year(self) -> np.ndarray:
        """Pay of a full-time year at the going rate, [month or 1, team, draw]: of people at home at the share of it they are paid."""
        pay, share, present = self.drivers["salary_per_year"], self.drivers["remote_pay_share"], self.operations.attendance
        if (share == 1).all():
            return pay
        at_work = present.remote_heads + present.office_heads
        at_home = np.divide(present.remote_heads, at_work, out=np.zeros_like(at_work), where=at_work > 0)
        return pay * (1 + at_home * (share - 1))

    @property
    def pay_from(self) -> tuple[str, ...]:
        """The drivers behind pay."""
        return ("salary_per_year", *self.used({"remote_pay_share": 1}))

    def used(self, neutral: Mapping[str, float]) -> tuple[str, ...]:
        """The drivers of these that say anything: that differ somewhere from the value at which they change nothing."""
        return tuple(name for name, value in neutral.items() if (self.drivers[name] != value).any())

    def held_by(self) -> tuple[str, ...]:
        """What decides how much of a lease is held: its dates, its breaks, and what else of it is used in the plan."""
        bent = any(bend.driver == "term_left_months" for bend in self.drivers.bends)
        return ("start", "end", *("term_left_months",) * bent, "broken_share", *self.used({"surrendered_share": 0}))

    def assumption(self, name: str) -> np.ndarray:
        """An assumption of the plan that the category declares, [1, 1, draw]; its default where the plan is silent."""
        given = [record.value for record in self.plan.assumptions if record.assumption == name]
        return draws(given[0] if given else self.defaults[name])[None, None, :]

    def share_of(self, assumed: Assumed, categories: Iterable[str]) -> Iterator[Posting]:
        """An assumed share of all that is booked in some categories, as a rate on each of their postings."""
        for category in categories:
            for line in self.booked[category]:
                base = line.posting
                yield Posting(
                    subjects=base.subjects.priced_in(self.plan.currency),
                    quantity=lambda line=line: line.amount,
                    unit=f"money of {category.removeprefix('vendor ')}",
                    price=self.assumption(assumed.name),
                    indices=base.subjects.unindexed,
                    quantity_from=(),
                    price_from=(assumed.name,),
                    rate_on=(category,),
                    bases=(base,),
                    sum_of=(base,),
                )

    def subjects(self, kind: str) -> Subjects:
        """The subjects of a kind, labelled for the ledger."""
        return subjects(self.plan, kind)

    def subjects_of(self, kind: str, records: Iterable[Record]) -> Subjects:
        """Some records as subjects, labelled for the ledger."""
        return self.pairs_of(kind, [(record,) for record in records])

    def pairs_of(self, kind: str, rows: Sequence[tuple[Record, ...]]) -> Subjects:
        """Records, or several together, as subjects, labelled for the ledger."""
        named = tuple(tuple(record.key for record in row) for row in rows)
        return self.plan.once(("pairs", kind, named), lambda: paired(self.plan, kind, rows))

    def places(self, kind: str, names: Iterable[str]) -> np.ndarray:
        """Where records lie on the axis of their kind."""
        return _places(self.plan.places(kind), names if isinstance(names, tuple) else tuple(names))

    def of_rows(self, kind: str, field: str, rows: Subjects) -> np.ndarray:
        """A number of the record of a kind behind each row, [row, draw]."""
        values = stacked([getattr(record, field) for record in self.plan.records(kind)])
        return values[self.places(kind, rows.refs.get(kind, ()))]

    def in_bonus_month(self, earned: np.ndarray) -> np.ndarray:
        """What is earned month by month and paid in the bonus month, for the months of the plan since the last one."""
        paid = np.zeros_like(earned)
        for month, since in self._bonus_months():
            paid[month] = earned[since:month].sum(axis=0)
        return paid

    @property
    def earned_until_bonus(self) -> np.ndarray:
        """For each month, the months whose earnings are paid in it as bonus, [month, month]."""
        months = np.zeros((self.plan.months, self.plan.months))
        for month, since in self._bonus_months():
            months[month, since:month] = 1.0
        return months

    def _bonus_months(self) -> Iterator[tuple[int, int]]:
        """Each bonus month, and the one before it or the first of the plan."""
        since = 0
        for month, named in enumerate(self.plan.calendar):
            if named.in_year == self.plan.policies.bonus_month:
                yield month, since
                since = month

    def follows(self, of: Subjects, kind: str = "", field: str = "") -> tuple[tuple[str, ...], ...]:
        """The indices of each subject's price: the one its record names, else the plan's cost index, and its currency."""
        keys = of.refs.get(kind, ()) if kind else ("",) * len(of)
        return self.plan.once(("follows", kind, field, keys, of.currencies), lambda: self._followed(of, kind, field, keys))

    def _followed(self, of: Subjects, kind: str, field: str, keys: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        own = (getattr(self.plan.record(kind, key), field) if kind else "" for key in keys)
        named = (index or self.plan.cost_index for index in own)
        return tuple(tuple(filter(None, pair)) for pair in zip(named, self._foreign(of), strict=True))

    def follows_nothing(self, of: Subjects) -> tuple[tuple[str, ...], ...]:
        """The same of sums that are fixed: their currency alone."""
        return tuple(tuple(filter(None, [currency])) for currency in self._foreign(of))

    def _foreign(self, of: Subjects) -> list[str]:
        return ["" if currency == self.plan.currency else currency for currency in of.currencies]


@of_the_same
def _places(place: Mapping[str, int], names: tuple[str, ...]) -> np.ndarray:
    return np.array([place[name] for name in names], dtype=int)


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


@dataclass(frozen=True)
class Booked:
    """A posting in the book, with its category and the indices it is priced by."""

    category: Category
    posting: Posting
    escalators: Escalators

    @cached_property
    def amount(self) -> np.ndarray:
        """Quantity × price × index in plan currency, [month, subject, draw]; made when it is first asked for."""
        return self.posting.amount(self.escalators)

    @property
    def draws(self) -> int:
        """How many draws its amounts have; 1 where all are the same."""
        return self.total.shape[1]

    def sums(self, of: Sequence[Hashable]) -> dict[Hashable, np.ndarray]:
        """What its amounts come to by kind of subject, [month, draw], without those of single subjects. of: the kind of each."""
        return self.posting.sums(self.escalators, of)

    @cached_property
    def total(self) -> np.ndarray:
        """What its amounts come to together, [month, draw]; of length 1 in draw where all are the same."""
        nothing = np.zeros((len(self.escalators.values), 1))
        return self.posting.sums(self.escalators).get(None, nothing) if len(self.posting.subjects) else nothing

    @cached_property
    def books_anything(self) -> bool:
        """Whether it comes to anything in any month of any draw."""
        return bool(self.total.any())
