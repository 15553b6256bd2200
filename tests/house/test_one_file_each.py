"""Each lever and each cost is one file, found by lying in its folder, and good as it stands."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from backoffice_lib import costs, levers
from backoffice_lib.basics.discover import modules_in
from backoffice_lib.basics.months import Month
from backoffice_lib.drivers import Lever
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.ledger import Category
from tests.house.source import PACKAGE, python_files


def names_in(folder: str) -> list[str]:
    """The files of a folder that are found by lying there."""
    return [path.stem for path in python_files(f"{PACKAGE}/{folder}") if path.parent.name == folder and path.stem != "__init__"]


@pytest.mark.parametrize("folder", [levers, costs], ids=["levers", "costs"])
def test_every_file_is_found(folder):
    found = [module.__name__.rpartition(".")[2] for module in modules_in(folder)]
    assert sorted(found) == sorted(names_in(Path(folder.__file__).parent.name))


@pytest.mark.parametrize("name", names_in("levers"))
def test_a_lever_file_defines_one_lever_with_a_sentence_and_an_example(name):
    module = importlib.import_module(f"{PACKAGE}.levers.{name}")
    kinds = [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, Lever)]
    own = [one for one in kinds if one.__module__ == module.__name__]
    assert len(own) == 1, f"levers/{name}.py defines {len(own)} levers; give each a file of its own"
    lever = own[0]
    assert lever.word() == name, f"levers/{name}.py defines {lever.word()}; name the file after the lever"
    assert (lever.__dict__.get("__doc__") or "").strip(), f"{lever.__name__} has no docstring; say in a sentence what it does"
    assert module.__doc__, f"levers/{name}.py has no docstring"
    plan = read_plan(lever.EXAMPLE_PLAN)
    example = lever(**lever.EXAMPLE)
    problems = [str(problem) for problem in example.check(plan)]
    assert not problems, f"the EXAMPLE of {name} is not good on the plan {lever.EXAMPLE_PLAN}: {problems}"
    months = [value for value in vars(example).values() if isinstance(value, Month)]
    assert all(month in plan.calendar for month in months), f"the EXAMPLE of {name} has a month outside the plan {lever.EXAMPLE_PLAN}"


@pytest.mark.parametrize("name", names_in("costs"))
def test_a_cost_file_defines_one_category_with_a_sentence(name):
    module = importlib.import_module(f"{PACKAGE}.costs.{name}")
    own = [one for one in vars(module).values() if isinstance(one, Category)]
    assert len(own) == 1, f"costs/{name}.py defines {len(own)} categories; give each a file of its own"
    written = own[0].name.lower().replace(" ", "_").replace("-", "_")
    assert written == name, f"costs/{name}.py defines {own[0].name}; name the file after the category"
    assert own[0].sentence.endswith("."), f"the category {own[0].name} has no sentence that says what it is"
    assert module.__doc__, f"costs/{name}.py has no docstring"


def test_categories_have_names_of_their_own():
    names = [category.name for category in costs.categories()]
    assert len(names) == len(set(names)), f"two cost files declare the same category: {names}"
