"""The scenario `everything` of the shipped plan `tiny`, worked out with a calculator; `test_tiny_today` has the plan.

From February half of accounting works from home, for 100 a month and 1,000 of equipment each.
In February a quarter of the space is sublet at 0.8 of its rent; on the first of March the lease is broken.
From February a vendor does half of record keeping: 1,200,000 rupees a full-time year, 0.01 dollars each, and four
fifths of the work one of our own does. January is for handing over, at 600 per FTE; February for dual running; from
March only half of our own people are wanted. Record keeping makes no openings from January on.
"""

import pytest

from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.ledger import Ledger, problems_in
from backoffice_lib.simulation import simulate
from tests.hand.reading import attendance, cents, heads, people, same_book, space

# Record keeping wants 20, 20 and, from March on, 20 × (1 - 0.5) = 10. Notice is one month, and a month loses
# 0.010596241 of those who are not leaving anyway; the others stay, 0.989403759 of them.
#
# January   opening 20. Hiring is frozen. Who is wanted when notice given now has run out, in February: all 20.
#           20 × 0.010596241 = 0.211925 leave, 19.788075 stay.
# February  opening 19.788075. In March 10 are wanted, and 10 / 0.989403759 = 10.107097 now will be 10 by then;
#           the other 19.788075 - 10.107097 = 9.680978 are given notice. All 19.788075 work and are paid.
#           Of the 10.107097 who are to stay 0.107097 leave. 19.788075 - 0.107097 = 19.680978 at the end.
# March     opening 19.680978, of whom 9.680978 are gone on the first day. At work 10.
#           10 × 0.010596241 = 0.105962 leave, 9.894038 stay; no opening, for hiring is still frozen.
RECORD_KEEPING = {
    "opening": [20, 19.788075, 19.680978],
    "opened": [0, 0, 0],
    "hires": [0, 0, 0],
    "noticed": [0, 9.680978, 0],
    "severed": [0, 0, 9.680978],
    "at_work": [20, 19.788075, 10],
    "leavers": [0.211925, 0.107097, 0.105962],
    "heads": [19.788075, 19.680978, 9.894038],
    # half time
    "paid_fte": [10, 9.894038, 5],
    "severed_fte": [0, 0, 4.840489],
}

BOOK = {
    # 10 FTE × 5,000 × 1.12^(month / 12), as today: working from home changes nobody's pay
    ("salaries", "accounting", ""): [50_000.00, 50_474.44, 50_953.38],
    # paid FTE × 3,000: 10; 9.894037590; 5
    ("salaries", "record keeping", ""): [30_000.00, 29_682.11, 15_000.00],
    # 10 heads × 4,000 × 10 %, and 5 % of all pay, as today
    ("on-costs", "accounting", "payroll: pension"): [4_000.00, 4_000.00, 4_000.00],
    ("on-costs", "accounting", "payroll: health"): [2_500.00, 2_523.72, 2_547.67],
    # 10 % and 5 % of pay, all of it below the threshold
    ("on-costs", "record keeping", "payroll: pension"): [3_000.00, 2_968.21, 1_500.00],
    ("on-costs", "record keeping", "payroll: health"): [1_500.00, 1_484.11, 750.00],
    # 4.840488970 FTE × 3,000 × 2 months, in the month that begins without them
    ("severance", "record keeping", ""): [0.00, 0.00, 29_042.93],
    # 32 seats × 400; in March the lease is gone
    ("rent", "", "HQ-1"): [12_800.00, 12_800.00, 0.00],
    # 12,800 × 0.25 × 0.8 from the subtenant, in February alone
    ("rent", "", "HQ-1 sublet"): [0.00, -2_560.00, 0.00],
    # both follow the index of the lease's rent, 1.05 in March: 5,000 × 1.05 and 8,000 × 1.05
    ("lease exit", "", "HQ-1 penalty"): [0.00, 0.00, 5_250.00],
    ("lease exit", "", "HQ-1 restoration"): [0.00, 0.00, 8_400.00],
    # 10 × 0.5 = 5 people at home × 100
    ("remote subsidy", "accounting", ""): [0.00, 500.00, 500.00],
    # 5 people × 1,000, once
    ("equipment", "accounting", ""): [0.00, 5_000.00, 0.00],
    # the work of 20 × 0.5 = 10 FTE; half of it is 5 FTE of ours, 5 / 0.8 = 6.25 of theirs,
    # at 1,200,000 / 12 = 100,000 rupees × 0.01 = 1,000 dollars a month
    ("vendor fees", "record keeping", "record keeping with Archive Partners"): [0.00, 6_250.00, 6_250.00],
    # 5 FTE handed over × 600, all in the one month of knowledge transfer
    ("transition", "record keeping", "record keeping with Archive Partners"): [3_000.00, 0.00, 0.00],
}

# January:  103,800 as today, and 3,000 to hand over
# February: 103,932.59 as today, - 2,560 + 500 + 5,000 + 6,250
# March:    50,953.381 + 15,000 + 4,000 + 2,547.669 + 1,500 + 750 + 29,042.934 + 5,250 + 8,400 + 500 + 6,250
TOTAL = [106_800.00, 113_122.59, 124_193.98]


@pytest.fixture(scope="module")
def everything() -> Ledger:
    plan = read_plan("tiny")
    return simulate(plan, read_scenario(plan, "everything"))


def test_record_keeping(everything: Ledger) -> None:
    for what, figures in RECORD_KEEPING.items():
        assert people(everything, what, "record keeping") == heads(figures), what


def test_accounting_stays_as_it_is(everything: Ledger) -> None:
    for what in ("opening", "at_work", "heads", "paid_fte"):
        assert people(everything, what, "accounting") == [10, 10, 10], what
    for what in ("hires", "noticed", "severed", "leavers"):
        assert people(everything, what, "accounting") == [0, 0, 0], what


def test_who_works_from_home(everything: Ledger) -> None:
    assert attendance(everything, "remote_heads") == [0, 5, 5]
    assert attendance(everything, "kits_bought") == [0, 5, 0]


def test_seats(everything: Ledger) -> None:
    # 10 + 20 = 30; then 5 + 19.788075 = 24.788075, so 25; then 5 + 10 = 15.
    assert attendance(everything, "seats_needed") == [30, 25, 15]
    # 32; three quarters of 32; none once the lease is broken.
    assert space(everything, "seats_held") == [32, 24, 0]


def test_every_line_of_the_book(everything: Ledger) -> None:
    same_book(everything, BOOK)


def test_total(everything: Ledger) -> None:
    assert everything.by_month()[:, 0].tolist() == cents(TOTAL)
    assert list(problems_in(everything)) == []
