"""Space: what it costs, how much of it nobody needs, and when how much of it can be left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses._ways_out import DESKS, EXIT, WayOut, last_day, left_on, ways_out
from backoffice_lib.analyses.stranded import SPACE, stranded
from backoffice_lib.basics.errors import listed
from backoffice_lib.basics.money import cents, counted, money, sentence, spoken, whole
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers.extend_lease import later
from backoffice_lib.operations.premises import Premises
from backoffice_lib.plan import Lease

ONCE = ("fit-out", EXIT)
"""The categories that are paid once, when space is taken or given back."""


@dataclass(frozen=True)
class LeasedSpace:
    """A lease held in the plan: its seats, its term as the scenario leaves it, and its cost over the plan.

    left_on: when the scenario gives it back before its end, else blank. cost: rent, service charges, property taxes and utilities, less
    subtenants. cost_per_seat_per_month: of the seats that are ours to use. extension_notice_by: by when we must say that it shall run on to
    extended_until, at extension_rent_share of its rent; blank without such an option, or when it is too late or no longer open.
    """

    lease: str
    site: str
    floors: tuple[str, ...]
    seats: int
    area_m2: float
    start: str
    end: str
    left_on: str
    cost: float
    cost_per_seat_per_month: float
    extension_notice_by: str
    extended_until: str
    extension_rent_share: float


@dataclass(frozen=True)
class HeldFloor:
    """A floor, or a lease that has none of its own, and its seats for our people.

    seats_held: month by month, without what is sublet, or not held yet or any longer. alone: whether it may be given up alone, and the
    rest of its lease kept.
    """

    site: str
    lease: str
    floor: str
    seats: int
    seats_held: tuple[float, ...]
    alone: bool


@dataclass(frozen=True)
class MonthOfSite:
    """One month of a site: seats needed on the fullest weekday, seats held, and what is paid, in plan currency.

    paid: for leased space; stranded: the part of it for seats nobody needs; flexible_desks: for the seats that are short.
    """

    month: str
    site: str
    seats_needed: float
    seats_held: float
    paid: float
    stranded: float
    flexible_desks: float

    @property
    def short_seats(self) -> float:
        """Seats needed beyond those held."""
        return max(self.seats_needed - self.seats_held, 0.0)

    @property
    def excess_seats(self) -> float:
        """Seats held beyond those needed."""
        return max(self.seats_held - self.seats_needed, 0.0)


@dataclass(frozen=True)
class SiteSpace:
    """A site over the plan: paid for leased space, the stranded part of it, flexible desks, and once for fit-out, penalties, restoration."""

    site: str
    paid: float
    stranded: float
    flexible_desks: float
    once: float
    months: tuple[MonthOfSite, ...]


@dataclass(frozen=True)
class SpaceCost:
    """The answer to `space`, in plan currency, draw 0, profit view.

    ways_out: every way to leave a lease or a floor, the earliest first, each tried by itself; stranded: a part of paid, never on top of it.
    """

    plan: str
    scenario: str
    currency: str
    first_month: str
    last_month: str
    paid: float
    stranded: float
    flexible_desks: float
    once: float
    sites: tuple[SiteSpace, ...]
    leases: tuple[LeasedSpace, ...]
    floors: tuple[HeldFloor, ...]
    ways_out: tuple[WayOut, ...]
    notes: tuple[str, ...]

    @property
    def first_out(self) -> tuple[WayOut, ...]:
        """What can be left first: all ways of that month that the scenario does not take anyway, none of them inside another."""
        free = [way for way in self.ways_out if not way.is_planned]
        first = [way for way in free if way.on[:7] == free[0].on[:7]]
        leases = {way.lease for way in first if not way.floor}
        return tuple(way for way in first if not way.floor or way.lease not in leases)

    def __str__(self) -> str:
        who, desks = sentence(spoken(self.scenario)), f"{money(self.flexible_desks, self.currency)} for flexible desks"
        if not self.leases:
            return f"{who} leases no space, so there is none to leave" + (f"; it pays {desks}." if self.flexible_desks else ".")
        share = f"{self.stranded / self.paid:.0%}".replace("%", " %") if self.paid else ""
        unused = f"{whole(self.stranded)} of it for seats that nobody needs ({share})" if self.stranded else "and every seat of it is needed"
        more = f", besides {desks}" if self.flexible_desks else ""
        return f"{who} pays {money(self.paid, self.currency)} for leased space, {unused}{more}; {self._first()}."

    def _first(self) -> str:
        ways = self.first_out
        if not ways:
            return "all of it is given back already"
        if len(ways) > 1:
            names = listed((way.name for way in ways), 3)
            return f"the first that can be left, on {ways[0].on}, are {whole(sum(way.seats for way in ways))} seats: {names}"
        way = ways[0]
        how = f"if notice is given by {way.notice_by}" if way.notice_by else "when its term ends"
        return f"the first that can be left is {way.name} with {whole(way.seats)} seats at {way.site}, on {way.on} {how}{_saves(way, self.currency)}"


def _saves(way: WayOut, currency: str) -> str:
    """What comes of a way out in the plan, as the end of a sentence."""
    if not way.saving:
        return ", which saves nothing in the plan"
    said = f"saves {money(way.saving, currency)}" if way.saving > 0 else f"costs {money(-way.saving, currency)} more"
    missed = counted(round(way.seats_missed), "flexible desk") if way.desks_instead else f"{counted(round(way.seats_missed), 'seat')} short"
    return f", which {said} in the plan" + (f" with up to {missed}" if way.seats_missed >= 0.5 else "")


def space(ledger: Ledger) -> SpaceCost:
    """What the space of a scenario costs by site and lease, how much of it nobody needs, and when what of it can be left at what price."""
    plan, held = ledger.plan, ledger.operations.space.held[:, :, 0]
    rows = [row for row in range(len(plan.leases)) if held[:, row].any()]
    sites = tuple(_sites(ledger))
    return SpaceCost(
        plan=plan.name,
        scenario=ledger.scenario,
        currency=plan.currency,
        first_month=str(plan.start),
        last_month=str(plan.calendar[-1]),
        **{name: round(sum(getattr(site, name) for site in sites), 2) for name in ("paid", "stranded", "flexible_desks", "once")},
        sites=sites,
        leases=tuple(_leased(ledger, rows)),
        floors=tuple(_floors(ledger, rows)),
        ways_out=ways_out(ledger, rows),
        notes=tuple(_notes(ledger, sites, rows)),
    )


def _sites(ledger: Ledger) -> Iterator[SiteSpace]:
    """Every site where seats are needed or held, or anything is paid for space."""
    split, plan = stranded(ledger), ledger.plan
    parts = {(site, month): (paid, part) for month, site, paid, part in split.path}
    of_site = {row.site: (row.paid, row.cost) for row in split.by_site}
    needed, held = ledger.operations.attendance.seats_needed[:, :, 0], ledger.operations.space.seats_held[:, :, 0]
    desks, once = _by_site(ledger, (DESKS,)), _by_site(ledger, ONCE)
    sums = zip(cents(desks.sum(axis=0)), cents(once.sum(axis=0)), strict=True)
    for row, (site, (for_desks, at_once)) in enumerate(zip(plan.names("site"), sums, strict=True)):
        if not (needed[:, row].any() or held[:, row].any() or site in of_site or at_once):
            continue
        months = tuple(
            MonthOfSite(str(month), site, float(needed[at, row]), float(held[at, row]),
                        *parts.get((site, str(month)), (0.0, 0.0)), float(desks[at, row]))
            for at, month in enumerate(plan.calendar)
        )
        yield SiteSpace(site, *of_site.get(site, (0.0, 0.0)), for_desks, at_once, months)


def _notes(ledger: Ledger, sites: tuple[SiteSpace, ...], rows: list[int]) -> Iterator[str]:
    """What the figures take for granted."""
    if rows:
        yield "each way out is tried by itself, with everything else as it is; two together may leave more seats short"
    if any(ledger.plan.leases[row].deposit for row in rows):
        yield "deposits come back when space is given back; they are no cost, and no saving"
    for site in sites:
        if not (ledger.drivers["flexible_desk_per_month"][:, ledger.plan.names("site").index(site.site), 0]).any():
            yield f"{site.site} has no price of a flexible desk, so that seats which are short there cost nothing"


def _by_site(ledger: Ledger, categories: tuple[str, ...]) -> np.ndarray:
    """What some categories cost, [month, site]."""
    sites = ledger.plan.names("site")
    total = np.zeros((ledger.plan.months, len(sites)))
    for line in ledger.seen_in("profit"):
        if line.category.name in categories:
            for subject, site in enumerate(line.posting.subjects.labels["site"]):
                total[:, sites.index(site)] += line.amount[:, subject, 0]
    return total


def _leased(ledger: Ledger, rows: list[int]) -> Iterator[LeasedSpace]:
    paid, plan, premises = np.zeros(len(ledger.plan.leases)), ledger.plan, Premises.of(ledger.plan)
    for line in ledger.seen_in("profit"):
        if line.category.name in SPACE:
            for subject, name in enumerate(line.posting.subjects.refs.get("lease", ())):
                paid[plan.names("lease").index(name)] += line.amount[:, subject, 0].sum()
    seat_months = (ledger.operations.space.part_used[:, :, 0] * premises.seats_at.sum(axis=0)).sum(axis=0)
    for row, cost in zip(rows, cents(paid[rows]), strict=True):
        lease, used = plan.leases[row], float(seat_months[premises.part_lease == row].sum())
        gone = left_on(ledger, row)
        yield LeasedSpace(
            lease=lease.lease,
            site=lease.site,
            floors=tuple(floor.floor for floor in plan.floors if floor.lease == lease.lease) or (lease.floor,) * bool(lease.floor),
            seats=int(lease.seats),
            area_m2=likely(lease.area_m2),
            start=str(lease.start),
            end=str(last_day(ledger, row)),
            left_on=str(gone) if gone else "",
            cost=cost,
            cost_per_seat_per_month=cost / used if used else 0.0,
            **_extension(ledger, lease, row, gone is None),
        )


def _extension(ledger: Ledger, lease: Lease, row: int, stays: bool) -> dict[str, str | float]:
    """The option to keep a lease for longer, where it is open still."""
    told = lease.end.month + 1 - lease.extension_notice_months
    is_open = stays and lease.extension_months and told >= ledger.plan.start and last_day(ledger, row) == lease.end
    until = str(later(lease.end, lease.extension_months)) if is_open else ""
    share = likely(lease.extension_rent_share) if is_open else 1.0
    return {"extension_notice_by": str(told) if is_open else "", "extended_until": until, "extension_rent_share": share}


def _floors(ledger: Ledger, rows: list[int]) -> Iterator[HeldFloor]:
    """The parts of the leases in some rows: floors, or whole leases."""
    plan, premises = ledger.plan, Premises.of(ledger.plan)
    seats, used = premises.seats_at.sum(axis=0), ledger.operations.space.part_used[:, :, 0]
    for part, row in enumerate(premises.part_lease):
        if row not in rows:
            continue
        lease, of_floor = plan.leases[row], np.flatnonzero(premises.floor_parts[:, part])
        floor = plan.floors[of_floor[0]] if len(of_floor) else None
        held = tuple((used[:, part] * seats[part]).tolist())
        alone = bool(floor and floor.surrender_from)
        yield HeldFloor(lease.site, lease.lease, floor.floor if floor else lease.floor, int(seats[part]), held, alone)
