"""The book of any plan without levers is what a clerk would work out, and so are the fees of a vendor."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from backoffice_lib.simulation import simulate
from tests.laws import by_hand
from tests.laws.levers import pulled, scenario
from tests.laws.plans import plain_vendors, plans
from tests.laws.records import changed


@given(plans(leases=1, tables=False))
def test_a_plan_without_levers_costs_what_a_clerk_would_work_out(plan):
    plan = plan.with_(contracts=())
    plain = {"vacancy_cover": "none", "shed": "never"}
    plan = changed(plan, lambda owner, name, value: plain.get(name, value))
    found = simulate(plan).by_category()
    for name, expected in by_hand.cost(plan).items():
        scale = max(map(abs, expected), default=0.0)
        np.testing.assert_allclose(found[name][:, 0], expected, rtol=1e-9, atol=1e-9 * scale, err_msg=name)


@given(pulled("outsource_work", tables=False))
def test_a_vendor_is_paid_what_a_clerk_would_work_out_and_our_people_go_when_dual_running_ends(case):
    plan, lever = case
    plan = plain_vendors(plan)
    ledger = simulate(plan, scenario([lever]))
    expected = by_hand.fees(plan, lever)
    np.testing.assert_allclose(ledger.by_category()["vendor fees"][:, 0], expected, rtol=1e-9, atol=1e-9)
    released = lever.starting + lever.dual_running_months
    for row, team in enumerate(plan.teams):
        left = team.heads * (1 - lever.share) if team.function == lever.function else team.heads
        needed = [left if month >= released else team.heads for month in plan.calendar]
        np.testing.assert_allclose(ledger.operations.demand.needed[:, row, 0], needed, rtol=1e-9, atol=1e-9)
