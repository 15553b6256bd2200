"""What is known of leases, month by month: their terms, and what levers and notices that were told by then make of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.costs.rent import UNITS
from backoffice_lib.drivers import Drivers, Lever, unfold
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers import ExtendLease
from backoffice_lib.operations.premises import Premises
from backoffice_lib.operations.space import Space, given_notice
from backoffice_lib.plan import Plan

GIVEN_UP = {"broken_share": "break_notice_months", "surrendered_share": "surrender_notice_months"}


@dataclass(frozen=True)
class Outlook:
    """The leases as they are seen from a month of the plan, draw 0: what was until then, and what is to come as far as it is known.

    since: that month of the plan. renewed: the leases whose contracts are changed in it; whatever else is told then is a right that stood in
    them. All other are [month, lease], from the first month of the plan until no lease is left, money before its index: held, the share of
    the month and of the space; left, how many months it runs unless it is broken; kept, 0 once it is; rent; penalties, for breaking it or
    giving up its floors; restoration.
    """

    since: int
    renewed: frozenset[str]
    held: np.ndarray
    left: np.ndarray
    kept: np.ndarray
    rent: np.ndarray
    penalties: np.ndarray
    restoration: np.ndarray


@dataclass(frozen=True)
class _Ahead:
    """The plan with as many months as its leases run, its levers, and the months from which on each break is known."""

    ledger: Ledger
    plan: Plan
    premises: Premises
    unbent: Drivers
    bent: Drivers
    told: Mapping[str, np.ndarray]

    @classmethod
    def of(cls, ledger: Ledger) -> _Ahead:
        left = ledger.drivers["term_left_months"].max(axis=(1, 2), initial=0.0)
        months = max(ledger.plan.months, math.ceil((left + np.arange(len(left))).max(initial=0.0))) + 1
        # past the longest horizon a plan may have, so that the gate is not asked again
        plan = ledger.plan.model_copy(update={"months": months})
        unbent = unfold(plan)
        bent = _bent(unbent, ledger.levers)
        told = {driver: _told(bent, driver, notice) for driver, notice in GIVEN_UP.items()}
        return cls(ledger, plan, replace(Premises.of(plan), sheds=()), unbent, bent, told)

    def turns(self) -> list[int]:
        """The months of the plan in which something is told of leases; its first is one."""
        space, last = self.ledger.operations.space, self.ledger.plan.months
        levers = [max(_told_in(lever, self.plan) - self.plan.start, 0) for lever in self.ledger.levers]
        shed = [np.isfinite(goes[:, :, 0]).argmax(axis=0).tolist() for goes in (space.shed_on, space.part_shed_on)]
        broken = [month for told in self.told.values() for month in told[np.isfinite(told)].astype(int).tolist()]
        return sorted({month for month in (0, *levers, *broken, *shed[0], *shed[1]) if month < last})

    def seen_from(self, month: int) -> Space:
        """The space of the months from one of the plan on, as it is known in that month."""
        space, later = self.ledger.operations.space, np.arange(month, self.plan.months)
        drivers = self.known(month)
        now = {name: _over(drivers[name], self.plan.months)[month:, :, None] for name in ("term_left_months", "sublet_share", *GIVEN_UP)}
        shed = (space.shed_on[month : month + 1, :, :1], space.part_shed_on[month : month + 1, :, :1])
        return given_notice(_at(space, month - 1) if month else None, now, shed, self.premises, later)

    def known(self, month: int) -> dict[str, np.ndarray]:
        """The drivers of leases as they are known in a month of the plan, draw 0."""
        levers = [lever for lever in self.ledger.levers if _told_in(lever, self.plan) <= self.plan.start + month]
        drivers = dict(_bent(self.unbent, levers).values)
        for name, told in self.told.items():
            drivers[name] = np.where(told <= month, self.bent[name][:, :, 0], 0.0)[:, :, None]
        return drivers

    def renewed(self, month: int) -> frozenset[str]:
        """The leases whose rent or term is agreed anew in a month of the plan, or of which a floor is given notice then."""
        space, lease_of = self.ledger.operations.space, self.premises.part_lease
        told = [one for one in self.ledger.levers if _told_in(one, self.plan) == self.plan.start + month and not isinstance(one, ExtendLease)]
        plain, bent = self.unbent.bent, _bent(self.unbent, told).bent
        agreed = {key[1] for key in bent if key[0] in ("rent", "rent_free_share", "term_left_months") and bent[key] != plain.get(key)}
        floors = {floor.lease for floor, on in zip(self.plan.floors, self.told["surrendered_share"], strict=True) if on == month}
        goes = np.isfinite(space.part_shed_on[:, :, 0])
        new = goes[month] & ~goes[month - 1] if month else goes[month]
        return frozenset(agreed | floors | {self.plan.leases[lease_of[part]].lease for part in np.flatnonzero(new)})


def outlooks(ledger: Ledger) -> Iterator[Outlook]:
    """What is known of the leases of a ledger in its first month, and in each in which something else is told of them."""
    ahead, before = _Ahead.of(ledger), None
    for month in ahead.turns():
        before = _outlook(ahead, month, before)
        yield before


def _outlook(ahead: _Ahead, month: int, before: Outlook | None) -> Outlook:
    rooms, drivers, plan = ahead.seen_from(month), ahead.known(month), ahead.plan
    space = {name: getattr(rooms, name)[:, :, 0] for name in _OF_SPACE}
    price = {name: _over(drivers[name], plan.months)[month:] for name in _PRICES}
    sizes = np.array([likely(lease.size) / UNITS[lease.rent_form][1] for lease in plan.leases])
    leases = np.array([lease.lease for lease in plan.leases])
    of_floors = np.array([leases == floor.lease for floor in plan.floors], dtype=float).reshape(len(plan.floors), len(leases))
    found = {
        "held": space["held"],
        "left": space["left_months"],
        "kept": space["kept"],
        "rent": space["held"] * sizes * (1 - price["rent_free_share"]) * price["rent"],
        "penalties": space["broken"] * price["break_penalty"] + (space["surrendered"] * price["surrender_penalty"]) @ of_floors,
        "restoration": space["given_back"] * price["restoration_cost"],
    }
    past = {name: getattr(before, name)[:month] if before else values[:0] for name, values in found.items()}
    known = {name: np.concatenate([past[name], values]) for name, values in found.items()}
    return Outlook(month, ahead.renewed(month), **known)


_OF_SPACE = ("held", "left_months", "kept", "broken", "surrendered", "given_back")
_PRICES = ("rent", "rent_free_share", "break_penalty", "surrender_penalty", "restoration_cost")


def _bent(drivers: Drivers, levers: Sequence[Lever]) -> Drivers:
    for lever in levers:
        drivers = lever.bend(drivers)
    return drivers


def _told_in(lever: Lever, plan: Plan) -> Month:
    """The month from which on it is known what a lever does to the rent and the term of leases."""
    return lever.told(plan) if isinstance(lever, ExtendLease) else lever.first_month(plan)


def _told(drivers: Drivers, driver: str, notice: str) -> np.ndarray:
    """The month of the plan in which notice is given, just in time, of what is given up; without end where nothing is."""
    records = drivers.plan.leases if driver == "broken_share" else drivers.plan.floors
    gone = _over(drivers[driver], drivers.plan.months) >= 1 - TOLERANCE
    notices = np.array([getattr(record, notice) for record in records], dtype=float)
    return np.where(gone.any(axis=0), np.maximum(gone.argmax(axis=0) - notices, 0.0), np.inf)


def _over(values: np.ndarray, months: int) -> np.ndarray:
    """Draw 0 of a driver over all months, [month, subject]."""
    return np.broadcast_to(values[:, :, 0], (months, values.shape[1]))


def _at(space: Space, month: int) -> Space:
    """Draw 0 of the space of one month."""
    return Space(**{name: values[month : month + 1, :, :1] for name, values in vars(space).items()})
