"""Teams of people who do one function at one site, and what employing them costs beside their pay."""

from __future__ import annotations

from typing import ClassVar, Literal

from backoffice_lib.basics.record import IndexName, Name, Record, SchemeName, SiteName, Text
from backoffice_lib.basics.units import (
    Heads,
    LossShare,
    MoneyPerHead,
    MoneyPerYear,
    Months,
    MonthsOfPay,
    Pay,
    PositiveShare,
    Rate,
    Share,
    WorkingTime,
)

Mode = Literal["office", "hybrid", "remote", "nearshore", "offshore", "outsourced"]


class Team(Record):
    """People in the same role who do one function at one site.

    team: its name. function: what work it does. site: where it sits. role: the job it holds.
    heads: people on the first day of the plan, and the number wanted until a lever says otherwise.
    fte_share: working time of a person, 1 is full time. salary_per_year: pay of a full-time year at the
    going rate; blank for the published wage of the role in the site's place. currency: of the pay, blank for the plan's. wage_index: the index its pay follows.
    on_costs: the scheme of employer's on-costs. bonus_share: of salaries, paid in the bonus month. cohort_loss_share_per_year: share of the people here today
    who have left in a year. time_to_hire_months: from an opening to the first day at work.
    recruiting_cost_per_hire. new_hire_pay_share: a joiner's pay against the going rate. remote_share: share
    who work from home. severance_months, notice_months: of someone who is made redundant.
    """

    KIND: ClassVar[str] = "team"

    team: Name
    function: Name
    site: SiteName
    role: Text = ""
    heads: Heads
    fte_share: WorkingTime = 1.0
    salary_per_year: Pay | None = None
    currency: Text = ""
    wage_index: IndexName = ""
    on_costs: SchemeName = ""
    bonus_share: Rate = 0.0
    cohort_loss_share_per_year: LossShare = 0.0
    time_to_hire_months: Months = 0
    recruiting_cost_per_hire: MoneyPerHead = 0.0
    new_hire_pay_share: PositiveShare = 1.0
    remote_share: Share = 0.0
    severance_months: MonthsOfPay = 0.0
    notice_months: Months = 0
    mode: Mode = "office"
    source: Text = ""


class OnCostBand(Record):
    """One band of a scheme of employer's on-costs: a rate on the part of yearly pay between two thresholds.

    A flat rate is a scheme of one band without thresholds. The thresholds are per full-time year, in the
    currency of the pay, and follow their own index.
    """

    KIND: ClassVar[str] = "on_cost_band"

    scheme: Name
    band: Name
    rate_share: Rate
    from_pay_per_year: MoneyPerYear = 0.0
    to_pay_per_year: MoneyPerYear | None = None
    threshold_index: IndexName = ""
    source: Text = ""

    @property
    def key(self) -> str:
        return f"{self.scheme}: {self.band}"
