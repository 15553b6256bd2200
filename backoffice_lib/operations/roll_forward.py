"""Rolls people, work and space forward, month after month; no money enters here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

import numpy as np

from backoffice_lib.drivers import Drivers, Escalators
from backoffice_lib.operations import space, staffing, work
from backoffice_lib.operations.demand import Demand, demand
from backoffice_lib.operations.posts import Setting

Month = TypeVar("Month")


@dataclass(frozen=True)
class Operations:
    """What follows from the drivers, every array [month, subject, draw]."""

    demand: Demand
    staffing: staffing.Staffing
    work: work.WorkDone
    space: space.Space


def roll_forward(drivers: Drivers, escalators: Escalators) -> Operations:
    """The operations of every month: required heads, then staffing, then work, then space, each from the month before."""
    plan = drivers.plan
    required = demand(drivers)
    setting, desk, premises = Setting.of(plan), work.Desk.of(plan), space.Premises.of(plan)
    ahead = setting.looking_ahead(required, drivers, escalators)
    people, done, rooms, carried = [], [], [], None
    for month in range(plan.months):
        now = drivers.quantities(month) | {name: work.of_month(known, month) for name, known in ahead.items()}
        now["month"] = np.array(month)
        if drivers.draws and plan.policies.leavers == "binomial":
            now["luck"] = drivers.luck("leavers", "team", month)
        carried = carried or staffing.Carried.at_start(now, setting)
        staff, carried = staffing.step(carried, now, setting)
        people.append(staff)
        done.append(work.step(done[-1].backlog if done else None, staff, now, month, required, desk))
        rooms.append(space.step(rooms[-1] if rooms else None, now, staff.at_work, premises, month))
    return Operations(required, _over_months(people), _over_months(done), _over_months(rooms))


def _over_months(months: Sequence[Month]) -> Month:
    """The states of single months as one state whose arrays run over the months."""
    kind = type(months[0])
    return kind(**{part.name: _stacked([getattr(month, part.name) for month in months]) for part in fields(kind)})


def _stacked(arrays: Sequence[np.ndarray]) -> np.ndarray:
    """Arrays [subject, draw] of each month as one [month, subject, draw]."""
    width = max(array.shape[1] for array in arrays)
    return np.stack([np.broadcast_to(array, (array.shape[0], width)) for array in arrays])
