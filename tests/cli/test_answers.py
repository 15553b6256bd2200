"""What the commands answer, in words and as JSON."""

from __future__ import annotations

from importlib import import_module

import pytest

KEYS = (
    "answer plan scenario against currency months cost saving saving_by_year saving_in_year one_off_cost run_rate_saving_per_year "
    "committed_after_horizon stranded by_category by_function by_site by_mode by_year by_unit cost_per_fte_per_year "
    "cost_per_head_per_year npv_of_saving payback_months worth risk notes"
).split()
TODAY = 3_407_732.3
CLASSIC = {
    # scenario: saving over 36 months, saving in each year, first month from which it has paid
    "remote_lease_ends": (180_000, 60_000, 1),
    "remote_lease_stays": (-180_000, -60_000, None),
    "remote_lease_sublet_40": (-36_000, -12_000, None),
}


@pytest.mark.parametrize("scenario", CLASSIC)
def test_compare_answers_the_classic_sum(run, scenario):
    saving, a_year, payback = CLASSIC[scenario]
    ran = run("compare", "remote_accountants", "--scenario", scenario, "--json")
    answer = ran.json
    assert (ran.code, ran.err, list(answer)) == (0, "", KEYS)
    assert [answer[key] for key in KEYS[1:6]] == ["remote_accountants", scenario, "today", "USD", 36]
    assert list(answer["cost"]) == ["against", "scenario"]
    assert answer["cost"]["against"] - answer["cost"]["scenario"] == pytest.approx(saving, abs=0.005)
    assert answer["saving"] == saving
    assert answer["saving_by_year"] == [{"year": year, "saving": a_year} for year in (2027, 2028, 2029)]
    assert answer["saving_in_year"] == answer["saving_by_year"]
    assert (answer["one_off_cost"], answer["run_rate_saving_per_year"]) == (0, a_year)
    assert answer["committed_after_horizon"] == {"against": 0, "scenario": 0}  # the lease ends with the plan
    assert answer["payback_months"] == payback
    assert 0.85 < answer["npv_of_saving"] / saving < 0.95  # three years at 7 %


def test_compare_tells_each_cost_category(run):
    rows = run("compare", "remote_accountants", "--scenario", "remote_lease_ends", "--json").json["by_category"]
    assert all(list(row) == ["category", "against", "scenario", "saving", "recurring", "one_off"] for row in rows)
    by_name = {row["category"]: (row["against"], row["scenario"], row["saving"]) for row in rows}
    assert by_name["rent"] == (360_000, 0, 360_000)
    assert by_name["remote subsidy"] == (0, 180_000, -180_000)
    assert sum(row["saving"] for row in rows) == 180_000


def test_compare_with_another_scenario(run):
    words = ("compare", "remote_accountants", "--scenario", "remote_lease_ends", "--against", "remote_lease_stays")
    assert run(*words, "--json").json["saving"] == 360_000


def test_compare_answers_in_words(run):
    ran = run("compare", "remote_accountants", "--scenario", "remote_lease_stays")
    first = ran.out.splitlines()[0]
    assert first.startswith("Remote lease stays costs USD 180,000 more than today over 36 months, ")
    assert first.endswith("It does not pay back within the plan.")
    assert ["total", "3,407,732", "3,587,732", "-180,000"] in [line.split() for line in ran.out.splitlines()]


def test_simulate_answers_in_words_and_as_json(run):
    ran = run("simulate", "remote_accountants")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Today costs USD 3,407,732 over 36 months, ")
    answer = run("simulate", "remote_accountants", "--json").json
    assert answer["cost"] == pytest.approx(TODAY, abs=1)
    assert {"category": "rent", "cost": 360_000} in answer["by_category"]
    assert {"year": 2028, "category": "rent", "cost": 120_000} in answer["by_year"]
    assert answer["checks"] == []


def test_simulate_of_a_scenario(run):
    answer = run("simulate", "remote_accountants", "--scenario", "remote_lease_ends", "--json").json
    assert {"category": "remote subsidy", "cost": 180_000} in answer["by_category"]


def test_a_ledger_that_fails_its_checks_is_told_and_stamped(run, monkeypatch):
    summarise = import_module("backoffice_lib.analyses.summarise")  # the module; the package says it of the function
    monkeypatch.setattr(summarise, "problems_in", lambda ledger: ["rent does not add up"])
    ran = run("simulate", "tiny", "--json")
    assert (ran.code, ran.err, ran.json["checks"]) == (3, "check failed: rent does not add up\n", ["rent does not add up"])


def test_check_names_the_scenarios(run):
    ran = run("check", "remote_accountants")
    assert (ran.code, ran.err) == (0, "")
    assert "10 people in 1 function at 1 site" in ran.out and "No problems" in ran.out
    answer = run("check", "remote_accountants", "--json").json
    assert (answer["plan"], answer["scenarios"]) == ("remote_accountants", list(CLASSIC))


def test_levers_and_one_of_them(run):
    every = run("levers").out
    assert all(word in every for word in ("remote_work", "break_lease", "sublet_space", "outsource_work", "freeze_hiring"))
    one = run("levers", "remote_work").out
    assert "subsidy_per_month" in one and "money per head per month" in one
    schema = run("levers", "remote_work", "--json").json["remote_work"]
    assert "share" in schema["properties"] and schema["example"]


def test_costs(run):
    assert "remote subsidy" in run("costs").out
    by_name = {cost["name"]: cost for cost in run("costs", "--json").json}
    assert "salaries" in by_name["on-costs"]["on"] and by_name["rent"]["recurrence"] == "recurring"


def test_draws_are_told_with_what_a_plan_costs_and_with_what_a_scenario_saves(run):
    cost = run("simulate", "tiny", "--draws", "8", "--json").json
    assert cost["risk"]["amount"]["likely"] == pytest.approx(cost["cost"])
    assert run("simulate", "tiny", "--json").json["risk"] is None
    saving = run("compare", "tiny", "--scenario", "everything", "--draws", "8", "--json").json
    assert (saving["risk"]["draws"], saving["risk"]["amount"]["likely"]) == (8, saving["saving"])
