"""What a notebook can be asked is read from its parameters cell and checked before anything starts."""

from __future__ import annotations

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.reports import notebooks
from backoffice_lib.reports.parameters import Parameter, checked, declared
from tests.notebooks.made import code, parameters, saved, words


@pytest.fixture
def cost(tmp_path):
    return saved(tmp_path, "cost", words("# Cost"), parameters(), code("rate"))


def problems(ask, *given) -> list[str]:
    with pytest.raises(InputProblems) as found:
        ask(*given)
    return str(found.value).splitlines()


def test_parameters_are_read_with_their_type_default_and_help(cost):
    assert list(declared(cost).values()) == [
        Parameter("plan", "str", "tiny", "the plan folder or the name of a shipped plan"),
        Parameter("scenarios", "list[str]", [], "names of scenarios"),
        Parameter("rate", "float", 0.03, "discount rate, per year"),
        Parameter("months", "int", 36, "how far to look"),
        Parameter("detailed", "bool", False, "every team on a line of its own"),
    ]


def test_what_is_not_given_keeps_its_default(cost):
    assert checked(cost, {}) == {"plan": "tiny", "scenarios": [], "rate": 0.03, "months": 36, "detailed": False}


@pytest.mark.parametrize(
    ("name", "given", "meant"),
    [
        ("plan", "007", "007"),
        ("plan", "NO", "NO"),
        ("plan", "Zürich – 東京", "Zürich – 東京"),
        ("rate", "0.05", 0.05),
        ("rate", "1e-3", 0.001),
        ("rate", 2, 2.0),
        ("months", "12", 12),
        ("months", "-1", -1),
        ("detailed", "true", True),
        ("detailed", False, False),
        ("scenarios", "a, b", ["a", "b"]),
        ("scenarios", "", []),
        ("scenarios", ("a",), ["a"]),
    ],
)
def test_a_value_becomes_the_declared_type(cost, name, given, meant):
    value = checked(cost, {name: given})[name]
    assert value == meant and type(value) is type(meant)


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("rate", "3%", '"3%" is text; write 0.03'),
        ("rate", "12.5 %", '"12.5 %" is text; write 0.125'),
        ("rate", "three", '"three" is text; write a number such as 0.03'),
        ("rate", "", '"" is text; write a number such as 0.03'),
        ("rate", "nan", "is not a number"),
        ("rate", float("nan"), "is not a number"),
        ("rate", "-inf", "is infinite"),
        ("rate", "1e999", "is infinite"),
        ("rate", "1,000.5", '"1,000.5" is not a number; write 1000.5'),
        ("rate", "0x10", '"0x10" is text; write a number such as 0.03'),
        ("rate", True, "True is not a number"),
        ("months", "1_000", '"1_000" is not a whole number; write 1000'),
        ("months", "12.5", '"12.5" is not a whole number'),
        ("months", "1e3", '"1e3" is not a whole number'),
        ("months", 12.0, "12.0 is not a whole number"),
        ("months", "ten", '"ten" is text; write a whole number such as 12'),
        ("detailed", "yes", '"yes" is neither true nor false; write true or false'),
        ("detailed", 1, "1 is neither true nor false; write true or false"),
        ("plan", 7, '7 is not text; write "7"'),
        ("plan", "a\x1b[2J", "a control character (U+001B) is not allowed"),
        ("plan", "x" * 1_000_000, "1,000,000 characters; at most 2,000 are allowed"),
        ("scenarios", "a,,b", '"a,,b" has an empty name in it; separate names with one comma'),
        ("scenarios", [1], "[1] is not a list of names"),
    ],
)
def test_a_value_that_will_not_do_is_refused_with_what_would(cost, name, given, said):
    assert problems(checked, cost, {name: given}) == [f"cost: parameter {name}: {said}"]


