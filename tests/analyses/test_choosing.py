"""Sensitivity, regret and the value of information on costs whose distribution is known."""

from __future__ import annotations

import math

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses.regret import regret
from backoffice_lib.analyses.sensitivity import sensitivity
from backoffice_lib.analyses.value_of_information import value_of_information
from backoffice_lib.basics.distributions import Normal, Triangular, Uniform
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.levers import OutsourceWork
from backoffice_lib.plan import Index, Plan
from backoffice_lib.plan.random_walks import RandomWalk
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import simulate
from tests.hand.small import bureau, clerks, small_plan

COUNT = 4_000
AWAY = Scenario(name="away", levers=(OutsourceWork(function="records", vendor="Bureau", starting="2027-01", share=1.0),))
PAY, PRICE = "indices.wages.growth_share_per_year", "vendors.Bureau.price_per_fte_per_year"


def plan_of(pay=Normal(mean=40_000, sd=2_000), price=Normal(mean=39_000, sd=3_000), **fields) -> Plan:
    """Ten clerks for a year, whom a vendor with as many people could replace from the first day; nothing is discounted."""
    given = {"teams": (clerks(salary_per_year=pay),), "vendors": (bureau(price_per_fte_per_year=price),), "discount_rate_per_year": 0}
    return small_plan(12, **given | fields)


def gain(mean: float, sd: float) -> float:
    """What the better of nothing and a normal amount is worth beyond the better of nothing and its mean."""
    z = mean / sd
    better = sd * math.exp(-z * z / 2) / math.sqrt(2 * math.pi) + mean * 0.5 * (1 + math.erf(z / math.sqrt(2)))
    return better - max(mean, 0.0)


@pytest.fixture(scope="module")
def ledgers():
    plan = plan_of()
    return [simulate(plan, one, draws=COUNT, seed=5, grain="plan") for one in (TODAY, AWAY)]


def test_to_know_everything_is_worth_what_the_better_choice_of_each_draw_is(ledgers):
    answer = value_of_information(ledgers)
    # the saving is normal: its mean is that of 10 x (40,000 - 39,000), its variance the sum of both
    worth = gain(10_000, 10 * math.hypot(2_000, 3_000))
    assert (answer.best, answer.all_known) == ("away", pytest.approx(worth, abs=5 * answer.error))
    assert answer.error < worth / 10


def test_to_know_one_input_is_worth_what_its_mean_tells(ledgers):
    known = {one.name: one for one in value_of_information(ledgers).inputs}
    # the mean saving given one of the two is as normal as that one
    assert known[PRICE].value == pytest.approx(gain(10_000, 30_000), rel=0.12)
    assert known["teams.clerks.salary_per_year"].value == pytest.approx(gain(10_000, 20_000), rel=0.15)


def test_what_does_not_matter_is_worth_nothing():
    plan = plan_of(indices=(Index(index="wages", growth_share_per_year=Uniform(0.0, 0.2)),))
    answer = value_of_information([simulate(plan, one, draws=500, seed=5, grain="plan") for one in (TODAY, AWAY)])
    worth = {one.name: one.value for one in answer.inputs}
    # whatever the index does, nobody's pay follows it; a smoothed mean of nothing but noise is worth little
    assert worth[PAY] < 0.1 * worth[PRICE]


def test_the_mean_regret_of_the_best_is_what_it_is_worth_to_know_everything(ledgers):
    answer, worth = regret(ledgers), value_of_information(ledgers)
    assert (answer.scenarios[0].scenario, answer.scenarios[0].mean) == (worth.best, worth.all_known)
    assert sum(one.cheapest.share for one in answer.scenarios) == pytest.approx(1)
    chance = 0.5 * (1 + math.erf(10_000 / (10 * math.hypot(2_000, 3_000)) / math.sqrt(2)))
    assert answer.scenarios[0].cheapest.share == pytest.approx(chance, abs=5 * math.sqrt(chance * (1 - chance) / COUNT))


def test_a_swing_is_what_the_input_does_by_itself():
    plan = plan_of(pay=40_000, price=Triangular(30_000, 38_000, 46_000))
    (swing,) = sensitivity(plan, AWAY, TODAY).swings
    # a tenth of a triangle lies below low + sqrt(0.1 x width x rise), and above high - the same
    off = math.sqrt(0.1 * 16_000 * 8_000)
    assert (swing.low, swing.likely, swing.high) == (pytest.approx(30_000 + off), 38_000, pytest.approx(46_000 - off))
    assert (swing.at_low, swing.at_high) == (pytest.approx(10 * (10_000 - off), abs=0.01), pytest.approx(10 * (off - 6_000), abs=0.01))
    assert swing.label == "price of Bureau"
    answer = sensitivity(plan, AWAY, TODAY)
    assert answer.turning == ("price of Bureau",)
    assert "1 input can turn the decision: price of Bureau." in str(answer)


