"""A lever and a cost category are each one new file and nothing else.

The test copies the workbench, looks at it, adds the two files in `one_file/` and looks again.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ONE_FILE = Path(__file__).resolve().parent / "one_file"
SCENARIO = """\
name: fewer_accountants
levers:
  - cut_heads: {team: accounting, starting: 2027-02, heads: 8}
"""


def run(copy: Path, *command: str) -> str:
    """What a Python command says in the copy, which comes before any installed workbench."""
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *command], cwd=copy, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def look(copy: Path) -> dict[str, Any]:
    return json.loads(run(copy, str(ONE_FILE / "look.py")))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the workbench as it is."""
    copy = tmp_path_factory.mktemp("workbench")
    for part in ("backoffice_lib", "data", "notebooks"):
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    return copy


@pytest.fixture(scope="module")
def before(copy: Path) -> dict[str, Any]:
    """What there is without the two files."""
    return look(copy)


@pytest.fixture(scope="module")
def after(copy: Path, before: dict[str, Any]) -> dict[str, Any]:
    """What there is with them, and with a scenario that uses the lever."""
    shutil.copy(ONE_FILE / "cut_heads.py", copy / "backoffice_lib" / "levers")
    shutil.copy(ONE_FILE / "parking.py", copy / "backoffice_lib" / "costs")
    (copy / "data" / "plans" / "tiny" / "scenarios" / "fewer_accountants.yaml").write_text(SCENARIO, encoding="utf-8")
    return look(copy)


def test_the_copy_is_what_is_looked_at(copy: Path, before: dict[str, Any], after: dict[str, Any]) -> None:
    assert {before["package"], after["package"]} == {str((copy / "backoffice_lib" / "__init__.py").resolve())}


def test_both_are_found_by_lying_in_their_folders(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert set(after["levers"]) - set(before["levers"]) == {"cut_heads"}
    assert set(after["costs"]) - set(before["costs"]) == {"parking"}


def test_the_lever_is_read_from_a_scenario_and_bends(after: dict[str, Any]) -> None:
    cut = after["scenarios"]["fewer_accountants"]
    accounting = [month[0] for month in cut["at_work"]]
    # the accountants of `tiny` have no notice, so two of the ten are gone on the first of February
    assert accounting == [10, 8, 8]
    # 8 × 5,000 × 1.12^(1/12), and record keeping's 29,682.11
    assert cut["categories"]["salaries"][1] == pytest.approx(8 * 5_047.443965 + 29_682.112769, abs=0.005)


def test_the_cost_is_in_the_book(after: dict[str, Any]) -> None:
    # 10 + 20 heads × 50; then record keeping is 19.788075 and 19.790321
    assert after["scenarios"]["today"]["categories"]["parking"] == pytest.approx([1_500.00, 1_489.40, 1_489.52], abs=0.005)
    # two accountants fewer from February on
    cut = after["scenarios"]["fewer_accountants"]["categories"]["parking"]
    assert cut == pytest.approx([1_500.00, 1_389.40, 1_389.52], abs=0.005)


def test_the_parts_are_the_whole(after: dict[str, Any]) -> None:
    for name, figures in after["scenarios"].items():
        assert figures["wrong"] == [], name
        months = zip(*figures["categories"].values(), strict=True)
        assert [sum(month) for month in months] == pytest.approx(figures["total"], abs=0.005), name


def test_nothing_else_has_changed(before: dict[str, Any], after: dict[str, Any]) -> None:
    for name, figures in before["scenarios"].items():
        now = after["scenarios"][name]
        assert now["at_work"] == figures["at_work"], name
        assert {key: row for key, row in now["categories"].items() if key != "parking"} == figures["categories"], name


@pytest.mark.parametrize(("command", "word"), [("levers", "cut_heads"), ("costs", "parking")])
def test_the_commands_list_both(command: str, word: str, copy: Path, after: dict[str, Any]) -> None:
    assert word in run(copy, "-c", "from backoffice_lib.cli import main; main()", command)
