"""The shipped notebooks on a plan made from a city's real payroll: whole departments are in them, and nobody's pay."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections import Counter
from pathlib import Path

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


def test_nobodys_pay_is_in_the_reports(pages):
    """A figure that one person alone earns would tell on that person."""
    with PAYROLL.open(encoding="utf-8", newline="") as file:
        earned = Counter(float(row["annual_salary_usd"]) for row in csv.DictReader(file) if row["annual_salary_usd"])
    alone = {pay for pay, people in earned.items() if people == 1}
    assert len(alone) > 50
    for page in pages.values():
        assert figures_in(page) & alone == set()


def figures_in(page: str) -> set[float]:
    """Every figure of a report: in its words and tables, and in the data of its charts."""
    charts = [json.loads(data) for data in re.findall(r'class="chart-data">(.*?)</script>', page, re.DOTALL)]
    words = re.sub(r"<(script|style).*?</\1>", " ", page, flags=re.DOTALL) + json.dumps(charts)
    return {float(text.replace(",", "")) for text in re.findall(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", words)}
