"""Leases in the books, on the command line."""

from __future__ import annotations

import pytest


def test_leases_in_words(run):
    ran = run("leases", "tiny")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Under IFRS 16 the lease of today puts USD 423,800 of debt and 430,852 of assets on the balance sheet on the first day, ")
    assert "\nHQ-1   on the balance sheet  2027-01  2029-12 " in ran.out
    assert "\nless interest to come " in ran.out and "credit" not in ran.out
    assert "note: measured anew on the first day of the plan, which does not know what was booked before: HQ-1\n" in ran.out


def test_the_journal_is_printed_when_asked_for(run):
    ran = run("leases", "tiny", "--entries", "--standard", "asc842")
    assert "\n2027-03  HQ-1   payment      variable rent            640.00          0.00\n" in ran.out


def test_leases_as_json(run):
    answer = run("leases", "tiny", "--scenario", "everything", "--as-at", "2027-02", "--json").json
    assert list(answer) == [
        "answer", "cost", "rent_paid", "plan", "scenario", "currency", "standard", "classification", "rate_per_year", "compounding",
        "liability", "asset", "leases", "months", "years", "maturity", "as_at", "entries", "notes", "year_in_words",
    ]
    (lease,) = answer["leases"]
    assert list(lease) == ["lease", "treatment", "notice_given", "basis", "months"]
    assert lease["months"][0]["month"] == answer["months"][0]["month"] == "2027-01"
    assert set(answer["maturity"]) == {"by_year", "undiscounted", "interest", "liability"}
    debit, credit = (round(sum(one[side] for one in answer["entries"]), 2) for side in ("debit", "credit"))
    assert debit == credit > 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--standard", "ifrs"), 'standard: "ifrs" is not known; did you mean "ifrs16"?'),
        (("--as-at", "2027"), 'as_at: "2027" is not a month; write it as YYYY-MM, such as 2027-04'),
        (("--low-value", "HQ"), 'low_value: there is no lease "HQ"; did you mean "HQ-1"?'),
        (("--compounding", "weekly"), 'compounding: "weekly" is not known; use yearly, half_yearly, quarterly, monthly'),
    ],
)
def test_what_is_not_known_is_refused(run, words, told):
    assert run("leases", "tiny", *words).problems == [told]


def test_a_plan_without_leases(run, tmp_path):
    run("new", "mine", "--template", "tiny")
    (tmp_path / "mine" / "leases.csv").unlink()
    for scenario in (tmp_path / "mine" / "scenarios").iterdir():
        scenario.unlink()
    assert run("leases", "mine").out == "IFRS 16 has nothing to account for: today holds no lease.\n"
