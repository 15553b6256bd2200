"""A PDF printed by the browser: a cover, numbered pages, charts as lines and words, and names that stay names."""

from __future__ import annotations

from datetime import date

import pypdf
import pytest
from playwright.sync_api import expect

from backoffice_lib.reports.documents import write_documents
from backoffice_lib.reports.documents.body import body_of
from backoffice_lib.reports.documents.page import page_of
from backoffice_lib.views.tables import Column, Table
from tests.browser.pages import new_tab
from tests.notebooks.made import code, notebook, words
from tests.reports.made import COVER, FAILED, displayed, executed

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pdf(chromium, tmp_path_factory):
    [path] = write_documents(executed(), FAILED, ("pdf",), tmp_path_factory.mktemp("pdf"), "costs")
    return pypdf.PdfReader(path)


def test_the_first_page_is_a_cover_with_the_stamp(pdf):
    first = pdf.pages[0].extract_text()
    for words_of_it in ("FAILED", "parts = whole", "What does it cost?", "meridian", "It costs 12 EUR.", "Contents", "By month", "1 November 2026"):
        assert words_of_it in first
    assert "12\n" not in pdf.pages[0].extract_text().split("By month")[1]


def test_pages_are_a4_and_numbered_and_bear_the_title(pdf):
    for number, one in enumerate(pdf.pages, start=1):
        assert [round(float(side) / 72 * 25.4) for side in one.mediabox[2:]] == [210, 297]
        assert f"{number} / {len(pdf.pages)}" in one.extract_text()
        assert "FAILED · What does it cost? · meridian" in one.extract_text()


def test_names_are_text_and_nothing_in_it_can_run(pdf):
    text = "".join(one.extract_text() for one in pdf.pages).replace("\n", "")
    assert text.count("<script>window.ran = true</script>") >= 2
    assert not {"/JavaScript", "/JS", "/Launch", "/EmbeddedFiles"} & {name for one in pdf.resolved_objects.values() if hasattr(one, "keys") for name in one}


def test_charts_are_drawn_as_lines_and_words_not_as_pictures(pdf):
    assert "Cost per month (thousand EUR)" in "".join(one.extract_text() for one in pdf.pages)
    assert not [picture for one in pdf.pages for picture in one.images]


def test_its_only_day_is_the_one_it_was_made_on(pdf):
    assert pdf.metadata.title == "What does it cost? · meridian"
    assert {pdf.metadata.creation_date.date(), pdf.metadata.modification_date.date()} == {date(2026, 11, 22)}
    assert [entry.title for entry in pdf.outline if not isinstance(entry, list)]


def test_the_same_report_gives_the_same_bytes(chromium, tmp_path):
    written = [write_documents(executed(), FAILED, ("pdf",), tmp_path, "costs")[0].read_bytes() for _ in range(2)]
    assert written[0] == written[1]


def test_a_table_that_is_wider_than_the_paper_is_set_smaller(chromium, tmp_path):
    columns = tuple(Column(f"cost of {year} (EUR)", "money") for year in range(2001, 2031))
    wide = notebook(words("# Wide"), code("x", outputs=[displayed(Table(columns, (tuple(range(10**6, 10**6 + 30)),)))]))
    path = tmp_path / "wide.html"
    path.write_text(page_of(body_of(wide, COVER), COVER, paper=True), encoding="utf-8")
    tab = new_tab(chromium, 1000)
    tab.goto(path.as_uri())
    expect(tab).to_have_title("What does it cost? · meridian")
    box = tab.locator("table").bounding_box()
    assert box["width"] <= 673
    tab.close()


def test_of_a_very_long_table_the_first_rows_are_printed_and_it_is_said_where_the_others_are(chromium, tmp_path):
    rows = (*((f"team {at}", float(at)) for at in range(500)), ("total", 5.0))
    long = notebook(words("# Long"), code("x", outputs=[displayed(Table((Column("Team"), Column("cost", "money")), rows, total=True))]))
    path = tmp_path / "long.html"
    path.write_text(page_of(body_of(long, COVER), COVER, paper=True), encoding="utf-8")
    tab = new_tab(chromium, 1000)
    tab.goto(path.as_uri())
    expect(tab).to_have_title("What does it cost? · meridian")
    expect(tab.locator("tbody tr")).to_have_count(101)
    expect(tab.locator("table + p")).to_have_text("400 more rows are in the HTML page and the workbook of this report.")
    expect(tab.locator("tbody tr").last).to_contain_text("total")
    tab.close()
