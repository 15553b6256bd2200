"""A centre of our own abroad, by hand: set-up, workplaces, expatriates, hours out of step, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from backoffice_lib.analyses.why import why
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Record
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers import CloseSite, NearshoreTeam, OffshoreTeam, OpenSite, OutsourceWork, RelocateTeam
from backoffice_lib.plan import ExchangeRateOf, KeptFunction, OnCostBand, Plan, Site
from backoffice_lib.plan.time_zones import hours_in_common
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import in_detail, simulate
from tests.hand.reading import cents, heads, people, spent
from tests.hand.small import bureau, clerks, small_plan

SITES = (
    Site(site="HQ", country="United States", time_zone="America/New_York"),
    Site(site="Manila", country="Philippines", time_zone="Asia/Manila"),
    Site(site="London", country="United Kingdom", time_zone="Europe/London"),
    Site(site="Nowhere"),
)


def plan_of(months: int = 6, **more: Any) -> Plan:
    return small_plan(months, **{"sites": SITES, "teams": (clerks(),)} | more)


def abroad(**fields: Any) -> OffshoreTeam:
    given = {"team": "clerks", "to_site": "Manila", "starting": "2027-03", "share": 0.5, "salary_per_year": 12_000}
    return OffshoreTeam(**given | fields)


def simulated(*levers: Record, plan: Plan | None = None) -> Ledger:
    return simulate(plan or plan_of(), Scenario(name="by hand", levers=levers))


def test_founding_is_paid_once_when_the_handing_over_begins():
    ledger = simulated(abroad(knowledge_transfer_months=2, set_up_cost=50_000))
    assert spent(ledger, "captive set-up") == cents([50_000, 0, 0, 0, 0, 0])


def test_two_teams_found_one_centre_together_and_it_belongs_to_the_site():
    plan = plan_of(teams=(clerks(), clerks(team="others", function="archive", heads=30)))
    ledger = simulated(abroad(team=("clerks", "others"), set_up_cost=40_000), plan=plan)
    assert spent(ledger, "captive set-up") == cents([0, 0, 40_000, 0, 0, 0])
    # by the posts of the two: 10 and 30
    by_function = {line: ledger.by_label("function")[line][2, 0] for line in ("records", "archive")}
    without = simulated(abroad(team=("clerks", "others")), plan=plan).by_label("function")
    assert [by_function[name] - without[name][2, 0] for name in ("records", "archive")] == cents([10_000, 30_000])
    assert ledger.by_label("site")["Manila"][2, 0] == pytest.approx(40_000 + 20 * 1_000)


def test_a_workplace_is_equipped_for_each_person_more_than_ever_before():
    growing = (abroad(workplace_cost_per_head=2_000), abroad(starting="2027-05", share=0.8, workplace_cost_per_head=2_000))
    # 5 people, then 8
    assert spent(simulated(*growing), "captive set-up") == cents([0, 0, 10_000, 0, 6_000, 0])
    # the places of those who leave are taken over by those who replace them
    leaving = plan_of(teams=(clerks(leavers_per_average_head_per_year=1.2),))
    assert sum(spent(simulated(abroad(workplace_cost_per_head=2_000), plan=leaving), "captive set-up")) == cents(10_000)


def test_workplaces_are_counted_where_leavers_are_drawn_by_chance():
    plan = plan_of(policies={"headcount": "whole", "leavers": "binomial"}, teams=(clerks(leavers_per_average_head_per_year=1.2),))
    ledger = in_detail(plan, Scenario(name="by chance", levers=(abroad(starting="2027-01", share=1, workplace_cost_per_head=2_000),)), draws=3, seed=1)
    assert ledger.by_category()["captive set-up"][:, 1:].sum(axis=0).tolist() == cents([20_000] * 3)


def test_expatriates_keep_their_posts_and_pay_at_home_and_come_back():
    ledger = simulated(abroad(expatriate_heads=2, expatriate_months=2, expatriate_cost_per_month=7_000))
    assert spent(ledger, "expatriates") == cents([0, 0, 14_000, 14_000, 0, 0])
    # half of the work of ten is done abroad; two more posts at home as long as two are away
    assert people(ledger, "at_work", "clerks") == heads([10, 10, 7, 7, 5, 5])
    assert people(ledger, "at_work", "clerks in Manila") == heads([0, 0, 5, 5, 5, 5])
    assert spent(ledger, "salaries") == cents([30_000, 30_000, 26_000, 26_000, 20_000, 20_000])


def test_every_figure_of_a_centre_says_why():
    ledger = simulated(abroad(set_up_cost=900, workplace_cost_per_head=2_000, expatriate_heads=2, expatriate_months=2, expatriate_cost_per_month=7_000))
    for category, factor in (("captive set-up", "workplace_cost_per_head"), ("captive set-up", "captive_set_up_cost"), ("expatriates", "expatriate_heads")):
        assert factor in str(why(ledger, category=category, month="2027-03"))


def test_nobody_is_sent_who_is_not_there():
    ledger = simulated(abroad(share=1, expatriate_heads=12, expatriate_months=1, expatriate_cost_per_month=1_000), plan=plan_of(teams=(clerks(time_to_hire_months=6),)))
    # twelve are asked for, and ten are there
    assert spent(ledger, "expatriates") == cents([0, 0, 10_000, 0, 0, 0])


def test_hours_that_time_zones_have_in_common():
    march = Month.of("2027-03")
    assert hours_in_common("America/New_York", "Asia/Manila", march) == 0.0
    # India and London are 5.5 hours apart in winter and 4.5 in summer, seven months of it by the 15th
    assert hours_in_common("Europe/London", "Asia/Kolkata", march) == pytest.approx((5 * 2.5 + 7 * 3.5) / 12)
    # four hours apart in March alone, when New York has changed its clocks and London has not
    assert hours_in_common("America/New_York", "Europe/London", march) == pytest.approx((11 * 3 + 4) / 12)
    # across the date line: 23 hours apart is one hour
    assert hours_in_common("Pacific/Auckland", "Pacific/Honolulu", Month.of("2027-06")) >= 6.0


def test_hours_out_of_step_are_paid_above_the_pay_of_the_hour():
    band = OnCostBand(scheme="there", band="all", rate_share=0.1)
    ledger = simulated(abroad(overlap_hours_per_day=4, shifted_hour_premium_share=0.3, on_costs="there"), plan=plan_of(schemes=(band,)))
    # 5 × 1,000 a month, of which 4 of 8 hours cost 0.3 more
    assert spent(ledger, "shift premiums") == cents([0, 0, 750, 750, 750, 750])
    assert spent(ledger, "on-costs") == cents([0, 0, 575, 575, 575, 575])
    assert list(ledger.levers[0].notes(ledger.plan)) == [
        "HQ and Manila have 0.0 hours of a working day in common, on average over the year; 4.0 are asked for"
    ]


def test_hours_out_of_step_may_cost_work_instead():
    ledger = simulated(abroad(overlap_hours_per_day=4, lost_output_share_per_hour=0.05))
    # 5 do the work of 4: 5 × 1 / (1 - 4 × 0.05)
    assert people(ledger, "at_work", "clerks in Manila") == heads([0, 0, 6.25, 6.25, 6.25, 6.25])
    assert spent(ledger, "shift premiums") == cents([0] * 6)


def test_where_the_day_is_long_enough_nothing_is_paid():
    near = NearshoreTeam(**dict(abroad(to_site="London", overlap_hours_per_day=3, shifted_hour_premium_share=0.3)))
    ledger = simulated(near)
    assert spent(ledger, "shift premiums") == cents([0] * 6)
    assert "have 3.1 hours of a working day in common" in next(iter(near.notes(ledger.plan)))


def test_pay_abroad_is_in_its_currency():
    ledger = simulated(
        abroad(salary_per_year=600_000, currency="PHP", set_up_cost=1_000), plan=plan_of(fx=(ExchangeRateOf(currency="PHP", rate=0.02),))
    )
    assert spent(ledger, "salaries") == cents([30_000, 30_000, *[15_000 + 5_000] * 4])
    assert spent(ledger, "captive set-up") == cents([0, 0, 1_000, 0, 0, 0])


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"expatriate_heads": 2}, "expatriate_months is missing, and expatriates are sent; give the months they stay"),
        ({"expatriate_cost_per_month": 2}, "expatriate_heads is missing, and what they cost or how long they stay is given"),
        ({"shifted_hour_premium_share": 0.1}, "overlap_hours_per_day is missing, and a cost of hours not in common is given"),
        ({"to_site": "Nowhere", "overlap_hours_per_day": 2}, "overlap_hours_per_day is given, and the time zone of Nowhere is not"),
    ],
)
def test_half_of_a_cost_is_refused(fields, told):
    [problem] = abroad(**fields).check(plan_of())
    assert told in str(problem).replace("OffshoreTeam: ", "").replace(":", "")


def kept(where: str) -> Plan:
    vendors = (bureau(), bureau(vendor="Far Bureau", mode="offshore"))
    return plan_of(vendors=vendors, kept_functions=(KeptFunction(function="records", kept_from=where, reason="the law says so"),))


MOVES = {
    "captive": abroad(),
    "relocated abroad": RelocateTeam(team="clerks", to_site="Manila", starting="2027-03", share=1),
    "closed": CloseSite(site="HQ", to_site="Manila", starting="2027-03"),
    "offshore vendor": OutsourceWork(function="records", vendor="Far Bureau", starting="2027-03", share=0.5),
    "vendor": OutsourceWork(function="records", vendor="Bureau", starting="2027-03", share=0.5),
}


@pytest.mark.parametrize(
    ("where", "refused"),
    [
        ("vendors", {"offshore vendor", "vendor"}),
        ("abroad", {"captive", "relocated abroad", "closed", "offshore vendor"}),
        ("both", set(MOVES)),
    ],
)
def test_a_kept_function_stays_where_it_is_kept(where, refused):
    told = {name: [str(problem) for problem in lever.check(kept(where))] for name, lever in MOVES.items()}
    assert {name for name, problems in told.items() if problems} == refused
    assert all("the law says so" in problem for problems in told.values() for problem in problems)


def test_a_move_at_home_or_to_where_nobody_says_is_no_move_abroad():
    home = RelocateTeam(team="clerks", to_site="Nowhere", starting="2027-03", share=1)
    assert not list(home.check(kept("both")))


def test_a_new_site_may_be_abroad():
    opened = OpenSite(site="Cebu", starting="2027-02", seats=9, rent_per_month=900, country="Philippines", time_zone="Asia/Manila")
    moved = RelocateTeam(team="clerks", to_site="Cebu", starting="2027-03", share=1)
    with pytest.raises(InputProblems, match="records is not to go abroad: the law says so"):
        simulated(opened, moved, plan=kept("abroad"))
    [problem] = OpenSite(site="Cebu", starting="2027-02", seats=9, rent_per_month=900, time_zone="Asia/Manilla").check(plan_of())
    assert problem.nearest == "Asia/Manila"
