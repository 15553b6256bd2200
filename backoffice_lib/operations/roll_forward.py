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
    def same_in_all_draws(self) -> bool:
        """Whether nothing unsure touches people, work or space, so that other draws have the same."""
        return _same_in_all_draws(self) and _same_in_all_draws(self.staffing.turnover)


def roll_forward(drivers: Drivers, escalators: Escalators, over: Operations | None = None) -> Operations:
    """The operations of every month: required heads, then staffing, work, attendance and space, each from those before it.

    over: those of other draws of the same drivers, which are done with: what no draw touches is theirs, and the rest is written over.
    """
    if over and over.same_in_all_draws:
        return over
    required = over.demand if over and _same_in_all_draws(over.demand) else drivers.remembered("demand", demand)
    people = staffing.rolled(drivers, escalators, required, over and over.staffing)
    done = work.rolled(drivers, people, required)
    present = attendance.of(drivers, people.at_work, over and over.attendance)
    held = rooms(drivers, present.seats_needed)
    return Operations(required, people, done, present, held, Contracts.of(drivers, required), Abroad.of(drivers, people.at_work))


def _same_in_all_draws(part: Any) -> bool:
    return all(array.shape[2] == 1 for array in _arrays_in(part) if array.ndim == 3)


def _arrays_in(part: Any) -> Iterator[np.ndarray]:
    """All arrays of operations, and of what they hold."""
    if isinstance(part, np.ndarray):
        yield part
    elif is_dataclass(part):
        for one in fields(part):
            yield from _arrays_in(getattr(part, one.name))
