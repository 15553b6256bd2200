"""Why a saving has its rate of return, pays back when it does, and where two scenarios break even, on sums worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses._tree import Node
from backoffice_lib.analyses.why import Why
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.ledger import Ledger
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate


def moved_home(equipment: float, months: int = 36) -> tuple[Ledger, Ledger]:
    """Ten people go home: 10,000 of rent a month less 5,000 of subsidy, and their kit in the first month."""
    plan = read_plan("remote_accountants").with_(months=months)
    home = bo.levers.RemoteWork(team="accounting", starting="2027-01", share=1, subsidy_per_month=500, equipment_per_head=equipment)
    return simulate(plan), simulate(plan, Scenario(name="home", levers=(home, bo.levers.BreakLease(lease="accountants' floor", on="2027-01"))))


def named(answer: Why, label: str) -> Node:
    return next(node for node in answer.tree.walk() if node.label == label)


def tied(answer: Why) -> None:
    assert answer.tree.recomputed() == pytest.approx(answer.amount, abs=1e-6)
    assert answer.checks == ()
    ids = [node.id for node in answer.tree.walk()]
    assert len(ids) == len(set(ids))


def test_a_rate_of_return_is_the_rate_at_which_the_months_come_to_nothing():
    today, home = moved_home(900, months=2)
    answer = bo.why(home, "irr", against=today)
    # -9,000 + 5,000 at the end of January, 5,000 at the end of February: a quarter more each month, for a year
    assert answer.amount == pytest.approx(1.25**12 - 1) == bo.compare(today, home).worth.irrs_per_year[0]
    tied(answer)
    rate, worth = answer.tree.children
    january, february = sorted(worth.children, key=lambda node: node.id)
    assert [one.value for one in january.children] == [-4_000, rate.value, pytest.approx(1 / 12)]
    assert january.value == pytest.approx(-4_000 / 1.25) and february.value == pytest.approx(5_000 / 1.25**2)
    assert worth.value == pytest.approx(0, abs=0.005)
    assert named(answer, "equipment_per_head").changes[0].after == 900


def test_without_a_rate_of_return_it_is_said_why():
    answer = bo.why(moved_home(0)[1], "irr")
    assert answer.amount == "none: it only saves, nothing is paid first" == answer.tree.recomputed()
    assert str(answer).splitlines()[0] == "Internal rate of return against today, scenario home: none: it only saves, nothing is paid first"


def test_a_saving_pays_back_in_the_month_that_brings_what_is_missing():
    today, home = moved_home(2_800)
    answer = bo.why(home, "payback", against=today)
    # -28,000 + 5,000 in January; after four more months 3,000 are missing, and June brings 5,000
    assert (answer.amount, answer.note) == (6, "It has paid back in 2027-06.")
    assert answer.amount == bo.compare(today, home).payback_months
    tied(answer)
    (exact,) = answer.tree.children
    gone, part = exact.children
    missing, june = part.children
    assert (gone.value, missing.value, june.value, part.value) == (5, 3_000, 5_000, pytest.approx(0.6))
    assert [one.value for one in named(answer, "saved by the end of 2027-05").children] == [-23_000, 5_000, 5_000, 5_000, 5_000]


def test_at_present_value_it_takes_longer():
    today, home = moved_home(17_000)
    plain, discounted = (bo.why(home, of, against=today) for of in ("payback", "discounted-payback"))
    # -165,000 and 5,000 a month: 33 of them, and at 7 % a year 5,000 × (1 - 1.07^-(n/12)) / (1.07^(1/12) - 1) of them never in 35
    assert (plain.amount, discounted.amount) == (34, "not within the plan")
    tied(plain)
    assert discounted.checks == ()
    (end,) = [node for node in discounted.tree.behind if node.label == "saved by the end of the plan"]
    month = 1.07 ** (1 / 12)
    assert end.value == pytest.approx(-165_000 / month + sum(5_000 / month**n for n in range(2, 37)))


def test_what_saves_from_the_first_month_pays_back_in_it():
    answer = bo.why(moved_home(0)[1], "payback")
    assert str(answer).splitlines()[:2] == ["Payback against today, scenario home: 1 month", "It has paid back in 2027-01."]
    tied(answer)


@pytest.fixture(scope="module")
def seats() -> tuple[Ledger, Ledger]:
    plan = read_plan("remote_accountants")
    return simulate(plan), simulate(plan, read_scenario(plan, "remote_lease_ends"))


@pytest.mark.parametrize("by", ["profit", "cash", "npv"])
def test_both_cost_the_same_at_the_break_even(seats, by):
    today, home = seats
    answer = bo.why(home, "break-even", against=today, input="scenario.remote_work.subsidy_per_month", by=by)
    # a seat of 1,000 pays for a subsidy of 1,000
    assert answer.amount == pytest.approx(1_000) and answer.unit == "USD/head/month"
    tied(answer)
    value, saved = answer.tree.children
    (now,) = value.behind
    assert (now.value, now.source.place) == (500, "scenarios/remote_lease_ends.yaml:4")
    assert saved.recomputed() == pytest.approx(0, abs=0.005)
    if by == "profit":
        without, with_it = saved.children
        # pay and its on-costs, 36 × 10 × 82,360 / 12 × 1.2335, and the floor or as much in subsidies
        assert without.recomputed() == pytest.approx(2_470_800 * 1.2335 + 360_000) == with_it.recomputed()
        assert {part.label: part.value for part in with_it.children}["remote subsidy"] == pytest.approx(360_000)
        tried = named(answer, "subsidy_per_month")
        assert (tried.changes[0].before, tried.changes[0].after) == (0, pytest.approx(1_000))


def test_the_input_is_said_to_be_tried_where_its_place_says_another_value(seats):
    today, home = seats
    answer = bo.why(home, "break-even", against=today, input="teams.accounting.heads", between="1..40")
    # ten seats pay for twenty subsidies
    assert answer.amount == pytest.approx(20)
    assert {round(node.value, 6) for node in answer.tree.walk() if node.label.endswith(", tried")} == {20}
    assert named(answer, "heads of accounting as it is").value == 10


def test_of_whole_months_the_last_before_and_the_first_after_are_told():
    plan = read_plan("remote_accountants").with_(months=12)
    plan = plan.with_(leases=tuple(lease.with_(end="2027-06") for lease in plan.leases))
    # six months of rent are saved, 60,000, and a kit for each is bought every so many months
    home = bo.levers.RemoteWork(team="accounting", starting="2027-01", share=1, equipment_per_head=2_100, equipment_refresh_months=3)
    scenario = Scenario(name="home", levers=(home, bo.levers.BreakLease(lease="accountants' floor", on="2027-01")))
    answer = bo.why(simulate(plan, scenario), "break-even", input="scenario.remote_work.equipment_refresh_months", between="1..12")
    # 21,000 a time: three times if every 5 months, twice if every 6
    assert (answer.amount, answer.checks) == (6, ())
    before, after = (node for node in answer.tree.behind if node.label.startswith("saved with"))
    assert (before.recomputed(), after.recomputed()) == (pytest.approx(-3_000), pytest.approx(18_000))


def test_without_a_break_even_what_is_saved_as_it_is_is_told(seats):
    answer = bo.why(seats[1], "break-even", input="scenario.remote_work.subsidy_per_month", between="0..900")
    assert (answer.amount, answer.checks) == ("no flip between 0 and 900", ())
    assert named(answer, "saved as it is").recomputed() == pytest.approx(180_000)


def test_what_a_break_even_cannot_be_asked(seats):
    today, home = seats
    for asked, said in (
        ({}, "why: input: is missing; name the number, such as fx.INR.rate"),
        ({"input": "teams.accounting.heads", "by": "npw"}, 'why: by: "npw" is no way to count a saving; did you mean "npv"?'),
        ({"input": "teams.accounting.heads", "between": "few"}, 'why: between: "few" is no range; write the lowest and the highest value as 0.5..1.5'),
    ):
        with pytest.raises(InputProblems) as refused:
            bo.why(home, "break-even", against=today, **asked)
        assert str(refused.value) == said
    with pytest.raises(InputProblems) as refused:
        bo.why(replace(home, given=None), "break-even", against=today, input="teams.accounting.heads")
    assert str(refused.value) == "why: break-even: the ledgers are scaled, or of no scenario by itself; ask it of what `simulate` gives"


@pytest.mark.parametrize(
    ("of", "asked"),
    [
        ("break-even", {"input": "teams.compliance.heads"}),
        ("break-even", {"input": "vendors.Border Operations.price_per_fte_per_year"}),
        ("irr", {}),
        ("payback", {}),
        ("bridge", {"how": "shares"}),
        ("bridge", {"by": "factor"}),
        ("bridge", {"how": "in order"}),
    ],
    ids=str,
)
def test_what_stands_behind_a_figure_does_not_tell_what_a_few_people_are_paid_either(of, asked):
    plan = read_plan("settlement_desk")
    ledger = simulate(plan, read_scenario(plan, "part_nearshore"))
    shown = [dict(node.of) for node in bo.why(ledger, of, **asked).tree.walk()]
    # compliance are four people
    assert not [labels for labels in shown if labels.get("category") in ("salaries", "on-costs") and labels.get("team") == "compliance"]
