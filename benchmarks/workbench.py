"""How soon the workbench answers: from the key that moves a slider to the chart that is painted anew, in Chromium and with a real kernel.

`python -m benchmarks.workbench` puts what it finds into RESULTS.md.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median, quantiles

from playwright.sync_api import Page, expect, sync_playwright

from benchmarks import results
from benchmarks.results import Found

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\?token=\w+")
COMMAND = "from backoffice_lib.cli import main; main()"
PLAN, SCENARIO, PORT = "meridian", "remote_accounting", "8897"
STEPS, BURST, QUIET = 60, 40, 3_000
PATIENCE = 120_000
# From the key to the frame after the first repaint of the chart that stands on top.
MEASURE = """() => {
  Object.assign(window, { took: [], pressed: 0, painted: 0, told: () => {} });
  window.painted_by = (step) => new Promise((come) => {
    window.told = () => window.took.length >= step && come();
    window.told();
  });
  let waiting = false;
  document.addEventListener("keydown", () => { window.pressed = performance.now(); waiting = true; }, true);
  document.querySelector(".bo-chart-time .js-plotly-plot").on("plotly_afterplot", () => {
    const since = waiting && window.pressed;
    waiting = false;
    requestAnimationFrame(() => setTimeout(() => {
      window.painted = performance.now();
      if (since) window.took.push(window.painted - since);
      window.told();
    }));
  });
}"""


@contextmanager
def served() -> Iterator[str]:
    """The address of the page, as the command serves it from an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        asked = ["app", PLAN, "--scenario", SCENARIO, "--no-browser", "--port", PORT]
        server = subprocess.Popen(
            [sys.executable, "-c", COMMAND, *asked], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )
        try:
            yield next(found[0] for line in server.stdout if (found := ADDRESS.search(line)))
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()


def opened(tab: Page, address: str) -> tuple[float, float]:
    """Opens the page; seconds until its controls are painted, and until its first chart is."""
    began = time.perf_counter()
    tab.goto(address)
    expect(tab.locator(".bo-head h1")).to_be_visible()
    controls = time.perf_counter() - began
    expect(tab.locator(".bo-chart-time .main-svg").first).to_be_visible()
    return controls, time.perf_counter() - began


def moved(tab: Page, key: str, steps: int) -> list[float]:
    """Moves a slider step by step, each once the one before is painted; milliseconds of each."""
    tab.evaluate("window.took = []")
    for step in range(1, steps + 1):
        tab.keyboard.press(key)
        tab.evaluate("(step) => window.painted_by(step)", step)  # asked again and again, the page would be kept busy painting
    return tab.evaluate("window.took")


def in_a_burst(tab: Page, key: str, steps: int) -> float:
    """Moves a slider as fast as keys come; seconds from the last of them to the last repaint."""
    for _ in range(steps):
        tab.keyboard.press(key)
    tab.wait_for_function(f"performance.now() - Math.max(window.painted, window.pressed) > {QUIET}")
    return tab.evaluate("(window.painted - window.pressed) / 1000")


def measured() -> dict[str, float]:
    """All figures, in seconds and milliseconds as their names say."""
    path = shutil.which("chromium") or shutil.which("google-chrome") or sys.exit("there is no Chromium on this machine")
    expect.set_options(timeout=PATIENCE)
    with served() as address, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": 1400, "height": 900})
        tab.set_default_timeout(PATIENCE)
        controls, chart = opened(tab, address)
        tab.locator(".bo-title").first.click()
        slider = tab.locator(".bo-of-share [role=slider]").first
        slider.focus()
        tab.evaluate(MEASURE)
        moved(tab, "ArrowLeft", 5)
        took = [*moved(tab, "ArrowLeft", STEPS // 2), *moved(tab, "ArrowRight", STEPS // 2)]
        settled = in_a_burst(tab, "ArrowLeft", BURST)
        browser.close()
    return {"controls": controls, "chart": chart, "median": median(took), "p95": quantiles(took, n=20)[-1], "worst": max(took), "settled": settled}


def written(found: dict[str, float]) -> str:
    """The part of the results that is about the page."""
    rows = (
        ("page opened, to its controls", f"{found['controls']:.1f} s"),
        ("page opened, to its first chart", f"{found['chart']:.1f} s"),
        ("slider moved, to the chart painted anew: median", f"{found['median']:.0f} ms"),
        ("the same, 95 of 100", f"{found['p95']:.0f} ms"),
        ("the same, the slowest", f"{found['worst']:.0f} ms"),
        (f"{BURST} steps as fast as keys come, to the last one's answer", f"{found['settled']:.1f} s"),
    )
    table = "\n".join(f"| {name} | {value} |" for name, value in rows)
    return f"`{PLAN}` with `{SCENARIO}`, {STEPS} steps of a slider, Chromium and kernel on the same cores.\n\n| what | |\n| --- | ---: |\n{table}"


def main() -> None:
    """Measures, and puts it into the results."""
    load = results.load()
    results.put("workbench", Found(written(measured())), load)


if __name__ == "__main__":
    main()
