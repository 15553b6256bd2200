"""The page without a browser: what a planner does to its controls, what it shows, and what it keeps."""

from __future__ import annotations

import re

import pytest

from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.saving import folder_to_save_in, known_scenarios, save_scenario
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.files.starting import start_plan
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.scenario import Scenario
from backoffice_lib.views.widgets import Workbench
from tests.widgets.page import found, inside, press, shown


def test_the_example_of_remote_work_costs_what_it_costs_by_hand(bench):
    # 5 of 10 accountants at home in February and March, 100 each a month: 2 × 500
    assert "My scenario costs USD 1,000 more than today over 3 months" in shown(bench)
    assert "tiny" not in found(bench, "bo-page", "bo-head").children[0].value  # as it is read: Tiny
    assert "in USD, 3 months from 2027-01" in shown(bench)


def test_a_slider_moves_box_and_figures(bench):
    found(bench, "bo-of-share", "bo-slider").value = 70
    assert found(bench, "bo-of-share", "bo-box").value == 70
    assert "costs USD 1,400 more than today" in shown(bench)
    found(bench, "bo-of-share", "bo-box").value = 20
    assert found(bench, "bo-of-share", "bo-slider").value == 20
    assert "costs USD 400 more than today" in shown(bench)


def test_what_is_wrong_is_said_at_the_control_and_the_last_answer_stays(bench):
    found(bench, "bo-of-share", "bo-box").value = 120
    assert "Share is 1.2; give a share, from 0 to 1 (10 % is 0.1)." in shown(bench)
    assert "The figures are those before the last step: one entry is not right yet." in shown(bench)
    assert "costs USD 1,000 more than today" in shown(bench)
    found(bench, "bo-of-share", "bo-box").value = 50
    assert "not right" not in shown(bench) and "Share is" not in shown(bench)


def test_a_detail_is_added_and_left_out_again(bench):
    [more] = [one for one in inside(bench.page) if "bo-more" in one._dom_classes]
    assert "Equipment" in dict(more.options)
    more.value = "equipment_per_head"
    found(bench, "bo-of-equipment_per_head", "bo-box").value = 1000
    # 5 kits of 1,000 besides
    assert "costs USD 6,000 more than today" in shown(bench)
    found(bench, "bo-of-equipment_per_head", "bo-leave").click()
    assert "costs USD 1,000 more than today" in shown(bench)


def test_switched_off_copied_removed_and_taken_back(bench):
    found(bench, "bo-count").value = False
    assert "costs the same as today" in shown(bench)
    press(bench, "bo-undo")
    press(bench, "bo-copy")
    assert len(bench.draft.entries) == 2
    press(bench, "bo-remove")
    press(bench, "bo-undo")
    press(bench, "bo-redo")
    assert [entry.number for entry in bench.draft.entries] == [2]


def test_what_is_saved_reads_back_as_the_same_and_can_be_loaded(bench, plan, tmp_path):
    found(bench, "bo-scenario").value = "from home"
    press(bench, "bo-save")
    assert f"Saved from home as {tmp_path / 'from_home.yaml'}." in shown(bench)
    kept = read_scenario(plan, tmp_path / "from_home.yaml")
    assert kept == bench.draft.tried(plan)[0]
    press(bench, "bo-remove")
    found(bench, "bo-from").value = "today"
    found(bench, "bo-from").value = str(tmp_path / "from_home.yaml")
    assert bench.draft.tried(plan)[0] == kept
    press(bench, "bo-save")
    assert "from_home.yaml is there already; save once more to replace it" in shown(bench)
    press(bench, "bo-save")
    assert "Saved from home" in shown(bench)


def test_a_fault_of_ours_is_shown_and_does_not_tell_what_it_was_about(bench, monkeypatch):
    def faulty(*_, **__):
        raise ZeroDivisionError("the pay of Ann")

    monkeypatch.setattr("backoffice_lib.views.widgets.workbench.simulate", faulty)
    found(bench, "bo-of-share", "bo-slider").value = 60
    assert "A fault of ours (ZeroDivisionError)" in shown(bench) and "Ann" not in shown(bench)


def test_scenarios_are_saved_in_a_plan_of_ones_own_and_never_in_a_shipped_one(plan, tmp_path):
    start_plan(tmp_path / "mine", "tiny")
    mine = read_plan(tmp_path / "mine")
    assert folder_to_save_in(mine) == tmp_path / "mine" / "scenarios"
    assert folder_to_save_in(plan, tmp_path) == tmp_path
    assert list(known_scenarios(mine, folder_to_save_in(mine))) == ["today", "everything"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("today", 'scenario name: "today" cannot name a file of its own; give it another name'),
        ("…", 'scenario name: "…" cannot name a file of its own; give it another name'),
        ("everything", 'scenario name: the plan has a scenario "everything" already; give this one another name'),
    ],
)
def test_a_name_that_cannot_be_is_refused(plan, tmp_path, name, said):
    with pytest.raises(InputProblems) as refused:
        save_scenario(plan, Scenario(name=name), tmp_path)
    assert str(refused.value) == said and not list(tmp_path.iterdir())


