"""What the dates of leases make of the plan's months: how long each still runs, its rent, free months and sublets."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from backoffice_lib.basics.days import Day, FirstDay
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.uncertain import draws, stacked
from backoffice_lib.drivers.bends import bend
from backoffice_lib.drivers.drivers import Drivers
from backoffice_lib.plan import Lease, Plan


def months_until(end: Day, month: Month | np.ndarray) -> float | np.ndarray:
    """How many months a lease with this last day still runs on the first day of a month, or of several by their ordinals; below 1 it ends within it."""
    last, first = end.month, month.ordinal if isinstance(month, Month) else month
    left = last.ordinal - first + (end.days_before + 1) / last.days
    return np.maximum(left, 0.0) if isinstance(left, np.ndarray) else max(left, 0.0)


def begun_share(start: Day, month: Month) -> float:
    """The share of a month that lies on or after a first day."""
    first = start.month
    return float(first < month) if first != month else 1 - start.days_before / month.days


def lease_paths(plan: Plan) -> dict[str, np.ndarray]:
    """The drivers of leases that have dates of their own, each [month or 1, lease, draw]."""
    months = _ordinals(plan)
    left = np.array([months_until(lease.end, months) for lease in plan.leases]).reshape(len(plan.leases), plan.months)
    paths = {"term_left_months": left.T[:, :, None].copy()}
    if any(lease.free_months for lease in plan.leases):
        paths["rent_free_share"] = _over_plan(plan, lambda lease, month: free_share(lease.start, lease.free_months, month))
    if plan.rent_steps:
        paths["rent"] = _rents(plan)
    return paths | (_sublets(plan) if plan.sublets else {})


def running_until(drivers: Drivers, lease: str, end: Day, told: Month) -> Drivers:
    """The drivers with a lease that runs to another last day, as is known from a month on; one that is over by then stays so."""
    first, plan = drivers.since(told), drivers.plan
    if first >= plan.months:
        return drivers
    left = months_until(end, _ordinals(plan)[first:])
    return bend(drivers, "term_left_months", [lease], told, None, lambda now: np.where(now[:1] > 0, left[:, None, None], 0 * now), 1)


def free_share(start: Day, free_months: int, month: Month) -> float:
    """The share of the days of a month, from the first day on, on which no rent is due."""
    held = begun_share(start, month)
    until = FirstDay(start.ordinal).month + free_months
    first_paid = FirstDay(until.first_day + min(start.days_before, until.days - 1))
    paid = min(begun_share(first_paid, month), held)
    return 1 - paid / held if held else 0.0


def notes(plan: Plan) -> dict[tuple[str, str], tuple[str, ...]]:
    """Where the rent of a lease is changed that its row in the table of leases gives, and where it is sublet."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for driver, records, word in (("rent", plan.rent_steps, "rent"), ("sublet_share", plan.sublets, "sublet")):
        for record in records:
            found[driver, record.lease] = (*found.get((driver, record.lease), ()), f"{word} {record.line_of()}".strip())
    return found


def _ordinals(plan: Plan) -> np.ndarray:
    return plan.start.ordinal + np.arange(plan.months)


def _over_plan(plan: Plan, share) -> np.ndarray:
    path = np.array([[share(lease, month) for lease in plan.leases] for month in plan.calendar], dtype=float)
    return path.reshape(plan.months, len(plan.leases), 1)


def _rents(plan: Plan) -> np.ndarray:
    """The rents as they are stepped, each in the form of its lease."""
    first = stacked([getattr(lease, lease.rent_form) for lease in plan.leases])[None]
    steps = sorted(plan.rent_steps, key=lambda step: step.month)
    width = max([first.shape[2], *(len(draws(step.rent)) for step in steps)])
    path = np.broadcast_to(first, (plan.months, len(plan.leases), width)).copy()
    for step in steps:
        path[max(step.month - plan.start, 0) :, plan.names("lease").index(step.lease)] = draws(step.rent)
    return path


def _sublets(plan: Plan) -> Mapping[str, np.ndarray]:
    """The share of each lease that is sublet, and the share of its rent that is paid for it on average."""
    width = max(len(draws(value)) for sublet in plan.sublets for value in (sublet.share, sublet.rent_share))
    share = np.zeros((plan.months, len(plan.leases), width))
    paid = np.zeros_like(share)
    for sublet in plan.sublets:
        row = plan.names("lease").index(sublet.lease)
        lease: Lease = plan.leases[row]
        for at, month in enumerate(plan.calendar):
            held = _in_term(lease.start, lease.end, month)
            part = _in_term(sublet.start, sublet.end, month) / held * draws(sublet.share) if held else 0.0
            share[at, row] += part
            paid[at, row] += part * draws(sublet.rent_share)
    return {"sublet_share": share, "sublet_rent_share": np.divide(paid, share, out=np.ones_like(share), where=share > 0)}


def _in_term(start: Day, end: Day, month: Month) -> float:
    """The share of a month between two days, both of them in it."""
    return max(min(months_until(end, month), 1.0) + begun_share(start, month) - 1, 0.0)
