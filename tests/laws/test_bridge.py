"""What holds of every bridge: it adds up to the cent, is empty between what is the same, and leaves to no lever what it does not do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from backoffice_lib.analyses.bridge import bridge, bridge_of
from backoffice_lib.analyses.compare import compare
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.ledger.checks import CENT
from backoffice_lib.levers import RemoteWork
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import side_by_side, simulate
from tests.laws.levers import decided
from tests.laws.plans import plans

VIEWS = ("profit", "cash")


class DoesNothing(Lever):
    """A lever that bends a driver to what it is."""

    def bend(self, drivers: Drivers) -> Drivers:
        return drivers.changed("salary_per_year", drivers.plan.names("team"), drivers["salary_per_year"].copy())


def few(share: int = 12) -> settings:
    return settings(settings.default, max_examples=max(4, settings.default.max_examples // share))


def cents_of(amount: float) -> int:
    return round(amount * 100)


def adds_up(answer) -> None:
    """Bars to the change, categories to the bars, all in whole cents; where amounts are so large that cents are lost, as near as can be."""
    slack = 1 + 1e-9 * max(abs(answer.cost_before), abs(answer.cost_after), 1.0)
    exact = slack < 2
    for parts, whole in (
        ([bar.change for bar in answer.bars], answer.change),
        (list(answer.by_category.values()), answer.change),
        *(([change for _, change in bar.by_category], bar.change) for bar in answer.bars),
    ):
        apart = abs(sum(map(cents_of, parts)) - cents_of(whole))
        assert apart == 0 if exact else apart <= slack, (parts, whole)


@few()
@given(decided(leases=1, vendors=1))
def test_every_bridge_adds_up_to_the_cent(case):
    plan, scenario = case
    ledgers = simulate(plan), simulate(plan, scenario)
    for view, how in (("profit", "shares"), ("cash", "alone"), ("cash", "in order")):
        adds_up(bridge(plan, scenario, how=how, view=view))
        adds_up(bridge_of(*ledgers, how=how, view=view))
        adds_up(bridge_of(*ledgers, by="category", view=view))
    assert bridge_of(*ledgers).change == pytest.approx(-compare(*ledgers).saving)


@few()
@given(decided(leases=1, vendors=1))
def test_there_is_no_bridge_between_what_is_the_same(case):
    plan, scenario = case
    for by in ("initiative", "factor", "category"):
        assert bridge(plan, scenario, scenario, by=by).bars == ()


@few()
@given(decided(leases=1, vendors=1, most=3))
def test_a_lever_that_does_nothing_contributes_nothing_and_changes_nobody_elses_share(case):
    plan, scenario = case
    with_it = scenario.with_(levers=(DoesNothing(), *scenario.levers))
    first, *others = bridge(plan, with_it).bars
    assert (first.change, first.alone, first.by_category) == (0.0, 0.0, ())
    alike = bridge(plan, scenario)
    size = max(abs(alike.cost_before), abs(alike.cost_after), 1.0)
    for bar, same in zip(others, alike.bars, strict=True):
        assert bar.change == pytest.approx(same.change, abs=CENT + 1e-9 * size)


@few()
@given(decided(leases=1, vendors=1, most=3))
def test_a_bridge_back_is_the_bridge_there_the_other_way_round(case):
    plan, scenario = case
    there, back = bridge(plan, scenario), bridge(plan, TODAY, scenario)
    size = max(abs(there.cost_before), abs(there.cost_after), 1.0)
    assert [bar.change for bar in back.bars] == pytest.approx([-bar.change for bar in there.bars], abs=CENT + 1e-9 * size)
    factors = [{bar.name: bar.change for bar in bridge(plan, *ends, by="factor").bars} for ends in ((scenario, TODAY), (TODAY, scenario))]
    for name in {*factors[0], *factors[1]}:
        assert factors[0].get(name, 0.0) == pytest.approx(-factors[1].get(name, 0.0), abs=CENT + 1e-9 * size)


@few()
@given(plans(leases=1, vendors=1))
def test_two_states_of_a_plan_are_bridged_to_the_cent_whatever_has_changed(plan):
    other = plan.with_(
        teams=tuple(team.with_(heads=team.heads + 1, salary_per_year=team.salary_per_year * 0.97) for team in plan.teams),
        on_costs=tuple(band.with_(rate_share=band.rate_share * 0.9) for band in plan.on_costs),
        indices=tuple(index.with_(growth_share_per_year=0.03) for index in plan.indices),
        fx=tuple(one if one.rate is None else one.with_(rate=one.rate * 1.1) for one in plan.fx),
        index_values=tuple(one.with_(value=one.value * (1.1 if one.index in plan.names("currency") else 1)) for one in plan.index_values),
        contracts=plan.contracts[1:],
    )
    for view in VIEWS:
        adds_up(bridge_of(simulate(plan), simulate(other), view=view))


@few()
@given(decided(leases=1, vendors=1, most=3))
def test_scenarios_side_by_side_cost_what_they_cost_one_by_one(case):
    plan, scenario = case
    extended = scenario.extend(plan)
    firsts = [scenario.levers[:count] for count in range(len(scenario.levers) + 1)]
    seen = []
    for ledger, numbers in side_by_side(extended, firsts):
        seen += numbers
        for view in VIEWS:
            costs = np.broadcast_to(ledger.by_month(view=view).sum(axis=0), len(numbers))
            for at, cost in zip(numbers, costs, strict=True):
                [(alone, _)] = side_by_side(extended, [firsts[at]])
                assert cost == pytest.approx(alone.by_month(view=view).sum(), rel=1e-9, abs=1e-6)
            for at, whole in ((0, simulate(plan)), (len(firsts) - 1, simulate(plan, scenario))):
                if at in numbers:
                    assert costs[numbers.index(at)] == pytest.approx(whole.by_month(view=view).sum(), rel=1e-9, abs=1e-6)
    assert sorted(seen) == list(range(len(firsts)))


def test_scenarios_that_hire_in_other_times_are_simulated_apart():
    plan = read_plan("tiny")
    quicker = RemoteWork(team="accounting", starting="2027-01", share=0.5, time_to_hire_months=0)
    slower = quicker.with_(time_to_hire_months=2)
    assert sorted(numbers for _, numbers in side_by_side(plan, [(quicker,), (slower,), (quicker,)])) == [[0, 2], [1]]
