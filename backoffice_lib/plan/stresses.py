"""Stresses: assumptions that are moved together, such as a dearer rupee and higher wages, each set with a name of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np
from pydantic import BeforeValidator

from backoffice_lib.basics.errors import InputProblems, Problem, Wrong, refuse
from backoffice_lib.basics.record import Name, Record, Text, measures
from backoffice_lib.basics.uncertain import as_number, likely
from backoffice_lib.basics.units import Measure
from backoffice_lib.plan.numbers import Place, number_at, places, record_at
from backoffice_lib.plan.unsure import as_likely

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan

WAYS = ("times", "plus", "value")
_MEND = "write one of {times: 1.2}, {plus: 0.08} and {value: 0.3}"
_FAR = 1e15


class Change(Record):
    """How one number is moved in a stress: times so much, plus so much, or to a value; one of the three.

    number: its path, such as `fx.INR.rate`; `teams.*.salary_per_year` moves that of every team.
    """

    KIND: ClassVar[str] = "change"

    number: Text
    times: Annotated[float, Measure("times what it is", high=1_000)] | None = None
    plus: Annotated[float, Measure("unit of the number", low=-_FAR, high=_FAR)] | None = None
    value: Annotated[float, Measure("unit of the number", low=-_FAR, high=_FAR)] | None = None
    source: Text = ""

    def __init__(self, **values: Any):
        super().__init__(**values)
        if sum(getattr(self, way) is not None for way in WAYS) != 1:
            raise refuse(f"change {self.number}", "does not say one way in which the number is moved", _MEND)

    @property
    def key(self) -> str:
        return self.number

    def to(self, now: float) -> float:
        """The number, moved."""
        if self.value is not None:
            return self.value
        return now * self.times if self.times is not None else now + self.plus

    def __str__(self) -> str:
        if self.value is not None:
            return f"{self.value:.10g} instead"
        return f"{self.times:.10g} times as much" if self.times is not None else f"{self.plus:+.10g}".replace("-", "−")


def _some(changes: Any) -> Any:
    if isinstance(changes, (list, tuple)) and not changes:
        raise Wrong("are none", "name at least one number, and how it is moved")
    return changes


class Stress(Record):
    """A named set of assumptions that are moved together, to see what becomes of a decision if all of it comes to pass.

    story: what would have happened. changes: the numbers that are moved, and how.
    """

    KIND: ClassVar[str] = "stress"

    stress: Name
    story: Text = ""
    changes: Annotated[tuple[Change, ...], BeforeValidator(_some)]


@dataclass(frozen=True)
class Moved:
    """A number that a stress moves: where it stands, its value then, and the change that says so."""

    change: Change
    place: Place
    value: float


def moved(plan: Plan, stress: Stress) -> Iterator[Moved]:
    """Every number that a stress moves, from its likely value. Raises InputProblems where one does not exist or may not be so."""
    problems, first = [], {}
    for change in stress.changes:
        try:
            found = places(plan, change.number)
        except InputProblems as refused:
            problems += (change.problem("", f"{change.number}: {one.what}", one.mend, one.nearest) for one in refused.problems)
            continue
        if twice := next((first[place] for place in found if place in first), None):
            at = f"first by {twice.number}" + (f" at {twice.line_of()}" if twice.line_of() else "")
            problems.append(change.problem("", f"{change.number} is moved twice in one stress", f"{at}; keep one"))
            continue
        first |= dict.fromkeys(found, change)
        for place in found:
            measure, value = measures(type(record_at(plan, place)))[place.field], change.to(likely(number_at(plan, place)))
            try:
                measure.check(_whole(value) if measure.whole else value)
            except Wrong as wrong:
                problems.append(change.problem("", f"{change.number}, so moved, {wrong.what}", wrong.mend))
                break
            yield Moved(change, place, value)
    if problems:
        raise InputProblems(problems)


def _whole(value: float) -> float:
    """A whole number, where rounding alone stands between."""
    return round(value) if abs(value - round(value)) < 1e-9 else value


def problems_in_stresses(plan: Plan) -> Iterator[Problem]:
    """Stresses that move what is not there, to where it may not be, or twice."""
    for stress in plan.stresses:
        try:
            list(moved(plan, stress))
        except InputProblems as refused:
            yield from refused.problems


def moves_whole_numbers(plan: Plan, stress: Stress) -> bool:
    """Whether a stress moves a number that is the same in every draw, such as one of months or seats."""
    return any(measures(type(record_at(plan, one.place)))[one.place.field].whole for one in moved(plan, stress))


def stressed(plan: Plan, stresses: Sequence[Stress | None]) -> Plan:
    """The plan as it would be, draw by draw under one stress after the other or, for None, under none; all other numbers are as likely.

    Whole numbers are the same in every draw, so a stress that moves one stands alone. Raises InputProblems where the plan cannot be so.
    """
    values: dict[Place, np.ndarray] = {}
    for draw, stress in enumerate(stresses):
        for one in moved(plan, stress) if stress else ():
            values.setdefault(one.place, np.full(len(stresses), float(likely(number_at(plan, one.place)))))[draw] = one.value
    changes: dict[str, dict[int, dict[str, Any]]] = {}
    for place, drawn in values.items():
        whole = measures(type(record_at(plan, place)))[place.field].whole
        number = int(round(drawn[0])) if whole else as_number(drawn[:1] if (drawn == drawn[0]).all() else drawn)
        changes.setdefault(place.group, {}).setdefault(place.at, {})[place.field] = number
    parts = dict(changes.pop("", {}).get(0, {}))
    sure = as_likely(plan)
    for group, of in changes.items():
        parts[group] = tuple(one.with_(**of[at]) if at in of else one for at, one in enumerate(getattr(sure, group)))
    return sure.with_(**parts)
