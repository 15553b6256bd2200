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
