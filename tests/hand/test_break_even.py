"""Break-evens worked out by hand: forty people here against a vendor's forty, and what turns the decision."""

from __future__ import annotations

from typing import Any

import pytest

from backoffice_lib.analyses.break_even import break_even
from backoffice_lib.analyses.decision_map import Axis, decision_map
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.levers import ChangePay, OutsourceWork
from backoffice_lib.plan import ExchangeRateOf, Plan
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import simulate
from tests.hand.small import bureau, clerks, small_plan

ALL_OUT = OutsourceWork(function="records", vendor="Bureau", starting="2027-01", share=1)
OUTSOURCED = Scenario(name="outsourced", levers=(ALL_OUT,))
PRODUCTIVITY, PRICE = "vendors.Bureau.productivity_share", "vendors.Bureau.price_per_fte_per_year"


def forty(vendor: dict[str, Any] | None = None, months: int = 12, **parts: Any) -> Plan:
    """Forty clerks at 90,000 a year, and a vendor at 50,000 for each full-time year; no on-costs, nothing for the change."""
    asks = {"price_per_fte_per_year": 50_000} | (vendor or {})
    return small_plan(months, **{"teams": (clerks(heads=40, salary_per_year=90_000),), "vendors": (bureau(**asks),)} | parts)


def test_the_decision_flips_at_a_productivity_of_five_ninths() -> None:
    answer = break_even(forty(), OUTSOURCED, input=PRODUCTIVITY)
    # 40 × 90,000 = 3,600,000 here; 40 × 50,000 / p there: the same at p = 50,000 / 90,000
    assert [one.value for one in answer.crossings] == pytest.approx([5 / 9], abs=1e-8)
    assert (answer.crossings[0].cheaper, answer.direction, answer.now) == ("above", "more", 1.0)
    # 3,600,000 - 2,000,000
    assert answer.saving_now == 1_600_000
    assert str(answer) == (
        "Outsourced costs the same as today with productivity of Bureau at 55.56 %, and is cheaper above it. "
        "As it is at 100 %, it saves USD 1,600,000 over 12 months. Bureau makes up for slower people with more of them, at its price."
    )


def test_where_nothing_flips_it_says_so() -> None:
    answer = break_even(forty(), OUTSOURCED, input=PRODUCTIVITY, between=(0.6, 1.2))
    assert (answer.crossings, answer.found) == ((), "no flip between 0.6 and 1.2")
    assert answer.where == "Outsourced has no break-even between 60 % and 120 % for productivity of Bureau."


@pytest.mark.parametrize(
    ("shortfall", "at_four_fifths", "flips", "said"),
    [
        # 40 / 0.8 at 50,000 instead of 40 at 90,000
        ("vendor_adds_people", 1_100_000, 5 / 9, "Bureau makes up for slower people with more of them, at its price."),
        # 40 at 50,000, and 8 of ours at 90,000
        ("backfill_at_home", 880_000, 5 / 9, "Our own people make up for slower people of Bureau, at their pay."),
        # 40 at 50,000, whatever waits: it is never dearer
        ("backlog", 1_600_000, None, "What slower people of Bureau leave undone waits with us, at the penalties of the work."),
    ],
)
def test_who_absorbs_what_slower_people_do_not_do_is_said_and_changes_the_cost(shortfall, at_four_fifths, flips, said) -> None:
    answer = break_even(forty({"productivity_share": 0.8}), OUTSOURCED, input=PRODUCTIVITY, shortfall=shortfall)
    assert (answer.saving_now, [one.value for one in answer.crossings]) == (at_four_fifths, pytest.approx([flips] if flips else []))
    assert [(one.vendor, one.shortfall) for one in answer.absorbed] == [("Bureau", shortfall)] and str(answer).endswith(said)
    of_vendor = forty({"productivity_share": 0.8, "shortfall": shortfall})
    again = break_even(of_vendor, OUTSOURCED, input=PRODUCTIVITY)
    assert (again.saving_now, again.points, again.absorbed) == (answer.saving_now, answer.points, answer.absorbed)
    mapped = decision_map(of_vendor, OUTSOURCED, size=2)
    assert mapped.saving_now == at_four_fifths and str(mapped).endswith(said)
    with pytest.raises(InputProblems, match='^shortfall: "backfil" is not one of the choices; did you mean "backfill_at_home"\\?$'):
        decision_map(of_vendor, OUTSOURCED, shortfall="backfil")


def test_an_assumption_that_a_cost_takes_for_granted_can_be_asked_for() -> None:
    # 3,600,000 - 2,000,000 × (1 + g) = 0
    (share,) = break_even(forty(), OUTSOURCED, input="assumptions.governance_share_of_vendor_fees", between=(0, 1)).crossings
    assert share.value == pytest.approx(0.8, abs=1e-8)


