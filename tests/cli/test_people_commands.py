"""People on the command line: can we do the work, and do posts, requests and people match?"""

from __future__ import annotations

from pathlib import Path

import pytest

WORK = "work,function,unit,units_per_month,minutes_per_unit,target_days\nclaims,accounting,claim,2000,60,5\n"
REQUISITIONS = "requisition,team,heads,reason,starts\nR-1,accounting,2,growth,2027-02\n"


@pytest.fixture
def mine(run, tmp_path) -> Path:
    """A copy of tiny with more work for its accountants than they can do, and a request without a post."""
    run("new", "mine", "--template", "tiny")
    (tmp_path / "mine" / "work.csv").write_text(WORK, encoding="utf-8")
    (tmp_path / "mine" / "requisitions.csv").write_text(REQUISITIONS, encoding="utf-8")
    return tmp_path / "mine"


def test_capacity_in_words(run, mine):
    ran = run("capacity", "mine")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Today cannot do all of its work in time: claims runs late in 3 of 3 months, first in 2027-01, waiting up to ")
    assert "\nclaims  " in ran.out and "\nrecord keeping " in ran.out
    assert "note: 1 function without a row in work.csv: posts are held against people there\n" in ran.out


def test_capacity_as_json(run, mine):
    answer = run("capacity", "mine", "--json").json
    assert list(answer) == ["answer", "late", "short", "plan", "scenario", "currency", "months", "work", "functions", "costs", "notes"]
    assert (answer["late"], answer["short"], answer["months"]) == (["claims"], [], 3)
    assert set(answer["work"][0]) == {"work", "function", "unit", "queue", "target_days", "months", "piles_up"}
    assert set(answer["work"][0]["months"][0]) == {
        "month", "units_in", "units_done", "required_fte", "own_fte", "helped_fte", "backlog_units", "age_days", "late_units", "late",
    }
    assert set(answer["functions"][0]["months"][0]) == {"month", "posts", "productive_heads", "helping_heads", "short_heads"}


def test_capacity_of_a_plan_without_work(run):
    assert run("capacity", "remote_accountants").out.startswith("The plan does not say its work, so posts are held against people: ")


def test_headcount_match_in_words(run, mine):
    ran = run("headcount-match", "mine")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(
        "Tiny wants 30 posts in 2027 Q1; 30 are filled, with 1 request open: 2.0 sought without a post, by 1 ghost request (R-1)."
    )
    assert "\nR-1      accounting       2  2027-02  growth  ghost " in ran.out


def test_headcount_match_as_json(run, mine):
    answer = run("headcount-match", "mine", "--json").json
    assert list(answer) == ["answer", "plan", "scenario", "rows", "requests", "notes"]
    assert answer["requests"] == [
        {"requisition": "R-1", "team": "accounting", "heads": 2.0, "starts": "2027-02", "states": "growth", "says": "no post",
         "ghost_heads": 2.0, "ghost": True, "agrees": False},
    ]
    assert answer["rows"][0]["finding"] == "ghost requests for 2.0"


@pytest.mark.parametrize("command", ["capacity", "headcount-match"])
def test_a_scenario_may_be_named(run, command):
    assert run(command, "tiny", "--scenario", "everything").code == 0
    assert run(command, "tiny", "--scenario", "everythin").problems


def test_stranded_says_what_is_paid_for_seats_nobody_needs(run):
    out = run("stranded", "remote_accountants").out
    assert out.splitlines()[0] == "Today pays USD 360,000 for space, and every seat of it is needed."
    told = run("stranded", "meridian", "--scenario", "hybrid_two_days", "--json").json
    assert 0 < told["cost"] < told["paid"]
    assert told["cost"] == round(sum(site["cost"] for site in told["by_site"]), 2)
