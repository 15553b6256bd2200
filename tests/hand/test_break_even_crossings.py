"""Where a saving crosses nothing, worked out by hand: more than once, close together, in steps, and over whole numbers."""

from __future__ import annotations

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses.break_even import break_even
from backoffice_lib.levers import ChangePay
from backoffice_lib.plan import PriceTier, Work
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.test_break_even import ALL_OUT, OUTSOURCED, PRODUCTIVITY, clerks, forty


def test_all_crossings_are_found() -> None:
    # Of 300,000 a month pay is 10 % more in January, 20.3 % less in February, 10.302 % more in March: savings of -30,000, 60,900 and
    # -30,906. At a growth of d a month their present value is -30,000 × (d - 1.01) × (d - 1.02) / d³.
    raises = (1.1 - 1, 0.797 / 1.1 - 1, 1.10302 / 0.797 - 1)
    levers = tuple(ChangePay(team="clerks", starting=f"2027-{month:02}", raise_share=share) for month, share in enumerate(raises, start=1))
    answer = break_even(forty(months=3), Scenario(name="up and down", levers=levers), input="discount_rate_per_year", between=(0, 0.5), by="npv")
    assert [one.value for one in answer.crossings] == pytest.approx([1.01**12 - 1, 1.02**12 - 1], abs=5e-4)
    assert ([one.cheaper for one in answer.crossings], answer.direction) == (["above", "below"], "both")


def test_what_waits_costs_its_penalties() -> None:
    # Forty can do 35,520 files a month, so none is late today. Half of the work is placed: 20 × 90,000 less 20 × 50,000 is saved, less what
    # our own twenty do too late of what slow people leave.
    late = Work(work="files", function="records", units_per_month=30_000, minutes_per_unit=10, target_days=1, late_penalty_per_unit=5)
    half, waits = Scenario(name="half", levers=(ALL_OUT.with_(share=0.5),)), forty({"shortfall": "backlog"}, work=(late,))
    answer = break_even(waits, half, input=PRODUCTIVITY)
    assert answer.saving_now == 800_000 and break_even(forty({"shortfall": "backlog"}), half, input=PRODUCTIVITY).crossings == ()
    (turn,) = answer.crossings
    # they do it on one working day or the next, so that what is late jumps
    assert (turn.cheaper, turn.jump) == ("above", pytest.approx((-220.69, 3_862.07), abs=0.01))
    found = [
        simulate(slow, half).by_category()["late penalties"].sum()
        for slow in (waits.with_(vendors=(waits.vendors[0].with_(productivity_share=turn.value + by),)) for by in (-1e-6, 1e-6))
    ]
    assert found == pytest.approx([800_220.69, 796_137.93], abs=0.01)


def test_a_step_over_nothing_is_a_jump_and_no_root() -> None:
    # Forty cost 300,000 a month here, however many units come in. The vendor is paid for all units by the tier that the month reaches.
    files = Work(work="files", function="records", units_per_month=30_000, minutes_per_unit=10)
    tiers = (PriceTier(vendor="Bureau", from_units_per_month=0, price_per_unit=14), PriceTier(vendor="Bureau", from_units_per_month=20_000, price_per_unit=9))
    plan = forty({"price_per_fte_per_year": 0, "tiers_hold_for": "all_units"}, work=(files,), price_tiers=tiers)
    answer = break_even(plan, OUTSOURCED, input="work.files.units_per_month", between=(15_000, 60_000))
    # at 14 a unit 20,000 are 280,000; from there on 9 a unit, 300,000 at 33,333
    first, *_ = answer.crossings
    assert [round(one.value, 2) for one in answer.crossings] == [33_333.33] and first.jump is None
    dear = plan.with_(price_tiers=(tiers[0].with_(price_per_unit=16), tiers[1]))
    stepped = break_even(dear, OUTSOURCED, input="work.files.units_per_month", between=(15_000, 60_000))
    two = stepped.crossings
    # at 16 a unit, 18,750 units are 300,000; at 20,000 units 320,000 become 180,000
    assert [(round(one.value, 4), one.cheaper) for one in two] == [(18_750.0, "below"), (20_000.0, "above"), (33_333.3333, "below")]
    assert [one.jump for one in two] == [None, pytest.approx((-240_000, 1_440_000), abs=0.1), None]
    assert "20,000 units, where the saving jumps from USD -240,000 to USD 1,440,000, and is cheaper above it" in str(stepped)
    drawn = bo.chart(stepped)
    assert drawn.layout.title.text.replace("<br>", " ") == "Outsourced turns cheaper or dearer than today at 18,750, 20,000 and 33,333: units of files (units)"
    # the line stands upright where the saving jumps
    assert [round(y) for x, y in zip(drawn.data[0].x, drawn.data[0].y, strict=True) if x == 20_000] == [-240_000, 1_440_000]


def test_two_crossings_between_two_values_of_the_grid_are_found() -> None:
    # as below, in a range of which both crossings, at 12.7 % and 26.8 % a year, lie within two steps of 20.8 %
    raises = (0.1, 0.797 / 1.1 - 1, 1.10302 / 0.797 - 1)
    levers = tuple(ChangePay(team="clerks", starting=f"2027-{month:02}", raise_share=share) for month, share in enumerate(raises, start=1))
    answer = break_even(forty(months=3), Scenario(name="up and down", levers=levers), input="discount_rate_per_year", between=(0, 5), by="npv")
    assert [one.value for one in answer.crossings] == pytest.approx([1.01**12 - 1, 1.02**12 - 1], abs=5e-4)


def test_of_many_whole_numbers_those_about_a_change_are_tried() -> None:
    # so many units a month are paid at 20 at least: 300,000 at 15,000 units, which is what forty cost here
    files = Work(work="files", function="records", units_per_month=100, minutes_per_unit=10)
    tier = PriceTier(vendor="Bureau", from_units_per_month=0, price_per_unit=20)
    plan = forty({"price_per_fte_per_year": 0, "minimum_units_per_month": 9_000}, work=(files,), price_tiers=(tier,))
    (turn,) = break_even(plan, OUTSOURCED, input="vendors.Bureau.minimum_units_per_month", between=(0, 20_000)).crossings
    assert (turn.value, turn.cheaper) == (15_000.0, "below")
