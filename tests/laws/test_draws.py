"""Draws: the same bytes however many are asked for and whoever works them out, and the same figures as every posting of each draw."""

from __future__ import annotations

import gc

import numpy as np
import pytest

from backoffice_lib.basics.distributions import Triangular, Uniform
from backoffice_lib.draws import BLOCK, in_draws
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.ledger.present_value import cash_after_tax, npv_of
from backoffice_lib.plan import Index, Plan, Policies
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import in_detail, simulate
from backoffice_lib import levers
from tests.hand.small import clerks, office, small_plan


def unsure_plan(**policies: str) -> Plan:
    """Thirty months of people who leave, rent that may rise, and wages that will."""
    return small_plan(
        30,
        teams=(clerks(heads=40, cohort_loss_share_per_year=Triangular(0.05, 0.1, 0.3), time_to_hire_months=2, wage_index="wages"),),
        leases=(office(seats=60, rent_per_month=Uniform(7_500, 11_000)),),
        indices=(Index(index="wages", growth_share_per_year=Triangular(0.0, 0.03, 0.05)),),
        policies=Policies(**policies),
        profit_tax_share=0.25,
    )


AT_HOME = Scenario(
    name="at home",
    levers=(levers.RemoteWork(team="clerks", starting="2028-01", share=0.5, subsidy_per_month=Triangular(50, 100, 200)),),
)
SURE_PEOPLE = (clerks(heads=40, cohort_loss_share_per_year=0.1, time_to_hire_months=2, wage_index="wages", bonus_share=0.1),)
PLANS = {
    "prices alone": unsure_plan().with_(teams=SURE_PEOPLE),
    "one's own pay": unsure_plan().with_(teams=tuple(team.with_(salary_per_year=Triangular(40_000, 50_000, 70_000)) for team in SURE_PEOPLE)),
    "in shares": unsure_plan(),
    "by chance": unsure_plan(headcount="whole", leavers="binomial"),
    "hypercube": unsure_plan(sampling="latin_hypercube"),
    "sobol": unsure_plan(sampling="sobol"),
}
CUT_SHORT = [name for name in PLANS if name != "hypercube"]
"""Those of whose draws the first few are the same however many there are: the strata of a hypercube hang on their number."""


@pytest.mark.parametrize("name", PLANS)
def test_the_sums_of_draws_are_those_of_all_their_postings(name):
    plan, count = PLANS[name], BLOCK + 5
    drawn, whole = in_draws(plan, AT_HOME, count, seed=3), in_detail(plan, AT_HOME, count, seed=3)
    for category, amounts in whole.by_category().items():
        if amounts[:, 1:].any():
            assert drawn.costs[category] == pytest.approx(np.broadcast_to(amounts, (30, count + 1))[:, 1:], rel=1e-12)
    assert drawn.by_period == pytest.approx(whole.by_month()[:, 1:], rel=1e-12)
    assert drawn.cash == pytest.approx(cash_after_tax(whole)[:, 1:], rel=1e-12)
    assert drawn.npv == pytest.approx(npv_of(whole.plan, cash_after_tax(whole))[1:], rel=1e-12)
    assert drawn.total.std() > 0


@pytest.mark.parametrize("name", CUT_SHORT)
def test_a_draw_is_the_same_however_many_are_asked_for(name):
    few, many = (in_draws(PLANS[name], AT_HOME, count, seed=3) for count in (7, 2 * BLOCK + 1))
    assert few.npv.tobytes() == many.npv[:7].tobytes()
    assert few.by_period.tobytes() == np.ascontiguousarray(many.by_period[:, :7]).tobytes()


def test_another_seed_is_other_luck():
    one, other = (in_draws(PLANS["in shares"], AT_HOME, 7, seed=seed) for seed in (3, 4))
    assert not np.intersect1d(one.npv, other.npv).size