def test_everything_wrong_is_told_at_once_with_the_nearest_name(cost):
    unknown = "the notebook has no such parameter; it has plan, scenarios, rate, months, detailed"
    assert problems(checked, cost, {"raet": 1, "months": "many", "x=open('y')": 2}) == [
        f'cost: parameter raet: {unknown}; did you mean "rate"?',
        'cost: parameter months: "many" is text; write a whole number such as 12',
        f"cost: parameter x=open('y'): {unknown}",
    ]


def test_a_parameters_cell_holds_declarations_and_nothing_else(tmp_path):
    source = (
        "import os\nrate = 0.03\nlong: dict = {}\nshare: float = 1 / 2\ncount: int = 1.5\n"
        'text: int = "5"\nRate: float = 1.0\nmonths: int = 1\nmonths: int = 2\n'
    )
    where, form = "bad: parameters cell, line", "write `name: type = value  # help`"
    assert problems(declared, saved(tmp_path, "bad", parameters(source))) == [
        f"{where} 1: is not a parameter; {form}",
        f"{where} 2: is not a parameter; {form}",
        f'{where} 3: long is declared as "dict"; the types are str, int, float, bool, list[str]',
        f"{where} 4: the default of share is computed; write a plain value",
        f"{where} 5: 1.5 is not a whole number",
        f"{where} 6: the default of text is text; it is declared as int",
        f'{where} 7: "Rate" cannot name a parameter; use up to 40 small letters, digits and _',
        f"{where} 9: months is declared twice",
    ]


def test_a_parameters_cell_that_is_not_python(tmp_path):
    assert problems(declared, saved(tmp_path, "bad", parameters("plan: str = 'tiny'\nrate: float = = 3"))) == [
        "bad: parameters cell, line 2: is not Python; write `name: type = value  # help`"
    ]


@pytest.mark.parametrize(("cells", "said"), [((), "no cell is"), ((parameters(), parameters()), "2 cells are")])
def test_there_is_one_parameters_cell(tmp_path, cells, said):
    assert problems(declared, saved(tmp_path, "cost", *cells)) == [
        f'cost: {said} tagged "parameters"; tag exactly one code cell'
    ]


def test_another_kernel_is_refused(tmp_path):
    assert problems(declared, saved(tmp_path, "cost", parameters(), kernel="ir")) == [
        'cost: wants the kernel "ir"; only "python3" is used'
    ]


@pytest.mark.parametrize(
    ("content", "how"),
    [
        (b"", "line 1"),
        (b'{"cells": [],\n "metadata"', "line 2"),
        (b"\xff\xfe", "is not UTF-8 text"),
        (b"[]", "no cells"),
        (b'{"cells": [1]}', "no cells"),
        (b'{"cells": [], "metadata": {"kernelspec": 3}}', "no cells"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_damaged_notebook_is_refused(tmp_path, content, how):
    path = tmp_path / "cost.ipynb"
    path.write_bytes(content)
    assert problems(declared, path) == [f"cost: the notebook is damaged ({how}); restore it"]


def test_an_old_notebook_is_refused(tmp_path):
    path = tmp_path / "cost.ipynb"
    path.write_text('{"cells": [], "nbformat": 3}')
    assert problems(declared, path) == ["cost: is in an old notebook format; open it in JupyterLab and save it"]


def test_a_notebook_that_is_not_there_is_refused_with_the_nearest_name(monkeypatch, cost):
    monkeypatch.setattr(notebooks, "shipped_notebooks", lambda: {"what_does_today_cost": cost})
    assert notebooks.find_notebook("what_does_today_cost") == cost
    assert problems(notebooks.find_notebook, "what_does_today_cots") == [
        "what_does_today_cots: there is no such notebook; the shipped ones are what_does_today_cost; "
        'did you mean "what_does_today_cost"?'
    ]
    assert problems(declared, cost.with_name("elsewhere.ipynb"))[0].startswith(
        f"{cost.with_name('elsewhere.ipynb')}: there is no such notebook; "
    )