def test_the_parts_of_a_sum_are_their_shares_of_its_variance():
    plan = plan_of(pay=Uniform(38_000, 42_000), price=Uniform(33_000, 45_000))
    parts = {one.name: one for one in sensitivity(plan, AWAY, TODAY, samples=512).parts}
    # of independent inputs that are added up, 3 x 3 of 3 x 3 + 1 x 1
    for name, share in ((PRICE, 0.9), ("teams.clerks.salary_per_year", 0.1)):
        assert parts[name].first == pytest.approx(share, abs=0.05)
        assert parts[name].total == pytest.approx(share, abs=0.05)


def test_a_random_walk_swings_by_how_far_it_strays_by_the_end():
    walk = Index(index="wages", growth_share_per_year=0.0, random_walk=RandomWalk(sd_share_per_year=0.12))
    plan = plan_of(pay=40_000, price=39_000, teams=(clerks(salary_per_year=40_000, wage_index="wages"),), indices=(walk,))
    (swing,) = sensitivity(plan, TODAY).swings
    # eleven months of 0.12 / sqrt(12), a tenth of a normal distribution on each side
    far = math.exp(1.2815515655446004 * 0.12 * math.sqrt(11 / 12))
    assert (swing.low, swing.likely, swing.high) == (pytest.approx(1 / far), 1.0, pytest.approx(far))
    assert swing.label == "path of wages"


def test_pay_is_told_against_what_is_likely_and_that_of_a_few_not_at_all():
    swings = sensitivity(plan_of(), TODAY).swings
    (pay,) = [one for one in swings if one.name == "teams.clerks.salary_per_year"]
    assert (pay.likely, pay.words[0]) == (1.0, "0.9359 times what it is now")
    few = plan_of(teams=(clerks(heads=4, salary_per_year=Normal(mean=40_000, sd=2_000)),))
    assert [one.name for one in sensitivity(few, TODAY).swings] == [PRICE]
    known = value_of_information([simulate(few, one, draws=64, grain="plan") for one in (TODAY, AWAY)])
    assert [one.name for one in known.inputs] == [PRICE]


def test_every_table_and_chart_is_there(ledgers):
    for answer in (regret(ledgers), value_of_information(ledgers), sensitivity(plan_of(), AWAY, TODAY, samples=32)):
        assert bo.table(answer).rows
        assert bo.chart(answer).data
    assert bo.table(answer, "parts").rows
    assert bo.chart(answer, "parts").data


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: sensitivity(plan_of(), TODAY, samples=100), "samples: is 100; give a power of 2 from 32 to 65,536, such as 128; 0 for none"),
        (lambda: sensitivity(plan_of(), TODAY, by="cost"), 'by: "cost" is not known; use profit, npv'),
        (lambda: regret([simulate(plan_of(), draws=3)]), "scenarios: there is only one to choose from; give two or more, today among them"),
        (lambda: value_of_information([simulate(plan_of(), one) for one in (TODAY, AWAY)]), "scenarios: a ledger holds no draws; simulate with draws, such as draws=10_000"),
        (lambda: regret([simulate(plan_of(), draws=3)] * 2), "scenarios: today is given twice; give each once"),
    ],
)
def test_what_cannot_be_answered_says_what_would_be_right(ask, message):
    with pytest.raises(InputProblems) as refused:
        ask()
    assert str(refused.value) == message


def test_pay_of_a_few_that_is_unsure_is_said_to_be_left_out():
    few = plan_of(teams=(clerks(heads=4, salary_per_year=Normal(mean=40_000, sd=2_000)),), vendors=())
    answer = sensitivity(few, TODAY)
    assert str(answer).endswith("hangs on nothing that is unsure and may be told.")
    assert answer.notes == ("pay of fewer people than may be shown by themselves is unsure too; what it moves is not told",)


def test_the_same_question_has_the_same_answer():
    plan = plan_of(pay=Uniform(38_000, 42_000))
    one, other = (sensitivity(plan, AWAY, TODAY, samples=32) for _ in range(2))
    assert one == other


def test_few_draws_are_said_to_tell_little():
    answer = regret([simulate(plan_of(), one, draws=16, grain="plan") for one in (TODAY, AWAY)])
    assert answer.notes == ("16 draws tell little of small differences: ask for 200 or more",)
