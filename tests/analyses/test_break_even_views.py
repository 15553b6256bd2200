"""Break-evens, maps and what could leave on a shipped plan: each value is a simulation by itself, and what is drawn says it."""

from __future__ import annotations

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses._decisive import decisive
from backoffice_lib.analyses._inputs import Case
from backoffice_lib.analyses._paths import every_number
from backoffice_lib.analyses._savings_over import SavingsOver
from backoffice_lib.analyses.break_even import break_even
from backoffice_lib.analyses.break_evens import break_evens
from backoffice_lib.analyses.decision_map import decision_map
from backoffice_lib.analyses.which_work_could_leave import which_work_could_leave
from backoffice_lib.levers import OutsourceWork
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import TODAY, Scenario
from tests.hand.test_break_even import OUTSOURCED, PRICE, PRODUCTIVITY, forty

VENDOR = "Heartland Processing"


@pytest.fixture(scope="module")
def meridian() -> Plan:
    return bo.read_plan("meridian")


@pytest.fixture(scope="module")
def onshore(meridian: Plan) -> Scenario:
    return bo.read_scenario(meridian, "records_onshore")


def saving_of(plan: Plan, scenario: Scenario, **fields: float) -> float:
    vendors = tuple(one.with_(**fields) if one.vendor == VENDOR else one for one in plan.vendors)
    changed = plan.with_(vendors=vendors)
    return bo.compare(bo.simulate(changed), bo.simulate(changed, scenario)).saving


def test_at_the_break_even_both_cost_the_same(meridian: Plan, onshore: Scenario) -> None:
    answer = break_even(meridian, onshore, input=f"vendors.{VENDOR}.price_per_fte_per_year")
    (crossing,) = answer.crossings
    assert saving_of(meridian, onshore, price_per_fte_per_year=crossing.value) == pytest.approx(0, abs=0.02)
    assert answer.saving_now == saving_of(meridian, onshore)


def test_every_point_of_a_map_is_a_simulation_by_itself(meridian: Plan, onshore: Scenario) -> None:
    answer = decision_map(meridian, onshore, size=5)
    for row, column in ((0, 0), (2, 3), (4, 1)):
        one = {"productivity_share": answer.across_values[column], "price_per_fte_per_year": answer.up_values[row]}
        assert answer.savings[row][column] == pytest.approx(saving_of(meridian, onshore, **one), abs=0.02)


def test_every_offer_is_a_simulation_by_itself(meridian: Plan) -> None:
    few = meridian.with_(vendors=meridian.vendors[:2], stresses=())
    answer = which_work_could_leave(few)
    today = bo.simulate(few)
    allowed = [offer for offer in answer.offers if not offer.refused]
    for offer in (allowed[0], allowed[7], allowed[-1]):
        moved = OutsourceWork(
            function=offer.function, vendor=offer.vendor, share=1, starting=answer.starting, dual_running_months=3, knowledge_transfer_months=3
        )
        alone = bo.compare(today, bo.simulate(few, Scenario(name="alone", levers=(moved,))))
        assert (offer.saving, offer.npv) == pytest.approx((alone.saving, alone.npv_of_saving), abs=0.02)
        assert (offer.payback_months, offer.one_off) == (alone.payback_months, pytest.approx(alone.one_off_cost, abs=0.02))
        assert set(offer.against) <= set(alone.notes)


def test_the_table_begins_with_what_is_nearest_to_turning_the_decision() -> None:
    answer = break_evens(forty(), OUTSOURCED)
    # pay 44 % below, productivity 44 % below 100 %, 90,000 is 80 % above 50,000; dual running turns it from the sixth month, but is 0 now
    inputs = [one.input.path for one in answer.answers]
    assert set(inputs[:2]) == {"teams.clerks.salary_per_year", PRODUCTIVITY} and inputs[2:4] == [PRICE, "scenario.1.dual_running_months"]
    rows = [row[:4] for row in bo.table(answer).rows]
    assert ("Productivity of Bureau", "100 %", "55.56 %, cheaper above", "−44%") in rows[:2]
    assert ("Salary of clerks (against what it is now)", "1", "0.5556, cheaper above", "−44%") in rows[:2]
    assert rows[2] == ("Price of Bureau (USD per FTE per year)", "50,000", "90,000, cheaper below", "+80%")
    assert rows[3] == ("Dual running of outsource work (months)", "0", "6, cheaper before", "")
    # the rest by how much they move the saving: heads from 0 to 120
    assert rows[4] == ("Heads of clerks (heads)", "40", "none in the range", "") and bo.table(answer).rows[4][-2:] == (0.0, 4_800_000.0)
    assert answer.tried == 17 and "31 inputs that are 0 now cannot be changed" in answer.notes[0]
    assert " Of 17 inputs tried, it is the one nearest to turning the decision. As things are, it saves USD 1,600,000 over 12 months. " in str(answer)
    title = bo.chart(answer).layout.title.text.replace("<br>", " ")
    assert title.startswith("Outsourced saves USD 1,600,000; nearest to turning that is ")


