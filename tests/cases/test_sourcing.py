"""Make or buy against the worked cases: what stops and what does not, whose costs are sunk, and bids that were wrong."""

from __future__ import annotations

from typing import Any

import pytest

from backoffice_lib.analyses.compare import compare
from backoffice_lib.analyses.make_or_buy import MakeOrBuyAnswer, make_or_buy
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.levers import OutsourceWork
from backoffice_lib.plan import Assumption, FormCost, MakeOrBuy, OnCostBand, Plan, Team, Vendor
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.cases.reading import case
from tests.hand.small import bureau, clerks, small_plan

ALL_OF_IT = OutsourceWork(function="records", vendor="Bureau", starting="2027-01", share=1)


def plan_of(teams: tuple[Team, ...], months: int = 12, vendor: Vendor | None = None, **parts: Any) -> Plan:
    """A plan with the standards of the workbench, a team or two and a vendor."""
    shipped = read_plan("a76_reference")
    known = {"standards": shipped.standards, "administration": shipped.administration}
    return small_plan(months, teams=teams, vendors=(vendor or bureau(),), **known, **parts)


def form(price_per_year: float, *costs: FormCost) -> MakeOrBuy:
    """The form of a firm without overhead of its own."""
    return MakeOrBuy(contract_price_per_year=price_per_year, overhead_share=0, costs=costs)


def placed(plan: Plan, lever: OutsourceWork = ALL_OF_IT) -> MakeOrBuyAnswer:
    return make_or_buy(plan, Scenario(name="outsourced", levers=(lever,)))


def test_out_01_the_payroll_department_of_a_delivery_company() -> None:
    given, expected, within = case("out-01-edc-payroll")
    of = given["department_costs"]
    people = (clerks(heads=1, salary_per_year=of["payroll clerks salaries"]),)

    def answer(supervisor: float) -> MakeOrBuyAnswer:
        """The supervisor moves on; in house another manager would have to be hired, and space be rented elsewhere."""
        costs = [
            FormCost(form_cost="supplies", line=2, cost_per_year=of["supplies"]),
            FormCost(form_cost="training", line=3, cost_per_year=of["training"]),
            *(
                FormCost(form_cost=name, line=3, cost_per_year=of[name], avoidable_share=0)
                for name in ("depreciation of equipment", "allocated building", "allocated admin overhead")
            ),
            FormCost(form_cost="overflow space", line=5, cost_per_year=given["rented_overflow_space_avoided"]),
            FormCost(form_cost="a manager to hire", line=5, cost_per_year=supervisor),
        ]
        return placed(plan_of(people, make_or_buy=form(given["vendor_fee"], *costs)))

    found = answer(59_800)
    lens = found.lens("avoidable")
    assert lens.in_house == pytest.approx(expected["avoidable_cost"], abs=within)
    assert lens.saving == pytest.approx(expected["advantage_of_outsourcing"], abs=within)
    assert lens.verdict == "outsourced" == f"{expected['decision']}d"
    # the traps: the supervisor's own pay goes on; and all costs of the department are on the first four lines, not what stops
    assert answer(of["payroll supervisor salary"]).lens("avoidable").saving == pytest.approx(expected["wrong_if_supervisor_salary_counted"], abs=within)
    naive = sum(found.line(number).amount for number in (1, 2, 3, 4)) + of["payroll supervisor salary"]
    assert naive == pytest.approx(expected["naive_total_cost"], abs=within)


def test_out_03_replace_the_payroll_accountant() -> None:
    given, expected, within = case("out-03-piedmont-payroll")
    band = OnCostBand(scheme="benefits", band="all", rate_share=given["benefits"] / given["salary"])
    costs = (
        FormCost(form_cost="updates", line=2, cost_per_year=given["annual_updates"]),
        FormCost(form_cost="development", line=3, cost_per_year=given["professional_development"]),
        FormCost(form_cost="software, bought already", line=3, one_off_cost=given["software_already_bought"], avoidable_share=0),
    )
    price = given["vendor_per_week"] * given["weeks"]
    person = (clerks(heads=1, salary_per_year=given["salary"], on_costs="benefits"),)
    lens = placed(plan_of(person, on_costs=(band,), make_or_buy=form(price, *costs))).lens("avoidable")
    assert lens.in_house == pytest.approx(expected["replace_cost"], abs=within)
    assert lens.outsourced == pytest.approx(expected["outsource_cost"], abs=within)
    assert lens.saving == pytest.approx(expected["difference"], abs=within)
    assert lens.verdict == "in-house" and lens.flip_price_per_year == pytest.approx(expected["replace_cost"], abs=within)


