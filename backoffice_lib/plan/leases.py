"""Sites where people sit, and the leases that hold their seats."""

from __future__ import annotations

from typing import ClassVar

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import IndexName, Name, Record, SiteName, Text
from backoffice_lib.basics.units import (
    Area,
    Money,
    MoneyPerM2Year,
    MoneyPerMonth,
    MoneyPerSeatMonth,
    Months,
    Seats,
)


class Site(Record):
    """A place where teams sit; `place` is its name in the published rates.

    flexible_desk_per_month: what a seat costs (plan currency) where fewer are held than needed.
    wage_index: the index that pay here follows, where a team names none.
    """

    KIND: ClassVar[str] = "site"

    site: Name
    place: Text = ""
    flexible_desk_per_month: MoneyPerSeatMonth = 0.0
    wage_index: IndexName = ""
    source: Text = ""


class Lease(Record):
    """Space held at a site, with its seats, its term and its rent, in one of three usual forms.

    service_charge_per_m2_per_year: cleaning, energy and upkeep, where the rent does not hold them.
    start: the first month of the term. end: its last month, whose rent is still paid.
    rent_per_month for the whole, or rent_per_seat_per_month, or rent_per_m2_per_year with area_m2.
    break_from: the first month on whose first day it may be given back, blank without such a right;
    break_notice_months before; break_penalty when it is broken; restoration_cost when it is given back.
    """

    KIND: ClassVar[str] = "lease"

    lease: Name
    site: SiteName
    floor: Text = ""
    seats: Seats
    area_m2: Area = 0.0
    start: Month
    end: Month
    rent_per_month: MoneyPerMonth | None = None
    rent_per_seat_per_month: MoneyPerSeatMonth | None = None
    rent_per_m2_per_year: MoneyPerM2Year | None = None
    service_charge_per_m2_per_year: MoneyPerM2Year = 0.0
    currency: Text = ""
    rent_index: IndexName = ""
    break_from: Month | None = None
    break_notice_months: Months = 0
    break_penalty: Money = 0.0
    restoration_cost: Money = 0.0
    source: Text = ""

    @property
    def rents_given(self) -> tuple[str, ...]:
        """The forms in which the rent is written; a good lease has exactly one."""
        forms = ("rent_per_month", "rent_per_seat_per_month", "rent_per_m2_per_year")
        return tuple(form for form in forms if getattr(self, form) is not None)

    @property
    def rent_form(self) -> str:
        return self.rents_given[0]
