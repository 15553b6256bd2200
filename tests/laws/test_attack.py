"""No document gives away what a few people are paid, however its figures are added and subtracted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice_lib.analyses.bridge import bridge_of
from backoffice_lib.analyses.capacity import capacity
from backoffice_lib.analyses.compare import compare
from backoffice_lib.analyses.concentration import concentration
from backoffice_lib.analyses.recharges import recharges
from backoffice_lib.analyses.reconcile import reconcile
from backoffice_lib.analyses.report_month import report_month
from backoffice_lib.analyses.summarise import summarise
from backoffice_lib.analyses.variance import variance
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenarios
from backoffice_lib.ledger.columns import shown_columns
from backoffice_lib.ledger.wide import wide
from backoffice_lib.plan import AccountRow, Actual, Plan, Policies, Recharge, Site, Team
from backoffice_lib.plan.structure import HeadcountStep
from backoffice_lib.simulation import simulate
from tests.hand.small import clerks, office, small_plan
from tests.laws.attack import given_away
from tests.laws.pages import page

DOCUMENTS = {
    "summarise": lambda ledgers: summarise(ledgers[0]),
    "recharges": lambda ledgers: recharges(ledgers[0]),
    "reconcile": lambda ledgers: reconcile(ledgers[0]),
    "concentration": lambda ledgers: concentration(ledgers[0]),
    "capacity": lambda ledgers: capacity(ledgers[0]),
    "report_month": lambda ledgers: [report_month(ledgers[0], month) for month in ledgers[0].plan.calendar],
    "ledger": lambda ledgers: shown_columns(ledgers[0]),
    "wide": lambda ledgers: wide(ledgers[0]),
    "wide in cash": lambda ledgers: wide(ledgers[0], "cash"),
    "variance": lambda ledgers: [variance(ledgers[0], ledgers[0], by=by) for by in ("account", "category", "function", "team", "site")],
}
"""What is made of one ledger."""
PAGES = (
    "does_remote_work_save_money_here",
    "does_the_ledger_tie",
    "in_house_or_outsourced",
    "monthly_report",
    "what_changed_since_last_month",
    "what_does_today_cost",
    "why_is_this_number_what_it_is",
)
"""The notebooks whose figures hold pay and follow from whole ledgers."""

SITES = (Site(site="HQ"), Site(site="North"), Site(site="Pune", country="India", transfer_markup_share=0.05))


def firm(**parts) -> Plan:
    """Two large teams, and small ones: alone at a site abroad, in a function, in a mode; one grows from 3 to 6, one is joined by a first person."""
    teams = (
        clerks(heads=12, salary_per_year=3.1e4),
        clerks(team="north", site="North", heads=9, salary_per_year=3.7e4, overtime_share=0.1),
        clerks(team="payroll", function="payroll", heads=3, salary_per_year=4.3e4),
        clerks(team="abroad", site="Pune", mode="offshore", heads=2, salary_per_year=5.3e4, bonus_share=0.1, severance_months=2),
        clerks(team="advice", function="advice", mode="remote", heads=0, salary_per_year=7.9e4, shift_premium_share=0.1),
    )
    steps = (HeadcountStep(team="payroll", month="2027-03", heads=6), HeadcountStep(team="advice", month="2027-02", heads=1))
    shares = (("records", "boxes", "funds", 1), ("records", "boxes", "custody", 2), ("payroll", "heads", "custody", 1), ("payroll", "heads", "retail", 3))
    given = {
        "sites": SITES,
        "teams": teams,
        "headcount": steps,
        "leases": (office(rent_per_month=1_000),),
        "recharges": tuple(Recharge(function=of, allocation_key=key, business_unit=unit, weight=weight) for of, key, unit, weight in shares),
        "accounts": (AccountRow(account="6000", category="salaries", function="records"), AccountRow(account="6100", category="rent")),
        "actuals": tuple(Actual(month="2027-02", account=account, amount=90_000) for account in ("6000", "6100")),
        "last_close": "2027-02",
        "fiscal_year_start_month": 3,
        "policies": Policies(bonus_month=3),
    }
    return small_plan(**{"months": 3} | given | parts)


@pytest.mark.slow
@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_plan_of_large_and_small_teams(document):
    assert given_away(DOCUMENTS[document], [simulate(firm())]) == []


@pytest.mark.slow
def test_a_comparison_and_a_bridge():
    plan = firm()
    dearer = plan.with_(teams=tuple(team.with_(salary_per_year=team.salary_per_year * 1.1) for team in plan.teams))
    ledgers = [simulate(plan), simulate(dearer)]
    assert given_away(lambda both: [compare(*both), bridge_of(*both, by="category")], ledgers) == []


def test_what_can_be_worked_out_is_found():
    """By function, `payroll` is alone; by site, `abroad`; by mode, `advice`, whose is the only shift premium too."""
    ledger = simulate(firm())
    by = {name: given_away(lambda ledgers, name=name: ledgers[0].by_label(name), [ledger]) for name in ("function", "site", "mode")}
    assert ("payroll",) in by["function"] and ("abroad",) not in by["function"]
    assert ("abroad",) in by["site"] and ("payroll",) not in by["site"]
    assert ("advice",) in by["mode"]
    assert ("advice",) in given_away(lambda ledgers: ledgers[0].by_category(), [ledger])
    assert given_away(lambda ledgers: ledgers[0].by_month(), [ledger]) == []


@st.composite
def firms(draw: st.DrawFn) -> Plan:
    """Plans of three or four teams over two months, each in another fiscal year, most of them small and of several functions, sites and modes."""
    def team(name: str) -> Team:
        places = st.sampled_from((("HQ", "office"), ("North", "hybrid"), ("Pune", "offshore")))
        site, mode = draw(places)
        function = "records" if name == "one" else draw(st.sampled_from(("records", "payroll", "advice")))
        extras = {extra: draw(st.sampled_from((0.0, 0.1))) for extra in ("bonus_share", "overtime_share", "shift_premium_share")}
        heads, pay = draw(st.sampled_from((1, 2, 3, 4, 6, 12))), draw(st.integers(20, 90)) * 1_000 + 7
        return clerks(team=name, function=function, site=site, mode=mode, heads=heads, salary_per_year=pay, **extras)

    teams = tuple(team(name) for name in ("one", "two", "three", "four")[: draw(st.integers(3, 4))])
    steps = tuple(HeadcountStep(team=one.team, month="2027-03", heads=one.heads + 3) for one in teams if draw(st.booleans()))
    recharged = tuple(one for one in firm().recharges if one.function in {team.function for team in teams})
    return firm(start="2027-02", months=2, teams=teams, headcount=steps, recharges=recharged)


@pytest.mark.slow
@given(firms(), st.sampled_from(sorted(DOCUMENTS)))
def test_any_plan_of_small_teams(plan, document):
    assert given_away(DOCUMENTS[document], [simulate(plan)]) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_the_pages_of_a_shipped_plan(name):
    plan = read_plan("claims_desk")
    scenarios = read_scenarios(plan)
    assert given_away(page(name, plan, scenarios), [simulate(plan), *(simulate(plan, one) for one in scenarios)], by_year=True) == []
