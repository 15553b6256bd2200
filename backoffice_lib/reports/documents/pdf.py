"""A page as a PDF, printed by a real browser: the Chromium or Chrome that is on this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path

from backoffice_lib.basics.errors import refuse
from backoffice_lib.reports.documents.page import NOT_DRAWN

BROWSER = "BACKOFFICE_BROWSER"
"""The environment variable that names the browser to print with."""
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
_USUAL = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe", r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
# Quiet, alone and without a way to any network.
_FLAGS = (
    "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-component-update",
    "--disable-default-apps", "--disable-extensions", "--disable-sync", "--metrics-recording-only", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--hide-scrollbars", "--force-color-profile=srgb", "--no-pdf-header-footer", "--generate-pdf-document-outline",
)
_PATIENCE_SECONDS = 120
_DRAWING_MILLISECONDS = 20_000  # of the page's own time, which does not pass while it draws
_DATE = re.compile(rb"\(D:\d{14}[^)]*\)")


def find_browser() -> str:
    """The browser that prints. Raises InputProblems where there is none."""
    asked = os.environ.get(BROWSER, "")
    if asked:
        if found := shutil.which(asked):
            return found
        raise refuse(f"{BROWSER}={asked}", "there is no such program", "give the path of Chromium or Chrome")
    found = next(filter(None, map(shutil.which, (*_NAMES, *_USUAL))), None)
    if found is None:
        mend = f"install one (Debian and Ubuntu: apt-get install chromium), or name it in the environment variable {BROWSER}"
        raise refuse("format pdf", "needs Chromium or Chrome, and there is none on this machine", mend)
    return found


def pdf_of(page: str, made_on: date | None = None) -> bytes:
    """An HTML page for paper as a PDF, once all of its charts are drawn; made_on: the only day it bears.

    Raises InputProblems where there is no browser, and OSError where it does not print.
    """
    browser = find_browser()
    with tempfile.TemporaryDirectory(prefix="backoffice-", ignore_cleanup_errors=True) as private:
        source, target = Path(private, "page.html"), Path(private, "page.pdf")
        source.write_text(page, encoding="utf-8")
        said = _print(browser, source, target, private)
        if not target.is_file() or not (content := target.read_bytes()).startswith(b"%PDF-"):
            raise OSError(0, f"{browser} did not print the page{said}")
    if _as_title(NOT_DRAWN) in content:
        raise OSError(0, f"{browser} printed the page before its charts were drawn")
    # as long as before, for a PDF says at which byte each of its parts lies
    fixed = f"(D:{made_on or date(2000, 1, 1):%Y%m%d}".encode()
    return _DATE.sub(lambda found: fixed + b"000000" + found[0][len("(D:") + 14 :], content)


def _print(browser: str, source: Path, target: Path, private: str) -> str:
    """Lets the browser print; gives what it said last."""
    # a browser run by the superuser has no sandbox to give
    alone = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    asked = [
        browser, *_FLAGS, *alone, f"--user-data-dir={private}/profile", f"--virtual-time-budget={_DRAWING_MILLISECONDS}",
        f"--print-to-pdf={target}", source.as_uri(),
    ]
    try:
        ended = subprocess.run(asked, capture_output=True, timeout=_PATIENCE_SECONDS, stdin=subprocess.DEVNULL, env={**os.environ, "HOME": private, "TZ": "UTC"})
    except subprocess.TimeoutExpired:
        return f" within {_PATIENCE_SECONDS} seconds"
    lines = ended.stderr.decode("utf-8", "replace").strip().splitlines()
    return f": {lines[-1][:200]}" if lines else ""


def _as_title(text: str) -> bytes:
    """A title as a PDF keeps it."""
    return b"/Title (" + text.replace("(", "\\(").replace(")", "\\)").encode() + b")"
