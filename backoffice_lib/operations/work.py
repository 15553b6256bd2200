"""What becomes of the work: how much is done, how much waits and for how long, who helps out. By working day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from backoffice_lib.basics.by_month import month_by_month
from backoffice_lib.basics.sums import product, summed
from backoffice_lib.basics.uncertain import draws, stacked
from backoffice_lib.drivers import Drivers
from backoffice_lib.operations.backlog import POLICIES, age_days, day_by_day
from backoffice_lib.operations.demand import Demand
from backoffice_lib.operations.over_months import OverMonths
from backoffice_lib.operations.staffing import Staffing
from backoffice_lib.operations.workload import hours_needed, hours_of
from backoffice_lib.plan import Plan

WAYS = ("overtime", "temporary_staff")


@dataclass(frozen=True)
class WorkDone:
    """Work of every month, [month, subject, draw].

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

    does: [work, team], 1 where the team's function is the work's; alike: [work, work], 1 where both are of one function. short, vacant: for each
    way of helping out, 1 for the work, and for the teams without work in the plan, that are covered so, [work, 1] and [team, 1].
    live: work that cannot wait. by_policy: the rows of the other work, by its policy.
    target_days: [work, draw]. most_overtime_share: of usual hours.
    """

    plan: Plan
    does: np.ndarray
    alike: np.ndarray
    short: Mapping[str, np.ndarray]
    vacant: Mapping[str, np.ndarray]
    live: np.ndarray
    by_policy: Mapping[str, list[int]]
    target_days: np.ndarray
    most_overtime_share: np.ndarray

    @classmethod
    def of(cls, plan: Plan) -> Desk:
        """The desk of a plan."""
        does = _column([[team.function == work.function for team in plan.teams] for work in plan.work], len(plan.teams))
        alone = does.sum(axis=0)[:, None] == 0
        waits = [(row, work.policy) for row, work in enumerate(plan.work) if work.queue == "backlog"]
        return cls(
            plan,
            does,
            (does @ does.T > 0).astype(float),
            {way: _column([[work.shortfall == way] for work in plan.work]) for way in WAYS},
            {way: _column([[team.vacancy_cover == way] for team in plan.teams]) * alone for way in WAYS},
            _column([[work.queue == "live"] for work in plan.work]) > 0,
            {policy: [row for row, own in waits if own == policy] for policy in dict.fromkeys(policy for _, policy in waits)},
            stacked([work.target_days for work in plan.work]),
            draws(plan.policies.most_overtime_share),
        )

    @cached_property
    def one_work(self) -> np.ndarray:
        """1 for one work of each team's function, [team, work]: a product with it gives each team what holds for all work of its function."""
        return (self.does * (self.does.cumsum(axis=0) == 1)).T

    def parts(self, wanted: np.ndarray) -> np.ndarray:
        """The part of each work in the hours of its function: what it takes, in the same proportion for all; equal parts where none takes any."""
        return _over(wanted, product(self.alike, wanted), 1 / self.alike.sum(axis=1, keepdims=True))


@dataclass(frozen=True)
class Day:
    """A day's work in one month, [work, draw]: the hours it takes, those of our people and of overtime and temporary staff, and what is short
    of them; the units done, late and left. They run over the months once all are known."""

    wanted: np.ndarray
    own: np.ndarray
    helped: np.ndarray
    short: np.ndarray
    units_done: np.ndarray
    late_units: np.ndarray
    backlog: np.ndarray
    age_days: np.ndarray


def rolled(drivers: Drivers, staff: Staffing, required: Demand) -> WorkDone:
    """What becomes of the work, month after month, with the people at work in it."""
    load, desk = required.workload, Desk.of(drivers.plan)
    units = load.units * required.own_share
    fte_a_head = drivers["fte_share"] * staff.full_work_share
    hours_a_head = fte_a_head * load.hours_per_day
    there = summed(desk.does, staff.at_work, hours_a_head)
    own_hours = summed(desk.does, staff.at_work, hours_a_head * (1 + drivers["overtime_share"]))
    days = _days(desk, required, units / load.days[:, None, None], own_hours, there * desk.most_overtime_share)
    # people who do none of the work, such as those who lead, are no measure of an FTE of it
    able = (load.hours_per_day > 0).astype(float)
    an_fte = _over(there, summed(desk.does, staff.at_work, fte_a_head * able), _over(product(desk.does, load.hours_per_day), product(desk.does, able)))
    of_teams = OfTeams(desk, staff, hours_a_head, drivers["fte_share"] * load.hours_per_day, there)
    return WorkDone(
        units_in=units,
        units_done=days.units_done,
        late_units=days.late_units,
        backlog=days.backlog,
        age_days=days.age_days,
        required_fte=_over(days.wanted, an_fte),
        own_fte=_over(days.own, an_fte),
        helped_fte=_over(days.helped, an_fte),
        overtime_hours=of_teams.overtime(days.short) * load.days[:, None, None],
        temporary_fte=_over(of_teams.asked("temporary_staff", days.short), load.hours_per_day),
    )


