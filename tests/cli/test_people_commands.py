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


def test_compare_places_says_where_it_is_cheapest_and_what_is_against_it(run):
    ran = run("compare-places", "meridian", "--team", "NY database administration")
    assert (ran.code, ran.err) == (0, "")
    first = ran.out.splitlines()[0]
    assert first.startswith("NY database administration costs least in San Juan-Bayamon-Caguas, PR: USD 75,112 a person and year, ")
    assert "pool too thin: the team would be 8.6% of the 140 who do the job there, above 2.0%" in first
    assert "\nSalt Lake City-Murray, UT " in ran.out and "wage not released (footnote 8: estimate not released)" in ran.out
    assert "note: bonus, hiring, training, IT and travel are not in the figures\n" in ran.out


def test_compare_places_as_json(run):
    answer = run("compare-places", "remote_accountants", "--team", "accounting", "--most-pool-share", "0.5", "--json").json
    assert list(answer) == [
        "answer", "plan", "team", "role", "heads", "currency", "month", "most_pool_share", "places", "elsewhere", "notes",
    ]
    here = next(place for place in answer["places"] if place["here"])
    assert (here["wage"], here["saving"], here["pool_share"]) == (82_360, 0, 10 / 41_360)


def test_compare_places_refuses_what_it_cannot_compare(run):
    assert run("compare-places", "meridian", "--team", "NY acounting").problems[0].endswith('did you mean "NY accounting"?')
    [told] = run("compare-places", "claims_desk", "--team", "claims north").problems
    assert told == 'teams.csv:2: column role: "Claims Clerks" has no wage in any other place of the rates; give a role of the rates'
