"""Why, on costs of the plan `tiny` that are worked out by hand in tests/hand."""

from __future__ import annotations

import json

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses._tree import Node, made
from backoffice_lib.analyses.why import Why, questions
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


def rows(answer: Why) -> tuple[Node, ...]:
    """The rows of the ledger behind a cost of a month."""
    return answer.tree.children[0].children


def in_hand(row: Node) -> tuple:
    """Quantity, its unit, price, its unit, indices and amount, as they are written by hand."""
    quantity, price, *indices = row.children
    return round(quantity.value, 6), quantity.unit, price.value, price.unit, *(round(one.value, 9) for one in indices), round(row.value, 2)


def changes(node: Node) -> list[tuple]:
    """What each initiative made of a figure: its position and name, before and after."""
    return [(one.position, one.lever, round(one.before, 6), round(one.after, 6)) for one in node.changes]


def told(row: Node) -> dict[str, tuple]:
    """The inputs of a row by name: value, unit, place and source."""
    found = (node for node in row.walk() if node.source.status)
    return {node.source.field or node.label: (node.value, node.unit, node.source.place, node.source.citation) for node in found}


def test_rent_of_march(today):
    answer = bo.why(today, category="rent", month="2027-03")
    (rent,) = rows(answer)
    # 32 seats × 400, and 5 % more since March
    assert in_hand(rent) == (32, "seat month", 400, "USD/seat month", 1.05, 13_440.00)
    assert (answer.amount, answer.today, answer.effects, answer.checks) == (13_440.00, 13_440.00, (), ())
    known = told(rent)
    assert known["seats"] == (32, "seats", "leases.csv:2", ASSUMED)
    assert known["start"] == ("2025-01", "month", "leases.csv:2", ASSUMED)
    assert known["broken_share"] == (0, "share", "", "")
    assert known["rent_per_seat_per_month"] == (400, "USD/rented unit", "leases.csv:2", ASSUMED)
    assert known["growth_share_per_year"][:3] == (0.05, "share/year", "plan.yaml:10")
    assert rent.find("2027-03/rent/HQ/HQ-1/index/rents/applied").source.status == "left out"


def test_salaries_are_people_at_work_and_their_pay(everything):
    (row,) = rows(bo.why(everything, category="salaries", month="2027-03", team="record keeping"))
    # half of the work is gone: 10 people at half time × 36,000 / 12
    assert in_hand(row) == (5, "FTE month", 3_000, "USD/FTE month", 15_000.00)
    people, share = row.children[0].children
    assert (people.label, round(people.value, 9), share.value) == ("people at work", 10, 0.5)
    assert changes(row) == [(4, "outsource_work", 29_653.692456, 15_000)]
    # who was there the month before, less who was given notice
    assert [round(one.value, 6) for one in people.children] == [19.680978, 9.680978]
    year, months = row.children[1].children
    assert (year.value, year.source.place, months.value) == (36_000, "teams.csv:3", 12)
    # the freeze changes no figure, but its own driver
    assert changes(row.find(f"{row.id}/quantity/hiring_open_share")) == [(5, "freeze_hiring", 1, 0)]


def test_on_costs_show_the_salaries_they_are_a_rate_on(everything):
    pension, health = reversed(rows(bo.why(everything, category="on-costs", month="2027-03", team="accounting")))
    # ten people × 4,000 a month of the pay of 50,953.38
    assert in_hand(pension) == (40_000, "USD of pay", 0.1, "per USD of pay", 4_000.00)
    assert in_hand(health) == (50_953.381153, "USD of pay", 0.05, "per USD of pay", 2_547.67)
    assert told(pension)["to_pay_per_year"][:3] == (48_000, "USD/year", "plan.yaml:17")
    # all of the pay is in the band: the rate is on salaries, which are worked out again; in the other on a part of it
    (booked,) = health.children[0].children
    assert (booked.label, round(booked.value, 2)) == ("salaries booked", 50_953.38)
    assert in_hand(booked.children[0]) == (10, "FTE month", 5_000, "USD/FTE month", 1.019067623, 50_953.38)
    assert [one.label for one in pension.children[0].behind][0] == "salaries booked"


def test_vendor_fees_keep_currency_and_index_apart():
    plan = read_plan("tiny")
    scenario = read_scenario(plan, "everything")
    plan = plan.with_(vendors=tuple(vendor.with_(price_index="wages") for vendor in plan.vendors))
    (row,) = rows(bo.why(simulate(plan, scenario), category="vendor fees", month="2027-03"))
    # 6.25 × 1,200,000 / 12 rupees × 1.12^(2/12) × 0.01
    assert in_hand(row) == (6.25, "vendor FTE month", 100_000, "INR/vendor FTE month", 1.019067623, 0.01, 6_369.17)
    assert [one.label for one in row.children[2:]] == ["index wages", "exchange rate INR"]
    assert told(row)["rate"][:3] == (0.01, "USD/INR", "plan.yaml:13")
    assert told(row)["price_per_fte_per_year"] == (1_200_000, "INR/FTE/year", "vendors.csv:2", ASSUMED)


