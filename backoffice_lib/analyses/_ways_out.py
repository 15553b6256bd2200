"""When leased space can be left, what leaving then costs, and what it saves: each way is tried, all else as it is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from backoffice_lib.analyses.stranded import SPACE
from backoffice_lib.basics.days import FirstDay, LastDay
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.drivers import Drivers
from backoffice_lib.ledger import Booked, Ledger
from backoffice_lib.operations.premises import Premises
from backoffice_lib.plan import Floor, Lease
from backoffice_lib.simulation import in_other_rooms

EXIT, DESKS = "lease exit", "flexible desks"
BREAK, FLOOR, TERM, PLANNED = "break right", "floor alone", "term ends", "already planned"
_AT_ONCE = 32  # ways tried in one pass, so that many leases take little memory


@dataclass(frozen=True)
class WayOut:
    """A lease, or one floor of it, that can be left on the first day of a month, and what that changes, in plan currency, draw 0.

    right: by which right. notice_by: the month on whose first day notice must be given at the latest, blank where the term ends.
    any_later: whether any later month would do as well. penalty, restoration: due then; spared: what else of them is not due later in the plan.
    space_saved: rent, charges and taxes no longer paid in the plan, less subtenants; desks_instead: flexible desks bought in it for seats that
    are short, seats_missed of them in the worst month. saving: in the plan, all of this. saving_after: from the end of the plan to that of
    the term, at the prices of the plan's last month. What is planned already, and a term that ends, saves nothing against the scenario.
    """

    lease: str
    floor: str
    site: str
    seats: float
    right: str
    on: str
    notice_by: str
    any_later: bool
    penalty: float = 0.0
    restoration: float = 0.0
    spared: float = 0.0
    space_saved: float = 0.0
    desks_instead: float = 0.0
    seats_missed: float = 0.0
    saving: float = 0.0
    saving_after: float = 0.0

    @property
    def name(self) -> str:
        """The lease, or the floor of it."""
        return f"{self.floor} of {self.lease}" if self.floor else self.lease

    @property
    def is_open(self) -> bool:
        """Whether it is a right that the scenario leaves unused."""
        return self.right in (BREAK, FLOOR)

    @property
    def is_planned(self) -> bool:
        """Whether the scenario takes it."""
        return self.right == PLANNED


@dataclass(frozen=True)
class _Right:
    """A lease by its row, or a floor of it by its own, that may be left on the first day of a month."""

    row: int
    floor: int | None
    by: str
    on: Month
    notice_by: Month
    any_later: bool = False


@dataclass(frozen=True)
class _Tried:
    """What space costs where each of some ways is taken, or none of them: [month, way]."""

    ledger: Ledger

    @cached_property
    def space(self) -> np.ndarray:
        return self.ledger.by_month(lambda line: line.category.name in SPACE)

    @cached_property
    def desks(self) -> np.ndarray:
        return self.ledger.by_month(lambda line: line.category.name == DESKS)

    @cached_property
    def penalties(self) -> np.ndarray:
        return self.ledger.by_month(lambda line: line.category.name == EXIT and not is_restoration(line))

    @cached_property
    def restorations(self) -> np.ndarray:
        return self.ledger.by_month(lambda line: line.category.name == EXIT and is_restoration(line))

    @cached_property
    def seats_short(self) -> np.ndarray:
        """By site too: [month, site, way]."""
        return self.ledger.operations.attendance.seats_needed - self.ledger.operations.space.seats_held


def is_restoration(line: Booked) -> bool:
    """Whether a line of lease exit is for putting the space back, not a penalty."""
    return line.posting.price_from == ("restoration_cost",)


def last_day(ledger: Ledger, row: int) -> LastDay:
    """The last day of the term of a lease, as the scenario leaves it; one that never runs in the plan ends as it is written."""
    left = ledger.operations.space.left_months[:, row, 0]
    if not (left > 0).any():
        return ledger.plan.leases[row].end
    at = int(np.flatnonzero(left > 0)[-1])
    more = math.ceil(left[at] - TOLERANCE) - 1
    month = ledger.plan.start + (at + more)
    return LastDay(month.first_day + round((left[at] - more) * month.days) - 1)


def left_on(ledger: Ledger, row: int, floor: int | None = None) -> Month | None:
    """The month on whose first day the scenario gives back a lease, or one floor of it; nothing when it stays to the end of the term."""
    space, plan = ledger.operations.space, ledger.plan
    went = (space.broken[:, row] if floor is None else space.surrendered[:, floor])[:, 0] > 0
    if went.any():
        return plan.calendar[int(went.argmax())]
    shed = space.shed_on[-1, row, 0] if floor is None else space.part_shed_on[-1, Premises.of(plan).floor_parts[floor] > 0, 0][0]
    return plan.start + int(shed) if np.isfinite(shed) else None


def ways_out(ledger: Ledger, rows: Sequence[int]) -> tuple[WayOut, ...]:
    """Every way to leave the leases in some rows, the earliest first."""
    alone = _of_draw_0(ledger)
    rights = [right for row in rows for right in _rights(alone, row)]
    open_ = [right for right in rights if right.by in (BREAK, FLOOR)]
    found = [_decided(alone, right) for right in rights if right.by not in (BREAK, FLOOR)]
    stay = _Tried(in_other_rooms(alone, alone.drivers, (*SPACE, DESKS, EXIT)))
    for first in range(0, len(open_), _AT_ONCE):
        block = open_[first : first + _AT_ONCE]
        left = _Tried(in_other_rooms(alone, _taken(alone.drivers, block), (*SPACE, DESKS, EXIT)))
        found += [_way(alone, right, stay, left, way) for way, right in enumerate(block)]
    order = {lease: at for at, lease in enumerate(ledger.plan.names("lease"))}
    return tuple(sorted(found, key=lambda way: (way.on[:7], order[way.lease])))


def _of_draw_0(ledger: Ledger) -> Ledger:
    """The ledger's plan people argue about, to be tried with ways out as its draws."""
    drivers = replace(ledger.drivers, values={name: values[..., :1] for name, values in ledger.drivers.values.items()}, numbers=range(1))
    present = replace(ledger.operations.attendance, seats_needed=ledger.operations.attendance.seats_needed[..., :1])
    indices = replace(ledger.escalators, values=ledger.escalators.values[..., :1])
    return replace(ledger, drivers=drivers, operations=replace(ledger.operations, attendance=present), escalators=indices)


