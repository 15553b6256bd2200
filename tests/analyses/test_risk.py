"""Risk: what many draws say of sums whose distribution is known, and what is said where there are none."""

from __future__ import annotations

import math

import numpy as np
import pytest

import backoffice_lib as bo
from backoffice_lib.analyses.risk import risk
from backoffice_lib.basics.distributions import Normal
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.draws import in_draws
from backoffice_lib.ledger.drawn import quantiles
from backoffice_lib.levers import OutsourceWork
from backoffice_lib.plan import HeadcountStep, Plan
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import in_detail, simulate
from tests.hand.small import bureau, clerks, small_plan

COUNT, SEED = 4_000, 11
PAY, PRICE = Normal(mean=40_000, sd=2_000), Normal(mean=36_000, sd=3_000)


def plan_of(pay=PAY, price=PRICE) -> Plan:
    """Ten clerks for a year, whom a vendor with as many people could replace from the first day."""
    return small_plan(12, teams=(clerks(salary_per_year=pay),), vendors=(bureau(price_per_fte_per_year=price),))


AWAY = Scenario(name="away", levers=(OutsourceWork(function="records", vendor="Bureau", starting="2027-01", share=1.0),))


@pytest.fixture(scope="module")
def ledgers():
    plan = plan_of()
    return simulate(plan, draws=COUNT, seed=SEED), simulate(plan, AWAY, draws=COUNT, seed=SEED)


def test_fewer_draws_than_a_range_needs_are_said_to_show_none():
    assert risk(simulate(plan_of(), draws=19, seed=SEED)).notes == ("19 draws are too few for a range, of which one in 20 lies beyond each end: ask for 200 or more",)
    assert risk(simulate(plan_of(), draws=1, seed=SEED)).notes == ("1 draw is too few for a range, of which one in 20 lies beyond each end: ask for 200 or more",)
    assert risk(simulate(plan_of(), draws=20, seed=SEED)).notes == ()


def density(z: float) -> float:
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


Z95 = 1.6448536269514722
"""What one of twenty draws of a normal distribution lies above, in standard deviations."""


def test_the_cost_of_ten_people_whose_pay_is_normal_is_normal(ledgers):
    answer = risk(ledgers[0])
    sd = 10 * PAY.sd
    # five standard errors: of a mean sd / sqrt(n), of a quantile sqrt(p (1 - p) / n) over the density
    assert answer.amount.mean == pytest.approx(400_000, abs=5 * sd / math.sqrt(COUNT))
    assert answer.amount.sd == pytest.approx(sd, abs=5 * sd / math.sqrt(2 * COUNT))
    off = 5 * sd * math.sqrt(0.05 * 0.95 / COUNT) / density(Z95)
    assert (answer.amount.p5, answer.amount.p95) == (pytest.approx(400_000 - Z95 * sd, abs=off), pytest.approx(400_000 + Z95 * sd, abs=off))
    # the mean of the worst twentieth of a normal distribution lies density / 0.05 standard deviations above its mean
    assert answer.expected_shortfall == pytest.approx(400_000 + sd * density(Z95) / 0.05, abs=5 * sd / math.sqrt(COUNT * 0.05))
    assert answer.amount.likely == 400_000
    assert answer.error == pytest.approx(answer.amount.sd / math.sqrt(COUNT), rel=1e-3)


def test_the_chance_to_be_cheaper_is_that_of_a_difference_of_normals(ledgers):
    answer = risk(ledgers[1], ledgers[0])
    # people who stay until they have been given notice are none here: the vendor is paid, our people are not
    mean, sd = 10 * (40_000 - 36_000), 10 * math.hypot(2_000, 3_000)
    assert answer.amount.likely == mean
    assert answer.amount.mean == pytest.approx(mean, abs=5 * sd / math.sqrt(COUNT))
    chance = 0.5 * (1 + math.erf(mean / sd / math.sqrt(2)))
    assert answer.cheaper.share == pytest.approx(chance, abs=5 * math.sqrt(chance * (1 - chance) / COUNT))
    assert answer.cheaper.error == pytest.approx(math.sqrt(chance * (1 - chance) / COUNT), rel=0.05)
    assert str(answer).startswith("Away is cheaper than today in 8")
    assert answer.expected_shortfall == pytest.approx(mean - sd * density(Z95) / 0.05, abs=5 * sd / math.sqrt(COUNT * 0.05))


def test_the_parts_of_every_draw_make_its_whole(ledgers):
    drawn = ledgers[1].drawn
    assert sum(amounts.sum() for amounts in drawn.costs.values()) == pytest.approx(drawn.total.sum(), rel=1e-12)
    answer = risk(ledgers[1], ledgers[0])
    assert sum(one.mean for _, one in answer.by_category) == pytest.approx(answer.amount.mean, abs=0.05)
    assert sum(one.mean for *_, one in answer.by_period_and_category) == pytest.approx(answer.amount.mean, abs=1)


