"""Sheets of plan.xlsx: the same plan as from CSV, and each mistake of a spreadsheet told at its cell, in exact words."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.ledger.columns import columns
from backoffice_lib.simulation import simulate
from tests.errors.plan_cases import BASE, told
from tests.errors.three_forms import in_excel

PLANS = [BASE, *sorted(path.parent for path in (BASE.parents[2] / "data" / "plans").glob("*/plan.yaml"))]


@pytest.fixture
def folder(tmp_path) -> Path:
    """The good plan with its tables as sheets of plan.xlsx."""
    return in_excel(BASE, tmp_path / "plan")


def changed(folder: Path, change: Callable[[openpyxl.Workbook], object]) -> list[str]:
    """What is told of a plan once its workbook was changed."""
    book = openpyxl.load_workbook(folder / "plan.xlsx")
    change(book)
    book.save(folder / "plan.xlsx")
    return told(folder)[0]


def put(sheet: str, cell: str, value: object) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = value

    return change


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.name)
def test_a_plan_is_the_same_as_from_csv(plan, tmp_path):
    from_csv, from_excel = read_plan(plan), read_plan(in_excel(plan, tmp_path / "plan"))
    teams = [team.with_(source=team.source.replace("plan.xlsx", "people.csv")) for team in from_excel.teams]
    assert from_excel.with_(teams=tuple(teams)) == from_csv
    book, other = columns(simulate(from_csv)), columns(simulate(from_excel))
    assert {name: other[name] for name in book if name != "source"} == {name: book[name] for name in book if name != "source"}


def test_a_source_is_a_cell(folder):
    plan = read_plan(folder)
    assert plan.teams[0].line_of("heads") == "plan.xlsx: teams!E2"
    assert plan.teams[0].line_of("remote_share") == "plan.xlsx: teams, row 2"


MISTAKES = {
    "a wrong value": (put("teams", "E3", -3), "plan.xlsx: teams!E3 (heads): is -3; give 0 to 10,000,000 (heads)"),
    "a name unknown": (
        put("teams", "C2", "HQQ"),
        'plan.xlsx: teams!C2 (site): "HQQ" is not a site of the plan; it has HQ, Depot; did you mean "HQ"?',
    ),
    "a formula never computed": (
        put("teams", "E2", "=5*2"),
        "plan.xlsx: teams!E2 (heads): holds a formula with no saved result; open and save it in Excel, or paste values only",
    ),
    "an error": (put("teams", "G2", "#DIV/0!"), "plan.xlsx: teams!G2 (salary_per_year): holds the error #DIV/0!; mend it there"),
    "a number as text": (
        put("teams", "G2", "82000"),
        "plan.xlsx: teams!G2 (salary_per_year): is a number stored as text; convert it to a number",
    ),
    "a number as a date": (
        put("teams", "E2", dt.datetime(2027, 1, 10)),
        "plan.xlsx: teams!E2 (heads): is a date; format it as a number",
    ),
    "a day that ends before it starts": (
        put("leases", "F2", dt.datetime(2019, 12, 30)),
        "plan.xlsx: leases!F2 (end): 2019-12-30 is before the start 2025-01; give a later month",
    ),
    "a time of day": (
        put("leases", "F2", dt.datetime(2029, 12, 1, 8, 30)),
        "plan.xlsx: leases!F2 (end): holds a time of day; give the month only: 2029-12",
    ),
    "a time": (put("leases", "F2", dt.time(8, 30)), "plan.xlsx: leases!F2 (end): holds a time; write a number, or a month as YYYY-MM"),
    "a truth": (put("teams", "E2", True), 'plan.xlsx: teams!E2 (heads): "TRUE" is not a number; write digits only, e.g. 50000'),
    "a name of many digits": (
        put("sites", "A3", 12345678901234567890),
        "plan.xlsx: sites!A3 (site): has more than 15 digits, which are not all kept; store it as text",
    ),
    "a line break": (
        put("sites", "B2", "Nat\nional"),
        "plan.xlsx: sites!B2 (place): holds a line break; keep each row on one line",
    ),
    "something beside the table": (
        put("teams", "N2", "my note"),
        "plan.xlsx: teams!N2: stands outside the table; give its column a name, or delete it",
    ),
    "a column unknown": (
        put("teams", "E1", "head"),
        'plan.xlsx: teams!E1: a table like this has no column "head"; did you mean "heads"?',
        'plan.xlsx: teams, row 1: the column "heads" is missing; every row needs it; did you mean "head"?',
    ),
    "a column without a name": (
        put("sites", "B1", None),
        "plan.xlsx: sites!B1: column 2 has no name; name it or delete the column",
    ),
    "a column twice": (put("sites", "C1", "place"), 'plan.xlsx: sites, row 1: column "place" appears twice (columns 2 and 3)'),
    "merged cells": (
        lambda book: book["teams"].merge_cells("C2:C3"),
        "plan.xlsx: teams!C2:C3: these cells are merged; unmerge them, and write the value in each",
    ),
    "a sheet emptied": (
        lambda book: book["sites"].delete_rows(1, 9),
        "plan.xlsx: sites: the sheet is empty; its first row must name the columns",
    ),
    "a header alone": (lambda book: book["sites"].delete_rows(2, 9), "plan.xlsx: sites: there is a header but no rows"),
    "a sheet misspelt": (
        lambda book: setattr(book["sites"], "title", "Site"),
        'plan.xlsx: Site: no table of a plan has this name; use teams, sites, leases, floors, rent_steps, sublets, '
        'vendors, accounts and 12 more; did you mean "sites"?',
    ),
    "too many columns": (
        put("teams", "XFD1048576", 1),
        "plan.xlsx: teams!XFD1048576: a value in column 16,384; at most 200 columns are read",
    ),
    "too many rows": (put("teams", "A1048576", 1), "plan.xlsx: teams: goes on to row 1,048,576; at most 1,000,000 rows are read"),
    "people without a sheet": (
        lambda book: setattr(book["people"], "title", "staff"),
        "plan.xlsx: there is no sheet people; it has leases, staff, sites, teams, vendors",
    ),
    "a person twice": (
        put("people", "A4", "E02"),
        "plan.xlsx: people!A4 (Employee): is the person of row 3 again; keep one row a person",
    ),
    "pay in words": (
        put("people", "E2", "98765 gross"),
        "plan.xlsx: people!E2 (Annual Salary): is not a number; write digits only, e.g. 50000",
    ),
    "pay as text": (
        put("people", "E2", "98765"),
        "plan.xlsx: people!E2 (Annual Salary): is a number stored as text; convert it to a number",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_at_its_cell(folder, name):
    change, *expected = MISTAKES[name]
    assert changed(folder, change) == expected


def test_an_uncertain_number_stands_in_a_cell_as_text(folder):
    book = openpyxl.load_workbook(folder / "plan.xlsx")
    header = [cell.value for cell in book["teams"][1]]
    for column, text in (("salary_per_year", "80000..82000..90000"), ("cohort_loss_share_per_year", "{normal: {mean: 0.1, sd: 0.01}}")):
        book["teams"].cell(2, header.index(column) + 1, text)
    book.save(folder / "plan.xlsx")
    team = read_plan(folder).teams[0]
    assert (str(team.salary_per_year), str(team.cohort_loss_share_per_year)) == ("80000..82000..90000", "{normal: {mean: 0.1, sd: 0.01}}")
    assert team.line_of("salary_per_year") == "plan.xlsx: teams!G2"


def test_two_forms_of_one_table_are_both_named(folder):
    shutil.copy(BASE / "sites.csv", folder)
    assert told(folder)[0] == ["sites.csv: the table sites is in plan.xlsx: sites too; keep one of them"]


def test_tables_may_lie_apart(folder):
    book = openpyxl.load_workbook(folder / "plan.xlsx")
    del book["sites"]
    book.save(folder / "plan.xlsx")
    shutil.copy(BASE / "sites.csv", folder)
    assert told(folder) == ([], [])


def test_blank_rows_are_skipped_and_hidden_ones_counted(folder):
    def change(book: openpyxl.Workbook) -> None:
        book["sites"].insert_rows(1, 2)
        book["sites"].insert_rows(5, 3)
        book["sites"].row_dimensions[4].hidden = True
        book["teams"].row_dimensions[3].hidden = book["teams"].row_dimensions[4].hidden = True

    assert changed(folder, change) == []
    assert told(folder)[1] == [
        "plan.xlsx: teams: rows 3, 4 are hidden; they are counted",
        "plan.xlsx: sites: row 4 is hidden; it is counted",
    ]
    assert read_plan(folder).sites[0].where() == "plan.xlsx: sites, row 4"


def test_people_may_have_a_workbook_of_their_own(tmp_path):
    folder = shutil.copytree(BASE, tmp_path / "plan")
    in_excel(BASE, tmp_path / "other")
    book = openpyxl.load_workbook(tmp_path / "other" / "plan.xlsx")
    for name in ("teams", "sites", "leases", "vendors"):
        del book[name]
    book["people"].title = "Export 2026-12"
    book.save(folder / "people.xlsx")
    plan = folder / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("people.csv", "people.xlsx"), encoding="utf-8")
    assert told(folder) == ([], [])
    assert read_plan(folder).teams[3].source == "6 people in people.xlsx"


@pytest.mark.parametrize("name", ["plan.xls", "plan.xlsm", "Plan.XLSX"])
def test_a_workbook_under_another_name(tmp_path, name):
    folder = shutil.copytree(BASE, tmp_path / "plan")
    (folder / "vendors.csv").unlink()
    (folder / name).write_bytes(b"")
    assert told(folder)[0][0] == f"{name}: tables are not read from this workbook; save it as plan.xlsx"


def test_a_workbook_that_cannot_be_read_is_told_once(folder):
    (folder / "plan.xlsx").write_bytes(b"hello")
    problems = [problem for problem in told(folder)[0] if not problem.startswith("plan.yaml")]
    assert problems == ["plan.xlsx: this is not an Excel workbook (it looks like plain text); save it as .xlsx in Excel"]


@pytest.mark.slow
def test_any_bit_may_flip(folder):
    content = (folder / "plan.xlsx").read_bytes()
    good = read_plan(folder)
    for at in range(0, len(content), 97):
        (folder / "plan.xlsx").write_bytes(content[:at] + bytes([content[at] ^ 16]) + content[at + 1 :])
        try:
            assert read_plan(folder) == good
        except InputProblems as refused:
            assert "plan.xlsx" in str(refused)
