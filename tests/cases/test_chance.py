"""Leavers drawn person by person: how many are left after a year of attrition, on average and apart."""

from __future__ import annotations

import numpy as np

from backoffice_lib.drivers.streams import uniforms
from backoffice_lib.levers import FreezeHiring
from backoffice_lib.operations.attrition import monthly_loss_share
from backoffice_lib.plan import Policies, Team
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import in_detail
from tests.cases.reading import case
from tests.hand.small import small_plan

FROZEN = Scenario(name="frozen", levers=(FreezeHiring(starting="2027-01"),))


def people_after_a_year(heads: float, loss: float, draws: int, seed: int = 7) -> np.ndarray:
    team = Team(team="desk", function="desk", site="HQ", heads=heads, salary_per_year=1, cohort_loss_share_per_year=loss)
    plan = small_plan(12, teams=(team,), policies=Policies(headcount="whole", leavers="binomial"))
    return in_detail(plan, FROZEN, draws, seed).operations.staffing.heads[-1, 0]


def test_a_year_of_attrition_leaves_as_many_as_the_binomial_law_says():
    given, expected, tolerance = case("mc-04-attrition-binomial")
    left = people_after_a_year(given["start"], given["annual_attrition"], draws=20_000)
    assert left[0] == expected["mean_end"]
    assert abs(left[1:].mean() - expected["mean_end"]) < tolerance["mean"]
    assert abs(left[1:].std() / expected["sd_end"] - 1) < tolerance["sd_rel"]
    assert (left == np.round(left)).all()
    np.testing.assert_allclose(monthly_loss_share(given["annual_attrition"]), expected["monthly_rate"], atol=5e-9)
    a_twelfth_each_month = given["start"] * (1 - given["annual_attrition"] / 12) ** 12
    assert abs(a_twelfth_each_month - expected["wrong_if_annual_div_12"]) < 0.001  # the trap


def test_a_draw_is_the_same_however_many_are_drawn_and_whatever_else_is_in_the_plan():
    few, many = (people_after_a_year(200, 0.12, draws) for draws in (5, 50))
    assert few.tolist() == many[:6].tolist()
    assert people_after_a_year(200, 0.12, 50, seed=8).tolist() != many.tolist()


def test_a_range_of_draws_is_a_part_of_all_draws():
    everything = uniforms(7, "leavers", "desk", "2027-01", range(100))
    for start in (0, 1, 4, 37, 64):
        assert uniforms(7, "leavers", "desk", "2027-01", range(start, 70)).tolist() == everything[start:70].tolist()
    assert uniforms(7, "leavers", "desk", "2027-02", range(100)).tolist() != everything.tolist()
