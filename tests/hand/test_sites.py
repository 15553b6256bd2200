"""Sites that are opened and closed, by hand: when rent begins and ends, who moves, what stays to be paid, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from backoffice_lib.analyses.compare import compare
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.record import Record
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers import BreakLease, CloseSite, OpenSite, RelocateTeam
from backoffice_lib.plan import Lease, Plan, Rate, Site, Team
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, heads, people, spent
from tests.hand.small import clerks, office, small_plan

SITES = tuple(Site(site=name) for name in ("HQ", "Branch", "Far"))


def plan_of(leases: tuple[Lease, ...] = (), teams: tuple[Team, ...] = (), **more: Any) -> Plan:
    return small_plan(6, sites=SITES, leases=leases, teams=teams or (clerks(severance_months=2),), **more)


def simulated(*levers: Record, plan: Plan | None = None) -> Ledger:
    return simulate(plan or plan_of(), Scenario(name="by hand", levers=levers))


def opened(month: str = "2027-02", **fields: Any) -> OpenSite:
    return OpenSite(**{"site": "New", "starting": month, "seats": 10, "rent_per_seat_per_month": 300} | fields)


def moved(month: str, **fields: Any) -> RelocateTeam:
    return RelocateTeam(**{"team": "clerks", "to_site": "New", "starting": month, "share": 1, "follow_share": 1} | fields)


def closed(month: str = "2027-02", **fields: Any) -> CloseSite:
    return CloseSite(**{"site": "HQ", "to_site": "Branch", "starting": month} | fields)


def test_a_team_that_moves_pays_those_who_follow_and_those_who_do_not():
    ledger = simulated(moved("2027-02", to_site="Branch", follow_share=0.4, relocation_cost_per_head=1_500, parallel_running_months=1))
    # 4 follow at once; 6 are hired there, and the 6 who stay behind work on for a month
    assert people(ledger, "at_work", "clerks") == heads([10, 6, 0, 0, 0, 0])
    assert people(ledger, "at_work", "clerks in Branch") == heads([0, 10, 10, 10, 10, 10])
    assert spent(ledger, "salaries") == cents([30_000, 48_000, 30_000, 30_000, 30_000, 30_000])
    assert spent(ledger, "relocation") == cents([0, 4 * 1_500, 0, 0, 0, 0])
    # two months of 3,000 for each of the 6
    assert spent(ledger, "severance") == cents([0, 0, 36_000, 0, 0, 0])


def test_who_does_not_follow_stays_where_nobody_is_made_redundant():
    plan = plan_of(policies={"surplus": "attrition"})
    ledger = simulated(moved("2027-02", to_site="Branch", follow_share=0.4), plan=plan)
    assert people(ledger, "at_work", "clerks") == heads([10, 6, 6, 6, 6, 6])
    assert not any(spent(ledger, "severance"))


def test_a_new_site_costs_from_its_first_day_to_the_end_of_its_lease():
    ledger = simulated(
        opened(lease_months=3, restoration_cost=800, flexible_desk_per_month=350), moved("2027-03", relocation_cost_per_head=100)
    )
    # 10 seats × 300 for three months; then the space is put back, and its 10 people sit at desks by the month
    assert spent(ledger, "rent") == cents([0, 3_000, 3_000, 3_000, 0, 0])
    assert spent(ledger, "lease exit") == cents([0, 0, 0, 0, 800, 0])
    assert spent(ledger, "flexible desks") == cents([0, 0, 0, 0, 3_500, 3_500])
    assert spent(ledger, "relocation") == cents([0, 0, 1_000, 0, 0, 0])


def test_its_rent_may_be_by_area_with_service_charges():
    ledger = simulated(opened(rent_per_seat_per_month=None, rent_per_m2_per_year=240, area_m2=100, service_charge_per_m2_per_year=60))
    # 240 × 100 / 12 and 60 × 100 / 12
    assert spent(ledger, "rent") == cents([0, *[2_000] * 5])
    assert spent(ledger, "service charges") == cents([0, *[500] * 5])


def test_its_lease_may_be_broken_when_its_right_begins():
    right = {"break_after_months": 2, "break_notice_months": 1, "break_penalty": 900}
    ledger = simulated(opened(**right), BreakLease(lease="New lease", on="2027-04"))
    assert spent(ledger, "rent") == cents([0, 3_000, 3_000, 0, 0, 0])
    assert spent(ledger, "lease exit") == cents([0, 0, 0, 900, 0, 0])
    with pytest.raises(InputProblems, match="2027-03 is before the break right"):
        simulated(opened(**right), BreakLease(lease="New lease", on="2027-03"))


def test_pay_at_a_new_site_is_the_published_wage_of_its_place():
    wage = Rate(what="wage", item="Clerks", place="Old Town", value=24_000, unit="money/FTE/year", currency="USD", as_of="2026", source="Bureau")
    plan = plan_of(teams=(clerks(role="Clerks"),), rates=(wage,))
    ledger = simulated(opened(place="Old Town"), moved("2027-02", follow_share=0), plan=plan)
    assert spent(ledger, "salaries") == cents([30_000, *[20_000] * 5])


def test_a_site_that_is_opened_alone_and_one_opened_after_the_plan_costs():
    opening = opened()
    assert simulate(opening.extend(plan_of())).by_month().tolist() == simulate(plan_of()).by_month().tolist()
    assert simulated(opened("2027-07")).by_month().tolist() == simulate(plan_of()).by_month().tolist()


def test_a_site_that_closes_sends_everyone_on_and_gives_back_what_it_may():
    leases = (
        office(lease="A", rent_per_month=1_000, break_from="2027-04", break_penalty=700),
        office(lease="B", rent_per_month=500, end="2027-05"),
        office(lease="C", rent_per_month=200, break_from="2026-01", break_notice_months=1, break_penalty=50),
    )
    closing = closed(follow_share=0.4, relocation_cost_per_head=1_500, parallel_running_months=1)
    plan = plan_of(leases)
    ledger = simulated(closing, plan=plan)
    assert people(ledger, "at_work", "clerks") == heads([10, 6, 0, 0, 0, 0])
    assert people(ledger, "at_work", "clerks in Branch") == heads([0, 10, 10, 10, 10, 10])
    assert spent(ledger, "relocation") == cents([0, 6_000, 0, 0, 0, 0])
    assert spent(ledger, "severance") == cents([0, 0, 36_000, 0, 0, 0])
    # empty from March: C goes then, A in April when its right begins, B is paid to its end in May
    assert spent(ledger, "rent") == cents([1_700, 1_700, 1_500, 500, 500, 0])
    assert spent(ledger, "lease exit") == cents([0, 0, 50, 700, 0, 0])
    assert compare(simulate(plan), ledger).notes[-2:] == (
        "A at HQ, which is empty from 2027-03, can be broken from 2027-04: it is paid until then",
        "B at HQ, which closes, cannot be broken: it is paid until 2027-05",
    )


def test_notice_is_given_on_the_first_day_of_the_plan_at_the_earliest():
    lease = office(rent_per_month=1_000, break_from="2020-06", break_notice_months=4)
    assert spent(simulated(closed("2027-02"), plan=plan_of((lease,))), "rent") == cents([1_000] * 4 + [0, 0])


def test_what_has_moved_elsewhere_before_stays_there():
    ledger = simulated(moved("2027-02", to_site="Far", share=0.5), closed("2027-04", follow_share=1))
    assert people(ledger, "at_work", "clerks in Far") == heads([0, *[5] * 5])
    assert people(ledger, "at_work", "clerks") == heads([10, 5, 5, 0, 0, 0])
    assert people(ledger, "at_work", "clerks in Branch") == heads([0, 0, 0, 5, 5, 5])


def test_a_site_may_close_into_one_that_opens():
    ledger = simulated(opened(), closed("2027-03", to_site="New", follow_share=1))
    assert people(ledger, "at_work", "clerks in New") == heads([0, 0, *[10] * 4])
    assert spent(ledger, "rent") == cents([0, *[3_000] * 5])


@pytest.mark.parametrize(
    ("levers", "told"),
    [
        ([opened(site="Branch")], 'OpenSite: site: "Branch" is a site of the plan already; give the new site a name of its own'),
        ([opened(), opened(seats=12)], 'OpenSite: site: "New lease" is a lease of the plan already; give the new site a name of its own'),
        ([closed(to_site="HQ")], 'CloseSite: to_site: "HQ" is the site that closes; name another site'),
        ([closed(site="Far")], 'CloseSite: site: "Far" is a site where nobody works; break or sublet its leases instead'),
        (
            [moved("2027-02", to_site="Branch"), closed(site="Branch", to_site="Far")],
            'CloseSite: site: "Branch" is where clerks moves in the same scenario; move it elsewhere, or leave one of the two out',
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(levers, told):
    with pytest.raises(InputProblems) as refused:
        simulated(*levers)
    assert told in str(refused.value).splitlines()
