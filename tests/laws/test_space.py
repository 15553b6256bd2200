"""Leases are held within their term, are paid for while they are held, and end once."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from backoffice_lib.basics.months import Month
from backoffice_lib.drivers.declared import WEEKDAYS
from backoffice_lib.levers import BreakLease, SubletSpace
from backoffice_lib.simulation import simulate
from tests.laws.levers import decided, pulled, scenario
from tests.laws.records import changed


def broken_from(lease, levers) -> Month | None:
    """The month in which a lease is first broken."""
    return min((lever.on for lever in levers if isinstance(lever, BreakLease) and lever.lease == lease.lease), default=None)


@given(decided(width=3, leases=1))
def test_a_lease_is_held_from_its_start_to_its_end_or_its_break(case):
    plan, levers = case
    plan = changed(plan, lambda owner, name, value: "never" if name == "shed" else value)
    space = simulate(plan, levers).operations.space
    for at, lease in enumerate(plan.leases):
        broken = broken_from(lease, levers.levers)
        gone = min(lease.end + 1, broken) if broken else lease.end + 1
        held = [float(lease.start <= month < gone) for month in plan.calendar]
        assert space.held[:, at].T.tolist() == [held] * space.held.shape[2]
        penalties = [float(month == broken) for month in plan.calendar]
        assert space.broken[:, at].T.tolist() == [penalties] * space.broken.shape[2]
        given_back = [float(month == gone) for month in plan.calendar]
        assert space.given_back[:, at].T.tolist() == [given_back] * space.given_back.shape[2]


@given(decided(width=3, leases=1))
def test_what_is_shed_was_not_needed_when_notice_was_given_and_never_comes_back(case):
    """Leases are kept, or given back for good, and never one that its site would have lacked at once."""
    plan, levers = case
    plan = changed(plan, lambda owner, name, value: {"shed": "when_empty", "break_notice_months": 0}.get(name, value))
    ledger = simulate(plan, levers)
    space, leases = ledger.operations.space, ledger.plan.leases
    for at, lease in enumerate(leases):
        goes = space.shed_on[:, at]
        assert (space.held[:, at] <= (goes > np.arange(plan.months)[:, None])).all()
        assert lease.break_from is not None or np.isinf(goes).all()
        site = ledger.plan.names("site").index(lease.site)
        today = goes == np.arange(plan.months)[:, None]
        asked = lease.break_from is not None and lease.break_from <= plan.start
        enough = space.seats_held[:, site] >= space.seats_needed[:, site] - 1e-6
        assert (enough | ~today).all() or not asked or space.sublet.any()


@given(decided(width=3, leases=1))
def test_seats_are_whole_and_enough_and_no_more_is_sublet_than_is_held(case):
    ledger = simulate(*case)
    plan, space, drivers = ledger.plan, ledger.operations.space, ledger.drivers
    assert (0 <= space.sublet).all() and (space.sublet <= space.held).all()
    assert (space.seats_needed == np.round(space.seats_needed)).all()
    in_office = ledger.operations.staffing.at_work * (1 - drivers["remote_share"])
    for row, site in enumerate(plan.names("site")):
        there = [at for at, team in enumerate(plan.teams) if team.site == site]
        by_day = [(in_office * drivers[f"attendance_{day}_share"])[:, there].sum(axis=1) for day in WEEKDAYS]
        fullest = np.maximum.reduce(by_day)
        assert (space.seats_needed[:, row] >= fullest - 1e-6).all()
        assert (space.seats_needed[:, row] < fullest + 1 + 1e-6).all()


@given(decided(width=3, leases=1))
def test_kits_are_bought_once_for_each_person_at_home_beyond_the_most_there_ever_were(case):
    space = simulate(*case).operations.space
    most_so_far = np.maximum.accumulate(space.remote_heads, axis=0)
    assert (space.kits >= most_so_far - 1e-9).all()
    np.testing.assert_allclose(space.kits[1:] - space.kits[:-1], space.kits_bought[1:], rtol=1e-9, atol=1e-6)
    assert (space.kits_bought >= 0).all()


@given(pulled("sublet_space"))
def test_a_lease_sublet_as_a_whole_at_cost_costs_nothing_from_then_on(case):
    plan, lever = case
    whole = SubletSpace(lease=lever.lease, starting=lever.starting, share=1.0, rent_share=1.0)
    own = plan.with_(leases=(plan.record("lease", lever.lease),))
    rent, today = (simulate(own, one).by_category()["rent"] for one in (scenario([whole]), scenario([])))
    first = max(whole.starting - plan.start, 0)
    np.testing.assert_allclose(rent[first:], 0.0, atol=1e-9 * np.abs(today).max(initial=1.0))
    np.testing.assert_array_equal(rent[:first], today[:first])
