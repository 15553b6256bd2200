"""Imports only point down: basics carries plan, plan carries drivers, and so on up to the command line."""

from __future__ import annotations

import subprocess
import sys
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.house.source import PACKAGE, ROOT, Import, imports, module_of, python_files, shown, told

# Lowest first; those on one floor do not import each other.
FLOORS = [
    {"basics"},
    {"plan", "processes"},
    {"drivers"},
    {"operations"},
    {"ledger"},
    {"levers", "costs"},
    {"scenario"},
    {"draws"},
    {"simulation", "files"},
    {"analyses"},
    {"views"},
    {"reports"},
    {"cli"},
]
FLOOR = {name: height for height, names in enumerate(FLOORS) for name in names}
ALONE = ("levers", "costs")
HEAVY = set(
    "numpy pandas plotly papermill nbformat nbconvert nbclient xlsxwriter pyxirr babel IPython tqdm jinja2 traitlets "
    "bleach bs4 mistune ipywidgets ipykernel jupyter_client jupyter_core jupyterlab voila pyarrow openpyxl sqlalchemy scipy joblib SALib distributed threadpoolctl holidays".split()
)
FILES = python_files(PACKAGE)


def floor_of(module: str) -> str:
    """The floor a module of ours is on: the folder or file at the top; nothing for the package itself."""
    return (module.split(".") + [""])[1]


def ours(found: Import) -> bool:
    return found.name.split(".")[0] == PACKAGE and not found.for_types


def test_every_module_has_a_floor():
    found = [shown(path) for path in FILES if (name := floor_of(module_of(path))) and name not in FLOOR]
    assert not found, told(found, "every folder has its floor in design section 3; move the file to one, or add the floor here")


def test_imports_only_point_down():
    found = []
    for path in FILES:
        own = floor_of(module_of(path))
        for one in filter(ours, imports(path)):
            other = floor_of(one.name)
            up = FLOOR.get(other, len(FLOORS)) >= FLOOR.get(own, len(FLOORS)) and other != own
            if own and up and (other or own != "cli"):
                found.append(f"{shown(path)}:{one.line} imports {one.name}")
    assert not found, told(found, "imports only point down the floors; move what is shared to the lower floor")


def test_levers_and_costs_import_no_sibling():
    found = [
        f"{shown(path)}:{one.line} imports {one.name}"
        for folder in ALONE
        for path in python_files(f"{PACKAGE}/{folder}")
        for one in filter(ours, imports(path))
        if floor_of(one.name) in ALONE
    ]
    assert not found, told(found, "what several share lies in plan/extensions.py, drivers/bends.py or ledger/; move it there")


def test_no_modules_import_each_other_in_a_ring():
    graph = {module_of(path): {one.name for one in imports(path) if ours(one) and not one.inside} for path in FILES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as ring:
        pytest.fail(told([" > ".join(ring.args[1])], "modules import each other in a ring; move what both need to a third"))


def test_functions_import_only_what_is_heavy():
    found = [
        f"{shown(path)}:{one.line} imports {one.name}"
        for path in FILES
        for one in imports(path)
        if one.inside and not one.for_types and one.name.split(".")[0] not in HEAVY
    ]
    assert not found, told(found, "only heavy packages are imported inside functions; move the import to the top of the file")


def test_importing_the_package_is_light():
    code = f"import sys, {PACKAGE}; print(*sorted({{'numpy', 'pandas', 'pydantic', 'plotly'}} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == [], f"`import {PACKAGE}` imports these at once; look them up when asked for (PEP 562)"
