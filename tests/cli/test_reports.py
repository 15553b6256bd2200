"""`backoffice report`: where the reports are, and what is left when a notebook fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.notebooks.made import code, parameters, saved, words

pytestmark = pytest.mark.slow


def test_the_example_writes_a_report_and_says_where(run, tmp_path):
    ran = run("report", "remote_accountants", "what_does_today_cost", "--to", "reports", "--quiet")
    [report] = (tmp_path / "reports" / "what_does_today_cost").rglob("what_does_today_cost.html")
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
    shown = [path for path in (tmp_path / "reports").iterdir() if not path.name.startswith(".")]
    assert sorted(path.name for path in shown) == ["failed", "history.sqlite"]


def test_a_report_that_shows_all_pay_says_so(run, tmp_path):
    run("new", "mine", "--template", "settlement_desk")
    saved(tmp_path, "mine", words("# Mine"), parameters(), code("import backoffice_lib as bo"), code("print([row.name for row in bo.summarise(bo.simulate(bo.read_plan(plan))).by_function])"))
    pages = []
    for more in ((), ("--unmasked",)):
        ran = run("report", "mine", "mine.ipynb", "--quiet", *more)
        assert (ran.code, ran.err) == (0, "unmasked: what groups of fewer than 5 people are paid is shown\n" if more else "")
        pages.append(Path(ran.out.removeprefix("report: ").strip()).read_text(encoding="utf-8"))
    assert "settlements and regulatory compliance" in pages[0] and "unmasked" not in pages[0]
    assert "settlements and regulatory compliance" not in pages[1]
    assert "<dt>Pay</dt><dd>shown unmasked, of groups of fewer than 5 people too</dd>" in pages[1]


def test_a_failed_run_that_showed_all_pay_is_kept_as_such(run, tmp_path):
    saved(tmp_path, "mine", words("# Mine"), parameters(), code("months / 0"))
    ran = run("report", "tiny", "mine.ipynb", "--quiet", "--unmasked")
    assert (ran.code, "mine: cell [2] failed" in ran.err) == (1, True)
    notebook = json.loads((tmp_path / "reports" / "failed" / "mine.ipynb").read_text(encoding="utf-8"))
    assert notebook["metadata"]["backoffice"]["unmasked"] is True


@pytest.mark.slow
def test_a_parameter_that_a_notebook_refuses_is_the_inputs_fault_and_told_in_a_line(run):
    ran = run("report", "tiny", "how_sure_are_we", "--set", "draws=-4", "--quiet")
    assert (ran.code, ran.err) == (2, "how_sure_are_we: draws: is -4; ask for 1 or more; 1,000 show a range, 10,000 its ends\n")


def test_a_setting_that_no_report_knows_is_refused(run, nothing_written):
    ran = run("report", "tiny", "--set", "scenaro=today", "--to", "reports", "--quiet")
    assert (ran.code, ran.err) == (2, '--set scenaro: no report has such a parameter; there is plan, scenario; did you mean "scenario"?\n')
