"""The answer to `why` as it is read: the exact tree of a rent that is gone, of a rate, of many rows, and the page."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

import backoffice_lib as bo
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.ledger import Ledger
from backoffice_lib.simulation import simulate
from backoffice_lib.views.why_html import page


@pytest.fixture(scope="module")
def everything() -> Ledger:
    plan = read_plan("tiny")
    return simulate(plan, read_scenario(plan, "everything"))


GONE = """\
Rent of 2027-03, scenario everything: USD 0.00
It is USD 13,440.00 today; 1 of 5 initiatives changes it:
  3 break_lease (scenarios/everything.yaml:6)  13,440.00  →  0.00  -13,440.00

HQ-1, HQ                                                         0.00  USD              = 0 × 400 × 1.05
    3 break_lease (scenarios/everything.yaml:6)      13,440.00 → 0.00
  quantity                                                          0  seat month
      3 break_lease (scenarios/everything.yaml:6)              32 → 0
    seats                                                          32  seats            leases.csv:2, an assumption [1]
    start                                                     2025-01  month            leases.csv:2, an assumption [1]
    end                                                       2029-12  month            leases.csv:2, an assumption [1]
    broken_share                                                    1  share
        3 break_lease (scenarios/everything.yaml:6)             0 → 1
  price                                                           400  USD/seat month
    rent (rent_per_seat_per_month)                                400  USD/rented unit  leases.csv:2, an assumption [1]
  index rents                                                    1.05
    growth_share_per_year                                        0.05  share/year       plan.yaml:10, an assumption [2]
    applied                                                    yearly                   left out at plan.yaml:10
    base                                                      2026-03                   plan.yaml:10, an assumption [2]

Sources
  [1] an assumption, chosen to be worked out by hand
  [2] an assumption, chosen so that the rent rises in March"""


def test_the_tree_of_a_rent_that_is_gone(everything):
    assert str(bo.why(everything, category="rent", month="2027-03")) == GONE


HEALTH = """\
On-costs of 2027-01, team accounting, item payroll: health, today: USD 2,500.00

payroll: health, accounting, HQ        2,500.00  USD             = 50,000.00 × 0.05
  quantity                            50,000.00  USD of pay
    salaries booked                   50,000.00  USD
      accounting, HQ                  50,000.00  USD             = 10 × 5,000 × 1
        quantity                             10  FTE month       = 10 × 1
          people at work                     10  heads
            opening_heads (heads)            10  heads           teams.csv:2, an assumption [1]
          fte_share                           1  FTE/head        teams.csv:2, an assumption [1]
          opening_heads (heads)              10  heads           teams.csv:2, an assumption [1]
          target_heads (heads)               10  heads           teams.csv:2, an assumption [1]
          cohort_loss_share_per_year          0  share/year      teams.csv:2, an assumption [1]
          hiring_open_share                   1  share           the same unless an initiative changes it
          time_to_hire_months                 0  months          teams.csv:2, an assumption [1]
          new_hire_pay_share                  1  share           teams.csv:2, an assumption [1]
        price                             5,000  USD/FTE month   = 60,000 / 12
          salary_per_year                60,000  USD/FTE/year    teams.csv:2, an assumption [1]
          months a year                      12  months
        index wages                           1
          growth_share_per_year            0.12  share/year      plan.yaml:9, an assumption [1]
          applied                       monthly                  plan.yaml:9, an assumption [1]
          base                          2027-01                  left out at plan.yaml:9
    from_pay_per_year                         0  USD/year        left out at plan.yaml:18
  rate                                     0.05  per USD of pay
    rate_share                             0.05  share           plan.yaml:18, an assumption [2]

Sources
  [1] an assumption, chosen to be worked out by hand
  [2] an assumption: a twentieth of all pay"""


def test_the_tree_of_a_rate():
    today = simulate(read_plan("tiny"))
    assert str(bo.why(today, category="on-costs", month="2027-01", item="payroll: health", team="accounting")) == HEALTH


def test_months_that_are_alike_are_one_line():
    plan = read_plan("remote_accountants")
    said = str(bo.why(simulate(plan), category="rent")).splitlines()
    assert any(" ".join(line.split()) == "2027-01 to 2029-12, each 10,000.00 USD = 10 × 1,000" for line in said)


def test_of_many_rows_the_largest_come_first_and_the_text_fits_on_some_pages():
    plan = read_plan("tiny")
    many = tuple(plan.teams[1].with_(team=f"clerks {number}", heads=5 + number) for number in range(1, 60))
    lines = str(bo.why(simulate(plan.with_(teams=many)), category="salaries", month="2027-01")).splitlines()
    # 64 × 0.5 × 3,000
    assert lines[2].startswith("clerks 59, record keeping, HQ") and "96,000.00" in lines[2]
    assert len(lines) < 200
    assert lines[-1] == "There is more below: ask for less at once, or for all of it with --format html or json."


def test_the_page_opens_without_a_script_and_nothing_in_it_can_run(everything):
    plan = everything.plan
    plan = plan.with_(leases=tuple(lease.with_(source="<script>alert(1)</script> & co") for lease in plan.leases))
    written = page(bo.why(simulate(plan), category="rent", month="2027-01"))
    soup = BeautifulSoup(written, "html.parser")
    assert not soup("script") and not soup(src=True) and not soup(href=True)
    assert "<script>alert(1)</script> & co" in soup.get_text()
    top = soup.select_one(".why > details")
    assert top.has_attr("open") and top.summary.select_one(".value").get_text() == "12,800.00"
    assert soup.select_one("h1").get_text() == "Rent of 2027-01, today: USD 12,800.00"
    ids = [element["id"] for element in soup(id=True)]
    assert len(ids) == len(set(ids))
