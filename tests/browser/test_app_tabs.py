"""The tabs of the workbench as `backoffice app` serves it: scenarios side by side, the plan's tables, and a kernel that dies."""

from __future__ import annotations

import os
import re
import signal

import pytest

from tests.browser.servers import PATIENCE, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/\?(token=[0-9a-f]{20,})")


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with serving(["app", "tiny", "--scenario", "everything"], ADDRESS, tmp_path_factory.mktemp("empty"), tmp_path_factory.mktemp("jupyter")) as server:
        yield server


@pytest.fixture(scope="module")
def tab(app, chromium):
    tab = chromium.new_page(viewport={"width": 1400, "height": 1300})
    tab.set_default_timeout(20 * 1000)
    tab.goto(f"{app.address}/?{app.token}")
    tab.locator(".bo-chart-seats .main-svg").first.wait_for()
    yield tab
    tab.close()


def turn_to(tab, title: str):
    tab.locator(".bo-tabs button", has_text=title).click()


def test_a_click_on_a_bar_tells_why(tab):
    drawn = tab.locator(".bo-chart-category .point path").first
    drawn.scroll_into_view_if_needed()
    bar = drawn.bounding_box()
    tab.mouse.click(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    tab.locator(".bo-tab .why details").first.wait_for()
    assert tab.locator(".bo-figure-asked select").input_value().startswith("Saving in ")


def test_what_is_pinned_stands_beside_what_is_worked_on(tab):
    tab.locator(".bo-pin").click()
    tab.locator(".bo-done").wait_for()
    turn_to(tab, "Side by side")
    tab.get_by_role("columnheader", name="everything as it is now").first.wait_for()
    cells = tab.locator("table.figures").first.locator("tbody tr").nth(0).locator("td")
    assert cells.nth(1).inner_text() == cells.nth(2).inner_text()


def test_charts_of_other_tabs_are_drawn(tab):
    turn_to(tab, "Map of two inputs")
    tab.locator(".bo-chart-map .main-svg").first.wait_for()
    turn_to(tab, "Make or buy")
    tab.locator(".bo-chart-make_or_buy .main-svg").first.wait_for()
    turn_to(tab, "Answer")
    tab.locator(".bo-chart-seats .main-svg").first.wait_for()


def test_the_plan_is_filtered_and_sorted(tab):
    turn_to(tab, "The plan")
    cells = tab.locator(".bo-tab .dt-scroll-body tbody tr td:first-child")
    cells.first.wait_for()
    search = tab.locator(".bo-tab input[type=search]")
    search.fill("clerks")
    tab.wait_for_function("document.querySelectorAll('.bo-tab .dt-scroll-body tbody tr').length == 1")
    assert cells.all_inner_texts() == ["record keeping"]
    search.fill("")
    head = tab.locator(".bo-tab .dt-scroll-head th", has_text="heads").first.locator(".dt-column-order")
    head.click()
    head.click()
    tab.wait_for_function("document.querySelector('.bo-tab .dt-scroll-body tbody tr td').innerText == 'record keeping'")
    assert cells.all_inner_texts() == ["record keeping", "accounting"]


def test_a_report_is_run_and_opened_and_the_ledger_saved(tab, app):
    turn_to(tab, "Reports and files")
    with tab.expect_download() as saved:
        tab.locator(".bo-ledger-csv").click()
    assert saved.value.suggested_filename == "everything.csv" and saved.value.path().read_text().startswith("scenario,month,category,")
    tab.locator(".bo-report select").select_option(label="What does today cost")
    tab.locator(".bo-run").click()
    with tab.expect_popup() as opened:
        tab.get_by_role("link", name="Open What does today cost").click()
    assert "tiny" in opened.value.locator("body").inner_text()
    assert len(list((app.folder / "reports" / "what_does_today_cost").rglob("what_does_today_cost.html"))) == 1
    opened.value.close()


def test_a_kernel_that_dies_is_told_and_the_page_starts_again(tab, app):
    for kernel in app.kernels():
        os.kill(kernel, signal.SIGKILL)
    tab.locator(".bo-again").wait_for()
    tab.locator(".bo-again").click()
    tab.locator(".bo-chart-seats .main-svg").first.wait_for()
    assert tab.locator(".bo-again").count() == 0
    assert tab.locator(".bo-sentence").first.inner_text().startswith("Everything")
