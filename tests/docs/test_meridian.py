"""The figures in docs/meridian.md are those of the ledgers, and every scenario of the plan is explained there."""

import re

import pytest

from backoffice_lib.analyses.capacity import capacity
from backoffice_lib.analyses.compare import compare
from backoffice_lib.analyses.headcount_match import headcount_match
from backoffice_lib.analyses.risk import risk
from backoffice_lib.analyses.stress import stress
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario, read_scenarios
from backoffice_lib.plan.random_walks import RandomWalk
from backoffice_lib.plan.unsure import assumptions_in
from backoffice_lib.simulation import simulate
from tests.docs.pages import ROOT

PAGE = (ROOT / "docs" / "meridian.md").read_text(encoding="utf-8")
STORIES = {part.split("\n", 1)[0].strip(): part for part in PAGE.split("### ")[1:]}
PAY = ("salaries", "on-costs", "bonus")
HELP = ("overtime", "temporary staff")
PEOPLE = (*PAY, *HELP, "IT", "hiring", "training")
CENTRE = ("captive set-up", "expatriates", "shift premiums")
VENDOR = ("vendor fees", "governance", "travel")
ONCE = ("severance", "transition", "lease exit", "equipment", "relocation")
# for each scenario, what each bold figure of its story sums up: plus for savings, minus for what they cost
FIGURES = {
    "remote_accounting": [("rent",), ("-", "remote subsidy", "equipment", "IT", "travel"), ("-", "lease exit")],
    "hybrid_two_days": [("rent",), ("-", "lease exit")],
    "new_york_to_tampa": [
        PAY,
        ("rent",),
        HELP,
        ("-", "hiring", "training", "severance", "relocation", "transition", "lease exit"),
    ],
    "records_offshore": [PAY, ("IT", "hiring", "training", *HELP, "rent"), ("-", *VENDOR), ("-", *ONCE)],
    "captive_in_manila": [
        PAY,
        ("rent",),
        ("-", *CENTRE, "flexible desks", "transition", "severance", "lease exit", "IT", "hiring", "training", *HELP),
    ],
    "combination": [
        PAY,
        ("rent",),
        ("-", *VENDOR, *ONCE, "remote subsidy", "IT", "hiring", "training", *HELP),
    ],
    "records_onshore": [(*PEOPLE, "rent"), ("-", *VENDOR), ("-", *ONCE)],
    "bookkeeping_nearshore": [PEOPLE, ("-", *VENDOR), ("-", *ONCE)],
}


@pytest.fixture(scope="module")
def comparisons():
    plan = read_plan("meridian")
    today = simulate(plan)
    return {scenario.name: compare(today, simulate(plan, scenario)) for scenario in read_scenarios(plan)}


def test_every_scenario_is_explained(comparisons):
    assert set(STORIES) == set(comparisons) == set(FIGURES)


@pytest.mark.parametrize("name", FIGURES)
def test_the_figures_are_the_ledgers(comparisons, name):
    answer = comparisons[name]
    saved = {row.name: row.saving for row in answer.by_category}
    told = [int(figure.replace(",", "")) for figure in re.findall(r"\*\*([\d,]+)\*\*", STORIES[name])]
    wanted = [(-1 if of[0] == "-" else 1) * sum(saved.get(category, 0.0) for category in of) for of in FIGURES[name]]
    assert told == [round(amount) for amount in (*wanted, abs(answer.saving))]


@pytest.mark.parametrize("scenario", ["today", "records_offshore"])
def test_what_is_said_of_people_and_work_is_the_answer(scenario):
    plan = read_plan("meridian")
    ledger = simulate(plan, read_scenario(plan, scenario))
    assert f"> {capacity(ledger)}\n" in PAGE
    assert scenario != "today" or f"> {headcount_match(ledger)}\n" in PAGE


@pytest.mark.slow
def test_what_is_said_of_how_sure_it_is_is_the_answer():
    plan = read_plan("meridian")
    nearshore = read_scenario(plan, "bookkeeping_nearshore")
    assert f"> {risk(simulate(plan, nearshore, draws=200), simulate(plan, draws=200))}\n" in PAGE
    assert f"> {stress(plan, [nearshore])}\n" in PAGE
    assert f"> {stress(plan, read_scenarios(plan))}\n" in PAGE


def test_every_range_has_its_likely_value_inside():
    plan = read_plan("meridian")
    unsure = assumptions_in(plan, *read_scenarios(plan))
    walks = {name for name, number in unsure.items() if isinstance(number, RandomWalk)}
    assert walks == {"fx.PHP.random_walk", "fx.INR.random_walk"}
    ranges = [number for name, number in unsure.items() if name not in walks]
    assert len(ranges) >= 20
    assert all(low < number.likely < high for number in ranges for low, high in [number.ends()])
    assert len(plan.correlations) == 3 and all(one.source for one in plan.correlations)


@pytest.mark.parametrize("name", FIGURES)
def test_a_story_is_two_sentences(name):
    text = " ".join(STORIES[name].split("\n", 1)[1].split())
    assert len(re.findall(r"[.](?: |$)", text)) == 2
