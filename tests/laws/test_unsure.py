"""What must hold for every number that is not sure: its likely value is the plan, and its draws hang on its name and number alone."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

import backoffice_lib as bo
from backoffice_lib import levers
from backoffice_lib.basics.distributions import Choice, Lognormal, Normal, P10P90, Triangular, Uncertain, Uniform
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.notation import uncertain
from backoffice_lib.basics.record import Record
from backoffice_lib.drivers import Luck, as_likely, assumptions_in, drawn
from backoffice_lib.files.scenarios import read_scenario, write_scenario
from backoffice_lib.levers import ChangePay, RemoteWork
from backoffice_lib.plan import Correlation, Index, Plan, Policies
from backoffice_lib.plan.unsure import open_to_doubt
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import in_detail
from tests.hand.small import clerks, office, small_plan
from tests.laws.records import at_draw, changed

WAYS = ("random", "latin_hypercube", "sobol")
ALL = range(1, 101)
AT_HOME = RemoteWork(team="clerks", starting="2027-03", share="0.2..0.5..0.8", subsidy_per_month={"normal": {"mean": 100, "sd": 5}})


def unsure_plan(sampling: str = "random", months: int = 6, **team: Any) -> Plan:
    """People, rent and an index, all of them uncertain, two of them tied together, and one that strays."""
    given = {"heads": 10, "cohort_loss_share_per_year": "0.05..0.1..0.3", "salary_per_year": Lognormal(36_000, 0.05), "wage_index": "wages"}
    return small_plan(
        months,
        teams=(clerks(**given | team),),
        leases=(office(rent_per_month=P10P90(4_000, 6_000)),),
        indices=(Index(index="wages", growth_share_per_year=Uniform(0.01, 0.05), applied="monthly", random_walk={"sd_share_per_year": 0.05}),),
        correlations=(Correlation(between=("teams.clerks.salary_per_year", "leases.HQ-1"), coefficient=0.6),),
        policies=Policies(sampling=sampling),
    )


def values(plan: Plan, numbers: range, seed: int = 7, total: int | None = 100) -> dict[str, list[float]]:
    """What each assumption is in some draws."""
    luck = Luck.of(plan, numbers, seed, total)
    return {name: luck.values(value).tolist() for name, value in assumptions_in(plan).items()}


def test_without_draws_it_is_the_plan_of_its_likely_values():
    plan, scenario = unsure_plan(), Scenario(name="home", levers=(AT_HOME,))
    likely = plan.with_(
        teams=(clerks(cohort_loss_share_per_year=0.1, salary_per_year=36_000, wage_index="wages"),),
        leases=(office(rent_per_month=5_000),),
        indices=(Index(index="wages", growth_share_per_year=0.03, applied="monthly"),),
        correlations=(),
    )
    sure = Scenario(name="home", levers=(RemoteWork(team="clerks", starting="2027-03", share=0.5, subsidy_per_month=100),))
    written, again = bo.simulate(plan, scenario), bo.simulate(likely, sure)
    for name, amounts in again.by_category().items():
        np.testing.assert_allclose(written.by_category()[name], amounts, rtol=1e-14, err_msg=name)
    assert as_likely(plan).teams == likely.teams
    assert as_likely(likely) is likely


def test_draw_0_of_many_draws_is_the_plan_of_its_likely_values():
    plan = unsure_plan()
    drawn_too = in_detail(plan, TODAY, 3, 7)
    np.testing.assert_allclose(drawn_too.by_month()[:, 0], bo.simulate(plan).by_month()[:, 0], rtol=1e-13)


@pytest.mark.parametrize(
    "nothing",
    [
        "0.1..0.1..0.1",
        {"normal": {"mean": 0.1, "sd": 0}},
        {"lognormal": {"median": 0.1, "sd_of_log": 0}},
        {"uniform": {"low": 0.1, "high": 0.1}},
        {"p10_p90": {"p10": 0.1, "p90": 0.1}},
        {"choice": {"values": [0.1]}},
    ],
    ids=str,
)
def test_a_distribution_without_width_gives_draw_0_in_every_draw(nothing: Any):
    plan = small_plan(6, teams=(clerks(cohort_loss_share_per_year=nothing),))
    months = in_detail(plan, TODAY, 5, 7).by_month()
    np.testing.assert_allclose(months - months[:, :1], 0, atol=1e-12 * months.max())
    assert np.ptp(bo.simulate(plan, draws=5, seed=7).drawn.npv) <= 1e-12 * months.sum()


def test_three_draws_together_equal_three_single_ones():
    plan = unsure_plan().with_(indices=(Index(index="wages", growth_share_per_year=Uniform(0.01, 0.05), applied="monthly"),))
    together, luck = in_detail(plan, TODAY, 3, 7), drawn(plan, Luck.of(plan, range(1, 4), 7))
    for draw in (1, 2, 3):
        alone = bo.simulate(at_draw(luck.with_(correlations=()), draw).with_(correlations=()))
        np.testing.assert_allclose(together.by_month()[:, draw], alone.by_month()[:, 0], rtol=1e-12)


@pytest.mark.parametrize("sampling", WAYS)
def test_a_range_of_draws_is_a_part_of_all_draws_byte_for_byte(sampling: str):
    plan = unsure_plan(sampling)
    everything = values(plan, ALL)
    for first, end in ((1, 2), (1, 33), (5, 64), (64, 101)):
        part = values(plan, range(first, end))
        assert part == {name: numbers[first - 1 : end - 1] for name, numbers in everything.items()}


@pytest.mark.parametrize("sampling", WAYS)
def test_another_seed_is_other_luck(sampling: str):
    assert all(values(unsure_plan(sampling), ALL)[name] != numbers for name, numbers in values(unsure_plan(sampling), ALL, seed=8).items())


@pytest.mark.parametrize("sampling", WAYS)
def test_neither_a_longer_plan_nor_sure_numbers_shift_a_draw(sampling: str):
    before, after = values(unsure_plan(sampling), ALL), values(unsure_plan(sampling, 12, heads=99), ALL)
    assert {name for name in before if before[name] != after[name]} == {"indices.wages.random_walk"}  # which ends half a year later


@pytest.mark.parametrize("sampling", ["random", "latin_hypercube"])
def test_another_uncertain_number_shifts_no_draw(sampling: str):
    before, after = values(unsure_plan(sampling), ALL), values(unsure_plan(sampling, bonus_share="0..0.1..0.2"), ALL)
    assert before == {name: numbers for name, numbers in after.items() if name in before}


def test_a_walk_goes_the_same_way_in_a_longer_plan():
    short, long = (drawn(plan, Luck.of(plan, ALL, 7)).indices[0].random_walk.factors for plan in (unsure_plan(), unsure_plan(months=12)))
    assert np.array_equal(short, long[:6])
    assert (short[0] == 1).all()
    assert (short[:, 0] == 1).all()


def test_an_assumption_has_the_same_draws_in_every_scenario_wherever_its_lever_stands():
    plan, raised = unsure_plan(), ChangePay(team="clerks", starting="2027-02", raise_share="0..0.01..0.02")
    pulled = [Scenario(name="s", levers=levers) for levers in ((AT_HOME,), (AT_HOME, raised), (raised, AT_HOME))]
    drawn_too = [drawn(scenario, Luck.of(plan, ALL, 7)).levers for scenario in pulled]
    assert drawn_too[0][0] == drawn_too[1][0] == drawn_too[2][1]
    later = Scenario(name="s", levers=(AT_HOME.with_(starting="2027-05"),))
    assert drawn(later, Luck.of(plan, ALL, 7)).levers[0].share == drawn_too[0][0].share
    assert in_detail(plan, pulled[0], 4, 7).plan.teams[0].salary_per_year == in_detail(plan, TODAY, 4, 7).plan.teams[0].salary_per_year


def test_a_team_in_two_halves_has_the_draws_of_the_whole():
    plan = unsure_plan()
    halves = tuple(plan.teams[0].with_(team=name, heads=5) for name in ("one", "other"))
    split = plan.with_(teams=halves, correlations=())
    whole = plan.with_(correlations=())
    np.testing.assert_allclose(in_detail(split, TODAY, 8, 7).by_month(), in_detail(whole, TODAY, 8, 7).by_month(), rtol=1e-12)


def test_a_lever_reckons_with_the_draws_of_its_numbers():
    months = in_detail(unsure_plan(), Scenario(name="s", levers=(AT_HOME,)), 50, 7)
    subsidy = months.by_category()["remote subsidy"][-1]
    assert len(set(subsidy.tolist())) == 51


def without_width(record: Record) -> Any:
    """The record with every number that may be uncertain as a triangle without width."""

    def change(owner: Record, name: str, value: Any) -> Any:
        return Triangular(value, value, value) if isinstance(value, float) and name in open_to_doubt(type(owner)) else value

    return changed(record, change)


@cache
def plans(name: str) -> tuple[Plan, Plan]:
    """A shipped plan as it is likely, and the same with every number uncertain and without width."""
    plan = as_likely(bo.read_plan(name))
    return plan, without_width(plan)


@pytest.mark.parametrize(
    "lever",
    [pytest.param(kind, id=word, marks=[pytest.mark.slow] * (kind.EXAMPLE_PLAN != "tiny")) for word, kind in levers.by_word().items()],
)
def test_every_number_of_a_plan_and_of_every_lever_may_be_uncertain(lever):
    sure, unsure = plans(lever.EXAMPLE_PLAN)
    pulled = lever(**lever.EXAMPLE)
    months = bo.simulate(sure, Scenario(name="s", levers=(pulled,))).by_month()
    scenario = Scenario(name="s", levers=(without_width(pulled),))
    assert not list(scenario.check(unsure))
    for ledger in (bo.simulate(unsure, scenario), in_detail(unsure, scenario, 1, 7)):
        np.testing.assert_allclose(ledger.by_month() - months, 0, atol=1e-12 * months.max())


@pytest.mark.parametrize(
    "value",
    [
        Triangular(0.02, 0.03, 0.05),
        Normal(0.1, 0.01),
        Normal(0.1, 0.05, low=0.0, high=0.5),
        Lognormal(0.1, 0.2),
        Uniform(0.1, 0.2),
        P10P90(0.1, 0.2),
        Choice((0.1, 0.2)),
        Choice((0.1, 0.2), (0.25, 0.75)),
    ],
    ids=str,
)
def test_what_is_written_is_read_again(value: Uncertain, tmp_path):
    assert uncertain(value.written()) == value
    scenario = Scenario(name="raise", levers=(ChangePay(team="accounting", starting="2027-02", raise_share=value),))
    assert read_scenario(bo.read_plan("tiny"), write_scenario(scenario, tmp_path / "raise.yaml")).levers == scenario.levers


def test_in_yaml_a_distribution_may_stand_in_quotes_as_it_does_in_csv(tmp_path):
    written = 'levers:\n  - change_pay: {team: accounting, starting: 2027-02, raise_share: "{normal: {mean: 0.05, sd: 0.01}}"}\n'
    (tmp_path / "raise.yaml").write_text(written, encoding="utf-8")
    assert read_scenario(bo.read_plan("tiny"), tmp_path / "raise.yaml").levers[0].raise_share == Normal(0.05, 0.01)


SLIPS = [
    ("98765...98766...98767", "has three dots between its numbers; write two dots: low..likely..high"),
    ("98765…98766…98767", "has three dots between its numbers; write two dots: low..likely..high"),
    ("98765–98766–98767", "has no .. between its numbers; write low..likely..high"),
    ("98765..98766", "has 2 numbers with .. between them; write three, low..likely..high, such as 0.02..0.03..0.05"),
    ("98765..98767..98766", "is not in order, low..likely..high; write the lowest first, the highest last"),
    ("98765..98k..99k", "has what is no number in low..likely..high; write digits, such as 0.02..0.03..0.05"),
    ([98765, 98766, 98767], "is a list; write low..likely..high"),
    ({"low": 98765, "likely": 98766, "high": 98767}, "is a group of keys; write low..likely..high"),
    ({"p10": 98765, "p90": 98766}, "is a group of keys; write low..likely..high or {p10_p90: {p10: …, p90: …}}"),
    ({"norml": {"mean": 98765, "sd": 9}}, 'names what is no distribution; did you mean "normal"?'),
    ({"98765": 98765}, "names what is no distribution; write low..likely..high, or one of normal, lognormal, uniform, p10_p90, choice"),
    ({"triangular": {"low": 98765, "likely": 98766, "high": 98767}}, "names what is no distribution; write low..likely..high"),
    ({"p10_p90": {"p10": 98765}}, "gives p10_p90 no p90; p10_p90 needs p10, p90"),
    ({"p10_p90": {"p10": 98766, "p90": 98765}}, "has its p10 above its p90; change them round"),
    ({"p10_p90": {"p10": 98765, "98765": 1}}, "gives p10_p90 what it does not have; use p10, p90, low, high"),
    ({"normal": {"mean": "98765 USD", "sd": 9}}, "has a mean that is not a number; write digits only"),
    ({"normal": {"mean": float("inf"), "sd": 98765}}, "has a mean that is infinite; give a number"),
    ({"normal": {"mean": 98765, "sd": None}}, "has an sd that is blank; give a number"),
    ({"choice": {"values": [98765, float("nan")]}}, "has a value that is not a number; give a number"),
    (Choice((98765,), (float("-inf"),)), "has a probability that is infinite; give a number"),
    ({"normal": {"mean": 98765, "sd": 9, "low": 98766}}, "is cut off at a low above its middle; lower it, or leave it out"),
    ({"uniform": {"low": 98766, "high": 98765}}, "has its low above its high; change them round"),
    ({"lognormal": {"median": 98765, "sd_of_log": 98765}}, "has an sd_of_log above 2; 8 % is 0.08"),
    ({"choice": {"values": [1], "probabilities": [98765]}}, "has probabilities that do not add up to 1; let them add up to 1"),
]


@pytest.mark.parametrize(("written", "message"), SLIPS, ids=str)
def test_a_slip_in_a_pay_cell_is_named_and_no_figure_is_told(written: Any, message: str):
    with pytest.raises(InputProblems) as wrong:
        clerks(salary_per_year=written)
    assert str(wrong.value) == f"Team: salary_per_year: {message}"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("350...400...500", "has three dots between its numbers; write two dots: 350..400..500"),
        ("0.3...5..0.6", "has three dots between its numbers; write two dots: low..likely..high"),
        ("0.6–0.8–1", "has no .. between its numbers; write 0.6..0.8..1"),
        ([0.3, 0.5, 0.6], "is a list; write 0.3..0.5..0.6"),
        ([0.3, 0.5], "is a list; write low..likely..high"),
        ({"low": 0.3, "mode": 0.5, "high": 0.6}, "is a group of keys; write 0.3..0.5..0.6"),
        ({"low": 0.3, "high": 0.6}, "is a group of keys; write low..likely..high or {uniform: {low: …, high: …}}"),
        ({"triangular": {"low": 0.3, "likely": 0.5, "high": 0.6}}, 'says "triangular", which is no distribution; write 0.3..0.5..0.6'),
        ({"normal": {"mean": 5, "sd": 1, "low": 6}}, "is cut off at a low above its middle; give a low below 5, or leave it out"),
        ({"normal": {"mean": 5, "sd": 1}, "source": "a guess"}, "has other keys beside normal; write {normal: {mean: …, sd: …}} alone"),
        ({"lognormal": {"median": 400, "sd_of_log": 60}}, "has an sd_of_log above 2; 8 % is 0.08"),
    ],
    ids=str,
)
def test_what_is_written_in_another_way_is_told_how_it_is_written(written: Any, message: str):
    with pytest.raises(InputProblems) as wrong:
        clerks(heads=written)
    assert str(wrong.value) == f"Team: heads: {message}"
