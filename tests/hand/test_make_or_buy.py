"""The reference plan of the make-or-buy form, line by line as worked out by hand, and the traps of the circular."""

from __future__ import annotations

from typing import Any

import pytest

from backoffice_lib.analyses.make_or_buy import LENSES, MakeOrBuyAnswer, make_or_buy
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.levers import OutsourceWork
from backoffice_lib.plan import ExchangeRateOf, FormCost, MakeOrBuy, Plan
from backoffice_lib.scenario import Scenario
from tests.hand.small import bureau, clerks, small_plan

PLAN = read_plan("a76_reference")
CONTRACT = read_scenario(PLAN, "contract")


def asked(scenario: Scenario = CONTRACT, **form: Any) -> MakeOrBuyAnswer:
    """The reference plan with the form filled in otherwise."""
    return make_or_buy(PLAN.with_(make_or_buy=PLAN.make_or_buy.with_(**form)), scenario)


def amounts(answer: MakeOrBuyAnswer) -> dict[int, float | str]:
    return {line.line: line.amount for line in answer.lines}


def savings(answer: MakeOrBuyAnswer) -> dict[str, float]:
    return {lens.name: lens.saving for lens in answer.lenses}


def test_the_standard_form_line_by_line():
    assert amounts(asked()) == {
        1: 9_810_000,  # 3 × 40 × 60,000 × 1.3625
        2: 150_000,  # 3 × 50,000
        3: 1_508_670,  # 3 × (480,000 + 0.7 % × 3,270,000)
        4: 1_177_200,  # 3 × 12 % × 3,270,000
        5: 0,
        6: 12_645_870,
        7: 12_000_000,
        8: 615_000,  # 3 × 2 × 102,500: 40 are in the band of 21 to 50
        9: 0,
        10: 120_000,  # 5 % × 40 × 60,000, once
        11: 0,
        12: -120_000,  # 1 % × 12,000,000
        13: 12_615_000,
        14: 981_000,  # 10 % × 9,810,000
        15: 12_645_870,
        16: 13_596_000,
        17: 950_130,
        18: "in-house",
    }
    assert asked().line(3).by_period == (502_890, 502_890, 502_890)
    assert asked().line(4).by_period == (392_400, 392_400, 392_400)
    assert asked().line(10).by_period == (120_000, 0, 0)


def test_the_comparisons_in_their_order():
    answer = asked()
    assert [lens.name for lens in answer.lenses] == list(LENSES)
    assert list(LENSES) == ["cash_budget", "price", "full_cost", "full_cost_with_hurdle", "avoidable"]
    assert savings(answer) == {
        "cash_budget": -531_330,  # 9,810,000 + 150,000 + 1,508,670 - 12,000,000
        "price": 645_870,
        "full_cost": 30_870,
        "full_cost_with_hurdle": -950_130,
        "avoidable": -1_986_330,
    }
    # 9,810,000 + 150,000 + 68,670 of insurance + rent for 18 of 36 months, 720,000; against 12,000,000 + 615,000 + 120,000
    assert (answer.lens("avoidable").in_house, answer.lens("avoidable").outsourced) == (10_748_670, 12_735_000)
    assert [lens.verdict for lens in answer.lenses] == ["in-house", "outsourced", "outsourced", "in-house", "in-house"]


def test_the_break_even_prices():
    # a year: 11,468,670 / 3; 12,645,870 / 3; (12,645,870 - 735,000) / 0.99 / 3; less 981,000 too; (10,748,670 - 735,000) / 3
    prices = [lens.flip_price_per_year for lens in asked().lenses]
    assert prices == [3_822_890, 4_215_290, 4_010_393.94, 3_680_090.91, 3_337_890]


@pytest.mark.parametrize("name", LENSES)
@pytest.mark.parametrize("form", [{}, {"tax_share": 0.35}, {"incumbent": "contractor"}, {"public_sector": False}, {"form": "streamlined"}])
def test_at_its_break_even_price_a_comparison_is_even(name, form):
    price = asked(**form).lens(name).flip_price_per_year
    even = asked(**form, contract_price_per_year=price).lens(name)
    # line 12 is rounded in each of three periods
    assert even.saving == pytest.approx(0, abs=2)
    assert asked(**form, contract_price_per_year=price + 10).lens(name).verdict == "in-house"
    assert asked(**form, contract_price_per_year=price - 10).lens(name).verdict == "outsourced"


def test_the_streamlined_form_without_rent():
    answer = asked(form="streamlined")
    assert amounts(answer) == {
        1: 9_810_000, 2: 150_000, 3: 0, 4: 1_177_200, 6: 11_137_200, 7: 12_000_000, 8: 615_000, 12: -120_000,
        13: 12_495_000, 17: 1_357_800, 18: "in-house",
    }
    # what really stops is what it was, whatever the form asks for
    assert savings(answer)["avoidable"] == -1_986_330
    supported = FormCost(form_cost="archive", line=3, cost_per_year=10_000, support_contract=True)
    assert asked(form="streamlined", costs=(supported,)).line(3).amount == 30_000


