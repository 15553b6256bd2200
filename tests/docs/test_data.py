"""data/README.md tells every column of the claims desk, and its figures are those of the files."""

import csv

from backoffice_lib.files.plan_folder import read_plan
from tests.docs.pages import ROOT

SECTION = (ROOT / "data" / "README.md").read_text(encoding="utf-8").split("### claims_desk\n", 1)[1].split("\n### ", 1)[0]
FOLDER = ROOT / "data" / "plans" / "claims_desk"


def told_of(file: str) -> str:
    """The rows of the section on a file: its own, those below without a name, and those on all tables."""
    found, within = [], False
    for line in SECTION.splitlines():
        cell = line.split("|")[1].strip() if line.startswith("|") else ""
        within = cell.endswith(f"/{file}`") or (within and line.startswith("| |"))
        if within or cell == "all tables":
            found.append(line)
    return "\n".join(found)


def test_every_column_is_told():
    missing = {}
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            columns = next(csv.reader(file))
        missing[path.name] = [column for column in columns if f"`{column}`" not in told_of(path.name)]
    assert not any(missing.values()), missing


def test_its_figures_are_those_of_the_files():
    plan = read_plan("claims_desk")
    claims, complaints, calls = plan.work
    told = [
        f"{sum(team.heads for team in plan.teams):g} people in five teams",
        f"{claims.units_per_month:,g} claims in an average month",
        f"a complaint for {'fifty' if complaints.units_per_month == 1 / 50 else '?'} claims",
        f"{calls.units_per_month:g} calls from everyone",
        f"{claims.minutes_per_unit:g} minutes a claim, and {claims.rework_minutes_per_unit:g} more for one in {'twenty' if claims.error_share == 1 / 20 else '?'}",
        f"{plan.discount_rate_per_year:g} a year",
        f"{24 * 0.12:.2f} leave in a year",
    ]
    assert [figure for figure in told if figure not in SECTION] == []


def test_every_row_says_that_it_is_an_assumption():
    plan = read_plan("claims_desk")
    records = (*plan.teams, *plan.work, *plan.supervision, *plan.sites, *plan.seasons, *plan.working_time)
    assert all(record.source.startswith("an assumption") for record in records)
