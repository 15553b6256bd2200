"""Reports on a plan in which everything is named like a program: names stay names, in words, tables and charts."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from backoffice_lib.files.shipped import shipped_notebooks
from backoffice_lib.files.starting import start_plan
from backoffice_lib.reports import report
from tests.browser.pages import fits, holds, new_tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCRIPT, PICTURE = "<script>alert(1)</script>", "<img src=x onerror=alert(1)>"
CLOSED, TITLE, FORMULA = f"</script>{SCRIPT}", f"</title>{SCRIPT}", r"$\href{javascript:alert(1)}{x}$ \input{/etc/passwd}"
TABLES = {
    "sites.csv": f"site,place,source\n{SCRIPT},,{CLOSED}\n",
    "leases.csv": "lease,site,seats,start,end,rent_per_seat_per_month,source\n"
    f"{PICTURE},{SCRIPT},10,2025-01,2029-12,1000,{SCRIPT}\n",
    "teams.csv": "team,function,site,role,heads,salary_per_year,on_costs,source\n"
    f"{SCRIPT},{PICTURE},{SCRIPT},Accountants and Auditors,10,60000,payroll,{FORMULA}\n",
    "vendors.csv": "vendor,country,mode,price_per_fte_per_year,currency,productivity_share,source\n"
    f"{PICTURE},{SCRIPT},offshore,15600,USD,0.85,{SCRIPT}\n",
}
SCENARIOS = {
    "one": f"name: '{SCRIPT}'\nstory: '{FORMULA}'\nlevers:\n"
    f"  - remote_work: {{team: '{SCRIPT}', starting: 2027-01, share: 1, subsidy_per_month: 500}}\n",
    "two": f"name: '{PICTURE}'\nstory: '{CLOSED}'\nlevers:\n"
    f"  - outsource_work: {{function: '{PICTURE}', vendor: '{PICTURE}', starting: 2027-02, share: 0.5}}\n",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    home = tmp_path_factory.mktemp("unfriendly")
    plan = start_plan(home / "plan", "tiny")
    for name, text in TABLES.items():
        (plan / name).write_text(text, encoding="utf-8")
    (plan / "scenarios" / "everything.yaml").unlink()
    for name, text in SCENARIOS.items():
        (plan / "scenarios" / f"{name}.yaml").write_text(text, encoding="utf-8")
    facts = (plan / "plan.yaml").read_text(encoding="utf-8")
    (plan / "plan.yaml").write_text(facts.replace("name: tiny", f"name: '{TITLE}'"), encoding="utf-8")
    paths = report(list(shipped_notebooks()), plan=plan, to=home / "reports", progress=False)
    return {path.stem: path for path in paths}


@pytest.mark.parametrize("width", [1100, 420])
@pytest.mark.parametrize("name", shipped_notebooks())
def test_a_name_stays_a_name(chromium, written, name, width):
    happened = []
    tab = new_tab(chromium, width)
    tab.on("dialog", lambda dialog: (happened.append("a dialog"), dialog.dismiss()))
    tab.on("console", lambda said: said.type in ("error", "warning") and happened.append(said.text))
    tab.on("pageerror", lambda error: happened.append(str(error)))
    tab.goto(written[name].as_uri())
    if "bo.chart(" in shipped_notebooks()[name].read_text(encoding="utf-8"):
        expect(tab.locator(".js-plotly-plot .main-svg").first).to_be_visible()
        tab.hover(".js-plotly-plot .plotly >> nth=0")  # labels that follow the pointer are made of names too
    expect(tab.locator("main img")).to_have_count(0)
    fits(tab, width)
    tab.wait_for_load_state("networkidle")
    assert happened == []
    tab.close()


@pytest.mark.parametrize("name", shipped_notebooks())
def test_every_word_of_a_chart_is_plain_text(written, name):
    """What plotly would take for tags of its own is escaped, under the pointer and in notes and legends too; what a click asks for is not shown."""
    document = BeautifulSoup(written[name].read_text(encoding="utf-8"), "html.parser")
    for chart in document("script", class_="chart-data"):
        shown = [text for path, text in texts_of(json.loads(chart.get_text())) if "customdata" not in path and path[-1:] != ("meta",)]
        assert not [text for text in shown if "<script" in text or "<img" in text or "</title" in text]


def texts_of(figure, path=()):
    """Every text of a chart with the way to it."""
    if isinstance(figure, str):
        yield path, figure
    elif isinstance(figure, dict | list):
        for name, value in figure.items() if isinstance(figure, dict) else enumerate(figure):
            yield from texts_of(value, (*path, name))


def test_the_names_are_there_to_be_read(chromium, written):
    tab = new_tab(chromium, 1100)
    tab.goto(written["which_scenario_is_cheapest"].as_uri())
    expect(tab.locator(".js-plotly-plot .bars path").first).to_be_visible()
    for said in ("<img src=x", "<script>"):
        expect(tab.locator(".ytick, .legendtext, .gtitle").filter(has_text=said).first).to_be_attached()
    for name in (SCRIPT, PICTURE):
        expect(tab.locator("tbody td:first-child", has_text=name).first).to_have_text(name)
    tab.goto(written["what_is_in_the_plan"].as_uri())
    for cells in ((PICTURE, SCRIPT, "1"), (PICTURE, SCRIPT, "10"), (PICTURE, SCRIPT, "offshore")):
        line = "row => [...row.cells].slice(0, 3).map(cell => cell.innerText.trim())"
        holds(tab, f"[...document.querySelectorAll('tbody tr')].some(row => JSON.stringify(({line})(row)) === {json.dumps(json.dumps(cells, separators=(',', ':')))})")
    tab.close()
