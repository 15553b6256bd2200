"""Takes the pictures of README.md and of the pages in docs anew: `make gallery`. Look at them before you commit them."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import backoffice_lib as bo
from docs.gallery import printed, workbench
from docs.gallery.convergence import convergence

HERE = Path(__file__).resolve().parent
PICTURES = {"report.png": "which_scenario_is_cheapest"}
PLAN = "remote_accountants"
WIDTH = 1000
MOST_KB = 200


def remake(chromium: str) -> None:
    """Each picture: the top of a report, down to the end of its first chart."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for picture, notebook in PICTURES.items():
            (report,) = bo.report(notebook, plan=PLAN, to=folder, progress=False)
            tab = browser.new_page(viewport={"width": WIDTH, "height": 800})
            tab.goto(report.as_uri())
            tab.wait_for_selector(".js-plotly-plot .main-svg .bars path")
            tab.evaluate("document.fonts.ready")
            chart = tab.locator(".js-plotly-plot").first.bounding_box()
            shown = {"x": 0, "y": 0, "width": WIDTH, "height": chart["y"] + chart["height"]}
            tab.screenshot(path=HERE / picture, clip=shown, full_page=True)
            size = (HERE / picture).stat().st_size / 1000
            print(f"{picture}  {WIDTH} × {shown['height']:.0f}  {size:.0f} kB")
            if size > MOST_KB:
                sys.exit(f"{picture} is larger than {MOST_KB} kB")
        page = Path(folder, "convergence.html")
        convergence().write_html(page, include_plotlyjs=True)
        tab = browser.new_page(viewport={"width": WIDTH, "height": 460})
        tab.goto(page.as_uri())
        tab.wait_for_selector(".js-plotly-plot .main-svg .scatterlayer path")
        tab.locator(".js-plotly-plot").screenshot(path=HERE / "convergence.png")
        workbench.pictures(browser, HERE / "workbench.png", HERE / "workbench_dark.png")
        browser.close()
    printed.picture(HERE / "report_pdf.png")


if __name__ == "__main__":
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    remake(found or sys.exit("there is no Chromium on this machine (Debian: apt-get install chromium)"))
