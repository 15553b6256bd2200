"""Which leases are held, which seats are needed and held, and who works from home."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    shed_on: the month of the plan on whose first day a lease goes that was found empty; without end where none was.
    sublet: leased space passed on. seats_needed, seats_held: by site, on the fullest weekday.
    """

    remote_heads: np.ndarray
    kits: np.ndarray
    kits_bought: np.ndarray
    held: np.ndarray
    broken: np.ndarray
    given_back: np.ndarray
    shed_on: np.ndarray
    sublet: np.ndarray
    seats_needed: np.ndarray
    seats_held: np.ndarray


@dataclass(frozen=True)
class Premises:
    """What does not change: which team sits where, and which lease holds how many seats where.

    lease_start, lease_end: first and last month, counted from the plan's. shed: rows of the leases that may be given notice when
    they are empty, the last written first, each with the first month in which it can go and its months of notice.
    """

    start: Month
    team_at: np.ndarray
    seats_at: np.ndarray
    lease_start: np.ndarray
    lease_end: np.ndarray
    shed: tuple[tuple[int, int, int], ...]

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
            tuple(_sheddable(plan))[::-1],
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
    seats_needed = _seats_needed(at_work - remote_heads, now, premises)
    running = premises.in_term(month)
    kept = running * (1 - now["broken_share"])
    shed_on = _shed_on(before, kept * (1 - now["sublet_share"]), seats_needed, premises, month)
    held = kept * (shed_on > month)
    held_before = (before.held if before else premises.in_term(month - 1)) + premises.starting(month)
    sublet = held * now["sublet_share"]
    return Space(
        remote_heads=remote_heads,
        kits=kits,
        kits_bought=kits - kits_before,
        held=held,
        broken=np.minimum(running - held, held_before),
        given_back=np.maximum(held_before - held, 0.0),
        shed_on=shed_on,
        sublet=sublet,
        seats_needed=seats_needed,
        seats_held=premises.seats_at @ (held - sublet),
    )


def _seats_needed(in_office: np.ndarray, now: Mapping[str, np.ndarray], premises: Premises) -> np.ndarray:
    """Whole seats on the fullest weekday of each site, [site, draw]."""
    by_day = [premises.team_at @ (in_office * now[f"attendance_{day}_share"]) for day in WEEKDAYS]
    return np.ceil(np.maximum.reduce(by_day) - TOLERANCE) + 0.0


def _sheddable(plan: Plan) -> Iterator[tuple[int, int, int]]:
    """The leases with a break right, where the plan gives back what is empty."""
    for row, lease in enumerate(plan.leases):
        if plan.policies.shed == "when_empty" and lease.break_from is not None:
            yield row, lease.break_from - plan.start, lease.break_notice_months


def _shed_on(
    before: Space | None, kept: np.ndarray, seats_needed: np.ndarray, premises: Premises, month: int
) -> np.ndarray:
    """When each lease goes, after those are given notice without which there are seats enough this month, [lease, draw].

    Nobody foresees what will be needed later.
    """
    width = max(kept.shape[1], seats_needed.shape[1])
    goes = np.array(np.broadcast_to(before.shed_on if before else np.full((len(kept), 1), np.inf), (len(kept), width)))
    for row, first, notice in premises.shed:
        site = premises.seats_at[:, row] > 0
        seats = premises.seats_at[site] @ (kept * np.isinf(goes)) - premises.seats_at[site, row][:, None] * kept[row]
        empty = (seats >= seats_needed[site] - TOLERANCE).all(axis=0) & np.isinf(goes[row]) & (kept[row] > 0) & site.any()
        goes[row] = np.where(empty, max(month + notice, first), goes[row])
    return goes
