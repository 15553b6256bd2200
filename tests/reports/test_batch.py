"""The reports of a plan: made as reports.yaml says, checked, and made again from what was kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.reports.archive import Archive, read_certificate
from backoffice_lib.reports.batch import CHECK_FAILED, run_reports, worst
from backoffice_lib.reports.rerun import rerun
from backoffice_lib.reports.reports_file import reports_of

pytestmark = pytest.mark.slow
REPORTS = """
formats: [html, ipynb]
reports:
  cost of {scenario}:
    notebook: what_does_today_cost
    for_each: {scenario: [today, everything]}
    expect:
      - {figure: cost, scenario: today, at_least: 1}
      - {figure: saving, scenario: everything, at_least: -1000000, at_most: 1000000}
  too dear:
    notebook: does_the_ledger_tie
    expect:
      - {figure: cost, at_most: 1}
      - {figure: break_even, input: leases.HQ-1.rent_per_seat_per_month, scenario: everything, at_least: 1100, at_most: 1200}
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("home") / "tiny"
    shutil.copytree(shipped_plans()["tiny"], folder)
    (folder / "reports.yaml").write_text(REPORTS)
    return folder


@pytest.fixture(scope="module")
def made(plan):
    """What became of all reports, by name."""
    return {one.report: one for one in run_reports(reports_of, plan, plan.parent / "reports")}


def test_each_report_of_a_grid_is_made_in_all_its_formats(made):
    assert list(made) == ["cost of today", "cost of everything", "too dear"]
    for name in ("cost of today", "cost of everything"):
        files = {path.name for path in made[name].folder.iterdir()}
        assert made[name].exit_code == 0 and files == {f"{name}.html", f"{name}.ipynb", "tables", "certificate.json"}
        assert sorted(path.suffix for path in (made[name].folder / "tables").iterdir()) == [".csv", ".csv"]


def test_a_report_whose_checks_fail_is_made_stamped_and_in_the_index(made, plan):
    failed = made["too dear"]
    assert (failed.status, failed.exit_code) == ("checks_failed", 3) and worst(list(made.values())) == CHECK_FAILED
    assert failed.message == "cost of today: at most 1: found 312,966.12"
    page = failed.document.read_text(encoding="utf-8")
    assert "FAILED" in page and "cost of today: at most 1: found 312,966.12" in page
    assert {row.report: row.state for row in Archive.at(plan.parent / "reports").history()}["too dear"] == "checks_failed"


def test_the_certificate_says_what_it_was_made_from(made):
    certificate, _ = read_certificate(made["cost of everything"].folder)
    names = [one.name for one in certificate.inputs]
    assert "plan/teams.csv" in names and "plan/scenarios/everything.yaml" in names and names[-1] == "notebooks/what_does_today_cost.ipynb"
    assert certificate.parameters == {"scenario": "everything"} and certificate.plan == "tiny"
    assert certificate.differences and certificate.versions["python"]
    assert [check.name for check in certificate.checks if check.passed][:2] == ["the ledger of today adds up", "the ledger of everything adds up"]
    assert str(made["cost of everything"].folder.parents[2]) not in certificate.text()


def test_what_the_notebook_reconciles_is_among_the_checks(made):
    certificate, _ = read_certificate(made["too dear"].folder)
    assert [check.passed for check in certificate.checks if check.name.endswith(" ties")].count(False) == 0
    assert any(check.name == "salaries ties" or check.name.endswith(" ties") for check in certificate.checks)


def test_a_run_is_made_again_when_its_plan_has_moved_on(made, plan, tmp_path):
    folder = made["cost of everything"].folder
    (plan / "teams.csv").write_text("nothing of what it was")
    assert str(rerun(folder)) == f"cost of everything, run {folder.name}: 2 tables the same, byte for byte."
    copy = shutil.copytree(folder.parents[2], tmp_path / "reports") / folder.relative_to(folder.parents[2])
    table = sorted((copy / "tables").iterdir())[0]
    table.write_bytes(table.read_bytes() + b"1,2\r\n")
    answer = rerun(copy)
    assert not answer.is_same and answer.other == (table.name,)
    kept = next((tmp_path / "reports" / ".inputs").iterdir())
    kept.write_bytes(b"changed")
    with pytest.raises(InputProblems, match="was changed since it was kept in the archive"):
        [rerun(run) for run in (copy, tmp_path / "reports" / made["too dear"].folder.relative_to(folder.parents[2]))]
