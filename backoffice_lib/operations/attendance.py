"""Who works from home and on which days, who comes in, how many seats that takes, and which kits are bought."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backoffice_lib.basics.by_month import month_by_month
from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.sums import summed, times
from backoffice_lib.basics.uncertain import draws, likely
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.drivers import Drivers
from backoffice_lib.drivers.declared import WEEKDAYS
from backoffice_lib.operations.workload import hours_of_teams
from backoffice_lib.plan import Plan

@dataclass(frozen=True)
class Attendance:
    """People at home and in the office, [month, subject, draw].

    By team: remote_heads, who work from home; office_heads, the others, who come in on some days or all; remote_days_each and
    hybrid_days_each, the working days of one of both at home; kits, and kits bought and retired. seats_needed: by site, on the fullest weekday.
    """

    remote_heads: np.ndarray
    office_heads: np.ndarray
    remote_days_each: np.ndarray
    hybrid_days_each: np.ndarray
    kits: np.ndarray
    kits_bought: np.ndarray
    kits_retired: np.ndarray
    seats_needed: np.ndarray

    @cached_property
    def remote_days(self) -> np.ndarray:
        """The working days at home of those who work from home."""
        return self.remote_heads * self.remote_days_each

    @cached_property
    def hybrid_days(self) -> np.ndarray:
        """The working days at home of those who come in on other days."""
        return times(self.office_heads, self.hybrid_days_each)


@dataclass(frozen=True)
class Week:
    """What does not follow from the month before.

    team_at: which team sits at which site, [site, team]. weekdays: how many Mondays … Fridays a month has, [month, 5].
    at_work_share: of these, what is not leave, sickness or holiday, [month or 1, team, draw].
    """

    team_at: np.ndarray
    weekdays: np.ndarray
    at_work_share: np.ndarray

    @classmethod
    def of(cls, drivers: Drivers) -> Week:
        """The weeks of a plan."""
        plan = drivers.plan
        sites = plan.names("site")
        at = np.array([[team.site == site for team in plan.teams] for site in sites], dtype=float)
        firsts = np.array([f"{plan.start + ahead}-01" for ahead in range(plan.months + 1)], dtype="datetime64[D]")
        one_day = (np.eye(7, dtype=bool)[day] for day in range(len(WEEKDAYS)))
        counts = [np.busday_count(firsts[:-1], firsts[1:], weekmask=mask) for mask in one_day]
        paid, absent = (hours_of_teams(drivers, f"{what}_hours_per_year") for what in ("paid", "absent"))
        there = np.divide(np.maximum(paid - absent, 0.0), paid, out=np.zeros(np.broadcast(paid, absent).shape), where=paid > 0)
        return cls(at.reshape(len(sites), len(plan.teams)), np.stack(counts, axis=1), there)


def of(drivers: Drivers, at_work: np.ndarray) -> Attendance:
    """The attendance of every month: who is at home follows from the share and the number that may be, seats from who comes in.

    at_work: heads, [month, team, draw].
    """
    week, remote_heads, in_office = Week.of(drivers), np.zeros((*at_work.shape[:2], 1)), at_work
    by_number = drivers["home_heads"].any()
    if drivers["remote_share"].any() or by_number:
        remote_heads = at_work * drivers["remote_share"]
        remote_heads = np.minimum(remote_heads + drivers["home_heads"], at_work) if by_number else remote_heads
        in_office = at_work - remote_heads
    days = week.weekdays[:, :, None, None]
    hybrid = sum(days[:, day] * (1 - drivers[f"attendance_{name}_share"]) for day, name in enumerate(WEEKDAYS))
    kits = _kits(drivers, remote_heads)
    return Attendance(
        remote_heads=remote_heads,
        office_heads=in_office,
        remote_days_each=days.sum(axis=1) * week.at_work_share,
        hybrid_days_each=hybrid * week.at_work_share,
        kits=kits.held,
        kits_bought=kits.bought,
        kits_retired=kits.retired,
        seats_needed=_seats_needed(in_office, drivers, week.team_at),
    )


@dataclass(frozen=True)
class Kits:
    """Kits to work from home that people hold, and those bought and retired, [month, team, draw]."""

    held: np.ndarray
    bought: np.ndarray
    retired: np.ndarray


def _kits(drivers: Drivers, wanted: np.ndarray) -> Kits:
    """Kits month by month: at their age they go, and are bought anew as far as people still need them. wanted: [month, team, draw]."""
    first, kept_for = drivers["opening_heads"] * drivers["equipped_share"], drivers["equipment_refresh_months"]
    rows = np.flatnonzero(wanted.any(axis=(0, 2)) | first.any(axis=(0, 2)))
    if not len(rows):
        return Kits(*[np.zeros((*wanted.shape[:2], 1))] * 3)
    of_teams = {"wanted": wanted[:, rows], "kept_for": kept_for[:, rows], "first": first[:1, rows]}
    width = max(values.shape[2] for values in of_teams.values())
    kits = Kits(*(np.zeros((*wanted.shape[:2], width)) for _ in range(3)))
    if not of_teams["kept_for"].any():
        _never_retired(kits, of_teams["first"][0], of_teams["wanted"], rows)
        return kits
    by_month = np.zeros((len(wanted), len(rows), width))  # of those held, by the month in which they were bought
    by_month[0] = of_teams["first"][0]
    for month, now in enumerate(month_by_month(len(wanted), of_teams)):
        held, age = by_month[: month + 1], month - np.arange(month + 1)[:, None, None]
        old = (now["kept_for"] > 0) & (age >= now["kept_for"])
        if old.any():
            due = held * old
            held -= due
            kits.retired[month, rows] = due.sum(axis=0)
        bought = np.maximum(now["wanted"] - held.sum(axis=0), 0.0)
        held[month] += bought
        kits.bought[month, rows], kits.held[month, rows] = bought, held.sum(axis=0)
    return kits


def _never_retired(kits: Kits, first: np.ndarray, wanted: np.ndarray, rows: np.ndarray) -> None:
    """Kits of some teams that none ever gives back, so that there are as many as were ever needed."""
    held = first
    for month, now in enumerate(wanted):
        held, before = np.maximum(held, now), held
        kits.held[month, rows], kits.bought[month, rows] = held, held - before


def problems_in(plan: Plan, attendance: Attendance, scenario: str) -> Iterator[Problem]:
    """Sites at which more people come in than their building may hold, each with the first such month."""
    for row, site in enumerate(plan.sites):
        if site.most_heads is None:
            continue
        over = (attendance.seats_needed[:, row] > draws(site.most_heads) + TOLERANCE).any(axis=1)
        if over.any():
            month = int(over.argmax())
            people = f"{float(attendance.seats_needed[month, row].max()):g} come in on the fullest day of {plan.start + month}"
            what = f"{site.site} may hold {likely(site.most_heads):g} people, and {people} in {scenario}"
            yield site.problem("most_heads", what, "seat some of them elsewhere, or at home")


def _seats_needed(in_office: np.ndarray, drivers: Drivers, team_at: np.ndarray) -> np.ndarray:
    """Whole seats on the fullest weekday of each site, [month, site, draw]; where seats are shared, fewer than people."""
    a_head = [drivers["seats_per_head"] * drivers[f"attendance_{day}_share"] for day in WEEKDAYS]
    unlike = {share.tobytes(): share for share in a_head}.values()
    return np.ceil(np.maximum.reduce([summed(team_at, in_office, share) for share in unlike]) - TOLERANCE) + 0.0
