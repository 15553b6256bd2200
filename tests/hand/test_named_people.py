"""People named by their id work from home; the plan knows their teams, and nothing else of them."""

from __future__ import annotations

import pickle

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.levers import RemoteWork
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.errors.plan_cases import BASE, build

DATED = """People whose contracts have dates.

== change plan.yaml
-     full_time: Full Time
-     salary_per_year: Annual Salary
-     pay_per_hour: Hourly Rate
-     hours_per_week: Weekly Hours
+     salary_per_year: Annual Salary
+     start: Start
+     end: End

== write people.csv
Employee,Department,Job Title,Annual Salary,Start,End
{rows}
"""


def at_home(*ids: object, **fields: object) -> Scenario:
    return Scenario(name="named", levers=(RemoteWork(people=ids, starting="2027-03", **fields),))


def remote_heads(plan, scenario: Scenario) -> dict[str, list[float]]:
    """Who is at home in the month before and the first month, by team."""
    there = simulate(plan, scenario).operations.attendance.remote_heads[1:3, :, 0]
    return {team: there[:, row].tolist() for row, team in enumerate(plan.names("team")) if there[:, row].any()}


def test_people_are_counted_in_their_teams() -> None:
    plan = read_plan(BASE)
    assert remote_heads(plan, at_home("E01", "E06", "E11")) == {"Finance": [0, 2], "Finance payroll": [0, 1]}


def test_a_subsidy_is_paid_for_each() -> None:
    ledger = simulate(read_plan(BASE), at_home("E02", "E07", subsidy_per_month=100))
    assert ledger.by_category()["remote subsidy"][2, 0] == pytest.approx(2 * 100 * 1.02 ** (2 / 12))


def test_neither_ids_nor_pay_can_be_seen_in_the_plan() -> None:
    plan = read_plan(BASE)
    assert "E01" not in repr(plan) and "E01" not in repr(plan.whereabouts) and "150000" not in repr(plan)
    kept = pickle.dumps(plan.whereabouts)
    assert b"E01" in kept and b"150000" not in kept and b"Annual" not in kept


def test_numbers_are_ids_too(tmp_path) -> None:
    rows = "\n".join(f"{1000 + at},Desk,Clerk,40000,2020-01-01," for at in range(6))
    (tmp_path / "case.txt").write_text(DATED.format(rows=rows), encoding="utf-8")
    plan = read_plan(build(tmp_path / "case.txt", tmp_path / "plan"))
    assert remote_heads(plan, at_home(1001, "1002")) == {"Desk": [0, 2]}


def test_with_dates_people_are_where_they_are_first(tmp_path) -> None:
    stay = [f"S{at},{team},Clerk,40000,2020-01-01," for team in ("Desk", "Vault") for at in (team[0] + str(n) for n in range(6))]
    moving = ["M1,Desk,Clerk,40000,2020-01-01,2027-05-31", "M1,Vault,Clerk,41000,2027-06-01,", "N1,Vault,Clerk,40000,2027-02-01,"]
    gone = ["G1,Desk,Clerk,40000,2020-01-01,2026-06-30"]
    (tmp_path / "case.txt").write_text(DATED.format(rows="\n".join(stay + moving + gone)), encoding="utf-8")
    plan = read_plan(build(tmp_path / "case.txt", tmp_path / "plan"))
    assert {person: plan.whereabouts.team_of(person) for person in ("M1", "N1", "G1")} == {"M1": "Desk", "N1": "Vault", "G1": None}
    assert remote_heads(plan, at_home("M1", "N1")) == {"Desk": [0, 1], "Vault": [0, 1]}
    with pytest.raises(InputProblems, match='"G1" is nobody in people.csv who is counted'):
        simulate(plan, at_home("G1"))
