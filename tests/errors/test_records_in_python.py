"""The same gate stands before Python: records refuse what files may not hold, and name themselves as the place."""

from __future__ import annotations

import numpy as np
import pytest

from backoffice_lib import levers
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.levers import OffshoreTeam
from backoffice_lib.plan import Lease, Plan, Site, Team
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.errors.plan_cases import BASE


def refused(make, *args, **values) -> list[str]:
    with pytest.raises(InputProblems) as caught:
        make(*args, **values)
    return [str(problem) for problem in caught.value.problems]


def test_a_lever_says_everything_that_is_wrong_with_it():
    assert refused(levers.RemoteWork, team="accounting", starting="2027-13", shar=0.8, subsidy_per_month=-5) == [
        "RemoteWork: starting: 2027-13 does not exist; months run from 01 to 12",
        "RemoteWork: subsidy_per_month: is -5; give 0 or more (money per head per month)",
        'RemoteWork: shar: is not known here; did you mean "share"?',
    ]
    assert refused(levers.RemoteWork, team="accounting") == ["RemoteWork: starting: is missing; every remote_work needs it"]


def test_pay_is_never_repeated():
    assert refused(Team, team="a", function="a", site="a", heads=-1, salary_per_year=-98765.43) == [
        "Team: heads: is -1; give 0 to 10,000,000 (heads)",
        "Team: salary_per_year: is too low; give more than 0 (money per FTE per year)",
    ]


def test_the_bare_word_attrition_is_refused():
    assert refused(Team, team="a", function="a", site="a", heads=1, attrition=0.12) == [
        "Team: attrition: may mean two things; give cohort_loss_share_per_year (0.12: of 200, 176 stay) "
        "or leavers_per_average_head_per_year (0.12: of 200, 24 are replaced)",
    ]


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), "12", None, True, [1], {"value": 1}])
def test_what_is_no_number_is_refused(odd):
    assert len(refused(levers.ChangeBackfill, team="accounting", starting="2027-04", backfill_share=odd)) == 1


def test_numbers_of_numpy_are_numbers():
    assert levers.RemoteWork(team="a", starting="2027-04", share=np.float64(0.5)).share == 0.5
    assert levers.SubletSpace(lease="a", starting="2027-04", share=np.int64(1)).share == 1.0


def test_teams_may_be_a_name_or_several():
    one = levers.RemoteWork(team="a", starting="2027-04", share=1)
    two = levers.RemoteWork(team=["a", "b"], starting="2027-04", share=1)
    assert (one.team, two.team) == (("a",), ("a", "b"))
    assert refused(levers.RemoteWork, team=5, starting="2027-04", share=1) == [
        'RemoteWork: team: is 5, not text; quote it: "5"'
    ]


def test_a_plan_names_the_record_that_leads_nowhere():
    team = Team(team="books", function="accounting", site="HQQ", heads=5, salary_per_year=60000)
    lease = Lease(lease="HQ-1", site="HQ", seats=5, start="2027-01", end="2026-01", rent_per_month=10)
    values = {"name": "a", "currency": "USD", "start": "2027-01", "months": 3}
    assert refused(Plan, **values, teams=(team,), sites=(Site(site="HQ"),), leases=(lease,)) == [
        'team books: site: "HQQ" is not a site of the plan; it has HQ; did you mean "HQ"?',
        "lease HQ-1: end: 2026-01 is before the start 2027-01; give a later month",
    ]


def test_a_scenario_that_does_not_fit_is_refused_before_anything_is_computed():
    pulled = [
        levers.RemoteWork(team="acounting", starting="2026-12", share=0.5),
        levers.BreakLease(lease="DEPOT-1", on="2027-04"),
    ]
    assert refused(simulate, read_plan(BASE), Scenario(name="a", levers=pulled)) == [
        'RemoteWork: team: "acounting" is not a team of the plan; it has accounting, record keeping, archive, Finance, '
        'Finance payroll; did you mean "accounting"?',
        "RemoteWork: starting: 2026-12 is before the plan starts; give 2027-01 or later",
        'BreakLease: lease: "DEPOT-1" has no break right; give its break_from in leases.csv, or sublet the space',
    ]


def test_what_is_no_lever_cannot_be_pulled():
    assert refused(Scenario, name="a", levers=["remote_work"]) == [
        "Scenario: levers: is not what belongs here; see how the shipped plans write it"
    ]


def test_a_plan_or_ledger_shown_in_a_notebook_tells_nobodys_pay():
    plan = read_plan("tiny")
    for shown in (repr(plan), str(plan), repr(plan.teams), repr(simulate(plan)), repr(OffshoreTeam(**OffshoreTeam.EXAMPLE))):
        assert len(shown) < 5_000
        for pay in ("60000", "36000", "900000"):
            assert pay not in shown
