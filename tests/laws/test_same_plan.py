"""A plan said in another way costs the same: other dates, names, order, currency; its parts, its draws, its halves."""

from __future__ import annotations

from hypothesis import assume, given, reject
from hypothesis import strategies as st

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.uncertain import draws
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.laws import restated
from tests.laws.compare import assert_same, assert_same_sums, sums
from tests.laws.levers import decided, scenario
from tests.laws.plans import plain_vendors, plans
from tests.laws.records import at_draw, changed

TABLES = ("headcount_step", "requisition", "transition", "span")
"""The tables that speak of single teams."""


def each_lever(of: Scenario, change) -> Scenario:
    return scenario(change(lever) for lever in of.levers)


@given(decided(), st.sampled_from([2.0, 3.0, 0.37]))
def test_every_amount_of_money_times_something_is_every_cost_times_it(case, factor):
    plan, levers = case
    again = simulate(
        restated.with_money_times(plan, factor), each_lever(levers, lambda lever: restated.with_money_times(lever, factor))
    )
    assert_same(again, simulate(plan, levers), times=factor)


@given(decided(), st.data())
def test_a_team_split_in_two_changes_nothing(case, data):
    plan, levers = case
    told_apart = {record.team for kind in TABLES for record in plan.records(kind)}
    told_apart |= {row.to for row in plan.transitions}
    # where a function has nobody its work is shared by teams, of which there would be one more
    staffed = {team.function for team in plan.teams if (draws(team.heads) > 0).all()}
    names = [team.team for team in plan.teams if team.team not in told_apart and team.function in staffed]
    assume(names)
    name = data.draw(st.sampled_from(names))
    share = data.draw(st.sampled_from([0.5, 0.25, 1.0, 1 / 3]))
    halves = each_lever(levers, lambda lever: restated.in_two(lever, name, share))
    assert_same(simulate(restated.in_two(plan, name, share), halves), simulate(plan, levers))


@given(decided(), st.integers(-3, 30))
def test_a_plan_some_years_earlier_or_later_costs_the_same(case, years):
    """Where days count, working days or days of the year, only after 28 years do they fall as they did."""
    plan, levers = case
    parts_of_months = any(len(str(day)) > 7 for record in (*plan.leases, *plan.sublets) for day in (record.start, record.end))
    by_the_day = any(team.vacancy_cover != "none" for team in plan.teams) or plan.policies.pay_basis == "days_of_year"
    by_the_day = by_the_day or any(getattr(lever, "allowance_per_day", None) for lever in levers.levers)
    if plan.work or by_the_day or parts_of_months:
        years = 28
    later = each_lever(levers, lambda lever: restated.moved(lever, 12 * years))
    assert_same(simulate(restated.moved(plan, 12 * years), later), simulate(plan, levers), by=0.0)


@given(decided(), st.sampled_from([0.8, 157.25, 1.0]))
def test_a_plan_in_another_currency_costs_the_same_money(case, rate):
    plan, levers = case
    levers = each_lever(levers, restated.in_own_currency)
    expected = simulate(plan, levers)
    levers = each_lever(levers, lambda lever: restated.in_new_currency(lever, rate))
    assert_same(simulate(restated.in_new_currency(plan, rate), levers), expected, times=rate)
    assert_same(simulate(restated.kept_in_new_currency(plan, rate), levers), expected, times=rate)


@given(decided(width=3))
def test_three_draws_together_are_three_single_ones(case):
    plan, levers = case
    together = sums(simulate(plan, levers))
    for draw in range(3):
        alone = sums(simulate(at_draw(plan, draw), at_draw(levers, draw)))
        of_draw = {name: amounts[:, min(draw, amounts.shape[1] - 1)][:, None] for name, amounts in together.items()}
        assert_same_sums(of_draw, alone, by=1e-12)


@given(decided())
def test_the_order_in_which_things_are_written_changes_nothing(case):
    """But for which of several empty leases is given back: the last written."""
    plan, levers = case
    plan = changed(plan, lambda owner, name, value: "never" if name == "shed" else value)
    kinds = ("teams", "sites", "leases", "floors", "rent_steps", "sublets", "vendors", "price_tiers", "contracts", "indices", "index_values", "fx", "on_costs", "work", "seasons", "attrition", "transitions")
    backwards = plan.with_(**{kind: getattr(plan, kind)[::-1] for kind in kinds})
    assert_same(simulate(backwards, levers), simulate(plan, levers))


