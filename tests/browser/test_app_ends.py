"""What works for a page of the workbench ends when the page is closed, however many are opened, and not while one is looked at."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.pages import PATIENCE, new_tab
from tests.browser.servers import Server, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/\?(token=[0-9a-f]{20,})")


def until_so_many_work(app: Server, count: int) -> None:
    until = time.monotonic() + 2 * PATIENCE
    while len(app.kernels()) != count:
        assert time.monotonic() < until, f"{len(app.kernels())} work, and {count} should"
        time.sleep(0.2)


def test_kernels_of_closed_pages_end_and_that_of_an_open_one_stays(chromium, tmp_path):
    (tmp_path / "own").mkdir()
    with serving(["app", "tiny", "--idle", "3"], ADDRESS, tmp_path, tmp_path / "own") as app:
        tabs = [new_tab(chromium, 1400) for _ in range(3)]
        for tab in tabs:
            tab.goto(f"{app.address}/?{app.token}")
            expect(tab.locator(".bo-chart-time .main-svg").first).to_be_visible()
        stays, *closed = tabs
        for tab in closed:
            tab.close()
        until_so_many_work(app, 1)
        stays.locator(".bo-adding select").select_option(label="Remote work")
        stays.locator(".bo-add").click()
        expect(stays.locator(".bo-of-share input")).to_have_value("50")
        stays.close()
        until_so_many_work(app, 0)
