"""What becomes of the work: how much is done, how much waits and for how long, who helps out. By working day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.uncertain import draws, stacked
from backoffice_lib.operations.backlog import POLICIES, age_days, day_by_day
from backoffice_lib.operations.demand import Demand
from backoffice_lib.operations.staffing import Staffing
from backoffice_lib.operations.workload import hours_needed
from backoffice_lib.plan import Plan

WAYS = ("overtime", "temporary_staff")


@dataclass(frozen=True)
class WorkDone:
    """Work of one month, [subject, draw]; over all months [month, subject, draw].

    By work: units_in, units_done, late_units (done after their target; of a live queue, those for whom too few are there), backlog (at the end of the month), age_days (of
    its newest unit), required_fte (what the policy takes), own_fte (what our people give it), helped_fte (what overtime
    and temporary staff give it). By team: overtime_hours, temporary_fte.
    """

    units_in: np.ndarray
    units_done: np.ndarray
    late_units: np.ndarray
    backlog: np.ndarray
    age_days: np.ndarray
    required_fte: np.ndarray
    own_fte: np.ndarray
    helped_fte: np.ndarray
    overtime_hours: np.ndarray
    temporary_fte: np.ndarray


@dataclass(frozen=True)
class Desk:
    """What does not change from month to month: whose work it is, and who helps out.

    does: [work, team], 1 where the team's function is the work's. short, vacant: for each way of helping out, 1 for the work, and
    for the teams without work in the plan, that are covered so, [work, 1] and [team, 1]. live: work that cannot wait.
    target_days: [work, draw]. most_overtime_share: of usual hours.
    """

    plan: Plan
    does: np.ndarray
    short: Mapping[str, np.ndarray]
    vacant: Mapping[str, np.ndarray]
    live: np.ndarray
    target_days: np.ndarray
    most_overtime_share: np.ndarray

    @classmethod
    def of(cls, plan: Plan) -> Desk:
        """The desk of a plan."""
        does = _column([[team.function == work.function for team in plan.teams] for work in plan.work], len(plan.teams))
        alone = does.sum(axis=0)[:, None] == 0
        return cls(
            plan,
            does,
            {way: _column([[work.shortfall == way] for work in plan.work]) for way in WAYS},
            {way: _column([[team.vacancy_cover == way] for team in plan.teams]) * alone for way in WAYS},
            _column([[work.queue == "live"] for work in plan.work]) > 0,
            stacked([work.target_days for work in plan.work]),
            draws(plan.policies.most_overtime_share),
        )

    def part(self, hours: np.ndarray) -> np.ndarray:
        """Each team's part of the hours of all who do the same work, [team, draw]; equal parts where nobody is there."""
        alike = (self.does.T @ self.does > 0).astype(float)
        one = np.ones_like(hours)
        return np.where(alike @ hours > 0, _over(hours, alike @ hours), _over(one, alike @ one))


