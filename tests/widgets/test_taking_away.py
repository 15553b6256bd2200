"""What is taken away from the page: the ledger and the tables as files, and a report."""

from __future__ import annotations

import io
import re

import openpyxl

from backoffice_lib.files.ledger_file import write_ledger
from backoffice_lib.simulation import simulate
from backoffice_lib.views.widgets import Workbench
from tests.widgets.page import found, press, shown


def bench_of(plan, tmp_path, report=None):
    bench = Workbench(plan, save_in=str(tmp_path / "scenarios"), report=report)
    press(bench, "bo-add", choose=("Choose an initiative …", "remote_work"))
    found(bench, "bo-tabs").value = "Reports and files"
    return bench


def handed(bench):
    return bench._tabs.open._handed


def test_the_ledger_is_the_one_the_command_writes(plan, tmp_path):
    bench = bench_of(plan, tmp_path)
    for name, ending in (("bo-ledger-csv", ".csv"), ("bo-ledger-xlsx", ".xlsx")):
        press(bench, name)
        written = write_ledger(simulate(plan, bench.draft.tried(plan)[0]), tmp_path / f"ledger{ending}").read_bytes()
        assert (handed(bench).name, handed(bench).content) == (f"my_scenario{ending}", written)


def test_the_tables_come_as_a_workbook_whose_text_stays_text(plan, tmp_path):
    bench = bench_of(plan, tmp_path)
    press(bench, "bo-tables-xlsx")
    book = openpyxl.load_workbook(io.BytesIO(handed(bench).content))
    assert book.sheetnames[0] == "category" and "initiatives" in book.sheetnames
    # 5 of 10 accountants at home for two months at 100
    last = [cell.value for cell in list(book["category"].rows)[-1]]
    assert last[0] == "total" and last[-1] == -1000


def test_a_report_is_run_for_the_scenario_as_it_is_and_handed_over(plan, tmp_path):
    asked = []

    def report(notebook, **how):
        asked.append((notebook, how["scenarios"][0].levers[0].share, how["to"]))
        (tmp_path / "page.html").write_text("<p>found</p>")
        return [tmp_path / "page.html"]

    bench = bench_of(plan, tmp_path, report)
    found(bench, "bo-report").value = "what_does_today_cost"
    press(bench, "bo-run")
    assert asked == [("what_does_today_cost", 0.5, tmp_path / "reports")]
    assert handed(bench).content == b"<p>found</p>" and handed(bench).kind == "text/html"
    assert "What does today cost, for my scenario, is written as" in shown(bench)


def test_a_report_says_how_far_it_is_and_what_it_does(plan, tmp_path):
    seen = []

    def report(notebook, progress, **_):
        seen.append(shown(bench))
        progress.begins(1)
        for done, of in ((0, 0), (1, 4), (4, 4)):
            progress.at(notebook, done, of)
            seen.append((shown(bench), "".join(re.findall(r' value="\d+" max="\d+"', bench._tabs.open._running.value))))
        progress.ended(None)
        (tmp_path / "page.html").write_text("<p>found</p>")
        return [tmp_path / "page.html"]

    bench = bench_of(plan, tmp_path, report)
    found(bench, "bo-report").value = "what_does_today_cost"
    press(bench, "bo-run")
    first, *parts = seen
    assert "What does today cost, for my scenario: the plan is read and simulated" in first
    assert [bar for _, bar in parts] == ["", ' value="3" max="6"', ' value="6" max="6"']
    assert "What does today cost: part 1 of 4 is done" in parts[1][0]
    assert "progress" not in bench._tabs.open._running.value


def test_a_report_that_fails_is_told_without_what_it_was_about(plan, tmp_path):
    def report(*_, **__):
        raise RuntimeError("the pay of Ann")

    bench = bench_of(plan, tmp_path, report)
    press(bench, "bo-run")
    assert "did not run to its end" in shown(bench) and "Ann" not in shown(bench)
