"""The table in README.md: every fault from F1 to F38, each with a test that is there and runs when the table says so."""

from __future__ import annotations

import ast
import re
from pathlib import Path

HERE = Path(__file__).parent
PLACES = (HERE, HERE.parent / "widgets", HERE.parent / "browser")


def rows() -> dict[str, tuple[list[str], list[str]]]:
    """The tests of each fault: those of every run, and the thorough ones."""
    lines = [line.split("|")[1:-1] for line in (HERE / "README.md").read_text().splitlines() if line.startswith("| F")]
    return {fault.strip(): (re.findall(r"`(\w+)`", always), re.findall(r"`(\w+)`", thorough)) for fault, _, always, thorough in lines}


def known_tests() -> dict[str, bool]:
    """Every test there is, and whether it is wholly left to thorough runs."""
    found = {}
    for path in (path for place in PLACES for path in place.glob("test_*.py")):
        for one in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"):
                found[one.name] = any(ast.unparse(mark) == "pytest.mark.thorough" for mark in one.decorator_list)
    return found


def test_every_fault_has_its_line():
    assert list(rows()) == [f"F{nth}" for nth in range(1, 39)]
    assert all(always or thorough for always, thorough in rows().values())


def test_the_tests_are_there_and_run_when_it_is_said():
    known = known_tests()
    for fault, (always, thorough) in rows().items():
        assert {name: known.get(name) for name in always} == dict.fromkeys(always, False), fault
        assert {name: known.get(name) for name in thorough} == dict.fromkeys(thorough, True), fault
