"""`backoffice report`: where the reports are, and what is left when a notebook fails."""

from __future__ import annotations

import json

import pytest

from tests.notebooks.made import code, parameters, saved, words

pytestmark = pytest.mark.slow


def test_the_example_writes_a_report_and_says_where(run, tmp_path):
    ran = run("report", "remote_accountants", "what_does_today_cost", "--to", "reports", "--quiet")
    report = tmp_path / "reports" / "what_does_today_cost.html"
    assert (ran.code, ran.out, ran.err) == (0, f"report: {report}\n", "")
    assert "Today costs USD 3,407,732 over 36 months" in report.read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == [tmp_path / "reports"]


def test_a_failing_notebook_is_told_kept_and_no_report(run, tmp_path):
    saved(tmp_path, "mine", words("# Mine"), parameters(), code("months / 0"), code("'never reached'"))
    ran = run("report", "tiny", "mine.ipynb", "--quiet", "--set", "months=3")
    kept = tmp_path / "reports" / "failed" / "mine.ipynb"
    assert (ran.code, ran.out.strip()) == (1, "")
    assert ran.err.splitlines() == [
        "mine: cell [2] failed: ZeroDivisionError: division by zero", "    months / 0", f"kept for study: {kept}",
    ]
    notebook = json.loads(kept.read_text(encoding="utf-8"))
    assert notebook["metadata"]["backoffice"]["status"] == "failed"
    assert [path.name for path in (tmp_path / "reports").rglob("*") if path.is_file()] == ["mine.ipynb"]
