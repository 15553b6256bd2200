"""One word for one thing: the glossary holds every noun, names end in their unit, and what is public is explained."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from backoffice_lib.basics.record import Record, measures
from tests.house.source import PACKAGE, ROOT, module_of, python_files, shown, told, tree_of

GLOSSARY = ROOT / "docs" / "words.md"
NOUNS = (
    "plan, scenario, lever, assumption, uncertain, draw, driver, operation, cost category, posting, ledger, subject, unit, index, "
    "saving, bridge, break-even, function, team, site, lease, vendor, contract, mode, month"
).split(", ")
UNITS = (
    "_per_year", "_per_month", "_per_head", "_per_hire", "_per_fte", "_per_hour", "_per_week", "_per_day", "_per_unit",
    "_heads", "_units", "_minutes", "_hours", "_seconds", "_days", "_months", "_years", "_m2", "_share", "_fte",
)
# Numbers whose name is their unit, and single sums of money, which have none.
# `value` and `weight` are in a unit that another field names; a month of the year is not a length of time.
PLAIN = {"heads", "hires", "seats", "months", "merit_month", "share", "rate", "smallest_team", "value", "bonus_month", "fiscal_year_start_month", "year", "line", "weight", "amount", "quantity", "index", "exchange_rate", "coefficient", "times", "plus"}
SUMS_OF_MONEY = ("_cost", "_value", "_penalty", "_fee", "deposit", "investment", "incentive")
FLOORS_OF_RECORDS = ("plan", "drivers", "levers", "scenario.py")
# Said once, where a lever and a record are declared; saying it again in each would be noise.
SAID_ONCE = {"problems", "extend", "bend", "first_month", "check", "key", "word", "label", "postings"}


def record_kinds() -> list[type[Record]]:
    """Every kind of record, levers among them."""
    for path in python_files(*(f"{PACKAGE}/{name}" for name in FLOORS_OF_RECORDS[:-1])):
        importlib.import_module(module_of(path))
    importlib.import_module(f"{PACKAGE}.scenario")
    kinds, found = [Record], []
    while kinds:
        below = [kind for kind in kinds.pop().__subclasses__() if kind.__module__.startswith(tuple(f"{PACKAGE}.{floor.removesuffix('.py')}" for floor in FLOORS_OF_RECORDS))]
        kinds += below
        found += below
    return sorted(found, key=lambda kind: kind.__name__)


def test_names_of_numbers_end_in_their_unit():
    found = [
        f"{kind.__name__}.{name} is in {measure.unit}"
        for kind in record_kinds()
        for name, measure in measures(kind).items()
        if name not in PLAIN and not name.endswith((*UNITS, *SUMS_OF_MONEY))
    ]
    assert not found, told(found, f"the name of a number ends in its unit ({', '.join(UNITS)}); rename the field")


def test_the_glossary_has_every_noun():
    if not GLOSSARY.exists():
        pytest.skip("docs/words.md is not written yet")
    text = GLOSSARY.read_text(encoding="utf-8")
    missing = [noun for noun in NOUNS if not re.search(rf"(?im)^[\s#*|`-]*{re.escape(noun)}\b", text)]
    assert not missing, f"docs/words.md has no entry for {', '.join(missing)}; begin a line with the word"


def test_the_glossary_knows_every_field():
    if not GLOSSARY.exists():
        pytest.skip("docs/words.md is not written yet")
    text = GLOSSARY.read_text(encoding="utf-8").replace("-", " ").lower()
    unknown = [
        f"{kind.__name__}.{name}"
        for kind in record_kinds()
        for name in kind.model_fields
        if not name.endswith((*UNITS, *SUMS_OF_MONEY)) and not re.search(rf"\b{name.replace('_', '[ _]').lower()}s?\b", text)
    ]
    assert not unknown, told(unknown, "docs/words.md does not explain these words; add them, or use a word it has")


def test_what_is_public_is_explained():
    found = [
        f"{shown(path)}:{node.lineno} {node.name}"
        for path in python_files(PACKAGE)
        for node in _public(tree_of(path).body)
        if not ast.get_docstring(node) and not _trivial(node)
    ]
    assert not found, told(found, "public functions and classes have a docstring that says what they are for")


@pytest.mark.parametrize("path", python_files(PACKAGE), ids=shown)
def test_every_file_says_what_it_is(path: Path):
    assert ast.get_docstring(tree_of(path)), f"{shown(path)} has no docstring; say in a line what the file is"


def _public(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node.body)


def _trivial(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """A property of a single line, or what is said once for all its kind."""
    if node.name in SAID_ONCE:
        return True
    marks = [ast.unparse(mark) for mark in node.decorator_list]
    return isinstance(node, ast.FunctionDef) and len(node.body) == 1 and bool({"property", "cached_property"} & set(marks))
