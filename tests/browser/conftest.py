"""A real browser for the tests that look at pages: Debian's Chromium, which may reach no network."""

from __future__ import annotations

import os
import shutil

import pytest

# None of what a browser does for its maker in the background, and no way out but files.
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-default-apps", "--disable-extensions", "--disable-sync", "--metrics-recording-only",
    "--no-default-browser-check", "--no-first-run", "--safebrowsing-disable-auto-update",
)


@pytest.fixture(scope="session")
def chromium():
    """The browser; without one the test is skipped, except where a machine is meant to run everything."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        reason = "no chromium on this machine (Debian: apt-get install chromium)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as player:
        browser = player.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()