def test_price_currency_and_share() -> None:
    # as dear as our own at 90,000
    (price,) = break_even(forty(), OUTSOURCED, input=PRICE).crossings
    assert (price.value, price.cheaper) == (pytest.approx(90_000, abs=1e-3), "below")
    # 4,000,000 rupees at 0.0125 are 50,000; at 0.0225 they are 90,000
    rupees = forty({"price_per_fte_per_year": 4_000_000, "currency": "INR"}, fx=(ExchangeRateOf(currency="INR", rate=0.0125),))
    (rate,) = break_even(rupees, OUTSOURCED, input="fx.INR.rate").crossings
    assert rate.value == pytest.approx(0.0225, abs=1e-9)
    # one number alone needs no field
    assert break_even(rupees, OUTSOURCED, input="fx.INR").crossings == (rate,)
    # none of the work placed costs the same as none, and is no crossing
    share = break_even(forty(), OUTSOURCED, input="scenario.outsource_work.share")
    assert (share.found, share.direction) == ("no flip between 0 and 1", "more")
    assert share.points[0] == (0.0, 0.0)


def test_months_are_tried_one_by_one() -> None:
    # each month of dual running pays 40 × 7,500 = 300,000 again; twelve months save 1,600,000: five cost 1,500,000, six 1,800,000
    answer = break_even(forty(), OUTSOURCED, input="scenario.1.dual_running_months", between=(0, 9))
    assert [(one.value, one.cheaper) for one in answer.crossings] == [(6.0, "below")]
    assert [value for value, _ in answer.points] == list(range(10))
    assert [saving for _, saving in answer.points] == [1_600_000 - 300_000 * month for month in range(10)]
    assert answer.where == "Outsourced breaks even in dual running of outsource work: no longer cheaper from 6 months."


def test_a_saving_to_be_reached_instead_of_none() -> None:
    # 3,600,000 - 40 × price = 1,000,000 at a price of 65,000
    (asked,) = break_even(forty(), OUTSOURCED, input=PRICE, target=1_000_000).crossings
    assert asked.value == pytest.approx(65_000, abs=1e-3)


def test_at_present_value_the_early_months_count_more() -> None:
    # Discounting does not matter where both sides pay the same each month: the break-even is the same.
    plan = forty(discount_rate_per_year=0.21)
    (price,) = break_even(plan, OUTSOURCED, input=PRICE, by="npv").crossings
    assert price.value == pytest.approx(90_000, abs=1e-3)
    # With 120,000 for handing over in the first month, discounted one month, against savings in twelve months each discounted its own:
    # 40 × (90,000 - p) / 12 × Σ d^m = 120,000 × d, d = 1.21^(-1/12)
    handed = Scenario(name="handed", levers=(ALL_OUT.with_(transition_cost_per_fte=3_000),))
    (price,) = break_even(plan, handed, input=PRICE, by="npv").crossings
    d = 1.21 ** (-1 / 12)
    weights = sum(d**month for month in range(1, 13))
    assert price.value == pytest.approx(90_000 - 120_000 * d * 12 / 40 / weights, abs=1e-3)


def test_against_another_scenario_and_in_what_it_is_held_against() -> None:
    cheaper = Scenario(name="less pay", levers=(ChangePay(team="clerks", starting="2027-01", raise_share=-0.1),))
    # 40 × 81,000 here: the vendor may ask 81,000
    (price,) = break_even(forty(), OUTSOURCED, cheaper, PRICE).crossings
    assert price.value == pytest.approx(81_000, abs=1e-3)
    # pay would have to fall to 50,000 of 90,000
    (less,) = break_even(forty(), OUTSOURCED, cheaper, "against.change_pay.raise_share", between=(-0.5, 0.5)).crossings
    assert less.value == pytest.approx(-4 / 9, abs=1e-8)


def test_pay_is_told_against_what_it_is_now() -> None:
    answer = break_even(forty(), OUTSOURCED, input="teams.clerks.salary_per_year")
    assert answer.crossings[0].value == pytest.approx(50_000, abs=1e-3)
    assert "0.5556 times what it is now" in str(answer) and "50,000" not in str(answer) and "90,000" not in str(answer)


