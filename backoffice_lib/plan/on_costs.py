"""Employer's on-costs: schemes of bands, those that come with the workbench, and loads made of published hourly costs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from backoffice_lib.basics.record import IndexName, Name, Record, Text
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.basics.units import MoneyPerHeadMonth, MoneyPerYear, Rate
from backoffice_lib.plan.rates import Rate as PublishedRate

Base = Literal["yearly_salary", "wages_for_hours_worked", "compensation"]
ON_SALARY: Base = "yearly_salary"


class OnCostBand(Record):
    """One band of a scheme of employer's on-costs: a rate on the part of yearly pay between two thresholds.

    A flat rate is a scheme of one band without thresholds. Pay is that of a full-time year, or of the person as it is
    where thresholds_per says so. floor_pay_per_year: the least pay on which contributions are due.
    threshold_index: the index that thresholds, floor and fixed amount follow. currency: of all three, blank for that of the pay.
    cumulated: `monthly` holds each month's pay against a twelfth of the thresholds; `calendar_year` holds pay since
    1 January against those of that January, so that a ceiling is reached in the course of the year and nothing more is due
    before the next. The months of that year before the plan count at the first month's pay. A joiner begins at nothing in
    the month of joining, as with any new employer; whoever moves into a team of nobody does too.
    base: what the rate is a share of; only one on a yearly salary can be used on salaries. due_on: whether it is due on
    shift premiums and bonus too, as contributions by law are; a load published as a share of salaries alone is not.
    amount_per_head_per_month: a fixed amount besides, for everyone at work. place, as_of: of the law, for the reader.
    """

    KIND: ClassVar[str] = "on_cost_band"
    GROUP: ClassVar[str] = "on_costs"

    scheme: Name
    band: Name
    rate_share: Rate
    from_pay_per_year: MoneyPerYear = 0.0
    to_pay_per_year: MoneyPerYear | None = None
    floor_pay_per_year: MoneyPerYear = 0.0
    amount_per_head_per_month: MoneyPerHeadMonth = 0.0
    threshold_index: IndexName = ""
    thresholds_per: Literal["full_time_year", "person"] = "full_time_year"
    cumulated: Literal["monthly", "calendar_year"] = "monthly"
    base: Base = ON_SALARY
    due_on: Literal["all_pay", "salaries"] = "all_pay"
    currency: Text = ""
    place: Text = ""
    as_of: Text = ""
    source: Text = ""

    @property
    def key(self) -> str:
        return f"{self.scheme}: {self.band}"

    def as_rate(self) -> PublishedRate:
        """The band as a line of the rates library; its rate is a share of the pay within it."""
        low, high = likely(self.from_pay_per_year), self.to_pay_per_year
        ends = [f"from {low:,.10g}"] * (low > 0) + [f"to {likely(high):,.10g}" for _ in range(high is not None)]
        span = f" {' '.join(ends)} {self.currency} {'in a calendar year' if self.cumulated == 'calendar_year' else 'a year'}"
        return PublishedRate(
            what="on-costs scheme",
            item=f"{self.key}{span if ends else ''}",
            place=self.place,
            value=likely(self.rate_share),
            unit="share",
            as_of=self.as_of,
            source=self.source,
        )


def with_named(bands: Iterable[OnCostBand], library: Iterable[OnCostBand], named: Iterable[str]) -> tuple[OnCostBand, ...]:
    """The bands of a plan, and those of the schemes of the library that its teams name and it has none of."""
    bands, named = tuple(bands), set(named)
    own = {band.scheme for band in bands}
    return (*bands, *(band for band in library if band.scheme in named - own))


def loads_by_base(
    wages: float, paid_leave: float, supplemental: float, insurance: float, retirement: float, legally_required: float
) -> dict[Base, float]:
    """The load of on-costs by what it is a share of, from what an hour of work costs an employer; money an hour, to shares.

    Of compensation and of wages for hours worked it is all benefits, as US statistics quote it. Only the load on a yearly salary may
    multiply a salary: the salary pays for leave already, and bonus, overtime and shift premiums are costs of their own.
    Source of the parts: BLS, Employer Costs for Employee Compensation.
    """
    on_top = insurance + retirement + legally_required
    benefits = paid_leave + supplemental + on_top
    return {
        "compensation": benefits / (wages + benefits),
        "wages_for_hours_worked": benefits / wages,
        "yearly_salary": on_top / (wages + paid_leave),
    }
