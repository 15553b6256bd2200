"""The shipped notebooks on a plan made from a city's real payroll: whole departments are in them, and nobody's pay."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import backoffice_lib as bo
from backoffice_lib.files.shipped import shipped_notebooks
from backoffice_lib.files.starting import start_plan
from backoffice_lib.reports import report

pytestmark = pytest.mark.slow
PAYROLL = Path(__file__).parents[3] / "shared" / "reference" / "chicago_payroll_2018_nonames.csv"


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> Path:
    if not PAYROLL.is_file():
        pytest.skip(f"the city's payroll is not here: {PAYROLL.name} belongs in ../shared/reference")
    folder = start_plan(tmp_path_factory.mktemp("city") / "chicago", "roster")
    shutil.copy(PAYROLL, folder / "people.csv")
    return folder


@pytest.fixture(scope="module")
def pages(city) -> dict[str, str]:
    written = report(list(shipped_notebooks()), plan=city, to=city.parent / "reports", progress=False)
    return {path.stem: path.read_text(encoding="utf-8") for path in written}


def test_everybody_is_counted_and_the_answers_are_the_librarys(city, pages):
    plan = bo.read_plan(city)
    scenarios = bo.read_scenarios(plan)
    contents = bo.analyses.describe(plan, scenarios)
    assert "32,812 people in 7 functions" in str(contents)
    assert str(contents) in pages["what_is_in_the_plan"]
    assert str(bo.summarise(bo.simulate(plan))) in pages["what_does_today_cost"]
    assert str(bo.analyses.rank(plan, scenarios)) in pages["which_scenario_is_cheapest"]


def test_what_could_not_be_used_is_told(pages):
    assert "part-time people without hours" in pages["what_is_in_the_plan"]


def test_nobody_can_be_found_in_the_reports(pages):
    assert [name for name, page in pages.items() if re.search(r"CHI0\d", page)] == []


def test_nobodys_pay_is_in_the_reports(city, pages):
    """A figure that one person alone earns would tell on that person."""
    with PAYROLL.open(encoding="utf-8", newline="") as file:
        earned = Counter(float(row["annual_salary_usd"]) for row in csv.DictReader(file) if row["annual_salary_usd"])
    alone = {pay for pay, people in earned.items() if people == 1}
    assert len(alone) > 50
    averages = pay_of_all(city)
    for page in pages.values():
        assert figures_in(without_averages(page, averages)) & alone == set()


def pay_of_all(city) -> set[str]:
    """What all 32,812 people cost, for each of them and for each full-time equivalent, as reports show it, today and in every scenario."""
    plan = bo.read_plan(city)
    found = [bo.summarise(bo.simulate(plan, one)) for one in (bo.Scenario(name="today"), *bo.read_scenarios(plan))]
    assert min(one.heads_at_start for one in found) > 30_000
    return {f"{figure:,.0f}" for one in found for figure in (one.cost_per_head_per_year, one.cost_per_fte_per_year)}


def without_averages(page: str, averages: set[str]) -> str:
    """A page without the average over everybody in its own places: the last figures of a total row, and the two rows of a comparison.

    It is shown in whole dollars, and so are the 1,017 different pays of the city, of which many are near it; that of today, 105,096, is
    by chance one that a single person earns.
    """
    def checked(found: re.Match[str]) -> str:
        assert set(re.findall(r"\d[\d,]*", found["figures"])) <= averages, found[0]
        return found[0].replace(found["figures"], "")

    each = r"[^<]*<td[^>]*>[\d,]+</td>"
    total = rf'<tr class="total"[^>]*>(?:<td[^>]*>[^<]*</td>){{4}}(?P<figures>{each}{each})</tr>'
    compared = r"<td[^>]*>cost of (?:a full-time equivalent|each of our own heads) a year</td>(?P<figures><td[^>]*>\w+ [\d,]+ instead of [\d,]+</td>)"
    return re.sub(compared, checked, re.sub(total, checked, page))


def figures_in(page: str) -> set[float]:
    """Every figure of a report: in its words and tables, and in the data of its charts, but for the even steps of a map's axes."""
    charts = [json.loads(data) for data in re.findall(r'class="chart-data">(.*?)</script>', page, re.DOTALL)]
    for trace in (trace for chart in charts for trace in chart["data"] if trace.get("type") in ("heatmap", "contour")):
        for axis in (trace.pop("x"), trace.pop("y")):
            # whatever anybody earns, they are so many equal steps from one end of what is tried to the other
            assert axis == pytest.approx(np.linspace(axis[0], axis[-1], len(axis)).tolist())
    words = re.sub(r"<(script|style).*?</\1>", " ", page, flags=re.DOTALL) + json.dumps(charts)
    return {float(text.replace(",", "")) for text in re.findall(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", words)}
