"""Working from home on the command line: what it saves part by part, and what is left without what is not sure."""

from __future__ import annotations


def test_the_parts_in_words(run):
    ran = run("remote-saving", "remote_accountants", "--scenario", "remote_lease_ends")
    assert (ran.code, ran.err) == (0, "")
    # 36 months × 10 × (1,000 - 500)
    assert ran.out.startswith("Remote lease ends saves USD 180,000 over 36 months: space 360,000, subsidy -180,000.\n")
    assert "for seats nobody needs: today (USD)" in ran.out


def test_the_parts_as_json(run):
    answer = run("remote-saving", "remote_accountants", "--scenario", "remote_lease_stays", "--json").json
    assert (answer["scenario"], answer["saving"], answer["stranded"]) == ("remote_lease_stays", -180_000, {"against": 0, "scenario": 360_000})
    assert answer["parts"][4] == {"part": "subsidy", "categories": ["remote subsidy"], "saving": -180_000}
    assert sum(part["saving"] for part in answer["parts"]) == answer["saving"]


def test_parts_that_are_left_out(run):
    ran = run("remote-saving", "meridian", "--scenario", "remote_accounting", "--without", "productivity", "--without", "space")
    assert ran.out.startswith("Remote accounting, productivity and space left out, costs USD ")
    wrong = run("remote-saving", "meridian", "--scenario", "remote_accounting", "--without", "spase")
    assert (wrong.code, wrong.err) == (2, 'remote_saving: "spase" is no part of the saving; did you mean "space"?\n')


def test_a_scenario_that_is_about_something_else(run):
    ran = run("remote-saving", "meridian", "--scenario", "records_offshore")
    assert ran.code == 2
    assert ran.err == "scenario records_offshore: changes nothing about working from home; name one that does, or use compare\n"