def test_the_table_is_that_of_single_break_evens_and_at_present_value_too() -> None:
    plan = forty(discount_rate_per_year=0.21)
    answer = break_evens(plan, OUTSOURCED, by="npv", most=3, shortfall="backfill_at_home")
    assert len(answer.answers) == 3 and "at present value" in str(answer) and str(answer).endswith("slower people of Bureau, at their pay.")
    for one in answer.answers:
        alone = break_even(plan, OUTSOURCED, input=one.input.path, by="npv", shortfall="backfill_at_home")
        assert [turn.value for turn in one.crossings] == pytest.approx([turn.value for turn in alone.crossings], rel=1e-9)
        assert one.saving_now == alone.saving_now


def test_no_input_is_missed_that_moves_the_saving_more() -> None:
    plan = bo.read_plan("settlement_desk")
    savings = SavingsOver(Case.of(plan, bo.read_scenario(plan, "part_nearshore"), TODAY))
    tried = [one for one in every_number(savings.case) if one.now and not one.measure.whole and "placed_share" not in one.path]
    known = decisive(savings, tried, most=5)
    # each by itself, a tenth more or less: none moves the saving more than the fifth of those found
    fifth = sorted(map(abs, known.effects.values()))[-5]
    effects = savings.at([{one: one.now * (1.1 if one.now * 1.1 <= one.measure.high else 0.9)} for one in tried]) - savings.now
    assert len(tried) > 50 and sum(abs(effects) >= fifth - 0.01) == 5
    assert all(one in known.effects for one, effect in zip(tried, effects, strict=True) if abs(effect) >= fifth - 0.01)


def test_the_chart_marks_the_crossing_and_where_we_are() -> None:
    drawn = bo.chart(break_even(forty(), OUTSOURCED, input=PRODUCTIVITY))
    assert drawn.layout.title.text.replace("<br>", " ") == (
        "Outsourced costs the same as today with productivity of Bureau at 55.56 %, and is cheaper above it"
    )
    line, turns, now = drawn.data
    assert (turns.x[0], turns.y[0]) == (pytest.approx(5 / 9), 0) and (now.x[0], now.y[0]) == (1.0, 1_600_000)
    # 25 values, and the crossing
    assert len(line.x) == 26 and (line.x[5], line.y[5]) == (pytest.approx(5 / 9), 0)
    nowhere = bo.chart(break_even(forty(), OUTSOURCED, input=PRODUCTIVITY, between=(0.6, 1.2)))
    assert [trace.name for trace in nowhere.data] == ["saving", "now"]
    assert nowhere.layout.title.text.replace("<br>", " ") == "Outsourced has no break-even between 60 % and 120 % for productivity of Bureau"


def test_pay_is_never_drawn_as_an_amount() -> None:
    drawn = bo.chart(break_even(forty(), OUTSOURCED, input="teams.clerks.salary_per_year"))
    assert max(drawn.data[0].x) == 5 and drawn.layout.xaxis.title.text == "salary of clerks<br>(against what it is now)"
    assert "000" not in "".join(drawn.data[0].text)


def test_a_map_marks_the_line_and_where_we_are() -> None:
    drawn = bo.chart(decision_map(forty(), OUTSOURCED, size=5))
    assert [trace.type for trace in drawn.data] == ["heatmap", "contour", "scatter"]
    assert (drawn.data[2].x[0], drawn.data[2].y[0]) == (1.0, 50_000)
    assert drawn.layout.title.text == "Outsourced is cheaper than today over 12 months where the map is green"


def test_in_house_and_outsourced_cross_where_it_pays_back() -> None:
    handed = Scenario(name="handed", levers=(OUTSOURCED.levers[0].with_(transition_cost_per_fte=10_000),))
    answer = bo.analyses.in_or_out(forty(), [handed])
    # 300,000 a month here; 166,666.67 there and 400,000 once: 4 × 300,000 > 400,000 + 4 × 166,666.67
    assert answer.choices[0].cumulative[2:4] == (("2027-03", 900_000.0, 900_000.0), ("2027-04", 1_200_000.0, 1_066_666.67))
    assert answer.choices[0].comparison.payback_months == 3
    drawn = bo.chart(answer, "over time")
    assert (drawn.layout.title.text, drawn.data[2].x) == ("Handed: it pays back from month 3", ("2027-03",))
    assert bo.table(answer, "one-off").rows == (("handed", "transition", 400_000.0),)


def test_a_plan_without_vendors_says_so() -> None:
    plan = bo.read_plan("remote_accountants")
    leaving = which_work_could_leave(plan)
    assert bo.chart(leaving).layout.title.text.replace("<br>", " ") == str(leaving).removesuffix(".") + "." and bo.table(leaving).rows == ()
    none = break_evens(plan, TODAY)
    assert (none.answers, none.tried) == ((), 0) and bo.chart(none).layout.title.text == "No input makes a difference to what today saves"
