"""Space on the command line: what it costs, and when it can be left."""

from __future__ import annotations

import pytest


def test_space_in_words(run):
    ran = run("space", "three_floors")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Today pays USD 5,615,060 for leased space, 1,103,771 of it for seats that nobody needs (20 %), ")
    assert "; the first that can be left, on 2027-01, are 150 seats: 10th of tower, 11th of tower, 12th of tower.\n" in ran.out
    assert "\n12th of tower  Tower      50  floor alone     2027-01 or later " in ran.out
    assert "\nnote: each way out is tried by itself" in ran.out


def test_space_as_json(run):
    answer = run("space", "tiny", "--json").json
    assert list(answer) == [
        "answer", "plan", "scenario", "currency", "first_month", "last_month", "paid", "stranded", "flexible_desks", "once",
        "sites", "leases", "floors", "ways_out", "notes",
    ]
    # notice in January, out in February: two months at 12,800 and 13,440, less 5,000 and 8,000
    assert (answer["ways_out"][0]["on"], answer["ways_out"][0]["saving"]) == ("2027-02", 13_240.0)
    assert [month["seats_needed"] for month in answer["sites"][0]["months"]] == [30.0, 30.0, 30.0]


@pytest.mark.parametrize(
    ("plan", "scenario", "said"),
    [
        ("claims_desk", "today", "Today leases no space, so there is none to leave."),
        ("remote_accountants", "remote_lease_ends", "Remote lease ends leases no space, so there is none to leave."),
        ("meridian", "hybrid_two_days", "Hybrid two days pays USD 32,623,956 for leased space, 5,606,751 of it for seats that nobody needs"),
    ],
)
def test_space_of_a_scenario(run, plan, scenario, said):
    assert run("space", plan, "--scenario", scenario).out.startswith(said)


def test_a_scenario_that_is_not_there(run):
    assert run("space", "tiny", "--scenario", "everythin").problems
