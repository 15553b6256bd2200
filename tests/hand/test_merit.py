"""Merit: the pay of those who stay rises in one month of the year, whatever the going rate does."""

from typing import Any

from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import HeadcountStep, Index, Policies
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, spent
from tests.hand.small import TEN_PER_CENT_A_MONTH, clerks, small_plan

WAGES = Index(index="wages", growth_share_per_year=0.04)  # a step each January, the first in 2028


def simulated(months: int, headcount: tuple[HeadcountStep, ...] = (), **fields: Any) -> Ledger:
    """Ten clerks at 3,000 a month, or another team; merit is in April."""
    team = clerks(**{"wage_index": "wages"} | fields)
    policies = Policies(merit_month=4)
    return simulate(small_plan(months, teams=(team,), indices=(WAGES,), policies=policies, headcount=headcount))


def test_pay_of_stayers_rises_in_the_merit_month_and_not_with_the_going_rate() -> None:
    # 10 × 3,000; from April × 1.03; January 2028 brings a going rate of 3,120 and nothing for those who are here; April × 1.03
    paid = spent(simulated(17, merit_share_per_year=0.03), "salaries")
    assert paid == cents([30_000.00] * 3 + [30_900.00] * 12 + [31_827.00] * 2)


def test_without_merit_pay_rises_with_the_going_rate() -> None:
    assert spent(simulated(17), "salaries") == cents([30_000.00] * 12 + [31_200.00] * 5)


def test_a_merit_of_nothing_leaves_pay_as_it_is() -> None:
    assert spent(simulated(17, merit_share_per_year=0), "salaries") == cents([30_000.00] * 17)


def test_joiners_are_paid_their_share_of_the_going_rate_and_have_merit_when_it_is_next_due() -> None:
    joining = tuple(HeadcountStep(team="clerks", month=month, hires=5) for month in ("2028-02", "2028-04"))
    paid = spent(simulated(17, joining, merit_share_per_year=0.03, new_hire_pay_share=0.9), "salaries")
    # February 2028   30,900, and 5 × 3,000 × 1.04 × 0.9 = 14,040
    # April           (30,900 + 14,040) × 1.03 = 46,288.20, and 14,040 of those who come on its first day
    assert paid[12:] == cents([30_900.00, 44_940.00, 44_940.00, 60_328.20, 60_328.20])


def test_who_is_replaced_takes_the_merit_along() -> None:
    paid = spent(simulated(5, merit_share_per_year=0.1, cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH), "salaries")
    # April   9 stay at 1.1 times the going rate, and one joins at it: 10.9
    # May     one leaves who is paid 1.09 like the average, and one joins: 9.81 + 1
    assert paid == cents([30_000.00] * 3 + [32_700.00, 32_430.00])


def test_bonus_and_severance_are_of_the_pay_that_people_have() -> None:
    fewer = (HeadcountStep(team="clerks", month="2027-05", heads=8),)
    ledger = simulated(5, fewer, merit_share_per_year=0.1, severance_months=2, bonus_share=0.1)
    # 2 × 3,300 × 2; a tenth of 30,000 for three months, of 33,000 and of 26,400
    assert spent(ledger, "severance") == cents([0, 0, 0, 0, 13_200.00])
    assert spent(ledger, "bonus") == cents([3_000.00] * 3 + [3_300.00, 2_640.00])
