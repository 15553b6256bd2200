"""What holds of every book: the parts make the whole, nothing is lost, nothing put in is changed, twice is the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from backoffice_lib.ledger import problems_in
from backoffice_lib.ledger.columns import columns
from backoffice_lib.plan.subjects import LABELS
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import simulate
from tests.laws.levers import decided
from tests.laws.plans import plans


@pytest.mark.parametrize("view", ["profit", "cash"])
@given(decided(width=3))
def test_the_parts_of_a_book_make_its_whole(view, case):
    ledger = simulate(*case)
    assert not list(problems_in(ledger))
    whole = ledger.by_month(view=view)
    assert whole.shape == (case[0].months, ledger.draws)
    assert np.isfinite(whole).all()
    scale = 1e-9 * max(1.0, sum(np.abs(line.amount).sum() for line in ledger.lines))
    for sums in (ledger.by_category(view), *(ledger.by_label(label, view) for label in LABELS)):
        np.testing.assert_allclose(sum(sums.values(), np.zeros_like(whole)), whole, atol=scale, rtol=0)
    rows = columns(ledger)
    other = {"profit": "cash", "cash": "accrual"}[view]
    told = sum(amount for amount, basis in zip(rows["amount"], rows["basis"], strict=True) if basis != other)
    np.testing.assert_allclose(told, whole[:, 0].sum(), atol=scale, rtol=0)


@given(decided(width=3))
def test_bonus_is_paid_once_and_never_before_it_is_earned(case):
    plan, levers = case
    ledger = simulate(plan, levers)
    earned, paid = (ledger.by_category(view)["bonus"].cumsum(axis=0) for view in ("profit", "cash"))
    for at, month in enumerate(plan.calendar):
        by_then = earned[at - 1] if at else np.zeros_like(earned[0])
        if month.in_year == plan.policies.bonus_month:
            np.testing.assert_allclose(paid[at], by_then, rtol=1e-9)
        else:
            assert (paid[at] <= by_then * (1 + 1e-9)).all()


@given(decided())
def test_every_row_of_a_book_is_quantity_times_price_times_index(case):
    rows = columns(simulate(*case))
    assert len({len(values) for values in rows.values()}) == 1
    for quantity, price, index, amount in zip(rows["quantity"], rows["price"], rows["index"], rows["amount"], strict=True):
        np.testing.assert_allclose(quantity * price * index, amount, rtol=1e-12)


@given(plans(width=3))
def test_a_scenario_without_levers_is_the_plan_bit_for_bit(plan):
    today, nothing = simulate(plan), simulate(plan, Scenario(name="nothing", story="Nothing is done."))
    assert TODAY.levers == ()
    assert [line.amount.tobytes() for line in today.lines] == [line.amount.tobytes() for line in nothing.lines]


@given(decided(width=3))
def test_simulating_changes_nothing_that_was_put_in_and_gives_the_same_bytes_twice(case):
    plan, scenario = case
    before = hash(plan), hash(scenario), plan.model_dump_json(), scenario.model_dump_json()
    first, second = simulate(plan, scenario), simulate(plan, scenario)
    assert (hash(plan), hash(scenario), plan.model_dump_json(), scenario.model_dump_json()) == before
    assert [line.amount.tobytes() for line in first.lines] == [line.amount.tobytes() for line in second.lines]
    assert first.drivers.bent == second.drivers.bent
    assert not any(values.flags.writeable for values in first.drivers.values.values())


@given(decided(width=3))
def test_sums_that_pass_over_single_subjects_are_those_of_their_amounts(case):
    for line in simulate(*case).lines:
        close = 1e-12 * max(1.0, np.abs(line.amount).sum())
        sites = np.array(line.posting.subjects.labels["site"], dtype=object)
        for site, amounts in line.sums(sites).items():
            found, width = line.amount[:, sites == site].sum(axis=1), max(amounts.shape[1], line.amount.shape[2])
            np.testing.assert_allclose(amounts * np.ones(width), found * np.ones(width), atol=close, rtol=0)
        width = max(line.draws, line.amount.shape[2])
        np.testing.assert_allclose(line.total * np.ones(width), line.amount.sum(axis=1) * np.ones(width), atol=close, rtol=0)