def test_what_changes_nothing_is_told() -> None:
    answer = break_even(forty(), OUTSOURCED, input="teams.clerks.fte_share", between=(0.5, 0.9))
    assert answer.direction == "more"
    idle = break_even(forty(), OUTSOURCED, input="vendors.Bureau.term_months")
    assert (idle.direction, idle.where) == ("nothing", "Term of Bureau makes no difference to what outsourced saves against today.")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("vendor.Bureau.productivity_share", 'vendor.Bureau.productivity_share: "vendor" is no part of the plan; did you mean "vendors"?'),
        ("vendors.Bureu.productivity_share", 'vendors.Bureu.productivity_share: "Bureu" is not one of vendors; did you mean "Bureau"?'),
        ("vendors.Bureau.productivity", 'vendors.Bureau.productivity: "productivity" is no field of Bureau of vendors; did you mean "productivity_share"?'),
        ("vendors.Bureau.mode", "vendors.Bureau.mode: is not a number; use price_per_fte_per_year, price_per_hour, productive_hours_per_year, fixed_fee_per_month, gain_share, "
            "minimum_units_per_month, productivity_share, ramp_months, ramp_start_share, leavers_share_per_year, defect_share, defect_rework_minutes "
            "and 6 more"),
        ("scenario.outsource.share", 'scenario.outsource.share: "outsource" is no initiative of scenario outsourced; it has 1: outsource_work; did you mean "outsource_work"?'),
        ("levers.1.shre", 'levers.1.shre: "shre" is no field of outsource_work; did you mean "share"?'),
        ("indices.rents.growth_share_per_year", 'indices.rents.growth_share_per_year: "indices" is no part of the plan; use teams, sites, vendors, assumptions, scenario'),
        ("assumptions.governance_share", 'assumptions.governance_share: "governance_share" is not one of assumptions; did you mean "governance_share_of_vendor_fees"?'),
        ("discount_rate", 'discount_rate: leads to no number of the plan; did you mean "discount_rate_per_year"?'),
    ],
)
def test_a_path_that_leads_nowhere_is_refused(path: str, message: str) -> None:
    with pytest.raises(InputProblems) as refused:
        break_even(forty(), OUTSOURCED, input=path)
    assert str(refused.value) == message


def test_one_of_several_initiatives_is_asked_for_by_its_place() -> None:
    twice = Scenario(name="twice", levers=(ALL_OUT.with_(share=0.5), ALL_OUT.with_(starting="2027-07")))
    with pytest.raises(InputProblems, match="has 2 of them; say which: scenario.1.share, scenario.2.share$"):
        break_even(forty(), twice, input="scenario.outsource_work.share")
    assert break_even(forty(), twice, input="scenario.2.share").now == break_even(forty(), twice, input="levers.2.share").now == 1.0


def test_a_range_outside_the_bounds_of_the_field_is_refused() -> None:
    with pytest.raises(InputProblems, match=r"^low of vendors.Bureau.productivity_share: is 0; give a share, more than 0 and at most 10"):
        break_even(forty(), OUTSOURCED, input=PRODUCTIVITY, between=(0, 1))
    with pytest.raises(InputProblems, match="is not below high; give a range from a lower to a higher value$"):
        break_even(forty(), OUTSOURCED, input=PRODUCTIVITY, between=(2, 1))
    with pytest.raises(InputProblems, match="is 0 now, so no range can be guessed; give the lowest and the highest value to try$"):
        break_even(forty(), OUTSOURCED, input="scenario.1.transition_cost_per_fte")


def test_a_map_of_productivity_and_price() -> None:
    answer = decision_map(forty(), OUTSOURCED, TODAY, Axis(between=(0.5, 1.0)), Axis(between=(30_000, 90_000)), size=3)
    # 3,600,000 - 40 × price / productivity, at 0.5, 0.75 and 1
    assert answer.savings == (
        (1_200_000.0, 2_000_000.0, 2_400_000.0),
        (-1_200_000.0, 400_000.0, 1_200_000.0),
        (-3_600_000.0, -1_200_000.0, 0.0),
    )
    assert answer.cheaper_share == 5 / 9
    assert str(answer) == (
        "Outsourced is cheaper than today in 56% of the range tried of productivity of Bureau and price of Bureau; "
        "as they are it saves USD 1,600,000 over 12 months. Bureau makes up for slower people with more of them, at its price."
    )


def test_a_map_with_months_on_one_side() -> None:
    answer = decision_map(forty(), OUTSOURCED, across=Axis(between=(0.5, 1.0)), up=Axis("scenario.1.dual_running_months", (0, 2)), size=3)
    # another 300,000 for each month, whatever the productivity
    assert (answer.up_values, [row[2] for row in answer.savings]) == ((0.0, 1.0, 2.0), [1_600_000.0, 1_300_000.0, 1_000_000.0])


def test_a_map_needs_two_inputs() -> None:
    with pytest.raises(InputProblems, match="is the input across too; name two inputs$"):
        decision_map(forty(), OUTSOURCED, across=PRICE, up=PRICE)
    with pytest.raises(InputProblems, match="^scenario idle: places no work with a vendor; name the inputs across and up$"):
        decision_map(forty(), Scenario(name="idle"))


def test_every_value_is_the_same_as_a_simulation_by_itself() -> None:
    plan = forty()
    for value, saving in break_even(plan, OUTSOURCED, input=PRODUCTIVITY).points[::6]:
        vendor = plan.vendors[0].with_(productivity_share=value)
        alone = plan.with_(vendors=(vendor,))
        single = simulate(alone).by_month().sum() - simulate(alone, OUTSOURCED).by_month().sum()
        assert saving == pytest.approx(single, abs=0.01)
