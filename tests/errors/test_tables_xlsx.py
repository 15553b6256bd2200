"""Sheets of plan.xlsx: the same plan as from CSV, and each mistake of a spreadsheet told at its cell, in exact words."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.csv_text import read_csv
from backoffice_lib.files.plan_folder import TABLES, read_plan
from backoffice_lib.files.sheets import Workbook
from backoffice_lib.ledger.columns import columns
from backoffice_lib.simulation import simulate
from tests.errors.plan_cases import BASE, told
from tests.errors.three_forms import in_excel

PLANS = [BASE, *sorted(path.parent for path in (BASE.parents[2] / "data" / "plans").glob("*/plan.yaml"))]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


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
    "a day for a month": (
        put("leases", "F2", dt.datetime(2029, 12, 31)),
        'plan.xlsx: leases!F2 (end): "2029-12-31" is not a month; give the month only: 2029-12',
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
        f'plan.xlsx: Site: no table of a plan has this name; use {", ".join(TABLES)}; did you mean "sites"?',
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


def test_results_of_formulas_are_read_and_empty_ones_are_blank(tmp_path):
    header = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'
    sums = '<c r="A2"><f>5*2</f><v>10</v></c><c r="B2" t="str"><f>IF(A2=10,"","x")</f><v></v></c>'
    (tmp_path / "plan.xlsx").write_bytes(zipped(small(f'{header}<row r="2">{sums}</row>')))
    assert Workbook(tmp_path / "plan.xlsx", "plan.xlsx").read("teams", ["a"]).cells == {"a": ["10"], "b": [""]}


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


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def small(rows: str) -> dict[str, bytes]:
    """The parts of a workbook with one sheet, `teams`, of these rows."""
    book = openpyxl.Workbook()
    book.active.title = "teams"
    out = io.BytesIO()
    book.save(out)
    parts = parts_of(out)
    parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    return parts


ROW = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'
GOOD = small(ROW.format(1) + ROW.format(2))
DAMAGED = "the workbook is damaged; copy it again, or save it anew in Excel"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


def encrypted(content: bytes) -> bytes:
    """The archive with the mark of a password on every part."""
    out = bytearray(content)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := content.find(sign, start + 1)) >= 0:
            out[start + at] |= 1
    return bytes(out)


FILES = {
    "not a zip": (b"hello", "this is not an Excel workbook (it looks like plain text); save it as .xlsx in Excel"),
    "an image": (b"\x89PNG", "this is not an Excel workbook (it looks like a PNG image); save it as .xlsx in Excel"),
    "nothing": (b"", "the file is empty"),
    "an old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "this is an old .xls or a password-protected workbook; save it as .xlsx without a password",
    ),
    "cut short": (zipped(GOOD)[:2000], "the workbook is damaged (cut short); copy it again"),
    "a password": (encrypted(zipped(GOOD)), "the workbook is protected by a password; save it as .xlsx without a password"),
    "macros": (zipped(GOOD | {"xl/vbaProject.bin": b"x"}), "workbooks with macros are not read; save it as .xlsx"),
    "another archive": (
        zipped({"readme.txt": b"x"}),
        "this is a zip archive, not an Excel workbook; save the tables as .xlsx in Excel",
    ),
    "a way out": (
        zipped(GOOD | {"../../evil.txt": b"x"}),
        'holds a part with an unsafe name ("../../evil.txt"); save it anew in Excel',
    ),
    "an absolute name": (zipped(GOOD | {"/etc/x": b"x"}), 'holds a part with an unsafe name ("/etc/x"); save it anew in Excel'),
    "entities in a sheet": (
        zipped(GOOD | {"xl/worksheets/sheet1.xml": ENTITIES}),
        "holds an XML entity definition; save it anew in Excel",
    ),
    "entities in 16 bits": (
        zipped(GOOD | {"xl/styles.xml": ENTITIES.decode().replace("?>", ' encoding="utf-16"?>').encode("utf-16")}),
        "holds an XML entity definition; save it anew in Excel",
    ),
    "no XML": (zipped(GOOD | {"xl/worksheets/sheet1.xml": b"\0\1\2"}), DAMAGED),
    "no list of sheets": (zipped({name: part for name, part in GOOD.items() if name != "xl/workbook.xml"}), DAMAGED),
    "rows out of order": (zipped(small(ROW.format(2) + ROW.format(1))), DAMAGED),
    "a row beyond all rows": (zipped(small(ROW.format(99_999_999_999))), DAMAGED),
    "a cell beyond all cells": (zipped(small('<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>')), DAMAGED),
    "a string that is not there": (zipped(small('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')), DAMAGED),
    "strict": (
        zipped(GOOD | {"xl/worksheets/sheet1.xml": b'<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'}),
        'the workbook is saved as "Strict Open XML"; save it as "Excel Workbook (.xlsx)"',
    ),
}


def said_of(content: bytes, tmp_path: Path) -> str:
    """What is told of a workbook, first of its file and then of its sheet `teams`."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputProblems) as caught:
        Workbook(path, "plan.xlsx").read("teams")
    return str(caught.value).removeprefix("plan.xlsx: ").removeprefix("teams: ")


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read(name, tmp_path):
    content, expected = FILES[name]
    assert said_of(content, tmp_path) == expected


