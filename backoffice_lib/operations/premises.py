"""What does not change about space: how leases fall into floors, how many seats each has where, and how one gets out of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.sums import product
from backoffice_lib.basics.uncertain import stacked
from backoffice_lib.drivers.terms import begun_share, months_until
from backoffice_lib.plan import Floor, Lease, Plan


@dataclass(frozen=True)
class WayOut:
    """A lease, or one part of it, that may be given notice when it is empty: which parts of leases then go."""

    lease: int
    part: int | None
    parts: np.ndarray
    right: Lease | Floor
    last: Month

    def on(self, month: Month) -> Month | None:
        """The month on whose first day it goes when notice is given in a month; nothing where that is not possible."""
        if isinstance(self.right, Lease):
            return self.right.way_out(month + self.right.break_notice_months)
        out = max(month + self.right.surrender_notice_months, self.right.surrender_from)
        return out if out <= self.last else None


@dataclass(frozen=True)
class Premises:
    """Leases in parts: a lease with floors has one for each of them, any other is one part.

    first: the month of the plan in which each lease begins, not_yet: the share of it before that day, [lease, 1]. part_lease: the row of the
    lease of each part, those of a lease together. floor_parts [floor, part]: 1 where they belong together. part_share [part, draw]: of the space of its lease, by area, or by seats where no area is given. seats_at: [site, part].
    left_before: how many months each lease still ran a month before the plan, [lease, 1]. sheds: what may be given notice when it is empty.
    """

    start: Month
    first: np.ndarray
    not_yet: np.ndarray
    part_lease: np.ndarray
    floor_parts: np.ndarray
    part_share: np.ndarray
    seats_at: np.ndarray
    left_before: np.ndarray
    sheds: tuple[WayOut, ...]

    @classmethod
    def of(cls, plan: Plan) -> Premises:
        """The premises of a plan."""
        return plan.remembered(cls, cls._of)

    @classmethod
    def _of(cls, plan: Plan) -> Premises:
        parts = [(row, lease, floor) for row, lease in enumerate(plan.leases) for floor in _floors_of(plan, lease)]
        part_lease = np.array([row for row, _, _ in parts], dtype=int)
        seats = [[(floor or lease).seats * (lease.site == site) for _, lease, floor in parts] for site in plan.names("site")]
        return cls(
            start=plan.start,
            first=np.array([lease.start.month - plan.start for lease in plan.leases]).reshape(-1, 1),
            not_yet=np.array([1 - begun_share(lease.start, lease.start.month) for lease in plan.leases]).reshape(-1, 1),
            part_lease=part_lease,
            floor_parts=_matrix([[floor is one for _, _, one in parts] for floor in plan.floors], len(parts)),
            part_share=_shares(plan, part_lease, [floor for _, _, floor in parts]),
            seats_at=_matrix(seats, len(parts)),
            left_before=np.array([months_until(lease.end, plan.start - 1) for lease in plan.leases]).reshape(-1, 1),
            sheds=tuple(_sheds(plan, parts)) if plan.policies.shed == "when_empty" else (),
        )

    def begun(self, month: np.ndarray) -> np.ndarray:
        """The share of months of the plan that lies after the first day of each lease. month: [month, 1, 1]; [month, lease, 1]."""
        return np.where(self.first == month, 1 - self.not_yet, self.first < month)

    def starting(self, month: np.ndarray) -> np.ndarray:
        """Which leases start in months of the plan, likewise."""
        return (self.first == month).astype(float)

    def of_lease(self, of_parts: np.ndarray) -> np.ndarray:
        """What of the space of each lease is in its parts, [..., lease, draw]."""
        each = self.part_share * of_parts
        firsts = np.flatnonzero(np.diff(self.part_lease, prepend=-1))
        return np.add.reduceat(each, firsts, axis=-2) if len(firsts) else each

    def of_floor(self, of_parts: np.ndarray) -> np.ndarray:
        """The parts that are floors, by floor, [..., floor, draw]."""
        return product(self.floor_parts, of_parts)

    def of_parts(self, of_floors: np.ndarray) -> np.ndarray:
        """Floors as parts of leases, [..., part, draw]; 0 for those that are no floor."""
        return product(self.floor_parts.T, of_floors)

    def ways_out(self, month: int) -> Iterator[tuple[WayOut, int]]:
        """What may be given notice in a month of the plan, with the month of the plan on whose first day it then goes."""
        for way in self.sheds:
            if out := way.on(self.start + month):
                yield way, out - self.start


def _matrix(rows: list[list[float]], width: int) -> np.ndarray:
    return np.array(rows, dtype=float).reshape(len(rows), width)


def _floors_of(plan: Plan, lease: Lease) -> list[Floor | None]:
    """The floors of a lease; nothing, once, where it has none of its own."""
    return [floor for floor in plan.floors if floor.lease == lease.lease] or [None]


def _shares(plan: Plan, part_lease: np.ndarray, floors: list[Floor | None]) -> np.ndarray:
    """What of its lease each part is: all of it, or a floor by its area, or by its seats where no area is given."""
    by_area = stacked([floor.area_m2 if floor else 1.0 for floor in floors])
    by_seats = np.array([[float(floor.seats) if floor else 1.0] for floor in floors]).reshape(len(floors), 1)
    shares = np.zeros((len(floors), by_area.shape[1]))
    for row in range(len(plan.leases)):
        own = part_lease == row
        size = by_area[own] if (by_area[own].sum(axis=0) > 0).all() else by_seats[own]
        total = size.sum(axis=0)
        shares[own] = np.where(total > 0, size / np.where(total > 0, total, 1.0), 1 / max(own.sum(), 1))
    return shares


def _sheds(plan: Plan, parts: list[tuple[int, Lease, Floor | None]]) -> Iterator[WayOut]:
    """Leases with a break right, then floors that may be given up alone; of each kind the last written first."""
    for row, lease in reversed(list(enumerate(plan.leases))):
        if lease.break_from is not None:
            yield WayOut(row, None, np.array([at for at, part in enumerate(parts) if part[0] == row]), lease, lease.end.month)
    for at, (row, lease, floor) in reversed(list(enumerate(parts))):
        if floor and floor.surrender_from is not None:
            yield WayOut(row, at, np.array([at]), floor, lease.end.month)
