"""What tests of widgets share. Each has a thread of its own: the tests that drive a browser leave a loop of events running in theirs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.views.widgets import Workbench
from tests.widgets.page import press


@pytest.hookimpl
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool:
    """Calls the test where no loop runs, as in a script."""
    given = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    with ThreadPoolExecutor(1) as alone:
        alone.submit(pyfuncitem.obj, **given).result()
    return True


@pytest.fixture(scope="module")
def plan():
    return read_plan("tiny")


@pytest.fixture(autouse=True)
def few_simulations(monkeypatch):
    """Enough for a range, and soon there."""
    monkeypatch.setattr("backoffice_lib.views.widgets.workbench.SIMULATIONS", (320,))


@pytest.fixture
def bench(plan, tmp_path):
    bench = Workbench(plan, save_in=str(tmp_path))
    press(bench, "bo-add", choose=("Choose an initiative …", "remote_work"))
    return bench
