"""What working from home saves, part by part: the parts add up, and each effect is what the scenario costs more without it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from backoffice_lib import views
from backoffice_lib.analyses.compare import compare
from backoffice_lib.analyses.remote_saving import remote_saving
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.rates import read_rates
from backoffice_lib.files.scenarios import read_scenario, read_scenarios
from backoffice_lib.levers import BreakLease, FreezeHiring, HybridDays, OpenSite, RemoteWork
from backoffice_lib.plan import Work
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.small import clerks, office, small_plan
from tests.laws.levers import decided

EFFECTS = {"remote_output_share": 1.25, "remote_leavers_share": 0.5, "remote_pay_share": 0.9}


def plan_of_ten(**fields):
    """Ten clerks as the work takes them, in an office of 10 seats at 500 a month, for a year."""
    work = Work(work="claims", function="records", units_per_month=1_480, minutes_per_unit=60)
    lease = office(rent_per_seat_per_month=500, break_from="2027-01")
    team = clerks(**{"sized_by": "work", "cohort_loss_share_per_year": 0.12, "recruiting_cost_per_hire": 2_000} | fields)
    return small_plan(12, teams=(team,), work=(work,), leases=(lease,), rates=read_rates())


def at_home(**fields) -> Scenario:
    lever = RemoteWork(team="clerks", starting="2027-01", share=1, **{"subsidy_per_month": 50, "equipment_per_head": 300} | fields)
    return Scenario(name="all_at_home", levers=(lever, BreakLease(lease="HQ-1", on="2027-01")))


def answer(scenario: Scenario, plan=None):
    return remote_saving(plan or plan_of_ten(), scenario).choices[0]


def test_parts_by_hand_where_nothing_else_happens():
    parts = answer(at_home(), plan_of_ten(cohort_loss_share_per_year=0)).of
    # 12 × 10 × 500 of rent; 12 × 10 × 50 of subsidy; 10 × 300 of kit
    assert parts == {"space": 60_000, "productivity": 0, "attrition": 0, "pay": 0, "subsidy": -6_000, "set-up": -3_000}


def test_the_first_rent_of_a_plan_without_any_is_counted():
    branch = OpenSite(site="Branch", starting="2027-07", seats=10, rent_per_seat_per_month=500)
    plan = plan_of_ten(cohort_loss_share_per_year=0).with_(leases=())
    one = answer(Scenario(name="both", levers=(at_home().levers[0], branch)), plan)
    # 6 × 10 × 500 of rent where there was none
    assert one.of["space"] == -30_000 and one.saving == -30_000 - 6_000 - 3_000


def test_productivity_is_what_two_people_fewer_save():
    parts = answer(at_home(remote_output_share=1.25), plan_of_ten(cohort_loss_share_per_year=0, severance_months=0)).of
    # 8 people do it: 12 × 2 × 3,000 of pay, and no subsidy and kit for two; the bare scenario has the subsidy of ten
    assert parts["productivity"] == 72_000 + 12 * 2 * 50 + 2 * 300
    assert parts["subsidy"] == -6_000 and parts["set-up"] == -3_000


def test_in_a_team_of_a_written_number_productivity_is_told_and_not_counted():
    one = answer(at_home(remote_output_share=1.25), plan_of_ten(sized_by="heads", cohort_loss_share_per_year=0))
    assert one.of["productivity"] == 0 and one.productivity_at_pay == pytest.approx(0.25 * 360_000)
    assert "is worth 90,000 at pay" in str(views.table(one, "notes"))


def test_each_effect_is_what_the_scenario_costs_more_without_it():
    plan, one = plan_of_ten(), answer(at_home(**EFFECTS))

    def cost(**kept) -> float:
        return float(simulate(plan, at_home(**kept)).by_month().sum())

    without = dict(EFFECTS)
    steps = [cost(**without)]
    for field in EFFECTS:
        del without[field]
        steps.append(cost(**without))
    assert [one.of[part] for part in ("productivity", "attrition", "pay")] == pytest.approx(
        [after - before for before, after in zip(steps, steps[1:], strict=False)], abs=0.011
    )
    assert one.saving == compare(simulate(plan), simulate(plan, at_home(**EFFECTS))).saving


def test_without_productivity_is_the_scenario_without_it():
    cautious = {name: value for name, value in EFFECTS.items() if name != "remote_output_share"}
    left = answer(at_home(**EFFECTS)).without("productivity")
    assert left.saving == pytest.approx(answer(at_home(**cautious)).saving, abs=0.011)
    assert left.without("pay").left_out == ("productivity", "pay")
    with pytest.raises(InputProblems, match='"spase" is no part of the saving; did you mean "space"'):
        left.without("spase")


def test_ranges_are_the_published_ends_and_what_comes_of_them():
    plan, one = plan_of_ten(), answer(at_home(**EFFECTS))
    output, leavers = one.ranges
    assert (output.low, output.high, output.used) == (0.81, 1.13, (1.25,)) and (leavers.low, leavers.high) == (0.5, 1.0)
    rest = {name: value for name, value in EFFECTS.items() if name != "remote_output_share"}
    for end, saving in ((output.low, output.low_saving), (output.high, output.high_saving)):
        costs = [float(simulate(plan, at_home(**rest | more)).by_month().sum()) for more in ({}, {"remote_output_share": end})]
        assert saving == pytest.approx(costs[0] - costs[1], abs=0.011)
    assert leavers.low_saving == pytest.approx(one.of["attrition"], abs=0.011) and leavers.high_saving == 0
    assert output.low_saving < 0 < output.high_saving


def test_an_effect_of_hybrid_days_has_the_range_of_hybrid_days():
    hybrid = HybridDays(team="clerks", starting="2027-01", office_days_per_week=3, hybrid_leavers_share=0.8)
    (one,) = answer(Scenario(name="hybrid", levers=(hybrid,))).ranges
    assert (one.field, one.low, one.high) == ("hybrid_leavers_share", 0.67, 1.0)


def test_what_is_more_than_working_from_home_comes_last_and_is_told():
    freeze = FreezeHiring(team="clerks", starting="2027-02")
    mixed = Scenario(name="mixed", levers=(*at_home().levers, freeze))
    answers = remote_saving(plan_of_ten(), [mixed, at_home(), Scenario(name="frozen", levers=(freeze,))])
    assert [one.scenario for one in answers.choices] == ["all_at_home", "mixed"]
    assert answers.choices[1].other_initiatives == ("freeze hiring",)
    assert "part of the saving comes from freeze hiring" in str(views.table(answers, "notes"))


def test_stranded_cost_is_shown_and_not_added():
    plan = plan_of_ten(cohort_loss_share_per_year=0)
    stays = Scenario(name="stays", levers=at_home().levers[:1])
    one = answer(stays, plan)
    assert (one.stranded.against, one.stranded.scenario) == (0, 60_000)
    assert one.of["space"] == 0 and one.saving == -9_000


@pytest.mark.parametrize("name", ["meridian", "tiny", "remote_accountants", "claims_desk"])
def test_every_shipped_plan_has_an_answer_with_all_its_views(name):
    plan = read_plan(name)
    answers = remote_saving(plan, read_scenarios(plan))
    assert bool(answers.choices) == (name != "claims_desk") and str(answers)
    for one in answers.choices:
        assert one.saving == compare(simulate(plan), simulate(plan, read_scenario(plan, one.scenario))).saving
        assert str(one) and views.chart(one).layout.title.text
    for part in ("parts", "scenarios", "ranges", "stranded", "notes"):
        assert str(views.table(answers, part))
    assert json.loads(views.chart(answers).to_json())["layout"]["title"]["text"]


@given(decided())
def test_the_parts_add_up_to_the_saving(case):
    plan, scenario = case
    for one in remote_saving(plan, scenario).choices:
        ledgers = simulate(plan), simulate(plan, scenario)
        difference = float((ledgers[0].by_month() - ledgers[1].by_month())[:, 0].sum())
        size = sum(float(abs(ledger.by_month()).sum()) for ledger in ledgers) + sum(abs(part.saving) for part in one.parts)
        assert one.saving == pytest.approx(difference, abs=0.006 + 1e-12 * size)