@pytest.mark.slow
@pytest.mark.parametrize("name", PLANS)
def test_parts_of_the_work_and_workers_change_no_byte(name, monkeypatch):
    alone = in_draws(PLANS[name], AT_HOME, 3 * BLOCK, seed=3)
    monkeypatch.setattr("backoffice_lib.draws.AT_A_TIME", BLOCK)
    in_parts = in_draws(PLANS[name], AT_HOME, 3 * BLOCK, seed=3)
    shared = in_draws(PLANS[name], AT_HOME, 3 * BLOCK, seed=3, workers=2)
    for other in (in_parts, shared):
        assert list(alone.costs) == list(other.costs)
        assert all(alone.costs[category].tobytes() == other.costs[category].tobytes() for category in alone.costs)
        assert (alone.cash.tobytes(), alone.npv.tobytes()) == (other.cash.tobytes(), other.npv.tobytes())


@pytest.mark.parametrize("room", [1, 2_000_000])
@pytest.mark.parametrize("name", [*PLANS, "meridian"])
def test_how_many_go_through_the_months_side_by_side_changes_no_byte(name, room, monkeypatch):
    plan = PLANS[name] if name in PLANS else read_plan(name)
    decided = AT_HOME if name in PLANS else read_scenario(plan, "combination")
    one_way = in_draws(plan, decided, 5 * BLOCK + 3, seed=3)
    monkeypatch.setattr("backoffice_lib.draws.ROOM", room)
    another = in_draws(plan, decided, 5 * BLOCK + 3, seed=3)
    assert all(one_way.costs[category].tobytes() == another.costs[category].tobytes() for category in one_way.costs)
    assert (one_way.cash.tobytes(), one_way.npv.tobytes()) == (another.cash.tobytes(), another.npv.tobytes())


def test_years_and_the_plan_are_sums_of_months():
    plan = PLANS["in shares"].with_(fiscal_year_start_month=4)
    by_month, by_year, whole = (in_draws(plan, AT_HOME, 5, grain=grain) for grain in ("month", "year", "plan"))
    assert by_year.periods == ("2027", "2028", "2029", "2030")
    assert by_year.by_period[1] == pytest.approx(by_month.by_period[3:15].sum(axis=0), rel=1e-12)
    assert whole.periods == ("2027-01 to 2029-06",)
    assert whole.total == pytest.approx(by_month.total, rel=1e-12)
    assert whole.npv.tobytes() == by_month.npv.tobytes()


@pytest.mark.parametrize("name", PLANS)
def test_what_is_done_with_is_let_go_of_at_once(name):
    """Arrays of blocks that are over must not wait until somebody looks for things that hold on to each other."""
    in_draws(PLANS[name], AT_HOME, BLOCK, seed=3)
    gc.collect()
    gc.disable()
    try:
        in_draws(PLANS[name], AT_HOME, 3 * BLOCK, seed=3)
        rings = gc.collect()
    finally:
        gc.enable()
    assert rings < 100


def test_draws_change_nothing_of_what_is_likely():
    plan = PLANS["in shares"]
    with_draws, without = simulate(plan, AT_HOME, draws=5), simulate(plan, AT_HOME)
    assert with_draws.by_month().tobytes() == without.by_month().tobytes()
    assert (with_draws.draws, with_draws.drawn.count, without.drawn) == (1, 5, None)


def test_what_is_done_is_kept_when_somebody_stops_it(monkeypatch):
    monkeypatch.setattr("backoffice_lib.draws.AT_A_TIME", BLOCK)

    def impatient(done: int, asked: int) -> None:
        if done == 2 * BLOCK:
            raise KeyboardInterrupt

    whole, stopped = (in_draws(PLANS["in shares"], AT_HOME, 4 * BLOCK, watch=watch) for watch in (None, impatient))
    assert (stopped.count, stopped.asked) == (2 * BLOCK, 4 * BLOCK)
    assert stopped.npv.tobytes() == whole.npv[: 2 * BLOCK].tobytes()
    assert stopped.input("indices.wages.growth_share_per_year").shape == (2 * BLOCK,)
