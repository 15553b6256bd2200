"""Where work can go: vendors and what they ask, the contracts there are, and the placements and moves that follow."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import FunctionName, IndexName, Name, Record, Text, VendorName, WorkOrNone
from backoffice_lib.basics.uncertain import Number
from backoffice_lib.basics.units import (
    HoursPerYear,
    Measure,
    Minutes,
    MoneyPerFteYear,
    MoneyPerHour,
    MoneyPerMonth,
    MoneyPerUnit,
    Months,
    MonthsOfFees,
    PositiveShare,
    Share,
    WholeUnits,
    Years,
)

VendorMode = Literal["outsourced", "nearshore", "offshore"]
RampShare = Annotated[Number, Measure("share", high=1.0, above_low=True)]


PRICES = ("price_per_fte_per_year", "price_per_hour", "fixed_fee_per_month", "gain_share")
"""What a vendor may ask for, besides prices of units; a price of 0 is one that is given."""


class Vendor(Record):
    """A vendor: what it asks, how well its people work, and what its contracts say.

    It may ask for a full-time year, for an hour (productive_hours_per_year of each of its people), for a unit of work (price_tiers.csv),
    a fixed fee for each contract, a gain share (of what is saved on salaries once all other fees are paid), or any mix of these.
    Where price_per_hour is blank and labour_category or card_vendor is not, it is the price below which card_quantile_share lie of the offers
    of the rate card for that: those whose labour category has all these words, of that vendor, education and years of experience.
    tiers_hold_for: whether a tier prices the `units_within` it, or `all_units` of a month that reaches it.
    minimum_units_per_month: paid for in any case. term_months: the least time a contract with it runs, from the first month of
    its fees; 0 for no such term. After each term prices rise by renewal_uplift_share; termination_fee_months of fees are due when one ends before.

    productivity_share: the work one of its people does, against one of ours (0.8: four fifths). New people begin at ramp_start_share
    of it and reach it after ramp_months; leavers_share_per_year of them are replaced by new ones. defect_share of the units it does come back
    and take our people defect_rework_minutes each; above agreed_defect_share it returns service_credit_share of its fees.
    shortfall: what happens when its people do not do the work of as many of ours: `vendor_adds_people`, at its price;
    `backfill_at_home`, by our people; or `backlog`, where the rest waits with us, and nobody is added.
    """

    KIND: ClassVar[str] = "vendor"
    GROUP: ClassVar[str] = "vendors"

    vendor: Name
    country: Text = ""
    mode: VendorMode = "outsourced"
    price_per_fte_per_year: MoneyPerFteYear | None = None
    price_per_hour: MoneyPerHour | None = None
    labour_category: Text = ""
    card_vendor: Text = ""
    card_education: Text = ""
    card_least_years: Years | None = None
    card_most_years: Years | None = None
    card_quantile_share: Share = 0.5
    productive_hours_per_year: HoursPerYear = 1776.0
    fixed_fee_per_month: MoneyPerMonth | None = None
    gain_share: Share | None = None
    tiers_hold_for: Literal["units_within", "all_units"] = "units_within"
    minimum_units_per_month: WholeUnits = 0
    currency: Text = ""
    price_index: IndexName = ""
    productivity_share: PositiveShare = 1.0
    ramp_months: Months = 0
    ramp_start_share: RampShare = 1.0
    leavers_share_per_year: Annotated[Number, Measure("share/year", high=6.0)] = 0.0
    defect_share: Share = 0.0
    defect_rework_minutes: Minutes = 0.0
    agreed_defect_share: Share = 1.0
    service_credit_share: Share = 0.0
    shortfall: Literal["vendor_adds_people", "backfill_at_home", "backlog"] = "vendor_adds_people"
    term_months: Months = 0
    renewal_uplift_share: Share = 0.0
    notice_months: Months = 0
    termination_fee_months: MonthsOfFees = 0.0
    source: Text = ""

    @property
    def asks_for(self) -> tuple[str, ...]:
        """The fields of the prices that are given."""
        return tuple(price for price in PRICES if getattr(self, price) is not None)


class PriceTier(Record):
    """What a vendor asks for a unit of work, from so many units a month on; the first tier is from 0.

    work: the work whose units it prices, each work with tiers of its own; blank for all units that no tiers of their work price.
    """

    KIND: ClassVar[str] = "price_tier"
    GROUP: ClassVar[str] = "price_tiers"
    PART_OF: ClassVar[str] = "vendor"

    vendor: VendorName
    work: WorkOrNone = ""
    from_units_per_month: WholeUnits = 0
    price_per_unit: MoneyPerUnit
    source: Text = ""

    @property
    def key(self) -> str:
        return f"{self.vendor} from {self.from_units_per_month} units" + (f" of {self.work}" if self.work else "")


class Contract(Record):
    """Work of one function placed with a vendor: already today, where the plan says so, or by a lever.

    placed_share: of all the work of the function, what the vendor does on the first day; our teams do the rest.
    since: the first month of its fees; blank for the first of the plan.
    """

    KIND: ClassVar[str] = "contract"
    GROUP: ClassVar[str] = "contracts"

    function: FunctionName
    vendor: VendorName
    placed_share: Share = 0.0
    since: Month | None = None
    source: Text = ""

    @property
    def contract(self) -> str:
        """What it is called: `record keeping with Archive Partners`."""
        return f"{self.function} with {self.vendor}"


class Placement(Record):
    """A team whose work is, in part, or may be placed under a contract; it follows from the contracts and the teams."""

    KIND: ClassVar[str] = "placement"
    GROUP: ClassVar[str] = "placements"

    team: Name
    contract: Name
    placed_share: Share = 0.0

    @property
    def key(self) -> str:
        return f"{self.team} to {self.contract}"


class Move(Record):
    """A team whose work goes, in part, to another team of ours at another site; a lever declares it."""

    KIND: ClassVar[str] = "move"
    GROUP: ClassVar[str] = "moves"

    team: Name
    to: Name

    @property
    def key(self) -> str:
        return f"{self.team} to {self.to}"