def step(
    before: np.ndarray | None, staff: Staffing, now: Mapping[str, np.ndarray], month: int, required: Demand, desk: Desk
) -> WorkDone:
    """One month of work, with the people at work in it. before: the backlog of the month before, of each work."""
    load = required.workload
    days, minutes, a_day = int(load.days[month]), of_month(load.minutes, month), of_month(load.hours_per_day, month)
    backlog = _backlog(before, required.own_share, month, desk)
    units = load.units[month] * of_month(required.own_share, month)
    inflow = units / days

    fte = staff.productive * now["fte_share"]
    hours = fte * a_day
    wanted = _hours_wanted(desk, backlog, inflow, minutes)
    own = _allotted(desk, wanted, hours * (1 + now["overtime_share"]))
    short = np.maximum(wanted - own, 0.0)
    by_team = {way: _asked_of_teams(desk, way, short, hours, staff.vacant * now["fte_share"] * a_day) for way in WAYS}
    overtime = np.minimum(by_team["overtime"], hours * desk.most_overtime_share)
    done_by_overtime = _over(desk.does @ overtime, desk.does @ by_team["overtime"])
    helped = short * (desk.short["overtime"] * done_by_overtime + desk.short["temporary_staff"])

    answered = np.where(desk.live, np.minimum(_over(own + helped, wanted, 1.0), 1.0), 1.0)
    capacity = np.where(desk.live, inflow, _over((own + helped) * 60, minutes))
    walk = day_by_day(np.where(desk.live, 0.0, backlog), inflow, capacity, days)
    started = np.concatenate([backlog[None] * np.ones_like(walk.backlog[:1]), walk.backlog[:-1]])
    late = np.where(age_days(started, capacity) > desk.target_days, walk.done, 0.0).sum(axis=0)
    # people who do none of the work, such as those who lead, are no measure of an FTE of it
    able = (a_day > 0).astype(float)
    an_fte = _over(desk.does @ hours, desk.does @ (fte * able), _over(desk.does @ a_day, desk.does @ able))
    return WorkDone(
        units_in=units,
        units_done=walk.done.sum(axis=0) * answered,
        late_units=np.where(desk.live, units * (1 - answered), late),
        backlog=walk.backlog[-1],
        age_days=age_days(walk.backlog[-1], capacity),
        required_fte=_over(wanted, an_fte),
        own_fte=_over(own, an_fte),
        helped_fte=_over(helped, an_fte),
        overtime_hours=overtime * days,
        temporary_fte=_over(by_team["temporary_staff"], a_day),
    )


def of_month(values: np.ndarray, month: int) -> np.ndarray:
    """One month of an array that may hold a single one for all."""
    return values[min(month, len(values) - 1)]


def _backlog(before: np.ndarray | None, own_share: np.ndarray, month: int, desk: Desk) -> np.ndarray:
    """The units that wait for our people on the first day of a month; work that goes to a vendor takes along its part of them."""
    if before is None:
        return stacked([work.opening_backlog_units for work in desk.plan.work]) * of_month(own_share, 0)
    was, is_now = of_month(own_share, month - 1), of_month(own_share, month)
    return before * np.minimum(_over(is_now, was, 1.0), 1.0)


def _hours_wanted(desk: Desk, backlog: np.ndarray, inflow: np.ndarray, minutes: np.ndarray) -> np.ndarray:
    """Productive hours a day that the policy of each work takes, [work, draw]."""
    units = [
        POLICIES[work.policy](backlog[row], inflow[row], desk.target_days[row]) if work.queue == "backlog" else inflow[row]
        for row, work in enumerate(desk.plan.work)
    ]
    width = max((len(row) for row in units), default=1)
    per_day = np.array([np.broadcast_to(row, width) for row in units], dtype=float).reshape(len(units), width)
    return hours_needed(desk.plan, per_day, minutes)


def _allotted(desk: Desk, wanted: np.ndarray, hours: np.ndarray) -> np.ndarray:
    """The hours a day our people give each work of their function: what it takes, in the same proportion for all."""
    alike = (desk.does @ desk.does.T > 0).astype(float)
    there, total, one = desk.does @ hours, alike @ wanted, np.ones_like(wanted)
    return there * np.where(total > 0, _over(wanted, total), _over(one, alike @ one))


def _asked_of_teams(desk: Desk, way: str, short: np.ndarray, hours: np.ndarray, vacant: np.ndarray) -> np.ndarray:
    """Hours a day that each team is to find in one way, for work that falls short and for its vacant posts, [team, draw]."""
    return desk.does.T @ (short * desk.short[way]) * desk.part(hours) + vacant * desk.vacant[way]


def _column(rows: list[list[bool]], width: int = 1) -> np.ndarray:
    return np.array(rows, dtype=float).reshape(len(rows), width)


def _over(total: np.ndarray, by: np.ndarray, where_nothing: np.ndarray | float = 0.0) -> np.ndarray:
    """A quotient, with something else where there is nothing to divide by."""
    total, by, rest = np.broadcast_arrays(np.asarray(total, dtype=float), by, where_nothing)
    return np.divide(total, by, out=np.array(rest, dtype=float), where=by > 0)
