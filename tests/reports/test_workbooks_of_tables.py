"""Workbooks: numbers are numbers, names are names, and nothing is cut in silence."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.workbooks import Sheet, workbook_of
from tests.reports.made import HOSTILE


def _read(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_no_text_is_a_formula_or_a_link_and_all_read_back_as_they_were():
    kept = list(HOSTILE)
    content = workbook_of([Sheet("names", tuple(kept), [kept, [float(at) for at in range(len(kept))]])], "x.xlsx")
    page = _read(content)["names"]
    headers, names, numbers = ([cell for cell in row] for row in page.iter_rows())
    assert {cell.data_type for cell in [*headers, *names]} == {"s"} and not page._hyperlinks
    assert [unescape(cell.value) for cell in names] == kept  # as Excel reads what XML cannot hold
    assert {cell.data_type for cell in numbers} == {"n"}
    parts = zipfile.ZipFile(io.BytesIO(content))
    assert not any(b"<f>" in parts.read(name) or b"hyperlink" in parts.read(name) for name in parts.namelist())


def test_sheets_have_names_that_excel_takes_and_no_two_the_same():
    names = ["Cost / site: [a]*?", "cost   site   a", "=1+1", "'x'", "", "history", "a" * 40, "A" * 40, "a" * 31]
    book = _read(workbook_of([Sheet(name, ("a",), []) for name in names], "x.xlsx"))
    folded = [title.casefold() for title in book.sheetnames]
    assert len(set(folded)) == len(names) and "history" not in folded
    assert all(0 < len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in book.sheetnames)


@pytest.mark.parametrize("cell, words", [
    ("x" * 32_768, "32,768 characters, and a cell holds 32,767"), (10**16, "more than 15 digits"), (float("inf"), "is infinite or no number"),
])
def test_what_a_sheet_would_cut_or_change_is_refused(cell, words):
    with pytest.raises(InputProblems, match=words):
        workbook_of([Sheet("notes", ("note",), [("fine",), (cell,)])], "x.xlsx")


def test_the_same_tables_give_the_same_bytes():
    sheet = Sheet("a", ("name", "cost"), [("x", 1.5), ("total", 1.5)], ("", "#,##0"), "Cost", total=True)
    assert workbook_of([sheet], "x.xlsx") == workbook_of([sheet], "x.xlsx")
