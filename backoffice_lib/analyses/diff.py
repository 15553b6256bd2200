"""Diff: what differs between two scenarios, in their inputs and in the drivers that follow from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses._input_differences import InputDifference, of_extending, of_levers, of_plans
from backoffice_lib.analyses.conflicts import in_words, path_of
from backoffice_lib.basics.money import counted, sentence, spoken
from backoffice_lib.basics.record import measures
from backoffice_lib.drivers import DRIVERS, Drivers, pulled, unfold
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario

MOST_PIECES = 4
"""A driver that changes more often than this is told by its first and last month."""


@dataclass(frozen=True)
class DriverDifference:
    """A driver of a subject that is not the same in some months, one after the other.

    since, until: the first and the last of them. before, after: its value in the first, last_before and last_after in the last; they differ where it
    changes month by month. Of pay, before is 1 and after how many times as much it is. by: the levers that bent it, of either scenario; nothing where the plans differ.
    """

    driver: str
    subject: str
    unit: str
    since: str
    until: str
    before: float
    after: float
    last_before: float
    last_after: float
    by: tuple[str, ...]


@dataclass(frozen=True)
class Diff:
    """The answer to `diff`, in draw 0: what a scenario has otherwise than another, as inputs and as drivers."""

    plan: str
    old: str
    new: str
    inputs: tuple[InputDifference, ...]
    drivers: tuple[DriverDifference, ...]

    def __str__(self) -> str:
        names = f"{sentence(spoken(self.new))} and {spoken(self.old)}"
        if not self.inputs and not self.drivers:
            return f"{names} do not differ."
        driven = len({(one.driver, one.subject) for one in self.drivers})
        return f"{names} differ in {counted(len(self.inputs), 'input')} and, in what follows from them, in {counted(driven, 'driver')}."


def diff(plan: Plan, old: Scenario, new: Scenario) -> Diff:
    """What the second scenario has otherwise than the first: levers and their fields, records that these add to the plan, and drivers by month.

    Of a frozen scenario the plan is the one that was kept, so that what has become of the plan since is among the differences. Raises InputProblems.
    """
    for scenario in (old, new):
        scenario.extend(plan)  # tells what does not fit
    inputs = (*of_plans(old.on(plan), new.on(plan)), *of_levers(old, new), *of_extending(plan, old, new))
    return Diff(plan.name, old.name, new.name, inputs, tuple(_of_drivers(_Run.of(plan, old), _Run.of(plan, new))))


@dataclass(frozen=True)
class _Run:
    """The drivers of a scenario after none, one … and all of its levers."""

    scenario: Scenario
    steps: Sequence[Drivers]

    @classmethod
    def of(cls, plan: Plan, scenario: Scenario) -> _Run:
        return cls(scenario, pulled(unfold(scenario.extend(plan)), scenario.levers))

    @property
    def plan(self) -> Plan:
        return self.steps[0].plan

    def path(self, driver: str, subject: str, other: _Run) -> np.ndarray:
        """A driver of a subject in draw 0, [month]; one that only the other plan has is as it is there before any lever."""
        of = self.steps[-1] if subject in self.plan.names(DRIVERS[driver].kind) else other.steps[0]
        return path_of(of, driver, subject)

    def bent_by(self, driver: str, subject: str, since: int, until: int) -> Iterator[str]:
        """The levers that changed a driver of a subject in some months."""
        if subject not in self.plan.names(DRIVERS[driver].kind):
            return
        for at, lever in enumerate(self.scenario.levers):
            before, after = (path_of(self.steps[step], driver, subject)[since : until + 1] for step in (at, at + 1))
            if (before != after).any():
                yield in_words(lever)


def _of_drivers(old: _Run, new: _Run) -> Iterator[DriverDifference]:
    """Every driver of every subject that is not the same, in the order in which they are declared."""
    if (old.plan.start, old.plan.months) != (new.plan.start, new.plan.months):
        return
    for driver, declared in DRIVERS.items():
        for subject in dict.fromkeys((*old.plan.names(declared.kind), *new.plan.names(declared.kind))):
            before, after = old.path(driver, subject, new), new.path(driver, subject, old)
            for since, until in _pieces(before, after):
                yield _difference(old, new, (driver, subject), (since, until), (before, after))


def _pieces(before: np.ndarray, after: np.ndarray) -> Iterator[tuple[int, int]]:
    """The months in which two paths differ, cut where one of them changes, or where they meet if they change often."""
    apart = before != after
    for since, until in _runs(apart):
        one, other = before[since : until + 1], after[since : until + 1]
        steps = np.flatnonzero((one[1:] != one[:-1]) | (other[1:] != other[:-1])) + 1
        cuts = [0, *steps.tolist(), len(one)] if len(steps) < MOST_PIECES else [0, len(one)]
        yield from ((since + first, since + last - 1) for first, last in zip(cuts, cuts[1:], strict=False))


def _runs(apart: np.ndarray) -> Iterator[tuple[int, int]]:
    """The first and last month of each stretch of months in which something holds."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], apart, [False]]).astype(int)))
    yield from ((int(first), int(end) - 1) for first, end in zip(edges[::2], edges[1::2], strict=True))


def _difference(
    old: _Run, new: _Run, what: tuple[str, str], months: tuple[int, int], paths: tuple[np.ndarray, np.ndarray]
) -> DriverDifference:
    (driver, subject), (since, until) = what, months
    run = new if subject in new.plan.names(DRIVERS[driver].kind) else old
    record, field = run.steps[-1].starts_from(driver, subject)
    measure = measures(type(record)).get(field)
    (before, last_before), (after, last_after) = ((float(path[since]), float(path[until])) for path in paths)
    hidden = bool(measure and measure.confidential)
    if hidden:
        before, last_before, after, last_after = 1.0, 1.0, after / before, last_after / last_before
    calendar, by = new.plan.calendar, dict.fromkeys((*old.bent_by(*what, *months), *new.bent_by(*what, *months)))
    unit = "times as much" if hidden else DRIVERS[driver].unit
    return DriverDifference(driver, subject, unit, str(calendar[since]), str(calendar[until]), before, after, last_before, last_after, tuple(by))
