"""Rolls people, work and space forward, month after month; no money enters here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import Any

import numpy as np

from backoffice_lib.drivers import Drivers, Escalators
from backoffice_lib.operations import attendance, space, staffing, work
from backoffice_lib.operations.abroad import Abroad
from backoffice_lib.operations.contracts import Contracts
from backoffice_lib.operations.demand import Demand, demand
from backoffice_lib.operations.over_months import Spare
from backoffice_lib.operations.space import rooms


@dataclass(frozen=True)
class Operations:
    """What follows from the drivers, every array [month, subject, draw]."""

    demand: Demand
    staffing: staffing.Staffing
    work: work.WorkDone
    attendance: attendance.Attendance
    space: space.Space
    contracts: Contracts
    abroad: Abroad

    @cached_property
    def by_draw(self) -> tuple[np.ndarray, ...]:
        """The arrays that differ by draw."""
        return tuple(_by_draw(self))

    @cached_property
    def same_in_all_draws(self) -> bool:
        """Whether nothing unsure touches people, work or space, so that other draws have the same."""
        return not self.by_draw and next(_by_draw(self.staffing.turnover), None) is None


@dataclass(frozen=True)
class LeftOver:
    """What draws that are done with leave to others of the same drivers: the demand that no draw touches, and arrays to be written over."""

    demand: Demand | None = None
    staffing: Spare | None = None
    attendance: Spare | None = None

    @classmethod
    def of(cls, done: Operations) -> LeftOver:
        """What the operations of such draws leave; all else of them may go."""
        same = done.demand if next(_by_draw(done.demand), None) is None else None
        return cls(same, Spare(done.staffing), Spare(done.attendance, but=done.staffing.at_work))


NOTHING_LEFT = LeftOver()


def roll_forward(drivers: Drivers, escalators: Escalators, left: LeftOver = NOTHING_LEFT) -> Operations:
    """The operations of every month: required heads, then staffing, work, attendance and space, each from those before it.

    left: by other draws of the same drivers.
    """
    required = left.demand or drivers.remembered("demand", demand)
    people = staffing.rolled(drivers, escalators, required, left.staffing)
    done = work.rolled(drivers, people, required)
    present = attendance.of(drivers, people.at_work, left.attendance)
    held = rooms(drivers, present.seats_needed)
    return Operations(required, people, done, present, held, Contracts.of(drivers, required), Abroad.of(drivers, people.at_work))


def _by_draw(part: Any) -> Iterator[np.ndarray]:
    """The arrays of operations, and of what they hold, that differ by draw."""
    if isinstance(part, np.ndarray):
        if part.ndim == 3 and part.shape[2] > 1:
            yield part
    elif is_dataclass(part):
        for one in fields(part):
            yield from _by_draw(getattr(part, one.name))