def test_out_06_counsel_of_our_own_or_a_law_firm() -> None:
    given, expected, within = case("out-06-lake-law")
    band = OnCostBand(scheme="benefits", band="all", rate_share=given["benefits_rate"])
    people = (
        clerks(team="counsel", heads=1, salary_per_year=given["salary"], on_costs="benefits"),
        clerks(team="assistant", heads=1, salary_per_year=given["assistant_hours_week"] * given["assistant_rate"] * given["weeks"]),
    )
    hours = given["rate_per_hour"] * given["hours_per_trust"] * given["trusts"]
    price = given["retainer"] + hours + given["fee_per_trust"] * given["trusts"]
    redecorated = FormCost(form_cost="redecoration, last year", line=3, one_off_cost=given["redecoration_last_year_sunk"], avoidable_share=0)
    lens = placed(plan_of(people, on_costs=(band,), make_or_buy=form(price, redecorated))).lens("avoidable")
    assert lens.in_house == pytest.approx(expected["in_house"], abs=within)
    assert lens.outsourced == pytest.approx(expected["external"], abs=within)
    assert -lens.saving == pytest.approx(expected["saving_in_house"], abs=within)
    assert lens.verdict == "in-house"


def test_out_08_an_error_in_the_bid_in_house_turns_the_decision() -> None:
    given, expected, within = case("out-08-dfas-a76")
    right, wrong = 1e6 * expected["in_house_corrected_musd"], 1e6 * given["in_house_overstated_musd"]
    people = (clerks(heads=given["jobs"], salary_per_year=right / 10 / given["jobs"]),)
    price = 1e6 * given["contract_value_10y_musd"] / 10

    def lens(*costs: FormCost) -> Any:
        return placed(plan_of(people, months=120, make_or_buy=form(price, *costs))).lens("price")

    before, after = lens(FormCost(form_cost="the error", line=5, cost_per_year=wrong / 10)), lens()
    assert before.in_house / 1e6 == pytest.approx(expected["in_house_stated_musd"], abs=within)
    assert before.saving / 1e6 == pytest.approx(given["contractor_advantage_before_musd"], abs=within)
    assert -after.saving / 1e6 == pytest.approx(expected["in_house_advantage_after_musd"], abs=within)
    assert (before.verdict, after.verdict) == ("outsourced", "in-house")


@pytest.mark.parametrize(("transition", "years"), [("transition", "payback_years"), ("baseline_transition", "baseline_payback_years")])
def test_out_09_payback_of_a_transition(transition: str, years: str) -> None:
    given, expected, within = case("out-09-mfgcalcs-roi")
    fee = 60_000.0
    person = (clerks(heads=1, salary_per_year=fee + given["gross_saving"]),)
    share = Assumption(assumption="governance_share_of_vendor_fees", value=given["vendor_management"] / fee)
    plan = plan_of(person, 60, bureau(price_per_fte_per_year=fee), assumptions=(share,), make_or_buy=MakeOrBuy(overhead_share=0))
    lever = ALL_OF_IT.with_(transition_cost_per_fte=given[transition])
    saving = placed(plan, lever).lens("avoidable").saving
    assert saving == pytest.approx(5 * expected["net_saving"] - given[transition], abs=within)
    if transition == "transition":
        assert saving == pytest.approx(expected["five_year_net"], abs=within)
        assert 100 * (given["transition"] / given["baseline_transition"] - 1) == pytest.approx(expected["increase_pct"], abs=within)
    # we count whole months, the first in which all is paid back: 48.4 and 19.4 months end in month 49 and 20
    months = compare(simulate(plan), simulate(plan, Scenario(name="outsourced", levers=(lever,)))).payback_months
    assert (months - 1) / 12 < expected[years] <= months / 12
