"""JupyterLab as `backoffice lab` starts it, in an empty folder: a notebook is opened, run from the top, and looked at."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.pages import holds, new_tab
from tests.browser.servers import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/lab/tree/workbench\.ipynb\?(token=[0-9a-f]{20,})")
READY = """() => {
  const session = window.jupyterapp?.shell.currentWidget?.sessionContext;
  return session?.isReady && session.session?.kernel?.status === "idle";
}"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    own = tmp_path_factory.mktemp("config")
    shown = {"LabApp": {"expose_app_in_browser": True}}  # so that a page can be asked whether it is ready
    (own / "jupyter_lab_config.json").write_text(json.dumps(shown))
    with serving(["lab"], ADDRESS, tmp_path_factory.mktemp("empty"), tmp_path_factory.mktemp("jupyter"), own) as server:
        yield server


@dataclass
class Opened:
    """The notebook in the browser after it was run from the top, and every address that was asked for."""

    tab: object
    asked: list[str] = field(default_factory=list)


def ask_about(path: Path, plan: str) -> None:
    """What somebody does first: write a plan of their own into the parameters cell."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    [cell] = [cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", [])]
    cell["source"] = re.sub(r'plan: str = "\w+"', f'plan: str = "{plan}"', "".join(cell["source"]))
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.fixture(scope="module")
def notebook(lab, chromium):
    ask_about(lab.folder / "notebooks" / "what_does_today_cost.ipynb", "remote_accountants")
    opened = Opened(new_tab(chromium, 1280, 1900))
    tab = opened.tab
    tab.on("request", lambda request: opened.asked.append(request.url))
    tab.goto(f"{lab.address}/lab/tree/what_does_today_cost.ipynb?{lab.token}")
    # run before the kernel is there, and JupyterLab asks which kernel is meant
    tab.wait_for_function(READY)
    tab.evaluate("void jupyterapp.commands.execute('notebook:run-all-cells')")
    expect(tab.locator(".jp-OutputArea table.figures").nth(1)).to_be_visible()
    expect(tab.locator(".js-plotly-plot .bars path").first).to_be_visible()
    yield opened
    tab.close()


def test_the_notebooks_and_the_workbench_are_put_into_an_empty_folder(lab):
    found = sorted(path.name for path in (lab.folder / "notebooks").glob("*.ipynb"))
    assert {"what_does_today_cost.ipynb", "workbench.ipynb"} < set(found) and len(found) >= 4


def test_the_answer_the_tables_and_the_chart_are_there(notebook):
    tab = notebook.tab
    expect(tab.locator(".jp-OutputArea-output").first).to_contain_text("Today costs USD 3,407,732 over 36 months")
    expect(tab.locator("table.figures").first.locator("tbody tr", has_text="salaries")).to_contain_text("2,470,800")
    expect(tab.locator(".js-plotly-plot .bars path")).to_have_count(9)  # three categories in three years
    expect(tab.locator(".js-plotly-plot .gtitle").first).to_have_text("Today costs USD 3,407,732; salaries are 73% of it")


def test_figures_stand_under_each_other(notebook):
    cells = "[...document.querySelector('table.figures').querySelectorAll('td:nth-child(2)')]"
    holds(notebook.tab, f"new Set({cells}.map(cell => Math.round(cell.getBoundingClientRect().right))).size === 1")
    holds(notebook.tab, f"{cells}.every(cell => getComputedStyle(cell).textAlign === 'right')")


def test_nothing_went_wrong_in_the_notebook(notebook):
    for wrong in ('[data-mime-type="application/vnd.jupyter.error"]', '[data-mime-type="application/vnd.jupyter.stderr"]', ".jp-Dialog"):
        expect(notebook.tab.locator(wrong)).to_have_count(0)


def test_the_page_asks_nobody_but_this_machine(notebook):
    hosts = {urlsplit(url).hostname for url in notebook.asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}


def test_nobody_is_asked_about_news(lab, notebook):
    settings = lab.answer("lab/api/settings/@jupyterlab/apputils-extension:notification")
    assert settings["schema"]["properties"]["fetchNews"]["default"] == "false"
    assert settings["schema"]["properties"]["checkForUpdates"]["default"] is False
    expect(notebook.tab.locator(".Toastify__toast")).to_have_count(0)


def test_the_workbench_answers_in_the_notebook_it_is_opened_with(lab, chromium):
    ask_about(lab.folder / "notebooks" / "workbench.ipynb", "remote_accountants")
    tab = new_tab(chromium, 1500, 1400)
    tab.goto(f"{lab.address}/lab/workspaces/workbench/tree/workbench.ipynb?{lab.token}")
    tab.wait_for_function(READY)
    tab.evaluate("void jupyterapp.commands.execute('notebook:run-all-cells')")
    tab.locator(".bo-adding select").select_option(label="Remote work")
    tab.locator(".bo-add").click()
    expect(tab.locator(".bo-of-share input")).to_be_visible()
    expect(tab.locator(".bo-chart-initiatives .main-svg").first).to_be_visible()
    # the ten accountants and what they cost are those of the report beside it
    expect(tab.locator(".bo-answer .bo-sentence")).to_contain_text("instead of 3,407,732")
    page, ground = tab.locator(".bo-page"), tab.locator(".bo-chart-time .main-svg").first
    for theme, is_dark, colour in (("JupyterLab Dark", True, "rgb(27, 35, 43)"), ("JupyterLab Light", False, "rgb(255, 255, 255)")):
        tab.evaluate("theme => void jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
        expect(page).to_have_class(re.compile("bo-dark") if is_dark else re.compile(r"^(?!.*bo-dark)"))
        expect(ground).to_have_css("background-color", colour)
    tab.close()