def _rights(ledger: Ledger, row: int) -> Iterator[_Right]:
    """How and when a lease and each of its floors may be left; a way that the scenario takes stands alone."""
    lease, planned, first = ledger.plan.leases[row], left_on(ledger, row), ledger.plan.start
    if planned:
        yield _Right(row, None, PLANNED, planned, planned - lease.break_notice_months)
    else:
        out, often = lease.way_out(max(first + lease.break_notice_months, lease.start.month)), lease.break_every_months > 1
        while out:
            yield _Right(row, None, BREAK, out, out - lease.break_notice_months, any_later=not often)
            out = lease.way_out(out + 1) if often else None
        yield _Right(row, None, TERM, last_day(ledger, row).month + 1, first)
    for at, floor in enumerate(ledger.plan.floors):
        if floor.lease != lease.lease:
            continue
        if gone := left_on(ledger, row, at):
            yield _Right(row, at, PLANNED, gone, gone - floor.surrender_notice_months)
        elif floor.surrender_from:
            on = max(first + floor.surrender_notice_months, floor.surrender_from, lease.start.month)
            if on < (planned or lease.end.month + 1):
                yield _Right(row, at, FLOOR, on, on - floor.surrender_notice_months, any_later=True)


def _taken(drivers: Drivers, rights: Sequence[_Right]) -> Drivers:
    """The drivers with each way taken in a draw of its own; one that lies after the plan is taken in its last month."""
    months, plan = drivers.plan.months, drivers.plan
    for name, subjects in (("broken_share", plan.leases), ("surrendered_share", plan.floors)):
        path = np.broadcast_to(drivers[name], (months, len(subjects), 1)).repeat(len(rights), axis=2)
        for way, right in enumerate(rights):
            if (right.floor is None) == (name == "broken_share"):
                path[min(right.on - plan.start, months - 1) :, right.row if right.floor is None else right.floor, way] = 1.0
        drivers = drivers.changed(name, (), path)
    return drivers


