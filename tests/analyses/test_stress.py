"""Stress: numbers moved together, worked by hand; what a stress leaves as it is, and what is refused."""

from __future__ import annotations

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses.break_even import break_even
from backoffice_lib.analyses.stress import stress
from backoffice_lib.basics.distributions import Triangular
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.levers import OutsourceWork
from backoffice_lib.plan import Change, Correlation, ExchangeRateOf, Index, Plan, Stress
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.small import bureau, clerks, small_plan

AWAY = Scenario(name="away", levers=(OutsourceWork(function="records", vendor="Bureau", starting="2027-01", share=1.0),))


def change(number: str, **how: float) -> Change:
    return Change(number=number, **how)


def of(*changes: Change, name: str = "worse") -> Stress:
    return Stress(stress=name, changes=changes)


DEAR = of(change("fx.INR.rate", times=1.2), change("teams.*.salary_per_year", times=1.08), name="dear rupee and wages")
DOUBLE = of(change("vendors.Bureau.price_per_fte_per_year", plus=2_400_000), name="double price")


def plan_of(**parts) -> Plan:
    """Ten clerks for a year at 36,000, whom a vendor with as many people could replace from the first day at 2,400,000 rupees of 0.01."""
    vendor = bureau(price_per_fte_per_year=2_400_000, currency="INR")
    given = {"teams": (clerks(),), "vendors": (vendor,), "fx": (ExchangeRateOf(currency="INR", rate=0.01),)}
    return small_plan(12, **given | parts)


@pytest.fixture(scope="module")
def answer():
    return stress(plan_of(stresses=(DEAR, DOUBLE)), [AWAY])


def test_a_dear_rupee_and_higher_wages_by_hand(answer):
    # today 10 x 36,000; away 10 x 2,400,000 x 0.01
    assert [(one.scenario, one.cost, one.saving, one.npv) for one in answer.likely.results] == [("today", 360_000, 0, 0), ("away", 240_000, 120_000, 120_000)]
    today, away = answer.stressed[0].results
    assert (today.cost, today.cost_moved, today.saving) == (388_800, 28_800, 0)  # x 1.08
    assert (away.cost, away.cost_moved) == (288_000, 48_000)  # x 1.2
    assert (away.saving, away.saving_moved, away.npv, away.npv_moved) == (100_800, -19_200, 100_800, -19_200)


def test_it_says_where_another_scenario_is_the_cheapest(answer):
    # away at twice the price: 480,000 against 360,000
    assert [one.cheapest.scenario for one in answer.stressed] == ["away", "today"]
    assert [one.stress for one in answer.turned] == ["double price"]
    assert str(answer) == (
        "Away is the cheapest of 2 choices where all is as likely; under double price it is today instead. "
        "Away saves USD 120,000 against today over 12 months; at worst, under double price, it costs USD 120,000 more."
    )


def test_it_says_where_the_decision_stays():
    assert str(stress(plan_of(), [AWAY], [DEAR])) == (
        "Away is the cheapest of 2 choices, under dear rupee and wages too. "
        "Away saves USD 120,000 against today over 12 months; at worst, under dear rupee and wages, it saves USD 100,800."
    )
    assert str(stress(plan_of(), [], [DEAR])) == "Today costs USD 360,000 over 12 months; at most 388,800, under dear rupee and wages."


def test_a_stress_that_changes_nothing_changes_nothing():
    plan = bo.read_plan("tiny")
    still = of(change("teams.*.salary_per_year", times=1), change("indices.wages", plus=0), change("fx.INR", value=0.01))
    answer = stress(plan, bo.read_scenarios(plan), [still])
    assert answer.stressed[0].results == answer.likely.results
    assert not answer.turned


@pytest.mark.parametrize(("number", "part", "field"), [
    ("fx.INR.rate", "fx", "rate"),
    ("indices.wages", "indices", "growth_share_per_year"),
    ("teams.record keeping.cohort_loss_share_per_year", "teams", "cohort_loss_share_per_year"),
    ("teams.record keeping.time_to_hire_months", "teams", "time_to_hire_months"),
])  # fmt: skip
def test_a_stress_of_one_number_is_the_plan_with_that_number(number, part, field):
    plan = bo.read_plan("tiny")
    scenarios = bo.read_scenarios(plan)
    answer = stress(plan, scenarios, [of(change(number, times=2)), of(change("discount_rate_per_year", value=0.2), name="other")])
    named = number.split(".")[1]
    records = tuple(one.with_(**{field: 2 * getattr(one, field)}) if one.key == named else one for one in getattr(plan, part))
    alone = plan.with_(**{part: records})
    for found, scenario in zip(answer.stressed[0].results, [bo.Scenario(name="today"), *scenarios], strict=True):
        compared = bo.compare(simulate(alone), simulate(alone, scenario))
        wanted = (compared.cost_scenario, compared.saving, compared.npv_of_saving)
        assert (found.cost, found.saving, found.npv) == pytest.approx(wanted, abs=0.011), found.scenario


