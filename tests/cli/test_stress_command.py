"""What `backoffice stress` prints, and what it refuses."""

from __future__ import annotations

import shutil

import pytest

from backoffice_lib.files.shipped import shipped_plans

STRESSES = """
stresses:
  dear_rupee_and_wages:
    story: The rupee is worth a fifth more, and pay rises by 8 %.
    changes:
      fx.INR.rate: {times: 1.2}
      teams.*.salary_per_year: {times: 1.08}
  rents_rise: {changes: {indices.rents: {plus: 0.1}}}
"""


@pytest.fixture
def office(tmp_path):
    shutil.copytree(shipped_plans()["tiny"], tmp_path / "office")
    written = tmp_path / "office" / "plan.yaml"
    written.write_text(written.read_text(encoding="utf-8") + STRESSES, encoding="utf-8")
    return "office"


def test_stress_in_words(run, office):
    ran = run("stress", office)
    assert (ran.code, ran.err) == (0, "")
    head, _, *rows = ran.out.splitlines()
    assert " is the cheapest of " in head or " where all is as likely" in head
    assert rows[0].split()[:2] == ["Scenario", "stress"]


def test_stress_as_json(run, office):
    answer = run("stress", office, "--stress", "rents_rise", "--json").json
    assert list(answer) == ["answer", "plan", "currency", "months", "likely", "stresses"]
    [case] = answer["stresses"]
    assert list(case) == ["stress", "story", "changes", "results", "cheapest", "turned"]
    assert case["changes"] == [{"number": "indices.rents", "moved": "+0.1"}]
    today = case["results"][0]
    # the rent of the lease rises in March, by 15 % instead of 5 %: 12,800 a month
    assert (today["scenario"], today["cost_moved"]) == ("today", 1_280)


def test_a_page_with_the_chart(run, office, tmp_path):
    ran = run("stress", office, "--by", "cheapest", "--to", "stress.html")
    assert ran.code == 0 and ran.out.endswith("The chart is in stress.html.\n")
    assert "dear rupee and wages" in (tmp_path / "stress.html").read_text(encoding="utf-8")


def test_what_is_not_there_is_told(run, office):
    assert run("stress", office, "--stress", "rent_rise").problems == [
        'stress rent_rise: there is no such stress in the plan; it has dear_rupee_and_wages, rents_rise; did you mean "rents_rise"?'
    ]
    assert run("stress", "tiny").problems == [
        "stress: the plan has no stresses; write them in plan.yaml under stresses, each with a name and its changes"
    ]
