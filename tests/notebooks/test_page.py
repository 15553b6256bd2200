"""The page holds all it needs, draws its charts, fetches nothing, and takes names for names."""

from __future__ import annotations

import re
from datetime import date

import nbformat
import pytest
from bs4 import BeautifulSoup

from backoffice_lib.reports.documents import Cover, answer_of, page, title_of
from tests.notebooks.made import PASTED, code, executed_report, notebook, printed, shown, words

COVER = Cover(
    title="What does today cost?", plan=f"Meridian {PASTED}", scenarios=("remote", "lease ends"),
    as_of=date(2026, 11, 1), made_on=date(2026, 11, 22), answer="Today costs 4,812,300 EUR.",
)


@pytest.fixture(scope="module")
def html():
    return page(executed_report(), COVER)


@pytest.fixture(scope="module")
def document(html):
    return BeautifulSoup(html, "html.parser")


def test_the_cover_says_what_the_report_is_about(document):
    head = document.header
    assert head.h1.get_text() == "What does today cost?"
    facts = dict(zip([dt.get_text() for dt in head("dt")], [dd.get_text() for dd in head("dd")], strict=True))
    assert facts == {"Plan": f"Meridian {PASTED}", "Scenarios": "remote, lease ends", "As of": "1 November 2026", "Made on": "22 November 2026"}
    assert head.find(class_="answer").get_text() == "Today costs 4,812,300 EUR."
    assert document.footer.get_text().strip() == "Made with the back-office workbench."


def test_title_and_answer_come_from_the_notebook_and_are_told_once(document):
    executed = executed_report()
    assert (title_of(executed), answer_of(executed)) == ("What does today cost?", "Today costs 4,812,300 EUR.")
    text = document.main.get_text()
    assert text.count("What does today cost?") == text.count("Today costs 4,812,300 EUR.") == 1
    assert answer_of(notebook(code("x", "answer", outputs=[shown(text="'It pays.'")]))) == "It pays."
    assert (title_of(notebook()), answer_of(notebook())) == ("", "")


def test_nothing_is_fetched(html, document):
    for element in document(True):
        for name in ("src", "srcset", "data", "poster", "action", "background"):
            assert str(element.get(name, "data:")).startswith("data:"), element
        assert element.name not in ("link", "iframe", "object", "embed", "base")
    styles = "".join(style.get_text() for style in document("style"))
    assert not re.search(r"url\(|@import", styles)
    assert "require" not in [script.get("src") for script in document("script")]
    policy = document.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src 'sha256-")


def test_no_code_and_no_warning_is_shown(document):
    text = document.main.get_text()
    assert "print(answer)" not in text and "rate: float" not in text
    assert "UserWarning" not in text and "Two words." in text


def test_a_name_stays_a_name(document):
    """Only our own two scripts can run; what came with the data is text."""
    running = [script for script in document("script") if script.get("type") != "application/json"]
    assert len(running) == 2
    assert not [name for element in document.body(True) for name in element.attrs if name.startswith("on")]
    assert document.table.find("th", string=PASTED)
    assert document.main.get_text().count("<script>window.ran = true</script>") == 5
    links = [link.get("href") for link in document("a")]
    assert "https://example.org" in links and not [link for link in links if link and "javascript" in link]


def test_a_chart_is_carried_with_its_data_and_plotly_once(html, document):
    charts = document("script", class_="chart-data")
    assert len(charts) == 1 and '"name":"Rent"' in charts[0].get_text()
    assert "<" not in charts[0].get_text()
    assert len(document("div", class_="chart")) == 1
    assert 4_000_000 < len(html) < 7_000_000


def test_a_notebook_without_charts_is_light():
    html = page(notebook(words("# Short"), code("x", outputs=[printed("Done.")])), Cover(title="Short"))
    assert len(html) < 12_000 and "script-src 'none';" in html


def test_tables_have_one_row_of_headings_and_digits_under_digits(document):
    rows = document.table("tr")
    assert [cell.get_text() for cell in rows[0](["th", "td"])] == ["team", "cost (EUR)", "first month"]
    marked = [[cell.get_text() for cell in row(class_="number")] for row in rows]
    assert marked == [["cost (EUR)"], ["3416733.0"], ["812000.5"]]


NUMBERS = ["1,234.50", "-5", "\u22125", "71 %", "(3.5)", "€ 12", "12 EUR", "1.2e-05", "—", "nan", "3k"]


@pytest.mark.parametrize("text", NUMBERS)
def test_what_reads_as_a_number_is_set_as_one(text):
    assert _column(text)("td", class_="number")


@pytest.mark.parametrize("text", ["2027-01", "CHI-1", "remote", "3/4", "A", "4 people"])
def test_what_does_not_stays_text(text):
    assert not _column(text)("td", class_="number")


def test_programs_and_widgets_are_left_out_and_gaps_in_a_chart_stay_gaps():
    widget = {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "IntSlider()"}
    program = {"application/javascript": "window.ran = true", "text/plain": "a program"}
    gap = {"application/vnd.plotly.v1+json": {"data": [{"type": "bar", "y": [1.0, float("nan")]}], "layout": {}}}
    outputs = [nbformat.v4.new_output("display_data", data) for data in (widget, program, gap)]
    html = page(notebook(code("x", outputs=outputs)), Cover(title="T"))
    assert "IntSlider()" in html and "a program" in html and "window.ran" not in html
    assert '"y":[1.0,null]' in html


def test_markdown_knows_money_and_headings_of_tables():
    text = "# T\n\nFrom **$5** to **$6**, ~~not~~\n\n| a | b |\n|---|---|\n| x | 2 |"
    html = page(notebook(words(text)), Cover(title="T"))
    assert "From <strong>$5</strong> to <strong>$6</strong>, <del>not</del>" in html
    assert BeautifulSoup(html, "html.parser").find("td", class_="number").get_text() == "2"


def _column(text: str) -> BeautifulSoup:
    table = f"<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>{text}</td></tr></tbody></table>"
    return BeautifulSoup(page(notebook(code("x", outputs=[shown(html=table)])), Cover(title="T")), "html.parser")
