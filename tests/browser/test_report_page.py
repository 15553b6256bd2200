"""A report opened as its reader opens it: from a file, with no network, and with charts that are really drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest
from playwright.sync_api import expect

from backoffice_lib.reports.documents import Cover, page, write_plotly
from tests.browser.pages import fits, holds, new_tab
from tests.notebooks.made import PASTED, executed_report

pytestmark = pytest.mark.browser

COVER = Cover(
    "What does today cost?", PASTED, (PASTED,), date(2026, 11, 1), date(2026, 11, 22), f"It costs less. {PASTED}"
)

WIDTH = "document.querySelector('.main-svg').getBoundingClientRect().width"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(page(executed_report(), COVER), encoding="utf-8")
    return path


@dataclass(frozen=True)
class Opened:
    """A report in the browser, the addresses it has asked for and what it has complained about."""

    tab: object
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def opened(chromium, path, width: int) -> Opened:
    report = Opened(new_tab(chromium, width))
    report.tab.on("request", lambda request: report.asked.append(request.url))
    report.tab.on("console", lambda said: said.type in ("error", "warning") and report.complaints.append(said.text))
    report.tab.on("pageerror", lambda error: report.complaints.append(str(error)))
    report.tab.goto(path.as_uri())
    expect(report.tab.locator(".js-plotly-plot .main-svg .bars path").first).to_be_visible()
    return report


@pytest.fixture(scope="module")
def wide(chromium, path):
    report = opened(chromium, path, 1200)
    yield report
    report.tab.close()


def test_the_report_asks_for_nothing_and_complains_of_nothing(wide, path):
    assert [url for url in wide.asked if not url.startswith(("data:", "blob:"))] == [path.as_uri()]
    assert wide.complaints == []


def test_charts_are_drawn_as_wide_as_the_page(wide):
    expect(wide.tab.locator(".js-plotly-plot .bars path")).to_have_count(4)
    holds(wide.tab, f"{WIDTH} > 800")
    expect(wide.tab.locator(".js-plotly-plot .gtitle")).to_have_text("Cost per month (thousand EUR)")


def test_a_name_that_is_a_program_does_not_run(wide):
    assert wide.tab.evaluate("window.ran") is None
    expect(wide.tab.locator("header .answer")).to_have_text(f"It costs less. {PASTED}")
    expect(wide.tab.locator(".legendtext", has_text="<script>")).to_have_count(1)


def test_charts_fit_the_paper_when_printed(wide):
    drawing = wide.tab.locator(".js-plotly-plot .main-svg").first
    wide.tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(drawing).to_have_attribute("width", "872")
    wide.tab.emulate_media(media="print")
    holds(wide.tab, f"{WIDTH} <= 672")
    wide.tab.emulate_media(media="screen")
    wide.tab.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(drawing).to_have_attribute("width", "912")


def test_the_contents_lead_to_their_sections(wide):
    wide.tab.get_by_role("navigation", name="Contents").get_by_role("link", name="A second part").click()
    expect(wide.tab.get_by_role("heading", name="A second part")).to_be_in_viewport()
    expect(wide.tab.get_by_role("img", name="Cost per month (thousand EUR)")).to_have_count(1)


def test_in_the_dark_words_are_light_and_charts_keep_their_white(wide):
    wide.tab.emulate_media(color_scheme="dark")
    for element, colour in (("body", "rgb(23, 29, 35)"), (".chart", "rgb(255, 255, 255)")):
        expect(wide.tab.locator(element)).to_have_css("background-color", colour)
    wide.tab.emulate_media(color_scheme="light")


def test_pages_of_one_folder_share_plotly(chromium, tmp_path):
    name = write_plotly(tmp_path)
    path = tmp_path / "runs" / "one" / "report.html"
    path.parent.mkdir(parents=True)
    path.write_text(page(executed_report(), COVER, f"../../{name}"), encoding="utf-8")
    assert path.stat().st_size < 50_000
    shared = opened(chromium, path, 1200)
    assert [url for url in shared.asked if not url.startswith(("data:", "blob:"))] == [path.as_uri(), (tmp_path / name).as_uri()]
    assert shared.complaints == [] and shared.tab.evaluate("window.ran") is None
    shared.tab.close()
    (tmp_path / name).unlink()
    alone = new_tab(chromium, 1200)
    alone.goto(path.as_uri())
    expect(alone.locator(".chart")).to_have_text(f"This chart needs the file ../../{name}, without which this page was sent or moved.")
    alone.close()


def test_the_report_fits_a_narrow_screen(chromium, path):
    narrow = opened(chromium, path, 420)
    fits(narrow.tab, 420)
    holds(narrow.tab, f"{WIDTH} < 420")
    smuggled = "Object.assign(document.createElement('script'), {text: 'window.ran = true'})"
    narrow.tab.evaluate(f"document.body.appendChild({smuggled})")
    assert narrow.tab.evaluate("window.ran") is None  # the page's own policy stops a script even if one got in
    assert any("Content Security Policy" in complaint for complaint in narrow.complaints)
    narrow.tab.close()
