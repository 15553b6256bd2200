"""The workbench, as `backoffice app` shows it, for README.md."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\?token=\w+")
COMMAND = "from backoffice_lib.cli import main; main()"
WIDTH, HEIGHT = 1280, 880


def pictures(browser: Browser, light: Path, dark: Path) -> None:
    """The top of the page on a scenario of `meridian`, with its first initiative open, once all of its answer is there; light, and dark."""
    with tempfile.TemporaryDirectory() as folder:
        asked = ["app", "meridian", "--scenario", "remote_accounting", "--no-browser", "--port", "8899"]
        server = subprocess.Popen(
            [sys.executable, "-c", COMMAND, *asked], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            address = next(found[0] for line in server.stdout if (found := ADDRESS.search(line)))
            tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            tab.set_default_timeout(400_000)
            tab.goto(address)
            tab.locator(".bo-title").first.click()
            tab.get_by_text("So say 2,000 of 10,000 simulations").wait_for()
            tab.mouse.move(0, 0)
            for colours, to in (("light", light), ("dark", dark)):
                tab.emulate_media(color_scheme=colours)
                tab.wait_for_timeout(1_000)
                tab.screenshot(path=to)
        finally:
            server.terminate()
            server.wait()