@given(decided())
def test_other_names_change_no_number(case):
    plan, levers = case
    found = simulate(restated.renamed(plan), each_lever(levers, restated.renamed))
    expected = simulate(plan, levers)
    assert found.by_month().tobytes() == expected.by_month().tobytes()
    assert [line.amount.tobytes() for line in found.lines] == [line.amount.tobytes() for line in expected.lines]


@given(plans(leases=1, tables=False), st.integers(0, 4))
def test_a_plan_costs_what_its_parts_cost(plan, at):
    """But for desks and empty floors, which teams at one site share."""
    plan = plan.with_(contracts=())
    shared = {"flexible_desk_per_month": 0.0, "shed": "never"}
    plan = changed(plan, lambda owner, name, value: shared.get(name, value))
    try:
        one = plan.with_(teams=plan.teams[:at], **with_leases(plan, plan.names("lease")[:1]))
        rest = plan.with_(teams=plan.teams[at:], **with_leases(plan, plan.names("lease")[1:]))
    except InputProblems:
        reject()  # a site has no space between two leases when that of the other part is gone
    parts = [sums(simulate(part)) for part in (one, rest)]
    added = {name: sum(part.get(name, 0.0) for part in parts) for name in (parts[0] | parts[1])}
    assert_same_sums(added, sums(simulate(plan)))


def with_leases(plan, names):
    """Some leases of a plan, and all that is said of them."""
    kinds = ("leases", "floors", "rent_steps", "sublets")
    return {kind: tuple(record for record in getattr(plan, kind) if record.lease in names) for kind in kinds}


@given(decided(tables=False), st.sampled_from([3.0, 0.5]))
def test_three_times_the_people_cost_three_times_the_money_and_the_same_leases(case, factor):
    plan, levers = case
    # what is empty with fewer people would be given back
    plan = changed(plain_vendors(plan), lambda owner, name, value: "never" if name == "shed" else value)
    levers = scenario(lever for lever in levers.levers if "contract" not in type(lever).model_fields)
    # a centre abroad is founded once, however many work there
    levers = each_lever(levers, lambda lever: changed(lever, lambda owner, name, value: 0.0 if name == "set_up_cost" else value))
    more = each_lever(levers, lambda lever: restated.with_heads_times(lever, factor))
    found, expected = simulate(restated.with_heads_times(plan, factor), more), simulate(plan, levers)
    for line, before in zip(found.lines, expected.lines, strict=True):
        of = line.posting.subjects.kind
        if of != "site":  # desks are bought by the whole seat
            times = 1.0 if of in ("lease", "floor", "contract") else factor
            assert_same_sums({line.category.name: line.amount}, {line.category.name: before.amount}, times)


@given(plans(tables=False), st.integers(1, 12))
def test_a_longer_plan_begins_like_the_shorter_one(plan, more):
    """Without levers nothing lies ahead that hiring or notice could foresee, so the horizon is never felt."""
    assert_same(simulate(plan.with_(months=plan.months + more)), simulate(plan), months=plan.months)


@given(decided(leases=1, vendors=1), st.integers(1, 12))
def test_a_longer_plan_begins_like_the_shorter_one_where_nobody_looks_ahead(case, more):
    """With levers the same holds of those dated within the shorter plan, when hiring and notice take no time.

    Otherwise hiring, notice and knowledge transfer foresee what lies beyond the shorter plan, which cannot know it.
    """
    plan, levers = case
    lags = ("time_to_hire_months", "notice_months")
    plan = changed(plan, lambda owner, name, value: 0 if name in lags else value)
    levers = each_lever(levers, lambda lever: changed(lever, lambda owner, name, value: 0 if name in lags else value))
    levers = scenario(lever for lever in levers.levers if restated.last_month(lever, plan.start) < plan.start + plan.months)
    found = simulate(plan.with_(months=plan.months + more), levers)
    assert_same(found, simulate(plan, levers), months=plan.months)
