"""The drivers of one simulation: read-only arrays [month, subject, draw], and who bent them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, TypeVar

import numpy as np

from backoffice_lib.basics.by_month import month_by_month
from backoffice_lib.basics.memory import Looking, bytes_in
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Record
from backoffice_lib.drivers.declared import DRIVERS
from backoffice_lib.drivers.streams import uniforms
from backoffice_lib.plan import Plan

Rule = Literal["replaces", "lowers", "compounds"]
"""What a bend makes of an earlier one of the same months: its own value, the lower of both, or both together."""
PLAN, BESIDES = "plan", "besides"
"""The names under which what was looked at of the plan, and of anything else, is noted beside drivers."""
T = TypeVar("T")


@dataclass(frozen=True)
class Bend:
    """What a lever did to a driver: for whom, in which months, counted from the first of the plan, `until` not among them, by which rule.

    lever: its place in the scenario, from 1. by: its name, and where it was written.
    """

    lever: int
    by: str
    driver: str
    subjects: tuple[str, ...]
    since: int
    until: int
    rule: Rule


@dataclass(frozen=True)
class Drivers:
    """All drivers of a plan, by name; length 1 in month or draw where nothing varies.

    noted: for a driver and a subject, what of the plan changed it already. bends: what each lever did, in order. by: the lever now
    bending, at: its place in the scenario. numbers: of the
    draws it holds, where 0 is the plan people argue about; seed: of their luck.
    """

    plan: Plan
    values: Mapping[str, np.ndarray]
    noted: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    bends: tuple[Bend, ...] = ()
    by: str = ""
    at: int = 0
    numbers: range = range(1)
    seed: int = 0

    def luck(self, path: str, kind: str, month: int) -> np.ndarray:
        """Numbers between 0 and 1 for every subject of a kind in a month, [subject, draw]; of draw 0 nobody makes use."""
        named = str(self.plan.start + month)
        return np.array([uniforms(self.seed, path, subject, named, self.numbers) for subject in self.plan.names(kind)])

    @cached_property
    def bent(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """For a driver and a subject, what changed it, in order: tables of the plan, and levers."""
        notes = dict(self.noted)
        for bend in self.bends:
            for subject in bend.subjects:
                notes[bend.driver, subject] = (*notes.get((bend.driver, subject), ()), bend.by)
        return notes

    def __getitem__(self, name: str) -> np.ndarray:
        return self.values[name]

    def on_behalf_of(self, lever: str, at: int = 0) -> Drivers:
        """The same drivers, noting that whatever is bent next is the doing of this lever, the scenario's first for 1."""
        return replace(self, by=lever, at=at)

    def quantities(self, **known: np.ndarray) -> Iterator[dict[str, np.ndarray]]:
        """The quantity drivers of each month in turn, and whatever else is known of it, each [subject, draw]."""
        values = {name: self[name] for name, driver in DRIVERS.items() if driver.stage == "quantity"}
        return month_by_month(self.plan.months, values | known)

    def as_many_as(self, other: Drivers) -> bool:
        """Whether people, work and space are asked for as by others: all but prices is the same, and pay, by which those who move are counted."""
        counted = (name for name, driver in DRIVERS.items() if driver.stage == "quantity" or name == "salary_per_year")
        return all(self[name] is other[name] or np.array_equal(self[name], other[name]) for name in counted)

    def remembered(self, question: Hashable, made: Callable[[Drivers], T], plan: Plan | None = None, besides: tuple[Any, ...] = (), keep: Callable[[T], bool] = lambda value: True) -> T:
        """What follows from some of the drivers, and from some parts of the plan, made once where these very ones are the same; of more draws than one, each time.

        made: is given drivers that note what is looked at; what levers did to them is not told. plan: another in place of theirs.
        besides: what else it follows from. keep: whether what was made is worth it.
        """
        plan = plan or self.plan
        if self.numbers != range(1):
            return made(self)
        if same := plan.memory.known(question, lambda looked_at: looked_at[BESIDES] == besides and self._have_still(looked_at, plan)):
            return same.made
        looking = replace(self, plan=plan.window(), values=Looking(self.values), bends=())
        value = made(looking)
        if not keep(value):
            return value
        looked_at = {**looking.values.looked_at, PLAN: looking.plan.looked_at, BESIDES: besides}
        return plan.memory.keep(question, looked_at, value, bytes_in(value, looking.values))

    def _have_still(self, looked_at: Mapping[str, Any], plan: Plan) -> bool:
        """Whether these drivers, and the parts of a plan, are the very ones that were looked at."""
        for name, part in looked_at.items():
            if name == PLAN:
                if not plan.has_still(part):
                    return False
            elif name != BESIDES and self.values[name] is not part:
                return False
        return True

    def row(self, driver: str, subject: str) -> int:
        """Where a subject lies on the driver's middle axis."""
        return self.plan.places(DRIVERS[driver].kind)[subject]

    def since(self, month: Month) -> int:
        """How many months after the start of the plan a month lies, from 0 to the number of months."""
        return min(max(month - self.plan.start, 0), self.plan.months)

    def changed(self, driver: str, subjects: Iterable[str], values: np.ndarray, months: tuple[int, int] = (0, 0), rule: Rule = "replaces") -> Drivers:
        """The drivers with one of them replaced, noting the subjects for whom the lever changed it, in which months, by which rule."""
        values.setflags(write=False)
        done = Bend(self.at, self.by, driver, tuple(subjects), *months, rule)
        return replace(self, values=self.values | {driver: values}, bends=(*self.bends, done))

    def starts_from(self, driver: str, subject: str) -> tuple[Record, str]:
        """The record a driver belongs to, and the field of it that it starts from; no field where it has none."""
        record = self.plan.record(DRIVERS[driver].kind, subject)
        renamed = {
            "opening_heads": "heads",
            "target_heads": "heads",
            "equipped_share": "remote_share",
            "loss_by_tenure_share_per_year": "cohort_loss_share_per_year",
            "leavers_by_tenure_per_year": "leavers_per_average_head_per_year",
            "transition_share": "share_per_year" if getattr(record, "share_per_year", None) is not None else "share_per_month",
            "rent": getattr(record, "rent_form", ""),
            "term_left_months": "end",
            "rent_free_share": "free_months",
            **dict.fromkeys(("placed_share", "released_share"), "placed_share" if getattr(record, "placed_share", 0) else ""),
        }
        field = renamed.get(driver, driver)
        return record, field if field in type(record).model_fields else ""
