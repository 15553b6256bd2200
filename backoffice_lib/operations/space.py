"""Which leases and floors are held, and how many seats that gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.sums import product
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.drivers import Drivers
from backoffice_lib.operations.premises import Premises


@dataclass(frozen=True)
class Space:
    """Leases, floors and seats, [month, subject, draw].

    Of leases: held, the share of the month and of the space; started, broken, given_back: what of the space is on a day of the month;
    sublet: what of it is passed on; left_months: how long they still run; kept: what has not been broken; shed_on: the month of the plan on whose
    first day one goes that was found empty, without end where none was. Of the parts of leases, floor by floor: part_kept, part_shed_on, and
    part_used, what is held of each and not sublet.
    surrendered: floors given up in the month. seats_held: by site.
    """

    held: np.ndarray
    started: np.ndarray
    broken: np.ndarray
    given_back: np.ndarray
    surrendered: np.ndarray
    sublet: np.ndarray
    left_months: np.ndarray
    kept: np.ndarray
    part_kept: np.ndarray
    shed_on: np.ndarray
    part_shed_on: np.ndarray
    part_used: np.ndarray
    seats_held: np.ndarray


def rooms(drivers: Drivers, seats_needed: np.ndarray) -> Space:
    """The space of every month for the seats needed, [month, site, draw]: what is held follows from terms, breaks and, where empty
    space is shed, those seats."""
    premises = Premises.of(drivers.plan)
    months = np.arange(drivers.plan.months)
    runs = (_term(drivers.values, premises, months) > 0).astype(float)
    unsurrendered = 1 - premises.of_parts(drivers["surrendered_share"])
    here = (runs * (1 - drivers["broken_share"]) * (1 - drivers["sublet_share"]))[:, premises.part_lease] * unsurrendered
    return given_notice(None, drivers.values, _shed(here, seats_needed, premises), premises, months)


def given_notice(
    before: Space | None,
    drivers: Mapping[str, np.ndarray],
    shed: tuple[np.ndarray, np.ndarray],
    premises: Premises,
    months: np.ndarray,
) -> Space:
    """The space of some months on end once it is known on which months' first days leases, and parts of them, go that stood empty.

    before: of the month before them; nothing before the plan. drivers: of the months, or of all alike. shed: [month or 1, lease or part, draw].
    """
    of, month, (shed_on, part_shed_on) = premises.part_lease, months[:, None, None], shed
    left, term = _each_month(drivers["term_left_months"], months), _term(drivers, premises, months)
    runs, unbroken = (term > 0).astype(float), 1 - drivers["broken_share"]
    unsurrendered = 1 - premises.of_parts(drivers["surrendered_share"])
    kept, part_kept = unbroken * (shed_on > month), unsurrendered * (part_shed_on > month)
    was_left = _month_before(before.left_months if before else premises.left_before[None], left)
    was_kept = _month_before(before.kept if before else np.ones((1, len(premises.left_before), 1)), kept)
    was_part_kept = _month_before(before.part_kept if before else np.ones((1, len(of), 1)), part_kept)
    space, space_before = premises.of_lease(part_kept), premises.of_lease(was_part_kept)
    broken = runs * np.maximum(was_kept - kept, 0.0) * space_before
    given_up = (runs * kept)[:, of] * np.maximum(was_part_kept - part_kept, 0.0)
    over = np.where(runs, kept * space, was_kept * space_before)
    held = term * kept * space
    part_used = (term * kept * (1 - drivers["sublet_share"]))[:, of] * part_kept
    return Space(
        held=held,
        started=premises.starting(month) * runs,
        broken=broken,
        given_back=broken + premises.of_lease(given_up) + _ending(left, was_left) * over,
        surrendered=premises.of_floor(given_up),
        sublet=held * drivers["sublet_share"],
        left_months=left,
        kept=kept,
        part_kept=part_kept,
        shed_on=_each_month(shed_on, months),
        part_shed_on=_each_month(part_shed_on, months),
        part_used=part_used,
        seats_held=product(premises.seats_at, part_used),
    )


def _term(drivers: Mapping[str, np.ndarray], premises: Premises, months: np.ndarray) -> np.ndarray:
    """The share of each month for which each lease runs, by its first and its last day, [month, lease, draw]."""
    return np.maximum(np.minimum(drivers["term_left_months"], 1.0) + premises.begun(months[:, None, None]) - 1, 0.0)


def _ending(left: np.ndarray, was_left: np.ndarray) -> np.ndarray:
    """Which leases are over on a day of the month: within it, or with the last day of the month before."""
    within = (left > TOLERANCE) & (left < 1 - TOLERANCE)
    at_once = (left <= TOLERANCE) & (np.abs(was_left - 1) <= TOLERANCE)
    return (within | at_once).astype(float)


def _each_month(values: np.ndarray, months: np.ndarray) -> np.ndarray:
    """What may hold in all months alike, for each of them."""
    return np.broadcast_to(values, (len(months), *values.shape[1:]))


def _month_before(first: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Values a month later than they hold. first: those of the month before all, [1, subject, draw]."""
    return np.concatenate([np.broadcast_to(first, (1, *values.shape[1:])), values[:-1]])


def _shed(here: np.ndarray, seats_needed: np.ndarray, premises: Premises) -> tuple[np.ndarray, np.ndarray]:
    """On which months' first days leases, and parts of them, go because they stand empty, as it is known in each month.

    here: which parts are there to be used, [month, part, draw].
    """
    goes = tuple(np.full((1, count, 1), np.inf) for count in (len(premises.left_before), len(premises.part_lease)))
    if not premises.sheds:
        return goes
    now, found = tuple(one[0] for one in goes), []
    for month, needed in enumerate(seats_needed):
        now = _shed_on(now, here[month], needed, premises, month)
        found.append(now)
    return tuple(np.stack(each) for each in zip(*found, strict=True))


def _shed_on(
    was: tuple[np.ndarray, np.ndarray], here: np.ndarray, seats_needed: np.ndarray, premises: Premises, month: int
) -> tuple[np.ndarray, np.ndarray]:
    """When each lease and each part of one goes, after those are given notice without which there are seats enough this month.

    here: which parts are there to be used, [part, draw]. Nobody foresees what will be needed later.
    """
    width = max(here.shape[1], seats_needed.shape[1])
    lease_goes, part_goes = (np.array(np.broadcast_to(goes, (len(goes), width))) for goes in was)
    for way, goes_on in premises.ways_out(month):
        staying = here * np.isinf(lease_goes[premises.part_lease]) * np.isinf(part_goes)
        goes, row = (part_goes, way.part) if way.part is not None else (lease_goes, way.lease)
        site = premises.seats_at[:, way.parts].any(axis=1)
        rest = product(premises.seats_at[site], staying) - product(premises.seats_at[np.ix_(site, way.parts)], staying[way.parts])
        enough = (rest >= seats_needed[site] - TOLERANCE).all(axis=0)
        empty = enough & (staying[way.parts] > 0).any(axis=0) & site.any()
        goes[row] = np.where(empty, goes_on, goes[row])
    return lease_goes, part_goes
