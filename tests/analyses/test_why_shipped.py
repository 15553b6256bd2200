"""Every figure of every shipped scenario: what is shown behind it adds up to it, and lever after lever leads to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses._leaves import factors, rows_of
from backoffice_lib.analyses.why import explained
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario, scenario_files
from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.simulation import lever_by_lever, simulate


def shipped() -> list[tuple[str, str]]:
    return [(plan, scenario) for plan in shipped_plans() for scenario in ("today", *scenario_files(plan))]


@pytest.mark.parametrize(("plan", "scenario"), shipped(), ids=[f"{plan}/{scenario}" for plan, scenario in shipped()])
def test_the_rows_of_every_figure_of_every_shipped_scenario_add_up(plan, scenario):
    read = read_plan(plan)
    ledger = simulate(read, read_scenario(read, scenario))
    for category, amounts in ledger.by_category().items():
        rows = rows_of(ledger, category, {})
        for at, amount in enumerate(amounts[:, 0]):
            found = (factors(ledger, row, at) for row in rows)
            again = sum(one.quantity * one.price * one.index for one in found)
            assert again == pytest.approx(amount, abs=0.005), (category, read.calendar[at])


@pytest.mark.parametrize(("plan", "scenario"), shipped(), ids=[f"{plan}/{scenario}" for plan, scenario in shipped()])
def test_the_leaves_that_are_shown_add_up_to_the_cent(plan, scenario):
    read = read_plan(plan)
    ledger = replace(simulate(read, read_scenario(read, scenario)), levers=())
    for number, (category, amounts) in enumerate(ledger.by_category().items()):
        at = number * 7 % read.months
        answer = bo.why(ledger, category=category, month=read.calendar[at])
        assert answer.amount == pytest.approx(amounts[at, 0], abs=0.00501), category
        assert sum(leaf.amount for leaf in answer.leaves) == pytest.approx(answer.amount, abs=1e-6), category
        assert answer.checks == (), category


@pytest.mark.parametrize(("plan", "scenario"), shipped(), ids=[f"{plan}/{scenario}" for plan, scenario in shipped()])
def test_lever_after_lever_leads_from_today_to_the_scenario(plan, scenario):
    read = read_plan(plan)
    ledger, today = simulate(read, read_scenario(read, scenario)), simulate(read)
    runs = lever_by_lever(ledger)
    assert len(runs) == len(ledger.levers) + 1
    assert runs[0].by_month() == pytest.approx(today.by_month(), abs=1e-6)
    for category in ledger.categories:
        answer = explained(runs, category, read.calendar[-1], {})
        steps = [answer.today, *(effect.after for effect in answer.effects)]
        assert [effect.before for effect in answer.effects] == steps[:-1]
        assert steps[-1] == answer.amount
