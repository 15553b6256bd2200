"""An executed notebook as documents to be sent on: each holds what was shown, and nothing of how it was made."""

from __future__ import annotations

import io
import os

import nbformat
import openpyxl
import pytest
from bs4 import BeautifulSoup

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.reports.documents import check_formats, page, write_documents
from tests.notebooks.made import PASTED
from tests.reports.made import COVER, FAILED, executed


def test_each_format_is_a_file_of_the_same_name_and_bytes_do_not_change(tmp_path):
    written = write_documents(executed(), COVER, ("xlsx", "html", "ipynb"), tmp_path, "costs")
    assert [path.name for path in written] == ["costs.xlsx", "costs.html", "costs.ipynb"]
    before = [path.read_bytes() for path in written]
    assert [path.read_bytes() for path in write_documents(executed(), COVER, ("xlsx", "html", "ipynb"), tmp_path, "costs")] == before


@pytest.mark.parametrize("formats, words", [(("docx",), "format docx: there is no such format; use html, pdf, xlsx, ipynb"), ((), "formats: none is named")])
def test_a_format_that_cannot_be_written_is_refused(formats, words):
    with pytest.raises(InputProblems, match=words):
        check_formats(formats)


def test_without_a_browser_a_pdf_is_refused_with_the_mend(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("BACKOFFICE_BROWSER", raising=False)
    monkeypatch.setattr("backoffice_lib.reports.documents.pdf._USUAL", ())
    with pytest.raises(InputProblems, match="format pdf: needs Chromium or Chrome, .* BACKOFFICE_BROWSER"):
        check_formats(["html", "pdf"])
    monkeypatch.setenv("BACKOFFICE_BROWSER", "/nowhere/chrome")
    with pytest.raises(InputProblems, match="BACKOFFICE_BROWSER=/nowhere/chrome: there is no such program"):
        check_formats(["pdf"])


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_a_browser_that_does_not_print_is_told_and_leaves_no_file(tmp_path, monkeypatch):
    broken = tmp_path / "browser"
    broken.write_text("#!/bin/sh\necho 'no usable sandbox' >&2\nexit 1\n")
    broken.chmod(0o700)
    monkeypatch.setenv("BACKOFFICE_BROWSER", str(broken))
    with pytest.raises(OSError, match="did not print the page: no usable sandbox"):
        write_documents(executed(), COVER, ("pdf",), tmp_path, "costs")
    assert not (tmp_path / "costs.pdf").exists()


def test_the_page_has_a_cover_with_links_to_its_sections():
    document = BeautifulSoup(page(executed(), COVER), "html.parser")
    assert "Over three years." in document.header.get_text() and not document.find(class_="failed")
    links = {link.get_text(): link["href"] for link in document.nav("a")}
    assert links == {"By team": "#section-1", "By month": "#section-2"}
    assert document.find(id="section-1").h2.get_text() == "By team" and document.find(id="section-2").find(class_="chart")
    assert [heading.get_text() for heading in document("h3")] == ["Notes"]  # what is below another heading is no part of the cover


def test_a_report_whose_checks_failed_says_so_first(tmp_path):
    document = BeautifulSoup(page(executed(), FAILED), "html.parser")
    first = document.main.find("div", class_="failed")
    assert first.find(class_="stamp").get_text() == "FAILED" and first.find_previous("h1") is None
    assert [check.get_text() for check in first("li")] == list(FAILED.failed_checks)
    _, path = write_documents(executed(), FAILED, ("ipynb", "xlsx"), tmp_path, "costs")
    cover = openpyxl.load_workbook(path)["Cover"]
    assert [cell.value for cell in cover[2]] == ["FAILED", "a check failed: parts = whole"]
    assert nbformat.read(tmp_path / "costs.ipynb", as_version=4).cells[0].source.startswith("# FAILED")


def test_the_workbook_has_a_cover_and_a_sheet_for_each_table(tmp_path):
    [path] = write_documents(executed(), COVER, ("xlsx",), tmp_path, "costs")
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    assert book.sheetnames == ["Cover", "By team"]
    facts = {row[0].value: row[1].value for row in book["Cover"].iter_rows()}
    assert facts == {"Report": "What does it cost?", "Plan": "meridian", "Scenario": "remote", "As of": "1 November 2026",
                     "Made on": "22 November 2026", "Answer": "It costs 12 EUR.", "Tables": "By team"}
    rows = [[cell.value for cell in row] for row in book["By team"].iter_rows()]
    assert rows[0][0] == "By team" and rows[2:] == [["Team", "cost (EUR)", "share", "due"], ["=audit", 12.34567890123457, 0.25, "2027-01"],
                                                   [PASTED, -3, None, "never"], ["total", 9.345678901234567, None, None]]
    assert [cell.number_format for cell in book["By team"][4]][:3] == ["General", "#,##0", "0.0%"]
    assert {cell.data_type for row in book["By team"].iter_rows(min_row=3, max_col=1) for cell in row} == {"s"}


def test_the_notebook_keeps_its_code_and_outputs_and_nothing_of_how_it_was_run(tmp_path):
    [path] = write_documents(executed(backoffice={"unmasked": True, "nonce": "n"}), COVER, ("ipynb",), tmp_path, "costs")
    text, kept = path.read_text(encoding="utf-8"), nbformat.read(path, as_version=4)
    nbformat.validate(kept)
    assert not [word for word in ("/home/", "nonce", "papermill", "start_time", "widget-view", '"state"') if word in text]
    assert [cell.source for cell in kept.cells if cell.cell_type == "code"][1:] == ["print(answer)", "costs", "chart", "slider"]
    assert [cell.execution_count for cell in kept.cells if cell.cell_type == "code"] == [1, 2, 3, 4, 5]
    assert "application/vnd.plotly.v1+json" in text and kept.metadata.backoffice == {"unmasked": True}
