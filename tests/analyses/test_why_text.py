"""The answer to `why` as it is read: the exact tree of a rent that is gone, of a rate, and of many rows."""

from __future__ import annotations

import backoffice_lib as bo
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.simulation import simulate

EVERYTHING = """\
Rent of 2027-03, scenario everything: USD 0.00
It is USD 13,440.00 today; 1 of 5 initiatives changes it:
  3 break_lease (scenarios/everything.yaml:6)  13,440.00  →  0.00  -13,440.00

HQ-1, HQ: USD 0.00
  quantity                                0  seat month
    seats                                32  seats            leases.csv:2, an assumption [1]
    start                           2025-01  month            leases.csv:2, an assumption [1]
    end                             2029-12  month            leases.csv:2, an assumption [1]
    broken_share                          1  share            break_lease (scenarios/everything.yaml:6), see below
  price                                 400  USD/seat month
    rent (rent_per_seat_per_month)      400  USD/rented unit  leases.csv:2, an assumption [1]
  index                                1.05
    rents                              1.05                   1 in 2026-03, 0.05 a year, applied yearly: plan.yaml:10, an assumption [2]
  amount                               0.00  USD              = 0 × 400 × 1.05
  3 break_lease (scenarios/everything.yaml:6)
    broken_share          0  →     1
    quantity             32  →     0
    amount        13,440.00  →  0.00

Sources
  [1] an assumption, chosen to be worked out by hand
  [2] an assumption, chosen so that the rent rises in March"""


def test_the_tree_of_a_rent_that_is_gone():
    plan = read_plan("tiny")
    everything = simulate(plan, read_scenario(plan, "everything"))
    assert str(bo.why(everything, category="rent", month="2027-03")) == EVERYTHING


HEALTH = """\
On-costs of 2027-01, team accounting, item payroll: health, today: USD 2,500.00

payroll: health, accounting, HQ: USD 2,500.00
  quantity             50,000.00  USD of pay
    salaries booked    50,000.00  USD             see below
    from_pay_per_year          0  USD/year        left out at plan.yaml:18
  rate                      0.05  per USD of pay
    rate_share              0.05  share           plan.yaml:18, an assumption [1]
  amount                2,500.00  USD             = 50,000.00 × 0.05
  salaries it is a rate on
    accounting, HQ: USD 50,000.00
      quantity                             10  FTE month
        opening_heads (heads)              10  heads          teams.csv:2, an assumption [2]
        target_heads (heads)               10  heads          teams.csv:2, an assumption [2]
        fte_share                           1  FTE/head       teams.csv:2, an assumption [2]
        cohort_loss_share_per_year          0  share/year     teams.csv:2, an assumption [2]
        hiring_open_share                   1  share          the same unless an initiative changes it
        time_to_hire_months                 0  months         teams.csv:2, an assumption [2]
        new_hire_pay_share                  1  share          teams.csv:2, an assumption [2]
      price                             5,000  USD/FTE month
        salary_per_year                60,000  USD/FTE/year   teams.csv:2, an assumption [2]
      index                                 1
        wages                               1                 1 in 2027-01, 0.12 a year, applied monthly: plan.yaml:9, an assumption [2]
      amount                        50,000.00  USD            = 10 × 5,000 × 1

Sources
  [1] an assumption: a twentieth of all pay
  [2] an assumption, chosen to be worked out by hand"""


def test_the_tree_of_a_rate():
    today = simulate(read_plan("tiny"))
    assert str(bo.why(today, category="on-costs", month="2027-01", item="payroll: health", team="accounting")) == HEALTH


def test_of_many_rows_only_the_factors_are_told():
    plan = read_plan("tiny")
    many = tuple(plan.teams[1].with_(team=f"clerks {number}", heads=number) for number in range(1, 10))
    lines = str(bo.why(simulate(plan.with_(teams=many)), category="salaries", month="2027-01")).splitlines()
    # 9 × 0.5 × 3,000, and 45 × 0.5 × 3,000 for all
    assert lines[2] == "clerks 9, record keeping, HQ  4.5  FTE month  × USD 3,000    = 13,500.00"
    assert len(lines) == 15
    assert lines[12] == "The 9 rows add up to USD 67,500.00"
    assert lines[14] == "Name a team, site, function, vendor or item to see where the factors of a row come from."
