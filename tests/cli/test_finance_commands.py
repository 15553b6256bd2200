"""Finance on the command line: what a saving is made of, the upload, and whether the ledger ties."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

ACCOUNTS = "category,function,site,account,cost_centre,entity\nsalaries,,,6100,CC-1,Firm\non-costs,accounting,,6150,CC-1,Firm\nrent,,HQ,6200,CC-2,Firm\n"


@pytest.fixture
def mine(run, tmp_path) -> Path:
    """A copy of tiny with accounts for its salaries, the on-costs of its accounting, and its rent."""
    run("new", "mine", "--template", "tiny")
    (tmp_path / "mine" / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    return tmp_path / "mine"


def test_compare_says_what_the_saving_is_made_of(run):
    out = run("compare", "tiny", "--scenario", "everything").out
    below = out[out.index("What the saving is made of") :].splitlines()
    told = {line[:47].strip(): line[47:].split() for line in below[1:5]}
    assert list(told) == [
        "one-off cost over the plan",
        "recurring cost over the plan",
        "recurring cost a year, as at the end (run rate)",
        "committed after the plan",
    ]
    # HQ-1 is held today: April's rent 32 × 400 × 1.05 and the penalty 5,000 × 1.05; the scenario has given it back.
    assert told["committed after the plan"] == ["18,690", "0", "18,690"]


def test_compare_as_json_says_the_same(run):
    answer = run("compare", "tiny", "--scenario", "everything", "--json").json
    assert answer["committed_after_horizon"] == {"against": 18_690.0, "scenario": 0.0}
    assert answer["saving_in_year"] == answer["saving_by_year"]


def test_compare_by_what_is_asked_then_what_it_is_worth(run):
    ran = run("compare", "remote_accountants", "--scenario", "remote_lease_stays", "--by", "year", "--discounting", "year_end", "--tax", "0.25")
    assert (ran.code, ran.err) == (0, "")
    blocks = ran.out.split("\n\n")
    assert blocks[0].endswith("at present value after tax: USD 3,587,732 instead of 3,407,732. It does not pay back within the plan.")
    assert [line.split() for line in blocks[1].splitlines()[1:]] == [
        ["2027", "-60,000", "-60,000", "0"], ["2028", "-60,000", "-60,000", "0"], ["2029", "-60,000", "-60,000", "0"],
        ["total", "-180,000", "-180,000", "0"],
    ]
    assert blocks[3].splitlines()[0].endswith("at 7.00 % a year, each year at its end; after tax of 25.00 %")
    told = {line[:47].rstrip(): line[47:].strip() for line in blocks[3].splitlines()[1:]}
    # 60,000 less a quarter, at the end of each of three years at 7 %
    assert told["saving at present value (NPV)"] == "USD -118,094"
    assert told["internal rate of return (IRR)"] == "none: it only costs"
    assert told["tax on the saving, at once, with no allowances"] == "USD -45,000"


def test_compare_in_real_terms(run):
    words = ("compare", "meridian", "--scenario", "hybrid_two_days", "--json")
    nominal, real = run(*words).json, run(*words, "--real", "cpi").json
    assert real["npv_of_saving"] == nominal["npv_of_saving"] and real["saving"] < nominal["saving"]
    assert real["worth"]["prices_of"] == "2027-01" and real["worth"]["index"] == "cpi"
    assert real["worth"]["irrs_per_year"][0] < nominal["worth"]["irrs_per_year"][0]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--discounting", "yearly"), 'discounting: "yearly" is not known; use month_end, mid_month, year_end, mid_year'),
        (("--real", "cpi"), 'real: "cpi" is not an index of the plan; use wages, rents'),
        (("--tax", "25"), "tax: is 25; give a share, from 0 to 0.9 (25 % is 0.25)"),
    ],
)
def test_terms_that_are_not_known_are_refused(run, options, told):
    assert run("compare", "tiny", "--scenario", "everything", *options).problems == [told]


def test_summarise_by_what_is_asked(run):
    ran = run("summarise", "claims_desk", "--by", "unit")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[2].split()[0] == "Work" and any(line.startswith("calls  ") for line in ran.out.splitlines())
    answer = run("summarise", "remote_accountants", "--json").json
    assert [(row["name"], row["cost"]) for row in answer["by_site"]] == [("Chicago office", answer["cost"])]
    assert sum(row["cost"] for row in answer["years"]) == pytest.approx(answer["cost"], abs=0.001)
    assert answer["years"][0]["cost_per_fte_per_year"] == pytest.approx(answer["cost_per_fte_per_year"], abs=0.01)
    assert answer["periods"][0]["ends"] == "2027-01-31"


def test_periods_and_terms_are_read_from_the_plan(run, mine):
    with (mine / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write("\nperiod_ends: 4-4-5\ndiscounting: mid_year\nprofit_tax_share: 0.25\n")
    ran = run("summarise", "mine", "--by", "period")
    assert [line.split()[2] for line in ran.out.splitlines()[3:6]] == ["2027-01-28", "2027-02-25", "2027-03-31"]
    found = run("compare", "mine", "--scenario", "everything", "--json").json["worth"]
    assert (found["discounting"], found["tax_share"]) == ("mid_year", 0.25)


@pytest.mark.parametrize("name", ["upload.csv", "upload.xlsx"])
@pytest.mark.parametrize("view", ["profit", "cash"])
def test_the_upload_adds_up(run, tmp_path, mine, name, view):
    ran = run("simulate", "mine", "--scenario", "everything", "--layout", "wide", "--view", view, "--to", name, "--json")
    assert ran.code == 0
    path = tmp_path / name
    read = pd.read_csv(path, dtype=str) if path.suffix == ".csv" else pd.read_excel(path, dtype=str)
    assert list(read.columns) == ["account", "cost_centre", "entity", "2027-01", "2027-02", "2027-03", "total"]
    assert read["account"].tolist() == ["6100", "6150", "6200", "not mapped"]
    figures = read[read.columns[3:]].map(Decimal)
    assert (figures[figures.columns[:-1]].sum(axis=1) == figures["total"]).all()
    assert figures["total"].sum() == Decimal(str(ran.json["cost"]))  # tiny pays no bonus, so cash is profit


def test_the_long_layout_has_the_accounts(run, tmp_path, mine):
    assert run("simulate", "mine", "--to", "ledger.csv").code == 0
    with (tmp_path / "ledger.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    leads = {(row["category"], row["team"], row["account"], row["cost_centre"]) for row in rows}
    assert ("salaries", "accounting", "6100", "CC-1") in leads
    assert ("on-costs", "accounting", "6150", "CC-1") in leads
    assert ("rent", "", "6200", "CC-2") in leads
    assert ("on-costs", "record keeping", "", "") in leads


def test_reconcile_in_words_and_as_json(run, mine):
    ran = run("reconcile", "mine", "--scenario", "everything")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("The ledger of everything ties to the plan's inputs: 6 figures worked out in two ways agree to the cent.")
    assert "\nNot mapped " in ran.out
    answer = run("reconcile", "mine", "--json").json
    assert answer["ties"] is True and all(tied["ties"] for tied in (*answer["first_month"], *answer["totals"]))
    rest = sum(cost["amount"] for cost in answer["not_mapped"])
    assert answer["mapped"] + rest == pytest.approx(run("simulate", "mine", "--json").json["cost"], abs=0.005)


def test_a_ledger_that_does_not_tie_ends_in_3(run, monkeypatch):
    from backoffice_lib.analyses import _restated

    monkeypatch.setattr(_restated, "_rent", lambda plan, lease: 0.0)
    ran = run("reconcile", "remote_accountants")
    assert (ran.code, ran.err) == (3, "check failed: rent of 2027-01 does not tie, +10,000.00\n")


def test_two_rows_that_fit_one_cost_are_an_error_of_the_input(run, mine):
    (mine / "accounts.csv").write_text("category,site,account\nrent,,6200\n,HQ,6300\n", encoding="utf-8")
    assert run("reconcile", "mine").problems[-1].startswith("accounts.csv:3: fits rent at HQ, and accounts.csv:2 fits it as well; ")


def test_the_real_books(run, mine):
    with (mine / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write("\ngeneral_ledger: {year: 2027, total_cost: 320000, source: trial balance of 2027-03}\n")
    answer = run("reconcile", "mine", "--json").json
    assert answer["books_year"] == 2027
    assert answer["books"][0]["difference"] == pytest.approx(320_000 - run("simulate", "mine", "--json").json["cost"], abs=0.005)
    assert "the plan has 3 months of the year 2027, the books all of it" in answer["notes"]
