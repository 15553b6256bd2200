"""Work that moves to another site: whose pay goes along, and moves that cannot be meant."""

from typing import Any

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.record import Record
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers import ChangePay, OffshoreTeam, RelocateTeam
from backoffice_lib.plan import Site, Team
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, spent
from tests.hand.small import clerks, small_plan

SITES = tuple(Site(site=name) for name in ("HQ", "Branch", "Far"))


def simulated(*levers: Record, teams: tuple[Team, ...] = (clerks(),)) -> Ledger:
    return simulate(small_plan(4, teams=teams, sites=SITES), Scenario(name="by hand", levers=levers))


def to_branch(month: str, **fields: Any) -> Record:
    return RelocateTeam(**{"team": "clerks", "to_site": "Branch", "starting": month, "share": 1} | fields)


def abroad(month: str, pay: float) -> Record:
    return OffshoreTeam(team="clerks", to_site="Far", starting=month, share=0.5, salary_per_year=pay)


def test_who_moves_along_keeps_a_raise():
    raised = ChangePay(team="clerks", starting="2027-01", raise_share=0.5)
    # 10 × 3,000 × 1.5, before the move and after it
    assert spent(simulated(raised, to_branch("2027-03", follow_share=1)), "salaries") == cents([45_000] * 4)


@pytest.mark.parametrize(
    ("levers", "teams", "told"),
    [
        ([to_branch("2027-02"), to_branch("2027-03", team="clerks in Branch", to_site="Far")], (clerks(),), "name clerks"),
        ([abroad("2027-02", 9_000), abroad("2027-03", 12_000)], (clerks(),), "with another salary_per_year each time"),
        ([to_branch("2027-02")], (clerks(), clerks(team="clerks in Branch")), "rename the one of the plan"),
    ],
)
def test_a_move_that_would_do_nothing_or_something_else_is_refused(levers, teams, told):
    with pytest.raises(InputProblems, match=told):
        simulated(*levers, teams=teams)
