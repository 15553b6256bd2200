"""Rosters with dates go through the gate: the same from every kind of file, and no day's pay is lost on the way."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.plan import Plan
from backoffice_lib.plan.pro_rating import pay_by_month, share_of_year
from backoffice_lib.simulation import simulate

HEADER = "person,team,role,site,salary_per_year,fte_share,start,end"
ROWS = [
    ("E01", "Audit", "Analyst", "HQ", 60_000, 1, "2024-07-01", "2025-03-15"),
    ("E01", "Audit", "Analyst", "HQ", 66_000, 1, "2025-03-16", None),
    ("E02", "Audit", "Analyst", "HQ", 60_000, 1, "2025-02-10", "2025-05-31"),
    ("E03", "Audit", "Analyst", "HQ", 30_000, 0.5, "2020-01-01", "2025-04-20"),
    ("E03", "Tax", "Analyst", "HQ", 60_000, 1, "2025-04-21", None),
    *((f"E{at}", "Audit", "Analyst", "HQ", 58_000, 1, "2023-01-01", None) for at in range(10, 14)),
    *((f"E{at}", "Tax", "Analyst", "HQ", 70_000, 0.8, "2023-01-01", None) for at in range(20, 24)),
]
POLICY = "policies: {pay_basis: days_of_year}\n"


def folder_for(folder: Path, file: str, more: str = "", months: int = 6) -> Path:
    """A plan folder with a roster in a file that has our names."""
    folder.mkdir()
    plan = f"name: dated\ncurrency: USD\nstart: 2025-01\nmonths: {months}\n{more}people:\n  file: {file}\n"
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "sites.csv").write_text("site,place\nHQ,\n", encoding="utf-8")
    return folder


def in_csv(folder: Path, more: str = "") -> Path:
    rows = [",".join("" if cell is None else str(cell) for cell in row) for row in ROWS]
    (folder_for(folder, "people.csv", more) / "people.csv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return folder


def with_days() -> list[list[object]]:
    """The rows with real dates in them."""
    return [[dt.date.fromisoformat(cell) if str(cell)[4:5] == "-" else cell for cell in row] for row in ROWS]


def in_a_workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (HEADER.split(","), *with_days()):
        book.active.append(row)
    book.save(folder_for(folder, "people.xlsx") / "people.xlsx")
    return folder


def in_parquet(folder: Path) -> Path:
    columns = dict(zip(HEADER.split(","), map(pa.array, zip(*with_days(), strict=True)), strict=True))
    pq.write_table(pa.table(columns), folder_for(folder, "people.parquet") / "people.parquet")
    return folder


def paid(plan: Plan) -> np.ndarray:
    """Pay by month as the teams and their dated changes say."""
    total = np.zeros(plan.months)
    for team, dated in zip(plan.teams, plan.dated_people, strict=True):
        assert dated.team == team.team
        fte, share = team.heads * team.fte_share, share_of_year(plan.calendar, plan.policies.pay_basis)
        for month in range(plan.months):
            fte = fte * (1 + dated.raised_share[month]) + dated.arriving_fte[month]
            total[month] += team.salary_per_year * share[month] * (fte - dated.unpaid_fte[month])
            fte -= dated.departing_fte[month]
    return total


@pytest.mark.parametrize("more", ["", POLICY], ids=["calendar month", "days of the year"])
def test_no_day_of_pay_is_lost(tmp_path, more):
    plan = read_plan(in_csv(tmp_path / "plan", more))
    _, _, _, _, pay, _, start, end = zip(*ROWS, strict=True)
    expected = pay_by_month(start, end, pay, 1, plan.calendar, plan.policies.pay_basis)
    assert paid(plan) == pytest.approx(expected)


def test_the_simulation_books_the_pay_of_the_contracts(tmp_path):
    plan = read_plan(in_csv(tmp_path / "plan"))
    _, _, _, _, pay, _, start, end = zip(*ROWS, strict=True)
    assert simulate(plan).by_month()[:, 0] == pytest.approx(pay_by_month(start, end, pay, 1, plan.calendar))


def test_teams_are_those_of_the_first_day(tmp_path):
    audit, tax = read_plan(in_csv(tmp_path / "plan")).teams
    assert (audit.team, audit.heads, audit.source) == ("Audit", 6, "7 people in people.csv")
    assert audit.fte_share == pytest.approx(5.5 / 6)
    assert audit.salary_per_year == pytest.approx((60_000 + 30_000 + 4 * 58_000) / 5.5)
    assert (tax.heads, tax.fte_share, tax.salary_per_year) == (4, pytest.approx(0.8), pytest.approx(70_000 / 0.8))


@pytest.mark.parametrize("kind", [in_a_workbook, in_parquet])
def test_real_dates_are_as_good_as_written_ones(tmp_path, kind):
    written, typed = read_plan(in_csv(tmp_path / "csv")), read_plan(kind(tmp_path / "typed"))
    assert typed.dated_people == written.dated_people
    assert [team.with_(source="") for team in typed.teams] == [team.with_(source="") for team in written.teams]


def test_a_team_that_nobody_is_in_yet(tmp_path):
    rows = [f"E{at},New,Analyst,HQ,{50_000 + at * 1_000},1,2025-03-{at:02d}," for at in range(1, 7)]
    (folder_for(tmp_path / "plan", "people.csv") / "people.csv").write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    plan = read_plan(tmp_path / "plan")
    assert (plan.teams[0].heads, plan.teams[0].salary_per_year) == (0, 53_500)
    assert plan.dated_people[0].joining_heads == (0, 0, 6, 0, 0, 0)
    assert plan.dated_people[0].opening_tenure_heads == ()


def large(rows: int) -> list[str]:
    """A roster of many rows, a tenth of them raises."""
    first = np.datetime64("2015-01-01")
    days = [str(first + ahead) for ahead in range(5_000)]
    written = []
    for at in range(rows):
        person, raise_ = divmod(at, 10)[0] * 9 + min(at % 10, 8), at % 10 == 9
        begun = (person * 37) % 3_000
        start, end = (begun + 701, begun + 1_900) if raise_ else (begun, begun + (700 if at % 10 == 8 else 1_500))
        pay = 40_000 + person % 977 * 20 + 1_000 * raise_ + (person % 100) / 100
        written.append(f"E{person:06d},Team {person % 13},Role {person % 5},HQ,{pay:.2f},1,{days[start]},{days[end]}")
    return written


def test_a_large_roster_loses_nothing_and_is_simulated(tmp_path):
    rows = large(30_000)
    (folder_for(tmp_path / "plan", "people.csv", months=60) / "people.csv").write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    plan = read_plan(tmp_path / "plan")
    cells = [row.split(",") for row in rows]
    pay, start, end = [float(row[4]) for row in cells], [row[6] for row in cells], [row[7] for row in cells]
    assert paid(plan) == pytest.approx(pay_by_month(start, end, pay, 1, plan.calendar), abs=1e-6)
    assert len(simulate(plan).by_month()) == 60


def test_mistakes_far_down_a_large_roster_are_told(tmp_path):
    rows = large(30_000)
    rows[-1] = rows[-2]
    rows[20_000] = rows[20_000].replace("HQ,", "HQ,£")
    (folder_for(tmp_path / "plan", "people.csv") / "people.csv").write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    with pytest.raises(InputProblems) as caught:
        read_plan(tmp_path / "plan")
    assert str(caught.value).split("\n") == [
        "people.csv:20002: column salary_per_year: drop the currency sign; the currency column holds it",
        "people.csv:30001: column start: overlaps with the contract of line 30000, of the same person in the same team; end one before the other starts",
    ]
