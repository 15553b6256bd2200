"""What can go wrong while reports are made, done for real: hangs, processes that leave children, plans that change, signals, odd machines."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.reports.archive import Archive
from backoffice_lib.reports.asked import AskedReport
from backoffice_lib.reports.batch import Outcome, run_reports
from tests.faults.archive_runs import violations
from tests.faults.whole_commands import COMMAND, COST, MOST_SECONDS, ROOT, until
from tests.notebooks.made import code, parameters, saved

pytestmark = pytest.mark.slow
LIMIT = 4_000_000_000


@pytest.fixture
def plan(tmp_path) -> Path:
    folder = tmp_path / "plan"
    shutil.copytree(shipped_plans()["tiny"], folder)
    (folder / "reports.yaml").unlink()
    return folder


def made(home: Path, *cells, plan="tiny", **asked):
    """What became of one report of a notebook with these cells."""
    path = saved(home, "mine", parameters(), *cells)
    [outcome] = run_reports([AskedReport(name="mine", notebook=str(path), **{"formats": ["ipynb"]} | asked)], plan, home / "reports")
    return outcome


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def pids_into(path: Path, *names: str) -> str:
    return f"\nopen({str(path)!r}, 'w').write(' '.join(str(pid) for pid in [{', '.join(names)}]))\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("faults")


@pytest.fixture(scope="module")
def outcomes(home) -> dict[str, Outcome]:
    """What became of reports in which each something else goes wrong, made as one batch."""
    two = "import os, subprocess\nnear = subprocess.Popen(['sleep', '600'])\nfar = subprocess.Popen(['sleep', '600'], start_new_session=True)"
    # a daemon: in a session of its own, and its parent is gone
    daemon = "\nread, write = os.pipe()\nif not os.fork():\n    os.setsid()\n    os.write(write, b'%d' % subprocess.Popen(['sleep', '600']).pid)\n    os._exit(0)\ndaemon = int(os.read(read, 20))"
    dies = f"import os\nopen({str(home)!r} + '/{{0}}', 'a').write('x')\nlen(open({str(home)!r} + '/{{0}}').read()) > {{1}} or os._exit(0)"
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({LIMIT}, {LIMIT})); import numpy; numpy.ones(1_200_000_000)"
    cells = {
        "hangs": [code(two + pids_into(home / "hanging", "near.pid", "far.pid", "os.getpid()") + "far.wait()")],
        "leaves": [code(two + daemon + pids_into(home / "left", "near.pid", "far.pid", "daemon", "os.getpid()") + "print(1)")],
        "dies once": [code(dies.format("once", 1)), code("print(1)")],
        "dies always": [code(dies.format("always", 9)), code("print(1)")],
        "out of memory": [code(limited)],
        "talks": [code("for _ in range(300_000):\n    print('x' * 100)"), code("print('and on')")],
    }
    asked = [
        AskedReport(name=name, notebook=str(saved(home, name, parameters(), *some)), formats=["ipynb"], deadline_minutes=0.2 if name == "hangs" else 5)
        for name, some in cells.items()
    ]
    return {one.report: one for one in run_reports(asked, "tiny", home / "reports")}


def test_a_report_that_hangs_is_ended_with_all_that_it_started(outcomes, home):
    assert (outcomes["hangs"].status, outcomes["hangs"].exit_code) == ("timed_out", 1)
    until(lambda: all(gone(int(pid)) for pid in (home / "hanging").read_text().split()))


def test_what_a_report_leaves_running_ends_with_it_wherever_it_hides(outcomes, home):
    assert outcomes["leaves"].status == "succeeded"
    until(lambda: all(gone(int(pid)) for pid in (home / "left").read_text().split()))


def test_a_kernel_that_dies_is_tried_once_more(outcomes, home):
    assert outcomes["dies once"].status == "succeeded" and (home / "once").read_text() == "xx"
    assert outcomes["dies always"].status == "crashed" and (home / "always").read_text() == "xx"


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are of Linux")
def test_a_report_without_enough_memory_says_so(outcomes):
    assert outcomes["out of memory"].status == "failed" and outcomes["out of memory"].message.startswith("MemoryError: Unable to allocate 8.94 GiB")
    assert resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY


def test_thirty_megabytes_from_one_cell_are_cut_and_that_is_said(outcomes):
    text = outcomes["talks"].document.read_text(encoding="utf-8")
    assert outcomes["talks"].status == "succeeded" and len(text) < 2_500_000
    assert "[cut here: this cell shows more than 2 MB]" in text and "and on" in text


def test_an_archive_holds_nothing_but_runs_and_what_failed(outcomes, home):
    assert violations(home / "reports") == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes, devices and links among files")
@pytest.mark.parametrize(
    ("put", "told"),
    [
        (lambda path: os.mkfifo(path), "is not a plain file"),
        (lambda path: path.symlink_to("/dev/zero"), "is a link that leads out of the plan"),
        (lambda path: path.symlink_to(path.name), "is a link that leads back to itself"),
        (lambda path: path.mkdir(), "is not a plain file"),
    ],
    ids=["pipe", "device", "ring", "folder"],
)
def test_an_input_that_is_no_plain_file_is_refused_at_once(tmp_path, plan, put, told):
    (plan / "teams.csv").unlink()
    put(plan / "teams.csv")
    with pytest.raises(InputProblems, match=f"teams.csv: {told}"):
        made(tmp_path, COST, plan=plan)
    assert not (tmp_path / "reports").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows asks processes to end in another way")
@pytest.mark.parametrize(("name", "code_of_end"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_being_asked_to_end_leaves_nothing_behind(tmp_path, name, code_of_end):
    pids = tmp_path / "pids"
    saved(tmp_path, "slow", parameters(), code(f"import os, time\nopen({str(pids)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)"))
    process = subprocess.Popen(
        [*COMMAND, "report", "tiny", "slow.ipynb", "--quiet"], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True
    )
    until(lambda: (pids.exists() and pids.read_text()) or process.poll() is not None)
    process.send_signal(getattr(signal, name))
    _, words = process.communicate(timeout=MOST_SECONDS)
    assert process.returncode == code_of_end, words
    until(lambda: gone(int(pids.read_text())))
    assert not list((tmp_path / "reports" / ".staging").iterdir())
    assert [row.state for row in Archive.at(tmp_path / "reports").history()] == ["cancelled"]


def test_nothing_of_one_report_reaches_the_next(tmp_path):
    marks = "import os, warnings, decimal, pandas, plotly.io as pio\nimport backoffice_lib as bo\n"
    leave = f"{marks}os.environ['LEFT'] = bo.left = '1'\nos.chdir('/')\ndecimal.getcontext().prec = 3\npandas.options.display.max_rows = 1\npio.templates.default = 'none'\nprint('left')"
    look = f"{marks}print(os.environ.get('LEFT'), hasattr(bo, 'left'), os.getcwd() == '/', decimal.getcontext().prec, pandas.options.display.max_rows, pio.templates.default)"
    paths = [saved(tmp_path, name, parameters(), code(source, "answer")) for name, source in (("look first", look), ("leave", leave), ("look", look))]
    asked = [AskedReport(name=path.stem, notebook=str(path), formats=["ipynb"]) for path in paths]
    first, _, after = run_reports(asked, "tiny", tmp_path / "reports", workers=1)
    assert first.answer == after.answer and first.answer.startswith("None False False 28 ")


def test_without_fork_a_report_is_the_same(tmp_path, monkeypatch):
    """As on systems where processes cannot be forked safely: each report starts afresh."""
    forked = made(tmp_path, COST)
    monkeypatch.setattr("backoffice_lib.reports.execution.nursery.sys.platform", "darwin")
    fresh = made(tmp_path, COST)
    assert (fresh.status, fresh.answer) == ("succeeded", forked.answer)
    failed = made(tmp_path, code("import os; os._exit(0)"))
    assert (failed.status, failed.cell) == ("crashed", 2)


@pytest.mark.thorough
def test_without_fork_a_report_that_hangs_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr("backoffice_lib.reports.execution.nursery.sys.platform", "darwin")
    assert made(tmp_path, code("while True: pass"), deadline_minutes=0.2).status == "timed_out"
