"""How much work comes in, month by month, and how many hours of it a person does in a day."""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import TopologicalSorter

import numpy as np

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.uncertain import draws
from backoffice_lib.drivers import Drivers
from backoffice_lib.drivers.at_home import factor
from backoffice_lib.operations.backlog import minutes_with_rework, productive_hours
from backoffice_lib.operations.queues import agents_needed
from backoffice_lib.plan import Plan
from backoffice_lib.plan.work import PER_HEAD, STANDARD, WORKING_DAYS_PER_YEAR

HALF_HOUR = 30.0


@dataclass(frozen=True)
class Workload:
    """The work of a plan, before anything is placed with a vendor.

    days: working days, Monday to Friday, of each month. units: that come in [month, work, draw]; steady_units: the same
    without the season. minutes: of a unit, rework included [month or 1, work, draw]. hours_per_day: what one FTE
    works productively on a working day [month or 1, team, draw].
    """

    days: np.ndarray
    units: np.ndarray
    steady_units: np.ndarray
    minutes: np.ndarray
    hours_per_day: np.ndarray


def workload(drivers: Drivers, heads: np.ndarray) -> Workload:
    """The work that comes in. heads: of all teams together, who cause some of it, [month, 1, draw]."""
    plan = drivers.plan
    grown = drivers["units_per_month"] * _growth(drivers["units_growth_share_per_year"], plan.months)
    in_year = np.array([month.in_year for month in plan.calendar]) - 1
    seasons = np.array([_season(plan, work.season)[in_year] for work in plan.work]).reshape(len(plan.work), plan.months).T[:, :, None]
    minutes = minutes_with_rework(*(drivers[part] for part in ("minutes_per_unit", "error_share", "rework_minutes_per_unit")))
    return Workload(
        days=working_days(plan.start, plan.months),
        units=_chained(plan, grown * seasons, heads),
        steady_units=_chained(plan, grown, heads),
        minutes=minutes,
        hours_per_day=_hours_per_day(drivers),
    )


def working_days(start: Month, months: int) -> np.ndarray:
    """The days from Monday to Friday of each month."""
    firsts = np.array([f"{start + ahead}-01" for ahead in range(months + 1)], dtype="datetime64[D]")
    return np.busday_count(firsts[:-1], firsts[1:])


def hours_of(units: np.ndarray, minutes: np.ndarray) -> np.ndarray:
    """The hours that so many units take, of so many minutes each."""
    return units * minutes / 60


def hours_needed(plan: Plan, units_per_day: np.ndarray, minutes: np.ndarray) -> np.ndarray:
    """Productive hours a working day that so many units take, each [..., work, draw]; in a live queue, people waiting included."""
    needed = hours_of(units_per_day, minutes)
    for row, work in enumerate(plan.work):
        if work.queue == "live":
            hours, patience, share = map(draws, (work.open_hours_per_day, work.answer_within_seconds, work.service_level_share))
            contacts = units_per_day[..., row, :] / hours * HALF_HOUR / 60
            live = agents_needed(contacts, HALF_HOUR, minutes[..., row, :], patience, share).agents * hours
            if live.shape[-1] > needed.shape[-1]:
                needed = np.repeat(needed, live.shape[-1], axis=-1)
            needed[..., row, :] = live
    return needed


def _growth(share_per_year: np.ndarray, months: int) -> np.ndarray:
    """How far volumes have grown, [month, work, draw]: 1 in the first month, then by a twelfth root each month."""
    monthly = np.broadcast_to((1 + share_per_year) ** (1 / 12), (months, *share_per_year.shape[1:]))
    return np.concatenate([np.ones_like(monthly[:1]), monthly[1:]]).cumprod(axis=0)


def _chained(plan: Plan, units: np.ndarray, heads: np.ndarray) -> np.ndarray:
    """Units that heads or other work cause, times how many of those there are, [month, work, draw]."""
    rows = {work.work: at for at, work in enumerate(plan.work)}
    width = max(units.shape[2], heads.shape[2] if any(work.per == PER_HEAD for work in plan.work) else 1)
    units = np.broadcast_to(units, (*units.shape[:2], width)).copy()
    for name in TopologicalSorter({work.work: {work.per} & set(rows) for work in plan.work}).static_order():
        cause = plan.work[rows[name]].per
        if cause:
            units[:, rows[name]] *= heads[:, 0] if cause == PER_HEAD else units[:, rows[cause]]
    return units


def _season(plan: Plan, name: str) -> np.ndarray:
    """By how much the months from January to December differ from the average one."""
    return np.array(plan.record("season", name).months, dtype=float) if name else np.ones(12)


def hours_of_teams(drivers: Drivers, what: str) -> np.ndarray:
    """A figure of the working time of each team, [month or 1, team, draw]; where it names none, of the standard one."""
    values = drivers[what]
    standard = np.full((values.shape[0], 1, values.shape[2]), getattr(STANDARD, what))
    rows = drivers.plan.once("working times of teams", lambda: _working_times(drivers.plan))
    return np.concatenate([values, standard], axis=1)[:, rows]


def _working_times(plan: Plan) -> np.ndarray:
    """The row of each team's working time; one after all where it names none."""
    names = plan.names("working_time")
    return np.array([names.index(team.working_time) if team.working_time else len(names) for team in plan.teams], dtype=int)


def _hours_per_day(drivers: Drivers) -> np.ndarray:
    """Productive hours of one FTE on a working day, [month or 1, team, draw]."""
    parts = ("paid_hours_per_year", "absent_hours_per_year", "shrinkage_share")
    paid, absent, shrinkage = (hours_of_teams(drivers, part) for part in parts)
    return productive_hours(paid, absent, unmeasured_share=shrinkage) / WORKING_DAYS_PER_YEAR * drivers["output_share"] * factor(drivers, "output")
