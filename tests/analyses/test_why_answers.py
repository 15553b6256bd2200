"""Why, on figures of the answers: savings, bridges, people, the make-or-buy form, leases in the books, stranded cost."""

from __future__ import annotations

import pytest

import backoffice_lib as bo
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.ledger import Ledger
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate


@pytest.fixture(scope="module")
def today() -> Ledger:
    return simulate(read_plan("tiny"))


@pytest.fixture(scope="module")
def everything() -> Ledger:
    plan = read_plan("tiny")
    return simulate(plan, read_scenario(plan, "everything"))


@pytest.fixture(scope="module")
def contract() -> tuple[Ledger, Ledger]:
    plan = read_plan("a76_reference")
    return simulate(plan), simulate(plan, read_scenario(plan, "contract"))


def test_a_saving_is_the_rows_that_differ_without_and_with_the_scenario(today, everything):
    saving = bo.compare(today, everything)
    answer = bo.why(everything, "saving", against=today)
    assert answer.amount == saving.saving
    parts = {part.label: round(part.value, 2) for part in answer.tree.children[0].children}
    # in a comparison the columns are rounded so that each adds up
    assert parts == pytest.approx({row.name: row.saving for row in saving.by_category if row.saving}, abs=0.0101)
    assert [effect.after for effect in answer.effects][-1] == saving.saving
    # today, and without being told what it is held against, are the same
    assert bo.why(everything, "saving").amount == saving.saving


def test_a_present_value_is_its_months_discounted():
    plan = read_plan("remote_accountants")
    ledgers = simulate(plan), simulate(plan, read_scenario(plan, "remote_lease_ends"))
    answer = bo.why(ledgers[1], "npv", against=ledgers[0])
    assert answer.amount == bo.compare(*ledgers).npv_of_saving
    first = answer.tree.children[0].children[0]
    # 10,000 of rent less 5,000 of subsidy, at 7 % a year for a month
    assert [one.value for one in first.children] == [5_000, 0.07, pytest.approx(1 / 12)]
    assert first.value == pytest.approx(5_000 / 1.07 ** (1 / 12))
    assert first.children[1].source.place == "plan.yaml:6"


def test_people_of_a_month_are_those_of_the_first_day_and_who_came_and_went(everything):
    answer = bo.why(everything, "heads", team="record keeping", month="2027-03")
    assert answer.amount == pytest.approx(everything.operations.staffing.heads[-1, 1, 0])
    labels = [one.label for one in answer.tree.children]
    assert labels[0].startswith("opening_heads") or labels[0] == "people of the first day and who came"
    assert {"left of their own accord", "gone with notice"} <= set(labels)


def test_a_line_of_the_form_goes_back_to_the_ledger_and_the_factor(contract):
    answer = bo.why(contract[1], "make-or-buy", against=contract[0], line=1)
    # 40 people × 60,000 × 1.3625, for each of three periods
    assert answer.amount == 9_810_000
    (salaries,) = answer.tree.children[0].children[0].children
    pay, fringe = salaries.children
    assert (pay.value, fringe.value, salaries.value) == (2_400_000, 1.3625, 3_270_000)
    assert fringe.children[1].source.place.startswith("a76_factors.csv")
    # 10 % of it, which is less than 10 million
    assert bo.why(contract[1], "make-or-buy", line="14").amount == 981_000
    assert bo.why(contract[1], "make-or-buy", line=18).amount == "in-house"


def test_a_lease_is_what_is_still_due_discounted(today):
    answer = bo.why(today, "lease", month="2027-02", lease="HQ-1")
    balance = answer.tree
    while len(balance.children) == 1:
        (balance,) = balance.children
    brought, paid = balance.children
    opening, interest = brought.children
    assert answer.amount == pytest.approx(opening.value + interest.value - paid.value)
    due = opening.children[0].children
    assert sum(one.children[0].value / (1 + one.children[1].value) ** one.children[2].value for one in due) == pytest.approx(opening.value, abs=0.005)
    # 32 seats × 400, at the index of the first day
    assert [one.value for one in due[0].children[0].children] == [32, 400, 1]


@pytest.mark.parametrize("how", ["shares", "in order", "alone"])
def test_a_bar_of_a_bridge_is_the_difference_of_the_simulations_it_is_from(everything, today, how):
    plan = read_plan("tiny")
    scenario = read_scenario(plan, "everything")
    known = bo.bridge(plan, scenario, how=how)
    answer = bo.why(everything, "bridge", against=today, how=how)
    assert (answer.amount, answer.checks) == (known.change, ())
    assert [(bar.label, bar.value) for bar in sorted(answer.tree.children, key=lambda bar: bar.id)] == [(bar.name, bar.change) for bar in known.bars]
    one = bo.why(everything, "bridge", against=today, how=how, bar="break lease HQ-1")
    assert one.tree.recomputed() == one.amount == next(bar.change for bar in known.bars if bar.name == "break lease HQ-1")
    costs = [node for node in one.tree.walk() if node.label == "cost without any of them"]
    # 39,040 of rent, and the rest of what tiny costs
    assert not costs or costs[0].recomputed() == pytest.approx(bo.summarise(today).cost, abs=0.01)


def test_a_bar_by_factor_is_its_rows_with_the_factor_before_and_after():
    plan = read_plan("tiny")
    raised = Scenario(name="raise", levers=(bo.levers.ChangePay(team="accounting", starting="2027-01", raise_share=0.1),))
    ledger, today = simulate(plan, raised), simulate(plan)
    known = bo.bridge(plan, raised, by="factor")
    answer = bo.why(ledger, "bridge", against=today, by="factor", bar="price")
    assert (answer.amount, answer.checks) == (next(bar.change for bar in known.bars if bar.name == "price"), ())
    salaries = answer.tree.find("bridge/price/salaries/accounting/accounting/HQ/office/1")
    assert [(one.label, one.value) for one in salaries.behind[:2]] == [("price before", 5_000), ("price after", 5_500)]
    pay = next(one for one in salaries.behind if one.label == "salary_per_year")
    assert [(change.before, change.after) for change in pay.changes] == [(60_000, 66_000)]


def test_a_bar_in_order_is_the_rows_with_and_without_the_initiative(everything, today):
    answer = bo.why(everything, "bridge", against=today, how="in order", bar="break lease HQ-1")
    rent = answer.tree.find("bridge/break lease HQ-1/rent/HQ/HQ-1")
    # 12,800 in January and February and, 5 % dearer, in March; then not in March
    assert [round(side.value, 2) for side in rent.children] == [25_600, 39_040]
    (broken,) = [one for one in rent.children[0].behind if one.label == "broken_share"]
    assert [(one.position, one.lever, one.before, one.after) for one in broken.changes] == [(3, "break_lease", 0, 1)]
    shared = bo.why(everything, "bridge", against=today, bar="break lease HQ-1")
    (last,) = shared.tree.children[0].behind
    assert (last.label, round(last.value, 2)) == ("what it changes after all others", 210.00)


def test_what_is_paid_for_seats_that_nobody_needs(today):
    answer = bo.why(today, "stranded", month="2027-01")
    # two of 32 seats, of 12,800
    assert answer.amount == 800.00
    paid, share = answer.tree.children[0].children[0].children[0].children
    assert (paid.value, share.value) == (12_800, 2 / 32)