def test_a_workbook_that_cannot_be_read_is_told_once(folder):
    (folder / "plan.xlsx").write_bytes(b"hello")
    problems = [problem for problem in told(folder)[0] if not problem.startswith("plan.yaml")]
    assert problems == ["plan.xlsx: this is not an Excel workbook (it looks like plain text); save it as .xlsx in Excel"]


def test_any_bit_may_flip(folder):
    content = (folder / "plan.xlsx").read_bytes()
    good = read_plan(folder)
    for at in range(0, len(content), 97):
        (folder / "plan.xlsx").write_bytes(content[:at] + bytes([content[at] ^ 16]) + content[at + 1 :])
        try:
            assert read_plan(folder) == good
        except InputProblems as refused:
            assert "plan.xlsx" in str(refused)


MB = 1_000_000
BOMBS = {
    "zeros": lambda: zipped(GOOD | {"xl/media/zeros.xml": bytes(50 * MB)}),
    "many parts": lambda: zipped(GOOD | {f"xl/{at}.xml": b"<x/>" for at in range(3_000)}),
    "very many parts": lambda: zipped(GOOD | {f"xl/{at}.xml": b"<x/>" for at in range(30_000)}),
    "a far cell": lambda: zipped(small('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "a far row": lambda: zipped(small(ROW.format(1) + ROW.format(1_048_576))),
    "wide blank rows": lambda: zipped(small("".join(f'<row r="{at}"><c r="XFD{at}"/></row>' for at in range(1, 20_000)))),
    "entities": lambda: zipped(GOOD | {"xl/sharedStrings.xml": ENTITIES}),
}
WATCH = """
import re, sys, time
from pathlib import Path
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.sheets import Workbook
import openpyxl
began = time.process_time()
try:
    Workbook(Path(sys.argv[1]), "plan.xlsx").read("teams")
except InputProblems as refused:
    print(time.process_time() - began, int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1000, str(refused)[:100])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux counts it")
@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_at_once(name, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(BOMBS[name]())
    shown = subprocess.run([sys.executable, "-c", WATCH, str(path)], capture_output=True, text=True, check=True).stdout
    seconds, megabytes = map(float, shown.split()[:2])
    assert seconds < 1 and megabytes < 500, shown


TEXTS = st.text("abcXYZ é0", min_size=1, max_size=8).map(str.strip).filter(lambda text: text and not text[0].isdigit())
# a spreadsheet keeps 15 digits
NUMBERS = st.integers(-(10**14), 10**14) | st.floats(-1e9, 1e9).map(lambda x: float(f"{x:.14g}")).filter(lambda x: x == 0 or abs(x) > 1e-9)
DAYS = st.dates(dt.date(1901, 1, 1), dt.date(2199, 1, 1)).map(lambda day: dt.datetime(day.year, day.month, 1))


@given(rows=st.lists(st.tuples(TEXTS, st.none() | NUMBERS, st.none() | DAYS), min_size=1, max_size=8))
def test_a_random_table_reads_the_same(rows, tmp_path_factory):
    folder = tmp_path_factory.mktemp("table")
    book = openpyxl.Workbook()
    book.active.title = "teams"
    for row in [("name", "number", "month"), *rows]:
        book.active.append(row)
    book.save(folder / "plan.xlsx")
    lines = [",".join((name, plain(number), f"{day:%Y-%m}" if day else "")) for name, number, day in rows]
    (folder / "teams.csv").write_text("\n".join(["name,number,month", *lines]), encoding="utf-8")
    sheet, text = Workbook(folder / "plan.xlsx", "plan.xlsx").read("teams", ["number"]), read_csv(folder / "teams.csv", "teams.csv")
    assert sheet.columns == text.columns and sheet.lines == text.lines
    assert {**sheet.cells, "number": 0} == {**text.cells, "number": 0}
    assert [cell and float(cell) for cell in sheet.cells["number"]] == [cell and float(cell) for cell in text.cells["number"]]


def plain(number: float | None) -> str:
    """A number as somebody writes it into a CSV."""
    return "" if number is None else f"{Decimal(str(number)):f}"
