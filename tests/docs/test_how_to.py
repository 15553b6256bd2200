"""The files shown in "add a lever" and "add a cost" work: each is put into a copy of the workbench, alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.docs.pages import ROOT, blocks
from tests.house.test_one_file import copy, look, run  # noqa: F401  (copy is a fixture)

pytestmark = pytest.mark.slow

LEVER, COST = (ROOT / "docs" / "how_to" / f"add_a_{kind}.md" for kind in ("lever", "cost"))


def put(page: Path, into: Path) -> list[str]:
    """Write the files a page shows, each under the name it gives them."""
    shown = {block.file: block.text for block in blocks(page) if block.file}
    for name, text in shown.items():
        (into / name).write_text(text, encoding="utf-8")
    return [name for name in shown if name.endswith(".py")]


@pytest.fixture(scope="module")
def before(copy) -> dict[str, Any]:  # noqa: F811
    return look(copy)


@pytest.fixture(scope="module")
def after(copy, before) -> dict[str, Any]:  # noqa: F811
    assert put(LEVER, copy) == ["backoffice_lib/levers/retain_people.py"]
    assert put(COST, copy) == ["backoffice_lib/costs/untaken_leave.py"]
    return look(copy)


def test_each_page_shows_one_complete_file(before, after):
    assert set(after["levers"]) - set(before["levers"]) == {"retain_people"}
    assert set(after["costs"]) - set(before["costs"]) == {"untaken leave"}


def test_the_lever_bends(after):
    today, stay = (after["scenarios"][name]["at_work"] for name in ("today", "people_stay"))
    left_in_january = 20 * 0.88 ** (1 / 12)
    # the opening made in February is filled in March, and with the lever nobody has left in between
    assert [month[1] for month in stay] == pytest.approx([20, left_in_january, 20])
    assert today[:2] == stay[:2] and today[2][1] < 19.8


def test_the_cost_is_booked(after):
    # record keeping loses 20 × (1 - 0.88^(1/12)) people in January, each half time on 36,000 a year, 5 of 260 days
    leave = after["scenarios"]["today"]["categories"]["untaken leave"]
    assert leave[0] == pytest.approx(20 * (1 - 0.88 ** (1 / 12)) * 0.5 * 36_000 * 5 / 260, abs=0.005)
    # and nobody from February on when people stay
    assert after["scenarios"]["people_stay"]["categories"]["untaken leave"][1:] == pytest.approx([0, 0], abs=0.005)


def test_the_laws_hold_with_both(before, after):
    for name, figures in after["scenarios"].items():
        assert figures["wrong"] == [], name
        months = zip(*figures["categories"].values(), strict=True)
        assert [sum(month) for month in months] == pytest.approx(figures["total"], abs=0.005), name
    for name, figures in before["scenarios"].items():
        assert after["scenarios"][name]["at_work"] == figures["at_work"], name


def test_the_plan_can_give_the_assumption(copy, after):  # noqa: F811
    shown = next(block.text for block in blocks(COST) if block.language == "yaml")
    plan = copy / "data" / "plans" / "tiny" / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8") + "\n" + shown, encoding="utf-8")
    now = look(copy)["scenarios"]["today"]["categories"]["untaken leave"]
    assert now == pytest.approx([amount * 8 / 5 for amount in after["scenarios"]["today"]["categories"]["untaken leave"]])


@pytest.mark.parametrize(("command", "word"), [("levers", "retain_people"), ("costs", "untaken leave")])
def test_the_commands_list_both(command, word, copy, after):  # noqa: F811
    assert word in run(copy, "-c", "from backoffice_lib.cli import main; main()", command)


def test_the_examples_of_both_pages_are_in_the_schemas(copy, after):  # noqa: F811
    said = run(copy, "-c", "from backoffice_lib.cli import main; main()", "levers", "retain_people", "--json")
    assert json.loads(said)["retain_people"]["example"]["team"] == "record keeping"
