"""Which work could leave, worked out by hand for two functions and one vendor."""

from __future__ import annotations

import pytest

from backoffice_lib.analyses.which_work_could_leave import which_work_could_leave
from backoffice_lib.plan import Policies
from tests.hand.small import bureau, clerks, small_plan


def test_which_work_could_leave() -> None:
    # Records: 40 at 90,000 against 50,000; desk: 4 at 30,000 against 50,000. From April, without dual running: nine months.
    teams = (clerks(heads=40, salary_per_year=90_000, severance_months=1), clerks(team="desk", function="desk", heads=4, salary_per_year=30_000))
    plan = small_plan(12, teams=teams, vendors=(bureau(price_per_fte_per_year=50_000),), policies=Policies(smallest_pay_group_heads=1))
    answer = which_work_could_leave(plan, dual_running_months=0, knowledge_transfer_months=0, transition_cost_per_fte=1_500)
    first, last = answer.best
    assert (first.function, first.fte, last.function, last.fte) == ("records", 40, "desk", 4)
    # severance 40 × 7,500 and 40 × 1,500 for handing over; 9 × (300,000 - 166,666.67) less that
    assert first.one_off == 360_000
    assert first.saving == pytest.approx(1_200_000 - 360_000, abs=0.01)
    # fees of 1,500,000 may rise by 840,000 / 1,500,000
    assert first.break_even_price == pytest.approx(50_000 * 1.56)
    # 9 × (10,000 - 16,666.67) - 6,000
    assert last.saving == pytest.approx(-66_000, abs=0.01)
    assert last.against == ("too few people: 4.0 full-time equivalents, below 10",)
    # -360,000 in April, then 133,333 a month: 3 months are 400,000, so it is back at the end of June, the sixth month
    assert (first.payback_months, last.payback_months) == (6, None)
    assert str(answer) == "1 of 2 functions would cost less with a vendor over 12 months; most is saved by records with Bureau: USD 840,000."


def test_nothing_leaves_where_there_is_no_vendor() -> None:
    answer = which_work_could_leave(small_plan(12, teams=(clerks(),)))
    assert (answer.offers, answer.notes) == ((), ())
    assert str(answer) == "The plan has no vendor, so no work can be tried with one; add vendors.csv."


def test_a_function_of_four_people_is_not_worked_out() -> None:
    teams = (clerks(heads=40, salary_per_year=90_000), clerks(team="desk", function="desk", heads=4, salary_per_year=30_000))
    answer = which_work_could_leave(small_plan(12, teams=teams, vendors=(bureau(),)))
    [records, desk] = answer.offers
    assert records.saving is not None
    assert (desk.function, desk.saving, desk.one_off, desk.against) == ("desk", None, None, ("fewer than 5 people, whose pay is not shown",))
