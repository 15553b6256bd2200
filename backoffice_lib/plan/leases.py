"""Sites where people sit, the leases that hold their seats, and what of them is floors, steps of rent and sublet."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from backoffice_lib.basics.days import FirstDay, LastDay
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import IndexName, LeaseName, Name, Record, SiteName, Text
from backoffice_lib.basics.uncertain import Number
from backoffice_lib.basics.units import (
    Area,
    GrowthShare,
    Heads,
    Measure,
    Money,
    MoneyPerM2Year,
    MoneyPerMonth,
    MoneyPerSeatMonth,
    Months,
    PositiveShare,
    Seats,
    Share,
)
from backoffice_lib.plan.indices import Gaps


class Site(Record):
    """A place where teams sit; `place` is its name in the published rates.

    flexible_desk_per_month: what a seat costs (plan currency) where fewer are held than needed.
    wage_index: the index that pay here follows, where a team names none. most_heads: how many people the building may hold at once,
    blank where nobody says. country: its English name; where two sites name different ones, work that moves between them goes abroad.
    time_zone: its name in the IANA database, such as Asia/Manila. transfer_markup_share: what a company of the group that runs the
    site charges the others above its cost; 0 for cost alone, blank where it is no company of its own.
    """

    KIND: ClassVar[str] = "site"
    GROUP: ClassVar[str] = "sites"

    site: Name
    place: Text = ""
    flexible_desk_per_month: MoneyPerSeatMonth = 0.0
    wage_index: IndexName = ""
    most_heads: Heads | None = None
    country: Text = ""
    time_zone: Text = ""
    transfer_markup_share: Share | None = None
    source: Text = ""


RENT_FORMS = ("rent_per_month", "rent_per_seat_per_month", "rent_per_m2_per_year")


class Lease(Record):
    """Space held at a site, with its seats, its term and its rent, in one of three usual forms.

    floor: where it is, when it is one floor; a lease of several has rows in floors.csv.
    service_charge_per_m2_per_year: cleaning, energy and upkeep, where the rent does not hold them; property_tax and utilities likewise.
    start, end: its first and last day; a month alone is the whole of it, and parts of months are paid by their days.
    rent_per_month for the whole, or rent_per_seat_per_month, or rent_per_m2_per_year with area_m2; free_months without rent at the start.
    paid: at the beginning or at the end of every period of paid_every_months, counted from the start.
    deposit: paid on the first day, and back when the lease ends. fit_out_cost, less the landlord's incentive, is spent on the first day.
    break_from: the first month on whose first day it may be given back, blank without such a right; break_every_months: only so often
    (36 for a French lease of 3, 6 and 9 years); break_notice_months before; break_penalty when it is broken; restoration_cost when it is given back.
    extension_months: how much longer it may be kept, when extension_notice_months before its end we say so, at extension_rent_share of the rent.
    rent_review_every_months: 0 where the rent follows its index month by month. With reviews, from rent_review_from on (left out:
    from so many months after the start), it changes only then; `plan.rent_reviews` has the rule. index_lag_months: whose index counts,
    before the review and the start. fixed_rent_growth_share_per_year: instead of an index. index_gaps: what holds where its rent_index
    lacks a month that is needed.
    """

    KIND: ClassVar[str] = "lease"
    GROUP: ClassVar[str] = "leases"

    lease: Name
    site: SiteName
    floor: Text = ""
    seats: Seats
    area_m2: Area = 0.0
    start: FirstDay
    end: LastDay
    rent_per_month: MoneyPerMonth | None = None
    rent_per_seat_per_month: MoneyPerSeatMonth | None = None
    rent_per_m2_per_year: MoneyPerM2Year | None = None
    free_months: Months = 0
    paid: Literal["in_advance", "in_arrears"] = "in_advance"
    paid_every_months: Annotated[int, Measure("months", low=1, high=12, whole=True)] = 1
    service_charge_per_m2_per_year: MoneyPerM2Year = 0.0
    property_tax_per_m2_per_year: MoneyPerM2Year = 0.0
    utilities_per_m2_per_year: MoneyPerM2Year = 0.0
    currency: Text = ""
    rent_index: IndexName = ""
    deposit: Money = 0.0
    fit_out_cost: Money = 0.0
    incentive: Money = 0.0
    break_from: Month | None = None
    break_every_months: Months = 0
    break_notice_months: Months = 0
    break_penalty: Money = 0.0
    restoration_cost: Money = 0.0
    extension_months: Months = 0
    extension_notice_months: Months = 0
    extension_rent_share: PositiveShare = 1.0
    rent_review_from: Month | None = None
    rent_review_every_months: Months = 0
    index_lag_months: Months = 0
    fixed_rent_growth_share_per_year: GrowthShare | None = None
    index_gaps: Gaps = "refuse"
    source: Text = ""

    @property
    def price_index(self) -> str:
        """The index its prices follow: what its own reviews make, or the one it names; blank for the plan's cost index."""
        return f"rent reviews of {self.lease}" if self.rent_review_every_months else self.rent_index

    @property
    def rents_given(self) -> tuple[str, ...]:
        """The forms in which the rent is written; a good lease has exactly one."""
        return tuple(form for form in RENT_FORMS if getattr(self, form) is not None)

    @property
    def rent_form(self) -> str:
        return self.rents_given[0]

    @property
    def size(self) -> Number:
        """How many units of rented space it is of, by the form of its rent: one lease, its seats, or its m2."""
        return {"rent_per_month": 1.0, "rent_per_seat_per_month": float(self.seats)}.get(self.rent_form, self.area_m2)

    def way_out(self, month: Month) -> Month | None:
        """The first month, from this one on, on whose first day it may be broken, nothing without such a right."""
        if self.break_from is None:
            return None
        out, every = max(month, self.break_from), max(self.break_every_months, 1)
        out = self.break_from + -(-(out - self.break_from) // every) * every
        return out if out <= self.end.month else None


class Floor(Record):
    """One of the floors of a lease, which may be given up alone where its landlord has agreed to that.

    seats, area_m2: those of the lease are the sums. surrender_from: the first month on whose first day it may be given up, blank when it
    may not; surrender_notice_months before; surrender_penalty when it is.
    """

    KIND: ClassVar[str] = "floor"
    GROUP: ClassVar[str] = "floors"

    lease: LeaseName
    floor: Name
    seats: Seats
    area_m2: Area = 0.0
    surrender_from: Month | None = None
    surrender_notice_months: Months = 0
    surrender_penalty: Money = 0.0
    source: Text = ""

    @property
    def key(self) -> str:
        return f"{self.lease} {self.floor}"


class RentStep(Record):
    """The rent of a lease from a month on, in the form in which the lease has its rent."""

    KIND: ClassVar[str] = "rent_step"
    GROUP: ClassVar[str] = "rent_steps"

    lease: LeaseName
    month: Month
    rent_per_month: MoneyPerMonth | None = None
    rent_per_seat_per_month: MoneyPerSeatMonth | None = None
    rent_per_m2_per_year: MoneyPerM2Year | None = None
    source: Text = ""

    @property
    def key(self) -> str:
        return f"{self.lease} {self.month}"

    @property
    def rents_given(self) -> tuple[str, ...]:
        """The forms in which the rent is written; a good step has exactly one."""
        return tuple(form for form in RENT_FORMS if getattr(self, form) is not None)

    @property
    def rent(self) -> Number:
        return getattr(self, self.rents_given[0])


class Sublet(Record):
    """Part of a leased space that somebody else uses: share of it, from the first to the last day, at a share of the rent we pay."""

    KIND: ClassVar[str] = "sublet"
    GROUP: ClassVar[str] = "sublets"

    sublet: Name
    lease: LeaseName
    share: Share
    start: FirstDay
    end: LastDay
    rent_share: PositiveShare = 1.0
    source: Text = ""
