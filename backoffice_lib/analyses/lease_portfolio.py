"""Lease portfolio: what space costs by place, and what leaving each lease before its end would save."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from statistics import median

import numpy as np

from backoffice_lib.analyses.stranded import SPACE
from backoffice_lib.basics.errors import Problem, choice, nearest, raise_all
from backoffice_lib.basics.money import cents, counted, exact, money, sentence, spoken, whole
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import Lease
from backoffice_lib.plan.lease_source import SQ_FT_PER_M2

BY = ("place", "site", "end_year", "currency")
AREAS = {"m2": ("m2", 1.0), "sq_ft": ("sq ft", SQ_FT_PER_M2)}
MOST_MONTHS = 240


@dataclass(frozen=True)
class LeaseLeft:
    """A lease, and leaving it early: the months that are then not paid, what they cost, what is paid to leave, and the difference."""

    lease: str
    group: str
    area: float
    rent_per_year: float
    end: str
    months: int
    avoided: float
    paid_to_leave: float
    saving: float


@dataclass(frozen=True)
class LeaseGroup:
    """Leases of one place: how many, their area and yearly rent; the rent per area in all and of the median lease, nothing where
    none has an area; and what leaving each early would save."""

    group: str
    leases: int
    area: float
    rent_per_year: float
    rent_per_area: float | None
    median_rent_per_area: float | None
    saving: float


@dataclass(frozen=True)
class LeasePortfolio:
    """The answer to `lease_portfolio`, in plan currency, draw 0.

    rent_per_year: twelve times the rent of the first whole month of the plan for which any is due. rule: by which leases are left, in
    words. groups: the dearest in all first; total: all of them. without_area: leases that have none, and so no rent per area.
    notes: what reading the plan left out or took for granted.
    """

    plan: str
    scenario: str
    currency: str
    by: str
    area_unit: str
    leave_early_months: int
    rule: str
    total: LeaseGroup
    groups: tuple[LeaseGroup, ...]
    leases: tuple[LeaseLeft, ...]
    without_area: int
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        total, early = self.total, counted(self.leave_early_months, "month")
        if not total.leases:
            return f"{sentence(spoken(self.plan))} pays no rent."
        each = ""
        if total.rent_per_area is not None:
            bare = f", not counting {self.without_area} without an area" if self.without_area else ""
            each = f": {exact(total.rent_per_area)} for each {self.area_unit}, and {exact(total.median_rent_per_area or 0)} in the median lease{bare}"
        pays = [row.saving for row in self.leases if row.saving > 0]
        saved = f"saves {money(total.saving, self.currency)}" if total.saving >= 0 else f"costs {money(-total.saving, self.currency)}"
        some = f"; it pays for {len(pays):,} of them, which save {whole(sum(pays))}" if pays else "; it pays for none of them"
        some = "" if len(pays) == total.leases else some
        space = f"{total.area:,.0f} {self.area_unit} in {counted(total.leases, 'lease')}" if total.area else counted(total.leases, "lease")
        return (
            f"{sentence(spoken(self.plan))} rents {space} for "
            f"{money(total.rent_per_year, self.currency)} a year{each}. Leaving each {early} before its end {saved}{some}. {self.rule}"
        )


def lease_portfolio(
    ledger: Ledger, *, by: str = "place", area: str = "m2", leave_early_months: int = 12, penalty_months: float | None = None
) -> LeasePortfolio:
    """What leases cost for their area, by place, site, year of their end or currency, and what leaving each early would save.

    penalty_months: how many months of rent it costs to leave a lease; its own break penalty if left out. Raises InputProblems.
    """
    raise_all(_problems(by, area, leave_early_months, penalty_months))
    unit, per_m2 = AREAS[area]
    portfolio = _Portfolio(ledger, by, per_m2, leave_early_months, penalty_months)
    rows = list(portfolio.rows())
    groups = [_group(name, [row for row in rows if row.group == name]) for name in dict.fromkeys(row.group for row in rows)]
    return LeasePortfolio(
        plan=ledger.plan.name,
        scenario=ledger.scenario,
        currency=ledger.plan.currency,
        by=by,
        area_unit=unit,
        leave_early_months=leave_early_months,
        rule=_rule(leave_early_months, penalty_months),
        total=_group("total", rows),
        groups=tuple(sorted(groups, key=lambda group: -group.rent_per_year)),
        leases=tuple(rows),
        without_area=sum(not row.area for row in rows),
        notes=ledger.plan.notes,
    )


def _problems(by: str, area: str, leave_early_months: int, penalty_months: float | None) -> Iterator[Problem]:
    for name, given, known in (("by", by, BY), ("area", area, AREAS)):
        if given not in known:
            near = nearest(given, known)
            yield Problem(name, f'"{given}" is not known', choice("use", near, known), near)
    if not 1 <= leave_early_months <= MOST_MONTHS:
        yield Problem("leave_early_months", f"is {leave_early_months}", f"give 1 to {MOST_MONTHS} months")
    if penalty_months is not None and not 0 <= penalty_months <= MOST_MONTHS:
        yield Problem("penalty_months", f"is {penalty_months:g}", f"give 0 to {MOST_MONTHS} months of rent")


def _rule(early: int, penalty_months: float | None) -> str:
    """The rule by which leases are left, in words."""
    penalty = "its own break penalty" if penalty_months is None else f"{penalty_months:g} months of rent"
    return (
        f"By the rule that each lease alone is given back {counted(early, 'month')} before its end, or at once where less is left, whatever "
        f"break right it has: it saves rent and service charges of those months less {penalty}, and restoration falls due that much earlier; "
        "after the plan, at the prices of its last month."
    )


def _group(name: str, rows: list[LeaseLeft]) -> LeaseGroup:
    with_area = [row for row in rows if row.area]
    area = sum(row.area for row in with_area)
    return LeaseGroup(
        group=name,
        leases=len(rows),
        area=area,
        rent_per_year=round(sum(row.rent_per_year for row in rows), 2),
        rent_per_area=sum(row.rent_per_year for row in with_area) / area if area else None,
        median_rent_per_area=median(row.rent_per_year / row.area for row in with_area) if area else None,
        saving=round(sum(row.saving for row in rows), 2),
    )


@dataclass(frozen=True)
class _Portfolio:
    """The leases of a ledger that pay any rent, and the rule by which they are left."""

    ledger: Ledger
    by: str
    per_m2: float
    early: int
    penalty_months: float | None

    def rows(self) -> Iterator[LeaseLeft]:
        """Each lease, and what leaving it saves."""
        kept = [(at, lease) for at, lease in enumerate(self.ledger.plan.leases) if self._rent[:, at].any()]
        yearly = cents([12 * float(self._rent[self._whole(at), at]) for at, _ in kept])
        for (at, lease), rent_per_year in zip(kept, yearly, strict=True):
            end = self._end(at)
            leave = max(end - self.early + 1, self._first(at))
            avoided = sum(self._paid(self._space, at, month) for month in range(leave, end + 1))
            out = self._penalty(at, leave) + self._restoration(at, leave) - self._restoration(at, end + 1)
            yield LeaseLeft(
                lease.lease, self._group(lease), likely(lease.area_m2) * self.per_m2, rent_per_year, str(self.ledger.plan.start + end),
                end - leave + 1, round(avoided, 2), round(out, 2), round(avoided - out, 2),
            )

    @cached_property
    def _rent(self) -> np.ndarray:
        return self._booked(("rent",))

    @cached_property
    def _space(self) -> np.ndarray:
        return self._booked(SPACE)

    def _booked(self, categories: tuple[str, ...]) -> np.ndarray:
        """What is booked for each lease in some categories, [month, lease]."""
        row_of = {name: row for row, name in enumerate(self.ledger.plan.names("lease"))}
        total = np.zeros((self.ledger.plan.months, len(row_of)))
        for line in self.ledger.seen_in("profit"):
            if line.category.name in categories:
                rows = [row_of[name] for name in line.posting.subjects.refs.get("lease", ())]
                np.add.at(total, (slice(None), rows), line.amount[:, :, 0])
        return total

    def _first(self, at: int) -> int:
        """The first month of the plan for which rent is due."""
        return int((self._rent[:, at] != 0).argmax())

    def _whole(self, at: int) -> int:
        """The first month of the plan for which rent of the whole space and month is due, or else any."""
        held = self.ledger.operations.space.held[:, at, 0]
        whole = (self._rent[:, at] != 0) & (held >= held.max() - TOLERANCE)
        return int(whole.argmax()) if whole.any() else self._first(at)

    def _end(self, at: int) -> int:
        """The last month of a lease, counted from the first of the plan: of its term, or where it was given back before."""
        space, last = self.ledger.operations.space, self.ledger.plan.months - 1
        held = int(np.flatnonzero(space.held[:, at, 0] > 0)[-1])
        return held if held < last else last + max(ceil(float(space.left_months[-1, at, 0]) - TOLERANCE), 1) - 1

    def _paid(self, amounts: np.ndarray, at: int, month: int) -> float:
        """What is paid for a lease in a month; after the plan what is paid in its last, of the days that are left."""
        last = len(amounts) - 1
        left = float(self.ledger.operations.space.left_months[-1, at, 0]) - (month - last)
        return float(amounts[min(month, last), at]) * (min(left, 1.0) if month > last else 1.0)

    def _penalty(self, at: int, month: int) -> float:
        if self.penalty_months is not None:
            return self.penalty_months * self._paid(self._rent, at, month)
        return self._price("break_penalty", at, month)

    def _restoration(self, at: int, month: int) -> float:
        return self._price("restoration_cost", at, month)

    def _price(self, driver: str, at: int, month: int) -> float:
        """A price of a lease in a month, in plan currency."""
        plan, lease, values = self.ledger.plan, self.ledger.plan.leases[at], self.ledger.drivers[driver]
        price = float(values[min(month, len(values) - 1), at, 0])
        if not price:
            return 0.0
        currency = "" if lease.currency == plan.currency else lease.currency
        names = [name for name in (lease.price_index or plan.cost_index, currency) if name]
        return price * float(self.ledger.escalators.product(names)[min(month, plan.months - 1), 0])

    @cached_property
    def _places(self) -> dict[str, str]:
        return {site.site: site.place for site in self.ledger.plan.sites}

    def _group(self, lease: Lease) -> str:
        if self.by == "place":
            return self._places.get(lease.site) or "no place"
        return {"site": lease.site, "end_year": str(lease.end.month.year), "currency": lease.currency or self.ledger.plan.currency}[self.by]
