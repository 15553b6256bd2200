"""The book of any plan without levers is what a clerk would work out."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from backoffice_lib.simulation import simulate
from tests.laws import by_hand
from tests.laws.plans import plans


@given(plans(leases=1))
def test_a_plan_without_levers_costs_what_a_clerk_would_work_out(plan):
    found = simulate(plan).by_category()
    for name, expected in by_hand.cost(plan).items():
        scale = max(map(abs, expected), default=0.0)
        np.testing.assert_allclose(found[name][:, 0], expected, rtol=1e-9, atol=1e-9 * scale, err_msg=name)
