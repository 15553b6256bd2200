"""The tabs beside the answer: scenarios side by side, make or buy, the map of two inputs and the tables."""

from __future__ import annotations

import pytest
from itables.widget import ITable

from backoffice_lib.views.plan_tables import plan_tables
from backoffice_lib.views.widgets import Workbench
from tests.widgets.page import found, inside, press, shown


def turn_to(bench: Workbench, title: str) -> None:
    found(bench, "bo-tabs").value = title


def test_scenarios_that_are_pinned_stand_side_by_side(bench):
    press(bench, "bo-pin")
    assert "Pinned my scenario: Side by side shows it with others." in shown(bench)
    bench.changed(1, "share", 0.6)
    press(bench, "bo-pin")
    bench.changed(1, "share", 0.8)
    turn_to(bench, "Side by side")
    # 5, 6 and 8 accountants at home for two months at 100
    assert "Figure my scenario my scenario (2) my scenario as it is now" in shown(bench)
    assert "saving (USD) -1,000 -1,200 -1,600" in shown(bench)
    # against the one pinned last: its share, and 2 more people at 100 for two months
    assert "My scenario as it is now and my scenario (2) differ in 1 input" in shown(bench)
    assert "scenario.1.share 0.6 0.8" in shown(bench)
    assert "My scenario as it is now costs USD 400 more than my scenario (2)" in shown(bench)
    found(bench, "bo-different-from").value = "my_scenario"
    assert "scenario.1.share 0.5 0.8" in shown(bench)


def test_no_more_than_five_are_pinned_and_any_can_be_taken_away(bench):
    for _ in range(6):
        press(bench, "bo-pin")
    assert "Pin: 5 scenarios are pinned already; take one away in Side by side first" in shown(bench)
    turn_to(bench, "Side by side")
    chips = [one for one in inside(bench.page) if "bo-chip" in getattr(one, "_dom_classes", ())]
    assert len(chips) == 5
    chips[1].click()
    press(bench, "bo-pin")
    assert "Pinned my scenario (2)" in shown(bench)


def test_make_or_buy_is_told_where_work_is_placed_with_a_vendor(bench):
    turn_to(bench, "Make or buy")
    assert "places no work with a vendor" in shown(bench)
    press(bench, "bo-add", choose=("Choose an initiative …", "outsource_work"))
    assert "break-even price" in shown(bench) and "full cost with hurdle" in shown(bench)


def test_the_map_offers_the_numbers_of_the_scenario_and_is_drawn_anew_for_others(bench):
    turn_to(bench, "Map of two inputs")
    assert found(bench, "bo-across").value == "scenario.1.share"
    # whatever share is at home for whatever subsidy, it costs
    assert "My scenario is never cheaper than today over the range tried of share of remote work and subsidy of remote work" in shown(bench)
    press(bench, "bo-add", choose=("Choose an initiative …", "outsource_work"))
    low, high = [one for one in inside(bench.page) if "bo-up-end" in getattr(one, "_dom_classes", ())]
    low.value = "100"
    high.value = "much"
    assert "from 100 to much is no range" in shown(bench)
    high.value = "300"
    assert "is no range" not in shown(bench) and (low.placeholder, high.placeholder) == ("100", "300")
    found(bench, "bo-across").value = "vendors.Archive Partners.productivity_share"
    assert "of productivity of Archive Partners and subsidy of remote work" in shown(bench)


def test_the_plan_can_be_looked_at_table_by_table_and_tells_nobodys_pay(bench, plan):
    tables = plan_tables(plan)
    assert list(tables)[:4] == ["teams", "sites", "leases", "vendors"]
    heads = [column.heading for column in tables["teams"].columns]
    assert "heads" in heads and "salary per year" not in heads
    assert "60000" not in str(tables["teams"]) and "60,000" not in str(tables["teams"])
    turn_to(bench, "The plan")
    [grid] = [one for one in inside(bench.page) if isinstance(one, ITable)]
    assert list(grid.df["team"]) == ["accounting", "record keeping"]
    found(bench, "bo-which").value = "leases"
    [grid] = [one for one in inside(bench.page) if isinstance(one, ITable)]
    assert list(grid.df["seats"]) == [32]


@pytest.mark.parametrize(
    ("chart", "bar", "said"),
    [
        ("category", "remote subsidy", "Saving in remote subsidy"),
        ("initiatives", "remote work in accounting", "Initiative: Remote work in accounting"),
        ("people", "accounting", "People of accounting"),
        ("seats", "HQ", "Seats at HQ"),
    ],
)
def test_a_bar_that_is_clicked_is_explained(bench, chart, bar, said):
    bench._answer._charts.clicked = [chart, bar, 1]
    which = found(bench, "bo-figure-asked")
    assert which.value == (chart, bar) and dict(which.options)[said] == (chart, bar)
    assert "Sources" in shown(bench)


def test_the_saving_is_explained_down_to_what_was_written(bench):
    turn_to(bench, "Why")
    assert "-1,000.00" in shown(bench) and "initiative 1" in shown(bench)
