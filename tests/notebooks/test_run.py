"""A run counts as done only when its cells prove it; whatever else happens is a failure, told and kept for study."""

from __future__ import annotations

import subprocess
import sys

import nbformat
import pytest

from backoffice_lib.reports import bars
from backoffice_lib.reports.execution.proof import fault_of, with_proof
from tests.notebooks.conftest import FAILING
from tests.notebooks.made import code, notebook, parameters

GONE = "the Python process ended by itself: it was killed, ran out of memory or left"


@pytest.mark.parametrize(
    ("name", "status", "message"),
    [
        ("divides", "failed", "ZeroDivisionError: division by zero"),
        ("exits", "failed", "SystemExit: 0"),
        ("killed", "crashed", GONE),
        ("leaves", "crashed", GONE),
    ],
)
def test_a_failing_cell_is_told_with_its_source_and_kept(batch, name, status, message):
    failure = batch.failures[name]
    assert (failure.status, failure.exit_code, failure.cell, failure.source, failure.message) == (status, 1, 2, FAILING[name], message)
    assert failure.kept == str(batch.to / "failed" / f"{name}.ipynb")
    assert f"{name}: cell [2] failed: {message}\n    {FAILING[name]}\nkept for study: {failure.kept}" in batch.told


@pytest.mark.parametrize("name", FAILING)
def test_what_is_kept_cannot_be_taken_for_a_report(batch, name):
    kept = nbformat.read(batch.failures[name].kept, as_version=4)
    assert kept.metadata["backoffice"]["status"] == "failed"
    assert kept.cells[0].source.startswith("# This run failed. This is not a report.\n\nIt stopped on ")
    assert "in cell [2]; the cells after it did not run" in kept.cells[0].source
    assert [cell.source for cell in kept.cells if "failed" in cell.metadata.get("tags", [])] == [FAILING[name]]
    assert kept.cells[-1].execution_count is None and not kept.cells[-1].outputs


def test_a_run_that_failed_leaves_nothing_else_behind(batch):
    assert sorted(path.name for path in batch.to.iterdir() if not path.name.startswith(".")) == ["failed", "history.sqlite", "works"]
    assert not any((batch.to / ".staging").iterdir())


def test_a_cell_that_did_not_run_is_a_failure():
    """papermill's own marks are not asked: here nothing has run, and nobody says so."""
    fault = fault_of(with_proof(notebook(parameters(), code("1")), "n", "", "", False), "n")
    assert (fault.cell, fault.message) == (0, "this cell did not run")


def test_how_far_a_batch_is_is_told_only_when_asked_for(capsys):
    with bars.bars(False) as silent, bars.bars() as log:
        for shown in (silent, log):
            shown.begins(1)
            shown.at("rent", 0, 0)
            shown.ended(bars.Outcome("rent", status="checks_failed"))
    assert capsys.readouterr().err == "1 of 1: rent checks failed, 0.0 s\n"


def test_unused_grammars_are_skipped_while_jsonschema_still_compiles_them():
    """When this fails because the module was not loaded, `skip_unused_grammars` has done its service: remove it."""
    loaded = "import jsonschema, sys; print(bool(sys.modules.get('rfc3987_syntax')))"
    if _printed("from importlib.util import find_spec; print(find_spec('rfc3987_syntax') is not None)") == "True":
        assert _printed(loaded) == "True"
    assert _printed(f"import backoffice_lib; {loaded}") == "False"


def _printed(source: str) -> str:
    return subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True).stdout.strip()
