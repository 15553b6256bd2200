"""`backoffice why`: a figure traced from the command line."""

from __future__ import annotations

import json

import pytest

RENT = ["why", "tiny", "--scenario", "everything", "--category", "rent", "--month", "2027-02"]


def test_the_tree_is_printed(run):
    ran = run(*RENT)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Rent of 2027-02, scenario everything: USD 10,240.00\nIt is USD 12,800.00 today; 1 of 5 initiatives changes it:\n")
    assert "\n\n12,800.00 - 2,560.00 = USD 10,240.00\n\nSources\n  [1] an assumption" in ran.out


def test_only_what_is_asked_for(run):
    ran = run(*RENT, "--item", "HQ-1 sublet", "--site", "HQ")
    assert ran.code == 0
    assert ran.out.startswith("Rent of 2027-02, site HQ, item HQ-1 sublet, scenario everything: USD -2,560.00\n")


def test_json_is_the_same_twice(run):
    first, second = (run(*RENT, "--item", "HQ-1", "--json") for _ in range(2))
    assert first.out == second.out == run(*RENT, "--item", "HQ-1", "--format", "json").out
    answer = first.json
    assert list(answer) == "plan scenario of title unit amount today levers note asked checks tree".split()
    assert answer["asked"] == {"category": "rent", "month": "2027-02", "item": "HQ-1"}
    (row,) = answer["tree"]["children"][0]["children"]
    assert (row["id"], row["value"], row["operation"]) == ("2027-02/rent/HQ/HQ-1", 12_800, "product")
    assert [factor["value"] for factor in row["children"]] == [32, 400, 1]
    assert row["children"][1]["children"][0]["source"]["place"] == "leases.csv:2"


@pytest.mark.parametrize(
    ("options", "first"),
    [
        (["--of", "saving", "--category", "rent"], "Saving in rent over 3 months against today, scenario everything: USD 16,000.00"),
        (["--of", "npv"], "Saving at present value against today, scenario everything: USD -30,772.91"),
        (["--of", "irr"], "Internal rate of return against today, scenario everything: none: it only costs"),
        (["--of", "payback"], "Payback against today, scenario everything: not within the plan"),
        (["--of", "break-even", "--input", "fx.INR.rate", "--between", "0.005..0.02"], "Break-even of rate of INR against today, scenario everything: no flip"),
        (["--of", "recharges"], "Charged over 3 months, scenario everything: USD 344,116.58"),
        (["--of", "heads", "--team", "accounting", "--month", "2027-03"], "People at the end of 2027-03, team accounting, scenario everything: 10 heads"),
        (["--of", "seats", "--figure", "held", "--month", "2027-01"], "Seats held at HQ in 2027-01, scenario everything: 32 seats"),
        (["--of", "stranded"], "Paid for seats that nobody needs over 3 months, scenario everything: USD "),
        (["--of", "lease", "--figure", "interest", "--month", "2027-01"], "Interest of all leases in 2027-01, IFRS 16, scenario everything: USD "),
        (["--of", "make-or-buy", "--line", "7"], "Line 7 of the form, contract price, scenario everything: USD 12,500.00"),
        (["--of", "make-or-buy", "--comparison", "cash_budget"], "Saving of the contract, comparison cash budget, scenario everything: USD "),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_any_kind_of_figure(run, options, first):
    ran = run("why", "tiny", "--scenario", "everything", *options)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(first)


def test_a_file_says_by_its_name_how_it_is_written(run, tmp_path):
    assert run(*RENT, "--to", "rent.html").out == "Rent of 2027-02, traced, is in rent.html.\n"
    assert (tmp_path / "rent.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert run(*RENT, "--to", "rent.json").code == run(*RENT, "--to", "rent.log", "--format", "text").code == 0
    assert json.loads((tmp_path / "rent.json").read_text(encoding="utf-8"))["amount"] == 10_240
    assert (tmp_path / "rent.log").read_text(encoding="utf-8") == run(*RENT).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--category", "rent", "--month", "2027-04"], "why: month: 2027-04 is not in the plan; give a month from 2027-01 to 2027-03"),
        (["--of", "savings"], 'why: of: "savings" is no figure that can be traced; did you mean "saving"?'),
        (["--category", "rent", "--line", "3"], "why: line: is not asked of cost; it takes category, month, year, team, site, function, vendor, item"),
        (["--category", "rent", "--against", "everything"], "--against: is not asked of cost; use it with --of break-even, bridge, discounted-payback, irr, make-or-buy, npv, payback, saving, variance"),
        (["--format", "pdf"], '--format: "pdf" is no form; use text, html, json'),
        (["--to", "rent.pdf"], 'rent.pdf: a figure cannot be traced into ".pdf"; end the name in .txt, .html or .json, or give --format'),
        (["--to", "there/rent.html"], "there/rent.html: there is no folder there; make it first, or name another"),
    ],
    ids=lambda value: value[-1] if isinstance(value, list) else "",
)
@pytest.mark.usefixtures("nothing_written")
def test_what_is_wrong_is_said(run, words, said):
    assert run("why", "tiny", *words).problems == [said]


def test_pay_of_few_people_is_refused_and_shown_to_who_says_so(run):
    asked = ["why", "meridian", "--category", "salaries", "--month", "2028-01", "--team", "NY accounting team leaders"]
    ran = run(*asked)
    assert ran.out.startswith("Salaries of 2028-01, team NY accounting team leaders, today: the pay of fewer than 5 people is not shown; ")
    assert "USD" not in ran.out
    shown = run(*asked, "--unmasked", "--json")
    assert shown.err == "unmasked: what groups of fewer than 5 people are paid is shown\n"
    assert shown.json["unmasked"] is True and shown.json["amount"] > 0


def test_the_books_of_a_row_and_of_a_month_that_is_closed(run):
    ran = run("why", "settlement_desk", "--of", "variance", "--row", "6500", "--last-close", "2027-02", "--against", "today")
    assert (ran.code, ran.err) == (0, "")
    # 4,000 + 30,000 - 1,700 and 4,000 + 29,000 - 1,650 against 31,350 a month
    assert ran.out.startswith("Variance of account 6500 to the close of 2027-02, today: USD 950.00\nIt is adverse.\n")
    assert "actuals.csv:14" in ran.out


def test_the_example_of_the_help_runs(run):
    ran = run("why", "--help")
    assert ran.code == 0
    assert run(*ran.out.partition("Example:\n")[2].split()[1:]).code == 0