def test_what_is_not_sure_is_shown_as_it_is_written_and_told_how_sure(bench):
    bench.changed(1, "share", "0.4..0.5..0.6")
    # between 4 and 6 of 10 accountants, 2 × 100 each
    assert "costs USD 1,000 more than today" in shown(bench)
    assert re.search(r"It is cheaper than today in no simulation; in nine of ten it costs USD 8\d\d to 1,1\d\d more\.", shown(bench))
    assert "So say 320 simulations." in shown(bench)
    bench.acted(1, "open")
    bench.acted(1, "open")
    assert found(bench, "bo-of-share", "bo-box").value == "0.4..0.5..0.6"
    found(bench, "bo-of-share", "bo-box").value = "0.5"
    assert bench.draft.entry(1).given["share"] == 0.5 and "simulations" not in shown(bench)


def test_it_is_told_how_many_simulations_there_are_and_how_many_there_will_be(bench, monkeypatch):
    told = []
    monkeypatch.setattr("backoffice_lib.views.widgets.workbench.SIMULATIONS", (64, 320))
    show = bench._answer.show_how_sure
    monkeypatch.setattr(bench._answer, "show_how_sure", lambda found, of: (show(found, of), told.append(bench._answer._sure.value)))
    bench.changed(1, "share", "0.4..0.5..0.6")
    assert "So say 64 of 320 simulations; the others are on their way." in told[0] and 'value="64" max="320"' in told[0]
    assert "So say 320 simulations." in told[1] and "progress" not in told[1]


def test_a_number_becomes_a_range_and_one_number_again(bench):
    turns = found(bench, "bo-of-share", "bo-turn")
    assert turns.description == "Not sure"
    turns.click()
    assert found(bench, "bo-of-share", "bo-box").value == "0.45..0.5..0.55" and "in nine of ten" in shown(bench)
    found(bench, "bo-of-share", "bo-turn").click()
    assert found(bench, "bo-of-share", "bo-slider").value == 50 and "in nine of ten" not in shown(bench)


def test_a_number_is_spread_as_one_likes_and_each_parameter_is_a_box(bench):
    found(bench, "bo-of-share", "bo-turn").click()
    found(bench, "bo-of-share", "bo-shape").value = "normal"
    given = bench.draft.entry(1).given["share"]
    assert list(given) == ["normal"] and given["normal"]["mean"] == 0.5 and 0.01 < given["normal"]["sd"] < 0.05
    found(bench, "bo-of-share", "bo-part-sd").value = "0.02"
    assert bench.draft.entry(1).given["share"] == {"normal": {"mean": 0.5, "sd": 0.02}}
    found(bench, "bo-of-share", "bo-part-high").value = "0.6"
    assert bench.draft.entry(1).given["share"] == {"normal": {"mean": 0.5, "sd": 0.02, "high": 0.6}}
    found(bench, "bo-of-share", "bo-part-sd").value = "little"
    assert "not a number" in shown(bench)
    found(bench, "bo-of-share", "bo-part-sd").value = "0.03"
    assert "not a number" not in shown(bench)
    found(bench, "bo-of-share", "bo-shape").value = ""
    low, likely, high = map(float, found(bench, "bo-of-share", "bo-box").value.split(".."))
    assert 0.4 < low < likely == 0.5 < high <= 0.6


@pytest.mark.parametrize(
    "written",
    [{"normal": {"mean": 0.5, "sd": 0.05}}, {"lognormal": {"median": 0.4, "sd_of_log": 0.1, "high": 0.9}}, {"uniform": {"low": 0.4, "high": 0.6}},
     {"p10_p90": {"p10": 0.4, "p90": 0.6, "low": 0.0, "high": 1.0}}, {"choice": {"values": [0.4, 0.6], "probabilities": [0.3, 0.7]}}],
    ids=lambda written: next(iter(written)),
)
def test_a_distribution_that_is_written_can_be_changed_saved_and_read_back(bench, plan, tmp_path, written):
    bench.changed(1, "share", written)
    bench.acted(1, "open")
    bench.acted(1, "open")
    [shape] = written
    assert found(bench, "bo-of-share", "bo-shape").value == shape
    name = next(iter(written[shape]))
    box = found(bench, "bo-of-share", f"bo-part-{name}")
    box.value = box.value.replace("0.4", "0.45").replace("0.5", "0.45")
    press(bench, "bo-save")
    share = read_scenario(plan, tmp_path / "my_scenario.yaml").levers[0].share.written()
    assert share != written and share == {shape: {**written[shape], name: [0.45, 0.6] if name == "values" else 0.45}}
