"""People are neither lost nor invented, come when they were hired and go when their notice is over."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from backoffice_lib.basics.months import Month
from backoffice_lib.levers import ChangeBackfill, ConsolidateTeams, FreezeHiring
from backoffice_lib.operations.staffing import AtWork, Turnover
from backoffice_lib.plan import Plan, Site, Team
from backoffice_lib.simulation import simulate
from tests.laws.levers import decided, scenario, without_moves
from tests.laws.plans import plans
from tests.laws.records import changed
from tests.laws.restated import times

SLACK = 1e-9


def close(found, expected):
    found, expected = np.broadcast_arrays(found, expected)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-6)


def before(values: np.ndarray, lags: list[int]) -> np.ndarray:
    """Values [month, team, draw] as they were so many months before, for each team; nothing before the plan."""
    earlier = np.zeros_like(values)
    for team, lag in enumerate(lags):
        earlier[lag:, team] = values[: len(values) - lag, team] if lag < len(values) else 0.0
    return earlier


def found(opened: np.ndarray, months: np.ndarray) -> np.ndarray:
    """Who is found for what was opened [month, team, draw], after as many months as hiring took when it was, [month or 1, team]."""
    hired = np.zeros_like(opened)
    for month in range(len(opened)):
        for team, wait in enumerate(months[min(month, len(months) - 1)].astype(int)):
            if month + wait < len(opened):
                hired[month + wait, team] += opened[month, team]
    return hired


@given(decided(width=3))
def test_nobody_is_lost_or_invented(case):
    """Opening + hires + moved in = closing + leavers + ended + severed + moved out, in every month and draw."""
    people = simulate(*case).operations.staffing
    gone = people.leavers + people.ended + people.severed + people.moved_out
    close(people.opening + people.hires + people.moved_in, people.heads + gone)
    close(people.moved_in.sum(axis=1), people.moved_out.sum(axis=1))
    close(people.opening[1:], people.heads[:-1])
    for name in (*AtWork.__dataclass_fields__, *Turnover.__dataclass_fields__):
        values = getattr(people, name)
        assert values.min(initial=0.0) >= -SLACK * (1 + np.abs(people.opening).max(initial=0.0)), f"{name} is negative"


@given(decided(width=3, tables=False))
def test_hires_come_and_people_on_notice_go_when_their_time_is_up(case):
    ledger = simulate(*case)
    plan, people = ledger.plan, ledger.operations.staffing
    close(people.hires, found(people.opened, ledger.drivers["time_to_hire_months"][:, :, 0]))
    close(people.severed, before(people.noticed, [team.notice_months for team in plan.teams]))
    if plan.policies.surplus == "attrition":
        assert not people.noticed.any()


@given(decided(width=3, vendors=1, tables=False))
def test_people_on_notice_stay_until_it_is_over_and_the_others_leave_at_their_rate(case):
    ledger = simulate(*case)
    people = ledger.operations.staffing
    on_notice = people.noticed.cumsum(axis=0) - people.severed.cumsum(axis=0)
    cohort, per_head = ledger.drivers["cohort_loss_share_per_year"], ledger.drivers["leavers_per_average_head_per_year"]
    rate = 1 - (1 - cohort) ** (1 / 12) + per_head / 12
    close(people.leavers, np.minimum(rate * _by_where_they_work(ledger), 1.0) * (people.at_work - on_notice))


def _by_where_they_work(ledger) -> np.ndarray:
    """How many leave for one who would, as their share at home is planned."""
    drivers = ledger.drivers
    wanted = drivers["target_heads"] * np.ones((ledger.plan.months, 1, 1))
    named = np.where(wanted > 0, drivers["home_heads"] / np.where(wanted > 0, wanted, 1.0), 0.0)
    at_home = np.minimum(drivers["remote_share"] + named, 1.0)
    return at_home * drivers["remote_leavers_share"] + (1 - at_home) * drivers["hybrid_leavers_share"]


@given(decided(width=3, vendors=1))
def test_severance_is_of_the_pay_that_people_had_and_of_as_many_months_as_agreed(case):
    """Joiners are paid the going rate here, so that everybody's pay is known, and nobody moves."""
    plan, levers = case
    plain = {"new_hire_pay_share": 1.0, "merit_share_per_year": None}
    plan = changed(plan, lambda owner, name, value: plain.get(name, value))
    levers = without_moves(plan, levers)
    ledger = simulate(plan, levers)
    close(ledger.operations.staffing.severed_fte, ledger.operations.staffing.severed * ledger.drivers["fte_share"])
    half = changed(plan, lambda owner, name, value: times(value, 0.5) if name == "severance_months" else value)
    before, after = (simulate(one, levers).by_category()["severance"] for one in (plan, half))
    close(after * 2, before)


@given(plans(width=3, tables=False))
def test_without_levers_everyone_who_leaves_is_replaced_and_nobody_is_made_redundant(plan):
    """But for what vendors' people learn, which leaves less to ours."""
    plan = changed(plan.with_(contracts=()), lambda owner, name, value: 1.0 if name == "backfill_share" else value)
    people = simulate(plan).operations.staffing
    close(people.hires, before(people.leavers, [team.time_to_hire_months + 1 for team in plan.teams]))
    assert not people.severed.any()


@given(decided(leases=1, vendors=1))
def test_where_nothing_takes_time_the_people_at_work_are_those_needed(case):
    """With hiring open, no time to hire, no notice, and severance, supply is demand, month by month.

    A shared service that needs fewer people than follow their work has them for a month: people are given notice once they are there.
    """
    plan, levers = case
    none = {"time_to_hire_months": 0, "notice_months": 0, "surplus": "severance", "backfill_share": 1.0}
    plan = changed(plan, lambda owner, name, value: none.get(name, value))
    levers = scenario(lever for lever in levers.levers if not isinstance(lever, (FreezeHiring, ChangeBackfill, ConsolidateTeams)))
    levers = scenario(changed(lever, lambda owner, name, value: 0 if name == "time_to_hire_months" else value) for lever in levers.levers)
    ledger = simulate(plan, levers)
    close(ledger.operations.staffing.at_work, ledger.operations.demand.needed)


@given(decided(width=3))
def test_average_pay_stays_between_that_of_joiners_and_of_stayers(case):
    """People who move along with their work keep their pay, whatever the rate where they go: so only where nobody does."""
    plan = changed(case[0], lambda owner, name, value: None if name == "merit_share_per_year" else value)
    ledger = simulate(plan, without_moves(*case))
    people, joiners = ledger.operations.staffing, ledger.drivers["new_hire_pay_share"]
    least, most = np.minimum(joiners, 1.0), np.maximum(joiners, 1.0)
    for heads, weight in ((people.at_work, people.paid_fte / ledger.drivers["fte_share"]), (people.heads, people.weight)):
        slack = SLACK * (1 + heads)
        assert (weight >= least * heads - slack).all()
        assert (weight <= most * heads + slack).all()


def test_twelve_percent_attrition_turns_200_into_176_in_a_year():
    start = Month.of("2027-01")
    team = Team(team="desk", function="desk", site="HQ", heads=200, salary_per_year=1, cohort_loss_share_per_year=0.12)
    plan = Plan(name="made up", currency="USD", start=start, months=12, teams=(team,), sites=(Site(site="HQ"),))
    frozen = simulate(plan, scenario([FreezeHiring(starting=start)]))
    np.testing.assert_allclose(frozen.operations.staffing.heads[-1, 0, 0], 176.0, rtol=1e-12)
