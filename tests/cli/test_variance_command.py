"""The commands that hold the books against the plan: variance, and reconcile with books; and the exports they are read from."""

from __future__ import annotations

from pathlib import Path

import pytest

MAPPING = """
last_close: 2027-02
actuals:
  costs_are: negative
  columns: {month: Period, category: Cost, amount: Amount, entry: Nr}
"""
EXPORT = "Period,Cost,Amount,Nr\n2027-01,salaries,-80000,1\n2027-02,salaries,-80000,2\n2027-01,rent,-12800,3\n2027-02,rent,-12800,4\n"


@pytest.fixture
def mine(run, tmp_path) -> Path:
    """A copy of tiny with two closed months of books under names of their own."""
    run("new", "mine", "--template", "tiny")
    folder = tmp_path / "mine"
    (folder / "actuals.csv").write_text(EXPORT, encoding="utf-8")
    with (folder / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write(MAPPING)
    return folder


def test_variance_in_words_and_tables(run):
    ran = run("variance", "settlement_desk", "--what-if", "part_nearshore")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("From the start of 2027 to the close of 2027-03 costs are USD 432,372 against 425,643 planned, 6,729 more (adverse), above all in 7300.")
    rows = [line.split() for line in ran.out.splitlines()]
    # one settler fewer in March (-4,000) and 50 more for each of 53 months of work (2,650)
    assert ["6000", "306,000", "304,650", "-1,350", "-4,000", "2,650", "0", "0", "favourable"] in rows
    assert "Without a counterpart" in ran.out and "note: 1 actual after the last close (2027-04) left out" in ran.out


def test_variance_as_json_says_the_same(run):
    answer = run("variance", "settlement_desk", "--last-close", "2027-01", "--by", "cost_centre", "--unmasked", "--json").json
    assert (answer["last_close"], answer["by"], answer["months_to_date"]) == ("2027-01", "cost_centre", 1)
    assert sum(row["variance"] for row in answer["rows"]) == pytest.approx(answer["total"]["variance"])
    assert {row["name"]: row["verdict"] for row in answer["rows"]}["CMP"] == "as planned"
    assert [row["actual"] for row in answer["path"]][1] is None


def test_costs_may_be_negative_in_the_export(run, mine):
    answer = run("variance", "mine", "--json").json
    assert answer["by"] == "category" and answer["total"]["actual_to_date"] == 2 * (80_000 + 12_800)
    assert run("check", "mine").code == 0


def test_a_plan_without_books_or_close_is_told(run, mine):
    assert run("variance", "tiny").problems == [
        "variance: Tiny has no actuals, so nothing can be held against it: put an export of the books into the plan folder as actuals.csv, "
        "and name its columns under actuals in plan.yaml"
    ]
    text = (mine / "plan.yaml").read_text(encoding="utf-8").replace("last_close: 2027-02\n", "")
    (mine / "plan.yaml").write_text(text, encoding="utf-8")
    assert run("variance", "mine").problems[0].endswith("write last_close in plan.yaml, such as 2027-02, the last month that has actuals")
    assert run("variance", "mine", "--last-close", "2027-01").code == 0
    assert run("variance", "mine", "--last-close", "2029-01").problems == ["last_close: 2029-01 is outside the plan; give 2027-01 to 2027-03"]


def test_debits_credits_and_fiscal_periods(run, mine):
    (mine / "actuals.csv").unlink()
    (mine / "gl.csv").write_text("FY,P,Cost,Dr,Cr\n2028,7,rent,13000,\n2028,7,rent,,200\n", encoding="utf-8")
    text = (mine / "plan.yaml").read_text(encoding="utf-8").partition("\nlast_close")[0]
    more = "fiscal_year_start_month: 7\nlast_close: 2027-01\nactuals: {file: gl.csv, columns: {fiscal_year: FY, period: P, category: Cost, debit: Dr, credit: Cr}}\n"
    (mine / "plan.yaml").write_text(f"{text}\n{more}", encoding="utf-8")
    # period 7 of the fiscal year that ends in June 2028 is January 2028, outside the plan of three months of 2027
    assert "2 actuals of months outside the plan (2028-01) left out" in run("variance", "mine").out
    (mine / "gl.csv").write_text("FY,P,Cost,Dr,Cr\n2027,7,rent,13000,\n2027,7,rent,,200\n", encoding="utf-8")
    assert run("variance", "mine", "--json").json["total"]["actual_to_date"] == 12_800.0


def test_books_in_a_file_of_their_own_are_read_like_the_actuals(run, mine, tmp_path):
    (tmp_path / "base.csv").write_text("Period,Cost,Amount,Nr\n2027-01,rent,-12800,1\n2027-02,rent,-13000,2\n", encoding="utf-8")
    ran = run("reconcile", "mine", "--books", "base.csv")
    assert ran.code == 0
    assert "The books hold USD 25,800 for 2027-01 to 2027-02, the ledger " in ran.out and "no, only in the ledger" in ran.out
    answer = run("reconcile", "mine", "--books", "base.csv", "--tolerance", "0.02", "--json").json["accounts_in_books"]
    assert {row["account"]: row["ties"] for row in answer["rows"]} == {"on-costs": False, "rent": True, "salaries": False}
    assert run("reconcile", "mine", "--books", "gone.csv").problems == ["gone.csv: there is no such file; name the file of the books, with its folder"]


def test_books_in_our_own_names_need_no_mapping(run, tmp_path):
    (tmp_path / "base.csv").write_text("month,category,amount\n2027-01,rent,12800\n", encoding="utf-8")
    assert run("reconcile", "tiny", "--books", "base.csv", "--json").json["accounts_in_books"]["rows"][-2]["ties"] is True
    (tmp_path / "base.csv").write_text("month,category,amount\n2027-01,rents,12800\n", encoding="utf-8")
    assert run("reconcile", "tiny", "--books", "base.csv").problems == ['base.csv:2: column category: "rents" is not a cost category; did you mean "rent"?']


def test_a_scaled_ledger_is_written_only_when_asked_and_names_its_factors(run, tmp_path):
    assert run("reconcile", "settlement_desk", "--to", "scaled.csv").problems == ["--to: is the file of a scaled ledger; add --scale"]
    assert run("reconcile", "tiny", "--scale").problems[0].startswith("books: Tiny has no books to tie to")
    ran = run("reconcile", "settlement_desk", "--scale", "--to", "scaled.csv")
    assert ran.code == 0 and "books 6000, SET and CMP" in ran.out
    assert "scaled to the books of 2027" in (tmp_path / "scaled.csv").read_text(encoding="utf-8")
    answer = run("reconcile", "settlement_desk", "--scale", "--json").json["scaled"]
    assert answer["factors"]["books 6510, SET"] == pytest.approx(1.0)


def test_amounts_that_cannot_be_read_are_never_repeated(run, mine):
    (mine / "actuals.csv").write_text(EXPORT.replace("-80000,1", '"-81.234,56",1').replace("-80000,2", "98765 gross,2"), encoding="utf-8")
    problems = run("variance", "mine").problems
    assert len(problems) == 2 and not any("81" in one or "98765" in one for one in problems)
