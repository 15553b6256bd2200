"""The shipped plan `tiny` as it stands, worked out with a calculator.

Two teams for January, February and March 2027:
- accounting: 10 heads, full time, 60,000 a year, nobody leaves; pay follows `wages`, 12 % a year in monthly steps.
- record keeping: 20 heads, half time, 36,000 a full-time year, no index; 12 % of a cohort leave in a year; an
  opening is filled a month later, for 900, by somebody paid 0.9 of the going rate.
Employer's on-costs of both: 10 % of pay up to 48,000 a full-time year (4,000 a month), and 5 % of all pay.
One lease: 32 seats at 400 a month; rents rise 5 % on each anniversary of March 2026.
"""

import pytest

from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.ledger import Ledger, problems_in
from backoffice_lib.ledger.columns import columns
from backoffice_lib.simulation import simulate
from tests.hand.reading import attendance, cents, heads, people, same_book, space

# 12 % a year is a stay of 0.88^(1/12) = 0.989403759 a month, and a loss of 0.010596241 a month.
# Accounting stays at 10. Record keeping, month by month:
#
# January   opening 20, wanted 20: no opening is made. At work 20.
#           20 × 0.010596241 = 0.211925 leave on the last day, 19.788075 stay.
# February  opening 19.788075: 0.211925 posts are opened, to be filled on the first of March. At work 19.788075.
#           19.788075 × 0.010596241 = 0.209679 leave, 19.578396 stay.
# March     opening 19.578396, and 0.211925 join. At work 19.790321.
#           19.790321 × 0.010596241 = 0.209703 leave, 19.580618 stay.
#           Opened: 20 - 19.578396 here - 0.211925 who join today = 0.209679.
RECORD_KEEPING = {
    "opening": [20, 19.788075, 19.578396],
    "opened": [0, 0.211925, 0.209679],
    "hires": [0, 0, 0.211925],
    "noticed": [0, 0, 0],
    "severed": [0, 0, 0],
    "at_work": [20, 19.788075, 19.790321],
    "leavers": [0.211925, 0.209679, 0.209703],
    "heads": [19.788075, 19.578396, 19.580618],
    # Half time, so half of: 20; 19.788075; and in March 19.578396 + 0.9 × 0.211925 = 19.769128.
    "paid_fte": [10, 9.894038, 9.884564],
}
ACCOUNTING = {
    "opening": [10, 10, 10],
    "opened": [0, 0, 0],
    "hires": [0, 0, 0],
    "noticed": [0, 0, 0],
    "severed": [0, 0, 0],
    "at_work": [10, 10, 10],
    "leavers": [0, 0, 0],
    "heads": [10, 10, 10],
    "paid_fte": [10, 10, 10],
}

# wages: 1.12^(0/12) = 1, 1.12^(1/12) = 1.009488793, 1.12^(2/12) = 1.019067623
BOOK = {
    # 10 FTE × 60,000 / 12 = 50,000, times wages
    ("salaries", "accounting", ""): [50_000.00, 50_474.44, 50_953.38],
    # paid FTE × 36,000 / 12: 10 × 3,000; 9.894037590 × 3,000; 9.884564152 × 3,000
    ("salaries", "record keeping", ""): [30_000.00, 29_682.11, 29_653.69],
    # pay is above 4,000 a month, so 10 heads × 4,000 × 10 %; the threshold has no index
    ("on-costs", "accounting", "payroll: pension"): [4_000.00, 4_000.00, 4_000.00],
    # 5 % of all pay
    ("on-costs", "accounting", "payroll: health"): [2_500.00, 2_523.72, 2_547.67],
    # a full-time 3,000 a month is below 4,000, so 10 % of all pay
    ("on-costs", "record keeping", "payroll: pension"): [3_000.00, 2_968.21, 2_965.37],
    ("on-costs", "record keeping", "payroll: health"): [1_500.00, 1_484.11, 1_482.68],
    # 0.211924821 joiners × 900, in the month of their first day
    ("hiring", "record keeping", ""): [0.00, 0.00, 190.73],
    # 32 × 400 = 12,800; in March a year has passed since March 2026: × 1.05
    ("rent", "", "HQ-1"): [12_800.00, 12_800.00, 13_440.00],
}

# January:  50,000 + 30,000 + 4,000 + 2,500 + 3,000 + 1,500 + 12,800
# February: 50,474.44 + 29,682.11 + 4,000 + 2,523.72 + 2,968.21 + 1,484.11 + 12,800
# March:    50,953.381 + 29,653.692 + 4,000 + 2,547.669 + 2,965.369 + 1,482.685 + 190.732 + 13,440
TOTAL = [103_800.00, 103_932.59, 105_233.53]

# The three factors of every line of March: quantity, unit, price, index.
MARCH = {
    ("salaries", "accounting", ""): (10, "FTE month", 5_000, 1.019067623),
    ("salaries", "record keeping", ""): (9.884564, "FTE month", 3_000, 1),
    ("on-costs", "accounting", "payroll: pension"): (40_000, "money of pay", 0.10, 1),
    ("on-costs", "accounting", "payroll: health"): (50_953.381153, "money of pay", 0.05, 1),
    ("on-costs", "record keeping", "payroll: pension"): (29_653.692456, "money of pay", 0.10, 1),
    ("on-costs", "record keeping", "payroll: health"): (29_653.692456, "money of pay", 0.05, 1),
    ("hiring", "record keeping", ""): (0.211925, "hire", 900, 1),
    ("rent", "", "HQ-1"): (32, "seat month", 400, 1.05),
}


@pytest.fixture(scope="module")
def today() -> Ledger:
    return simulate(read_plan("tiny"))


@pytest.mark.parametrize(("team", "by_hand"), [("accounting", ACCOUNTING), ("record keeping", RECORD_KEEPING)])
def test_people(today: Ledger, team: str, by_hand: dict[str, list[float]]) -> None:
    for what, figures in by_hand.items():
        assert people(today, what, team) == heads(figures), what


def test_seats_on_the_fullest_day(today: Ledger) -> None:
    # 10 + 20 = 30; 10 + 19.788075 and 10 + 19.790321 are 30 seats too, for nobody sits on part of one.
    assert attendance(today, "seats_needed") == [30, 30, 30]
    assert space(today, "seats_held") == [32, 32, 32]


def test_every_line_of_the_book(today: Ledger) -> None:
    same_book(today, BOOK)


def test_total(today: Ledger) -> None:
    assert today.by_month()[:, 0].tolist() == cents(TOTAL)
    assert list(problems_in(today)) == []


def test_the_three_factors_of_march(today: Ledger) -> None:
    table = columns(today)
    rows = [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]
    march = {(row["category"], row["team"], row["item"]): row for row in rows if row["month"] == "2027-03"}
    assert set(march) == set(MARCH)
    for key, (quantity, unit, price, index) in MARCH.items():
        assert (march[key]["quantity"], march[key]["price"]) == heads((quantity, price)), key
        assert (march[key]["unit"], march[key]["index"]) == (unit, pytest.approx(index, abs=5e-10)), key