def test_editions_of_fringe():
    # 2,400,000 of basic pay × 3 years × (1 + fringe)
    found = {edition: asked(edition=edition).line(1).amount for edition in ("2005-01", "2006-10", "2006-11", "2008-01", "2008-02", "2008-03")}
    assert found == {
        "2005-01": 9_565_200, "2006-10": 9_565_200, "2006-11": 9_824_400, "2008-01": 9_824_400, "2008-02": 9_810_000, "2008-03": 9_810_000,
    }
    with pytest.raises(InputProblems, match="OMB Circular A-76: there is no liability_insurance_share in force in 1999-01; name a later edition"):
        asked(edition="1999-01")


def test_the_hurdle_is_on_the_side_that_does_not_do_the_work_today():
    theirs = amounts(asked(incumbent="contractor"))
    assert (theirs[15], theirs[16], theirs[17], theirs[18]) == (13_626_870, 12_615_000, -1_011_870, "outsourced")


def test_the_hurdle_has_a_ceiling_of_ten_million_dollars():
    many = PLAN.with_(teams=tuple(team.with_(heads=500) for team in PLAN.teams))
    # 500 × 60,000 × 1.3625 × 3 = 122,625,000, of which a tenth is 12,262,500
    assert make_or_buy(many, CONTRACT).line(14).amount == 10_000_000
    vendors = tuple(vendor.with_(currency="EUR") for vendor in many.vendors)
    in_euros = many.with_(currency="EUR", vendors=vendors, fx=(ExchangeRateOf(currency="USD", rate=0.5),))
    assert make_or_buy(in_euros, CONTRACT).line(14).amount == 5_000_000


def test_trap_1_one_time_conversion_is_on_basic_pay():
    assert asked().line(10).amount == 120_000 != 163_500  # 5 % of line 1 of a year, 3,270,000


def test_trap_2_in_the_streamlined_form_too_above_0_is_in_house():
    form = asked(form="streamlined")
    assert form.line(17).amount == form.line(13).amount - form.line(6).amount > 0 and form.line(18).amount == "in-house"
    cheap = asked(form="streamlined", contract_price_per_year=3_000_000)
    assert cheap.line(17).amount < 0 and cheap.line(18).amount == "outsourced"


def test_trap_3_the_streamlined_form_has_no_line_9():
    fee = FormCost(form_cost="nonprofit agency", line=9, cost_per_year=160_000)
    costs = (*PLAN.make_or_buy.costs, fee)
    short, full = asked(form="streamlined", costs=costs), asked(costs=costs)
    assert short.line(13).amount == 12_495_000 and full.line(9).amount == 480_000 and full.line(13).amount == 13_095_000
    assert any("no line 9" in note for note in short.notes)
    with pytest.raises(InputProblems, match="the streamlined form has no line 9; it has 1, 2, 3, 4, 6, 7, 8, 12, 13, 17, 18"):
        short.line(9)


def test_trap_4_three_bases():
    phased = asked(phase_in_months=6, period_months=[12, 12])
    # overhead: with fringe. One-time: without. Differential: of all periods, the phase-in among them: 2.5 × 3,270,000 / 10
    assert phased.line(4).by_period == (196_200, 392_400, 392_400)
    assert phased.line(10).by_period == (0, 120_000, 0)
    assert phased.line(14).amount == 817_500
    assert phased.periods == ("2027-01 to 2027-06, phase-in", "2027-07 to 2028-06", "2028-07 to 2029-06")


def test_trap_5_a_short_first_period_is_put_on_a_year_by_the_days_of_the_second():
    short = asked(phase_in_months=3, period_months=[6, 12, 12])
    # April to September 2027 has 183 days: 1,200,000 / 183 × 365.25 × 5 % = 119,754.10
    assert short.line(10).amount == 119_754
    # not by those of the phase-in, January to March, 90 days: 1,200,000 / 90 × 365.25 × 5 % = 243,500
    assert [one.value for one in short.line(10).inputs if one.name.startswith("days of")] == [183]


def test_trap_6_no_tax_comes_back_to_a_firm():
    firm = asked(public_sector=False)
    assert firm.line(12).amount == 0 and firm.line(13).amount == 12_735_000
    assert firm.line(14).label == "hurdle (a policy choice)" and firm.line(14).amount == 981_000
    assert any(note.startswith("tax_share is left aside") for note in firm.notes)
    assert any("policy choice" in note for note in firm.notes)
    assert asked(public_sector=False, hurdle_share=0.02).line(14).amount == 196_200
    assert not any("tax_share" in note or "policy" in note for note in asked().notes)


