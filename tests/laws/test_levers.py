"""What holds of every lever there is, found by lying in its folder."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backoffice_lib import costs
from backoffice_lib.basics.days import LastDay
from backoffice_lib.levers import OutsourceWork
from backoffice_lib.simulation import simulate
from tests.laws import restated
from tests.laws.compare import assert_same
from tests.laws.levers import WORDS, any_lever, decided, good, of_every_kind, pulled, scenario, suited, without_moves
from tests.laws.plans import plain_vendors, plan_of
from tests.laws.records import chosen

each_lever = pytest.mark.parametrize("word", WORDS)
# A law of each lever by itself looks at fewer plans, so that more levers do not make the tests slow.
FEWER = 3


def examples() -> int:
    return max(8, settings.default.max_examples // FEWER)


def under_the_law(word: str, law) -> None:
    """Holds a law, a function of plan and lever, to a lever of one kind."""
    settings(settings.default, max_examples=examples())(given(pulled(word))(law))()


@each_lever
def test_a_lever_changes_nothing_before_its_first_month(word):
    def law(case):
        plan, lever = case
        first = lever.first_month(lever.extend(plan)) - plan.start
        if first > 0:
            assert_same(simulate(plan, scenario([lever])), simulate(plan), months=first, by=1e-12)

    under_the_law(word, law)


@each_lever
def test_a_lever_that_starts_after_the_plan_ends_changes_nothing(word):
    def law(case):
        plan, lever = case
        late, after = lever, plan.start + plan.months
        while late.first_month(late.extend(plan)) < after and (later := restated.moved(late, 12)) != late:
            late = later
        # Leases would have ended by then, and their levers be refused: they all run on. A lever without a month of its own starts when they end.
        spoken_of = (late.first_month(late.extend(plan)), restated.last_month(late, plan.start))
        last = max([after, *spoken_of, *(lease.end.month for lease in plan.leases)])
        plan = plan.with_(leases=tuple(lease.with_(end=LastDay.of(last + 12)) for lease in plan.leases))
        assert_same(simulate(plan, scenario([late])), simulate(plan), by=1e-12)

    under_the_law(word, law)


@each_lever
def test_extending_a_plan_costs_nothing_until_drivers_are_bent(word):
    def law(case):
        plan, lever = case
        assert_same(simulate(lever.extend(plan)), simulate(plan), by=1e-12)

    under_the_law(word, law)


@each_lever
def test_a_lever_pulled_twice_is_pulled_once(word):
    """The later lever wins over the earlier one, so the same one again changes nothing, unless it says that it compounds.

    One that starts after the plan ends may have its lead counted twice: the plan does not know what comes after it.
    """

    def law(case):
        plan, lever = case
        if "compounds" not in type(lever).__doc__ and restated.last_month(lever, plan.start) < plan.start + plan.months:
            assert_same(simulate(plan, scenario([lever, lever])), simulate(plan, scenario([lever])))

    under_the_law(word, law)


@pytest.mark.slow
@each_lever
def test_enough_levers_are_let_through_and_do_something_for_the_laws_to_mean_anything(word):
    """Of the levers made up, a sixth at least pass their check; of those that do, a sixth at least change the book."""
    tried, passed, effective = [], [], []

    @settings(settings.get_profile("full"), max_examples=24)
    @given(chosen(lambda choices: (plan := suited(plan_of(choices, leases=1, vendors=2), word), any_lever(plan, word, choices))))
    def make(case):
        plan, lever = case
        tried.append(word)
        if lever and good(plan, lever):
            passed.append(word)
            found, today = (simulate(plan, scenario(one)) for one in ([lever], []))
            at = slice(len(plan.sites))  # a lever may have opened another
            seats = (found.operations.attendance.seats_needed[:, at] != today.operations.attendance.seats_needed).any()
            effective.extend([word] * bool(seats or (found.by_month() != today.by_month()).any()))

    make()
    assert len(passed) >= len(tried) / 6, f"{word}: {len(passed)} of {len(tried)} pass their check; make tests/laws/plans.py fit"
    assert len(effective) >= len(passed) / 6, f"{word}: {len(effective)} of {len(passed)} change the book"


@pytest.mark.slow
def test_every_cost_category_is_reached_by_the_laws():
    """Each category books something in one of twenty scenarios of a lever of each kind, or the laws say nothing of it."""
    cases, reached = [], []

    @settings(settings.get_profile("full"), max_examples=40)
    @given(of_every_kind())
    def price(case):
        cases.append(case)
        ledger = simulate(*case)
        booked = {name for view in ("profit", "cash") for name, amounts in ledger.by_category(view).items() if np.abs(amounts).max() > 0}
        reached.extend(booked)

    price()
    seldom = [category.name for category in costs.categories() if reached.count(category.name) < len(cases) / 20]
    assert not seldom, f"hardly ever booked: {seldom}; make tests/laws/plans.py and the levers reach them"


@given(decided(vendors=1, tables=False))
def test_no_work_is_left_undone(case):
    """What our people are still needed for and what vendors do is all the work there is, or more in dual running."""
    plan, levers = case
    plan, levers = plain_vendors(plan), without_moves(plan, levers)
    levers = scenario(lever for lever in levers.levers if "contract" not in type(lever).model_fields)
    once = scenario(lever for lever in levers.levers if not (isinstance(lever, OutsourceWork) and _again(lever, levers)))
    ledger = simulate(plan, once)
    drivers, demand, extended = ledger.drivers, ledger.operations.demand, ledger.plan
    done = demand.needed * drivers["fte_share"]
    for row, placed in enumerate(extended.placements):
        team = extended.names("team").index(placed.team)
        vendor = extended.names("vendor").index(extended.record("contract", placed.contract).vendor)
        done[:, team] += demand.placed_fte[:, row] * drivers["productivity_share"][:, vendor] / drivers["output_share"][:, team]
    done *= drivers["output_share"]
    work = drivers["target_heads"] * drivers["fte_share"]
    assert (done >= work * (1 - 1e-9) - 1e-9).all()


def _again(lever: OutsourceWork, levers) -> bool:
    """Whether an earlier lever places the same work with the same vendor."""
    same = [
        one
        for one in levers.levers
        if isinstance(one, OutsourceWork) and (one.function, one.vendor) == (lever.function, lever.vendor)
    ]
    return same[0] is not lever


@given(pulled("outsource_work"), st.sampled_from([0.5, 2.0]))
def test_a_vendor_half_as_productive_at_half_the_price_costs_the_same(case, factor):
    plan, lever = case
    plan = plain_vendors(plan).with_(assumptions=())  # travel goes by the vendor's people, however much they do
    vendors = [
        vendor.with_(
            price_per_fte_per_year=restated.times(vendor.price_per_fte_per_year, factor),
            productivity_share=vendor.productivity_share * factor,
        )
        for vendor in plan.vendors
    ]
    pulled_once = scenario([lever])
    assert_same(simulate(plan.with_(vendors=tuple(vendors)), pulled_once), simulate(plan, pulled_once))


@given(pulled("outsource_work", tables=False))
def test_work_is_handed_over_once(case):
    """Over the months of knowledge transfer the handing over adds up to the work that is placed."""
    plan, lever = case
    plan = plan.with_(contracts=())
    long_enough = max(plan.months, lever.starting - plan.start + 1)
    demand = simulate(plan.with_(months=long_enough), scenario([lever])).operations.demand
    of_teams = [team.heads * team.fte_share for team in plan.teams if team.function == lever.function]
    np.testing.assert_allclose(demand.transferred_fte.sum(axis=0)[:, 0], np.multiply(of_teams, lever.share), rtol=1e-9)


@given(pulled("remote_work"))
def test_where_nobody_works_from_home_nothing_is_paid_for_it(case):
    plan, lever = case
    teams = tuple(team.with_(remote_share=0.0) for team in plan.teams)
    nobody = lever.with_(share=0.0, heads=None, subsidy_per_month=100.0, equipment_per_head=100.0, coworking_days_per_month=2.0, coworking_per_day=9.0)
    costs_of = simulate(plan.with_(teams=teams), scenario([nobody])).by_category()
    assert not costs_of["remote subsidy"].any()
    assert not costs_of["equipment"].any() and not costs_of["coworking"].any() and not costs_of["subsidy tax"].any()
