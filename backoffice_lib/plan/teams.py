"""Teams of people who do one function at one site, and what employing them costs beside their pay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from backoffice_lib.basics.record import IndexName, Name, Record, SchemeName, SiteName, Text, WorkingTimeName
from backoffice_lib.basics.units import (
    Heads,
    LeaversPerHead,
    LossShare,
    MeritShare,
    MoneyPerHead,
    Months,
    MonthsOfPay,
    Pay,
    PositiveShare,
    Rate,
    Share,
    WorkingTime,
)

TWO_MEANINGS = (
    "give cohort_loss_share_per_year (0.12: of 200, 176 stay) "
    "or leavers_per_average_head_per_year (0.12: of 200, 24 are replaced)"
)
"""Why the bare word attrition is refused."""

Cover = Literal["none", "overtime", "temporary_staff"]
SizedBy = Literal["heads", "work"]
Mode = Literal["office", "hybrid", "remote", "nearshore", "offshore", "outsourced"]


class Team(Record):
    """People in the same role who do one function at one site.

    team: its name. function: what work it does. site: where it sits. role: the job it holds.
    heads: people on the first day of the plan, and the number wanted until headcount.csv or a lever says otherwise.
    sized_by: whether that number is wanted, or as many as the work in work.csv takes.
    fte_share: working time of a person, 1 is full time. working_time: how many hours of it are productive.
    salary_per_year: pay of a full-time year at the going rate; blank for the published wage of the role in the site's
    place. currency: of the pay, blank for the plan's. wage_index: the index that the going rate follows.
    merit_share_per_year: by how much the pay of those who stay rises in the merit month, instead of with the going rate;
    blank where it rises with the going rate. new_hire_pay_share: a joiner's pay against the going rate.
    on_costs: the scheme of employer's on-costs. bonus_share: of salaries, paid in the bonus month. shift_premium_share: of
    salaries, paid with them for work at night or on days off.
    overtime_share: hours regularly worked on top of the paid time. vacancy_cover: who does the work of posts that are vacant.
    cohort_loss_share_per_year: share of the people here today who have left in a year. leavers_per_average_head_per_year:
    those who leave in a year against the average head; only one of the two may be given, and none for what the role's
    rows in attrition.csv say. backfill_share: of those who leave, how many are replaced.
    time_to_hire_months: from an opening to the first day at work. recruiting_cost_per_hire.
    ramp_up_months: until a joiner does the full work, in equal steps. remote_share: share who work from home.
    severance_months, notice_months: of someone who is made redundant.
    """

    KIND: ClassVar[str] = "team"
    GROUP: ClassVar[str] = "teams"
    REFUSED: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("attrition", "attrition_share", "attrition_rate", "attrition_per_year", "attrition_share_per_year", "turnover"), TWO_MEANINGS
    )

    team: Name
    function: Name
    site: SiteName
    role: Text = ""
    heads: Heads
    sized_by: SizedBy = "heads"
    fte_share: WorkingTime = 1.0
    working_time: WorkingTimeName = ""
    salary_per_year: Pay | None = None
    currency: Text = ""
    wage_index: IndexName = ""
    merit_share_per_year: MeritShare | None = None
    new_hire_pay_share: PositiveShare = 1.0
    on_costs: SchemeName = ""
    bonus_share: Rate = 0.0
    shift_premium_share: Rate = 0.0
    overtime_share: Share = 0.0
    vacancy_cover: Cover = "none"
    cohort_loss_share_per_year: LossShare = 0.0
    leavers_per_average_head_per_year: LeaversPerHead = 0.0
    backfill_share: Share = 1.0
    time_to_hire_months: Months = 0
    recruiting_cost_per_hire: MoneyPerHead = 0.0
    ramp_up_months: Months = 0
    remote_share: Share = 0.0
    severance_months: MonthsOfPay = 0.0
    notice_months: Months = 0
    mode: Mode = "office"
    source: Text = ""