def test_a_lever_is_told_with_what_it_changed(everything):
    (sublet,) = rows(bo.why(everything, category="rent", month="2027-02", item="HQ-1 sublet"))
    assert changes(sublet) == [(2, "sublet_space", 0, -2_560.00)]
    quantity, price, _ = sublet.children
    assert (changes(quantity), changes(price)) == ([(2, "sublet_space", 0, -8)], [(2, "sublet_space", 400, 320)])
    assert changes(sublet.find(f"{sublet.id}/quantity/sublet_share")) == [(2, "sublet_space", 0, 0.25)]


def test_levers_on_the_same_row_are_told_in_their_order():
    raises = [bo.levers.ChangePay(team="accounting", starting="2027-01", raise_share=share) for share in (0.1, 0.2)]
    ledger = simulate(read_plan("tiny"), Scenario(name="twice", levers=tuple(raises)))
    (row,) = rows(bo.why(ledger, category="salaries", month="2027-01", team="accounting"))
    # 5,000, then 5,500, then 6,600 a month for ten
    assert changes(row) == [(1, "change_pay", 50_000, 55_000), (2, "change_pay", 55_000, 66_000)]
    assert changes(row.children[1]) == [(1, "change_pay", 5_000, 5_500), (2, "change_pay", 5_500, 6_600)]


def test_flexible_desks_are_seats_needed_beyond_those_held():
    plan = read_plan("tiny")
    plan = plan.with_(
        sites=tuple(site.with_(flexible_desk_per_month=500.0) for site in plan.sites),
        leases=tuple(lease.with_(seats=24) for lease in plan.leases),
    )
    (row,) = rows(bo.why(simulate(plan), category="flexible desks", month="2027-01"))
    # 10 accountants and 20 record keepers come in every day, on 24 seats
    assert in_hand(row)[:4] == (6, "seat month", 500, "USD/seat month")
    needed, held = row.children[0].children[0].children
    assert (needed.label, needed.value, held.label, held.value) == ("seats needed", 30, "seats held", 24)
    assert held.find(f"{held.id}/HQ-1/seats").source.place == "leases.csv:2"


def test_any_grain_and_all_categories(today):
    # 12,800 + 12,800 + 13,440
    assert bo.why(today, category="rent").amount == bo.why(today, category="rent", year="2027").amount == 39_040.00
    (rent,) = rows(bo.why(today, category="rent"))
    assert [(month.label, month.value) for month in rent.children] == [("2027-01", 12_800), ("2027-02", 12_800), ("2027-03", 13_440)]
    whole = bo.why(today)
    assert whole.amount == bo.summarise(today).cost
    assert [part.label for part in whole.tree.children[0].children] == ["hiring", "on-costs", "rent", "salaries"]


def test_every_kind_of_figure_says_what_it_is_and_takes_options():
    assert list(questions()) == [
        "cost", "break-even", "bridge", "cost-per-fte", "discounted-payback", "heads", "irr", "lease", "make-or-buy", "npv", "payback",
        "recharges", "saving", "seats", "stranded", "variance",
    ]
    assert all(one.sentence for one in questions().values())


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
        bo.why(today, category="rents", month="2028-03", lines="3", **names)
    assert str(refused.value).splitlines() == [
        "why: lines: is not asked of cost; it takes category, month, year, team, site, function, vendor, item",
        'why: category: "rents" is not a cost category; did you mean "rent"?',
        "why: month: 2028-03 is not in the plan; give a month from 2027-01 to 2027-03",
        'why: team: "acounting" is not a team of the plan; did you mean "accounting"?',
        'why: site: "Paris" is not a site of the plan; it has HQ',
        'why: function: "records" is not a function of the plan; it has accounting, record keeping',
        'why: vendor: "Archive" is not a vendor of the plan; did you mean "Archive Partners"?',
        'why: item: "HQ1" is not an item of the ledger; did you mean "HQ-1"?',
    ]


