"""Which leases are held, which seats are needed and held, and who works from home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.drivers.declared import WEEKDAYS
from backoffice_lib.plan import Plan


@dataclass(frozen=True)
class Space:
    """Seats and leases in one month, [subject, draw]; over all months [month, subject, draw].

    remote_heads, kits, kits_bought: by team; a kit is bought when more people than ever work from home.
    held, broken, given_back: leases held in the month, broken on its first day, given back on its first day.
    sublet: leased space passed on. seats_needed, seats_held: by site, on the fullest weekday.
    """

    remote_heads: np.ndarray
    kits: np.ndarray
    kits_bought: np.ndarray
    held: np.ndarray
    broken: np.ndarray
    given_back: np.ndarray
    sublet: np.ndarray
    seats_needed: np.ndarray
    seats_held: np.ndarray


@dataclass(frozen=True)
class Premises:
    """What does not change: which team sits where, and which lease holds how many seats where."""

    start: Month
    team_at: np.ndarray
    seats_at: np.ndarray
    lease_start: np.ndarray
    lease_end: np.ndarray

    @classmethod
    def of(cls, plan: Plan) -> Premises:
        """The premises of a plan."""
        sites = plan.names("site")
        team_at = np.array([[team.site == site for team in plan.teams] for site in sites], dtype=float)
        seats_at = np.array([[lease.seats * (lease.site == site) for lease in plan.leases] for site in sites], dtype=float)
        return cls(
            plan.start,
            team_at.reshape(len(sites), len(plan.teams)),
            seats_at.reshape(len(sites), len(plan.leases)),
            np.array([lease.start - plan.start for lease in plan.leases], dtype=int),
            np.array([lease.end - plan.start for lease in plan.leases], dtype=int),
        )

    def in_term(self, month: int) -> np.ndarray:
        """Which leases run in a month of the plan, [lease, 1]."""
        return ((self.lease_start <= month) & (month <= self.lease_end)).astype(float)[:, None]

    def starting(self, month: int) -> np.ndarray:
        """Which leases start in a month of the plan, [lease, 1]; one broken on that very day was held before all the same."""
        return (self.lease_start == month).astype(float)[:, None]


def step(before: Space | None, now: Mapping[str, np.ndarray], at_work: np.ndarray, premises: Premises, month: int) -> Space:
    """One month of space: what is held follows from terms and breaks, what is needed from who comes in."""
    remote_heads = at_work * now["remote_share"]
    kits_before = before.kits if before else now["opening_heads"] * now["equipped_share"]
    kits = np.maximum(kits_before, remote_heads)
    running = premises.in_term(month)
    held = running * (1 - now["broken_share"])
    held_before = (before.held if before else premises.in_term(month - 1)) + premises.starting(month)
    broken = np.minimum(running * now["broken_share"], held_before)
    sublet = held * now["sublet_share"]
    in_office = at_work * (1 - now["remote_share"])
    by_day = [premises.team_at @ (in_office * now[f"attendance_{day}_share"]) for day in WEEKDAYS]
    return Space(
        remote_heads=remote_heads,
        kits=kits,
        kits_bought=kits - kits_before,
        held=held,
        broken=broken,
        given_back=np.maximum(held_before - held, 0.0),
        sublet=sublet,
        seats_needed=np.ceil(np.maximum.reduce(by_day) - TOLERANCE) + 0.0,
        seats_held=premises.seats_at @ (held - sublet),
    )