def test_numbers_that_are_not_sure_are_moved_from_their_likely_value():
    wages = Index(index="wages", growth_share_per_year=Triangular(0.0, 0.1, 0.3), applied="yearly", base="2026-01")
    prices = Index(index="prices", growth_share_per_year=Triangular(0.0, 0.1, 0.2))
    tied = Correlation(between=("indices.wages", "indices.prices"), coefficient=0.5)
    plan = plan_of(teams=(clerks(wage_index="wages"),), indices=(wages, prices), correlations=(tied,))
    answer = stress(plan, [], [of(change("indices.wages", plus=0.05))])
    # a year after its base the index stands at 1.10, and at 1.15
    assert (answer.likely.results[0].cost, answer.stressed[0].results[0].cost) == (396_000, 414_000)
    assert break_even(plan, AWAY, input="indices.wages", between=(-0.4, 0.2)).saving_now == 156_000


def test_pay_that_is_set_is_not_told():
    answer = stress(plan_of(), [AWAY], [of(change("teams.clerks.salary_per_year", value=41_234))])
    assert answer.stressed[0].changes == (("teams.clerks.salary_per_year", "another value instead"),)
    assert not [part for part in ("scenarios", "cheapest", "moved", "changes") if "41,234" in str(bo.table(answer, part))]


def test_every_table_and_chart_is_there(answer):
    for part in ("scenarios", "cheapest", "moved", "changes"):
        assert bo.table(answer, part).rows
    for part in ("", "cost"):
        assert bo.chart(answer, part).data
    alone = bo.chart(stress(plan_of(stresses=(DEAR, DOUBLE))))
    assert alone.layout.title.text == "Today costs USD 360,000 to 388,800 under 2 stresses"


def refused(ask) -> str:
    with pytest.raises(InputProblems) as wrong:
        ask()
    return str(wrong.value)


def test_what_cannot_be_asked_is_refused():
    plan = plan_of(stresses=(DEAR,))
    assert refused(lambda: stress(plan_of())) == (
        "stress: the plan has no stresses; write them in plan.yaml under stresses, each with a name and its changes"
    )
    assert refused(lambda: stress(plan, [], ["dear rupees and wages"])) == (
        'stress dear rupees and wages: there is no such stress in the plan; it has dear rupee and wages; did you mean "dear rupee and wages"?'
    )
    assert refused(lambda: stress(plan, [], [])) == "stress: no stress is named; name one, or leave them out for all of the plan"
    assert refused(lambda: stress(plan, [AWAY, AWAY])) == 'stress: two scenarios are called "away"; give each a name of its own'
    frozen = Scenario(name="kept", frozen=plan)
    assert refused(lambda: stress(plan, [frozen])) == "scenario kept: is frozen, so that no number of it moves; name one that goes with the plan"


def test_a_stress_made_in_python_meets_the_same_checks():
    assert refused(lambda: Change(number="fx.INR.rate")) == (
        "change fx.INR.rate: does not say one way in which the number is moved; write one of {times: 1.2}, {plus: 0.08} and {value: 0.3}"
    )
    assert refused(lambda: Stress(stress="none", changes=())) == "Stress: changes: are none; name at least one number, and how it is moved"
    assert refused(lambda: plan_of(stresses=(DEAR, DEAR))) == 'stress dear rupee and wages: stress: "dear rupee and wages" is used twice; keep one'
    assert refused(lambda: stress(plan_of(), [AWAY], [of(change("fx.INR", times=0)), of(change("teams.clerk.heads", plus=1), name="more")])) == (
        "change fx.INR: fx.INR, so moved, is 0; give more than 0 (plan currency per unit)\n"
        'change teams.clerk.heads: teams.clerk.heads: "clerk" is not one of teams; did you mean "clerks"?'
    )


def test_a_stress_of_the_pay_of_a_few_people_is_refused():
    """By how much it moves the cost would tell their pay."""
    chief = clerks(team="chief", heads=1, salary_per_year=90_000)
    alone = Stress(stress="chief up", changes=(Change(number="teams.chief.salary_per_year", times=1.1),))
    with_others = Stress(stress="all up", changes=(*alone.changes, Change(number="teams.clerks.salary_per_year", times=1.1)))
    plan = small_plan(12, teams=(clerks(), chief))
    with pytest.raises(InputProblems) as refused:
        stress(plan, stresses=[alone])
    told = "stress chief up: moves the pay of fewer than 5 people, which could be told from what it costs; move that of others with it, or of all: teams.*.salary_per_year"
    assert str(refused.value) == told
    assert stress(plan, stresses=[with_others]).stressed[0].results[0].cost_moved == pytest.approx(45_000)
