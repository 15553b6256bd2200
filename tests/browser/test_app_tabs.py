"""The tabs of the workbench as `backoffice app` serves it: scenarios side by side, the plan's tables, and a kernel that dies."""

from __future__ import annotations

import os
import re
import signal

import pytest
from playwright.sync_api import expect

from tests.browser.pages import LONG, click_until, new_tab
from tests.browser.servers import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/\?(token=[0-9a-f]{20,})")
COST = "344,117"
"""What `backoffice compare tiny --scenario everything` says that it costs."""


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with serving(["app", "tiny", "--scenario", "everything"], ADDRESS, tmp_path_factory.mktemp("empty"), tmp_path_factory.mktemp("jupyter")) as server:
        yield server


@pytest.fixture(scope="module")
def tab(app, chromium):
    tab = new_tab(chromium, 1400, 1300)
    tab.goto(f"{app.address}/?{app.token}")
    expect(tab.locator(".bo-chart-seats .main-svg").first).to_be_visible()
    yield tab
    tab.close()


def turn_to(tab, title: str):
    tab.locator(".bo-tabs button", has_text=title).click()


def test_a_click_on_a_bar_tells_why(tab):
    drawn = tab.locator(".bo-chart-category .point path").first
    drawn.scroll_into_view_if_needed()
    click_until(drawn, tab.locator(".bo-tab"))
    expect(tab.locator(".bo-tab .why details").first).to_be_visible()
    expect(tab.locator(".bo-figure-asked select")).to_have_value(re.compile("^Saving in "))


def test_what_is_pinned_stands_beside_what_is_worked_on(tab):
    tab.locator(".bo-pin").click()
    expect(tab.locator(".bo-done")).to_contain_text("Pinned everything")
    turn_to(tab, "Side by side")
    figures = tab.locator("table.figures").first
    expect(figures.locator("thead th")).to_have_text(["Figure", "everything", "everything as it is now"])
    expect(figures.locator("tbody tr").first.locator("td")).to_have_text(["cost (USD)", COST, COST])


def test_charts_of_other_tabs_are_drawn(tab):
    turn_to(tab, "Map of two inputs")
    expect(tab.locator(".bo-chart-map .main-svg").first).to_be_visible()
    turn_to(tab, "Make or buy")
    expect(tab.locator(".bo-chart-make_or_buy .main-svg").first).to_be_visible()
    turn_to(tab, "Answer")
    expect(tab.locator(".bo-chart-seats .main-svg").first).to_be_visible()


def test_the_plan_is_filtered_and_sorted(tab):
    turn_to(tab, "The plan")
    cells = tab.locator(".bo-tab .dt-scroll-body tbody tr td:first-child")
    expect(cells).to_have_text(["accounting", "record keeping"])
    search = tab.locator(".bo-tab input[type=search]")
    search.fill("clerks")
    expect(cells).to_have_text(["record keeping"])
    search.fill("")
    expect(cells).to_have_text(["accounting", "record keeping"])
    head = tab.locator(".bo-tab .dt-scroll-head th", has_text="heads").first
    for order in ("ascending", "descending"):
        head.locator(".dt-column-order").click()
        expect(head).to_have_attribute("aria-sort", order)
    expect(cells).to_have_text(["record keeping", "accounting"])


def test_a_report_is_run_and_opened_and_the_ledger_saved(tab, app):
    turn_to(tab, "Reports and files")
    with tab.expect_download() as saved:
        tab.locator(".bo-ledger-csv").click()
    assert saved.value.suggested_filename == "everything.csv" and saved.value.path().read_text().startswith("scenario,month,category,")
    tab.locator(".bo-report select").select_option(label="What does today cost")
    tab.locator(".bo-run").click()
    expect(tab.get_by_role("progressbar", name="What does today cost")).to_be_visible()
    link = tab.get_by_role("link", name="Open What does today cost")
    expect(link).to_be_visible(timeout=LONG)
    with tab.expect_popup() as opened:
        link.click()
    expect(opened.value.locator("body")).to_contain_text("tiny")
    assert len(list((app.folder / "reports" / "what_does_today_cost").rglob("what_does_today_cost.html"))) == 1
    opened.value.close()


def test_a_kernel_that_dies_is_told_and_the_page_starts_again(tab, app):
    for kernel in app.kernels():
        os.kill(kernel, signal.SIGKILL)
    tab.locator(".bo-again").click()
    expect(tab.locator(".bo-again")).to_have_count(0)
    expect(tab.locator(".bo-chart-seats .main-svg").first).to_be_visible()
    expect(tab.locator(".bo-answer .bo-sentence")).to_have_text(re.compile("^Everything"))
