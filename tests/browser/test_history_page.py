"""index.html of an archive in a real browser: what is in it is text, its links lead to the documents, and nothing is fetched."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from backoffice_lib.reports.archive import Archive, Certificate, Check
from backoffice_lib.reports.archive.history import history, write_page
from tests.browser.pages import new_tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def test_the_page_of_the_history(chromium, tmp_path):
    archive = Archive.at(tmp_path)
    for period, passed in (("2026-10", True), ("2026-11", False)):
        with archive.start("board & bank #1", period) as draft:
            draft.write("Board #1.html", f"<html><title>{period}</title><body>{period}</body></html>")
            draft.publish(Certificate(answer=SCRIPT, checks=(Check(name="ties", passed=passed),)))
    with archive.start("quarter", "2026-Q4") as draft:
        draft.fail("failed", SCRIPT)
    page = write_page(history(archive))
    asked: list[str] = []
    tab = new_tab(chromium, 1280)
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("dialog", lambda dialog: pytest.fail("a script ran"))
    tab.goto(page.as_uri())
    expect(tab.get_by_role("heading", level=1)).to_have_text("Reports")
    expect(tab.locator("tbody tr")).to_have_count(3)
    expect(tab.get_by_text(SCRIPT).first).to_be_visible()
    expect(tab.locator(".checks_failed")).to_have_text("CHECKS FAILED")
    assert asked == [page.as_uri()]
    found = Axe().run(tab)
    assert found.violations_count == 0, found.generate_report()
    tab.get_by_role("row", name=re.compile("2026-10")).get_by_role("link", name="HTML").click()
    expect(tab).to_have_title("2026-10")
    tab.close()
