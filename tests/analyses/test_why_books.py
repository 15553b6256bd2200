"""Why, on the firm's own books against the plan, and on what business units bear: entries by line, keys and weights."""

from __future__ import annotations

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses.recharges import recharges
from backoffice_lib.analyses.variance import variance
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import Recharge
from backoffice_lib.simulation import simulate


@pytest.fixture(scope="module")
def desk() -> Ledger:
    return simulate(read_plan("settlement_desk"))


def test_a_variance_is_the_entries_of_the_books_less_the_rows_of_the_plan(desk):
    answer = bo.why(desk, "variance", row="6500")
    booked, planned = answer.tree.children[0].children
    # each month 4,000 fixed, 8,000 units at 3 and 2,000 at 2.50, less 5 % of it in credits
    assert planned.recomputed() == pytest.approx(3 * 0.95 * (4_000 + 24_000 + 5_000))
    entries = [4_000, 30_000, -1_700, 4_000, 29_000, -1_650, 4_080, 32_130, -1_810.50]
    assert [one.value for one in booked.children] == entries
    assert [one.source.place for one in booked.children][:2] == ["actuals.csv:4", "actuals.csv:5"]
    assert (answer.amount, answer.note, answer.checks) == (3_999.50, "It is adverse.", ())
    assert any(node.source.place == "vendors.csv:2" for node in planned.walk())


def test_volume_is_what_was_bought_beyond_plan_at_the_planned_cost_of_one(desk):
    answer = bo.why(desk, "variance", row="6500", figure="volume")
    months = [node for node in answer.tree.children[0].children if node.value]
    bought, planned = (node.value for node in months[0].children[0].children)
    # January: 10,400 units against 10,000, at 29,000 / 10,000 each
    assert (bought, planned, months[0].children[1].value) == (10_400, 10_000, 2.9)
    assert months[0].value == pytest.approx(1_160)
    assert answer.checks == ()


FIGURES = ("variance", "plan_to_date", "actual_to_date", "volume", "price", "index", "plan_year", "forecast_rest", "landing")


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_of_a_variance_is_that_of_its_table(desk, figure):
    known = variance(desk)
    answer = bo.why(desk, "variance", figure=figure)
    assert answer.amount == known.total(figure)
    assert answer.tree.recomputed() == pytest.approx(answer.amount, abs=0.00501) and answer.checks == ()
    for row in known.rows:
        one = bo.why(desk, "variance", row=row.name, figure=figure)
        assert one.amount == getattr(row, figure) and one.checks == ()


def test_the_books_do_not_tell_what_a_few_people_are_paid(desk):
    answer = bo.why(desk, "variance", row="6000")
    # 18 and 4 people: their entries are told together, month by month
    booked, _ = answer.tree.children[0].children
    assert [(one.label, one.source.place) for one in booked.children] == [("2027-01", ""), ("2027-02", ""), ("2027-03", "")]
    every = bo.why(desk, "variance")
    assert not {"actuals.csv:2", "actuals.csv:3"} & {node.source.place for node in every.tree.walk()}
    for figure in ("volume", "price", "index"):
        shown = bo.why(desk, "variance", row="6000", figure=figure).tree
        assert not [node for node in shown.walk() if node.source.place]


def test_a_business_unit_bears_its_share_by_the_key():
    plan = read_plan("tiny")
    rows = [Recharge(function="accounting", business_unit=unit, allocation_key="invoices", weight=weight) for unit, weight in (("retail", 3), ("trade", 1))]
    ledger = simulate(plan.with_(recharges=tuple(rows)))
    answer = bo.why(ledger, "recharges", business_unit="retail")
    # ten accountants: pay that grows by 12 % a year, 5 % of it, and 10 % of 40,000 a month
    cost = 1.05 * sum(50_000 * 1.12 ** (month / 12) for month in range(3)) + 12_000
    assert answer.amount == round(0.75 * cost, 2)
    assert answer.checks == () and answer.tree.recomputed() == pytest.approx(answer.amount)
    share = next(node for node in answer.tree.walk() if node.label == "share by invoices")
    assert [one.value for one in share.children] == [3, 4]
    left = bo.why(ledger, "recharges", business_unit="not recharged")
    assert left.amount + answer.amount + bo.why(ledger, "recharges", business_unit="trade").amount == pytest.approx(recharges(ledger).cost)


def test_shares_that_leave_something_leave_it_with_nobody():
    plan = read_plan("tiny")
    row = Recharge(function="accounting", business_unit="retail", allocation_key="share", weight=0.4)
    ledger = simulate(plan.with_(recharges=(row,)))
    kept = bo.why(ledger, "recharges", business_unit="not recharged", function="accounting")
    assert kept.amount == next(one.cost for one in recharges(ledger).left if one.function == "accounting")
    share = next(node for node in kept.tree.walk() if node.label == "share that is left")
    assert (share.value, [one.value for one in share.children]) == (pytest.approx(0.6), [1, 0.4])


@pytest.mark.parametrize(
    ("of", "asked", "said"),
    [
        ("variance", {"row": "no acount"}, 'why: row: "no acount" is no row of the variance by account; did you mean "no account"?'),
        ("variance", {"figure": "volum"}, 'why: figure: "volum" is no figure of a variance; did you mean "volume"?'),
        ("recharges", {"business_unit": "retail"}, 'why: business_unit: "retail" bears nothing; use not recharged'),
        ("recharges", {"figure": "profit"}, 'why: figure: "profit" is no figure of recharges; use charged, cost, markup'),
    ],
)
def test_what_is_asked_must_exist(desk, of, asked, said):
    with pytest.raises(InputProblems) as refused:
        bo.why(desk, of, **asked)
    assert str(refused.value) == said


def test_a_plan_without_books_says_what_it_lacks():
    with pytest.raises(InputProblems) as refused:
        bo.why(simulate(read_plan("tiny")), "variance")
    assert str(refused.value).startswith("why: variance: Tiny has no actuals, so nothing can be held against it")