def test_cash_until_the_end_is_all_cash(ledgers):
    answer = risk(ledgers[1], ledgers[0])
    (month, at_end), (_, share) = answer.cumulative[-1], answer.cheaper_by_month[-1]
    assert (month, at_end.mean) == ("2027-12", pytest.approx(answer.amount.mean, abs=0.05))
    assert share == pytest.approx(answer.cheaper.share, abs=0.01)


def test_quantiles_are_numpys():
    values = np.random.default_rng(1).normal(size=(3, 5, 101))
    shares = (0.0, 0.05, 0.333, 0.5, 0.95, 1.0)
    assert quantiles(values, shares) == pytest.approx(np.quantile(values, shares, axis=-1), rel=1e-12)
    assert quantiles(values[..., :1], shares) == pytest.approx(np.quantile(values[..., :1], shares, axis=-1))


def test_every_table_and_chart_is_there(ledgers):
    answer = risk(ledgers[1], ledgers[0])
    for part in ("in all", "category", "period", "period and category", "so far"):
        assert bo.table(answer, part).rows
    for part in ("", "cheaper", "category", "period"):
        assert bo.chart(answer, part).data


def test_a_category_of_pay_that_few_people_get_is_shown_with_another():
    """Two of twelve people leave with severance: what it costs would tell their pay."""
    few = clerks(team="few", heads=2, salary_per_year=PAY, severance_months=3)
    plan = small_plan(12, teams=(clerks(heads=10, salary_per_year=PAY), few), headcount=(HeadcountStep(team="few", month="2027-06", heads=0),))
    answer = risk(simulate(plan, draws=32, seed=SEED))
    names = [name for name, _ in answer.by_category]
    assert "severance" not in names and any("severance" in name for name in names)
    assert sum(one.likely for _, one in answer.by_category) == pytest.approx(answer.amount.likely, abs=0.05)


def problems(of: pytest.ExceptionInfo) -> str:
    return str(of.value)


def test_without_draws_there_is_no_risk():
    with pytest.raises(InputProblems) as refused:
        risk(simulate(plan_of()))
    assert problems(refused) == "risk: the ledger holds no draws; simulate with draws, such as draws=10_000"


def test_ledgers_of_other_draws_or_seeds_are_not_compared(ledgers):
    for ledger, what in (
        (simulate(plan_of(), AWAY, draws=8, seed=SEED), "the ledgers differ in the number of draws: 4000 and 8"),
        (simulate(plan_of(), AWAY, draws=COUNT, seed=1, grain="plan"), "the ledgers differ in their seed: 11 and 1"),
    ):
        for ask in (risk, bo.compare):
            with pytest.raises(InputProblems) as refused:
                ask(*((ledger, ledgers[0]) if ask is risk else (ledgers[0], ledger)))
            assert what in problems(refused)
    with pytest.raises(InputProblems) as refused:
        bo.compare(ledgers[0], simulate(plan_of(), AWAY))
    assert problems(refused) == "compare: one ledger holds draws and the other holds none; simulate both with the same draws and seed"


@pytest.mark.parametrize("count", [0, -3])
def test_no_draws_cannot_be_drawn(count):
    with pytest.raises(InputProblems) as refused:
        in_draws(plan_of(), TODAY, count)
    assert problems(refused) == f"draws: is {count}; ask for 1 or more; 1,000 show a range, 10,000 its ends"


def test_more_draws_than_fit_into_memory_say_how_much_they_need_and_what_to_ask_for():
    with pytest.raises(InputProblems) as refused:
        in_draws(bo.read_plan("meridian"), TODAY, 1_000_000)
    assert "1,000,000 draws by month may take" in problems(refused)
    assert "GB of memory, more than the 4 GB it may; ask for them by year or plan, or for fewer" in problems(refused)
    with pytest.raises(InputProblems, match=r"by month may take 2,\d{3}\.\d GB of memory, more than the 4 GB it may; ask for fewer$"):
        in_draws(bo.read_plan("meridian"), TODAY, 100_000_000)
    with pytest.raises(InputProblems) as refused:
        in_detail(bo.read_plan("meridian"), TODAY, 1_000_000)
    assert "every posting of 1,000,000 draws takes" in problems(refused)
    assert "ask for sums of them instead, as simulate does, or for fewer draws" in problems(refused)


def test_where_nothing_is_unsure_it_says_so():
    answer = risk(simulate(plan_of(40_000, 36_000), draws=3))
    assert str(answer) == "Today costs USD 400,000 in every draw."
    assert answer.notes == ("nothing in the plan is unsure: write a number as low..likely..high to say that it is",)
