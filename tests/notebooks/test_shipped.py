"""The notebooks that come with the workbench: each runs as it is shipped and says what the library says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import backoffice_lib as bo
from backoffice_lib.files.shipped import shipped_notebooks
from backoffice_lib.reports import report
from backoffice_lib.reports.notebooks import read_notebook
from backoffice_lib.reports.parameters import declared

pytestmark = pytest.mark.slow
NAMES = list(shipped_notebooks())
CHARTS = {
    "how_many_people_do_we_need": 4, "what_does_our_space_cost_and_when_can_we_leave_it": 3, "what_does_today_cost": 1,
    "what_is_in_the_plan": 1, "where_does_the_saving_come_from": 3, "which_scenario_is_cheapest": 5,
}


@dataclass(frozen=True)
class Printed:
    """A report as it was written: its words, the rows of its tables, and its charts."""

    path: Path

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.path.read_bytes(), "html.parser")

    @property
    def answer(self) -> str:
        return self.soup.select_one("header .answer").get_text()

    @property
    def rows(self) -> list[list[str]]:
        return [[cell.get_text() for cell in row("td")] for row in self.soup.select("tbody tr")]

    @property
    def charts(self) -> list[dict]:
        return [json.loads(chart.get_text()) for chart in self.soup("script", class_="chart-data")]


def printed(plan, to: Path) -> dict[str, Printed]:
    return {path.stem: Printed(path) for path in report(NAMES, plan=plan, to=to, progress=False)}


@pytest.fixture(scope="session")
def classic(tmp_path_factory) -> dict[str, Printed]:
    return printed("remote_accountants", tmp_path_factory.mktemp("classic"))


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_declares_its_parameters_in_one_cell_each_with_its_help(name):
    path = shipped_notebooks()[name]
    cells = [cell for cell in read_notebook(path)["cells"] if "parameters" in cell["metadata"].get("tags", [])]
    assert len(cells) == 1
    parameters = declared(path)
    assert "plan" in parameters
    assert [parameter.name for parameter in parameters.values() if not parameter.help] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_notebook_becomes_a_report_with_an_answer(classic, name):
    assert classic[name].answer and classic[name].rows
    assert len(classic[name].charts) == CHARTS.get(name, len(classic[name].charts))
    assert all(chart["layout"]["title"]["text"] for chart in classic[name].charts)
    # nothing of the plan is unsure, which is said where the doubts would be drawn
    assert all(chart["data"] for chart in classic[name].charts if name != "how_sure_are_we")


def test_working_from_home_is_reported_part_by_part_and_with_what_is_stranded(classic):
    plan = bo.read_plan("remote_accountants")
    savings = bo.analyses.remote_saving(plan, bo.read_scenarios(plan))
    page = classic["does_remote_work_save_money_here"]
    assert page.answer == str(savings) == "Remote lease ends saves USD 180,000 over 36 months: space 360,000, subsidy -180,000."
    assert ["space", "rent", "360,000"] in page.rows and ["total", "", "180,000"] in page.rows
    assert ["remote lease stays", "0", "360,000"] in page.rows
    assert page.charts[0]["layout"]["title"]["text"].replace("<br>", " ").startswith("Remote lease ends saves most in space")


def test_where_the_saving_comes_from_is_reported_as_the_library_bridges_it(classic):
    plan = bo.read_plan("remote_accountants")
    bridge = bo.bridge(plan, bo.read_scenario(plan, "remote_lease_ends"))
    page = classic["where_does_the_saving_come_from"]
    assert page.answer == str(bridge)
    assert ["Break lease accountants' floor", "-360,000", "0", "-360,000", "favourable"] in page.rows
    assert ["Volume", "-180,000", "0", "-180,000", "favourable"] in page.rows and ["rent", "-360,000", "-360,000"] in page.rows
    assert [numbers(chart["data"][0]["x"]) for chart in page.charts] == [[180_000, -360_000, 0], [-180_000, 0], [-360_000, 180_000, 0]]


def test_today_is_reported_as_the_library_sums_it_up(classic):
    summary = bo.summarise(bo.simulate(bo.read_plan("remote_accountants")))
    today = classic["what_does_today_cost"]
    assert today.answer == str(summary)
    assert [row[:2] for row in today.rows[:4]] == [
        ["salaries", "2,470,800"], ["on-costs", "576,932"], ["rent", "360,000"], ["total", "3,407,732"],
    ]
    bars = {bar["name"]: sum(numbers(bar["y"])) for bar in today.charts[0]["data"]}
    assert bars == pytest.approx(dict(summary.by_category), abs=0.02)


def test_the_plan_is_reported_as_the_library_describes_it(classic):
    plan = bo.read_plan("remote_accountants")
    contents = classic["what_is_in_the_plan"]
    assert contents.answer == str(bo.analyses.describe(plan, bo.read_scenarios(plan)))
    assert ["accounting", "Chicago office", "1", "10", "10"] in contents.rows
    assert ["none", "", ""] in contents.rows  # vendors
    assert numbers(contents.charts[0]["data"][0]["x"]) == [10]


def test_people_are_reported_without_work_or_spans_and_it_is_said_how_to_add_them(classic):
    people = classic["how_many_people_do_we_need"]
    assert people.answer == str(bo.analyses.capacity(bo.simulate(bo.read_plan("remote_accountants"))))
    assert ["accounting", "10", "10", "0", "0", "0", "2027-01"] in people.rows
    told = people.soup.get_text() + "".join(chart["layout"]["title"]["text"] for chart in people.charts)
    for file in ("work.csv", "requisitions.csv", "supervision.csv"):
        assert f"add {file}" in told or f"no {file}" in told


def test_space_is_reported_as_the_library_tries_its_ways_out(classic):
    answer = bo.analyses.space(bo.simulate(bo.read_plan("remote_accountants")))
    space = classic["what_does_our_space_cost_and_when_can_we_leave_it"]
    assert space.answer == str(answer)
    assert ["accountants' floor", "Chicago office", "10", "break right", "2027-01 or later", "2027-01", "0", "0"] in space.rows
    seats, cost, leases = space.charts
    assert [line["name"] for line in seats["data"]] == ["held and needed", "seats held", "seats needed on the fullest day"]
    assert numbers(cost["data"][0]["x"]) == [360_000]
    assert leases["layout"]["yaxis"]["ticktext"] == ["accountants' floor,<br>Chicago office"]


def test_the_cheapest_is_reported_as_the_library_ranks_it(classic):
    plan = bo.read_plan("remote_accountants")
    ranking = bo.analyses.rank(plan, bo.read_scenarios(plan))
    cheapest = classic["which_scenario_is_cheapest"]
    assert cheapest.answer == str(ranking)
    assert [[row[0], row[2], row[4]] for row in cheapest.rows[:4]] == [
        ["remote lease ends", "180,000", "1"], ["today", "0", ""],
        ["remote lease sublet 40", "-36,000", "never"], ["remote lease stays", "-180,000", "never"],
    ]
    savings, lines, waterfall, by_year, by_rate = cheapest.charts
    assert numbers(savings["data"][0]["x"]) == [180_000, -36_000, -180_000]
    assert savings["layout"]["yaxis"]["ticktext"] == ["remote lease ends", "remote lease sublet 40", "remote lease stays"]
    assert [numbers(line["y"])[-1] for line in lines["data"]] == pytest.approx([180_000, -36_000, -180_000])
    assert numbers(waterfall["data"][0]["x"]) == [-360_000, 180_000, 0]
    assert numbers(by_year["data"][-1]["y"]) == [60_000, 60_000, 60_000]
    assert by_rate["layout"]["title"]["text"] == "Remote lease ends is worth more than today at every rate"
    assert ["internal rate of return (IRR)", "none: it only saves, nothing is paid first"] in cheapest.rows


def numbers(kept) -> list[float]:
    """Figures as a chart keeps them: a list, or packed as plotly packs an array."""
    if not isinstance(kept, dict):
        return kept
    import base64

    import numpy as np

    return np.frombuffer(base64.b64decode(kept["bdata"]), kept["dtype"]).tolist()
