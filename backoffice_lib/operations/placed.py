"""What becomes of work that is placed with vendors: how many of their people it takes, and what of it is left to ours."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from backoffice_lib.basics.uncertain import stacked
from backoffice_lib.drivers import Drivers
from backoffice_lib.plan import Plan, Vendor


@dataclass(frozen=True)
class Placed:
    """Of work placed, for each full-time equivalent of ours, [month or 1, placement, draw].

    people: the vendor's people who are paid. done: what they get done. staffed: 1 where our people are wanted for the
    rest and for the rework, 0 where it waits. defect_share: of units done there, those that come back; rework_minutes: what
    a unit done there costs our people on that account, on average. share_at_first, done_at_first: of a team's original work, what
    lies with the vendor on the first day before any lever, and what the vendor gets done of it.
    """

    people: np.ndarray
    done: np.ndarray
    staffed: np.ndarray
    defect_share: np.ndarray
    rework_minutes: np.ndarray
    share_at_first: np.ndarray
    done_at_first: np.ndarray

    @classmethod
    def of(cls, drivers: Drivers) -> Placed:
        """What the drivers say of the work of each placement, and the vendors of their people."""
        plan, vendors = drivers.plan, vendors_of(drivers.plan)
        rows = [plan.names("vendor").index(vendor.vendor) for vendor in vendors]
        works = drivers["productivity_share"][:, rows] * learned_share(drivers)
        first = stacked([placed.placed_share for placed in plan.placements])[None]
        at_first = drivers["productivity_share"][:1, rows] * learned_share(replace(drivers, values=drivers.values | {"placed_share": first}))[:1]
        adds = _column(vendor.shortfall == "vendor_adds_people" for vendor in vendors)
        defects = stacked([vendor.defect_share for vendor in vendors])[None]
        return cls(
            people=1.0 / np.where(adds, works, np.maximum(works, 1.0)),
            done=np.where(adds, 1.0, np.minimum(works, 1.0)),
            staffed=_column(vendor.shortfall != "backlog" for vendor in vendors),
            defect_share=defects,
            rework_minutes=defects * stacked([vendor.defect_rework_minutes for vendor in vendors]),
            share_at_first=first,
            done_at_first=np.where(adds, 1.0, np.minimum(at_first, 1.0)),
        )

    def done_there(self, drivers: Drivers) -> np.ndarray:
        """Of a team's original work, what our people no longer do because the vendor gets it done, [month or 1, placement, draw]."""
        return drivers["released_share"] * self.done

    def back(self, drivers: Drivers, minutes: np.ndarray) -> np.ndarray:
        """Of a team's original work, what comes back of what was placed: not done, or to be done again, [month, placement, draw].

        minutes: that a unit takes, [month, placement, draw].
        """
        return _back(drivers["released_share"], self.done, self.rework_minutes / minutes)

    def back_at_first(self, minutes: np.ndarray) -> np.ndarray:
        """The same on the first day before any lever, as far as our people are wanted for it, [1, placement, draw]."""
        return _back(self.share_at_first, self.done_at_first, self.rework_minutes / minutes[:1]) * self.staffed


def _back(released: np.ndarray, done: np.ndarray, rework: np.ndarray) -> np.ndarray:
    return released - released * done * (1 - rework)


def vendors_of(plan: Plan) -> list[Vendor]:
    """The vendor of each placement."""
    contracts = {contract.contract: contract.vendor for contract in plan.contracts}
    return [plan.record("vendor", contracts[placed.contract]) for placed in plan.placements]


def learning_curve(months: int, ramp_months: int, start: np.ndarray, leaving: np.ndarray) -> np.ndarray:
    """The work of people who began together against that of old hands, month after month, [month, draw].

    It grows evenly from `start` in the first month to 1 after ramp_months: 0.5, 0.625, 0.75, 0.875, 1 over four. A share
    `leaving` of them is replaced every month by people who begin anew.
    """
    at = np.arange(months)[:, None]
    alone = start + (1 - start) * np.minimum(at / ramp_months, 1.0) if ramp_months else np.ones((months, 1))
    replaced = (leaving * (1 - leaving) ** at * alone).cumsum(axis=0)
    before = np.concatenate([np.zeros_like(replaced[:1]), replaced[:-1]])
    return (1 - leaving) ** at * alone + before


def learned_share(drivers: Drivers) -> np.ndarray:
    """What the vendor's people do against old hands, of all work placed so far, [month or 1, placement, draw].

    Work that is added is new to them; work that is taken back is taken from all alike.
    """
    plan, vendors = drivers.plan, vendors_of(drivers.plan)
    if all(not vendor.ramp_months for vendor in vendors):
        return np.ones((1, len(vendors), 1))
    contracts = {contract.contract: contract for contract in plan.contracts}
    found = []
    for row, (placed, vendor) in enumerate(zip(plan.placements, vendors, strict=True)):
        since = contracts[placed.contract].since or plan.start
        served = plan.start - since
        start, leaving = stacked([vendor.ramp_start_share, vendor.leavers_share_per_year])
        curve = learning_curve(plan.months + served, vendor.ramp_months, start, leaving / 12)
        opening = stacked([placed.placed_share])[0]
        found.append(_of_all(np.broadcast_to(drivers["placed_share"][:, row], (plan.months, drivers["placed_share"].shape[2])), opening, curve, served))
    width = max(one.shape[1] for one in found)
    return np.stack([np.broadcast_to(one, (plan.months, width)) for one in found], axis=1)


def _of_all(placed: np.ndarray, opening: np.ndarray, curve: np.ndarray, served: int) -> np.ndarray:
    """The learning of all work placed, each part since it came, [month, draw]. opening: what lay there already, for so many months."""
    months = len(placed)
    width = max(placed.shape[1], curve.shape[1], len(opening))
    parts = np.zeros((months + 1, width))  # by month of coming; the first row is what lay there before
    learned = np.ones((months, width))
    parts[0] = opening
    for month in range(months):
        total, now = parts.sum(axis=0), placed[month]
        parts *= np.minimum(np.divide(now, total, out=np.zeros(width), where=total > 0), 1.0)
        parts[month + 1] += np.maximum(now - total, 0.0)
        ages = curve[[month + served, *(max(month - came, 0) for came in range(months))]]
        total = parts.sum(axis=0)
        np.divide((parts * ages).sum(axis=0), total, out=learned[month], where=total > 0)
    return learned


def _column(marks) -> np.ndarray:
    return np.array(list(marks), dtype=float).reshape(1, -1, 1)
