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
from backoffice_lib.operations.over_months import Spare
from backoffice_lib.operations.workload import hours_of_teams
from backoffice_lib.plan import Plan


@dataclass(frozen=True)
class Attendance:
    """People at home and in the office, [month, subject, draw].

    By team: remote_heads, who work from home; office_heads, the others, who come in on some days or all; remote_days_each and
    hybrid_days_each, the working days of one of both at home; kits on the day before the plan, and kits bought and retired. seats_needed: by
    site, on the fullest weekday.
    """

    remote_heads: np.ndarray
    office_heads: np.ndarray
    remote_days_each: np.ndarray
    hybrid_days_each: np.ndarray
    kits_at_first: np.ndarray
    kits_bought: np.ndarray
    kits_retired: np.ndarray
    seats_needed: np.ndarray

    @cached_property
    def kits(self) -> np.ndarray:
        """Kits that people hold."""
        return self.kits_at_first + (self.kits_bought - self.kits_retired).cumsum(axis=0)

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


def of(drivers: Drivers, at_work: np.ndarray, spare: Spare | None = None) -> Attendance:
    """The attendance of every month: who is at home follows from the share and the number that may be, seats from who comes in.

    at_work: heads, [month, team, draw]. spare: that of other draws, which is written over.
    """
    week, spare = Week.of(drivers), spare or Spare()
    remote_heads, in_office = _at_home(drivers, at_work, spare)
    days = week.weekdays[:, :, None, None]
    hybrid = sum(days[:, day] * (1 - drivers[f"attendance_{name}_share"]) for day, name in enumerate(WEEKDAYS))
    at_first = drivers["opening_heads"][0] * drivers["equipped_share"][0]
    bought, retired = _kits(drivers, at_first, remote_heads, spare)
    return Attendance(
        remote_heads=remote_heads,
        office_heads=in_office,
        remote_days_each=days.sum(axis=1) * week.at_work_share,
        hybrid_days_each=hybrid * week.at_work_share,
        kits_at_first=at_first[None],
        kits_bought=bought,
        kits_retired=retired,
        seats_needed=_seats_needed(in_office, drivers, week.team_at),
    )


def _at_home(drivers: Drivers, at_work: np.ndarray, spare: Spare) -> tuple[np.ndarray, np.ndarray]:
    """Who works from home and who comes in, [month, team, draw] each."""
    share, by_number = drivers["remote_share"], drivers["home_heads"].any()
    if not (share.any() or by_number):
        return np.zeros((*at_work.shape[:2], 1)), at_work
    shape = np.broadcast_shapes(at_work.shape, share.shape)
    remote_heads = np.multiply(at_work, share, out=spare.room("remote_heads", shape))
    if by_number:
        remote_heads = np.minimum(remote_heads + drivers["home_heads"], at_work)
    in_office = np.broadcast_shapes(at_work.shape, remote_heads.shape)
    return remote_heads, np.subtract(at_work, remote_heads, out=spare.room("office_heads", in_office))


def _kits(drivers: Drivers, first: np.ndarray, wanted: np.ndarray, spare: Spare) -> tuple[np.ndarray, np.ndarray]:
    """Kits to work from home that are bought, as far as people need them, and retired at their age, [month, team, draw] each.

    first: kits of the day before the plan, [team, draw]. wanted: [month, team, draw].
    """
    refreshed, nothing = drivers["equipment_refresh_months"], np.zeros((*wanted.shape[:2], 1))
    if not (wanted.any() or first.any()):
        return nothing, nothing
    width = max(wanted.shape[2], first.shape[1], refreshed.shape[2])
    bought = spare.room("kits_bought", (*wanted.shape[:2], width))
    if not refreshed.any():
        # none ever goes, so that there are as many as were ever needed
        held = first
        for month, now in enumerate(wanted):
            held, before = np.maximum(held, now), held
            np.subtract(held, before, out=bought[month])
        return bought, nothing
    rows = np.flatnonzero(wanted.any(axis=(0, 2)) | first.any(axis=1))
    bought[:], retired = 0.0, np.zeros_like(bought)
    by_month = np.zeros((len(wanted), len(rows), width))  # of those held, by the month in which they were bought
    by_month[0] = first[rows]
    for month, now in enumerate(month_by_month(len(wanted), {"wanted": wanted[:, rows], "kept_for": refreshed[:, rows]})):
        held, age = by_month[: month + 1], month - np.arange(month + 1)[:, None, None]
        old = (now["kept_for"] > 0) & (age >= now["kept_for"])
        if old.any():
            due = held * old
            held -= due
            retired[month, rows] = due.sum(axis=0)
        more = np.maximum(now["wanted"] - held.sum(axis=0), 0.0)
        held[month] += more
        bought[month, rows] = more
    return bought, retired


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
