"""Many draws of what is uncertain against what theory says of its mean and spread: sums, steps, ties, and the parts of a distribution."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from backoffice_lib.basics.distributions import Choice, Lognormal, Normal, P10P90, Triangular, Uncertain, Uniform
from backoffice_lib.drivers import Luck, drawn
from backoffice_lib.plan import Correlation, Plan, Policies, Site
from backoffice_lib.scenario import TODAY
from backoffice_lib.simulation import in_detail, simulate
from tests.cases.reading import case
from tests.hand.small import clerks, office, small_plan

DRAWS = 20_000


def rents(*each: Any, **parts: Any) -> Plan:
    """A month of some leases, each with a rent of its own; nothing else costs anything."""
    leases = tuple(office(lease=f"L{at}", rent_per_month=rent) for at, rent in enumerate(each))
    return small_plan(1, leases=leases, **parts)


def costs_of(plan: Plan, draws: int = DRAWS, seed: int = 11) -> np.ndarray:
    """What the first month costs in each draw but draw 0."""
    return in_detail(plan, TODAY, draws, seed).by_month()[0, 1:]


def agrees(values: np.ndarray, mean: float, sd: float, heavy: float = 1.0) -> None:
    """Mean and spread within five standard errors. heavy: how much surer of its spread a normal distribution is than this one."""
    assert abs(values.mean() - mean) < 5 * sd / np.sqrt(len(values))
    assert abs(values.std() - sd) < 5 * heavy * sd / np.sqrt(2 * len(values))


def test_a_sum_of_triangles_has_the_mean_and_spread_of_the_published_case():
    given, expected, tolerance = case("mc-01-triangular-sum")
    plan = rents(*(Triangular(*points) for points in given["triangular"]))
    spent = costs_of(plan, given["draws"])
    assert in_detail(plan, TODAY, 1).by_month()[0, 0] == 170  # 100 + 50 + 20, the likely values
    assert abs(spent.mean() - expected["mean"]) < tolerance["mean"]
    assert abs(spent.std() / expected["sd"] - 1) < tolerance["sd_rel"]


def test_a_sum_of_normal_rents_is_normal():
    # 1,000 + 2,000; 30² + 40² = 50²
    spent = costs_of(rents({"normal": {"mean": 1000, "sd": 30}}, {"normal": {"mean": 2000, "sd": 40}}))
    agrees(spent, 3000, 50)
    # 68.27 % within one standard deviation
    assert abs((np.abs(spent - 3000) < 50).mean() - 0.6827) < 5 * np.sqrt(0.6827 * 0.3173 / DRAWS)


def test_a_sum_of_lognormal_rents_has_the_mean_and_spread_of_its_parts():
    # of median m and spread s: mean m e^(s²/2), variance m² e^(s²) (e^(s²) - 1)
    parts = [(1000.0, 0.2), (500.0, 0.3)]
    mean = sum(median * np.exp(s**2 / 2) for median, s in parts)
    variance = sum(median**2 * np.exp(s**2) * (np.exp(s**2) - 1) for median, s in parts)
    spent = costs_of(rents(*({"lognormal": {"median": median, "sd_of_log": s}} for median, s in parts)))
    agrees(spent, mean, np.sqrt(variance), heavy=2)


def test_people_beyond_the_seats_take_flexible_desks():
    # heads evenly from 5 to 15, 10 whole seats: 1 to 5 desks in a tenth of the draws each, none in half of them: 1.5 on average, at 100;
    # their square is (1 + 4 + 9 + 16 + 25) / 10 = 5.5
    team = clerks(heads=Uniform(5, 15), salary_per_year=1e-9)
    sites = (Site(site="HQ", flexible_desk_per_month=100),)
    plan = small_plan(1, teams=(team,), sites=sites, leases=(office(seats=10, rent_per_month=0),), policies=Policies(surplus="attrition"))
    desks = in_detail(plan, TODAY, DRAWS, 3).by_category()["flexible desks"][0, 1:]
    agrees(desks, 150, 100 * np.sqrt(5.5 - 1.5**2), heavy=2)


def test_a_step_lease_rises_by_the_growth_that_is_drawn():
    # 1,000 a month, raised once after a year by 0 to 10 %: 12 × 1,000 + 12 × 1,050 = 24,600, spread 12 × 100 / √12
    lease = office(start="2027-01", rent_per_month=1000, rent_review_every_months=12, fixed_rent_growth_share_per_year=Uniform(0.0, 0.1))
    spent = in_detail(small_plan(24, leases=(lease,)), TODAY, DRAWS, 5).by_month()[:, 1:].sum(axis=0)
    agrees(spent, 24_600, 1200 / np.sqrt(12))


def test_normal_rents_that_move_together_spread_more():
    # 30² + 40² + 2 × 0.5 × 30 × 40 = 3,700
    tied = (Correlation(between=("leases.L0", "leases.L1"), coefficient=0.5),)
    spent = costs_of(rents(Normal(1000, 30), Normal(2000, 40), correlations=tied))
    agrees(spent, 3000, np.sqrt(3700))


def test_rents_that_move_against_each_other_wholly_cancel():
    tied = (Correlation(between=("leases.L0", "leases.L1"), coefficient=-1),)
    spent = costs_of(rents(Normal(1000, 30), Normal(2000, 30), correlations=tied), 500)
    np.testing.assert_allclose(spent, 3000, atol=1e-4)


@pytest.mark.parametrize(
    ("value", "mean", "sd"),
    [
        (Triangular(0, 3, 6), 3, np.sqrt(1.5)),  # (6² + 3² - 18) / 18
        (Uniform(2, 8), 5, np.sqrt(3)),  # 6² / 12
        (Choice((1, 2, 4), (0.5, 0.25, 0.25)), 2, np.sqrt(1.5)),  # 0.5 + 1 + 4 - 2²
        (P10P90(8.718448, 11.281552), 10, 1),  # 1.281552 standard deviations each way
        (Normal(0, 1, low=0.0), np.sqrt(2 / np.pi), np.sqrt(1 - 2 / np.pi)),  # half a bell
    ],
)
def test_a_distribution_has_its_mean_and_spread(value: Uncertain, mean: float, sd: float):
    agrees(value.at(Luck(range(1, DRAWS + 1), 9).shares("a number")), mean, sd, heavy=1.5)


def test_a_tenth_of_the_draws_is_below_p10_and_above_p90():
    assert P10P90(80, 150).at(np.array([0.1, 0.5, 0.9])).tolist() == pytest.approx([80, 115, 150])
    assert Triangular(80, 100, 150).at(np.array([0.0, 20 / 70, 1.0])).tolist() == pytest.approx([80, 100, 150], abs=1e-5)
    assert Lognormal(100, 0.1).at(np.array([0.5])).tolist() == pytest.approx([100])


@pytest.mark.parametrize("sampling", ["latin_hypercube", "sobol"])
def test_draws_that_are_spread_evenly_find_the_mean_far_sooner(sampling: str):
    """By chance alone the mean of 1,024 draws is off by 21.2 / √1,024 = 0.66 on average."""
    given, expected, _ = case("mc-01-triangular-sum")
    plan = rents(*(Triangular(*points) for points in given["triangular"]), policies=Policies(sampling=sampling))
    assert abs(costs_of(plan, 1024).mean() - expected["mean"]) < 0.066


def test_a_latin_hypercube_has_a_draw_in_each_equal_part_of_a_distribution():
    plan = rents(Uniform(0, 100), Uniform(0, 100), policies=Policies(sampling="latin_hypercube"))
    one, other = (lease.rent_per_month.values[1:] for lease in drawn(plan, Luck.of(plan, range(1, 101), 4)).leases)
    assert sorted(map(int, one)) == sorted(map(int, other)) == list(range(100))
    assert [*map(int, one)] != [*map(int, other)]


def test_a_sobol_sequence_has_a_draw_in_each_of_as_many_parts_as_a_power_of_two():
    plan = rents(Uniform(0, 64), Uniform(0, 64), policies=Policies(sampling="sobol"))
    one, other = (np.array(lease.rent_per_month.values[1:]).astype(int) for lease in drawn(plan, Luck.of(plan, range(1, 65), 4)).leases)
    assert sorted(one) == sorted(other) == list(range(64))
    # and one in each square of an eighth by an eighth
    assert len({(a // 8, b // 8) for a, b in zip(one, other, strict=True)}) == 64


def test_many_draws_of_a_whole_simulation_agree_with_theory():
    plan = rents(Normal(1000, 30), Normal(2000, 40))
    found = simulate(plan, draws=DRAWS // 10, seed=6).drawn
    agrees(sum(found.costs.values())[0], 3000, 50)