def _way(ledger: Ledger, right: _Right, stay: _Tried, left: _Tried, way: int) -> WayOut:
    """What one of the ways tried changes, against staying."""
    plan, last = ledger.plan, ledger.plan.months - 1
    at = right.on - plan.start
    space, desks, penalties, restorations = (
        getattr(stay, name)[:, 0] - getattr(left, name)[:, way] for name in ("space", "desks", "penalties", "restorations")
    )
    on, within = min(at, last), at <= last
    short = np.maximum(left.seats_short[on:, :, way], 0.0) - np.maximum(stay.seats_short[on:, :, 0], 0.0)
    months_after = max(ledger.operations.space.left_months[-1, right.row, 0] - 1, 0.0) - max(at - last - 1, 0)
    after = (space[-1] + desks[-1]) * months_after
    if within and months_after > 0:
        after -= restorations[on] * _grown(ledger, right.row, on)
    due = {"penalty": -penalties[on], "restoration": -restorations[on], "seats_missed": short.max()}
    if not within:
        return WayOut(**_named(ledger, right), **_plain(due | {"saving_after": after + penalties[on]}))
    spared = penalties.sum() + restorations.sum() - penalties[on] - restorations[on]
    due = _plain(due | {"spared": spared, "space_saved": space.sum(), "desks_instead": -desks.sum()})
    saving = due["space_saved"] - due["desks_instead"] - due["penalty"] - due["restoration"] + due["spared"]
    return WayOut(**_named(ledger, right), **due, **_plain({"saving": saving, "saving_after": after}))


def _plain(figures: dict[str, float]) -> dict[str, float]:
    """Figures to the cent, never -0."""
    return {name: round(float(figure), 2) + 0.0 for name, figure in figures.items()}


def _decided(ledger: Ledger, right: _Right) -> WayOut:
    """A term that ends, or what the scenario has planned: what is due then, and nothing saved against it."""
    row, kept = right.row, ledger.plan.floors[right.floor].key if right.floor is not None else ""
    at, months = right.on - ledger.plan.start, ledger.plan.months
    due = {True: 0.0, False: 0.0}
    for line in ledger.lines:
        refs = line.posting.subjects.refs
        mine = kept if "floor" in refs else ledger.plan.leases[row].lease
        if line.category.name != EXIT or not mine or (right.by == TERM and not is_restoration(line)):
            continue
        for subject, name in enumerate(refs.get("floor", refs.get("lease", ()))):
            if name == mine:
                due[is_restoration(line)] += _due(ledger, right, line, subject, min(at, months - 1))
    return WayOut(**_named(ledger, right), **_plain({"penalty": due[False], "restoration": due[True]}))


def _due(ledger: Ledger, right: _Right, line: Booked, subject: int, month: int) -> float:
    """What is booked as space is given back; a term that ends within a month has it in that month."""
    if right.on - ledger.plan.start < ledger.plan.months:
        first = month - 1 if right.by == TERM and month and line.amount[month, subject, 0] == 0 else month
        return float(line.amount[first, subject, 0])
    space = ledger.operations.space
    whole = Premises.of(ledger.plan).of_lease(space.part_kept[-1])[right.row, 0] * space.kept[-1, right.row, 0]
    return float(line.posting.price[-1, subject, 0] * ledger.escalators.product(line.posting.indices[subject])[-1, 0] * whole)


def _grown(ledger: Ledger, row: int, month: int) -> float:
    """What restoration costs in the last month of the plan, against a month of it."""
    for line in ledger.lines:
        if line.category.name == EXIT and is_restoration(line):
            price, index = line.posting.price[:, row, 0], ledger.escalators.product(line.posting.indices[row])[:, 0]
            then = price[min(month, len(price) - 1)] * index[month]
            return float(price[-1] * index[-1] / then) if then else 1.0
    return 1.0


def _named(ledger: Ledger, right: _Right) -> dict:
    """Which space it is, of how many seats, and when it may be left."""
    lease: Lease = ledger.plan.leases[right.row]
    floor: Floor | None = ledger.plan.floors[right.floor] if right.floor is not None else None
    end = last_day(ledger, right.row)
    at = min(max(right.on - ledger.plan.start - 1, 0), ledger.plan.months - 1)
    premises = Premises.of(ledger.plan)
    seats = premises.seats_at.sum(axis=0) * (premises.part_lease == right.row) * ledger.operations.space.part_kept[at, :, 0]
    return {
        "lease": lease.lease,
        "floor": floor.floor if floor else "",
        "site": lease.site,
        "seats": float(floor.seats if floor else seats.sum()),
        "right": right.by,
        "on": str(FirstDay(end.ordinal + 1)) if right.by == TERM else str(right.on),
        "notice_by": "" if right.by == TERM else str(right.notice_by),
        "any_later": right.any_later,
    }
