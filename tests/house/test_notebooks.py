"""Notebooks are thin: one question, short cells, no code of their own, nothing kept from the last run."""

from __future__ import annotations

import ast
import json

import pytest

from tests.house.source import ROOT, shown

NOTEBOOKS = sorted((ROOT / "notebooks").rglob("[!.]*.ipynb"))
CODE_CELLS = 12
LINES_OF_A_CELL = 8
OF_ITS_OWN = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.AsyncFor, ast.While)


def test_there_are_notebooks_to_hold_to_the_rules():
    if not NOTEBOOKS:
        pytest.skip("notebooks/ holds none yet")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_thin_and_clean(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    found = problems(notebook)
    assert not found, f"{shown(path)}:\n  " + "\n  ".join(found)


def problems(notebook: dict) -> list[str]:
    """What a notebook breaks of the rules, and how to mend it."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    found = []
    if len(code) > CODE_CELLS:
        found.append(f"it has {len(code)} code cells; at most {CODE_CELLS}: move work to analyses/ or views/")
    tagged = [cell for cell in code if "parameters" in cell.get("metadata", {}).get("tags", [])]
    if len(tagged) != 1:
        found.append(f"{len(tagged)} code cells are tagged `parameters`; tag exactly one")
    if notebook.get("metadata", {}).get("kernelspec", {}).get("name") != "python3":
        found.append("its kernel is not python3; set metadata.kernelspec.name")
    return found + [f"code cell {at}: {what}" for at, cell in enumerate(code, 1) for what in _cell_problems(cell)]


def _cell_problems(cell: dict) -> list[str]:
    source = "".join(cell["source"])
    found = []
    if cell.get("outputs"):
        found.append("it keeps outputs; clear them")
    if cell.get("execution_count") is not None:
        found.append("it keeps its execution count; clear it")
    if (lines := len(source.splitlines())) > LINES_OF_A_CELL:
        found.append(f"it has {lines} lines; at most {LINES_OF_A_CELL}: move work to analyses/ or views/")
    own = [type(node).__name__ for node in ast.walk(ast.parse(source)) if isinstance(node, OF_ITS_OWN)]
    return found + [f"it holds {name}; code of its own belongs into the library" for name in dict.fromkeys(own)]


def test_the_rules_notice_a_thick_notebook():
    cell = {"cell_type": "code", "source": "for one in []:\n    pass\n" * 5, "outputs": [{}], "execution_count": 3}
    assert len(problems({"cells": [cell] * 13, "metadata": {}})) == 3 + 13 * 4