@pytest.mark.parametrize(
    ("of", "asked", "said"),
    [
        ("savings", {}, 'why: of: "savings" is no figure that can be traced; did you mean "saving"?'),
        ("cost", {"month": "March"}, 'why: month: "March" is not a month; write it as YYYY-MM, such as 2027-04'),
        ("cost", {"year": "2031"}, 'why: year: "2031" is not a fiscal year of the plan; it has 2027'),
        ("cost", {"year": "2027", "month": "2027-01"}, "why: month: is given beside a year; give one of the two"),
        ("seats", {"figure": "spar"}, 'why: figure: "spar" is no figure of seats; did you mean "spare"?'),
        ("lease", {"lease": "HQ"}, 'why: lease: "HQ" is not a lease of the plan; did you mean "HQ-1"?'),
        ("lease", {"figure": "intrest"}, 'why: figure: "intrest" is no figure of leases in the books; did you mean "interest"?'),
        ("make-or-buy", {"line": "19"}, None),
    ],
)
def test_what_is_asked_must_exist(today, everything, of, asked, said):
    ledger = everything if of == "make-or-buy" else today
    with pytest.raises(InputProblems) as refused:
        bo.why(ledger, of, **asked)
    assert str(refused.value) == (said or 'why: line: the standard form has no line "19"; it has ' + ", ".join(map(str, range(1, 19))))


KNOWN_BY_ITSELF = ("months a year", "nothing", "all of it", "none", "today", "share of the orders", "rounding, so that the parts of a table add up")


@pytest.mark.parametrize(
    ("of", "asked"),
    [
        ("cost", {}), ("cost", {"month": "2027-03"}), ("saving", {}), ("npv", {}), ("irr", {}), ("payback", {}), ("heads", {}), ("stranded", {}),
        ("cost-per-fte", {}), ("lease", {}), ("bridge", {"by": "factor"}), ("bridge", {"how": "in order"}), ("bridge", {"bar": "break lease HQ-1"}),
    ],
    ids=str,
)
def test_no_figure_is_left_without_where_it_is_written(everything, of, asked):
    def left(node: Node, known: bool) -> list[str]:
        known = known or any(one.source.place or one.source.status for behind in node.behind for one in behind.walk())
        if known or node.source.place or node.source.status or not node.value or node.label in KNOWN_BY_ITSELF:
            return []
        return [label for child in node.children for label in left(child, known)] if node.children else [node.id]

    # in the books of leases the rent that is paid is that of the liability beside it
    assert [id for id in left(bo.why(everything, of, **asked).tree, False) if "/paid/" not in id] == []


def test_the_same_bytes_twice_with_ids_of_their_own():
    texts = []
    for _ in range(2):
        plan = read_plan("tiny")
        answer = bo.why(simulate(plan, read_scenario(plan, "everything")), "saving")
        ids = [node.id for node in answer.tree.walk()]
        assert len(ids) == len(set(ids))
        texts.append(json.dumps(answer.as_json()))
    assert texts[0] == texts[1]


def test_a_figure_whose_leaves_do_not_make_it_is_reported():
    leaves = (Node("a", "one", 1.0, "USD"), Node("b", "two", 2.0, "USD"))
    node = made("sum", "c", "both", "USD", leaves)
    assert node.recomputed() == 3.0
    wrong = Node("d", "wrong", 4.0, "USD", "sum", leaves)
    assert (wrong.value, wrong.recomputed()) == (4.0, 3.0)


def test_the_tables(everything):
    answer = bo.why(everything, category="rent", month="2027-02")
    parts, leaves, initiatives, inputs = (bo.table(answer, part) for part in ("parts", "leaves", "initiatives", "inputs"))
    assert parts.rows == (("HQ-1, HQ", 12_800.00), ("HQ-1 sublet, HQ", -2_560.00), ("total", 10_240.00))
    assert initiatives.rows == (("sublet_space", "scenarios/everything.yaml:5", 12_800.00, 10_240.00, -2_560.00),)
    assert ("sublet_share", "lease HQ-1", "0.25 share", "scenarios/everything.yaml:5", "") in inputs.rows
    assert ("HQ-1 sublet, HQ", "quantity", "-8", "seat month", 1, "") in leaves.rows
    assert bo.table(answer, "tree").rows[0][0] == "rent"


def test_the_chart_says_what_it_is_made_of(everything):
    answer = bo.why(everything, "saving")
    bars = bo.chart(answer).data[0]
    assert sum(bars.x) == pytest.approx(answer.amount)
    one = bo.why(everything, category="rent", month="2027-03")
    drawn = bo.chart(one)
    assert drawn.layout.title.text == "Rent of 2027-03 is USD 0 instead of USD 13,440 today"
    assert list(drawn.data[0].x) == [13_440.00, -13_440.00, 0]


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
    (row,) = rows(bo.why(simulate(plan), category="salaries", month="2027-01"))
    known = {node.source.status for node in row.children[0].walk() if node.source.field and node.label != "hiring_open_share"}
    assert known == {status}
