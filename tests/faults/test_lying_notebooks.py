"""Notebooks that look as if they had worked and have not: each fails, is told, and nothing of it is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat.v4 import new_output

from backoffice_lib.reports.archive import Archive
from backoffice_lib.reports.asked import AskedReport
from backoffice_lib.reports.batch import Outcome, run_reports
from backoffice_lib.reports.execution.inside import PROOF
from backoffice_lib.reports.execution.proof import fault_of, with_proof
from tests.notebooks.made import code, notebook, parameters, saved

pytestmark = pytest.mark.slow
DIED = "the Python process ended by itself: it was killed, ran out of memory or left"
AN_OUTPUT = "import ipywidgets\nout = ipywidgets.Output()\nwith out:\n    1 / 0"
LIES = {
    "killed": ("import os, signal; os.kill(os.getpid(), 9)", "crashed", DIED),
    "leaves": ("import os; os._exit(0)", "crashed", DIED),
    "ends well": ("import sys; sys.exit(0)", "failed", "SystemExit: 0"),
    "ends": ("import sys; sys.exit(3)", "failed", "SystemExit: 3"),
    "raises": ("months / 0", "failed", "ZeroDivisionError: division by zero"),
    "in a thread": ("import threading; threading.Thread(target=lambda: 1 / 0).start()", "failed", "in a thread: ZeroDivisionError: division by zero"),
    "late in a thread": (
        "import threading, time; threading.Thread(target=lambda: time.sleep(0.5) or 1 / 0).start()", "failed", "in a thread: ZeroDivisionError: division by zero",
    ),
    "unseen in threads": ("import threading; threading.excepthook = print", "failed", "in a thread: the notebook put something of its own in place"),
    "in a widget": (AN_OUTPUT, "failed", "inside a widget: ZeroDivisionError: division by zero"),
    "interact": ("import ipywidgets; ipywidgets.interact(lambda x: 1 / x, x=0)", "failed", "inside a widget: ZeroDivisionError"),
    "in a shell": ("%%script false\nls", "failed", "CalledProcessError"),
    "out of memory": ("import numpy; numpy.ones(10**13)", "failed", "MemoryError: Unable to allocate 72.8 TiB"),
    "too long": ("while True: pass", "timed_out", "it ran longer than 0.1 minutes, and was stopped"),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("lies")


@pytest.fixture(scope="module")
def outcomes(home) -> dict[str, Outcome]:
    """What became of them all, run as one batch with one that works at its end."""
    notebooks = {name: saved(home, name, parameters(), code(source), code("'never reached'")) for name, (source, *_) in LIES.items()}
    notebooks["tagged"] = saved(home, "tagged", parameters(), code("1 / 0", "raises-exception"), code("1"))
    notebooks["empty"] = saved(home, "empty", parameters())
    notebooks["works"] = saved(home, "works", parameters(), code("print('all well')", "answer"))
    asked = [AskedReport(name=name, notebook=str(path), formats=["ipynb"], deadline_minutes=0.1 if name == "too long" else 5) for name, path in notebooks.items()]
    return {one.report: one for one in run_reports(asked, "tiny", home / "reports")}


@pytest.mark.parametrize("name", LIES)
def test_a_notebook_that_did_not_work_is_no_report(outcomes, name):
    _, status, message = LIES[name]
    assert (outcomes[name].status, outcomes[name].exit_code, outcomes[name].folder) == (status, 1, None)
    assert outcomes[name].message.startswith(message)


def test_a_tag_does_not_excuse_an_error(outcomes):
    assert outcomes["tagged"].message == "ZeroDivisionError: division by zero"


def test_a_notebook_without_anything_to_show_is_no_report(outcomes):
    assert outcomes["empty"].message == "the notebook has no cell that shows anything"


def test_what_fails_keeps_nothing_else_from_being_made(outcomes, home):
    assert (outcomes["works"].status, outcomes["works"].answer) == ("succeeded", "all well")
    states = {row.report: row.state for row in Archive.at(home / "reports").history()}
    assert states == {name: outcome.status for name, outcome in outcomes.items()}
    assert [path.parent.name for path in (home / "reports").rglob("*.ipynb") if path.parent.name != "failed"] == [outcomes["works"].folder.name]


def executed(**last):
    """A notebook that has run, and what its last cell has shown."""
    ran = with_proof(notebook(parameters(), code("1")), "mine", "", "", False)
    for count, cell in enumerate(ran.cells, start=1):
        cell.execution_count = count
    ran.cells[-1].outputs = [new_output("display_data", {PROOF: last})] if last else []
    return ran


@pytest.mark.parametrize("last", [{}, {"nonce": "of another run"}])
def test_a_notebook_whose_proof_was_taken_out_or_changed_is_not_believed(last):
    assert fault_of(executed(**last), "mine").message == "its last cell does not show that this run came to its end"


def test_a_notebook_that_proves_it_ran_is_believed():
    assert fault_of(executed(nonce="mine", threads=[]), "mine") is None
