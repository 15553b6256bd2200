"""What tests of widgets share. Each has a thread of its own: the tests that drive a browser leave a loop of events running in theirs."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest

from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.plan import Plan
from backoffice_lib.views.widgets import Workbench
from tests.widgets.page import press

T = TypeVar("T")


@pytest.hookimpl
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool:
    """Calls the test where no loop runs, as in a script."""
    by_itself(pyfuncitem.obj, **{name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames})
    return True


def by_itself(work: Callable[..., T], *given: object, **named: object) -> T:
    """Does some work in a thread of its own."""
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(work, *given, **named).result()


@pytest.fixture(scope="module")
def plan():
    return read_plan("tiny")


@pytest.fixture(autouse=True)
def few_simulations(monkeypatch):
    """Enough for a range, and soon there."""
    monkeypatch.setattr("backoffice_lib.views.widgets.workbench.SIMULATIONS", (320,))


@pytest.fixture
def bench(plan, tmp_path):
    return by_itself(with_remote_work, plan, str(tmp_path))


def with_remote_work(plan: Plan, save_in: str) -> Workbench:
    bench = Workbench(plan, save_in=save_in)
    press(bench, "bo-add", choose=("Choose an initiative …", "remote_work"))
    return bench
