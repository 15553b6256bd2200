"""Open site: a new site with a lease, to which teams may then be moved."""

from collections.abc import Iterator
from typing import Annotated

from backoffice_lib.basics.errors import Problem, nearest
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import IndexName, Name, Text
from backoffice_lib.basics.uncertain import draws
from backoffice_lib.basics.units import (
    Area,
    Measure,
    Money,
    MoneyPerM2Year,
    MoneyPerMonth,
    MoneyPerSeatMonth,
    Months,
    Seats,
    Share,
)
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.plan import Lease, Plan, Site
from backoffice_lib.plan.extensions import with_site
from backoffice_lib.plan.leases import RENT_FORMS
from backoffice_lib.plan.site_checks import problems_in_where

_BESIDES = ("service_charge_per_m2_per_year", "deposit", "fit_out_cost", "incentive", "break_penalty", "restoration_cost")


class OpenSite(Lever):
    """A new site is opened in a month, with a lease from its first day; levers after it in the scenario may move teams there.

    place: its name in the published rates, whose wages then hold there. flexible_desk_per_month: what a seat costs where too few are
    held (plan currency). wage_index: the index of pay there, where a team names none. country, time_zone, transfer_markup_share: as in sites.csv. The lease goes by the name of the site and
    `lease`; its rent is given in one of three forms, in `currency`, and follows rent_index. lease_months: its term.
    break_after_months: from when it may be broken, counted from its start; 0 for no such right. fit_out_cost, less the landlord's
    incentive, and the deposit are paid on its first day.

    The same site opened again later in the list replaces it.
    """

    EXAMPLE = {
        "site": "Branch",
        "starting": "2027-02",
        "seats": 12,
        "rent_per_seat_per_month": 300,
        "rent_index": "rents",
        "fit_out_cost": 9000,
    }

    site: Name
    starting: Month
    place: Text = ""
    flexible_desk_per_month: MoneyPerSeatMonth = 0.0
    wage_index: IndexName = ""
    country: Text = ""
    time_zone: Text = ""
    transfer_markup_share: Share | None = None
    seats: Seats
    area_m2: Area = 0.0
    rent_per_month: MoneyPerMonth | None = None
    rent_per_seat_per_month: MoneyPerSeatMonth | None = None
    rent_per_m2_per_year: MoneyPerM2Year | None = None
    service_charge_per_m2_per_year: MoneyPerM2Year = 0.0
    deposit: Money = 0.0
    fit_out_cost: Money = 0.0
    incentive: Money = 0.0
    currency: Text = ""
    rent_index: IndexName = ""
    lease_months: Annotated[int, Measure("months", low=1, high=1_200, whole=True)] = 60
    break_after_months: Months = 0
    break_notice_months: Months = 0
    break_penalty: Money = 0.0
    restoration_cost: Money = 0.0

    @property
    def lease(self) -> str:
        """The name of its lease."""
        return f"{self.site} lease"

    def problems(self, plan: Plan) -> Iterator[Problem]:
        yield from self._names(plan)
        yield from self.no_exchange_rate(plan)
        yield from problems_in_where(self)
        given = self._rents_given
        if len(given) != 1:
            what = "no rent is given" if not given else f"the rent is given {len(given)} times"
            yield self.problem("", what, f"fill one of {', '.join(RENT_FORMS)}")
        elif given == ["rent_per_m2_per_year"] and not draws(self.area_m2).all():
            yield self.problem("area_m2", "is missing", "a rent per m2 needs the area")
        if self.break_after_months >= self.lease_months:
            what = f"is {self.break_after_months}, and the lease runs for {self.lease_months}"
            yield self.problem("break_after_months", what, f"give at most {self.lease_months - 1}, or leave it out")

    def _names(self, plan: Plan) -> Iterator[Problem]:
        """A name that is taken, by a site or lease that this lever has not made, and a place nobody has figures of."""
        made = ((plan.sites, self._site, "site"), (plan.leases, None if len(self._rents_given) != 1 else self._lease, "lease"))
        for known, own, kind in made:
            name = self.site if kind == "site" else self.lease
            if any(one.key == name and one != own for one in known):
                yield self.problem("site", f'"{name}" is a {kind} of the plan already', "give the new site a name of its own")
        places = dict.fromkeys(rate.place for rate in plan.rates if rate.place)
        if self.place and places and self.place not in places:
            near = nearest(self.place, places)
            yield self.problem("place", f'no published rate is of "{self.place}"', "see `backoffice rates`, or leave it out", near)

    def extend(self, plan: Plan) -> Plan:
        return with_site(plan, self._site, self._lease)

    def bend(self, drivers: Drivers) -> Drivers:
        [rent] = self._rents_given
        drivers = set_from(drivers, "rent", [self.lease], getattr(self, rent), self.starting)
        for name in _BESIDES:
            drivers = set_from(drivers, name, [self.lease], getattr(self, name), self.starting)
        return drivers

    @property
    def _rents_given(self) -> list[str]:
        return [form for form in RENT_FORMS if getattr(self, form) is not None]

    @property
    def _site(self) -> Site:
        same = ("site", "place", "flexible_desk_per_month", "wage_index", "country", "time_zone", "transfer_markup_share")
        return Site(**{name: getattr(self, name) for name in same}, source=self.label)

    @property
    def _lease(self) -> Lease:
        """The lease as it is declared, for nothing: what it costs is bent, so that the plan alone costs what it did."""
        same = ("lease", "site", "seats", "area_m2", "currency", "rent_index", "break_notice_months")
        return Lease(
            **{name: getattr(self, name) for name in same},
            start=str(self.starting),
            end=str(self.starting + (self.lease_months - 1)),
            break_from=self.starting + self.break_after_months if self.break_after_months else None,
            source=self.label,
            **{self._rents_given[0]: 0.0},
        )
