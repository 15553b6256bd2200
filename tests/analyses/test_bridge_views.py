"""Bridges of shipped plans: what is drawn, said and listed comes from the same bars; many initiatives are sampled with their error."""

from __future__ import annotations

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses import _by_initiative
from backoffice_lib.analyses.bridge import Bridge
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.levers import ChangePay, OpenSite
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario


@pytest.fixture(scope="module")
def desk() -> Plan:
    return bo.read_plan("settlement_desk")


@pytest.fixture(scope="module")
def nearshore(desk: Plan) -> Bridge:
    return bo.bridge(desk, bo.read_scenario(desk, "part_nearshore"))


def test_sentences_table_and_chart_are_of_the_same_bars(nearshore: Bridge) -> None:
    (drawn, aside), rows = bo.chart(nearshore).data, bo.table(nearshore).rows
    changes = [bar.change for bar in nearshore.bars]
    assert list(drawn.x) == [*changes, 0] and list(aside.x) == [nearshore.together]
    assert [row[3] for row in rows] == pytest.approx([*changes, nearshore.change])
    assert [row[1] + row[2] for row in rows] == pytest.approx([*changes, nearshore.change])
    assert [row[4] for row in rows] == ["favourable", "adverse", "adverse", ""]
    for bar, said in zip(nearshore.bars, nearshore.sentences, strict=True):
        assert f"USD {abs(bar.change):,.0f}" in said and said.lower().startswith(bar.name.lower()) and bar.place in said
        assert ("(favourable)" if bar.change < 0 else "(adverse)") in said


def test_the_title_is_the_message(nearshore: Bridge, desk: Plan) -> None:
    title = bo.chart(nearshore).layout.title.text.replace("<br>", " ")
    assert title == (
        "Part nearshore costs USD 85,191 more than today, most of all by insource work settlements with Clearing House Services (+97,421)"
    )
    assert bo.chart(nearshore, "category").layout.title.text.replace("<br>", " ").startswith("Part nearshore costs USD 85,191 more than today, most of all by vendor fees (")
    same = bo.bridge(desk, bo.read_scenario(desk, "today"))
    assert bo.chart(same).layout.title.text == "There is nothing between today and today" and not bo.chart(same).data
    assert bo.table(same).texts()[-1][-1] == "" and not same.notes


def test_by_factor_each_category_stands_beside_its_factors(desk: Plan) -> None:
    answer = bo.bridge(desk, bo.read_scenario(desk, "part_nearshore"), by="factor")
    shown = bo.table(answer, "category")
    assert [column.heading for column in shown.columns] == ["Cost category", "volume (USD)", "price (USD)", "change of cost (USD)"]
    for row in shown.rows:
        assert row[1] + row[2] == pytest.approx(row[3])
    assert shown.rows[-1][1:] == pytest.approx([*(bar.change for bar in answer.bars), answer.change])
    # no share of fees has changed: what governance and tax cost less goes with the price of what they are on
    assert [bar.name for bar in answer.bars] == ["volume", "price"]


def test_no_word_of_the_trade_stands_without_a_plain_one(nearshore: Bridge) -> None:
    told = " ".join([str(nearshore), *nearshore.sentences, *nearshore.notes])
    for word in ("lever", "draw", "posting", "flip"):
        assert word not in told
    assert "(Shapley shares)" in told


def test_many_initiatives_are_sampled_with_their_error(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _by_initiative.EXACT == 10
    plan = bo.read_plan("tiny")
    scenario = bo.read_scenario(plan, "everything")
    exact = bo.bridge(plan, scenario)
    monkeypatch.setattr(_by_initiative, "EXACT", 4)
    answer = bo.bridge(plan, scenario)
    assert (answer.orders, len(answer.bars), answer.pairs) == (64, 5, ()) and answer.change == exact.change
    assert sum(round(bar.change * 100) for bar in answer.bars) == round(answer.change * 100)
    for bar, same in zip(answer.bars, exact.bars, strict=True):
        assert bar.standard_error is not None and abs(bar.change - same.change) <= 4 * bar.standard_error + 0.02
    assert "64 of the orders, drawn by chance," in answer.notes[0] and "give or take" in answer.sentences[-1]
    assert bo.table(answer).columns[-1].heading == "give or take, one standard error (USD)"
    assert answer == bo.bridge(plan, scenario) and bo.bridge(plan, scenario, how="in order").orders == 0


def test_names_tell_initiatives_apart() -> None:
    plan = bo.read_plan("tiny")
    raised = ChangePay(team="accounting", starting="2027-01", raise_share=0.01)
    scenario = Scenario(name="raises", levers=(raised, raised, raised.with_(starting="2027-02")))
    names = [bar.name for bar in bo.bridge(plan, scenario).bars]
    assert names == ["change pay in accounting from 2027-01 (1)", "change pay in accounting from 2027-01 (2)", "change pay in accounting from 2027-02"]


def test_scenarios_that_need_other_things_by_one_name_are_refused() -> None:
    plan = bo.read_plan("tiny")
    opened = OpenSite(**OpenSite.EXAMPLE)
    start, end = Scenario(name="a", levers=(opened,)), Scenario(name="b", levers=(opened.with_(starting="2027-03"),))
    with pytest.raises(InputProblems, match=r'^bridge: "a" and "b" cannot be had in part: .*; bridge each of them from today, or ask for the bridge by factor$'):
        bo.bridge(plan, end, start)
    assert bo.bridge(plan, end, start, by="factor").bars
