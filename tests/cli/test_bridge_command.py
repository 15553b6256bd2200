"""Bridges on the command line: in words, as JSON, from one scenario to another, and what is refused."""

from __future__ import annotations

ASK = ("bridge", "tiny", "--scenario", "everything")


def test_by_initiative_in_words(run):
    ran = run(*ASK)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Everything costs USD 31,150 more than today over 3 months (adverse), above all by outsource work in record keeping +27,760")
    assert "\nInitiative " in ran.out and "\ntotal " in ran.out
    assert "\nFreeze hiring in record keeping (scenarios/everything.yaml:15) saves USD 260 (favourable); by itself it would save 520.\n" in ran.out
    assert "(Shapley shares)" in ran.out and ran.out.endswith("note: this took 34 simulations of the plan\n")


def test_alone_has_a_bar_of_what_they_do_together(run):
    bars = run(*ASK, "--how", "alone", "--json").json["bars"]
    assert [bar["name"] for bar in bars][-1] == "acting together" and bars[-1]["change"] == 519.75


def test_as_json(run):
    answer = run(*ASK, "--json").json
    assert list(answer) == [
        "answer", "plan", "scenario", "start", "currency", "months", "by", "how", "view", "cost", "change", "bars", "acting_together", "pairs",
        "simulations", "orders", "notes",
    ]
    assert list(answer["bars"][0]) == ["name", "place", "change", "alone", "standard_error", "by_category", "sentence"]
    assert round(sum(bar["change"] for bar in answer["bars"]), 2) == answer["change"] == round(answer["cost"]["after"] - answer["cost"]["before"], 2)
    assert answer["change"] == -run("compare", "tiny", "--scenario", "everything", "--json").json["saving"]


def test_by_factor_and_category(run):
    assert "\nCost category " in run(*ASK, "--by", "factor", "--how", "in-order").out
    categories = {bar["name"]: -bar["change"] for bar in run(*ASK, "--by", "category", "--json").json["bars"]}
    compared = run("compare", "tiny", "--scenario", "everything", "--json").json["by_category"]
    assert categories == {row["category"]: row["saving"] for row in compared if row["saving"]}


def test_nothing_between_what_is_the_same(run):
    ran = run(*ASK, "--from", "everything")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "There is nothing between everything and everything: both cost USD 344,117 over 3 months.")
    assert run(*ASK, "--from", "everything", "--json").json["bars"] == []


def test_what_is_refused(run):
    ran = run("bridge", "tiny", "--scenario", "everythin")
    assert (ran.code, ran.err) == (2, 'scenario everythin: there is no such scenario in the plan; it has today, everything; did you mean "everything"?\n')
    assert run(*ASK, "--by", "lever").code == 2
