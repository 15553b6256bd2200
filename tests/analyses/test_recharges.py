"""Who bears the cost of the back office, by hand: to the cent, with what captives charge above it and what nobody bears."""

from __future__ import annotations

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses.recharges import recharges
from backoffice_lib.plan import Plan, Policies, Recharge, Site
from backoffice_lib.simulation import simulate
from tests.hand.small import clerks, office, small_plan

SITES = (Site(site="HQ"), Site(site="Manila", transfer_markup_share=0.05))
TEAMS = (
    clerks(heads=1, salary_per_year=1_000),
    clerks(team="abroad", site="Manila", heads=1, salary_per_year=100),
    clerks(team="audit", function="audit", heads=1, salary_per_year=600),
    clerks(team="head", function="management", heads=1, salary_per_year=1_200),
)
ROWS = (
    *(Recharge(function="records", business_unit=unit, allocation_key="boxes", weight=1) for unit in ("brokerage", "custody", "funds")),
    Recharge(function="audit", business_unit="brokerage", allocation_key="share", weight=0.5),
    Recharge(function="audit", business_unit="custody", allocation_key="share", weight=0.3),
    Recharge(site="HQ", business_unit="custody", allocation_key="heads", weight=2),
)
RENT = office(rent_per_month=300)


def plan_of(**more) -> Plan:
    return small_plan(3, **{"sites": SITES, "teams": TEAMS, "leases": (RENT,), "recharges": ROWS, "fiscal_year_start_month": 3, "policies": Policies(smallest_pay_group_heads=1)} | more)


@pytest.fixture(scope="module")
def answer():
    return recharges(simulate(plan_of()))


def borne(answer, unit: str, function: str = "", site: str = "") -> tuple[float, float]:
    [charge] = [one for one in (*answer.charges, *answer.left) if (one.business_unit, one.function, one.site) == (unit, function, site)]
    return charge.cost, charge.markup


def test_a_function_is_spread_by_its_key_to_the_cent(answer):
    # 1,000 / 4 and 100 / 4 are 275.00 in three months: 183.33 until February, 91.67 in March, a third each; Manila's part is 25.00
    parts = [borne(answer, unit, "records")[0] for unit in ("brokerage", "custody", "funds")]
    assert sum(parts) == pytest.approx(275.00)
    assert all(part == pytest.approx(91.67, abs=0.011) for part in parts)


def test_every_fiscal_year_adds_up_too(answer):
    [brokerage, custody, funds] = [one.by_year for one in answer.charges if one.function == "records"]
    assert [year for year, _, _ in brokerage] == [2027, 2028]
    for year, cost in ((0, 183.33), (1, 91.67)):
        assert sum(part[year][1] for part in (brokerage, custody, funds)) == pytest.approx(cost)


def test_shares_leave_the_rest_with_the_firm(answer):
    # 600 / 4
    assert [borne(answer, unit, "audit")[0] for unit in ("brokerage", "custody", "not recharged")] == [75.0, 45.0, 30.0]


def test_what_a_site_costs_besides_its_functions_has_a_key_of_its_own(answer):
    assert borne(answer, "custody", site="HQ") == (900.0, 0.0)


def test_what_no_row_is_for_is_listed_and_all_is_the_ledger(answer):
    assert [(one.of, one.share, one.cost) for one in answer.left] == [("management", 1.0, 300.0), ("audit", pytest.approx(0.2), 30.0)]
    ledger = simulate(plan_of())
    assert answer.recharged + answer.not_recharged == pytest.approx(answer.cost) == pytest.approx(ledger.by_month().sum())
    assert (answer.cost, answer.recharged, answer.not_recharged) == (1_625.0, 1_295.0, 330.0)


def test_a_captive_charges_a_mark_up_which_the_group_eliminates(answer):
    [manila] = answer.captives
    # a twentieth of 100 / 4
    assert (manila.cost, manila.profit, manila.charged) == (25.0, 1.25, 26.25)
    assert sum(borne(answer, unit, "records")[1] for unit in ("brokerage", "custody", "funds")) == pytest.approx(1.25)
    assert (answer.profit, answer.charged, answer.cost) == (1.25, 1_626.25, 1_625.0)


def test_a_captive_at_cost_and_a_site_that_is_none():
    at_cost = recharges(simulate(plan_of(sites=(SITES[0], SITES[1].with_(transfer_markup_share=0.0)))))
    assert [(one.site, one.profit) for one in at_cost.captives] == [("Manila", 0.0)]
    assert recharges(simulate(plan_of(sites=(SITES[0], Site(site="Manila"))))).captives == ()


def test_it_is_told_in_words_a_table_and_a_chart(answer):
    said = str(answer)
    assert said == (
        "Today recharges 80 % of USD 1,625, most of it, USD 1,037, to custody; USD 330 is not recharged. "
        "Captives charge USD 1 above their cost, which the group eliminates."
    )
    assert bo.table(answer).rows[-1] == ("total", pytest.approx(1_625.0), pytest.approx(1.25), pytest.approx(1_626.25))
    assert bo.table(answer, "captives").rows[-1][-2:] == (-1.25, 25.0)
    assert sum(bo.table(answer, "years").rows[-1][1:]) == pytest.approx(1_626.25)
    assert sum(sum(bar.x) for bar in bo.chart(answer).data) == pytest.approx(1_626.25)


def test_a_plan_that_says_nothing_recharges_nothing():
    answer = recharges(simulate(plan_of(recharges=())))
    assert str(answer) == "Today recharges none of its USD 1,625: recharges.csv says of no function who uses it."
    assert sum(one.cost for one in answer.left) == pytest.approx(1_625.0)


def test_functions_of_few_people_are_recharged_with_others_by_the_key_of_the_largest():
    teams = (clerks(heads=10), clerks(team="abroad", site="Manila", heads=2), clerks(team="audit", function="audit", heads=3), clerks(team="head", function="management", heads=6))
    answer = recharges(simulate(plan_of(teams=teams, leases=(), policies=Policies())))
    # 10 + 2 + 3 at 3,000 for three months are 135,000, a third to each unit that uses records; 6 are 54,000
    assert [(one.of, one.business_unit, one.cost) for one in answer.charges] == [("records and audit", unit, 45_000.0) for unit in ("brokerage", "custody", "funds")]
    assert [(one.of, one.cost) for one in answer.left] == [("management", 54_000.0)]
    assert (answer.captives, answer.profit) == ((), 0.0)
    assert answer.notes == (
        "records and audit are recharged together, by the key of records: one of them has too few people to show what they are paid",
        "the pay of abroad is not in the cost of Manila, nor in its mark-up: too few people to show it",
    )