@pytest.mark.parametrize(("heads", "staff"), [(10, 0.5), (10.4, 1), (11, 1), (20, 1), (21, 2), (50, 2), (51, 3), (450, 11), (451, 11.275), (1000, 25)])
def test_the_table_of_administration(heads, staff):
    sized = PLAN.with_(teams=tuple(team.with_(heads=heads) for team in PLAN.teams))
    # so many full-time equivalents at 102,500, for 3 years
    assert make_or_buy(sized, CONTRACT).line(8).amount == pytest.approx(3 * staff * 102_500, abs=1.5)


def test_support_contracts_count_as_staffing():
    assert asked(subcontract_fte=11).line(8).amount == 3 * 3 * 102_500  # 40 + 11 = 51


def test_insurance_and_assets():
    # 0.5 % × 1,000,000 a year; and a bus bought for 30,000, of which 24,900 are written off
    answer = asked(casualty_insurance=True, insured_value=1_000_000, released_book_value=30_000 - 24_900, liability_insurance=False)
    assert answer.line(3).amount == 3 * (480_000 + 5_000)
    assert answer.line(11).by_period == (-5_100, 0, 0)


def test_prices_by_period():
    assert asked(contract_price_per_year=[3_000_000, 4_000_000, 5_000_000]).line(7).by_period == (3e6, 4e6, 5e6)
    with pytest.raises(InputProblems, match="has 3 prices for 2 performance periods, the phase-in among them; give one for each"):
        asked(contract_price_per_year=[1, 2, 3], period_months=[], phase_in_months=24)


def test_without_a_price_in_the_form_the_ledger_has_it():
    # 40 × 100,000, of vendors.csv
    booked = asked(contract_price_per_year=())
    assert amounts(booked) == amounts(asked()) and booked.lenses == asked().lenses
    assert "vendors.csv:2" in booked.line(7).inputs[0].origin and "plan.yaml:19" in asked().line(7).inputs[0].origin


def test_every_figure_says_where_it_is_from():
    answer = asked()
    assert all(one.origin for line in answer.lines for one in line.inputs)
    assert {one.origin.partition(" ")[0] for one in answer.line(10).inputs[1:]} == {"a76_factors.csv:8", "a76_factors.csv:9"}
    assert "teams.csv:2" in [one.origin for one in answer.line(1).inputs]
    assert "leases.csv:2" in [one.origin for one in answer.line(3).inputs]
    assert all(line.formula and line.inputs for line in answer.lines if line.amount)


def test_more_than_five_and_less_than_three_years_are_noted():
    assert any("at least 3 besides" in note for note in asked(period_months=[12, 12]).notes)
    assert any("end with 2028-12" in note for note in asked(period_months=[12, 12]).notes)
    long = PLAN.with_(months=72, make_or_buy=PLAN.make_or_buy.with_(period_months=[12] * 6))
    assert any("6 full years; more than 5" in note for note in make_or_buy(long, CONTRACT).notes)


def test_a_part_of_the_work_later():
    """Half the work of ten clerks at 36,000 from July: half their pay counts, and rent by the people of the site."""
    plan = small_plan(12, teams=(clerks(), clerks(team="others", function="else", heads=30)), vendors=(bureau(),))
    plan = plan.with_(standards=PLAN.standards, administration=PLAN.administration, make_or_buy=MakeOrBuy(overhead_share=0))
    half = Scenario(name="half", levers=(OutsourceWork(function="records", vendor="Bureau", starting="2027-07", share=0.5),))
    answer = make_or_buy(plan, half)
    assert answer.periods == ("2027-01 to 2027-06, phase-in", "2027-07 to 2027-12") and answer.contract_years == 0.5
    # 6 months × 5 × 3,000 against 6 × 5 × 2,000
    assert (answer.line(1).by_period, answer.line(7).by_period) == ((0, 90_000), (0, 60_000))
    assert answer.lens("price").flip_price_per_year == 180_000


def test_a_plan_without_standards_says_so():
    plan = small_plan(12, teams=(clerks(),), vendors=(bureau(),))
    all_of_it = Scenario(name="all", levers=(OutsourceWork(function="records", vendor="Bureau", starting="2027-01", share=1),))
    with pytest.raises(InputProblems, match="there is no overhead_share in force in 2008-03; read the plan with read_plan"):
        make_or_buy(plan, all_of_it)


def test_a_scenario_that_places_nothing_is_refused():
    with pytest.raises(InputProblems, match="scenario at_home: places no work with a vendor; name one that does, or use compare"):
        make_or_buy(PLAN, Scenario(name="at_home", levers=()))


def test_the_plan_is_read_like_any_other():
    assert isinstance(PLAN, Plan) and len(PLAN.standards) == 19 and len(PLAN.administration) == 12
