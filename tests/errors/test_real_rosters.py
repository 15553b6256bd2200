"""Two cities' payrolls, as published, go through the gate: everybody is used, no pay is lost, no team is too small."""

from __future__ import annotations

import csv
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenarios
from backoffice_lib.files.shipped import shipped_templates
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import TODAY
from backoffice_lib.simulation import simulate

REFERENCE = Path(__file__).resolve().parents[2].parent / "shared" / "reference"
CHICAGO = REFERENCE / "chicago_payroll_2018_nonames.csv"
SEATTLE = REFERENCE / "seattle_wages_2024_nonames.csv"
NOT_IN_SEATTLE = ("full_time: full_or_part_time", "salary_per_year: annual_salary_usd", "hours_per_week: typical_hours")
# Seattle's own names for what the template's scenarios are about
IN_SEATTLE = {"FINANCE accounting": "Finance & Admin Services accounting", "function: record keeping": "function: IT support"}


def folder_for(payroll: Path, folder: Path) -> Path:
    """A plan folder from the template of rosters, with a payroll in it."""
    if not payroll.is_file():
        pytest.skip(f"{payroll.name} is not beside this checkout, in shared/reference")
    shutil.copytree(shipped_templates()["roster"], folder)
    shutil.copyfile(payroll, folder / "people.csv")
    return folder


def for_seattle(folder: Path) -> Path:
    """The same with Seattle's columns: hourly pay alone, everyone at forty hours."""
    plan = folder / "plan.yaml"
    lines = plan.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() not in NOT_IN_SEATTLE]
    kept.insert(kept.index("    site: City Hall"), "    hours_per_week: 40")
    plan.write_text("\n".join(kept) + "\n", encoding="utf-8")
    for path in (folder / "scenarios").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for theirs, ours in IN_SEATTLE.items():
            text = text.replace(theirs, ours)
        path.write_text(text, encoding="utf-8")
    return folder


def rows(payroll: Path) -> list[dict[str, str]]:
    with payroll.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pay_in_chicago(row: dict[str, str]) -> float:
    """Pay of a year as the file has it: a salary, or hours of a week for 52 weeks."""
    return float(row["annual_salary_usd"] or 0) or float(row["hourly_rate_usd"]) * float(row["typical_hours"]) * 52


def pay_in_seattle(row: dict[str, str]) -> float:
    return float(row["hourly_rate_usd"]) * 40 * 52


def total_pay(plan: Plan) -> float:
    return sum(team.heads * team.fte_share * team.salary_per_year for team in plan.teams)


@pytest.fixture(scope="module")
def chicago(tmp_path_factory) -> Plan:
    return read_plan(folder_for(CHICAGO, tmp_path_factory.mktemp("chicago") / "plan"))


@pytest.fixture(scope="module")
def seattle(tmp_path_factory) -> Plan:
    return read_plan(for_seattle(folder_for(SEATTLE, tmp_path_factory.mktemp("seattle") / "plan")))


def test_everybody_in_chicago_is_used_and_no_pay_is_lost(chicago):
    people = rows(CHICAGO)
    assert len(people) == 32_812
    assert sum(team.heads for team in chicago.teams) == len(people)
    assert total_pay(chicago) == pytest.approx(sum(map(pay_in_chicago, people)), rel=1e-12)
    assert chicago.notes[0] == "people.csv: 3 part-time people without hours are counted as full time"
    assert not [note for note in chicago.notes if note.startswith("left out")]


def test_everybody_in_seattle_is_used_and_no_pay_is_lost(seattle):
    people = rows(SEATTLE)
    assert len(people) == 12_727
    assert sum(team.heads for team in seattle.teams) == len(people)
    assert total_pay(seattle) == pytest.approx(sum(map(pay_in_seattle, people)), rel=1e-12)
    assert not [note for note in seattle.notes if note.startswith("left out")]


@pytest.mark.parametrize("city", ["chicago", "seattle"])
def test_no_team_is_small_enough_to_show_somebodys_pay(city, request):
    assert min(team.heads for team in request.getfixturevalue(city).teams) >= 5


def test_teams_are_departments_and_their_functions(chicago):
    """A department's teams hold its people; those of departments too small for a team are counted in the largest."""
    heads: dict[str, int] = defaultdict(int)
    for row in rows(CHICAGO):
        heads[row["department"]] += 1
    held: dict[str, float] = defaultdict(float)
    for team in chicago.teams:
        held[team.team.removesuffix(team.function).strip()] += team.heads
    large = {department: count for department, count in heads.items() if count >= 5}
    large[max(large, key=large.__getitem__)] += sum(heads.values()) - sum(large.values())
    assert held == large


@pytest.mark.parametrize("city", ["chicago", "seattle"])
def test_scenarios_of_the_template_run_on_a_city(city, request):
    plan = request.getfixturevalue(city)
    scenarios = read_scenarios(plan)
    assert [scenario.name for scenario in scenarios] == ["accountants_from_home", "records_with_a_vendor"]
    costs = [simulate(plan, scenario).by_month() for scenario in (TODAY, *scenarios)]
    assert [len(cost) for cost in costs] == [36, 36, 36]
    assert len({float(cost.sum()) for cost in costs}) == 3


@pytest.mark.parametrize("city", ["chicago", "seattle"])
def test_a_city_runs_for_sixty_months(city, request):
    plan = request.getfixturevalue(city).with_(months=60)
    cost = simulate(plan).by_month()
    assert cost.shape[0] == 60 and (cost > 0).all()


def test_a_whole_payroll_of_monthly_pay_is_found_out(tmp_path):
    """Every salary a twelfth: no row stands out among the others, so the teams are held against published wages."""
    folder = folder_for(CHICAGO, tmp_path / "plan")
    people = rows(CHICAGO)
    monthly = [row | {"annual_salary_usd": f"{pay_in_chicago(row) / 12:.2f}", "hourly_rate_usd": ""} for row in people]
    with (folder / "people.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, people[0])
        writer.writeheader()
        writer.writerows(monthly)
    with pytest.raises(ValueError, match="salary_per_year is under a sixth of every rate of its place"):
        read_plan(folder)
