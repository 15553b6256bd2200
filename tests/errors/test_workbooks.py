"""Workbooks that are not what they seem: each refused in its own words, bombs at once, and what is good reads as from CSV."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.csv_text import read_csv
from backoffice_lib.files.sheets import Workbook
from tests.errors.workbook_files import small, zipped

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
import re, sys
from pathlib import Path
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.sheets import Workbook
import openpyxl
try:
    Workbook(Path(sys.argv[1]), "plan.xlsx").read("teams")
except InputProblems as refused:
    print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1000, str(refused)[:100])
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux counts it")
@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_in_little_memory(name, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(BOMBS[name]())
    run = [sys.executable, "-c", WATCH, str(path)]
    shown = subprocess.run(run, capture_output=True, text=True, check=True, timeout=120).stdout
    assert float(shown.split()[0]) < 500, shown


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


def test_results_of_formulas_are_read_and_empty_ones_are_blank(tmp_path):
    header = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'
    sums = '<c r="A2"><f>5*2</f><v>10</v></c><c r="B2" t="str"><f>IF(A2=10,"","x")</f><v></v></c>'
    (tmp_path / "plan.xlsx").write_bytes(zipped(small(f'{header}<row r="2">{sums}</row>')))
    assert Workbook(tmp_path / "plan.xlsx", "plan.xlsx").read("teams", ["a"]).cells == {"a": ["10"], "b": [""]}
