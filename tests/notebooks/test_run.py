"""A run counts as done only when its cells prove it; whatever else happens is a failure, told and kept for study."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import nbformat
import pytest

from backoffice_lib.reports.run import run
from tests.notebooks.conftest import FAILING
from tests.notebooks.made import code, parameters, saved

GONE = "the Python process ended by itself: it was killed, ran out of memory or left"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("divides", "ZeroDivisionError: division by zero"),
        ("exits", "SystemExit: 0"),
        ("killed", GONE),
        ("leaves", GONE),
    ],
)
def test_a_failing_cell_is_told_with_its_source_and_kept(batch, name, message):
    failure = batch.failures[name]
    assert (failure.cell, failure.source, failure.message) == (2, FAILING[name], message)
    assert failure.kept == batch.to / "failed" / f"{name}.ipynb"
    assert str(failure) == (
        f"{name}: cell [2] failed: {message}\n    {FAILING[name]}\nkept for study: {failure.kept}"
    )


@pytest.mark.parametrize("name", FAILING)
def test_what_is_kept_cannot_be_taken_for_a_report(batch, name):
    kept = nbformat.read(batch.failures[name].kept, as_version=4)
    assert kept.metadata["backoffice"]["status"] == "failed"
    assert kept.cells[0].source.startswith("# This run failed. This is not a report.\n\nIt stopped on ")
    assert "in cell [2]; the cells after it did not run" in kept.cells[0].source
    assert [cell.source for cell in kept.cells if "failed" in cell.metadata.get("tags", [])] == [FAILING[name]]
    assert kept.cells[-1].execution_count is None and not kept.cells[-1].outputs


def test_a_run_leaves_nothing_else_behind(batch):
    assert sorted(path.name for path in batch.to.iterdir()) == ["divides.html", "failed", "works.html"]


def test_a_cell_that_did_not_run_is_a_failure(monkeypatch, tmp_path):
    """papermill's own marks are not believed: here it says that all went well."""

    def believed(source, output, **_):
        nbformat.write(source, output.replace("{{", "{").replace("}}", "}"))

    monkeypatch.setattr("papermill.execute.execute_notebook", believed)
    with pytest.raises(Exception, match=r"skipped: cell \[1\] failed: this cell did not run"):
        run(saved(tmp_path, "skipped", parameters()), {}, tmp_path, progress=False)


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C in another way")
def test_control_c_leaves_nothing_half_written(tmp_path):
    started = tmp_path / "started"
    slow = f"open({str(started)!r}, 'w').close(); import time; time.sleep(60)"
    path, to = saved(tmp_path, "slow", parameters(), code(slow)), tmp_path / "reports"
    source = (
        "from pathlib import Path; from backoffice_lib.reports.run import run; "
        f"run(Path({str(path)!r}), {{}}, Path({str(to)!r}), False)"
    )
    process = subprocess.Popen([sys.executable, "-c", source], stderr=subprocess.PIPE, text=True)
    while not started.exists() and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, words = process.communicate(timeout=30)
    assert "KeyboardInterrupt" in words and process.returncode != 0
    assert list(to.iterdir()) == []


def test_bars_are_drawn_only_when_asked_for(batch, tmp_path, capsys):
    run(saved(tmp_path, "quick", parameters()), {"rate": 0.1}, tmp_path, progress=True)
    assert "quick |##########" in capsys.readouterr().err


def test_unused_grammars_are_skipped_while_jsonschema_still_compiles_them():
    """When this fails because the module was not loaded, `skip_unused_grammars` has done its service: remove it."""
    loaded = "import jsonschema, sys; print(bool(sys.modules.get('rfc3987_syntax')))"
    if _printed("from importlib.util import find_spec; print(find_spec('rfc3987_syntax') is not None)") == "True":
        assert _printed(loaded) == "True"
    assert _printed(f"import backoffice_lib; {loaded}") == "False"


def _printed(source: str) -> str:
    return subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True).stdout.strip()
