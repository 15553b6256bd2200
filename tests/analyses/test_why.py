"""Why, on figures of the plan `tiny` that are worked out by hand in tests/hand."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses._leaves import Leaf
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.ledger import Ledger
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate

ASSUMED = "an assumption, chosen to be worked out by hand"


@pytest.fixture(scope="module")
def today() -> Ledger:
    return simulate(read_plan("tiny"))


@pytest.fixture(scope="module")
def everything() -> Ledger:
    plan = read_plan("tiny")
    return simulate(plan, read_scenario(plan, "everything"))


def in_hand(leaf: Leaf) -> tuple:
    """Quantity, unit, price, currency, index and amount, as they are written by hand."""
    return round(leaf.quantity, 6), leaf.unit, leaf.price, leaf.currency, round(leaf.index, 9), leaf.amount


def history(leaf: Leaf) -> list[tuple]:
    """What each lever did to a row: its position and name, quantity, price and amount before and after."""
    names = ("quantity", "price", "amount")
    return [
        (one.position, one.lever, *((round(getattr(one.before, name), 6), round(getattr(one.after, name), 6)) for name in names))
        for one in leaf.effects
    ]


def told(leaf: Leaf) -> dict[str, tuple]:
    """The inputs of quantity and price: value, unit and where each is written."""
    return {one.name: (one.value, one.unit, one.place, one.source) for one in (*leaf.quantity_from, *leaf.price_from)}


def test_rent_of_march(today):
    answer = bo.why(today, category="rent", month="2027-03")
    (leaf,) = answer.leaves
    # 32 seats × 400, and 5 % more since March
    assert in_hand(leaf) == (32, "seat month", 400, "USD", 1.05, 13_440.00)
    assert (answer.amount, answer.today, answer.effects, answer.checks) == (13_440.00, 13_440.00, (), ())
    assert told(leaf) == {
        "seats": (32, "seats", "leases.csv:2", ASSUMED),
        "start": ("2025-01", "month", "leases.csv:2", ASSUMED),
        "end": ("2029-12", "month", "leases.csv:2", ASSUMED),
        "broken_share": (0, "share", "", ""),
        "rent": (400, "USD/rented unit", "leases.csv:2", ASSUMED),
    }
    assert [one.status for one in leaf.quantity_from] == ["assumption", "assumption", "assumption", "fixed"]
    (rents,) = leaf.indices
    assert (rents.name, rents.value) == ("rents", 1.05)
    assert [(one.name, one.value, one.place, one.status) for one in rents.inputs] == [
        ("growth_share_per_year", 0.05, "plan.yaml:10", "assumption"),
        ("applied", "yearly", "plan.yaml:10", "left out"),
        ("base", "2026-03", "plan.yaml:10", "assumption"),
    ]


def test_salaries_of_record_keeping(everything):
    answer = bo.why(everything, category="salaries", month="2027-03", team="record keeping")
    (leaf,) = answer.leaves
    # half of the work is gone: 10 people at half time × 3,000
    assert in_hand(leaf) == (5, "FTE month", 3_000, "USD", 1, 15_000.00)
    # with nobody to hire, the freeze changes nothing but its own input
    assert history(leaf) == [
        (4, "outsource_work", (9.884564, 5), (3_000, 3_000), (29_653.69, 15_000.00)),
        (5, "freeze_hiring", (5, 5), (3_000, 3_000), (15_000.00, 15_000.00)),
    ]
    assert told(leaf)["salary_per_year"] == (36_000, "USD/FTE/year", "teams.csv:3", ASSUMED)
    assert told(leaf)["opening_heads"] == (20, "heads", "teams.csv:3", ASSUMED)
    assert [(one.lever, one.place, one.before, one.after, one.change) for one in answer.effects] == [
        ("outsource_work", "scenarios/everything.yaml:7", 29_653.69, 15_000.00, -14_653.69)
    ]


def test_on_costs_show_the_salaries_they_are_a_rate_on(everything):
    pension, health = bo.why(everything, category="on-costs", month="2027-03", team="accounting").leaves
    # ten people × 4,000 a month of the pay of 50,953.38
    assert in_hand(pension) == (40_000, "money of pay", 0.1, "USD", 1, 4_000.00)
    assert told(pension)["to_pay_per_year"][:3] == (48_000, "USD/year", "plan.yaml:17")
    assert in_hand(health) == (50_953.381153, "money of pay", 0.05, "USD", 1, 2_547.67)
    for band in (pension, health):
        (base,) = band.base
        assert (band.rate_on, base.category, base.team) == ("salaries", "salaries", "accounting")
        assert in_hand(base) == (10, "FTE month", 5_000, "USD", 1.019067623, 50_953.38)


def test_vendor_fees_keep_currency_and_index_apart():
    plan = read_plan("tiny")
    scenario = read_scenario(plan, "everything")
    plan = plan.with_(vendors=tuple(vendor.with_(price_index="wages") for vendor in plan.vendors))
    (leaf,) = bo.why(simulate(plan, scenario), category="vendor fees", month="2027-03").leaves
    # 6.25 × 1,200,000 / 12 rupees × 1.12^(2/12) × 0.01
    assert in_hand(leaf) == (6.25, "vendor FTE month", 100_000, "INR", 0.010190676, 6_369.17)
    assert [(part.name, round(part.value, 9)) for part in leaf.indices] == [("wages", 1.019067623), ("INR", 0.01)]
    (rate,) = leaf.indices[1].inputs
    assert (rate.name, rate.value, rate.unit, rate.place) == ("rate", 0.01, "USD/INR", "plan.yaml:13")
    assert told(leaf)["price_per_fte_per_year"] == (1_200_000, "INR/FTE/year", "vendors.csv:2", ASSUMED)


def test_a_lever_is_told_with_the_inputs_it_changed(everything):
    (sublet,) = bo.why(everything, category="rent", month="2027-02", item="HQ-1 sublet").leaves
    (effect,) = sublet.effects
    assert [(one.name, one.before, one.after) for one in effect.inputs] == [("sublet_share", 0, 0.25), ("sublet_rent_share", 1, 0.8)]
    assert history(sublet) == [(2, "sublet_space", (0, -8), (400, 320), (0, -2_560.00))]


def test_levers_on_the_same_row_are_told_in_their_order():
    raises = [bo.levers.ChangePay(team="accounting", starting="2027-01", raise_share=share) for share in (0.1, 0.2)]
    ledger = simulate(read_plan("tiny"), Scenario(name="twice", levers=tuple(raises)))
    (leaf,) = bo.why(ledger, category="salaries", month="2027-01", team="accounting").leaves
    # 5,000, then 5,500, then 6,600 a month for ten
    assert history(leaf) == [
        (1, "change_pay", (10, 10), (5_000, 5_500), (50_000, 55_000)),
        (2, "change_pay", (10, 10), (5_500, 6_600), (55_000, 66_000)),
    ]
    assert [effect.place for effect in leaf.effects] == ["", ""]


def test_an_assumption_that_a_cost_asks_for_has_its_place():
    plan = read_plan("tiny")
    (leaf, _) = bo.why(simulate(plan), category="IT", month="2027-01", item="workplace").leaves
    assert [(one.name, one.value, one.unit, one.status) for one in leaf.price_from] == [
        ("it_per_head_per_month", 0, "USD/head/month", "left out")
    ]


@pytest.mark.parametrize(
    ("asked", "note"),
    [
        ({"category": "rent", "team": "accounting"}, "Nothing is booked there: rent is not booked by team, but by site and item."),
        ({"category": "vendor fees"}, "Nothing is booked there: nothing in the plan brings about vendor fees."),
        ({"category": "bonus"}, "Nothing is booked there: there are 2 rows with a price of 0."),
        ({"category": "lease exit", "item": "HQ-1"}, "Nothing is booked there: no row of lease exit is for the item HQ-1."),
        ({"category": "hiring"}, "Nothing is booked there: there are 2 rows with a quantity of 0."),
        ({"category": "IT", "team": "accounting", "item": "workplace"}, "Nothing is booked there: there is 1 row with a price of 0."),
    ],
    ids=lambda value: value.get("category") if isinstance(value, dict) else "",
)
def test_nothing_is_booked_and_why(today, asked, note):
    answer = bo.why(today, month="2027-01", **asked)
    assert (answer.amount, answer.note) == (0, note)
    assert note in str(answer)


def test_names_that_do_not_exist_are_all_told(today):
    with pytest.raises(InputProblems) as refused:
        names = {"team": "acounting", "site": "Paris", "vendor": "Archive", "item": "HQ1", "function": "records"}
        bo.why(today, category="rents", month="2028-03", **names)
    assert str(refused.value).splitlines() == [
        'why: category: "rents" is not a cost category; did you mean "rent"?',
        "why: month: 2028-03 is not in the plan; give a month from 2027-01 to 2027-03",
        'why: team: "acounting" is not a team of the plan; did you mean "accounting"?',
        'why: site: "Paris" is not a site of the plan; it has HQ',
        'why: function: "records" is not a function of the plan; it has accounting, record keeping',
        'why: vendor: "Archive" is not a vendor of the plan; did you mean "Archive Partners"?',
        'why: item: "HQ1" is not an item of the ledger; did you mean "HQ-1"?',
    ]


def test_a_month_is_written_as_a_month(today):
    with pytest.raises(InputProblems) as refused:
        bo.why(today, category="rent", month="March")
    assert str(refused.value) == 'why: month: "March" is not a month; write it as YYYY-MM, such as 2027-04'


def test_the_same_bytes_twice():
    texts = []
    for _ in range(2):
        plan = read_plan("tiny")
        answer = bo.why(simulate(plan, read_scenario(plan, "everything")), category="on-costs", month="2027-02")
        texts.append(json.dumps(asdict(answer)))
    assert texts[0] == texts[1]


def test_the_tables(everything):
    answer = bo.why(everything, category="rent", month="2027-02")
    rows, initiatives, inputs = (bo.table(answer, part) for part in ("rows", "initiatives", "inputs"))
    assert [row[0] for row in rows.rows] == ["HQ-1, HQ", "HQ-1 sublet, HQ", "total"]
    assert rows.rows[-1][-1] == sum(row[-1] for row in rows.rows[:-1]) == 10_240.00
    assert initiatives.rows == (("sublet_space", "scenarios/everything.yaml:5", 12_800.00, 10_240.00, -2_560.00),)
    assert ("sublet_share", "lease HQ-1", "0.25", "share", "scenarios/everything.yaml:5", "") in inputs.rows


@pytest.mark.parametrize(
    ("source", "status"),
    [
        ("an assumption: half a year", "assumption"),
        ("Assumption of the planner", "assumption"),
        ("wages.csv:3 (an assumption, as nobody publishes it)", "assumption"),
        ("pay: BLS OEWS May 2025; heads: an assumption", "partly assumed"),
        ("BLS OEWS May 2025", "sourced"),
        ("", "unsourced"),
    ],
)
def test_an_assumption_is_said_to_be_one(source, status):
    plan = read_plan("tiny")
    plan = plan.with_(teams=(plan.teams[0].with_(source=source),))
    (leaf,) = bo.why(simulate(plan), category="salaries", month="2027-01").leaves
    assert {one.status for one in leaf.quantity_from if one.name != "hiring_open_share"} == {status}
