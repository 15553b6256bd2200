"""What can go wrong while reports are made, done for real: hangs, processes that leave children, plans that change, signals, odd machines."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.reports.archive import Archive, read_certificate
from backoffice_lib.reports.asked import AskedReport
from backoffice_lib.reports.batch import run_reports
from tests.notebooks.made import code, parameters, saved

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from backoffice_lib.cli import main; main()"]
COST = code("import backoffice_lib as bo; ledger = bo.simulate(bo.read_plan(plan)); print(bo.summarise(ledger))", "answer")
MOST_SECONDS = 120


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


def until(true) -> None:
    """Waits for something to be so."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() < began + MOST_SECONDS
        time.sleep(0.02)


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_a_report_that_hangs_is_ended_with_all_that_it_started(tmp_path):
    pids = tmp_path / "pids"
    hang = f"import os, subprocess\nown = subprocess.Popen(['sleep', '600'])\nfar = subprocess.Popen(['sleep', '600'], start_new_session=True)\nopen({str(pids)!r}, 'w').write(f'{{own.pid}} {{far.pid}} {{os.getpid()}}')\nfar.wait()"
    outcome = made(tmp_path, code(hang), deadline_minutes=0.1)
    assert (outcome.status, outcome.exit_code) == ("timed_out", 1)
    until(lambda: all(gone(int(pid)) for pid in pids.read_text().split()))


def test_what_a_report_leaves_running_ends_with_it(tmp_path):
    pids = tmp_path / "pids"
    left = f"import subprocess\nleft = subprocess.Popen(['sleep', '600'])\nopen({str(pids)!r}, 'w').write(str(left.pid))\nprint(1)"
    assert made(tmp_path, code(left)).status == "succeeded"
    until(lambda: gone(int(pids.read_text())))


def test_a_kernel_that_dies_is_tried_once_more(tmp_path):
    tries = tmp_path / "tries"
    dies = f"import os\nopen({str(tries)!r}, 'a').write('x')\nlen(open({str(tries)!r}).read()) > {{}} or os._exit(0)"
    assert made(tmp_path, code(dies.format(1)), code("print(1)")).status == "succeeded" and tries.read_text() == "xx"
    tries.unlink()
    assert made(tmp_path, code(dies.format(9)), code("print(1)")).status == "crashed" and tries.read_text() == "xx"


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are of Linux")
def test_a_report_without_enough_memory_says_so(tmp_path):
    limit = 4_000_000_000
    words = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit})); import numpy; numpy.ones(1_200_000_000)"
    outcome = made(tmp_path, code(words))
    assert outcome.status == "failed" and outcome.message.startswith("MemoryError: Unable to allocate 8.94 GiB")
    assert resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY


@pytest.mark.skipif(sys.platform != "linux", reason="which process goes first is told by Linux")
def test_when_memory_runs_out_a_kernel_goes_before_what_has_started_it(tmp_path):
    outcome = made(tmp_path, code("import os\nparent = open(f'/proc/{os.getppid()}/oom_score_adj').read()\nprint(int(open('/proc/self/oom_score_adj').read()) > int(parent))", "answer"))
    assert outcome.answer == "True"


def test_thirty_megabytes_from_one_cell_are_cut_and_that_is_said(tmp_path):
    outcome = made(tmp_path, code("for _ in range(300_000):\n    print('x' * 100)"), code("print('and on')"))
    text = outcome.document.read_text(encoding="utf-8")
    assert outcome.status == "succeeded" and len(text) < 2_500_000
    assert "[cut here: this cell shows more than 2 MB]" in text and "and on" in text


def test_a_plan_that_changes_while_a_report_is_made_changes_nothing(tmp_path, plan):
    spoil = f"from pathlib import Path\nPath({str(plan / 'teams.csv')!r}).write_text('spoilt')\nPath({str(plan / 'sites.csv')!r}).unlink()"
    before = hashlib.sha256((plan / "teams.csv").read_bytes()).hexdigest()
    undisturbed = made(tmp_path, COST, plan="tiny")
    outcome = made(tmp_path, code(spoil), COST, code("print(bo.why(ledger, 'cost'))"), plan=plan)
    assert outcome.answer == undisturbed.answer
    certificate, _ = read_certificate(outcome.folder)
    assert {one.name: one.sha256 for one in certificate.inputs}["plan/teams.csv"] == before
    assert (plan / "teams.csv").read_text() == "spoilt"
    notebook = outcome.document.read_text(encoding="utf-8")
    assert "teams.csv:" in notebook and "backoffice-" not in json.dumps([cell["outputs"] for cell in json.loads(notebook)["cells"] if "outputs" in cell])


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


@pytest.mark.skipif(os.name == "nt", reason="Windows kills in another way")
def test_killed_outright_nothing_goes_on_running_and_the_next_run_works(tmp_path):
    pids = tmp_path / "pids"
    saved(tmp_path, "slow", parameters(), code(f"import os, time\nopen({str(pids)!r}, 'w').write(f'{{os.getpid()}} {{os.getppid()}}')\ntime.sleep(600)"))
    process = subprocess.Popen([*COMMAND, "report", "tiny", "slow.ipynb", "--quiet"], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)})
    until(lambda: (pids.exists() and pids.read_text()) or process.poll() is not None)
    process.kill()
    process.wait(MOST_SECONDS)
    until(lambda: all(gone(int(pid)) for pid in pids.read_text().split()))
    assert made(tmp_path, code("print(1)")).status == "succeeded"
    assert sorted(row.state for row in Archive.at(tmp_path / "reports").history()) == ["crashed", "succeeded"]


def answer_in(home: Path, **surroundings: str) -> str:
    """What a report answers where the machine is set up in another way."""
    saved(home, "mine", parameters(), COST)
    env = {name: value for name, value in {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}.items() if value}
    done = subprocess.run([*COMMAND, "report", "tiny", "mine.ipynb", "--quiet", "--to", "odd"], cwd=home, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return read_certificate(Path(done.stdout.removeprefix("report: ").strip()).parent)[0].answer


@pytest.mark.parametrize("odd", [{"LC_ALL": "C", "LANG": "C"}, {"LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"}, {"HOME": ""}, {"HOME": "/proc/nowhere"}], ids=str)
def test_the_same_figures_wherever_it_is_run(tmp_path, odd):
    assert answer_in(tmp_path, **odd) == answer_in(tmp_path)


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
    assert made(tmp_path, code("while True: pass"), deadline_minutes=0.2).status == "timed_out"
