"""`backoffice schedule`: what comes, what is made, what is printed to copy, and how it ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.docs.pages import ROOT

REPORTS = """
reports:
  cost of today:
    notebook: what_does_today_cost
    when: {every: year, on: 01-01, at: "00:00", zone: Europe/Paris}
    tell: {webhook: env:NO_SUCH_HOOK}
  board:
    notebook: what_does_today_cost
    when: {cron: "0 6 1 * *", zone: Asia/Kolkata, starting: 2190-01-01}
"""


@pytest.fixture
def plan(tmp_path) -> Path:
    folder = shutil.copytree(ROOT / "data" / "plans" / "tiny", tmp_path / "tiny")
    (folder / "reports.yaml").write_text(REPORTS, encoding="utf-8")
    return folder


def test_what_comes_and_what_was_made(run, plan):
    year = str(datetime.now().year)
    before = run("schedule", "tiny", "--when")
    assert before.code == 0
    head, cost, board = (line.split() for line in before.out.splitlines())
    assert head == ["report", "next", "due", "newest", "state"]
    assert cost[-2:] == [year, "due"] and board[:2] == ["board", "2190-01-01T0600"] and board[-2:] == ["none", "yet"]

    made = run("schedule", "tiny", "--once", "--json")
    assert made.code == 0, made.err
    [one] = made.json["made"]
    assert (one["report"], one["period"], one["status"]) == ("cost of today", year, "succeeded")
    assert (plan / "reports" / "cost of today" / year / Path(one["folder"]).name / "cost of today.html").is_file()
    assert made.err.splitlines()[-1] == f"warning: cost of today, {year}: webhook env:NO_SUCH_HOOK could not be told: NO_SUCH_HOOK is not set"

    again = run("schedule", "tiny", "--once")
    assert (again.code, again.out, again.err) == (0, "", "")
    after = run("schedule", "tiny", "--when", "--json").json["reports"][0]
    assert after["state"] == "made" and after["when"] == "every year on 01-01 at 00:00, Europe/Paris"
    assert after["due"].startswith(f"{int(year) + 1}-01-01T00:00:00+01:00")


def test_what_is_wrong_is_told_before_anything_runs(run, plan):
    (plan / "reports.yaml").write_text(REPORTS.replace("Kolkata", "Kolkatta").replace("on: 01-01", "on: 02-30"), encoding="utf-8")
    for how in ("--once", "--when"):
        assert run("schedule", "tiny", how).problems == [
            "reports.yaml:5: on 02-30 does not exist; that month has 28 days",
            'reports.yaml:9: zone "Asia/Kolkatta" is not a time zone; write one like "Europe/London"; did you mean "Asia/Kolkata"?',
        ]
    assert not (plan / "reports").exists()


def test_a_plan_without_reports_says_what_to_write(run):
    [line] = run("schedule", "remote_accountants", "--once", "--to", "here").problems
    assert line.endswith("has no report with a timing; write reports.yaml, and in it `when:` for each report that runs by itself")


def test_asking_what_comes_makes_nothing(run, nothing_written):
    shown = run("schedule", "meridian", "--when")
    assert shown.code == 0 and shown.out.count("America/New_York") > 3 and " due" in shown.out


def test_json_needs_an_end(run, plan):
    assert run("schedule", "tiny", "--json").problems == ["--json: needs an end; give it with --once or --when"]


def test_what_to_copy_hangs_on_no_folder(run, plan):
    shown = run("schedule", "tiny", "--install-help", "--to", "runs of tiny")
    assert shown.code == 0
    assert f"schedule {plan} --once --to '{plan.parent / 'runs of tiny'}'" in shown.out
    assert str(Path(sys.executable).parent / "backoffice") in shown.out


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("number, code", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_in_the_foreground_it_ends_when_it_is_told_to(plan, number, code):
    (plan / "reports.yaml").write_text(REPORTS.replace("zone: Europe/Paris", "zone: Europe/Paris, starting: 2190-01-01"), encoding="utf-8")
    words = [sys.executable, "-c", "from backoffice_lib.cli import main; main()", "schedule", str(plan)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}) as process:
        assert process.stderr.readline() == "2 reports are made when due, until you interrupt this\n"
        process.send_signal(number)
        said = process.stderr.read()
        assert process.wait() == code
    assert "Traceback" not in said
