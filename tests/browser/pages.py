"""Pages in the browser, on a machine that may be slow and busy: whatever is looked for is looked for again until it is there."""

from __future__ import annotations

from playwright.sync_api import Browser, Locator, Page, expect

PATIENCE = 60  # seconds; on a quiet machine most things are there in one
LONG = 4 * PATIENCE * 1000
"""Milliseconds for what takes long even on a quiet machine, as a report does."""

expect.set_options(timeout=PATIENCE * 1000)


def new_tab(browser: Browser, width: int, height: int = 900) -> Page:
    """A page of a size, with patience."""
    tab = browser.new_page(viewport={"width": width, "height": height})
    tab.set_default_timeout(PATIENCE * 1000)
    tab.set_default_navigation_timeout(PATIENCE * 1000)
    return tab


def holds(tab: Page, condition: str) -> None:
    """Waits until a condition in the page's own language is true; what it asks of something that is not there yet is not."""
    tab.wait_for_function(f"() => {{ try {{ return {condition}; }} catch {{ return false; }} }}")


def fits(tab: Page, width: int) -> None:
    """Waits until nothing reaches beyond the side of the page."""
    holds(tab, f"document.documentElement.scrollWidth <= {width}")


def click_until(mark: Locator, follows: Locator) -> None:
    """Clicks in the middle of a mark of a chart, which may just be moving to its place, until something follows."""
    for _ in range(10):
        if (box := mark.bounding_box()) is not None:
            mark.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        try:
            expect(follows).to_be_visible(timeout=PATIENCE * 1000 / 10)
            return
        except AssertionError:
            continue
    expect(follows).to_be_visible()
