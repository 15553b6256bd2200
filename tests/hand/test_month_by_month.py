"""What carries figures from month to month, and people on their way: small cases worked out by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.by_month import month_by_month
from backoffice_lib.basics.sums import summed, times
from backoffice_lib.operations.over_months import OverMonths
from backoffice_lib.operations.under_way import UnderWay
from tests.hand.small import clerks, small_plan


def test_what_holds_always_is_handed_out_every_month():
    always, changing = np.array([[[7.0]]]), np.array([[[1.0]], [[2.0]]])
    found = [(now["always"].item(), now["changing"].item()) for now in month_by_month(2, {"always": always, "changing": changing})]
    assert found == [(7, 1), (7, 2)]


def test_a_month_that_differs_by_draw_widens_those_before_it():
    @dataclass(frozen=True)
    class State:
        heads: np.ndarray
        same: np.ndarray

    kept = OverMonths(3)
    for month, heads in enumerate(([5.0], [5.0, 6.0], [4.0])):
        kept.put(month, State(np.array([heads]), np.array([[1.0]])))
    assert kept.all(State).heads.tolist() == [[[5, 5]], [[5, 6]], [[4, 4]]]
    assert kept.all(State).same.shape == (3, 1, 1)


def test_people_come_when_their_lag_is_over():
    # In January 2 are wanted who come after a month and 3 who come after two; in February 1 more, of the second team.
    hires = UnderWay(np.array([[1, 2], [1, 1], [1, 1]]))
    assert hires.nobody
    hires.add(0, np.array([[2.0], [3.0]]))
    hires.add(1, np.array([[0.0], [1.0]]))
    assert [hires.due(month)[:, 0].tolist() for month in range(3)] == [[0, 0], [2, 0], [0, 4]]
    assert [hires.total(month)[:, 0].tolist() for month in range(3)] == [[2, 4], [2, 4], [0, 4]]
    # Within a month of January come the 2 of the first team; within two of February all who are on the way.
    assert hires.within(0, np.array([1, 1]))[:, 0].tolist() == [2, 0]
    assert hires.within(1, np.array([2, 2]))[:, 0].tolist() == [2, 4]


def test_those_who_are_all_gone_within_a_lag_are_all_within_it():
    leaving = UnderWay(np.array([[1, 2], [1, 2], [1, 2]]))
    leaving.add(0, np.array([[2.0, 4.0], [3.0, 3.0]]))
    assert leaving.within(1, np.array([0, 0])).tolist() == [[2, 4], [0, 0]]
    assert leaving.within(1, np.array([0, 1])).tolist() == leaving.total(1).tolist() == [[2, 4], [3, 3]]


def test_a_sum_of_products_is_the_same_whichever_of_both_varies():
    # Two at 10 and three at 20 are 80; in another draw four and three are 100, or the prices 10 and 30 make 110.
    both, one_draw, price = np.ones((1, 2)), np.array([[[2.0], [3.0]]]), np.array([[[10.0], [20.0]]])
    people, prices = np.array([[[2.0, 4.0], [3.0, 3.0]]]), np.array([[[10.0, 10.0], [20.0, 30.0]]])
    assert summed(both, one_draw, price).tolist() == [[[80]]]
    assert summed(both, people, price).tolist() == [[[80, 100]]]
    assert summed(both, one_draw, prices).tolist() == summed(both, prices, one_draw).tolist() == [[[80, 110]]]
    assert summed(both, people, prices).tolist() == [[[80, 130]]]


def test_nothing_of_something_takes_no_room():
    assert times(np.ones((2, 1, 32)), np.zeros((1, 1, 1))).tolist() == [[[0]], [[0]]]


def test_what_follows_from_names_is_found_once_for_a_plan_and_its_draws():
    plan = small_plan(1, teams=(clerks(),))
    found = plan.once("teams", lambda: plan.names("team"))
    assert plan.model_copy().once("teams", lambda: ()) is found
    assert plan.with_(name="another").once("teams", lambda: ()) == ()