def _days(desk: Desk, required: Demand, inflow: np.ndarray, own_hours: np.ndarray, overtime_hours: np.ndarray) -> Day:
    """A day's work of each month, each with the backlog of the month before.

    inflow: units a day. own_hours, overtime_hours: that the people of each work's function may give in a day. All [month, work, draw].
    """
    plan, load = desk.plan, required.workload
    if not plan.work:
        return Day(*[inflow] * len(fields(Day)))
    given = {
        "inflow": inflow,
        "minutes": load.minutes,
        "own_hours": own_hours,
        "overtime_hours": overtime_hours,
        "live_hours": hours_needed(plan, inflow, load.minutes) if desk.live.any() else inflow,
        "stays": _stays(required.own_share),
    }
    kept = OverMonths(plan.months)
    backlog = stacked([work.opening_backlog_units for work in plan.work]) * required.own_share[0]
    for month, now in enumerate(month_by_month(plan.months, given)):
        day = step(backlog * now["stays"], now, int(load.days[month]), desk)
        kept.put(month, day)
        backlog = day.backlog
    return kept.all(Day)


def step(backlog: np.ndarray, now: Mapping[str, np.ndarray], days: int, desk: Desk) -> Day:
    """The work of one month, of so many working days, that begins with a backlog."""
    inflow, in_overtime = now["inflow"], desk.short["overtime"]
    wanted = _hours_wanted(desk, backlog, now)
    own = now["own_hours"] * desk.parts(wanted)
    short = np.maximum(wanted - own, 0.0)
    asked = product(desk.alike, short * in_overtime)
    overtime = in_overtime * _over(np.minimum(asked, now["overtime_hours"]), asked)
    helped = short * (overtime + desk.short["temporary_staff"])

    answered = np.where(desk.live, np.minimum(_over(own + helped, wanted, 1.0), 1.0), 1.0)
    capacity = np.where(desk.live, inflow, _over((own + helped) * 60, now["minutes"]))
    walk = day_by_day(np.where(desk.live, 0.0, backlog), inflow, capacity, days)
    late = np.multiply(walk.done, walk.opening > desk.target_days * capacity).sum(axis=0)
    return Day(
        wanted=wanted,
        own=own,
        helped=helped,
        short=short,
        units_done=walk.done.sum(axis=0) * answered,
        late_units=np.where(desk.live, inflow * days * (1 - answered), late),
        backlog=walk.backlog[-1],
        age_days=age_days(walk.backlog[-1], capacity),
    )


@dataclass(frozen=True)
class OfTeams:
    """What is asked of each team to help out, in hours a day [month, team, draw].

    hours_a_head: that someone at work gives; a_post: that someone at a vacant post would. there: by work, the hours of all who do it.
    """

    desk: Desk
    staff: Staffing
    hours_a_head: np.ndarray
    a_post: np.ndarray
    there: np.ndarray

    @cached_property
    def hours(self) -> np.ndarray:
        """Those that all who are at work give."""
        return self.staff.at_work * self.hours_a_head

    def overtime(self, short: np.ndarray) -> np.ndarray:
        """The overtime that is worked: what is asked, and no more than the most that is allowed."""
        asked = self.asked("overtime", short)
        return np.minimum(asked, self.hours * self.desk.most_overtime_share) if asked.any() else asked

    def asked(self, way: str, short: np.ndarray) -> np.ndarray:
        """For work that falls short, each team's part by the hours it has, or equal parts where nobody is there; and for its vacant posts."""
        desk, found = self.desk, np.zeros((len(self.staff.at_work), len(self.desk.vacant[way]), 1))
        if desk.short[way].any():
            asked = product(desk.alike, short * desk.short[way])
            found = self.hours * product(desk.one_work, _over(asked, self.there))
            if not (self.there > 0).all():
                found = found + product(desk.one_work, np.where(self.there > 0, 0.0, asked) / np.maximum(desk.does.sum(axis=1, keepdims=True), 1.0))
        if desk.vacant[way].any():
            found = found + self.staff.vacant * self.a_post * desk.vacant[way]
        return found


def _stays(own_share: np.ndarray) -> np.ndarray:
    """What of the backlog of the month before is still ours: work that goes to a vendor takes along its part of it."""
    was = np.concatenate([own_share[:1], own_share[:-1]])
    return np.minimum(_over(own_share, was, 1.0), 1.0)


def _hours_wanted(desk: Desk, backlog: np.ndarray, now: Mapping[str, np.ndarray]) -> np.ndarray:
    """Productive hours a day that the policy of each work takes, [work, draw]."""
    units = now["inflow"] + np.zeros((1, max(backlog.shape[1], desk.target_days.shape[1])))
    for policy, rows in desk.by_policy.items():
        units[rows] = POLICIES[policy](backlog[rows], now["inflow"][rows], desk.target_days[rows])
    return np.where(desk.live, now["live_hours"], hours_of(units, now["minutes"]))


def _column(rows: list[list[bool]], width: int = 1) -> np.ndarray:
    return np.array(rows, dtype=float).reshape(len(rows), width)


def _over(total: np.ndarray, by: np.ndarray, where_nothing: np.ndarray | float = 0.0) -> np.ndarray:
    """A quotient, with something else where there is nothing to divide by."""
    there = by > 0
    if there.all():
        return total / by
    return np.where(there, total / np.where(there, by, 1.0), where_nothing)
