"""Files, functions and lists of parameters stay short enough to be read at a glance, in the tests too."""

from __future__ import annotations

import ast

from tests.house.source import functions, python_files, shown, told

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40
PARAMETERS = 8
FILES = python_files("backoffice_lib", "tests", "benchmarks")
NAMES_THAT_SAY_NOTHING = {"utils", "util", "common", "helpers", "helper", "core", "misc", "manager"}


def test_files_are_short():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    found = [f"{shown(path)} has {length} lines" for path, length in lengths.items() if length > LINES_OF_A_FILE]
    assert not found, told(found, f"a file has at most {LINES_OF_A_FILE} lines; give one of its ideas a file of its own")


def test_functions_are_short():
    found = [
        f"{shown(path)}:{function.lineno} {function.name} has {length} lines"
        for path in FILES
        for function in functions(path)
        if (length := function.end_lineno - function.lineno + 1) > LINES_OF_A_FUNCTION
    ]
    assert not found, told(found, f"a function has at most {LINES_OF_A_FUNCTION} lines; name its steps as functions")


def test_functions_take_few_parameters():
    found = [
        f"{shown(path)}:{function.lineno} {function.name} takes {count}"
        for path in FILES
        for function in functions(path)
        if (count := _parameters(function)) > PARAMETERS
    ]
    assert not found, told(found, f"a function takes at most {PARAMETERS} parameters; what belongs together is a record")


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many parameters a caller thinks of; self and cls are not among them."""
    given = function.args
    named = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([name for name in named if name not in ("self", "cls")])


def test_modules_are_named_for_what_they_do():
    found = [shown(path) for path in FILES if NAMES_THAT_SAY_NOTHING & {path.stem, path.parent.name}]
    assert not found, told(found, "a module says by its name what it is about; rename it")
