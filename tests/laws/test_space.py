"""Leases are held within their term, are paid for while they are held, and end once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from backoffice_lib.basics.months import Month
from backoffice_lib.drivers.declared import WEEKDAYS
from backoffice_lib.levers import BreakLease, HybridDays, RemoteWork, SubletSpace, SurrenderFloor
from backoffice_lib.plan import Floor, Lease
from backoffice_lib.simulation import simulate
from tests.laws.compare import assert_same
from tests.laws.levers import decided, pulled, scenario
from tests.laws.plans import plans
from tests.laws.records import changed
from tests.laws.restated import times


def broken_from(lease, levers) -> Month | None:
    """The month in which a lease is first broken."""
    return min((lever.on for lever in levers if isinstance(lever, BreakLease) and lever.lease == lease.lease), default=None)


LEAVES_THE_TERM_ALONE = (BreakLease, SubletSpace, RemoteWork, HybridDays)


@given(decided(width=3, leases=1))
def test_a_lease_is_held_from_its_first_day_to_its_last_or_its_break(case):
    plan, levers = case
    plan = changed(plan, lambda owner, name, value: "never" if name == "shed" else value)
    levers = scenario(lever for lever in levers.levers if isinstance(lever, LEAVES_THE_TERM_ALONE))
    space = simulate(plan, levers).operations.space
    for at, lease in enumerate(plan.leases):
        broken = broken_from(lease, levers.levers)
        gone = min(lease.end.ordinal + 1, broken.first_day) if broken else lease.end.ordinal + 1
        held = [days_in(month, lease.start.ordinal, gone) / month.days for month in plan.calendar]
        np.testing.assert_allclose(space.held[:, at], np.array(held)[:, None] + 0 * space.held[:, at], atol=1e-12)
        penalties = [float(month == broken) for month in plan.calendar]
        np.testing.assert_allclose(space.broken[:, at], np.array(penalties)[:, None] + 0 * space.broken[:, at], atol=1e-12)
        given_back = [float(days_in(month, gone, gone + 1)) for month in plan.calendar]
        np.testing.assert_allclose(space.given_back[:, at], np.array(given_back)[:, None] + 0 * space.given_back[:, at], atol=1e-12)


def days_in(month: Month, first: int, after: int) -> int:
    """How many days of a month lie between two days, the first of them among them."""
    return sum(first <= month.first_day + day < after for day in range(month.days))


@given(decided(width=3, leases=1))
def test_what_is_given_back_is_what_was_held(case):
    """No part of a lease is given back twice, and none that runs out within the plan is kept."""
    ledger = simulate(*case)
    space = ledger.operations.space
    assert (space.given_back.sum(axis=0) <= 1 + 1e-9).all()
    assert (space.given_back >= -1e-12).all() and (space.broken >= -1e-12).all() and (space.surrendered >= -1e-12).all()
    over = (space.left_months[-1] == 0) & (space.held.sum(axis=0) > 0)
    np.testing.assert_allclose(space.given_back.sum(axis=0)[over], 1.0, atol=1e-9)


@given(decided(width=3, leases=1))
def test_rent_paid_for_several_months_at_once_is_the_same_rent(case):
    """Of leases that begin and end within the plan nothing is left over; of none is more paid than is due later."""
    ledger = simulate(*case)
    plan, line = ledger.plan, next(line for line in ledger.lines if line.category.name == "payment timing")
    for row, name in enumerate(line.posting.subjects.refs.get("lease", ())):
        lease = plan.record("lease", name)
        left = ledger.operations.space.left_months[-1, plan.names("lease").index(name)]
        if lease.start.month >= plan.start and (left <= 1).all():
            scale = np.abs(line.amount[:, row]).max(initial=1.0)
            np.testing.assert_allclose(line.amount[:, row].sum(axis=0), 0.0, atol=1e-9 * scale)


@given(plans(leases=1, tables=False))
def test_a_lease_split_into_equal_floors_costs_the_same(plan):
    """But where floors are given back by themselves; then it is less space that goes."""
    plan = changed(plan, lambda owner, name, value: {"shed": "never", "seats": 100 if isinstance(owner, Lease) else value}.get(name, value), floors=())
    halves = tuple(
        Floor(lease=lease.lease, floor=half, seats=50, area_m2=times(lease.area_m2, 0.5)) for lease in plan.leases for half in (f"low {lease.lease}", f"high {lease.lease}")
    )
    assert_same(simulate(plan.with_(floors=halves)), simulate(plan))


@given(decided(width=3, leases=1))
def test_what_is_shed_was_not_needed_when_notice_was_given_and_never_comes_back(case):
    """Leases are kept, or given back for good, and never one that its site would have lacked at once."""
    plan, levers = case
    at_once = {"shed": "when_empty", "break_notice_months": 0, "break_every_months": 0, "surrender_from": None}
    plan = changed(plan, lambda owner, name, value: at_once.get(name, value))
    levers = scenario(lever for lever in levers.levers if not isinstance(lever, SurrenderFloor))
    ledger = simulate(plan, levers)
    space, leases = ledger.operations.space, ledger.plan.leases
    for at, lease in enumerate(leases):
        goes = space.shed_on[:, at]
        assert (space.held[:, at] <= (goes > np.arange(plan.months)[:, None]) + 1e-12).all()
        assert lease.break_from is not None or np.isinf(goes).all()
        site = ledger.plan.names("site").index(lease.site)
        today = goes == np.arange(plan.months)[:, None]
        asked = lease.break_from is not None and lease.break_from <= plan.start
        enough = space.seats_held[:, site] >= ledger.operations.attendance.seats_needed[:, site] - 1e-6
        assert (enough | ~today).all() or not asked or space.sublet.any()


@given(decided(width=3, leases=1))
def test_seats_are_whole_and_enough_and_no_more_is_sublet_than_is_held(case):
    ledger = simulate(*case)
    plan, space, drivers = ledger.plan, ledger.operations.space, ledger.drivers
    assert (0 <= space.sublet).all() and (space.sublet <= space.held + 1e-12).all()
    needed = ledger.operations.attendance.seats_needed
    assert (needed == np.round(needed)).all()
    at_work, present = ledger.operations.staffing.at_work, ledger.operations.attendance
    np.testing.assert_allclose(present.remote_heads + present.office_heads, at_work * np.ones_like(present.remote_heads), rtol=1e-12)
    assert (present.remote_heads >= at_work * drivers["remote_share"] - 1e-6).all()
    in_office = present.office_heads * drivers["seats_per_head"]
    for row, site in enumerate(plan.names("site")):
        there = [at for at, team in enumerate(plan.teams) if team.site == site]
        by_day = [(in_office * drivers[f"attendance_{day}_share"])[:, there].sum(axis=1) for day in WEEKDAYS]
        fullest = np.maximum.reduce(by_day)
        assert (needed[:, row] >= fullest - 1e-6).all()
        assert (needed[:, row] < fullest + 1 + 1e-6).all()


@given(decided(width=3, leases=1))
def test_kits_are_bought_retired_and_never_lost_and_everyone_at_home_has_one(case):
    """No more are bought than people lack one; where kits are never replaced there are as many as people were ever at home."""
    ledger = simulate(*case)
    people = ledger.operations.attendance
    assert (people.kits >= people.remote_heads - 1e-6).all()
    change = people.kits_bought - people.kits_retired
    np.testing.assert_allclose(people.kits[1:] - people.kits[:-1], change[1:], rtol=1e-9, atol=1e-6)
    assert (people.kits_bought >= 0).all() and (people.kits_retired >= 0).all()
    spare = people.kits - people.remote_heads > 1e-6 * (1 + people.kits)
    assert (people.kits_bought[spare] <= 1e-6 * (1 + people.kits[spare])).all()
    for_ever = (ledger.drivers["equipment_refresh_months"] == 0).all(axis=(0, 2))
    most_so_far = np.maximum.accumulate(people.remote_heads, axis=0)
    assert (people.kits[:, for_ever] >= most_so_far[:, for_ever] - 1e-6).all() and not people.kits_retired[:, for_ever].any()


@given(pulled("sublet_space"))
def test_a_lease_sublet_as_a_whole_at_cost_costs_nothing_from_then_on(case):
    plan, lever = case
    whole = SubletSpace(lease=lever.lease, starting=lever.starting, share=1.0, rent_share=1.0)
    none = {kind: () for kind in ("floors", "rent_steps", "sublets")}
    own = plan.with_(leases=(plan.record("lease", lever.lease),), **none)
    rent, today = (simulate(own, one).by_category()["rent"] for one in (scenario([whole]), scenario([])))
    first = max(whole.starting - plan.start, 0)
    np.testing.assert_allclose(rent[first:], 0.0, atol=1e-9 * np.abs(today).max(initial=1.0))
    np.testing.assert_array_equal(rent[:first], today[:first])


@given(plans(leases=1, tables=False), st.sampled_from([1, 3, 12, 24]))
def test_reviews_by_nothing_change_nothing(plan, every):
    """A rent without an index is the same as one that is reviewed, however often, and never grows."""
    none = {"rent_index": "", "rent_review_every_months": 0, "rent_review_from": None, "index_lag_months": 0, "fixed_rent_growth_share_per_year": None}
    plan = plan.with_(cost_index="", leases=tuple(lease.with_(**none) for lease in plan.leases))
    reviews = {"rent_review_every_months": every, "fixed_rent_growth_share_per_year": 0.0}
    reviewed = plan.with_(leases=tuple(lease.with_(**reviews) for lease in plan.leases))
    assert_same(simulate(reviewed), simulate(plan), by=1e-12)
