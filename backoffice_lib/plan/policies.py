"""House rules that hold for the whole plan."""

from __future__ import annotations

from typing import Annotated, Literal

from backoffice_lib.basics.record import Record
from backoffice_lib.basics.units import Measure, Share

MonthOfYear = Annotated[int, Measure("month of the year", low=1, high=12, whole=True)]
GroupHeads = Annotated[int, Measure("heads", low=1, high=1_000, whole=True)]

SMALLEST_PAY_GROUP_HEADS = 5
"""Groups of fewer people are not told apart by pay. A common threshold of statistical disclosure control; an assumption of the workbench."""


class Policies(Record):
    """House rules that hold for the whole plan.

    surplus: what happens to people a team no longer needs, once attrition and redeployment have done what they can:
    `severance` (they are given notice) or `attrition` (nobody is made redundant). redeployment: whether they first fill
    vacant posts of the same role at the same site. shed: whether a lease
    with a break right is given notice as soon as its site has seats enough without it (`when_empty`). bonus_month, merit_month: 1 for January to 12, when bonus is paid and
    merit raises begin. pay_basis: how a part of a month is paid: its days by those of the `calendar_month`, of a
    `thirty_day_month`, or of the year (`days_of_year`). headcount: heads as `expected` values, or `whole` people.
    most_overtime_share: of their usual hours, how much more people can work when work or posts are covered by overtime.
    leavers: as `expected`, or `binomial`, drawn person by person in all draws but the first.
    sampling: how draws are spread over what is not sure: at `random`, one in each of as many equal parts as there are draws
    (`latin_hypercube`), or as evenly as can be over all of it at once (`sobol`); random walks and what levers are not sure of have no part in a Sobol sequence.
    smallest_pay_group_heads: what fewer people than that are paid is shown only together with others; 1 shows all.
    """

    surplus: Literal["severance", "attrition"] = "severance"
    redeployment: Literal["same_role_and_site", "none"] = "same_role_and_site"
    bonus_month: MonthOfYear = 3
    merit_month: MonthOfYear = 1
    shed: Literal["never", "when_empty"] = "never"
    pay_basis: Literal["calendar_month", "thirty_day_month", "days_of_year"] = "calendar_month"
    most_overtime_share: Share = 0.2
    headcount: Literal["expected", "whole"] = "expected"
    leavers: Literal["expected", "binomial"] = "expected"
    sampling: Literal["random", "latin_hypercube", "sobol"] = "random"
    smallest_pay_group_heads: GroupHeads = SMALLEST_PAY_GROUP_HEADS
