"""Indices and exchange rates that stray: how far by theory, and as far as published ones did."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.drivers import Luck, drawn, escalators
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.plan import ExchangeRateOf, Index, IndexValue, Plan
from backoffice_lib.scenario import TODAY
from backoffice_lib.simulation import in_detail
from tests.cases.reading import reference
from tests.hand.small import clerks, office, small_plan

DRAWS = range(1, 10_001)
NOISE = 5 / np.sqrt(2 * len(DRAWS))
"""Five standard errors of a standard deviation, as a share of it."""


def path(plan: Plan, name: str) -> np.ndarray:
    """An index or a rate of a plan in every month and draw, [month, draw]."""
    return escalators(drawn(plan, Luck.of(plan, DRAWS, 3))).product([name])


def wages(**fields: object) -> Index:
    return Index(**{"index": "wages", "growth_share_per_year": 0.03, "applied": "monthly", "random_walk": {"sd_share_per_year": 0.1}} | fields)


def test_a_walk_strays_by_the_root_of_time_around_the_stated_path():
    found = path(small_plan(49, teams=(clerks(),), indices=(wages(),)), "wages")
    np.testing.assert_allclose(found[:, 0], 1.03 ** (np.arange(49) / 12), rtol=1e-12)
    assert (found[0] == 1).all()
    for years in (1, 4):
        strayed = np.log(found[12 * years, 1:] / found[12 * years, 0])
        assert abs(strayed.std() / (0.1 * np.sqrt(years)) - 1) < NOISE
        assert abs(np.median(strayed)) < 5 * 1.2533 * 0.1 * np.sqrt(years / len(DRAWS))


def test_an_index_in_yearly_steps_strays_in_the_same_steps():
    found = path(small_plan(25, teams=(clerks(),), indices=(wages(applied="yearly"),)), "wages")
    assert (found[:12] == 1).all()
    assert (found[12:24] == found[12]).all()
    assert abs(np.log(found[24, 1:]).std() / (0.1 * np.sqrt(2)) - 1) < NOISE


def test_an_index_strays_after_its_last_published_value():
    values = tuple(IndexValue(index="wages", month=f"2027-0{month}", value=100 + month) for month in range(1, 5))
    found = path(small_plan(12, teams=(clerks(),), indices=(wages(),), index_values=values), "wages")
    np.testing.assert_allclose(found[:4], np.array([101, 102, 103, 104])[:, None] / 101 * np.ones(len(DRAWS) + 1))
    assert abs(np.log(found[4, 1:]).std() / (0.1 / np.sqrt(12)) - 1) < NOISE


def test_rents_that_follow_a_walk_are_paid_at_it():
    index = wages(index="rents", growth_share_per_year=0.0)
    plan = small_plan(13, leases=(office(rent_per_month=1000, rent_index="rents"),), indices=(index,))
    paid = in_detail(plan, TODAY, 100, 3).by_category()["rent"]
    np.testing.assert_allclose(paid, 1000 * escalators(drawn(plan, Luck.of(plan, range(1, 101), 3))).product(["rents"]))


def test_a_spread_is_fitted_to_the_changes_that_were_published():
    # 12 changes of the logarithm, 0.02 up and 0.02 down by turns: mean 0, variance 12 × 0.0004 / 11 a month
    values = tuple(IndexValue(index="seen", month=f"{2025 + at // 12}-{at % 12 + 1:02}", value=100 * np.exp(0.02 * (at % 2))) for at in range(13))
    seen = Index(index="seen", growth_share_per_year=0.0)
    plan = small_plan(2, teams=(clerks(),), indices=(wages(random_walk={"fitted_to": "seen"}), seen), index_values=values)
    assert Luck.of(plan, DRAWS, 3).spreads == {"indices.wages.random_walk": pytest.approx(0.02 * np.sqrt(12 / 11))}


def test_the_rupee_strays_as_it_did_in_the_rates_of_the_ecb(tmp_path):
    name = "ecb_fx_monthly_avg_1999_2026.csv"
    (tmp_path / name).write_bytes(reference(name).read_bytes())
    (tmp_path / "plan.yaml").write_text(
        "name: rates\ncurrency: EUR\nstart: 2026-10\nmonths: 25\nfx:\n  INR: {random_walk: {fitted_to: INR}}\n"
        f"index_values: {{file: {name}, columns: {{month: month}}, quoted_per: EUR, source: ECB, series: {{INR: INR_per_EUR}}}}\n"
    )
    (tmp_path / "sites.csv").write_text("site\nHQ\n")
    (tmp_path / "teams.csv").write_text("team,function,site,heads,salary_per_year\nclerks,records,HQ,10,40000\n")
    plan = read_plan(tmp_path)
    with reference(name).open() as file:
        seen = np.array([float(row["INR_per_EUR"]) for row in csv.DictReader(file) if row["INR_per_EUR"]])
    monthly = np.diff(np.log(seen)).std(ddof=1)
    found = path(plan, "INR")
    given = len(found) - 1 - int((found == found[:, :1]).all(axis=1).nonzero()[0][-1])
    assert abs(np.log(found[-1, 1:]).std() / (monthly * np.sqrt(given)) - 1) < NOISE


def test_prices_stray_as_consumer_prices_did():
    with reference("bls_cpi_u_2000_2026.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["series_id"] == "CUUR0000SA0" and row["period_code"] < "M13" and row["index_1982_84_100"]]
    values = tuple(IndexValue(index="cpi", month=f"{row['year']}-{row['period_code'][1:]}", value=float(row["index_1982_84_100"])) for row in rows)
    months = [12 * int(row["year"]) + int(row["period_code"][1:]) for row in rows]
    changes = np.diff(np.log([float(row["index_1982_84_100"]) for row in rows])) / np.sqrt(np.diff(months))
    cpi = Index(index="cpi", growth_share_per_year=0.025, applied="monthly", gaps="interpolate", random_walk={"fitted_to": "cpi"})
    plan = small_plan(3, teams=(clerks(),), indices=(cpi,), index_values=values)
    assert Luck.of(plan, DRAWS, 3).spreads["indices.cpi.random_walk"] == pytest.approx(changes.std(ddof=1))


@pytest.mark.parametrize(
    ("walk", "message"),
    [
        (0.1, "random_walk: is 0.1, not a group; write {sd_share_per_year: 0.08}, or {fitted_to: the name of an index or currency}"),
        ({"sd": 0.1}, "random_walk: says neither sd_share_per_year nor fitted_to alone; write {sd_share_per_year: 0.08}, or"),
        ({"sd_share_per_year": 8}, "random_walk: has an sd_share_per_year that is 8; give a share per year, more than 0 and at most 5 (8 % is 0.08)"),
    ],
)
def test_a_walk_that_is_none_is_refused(walk: object, message: str):
    with pytest.raises(InputProblems) as wrong:
        wages(random_walk=walk)
    assert message in str(wrong.value)


@pytest.mark.parametrize(
    ("known", "message"),
    [
        ((), 'random_walk: is fitted to "cpi", of which no values are given; add them to index_values.csv, or write sd_share_per_year'),
        (("2026-01", "2026-02"), "random_walk: is fitted to 2 values of cpi; give 13 months or more, or write sd_share_per_year"),
    ],
)
def test_a_walk_is_fitted_to_a_history(known: tuple[str, ...], message: str):
    values = tuple(IndexValue(index="cpi", month=month, value=100) for month in known)
    indices = (wages(random_walk={"fitted_to": "cpi"}), Index(index="cpi", growth_share_per_year=0.0, gaps="interpolate"))
    with pytest.raises(InputProblems) as wrong:
        small_plan(3, teams=(clerks(),), indices=indices, index_values=values)
    assert message in str(wrong.value)


def test_a_currency_strays_from_the_rate_that_is_written():
    dollars = ExchangeRateOf(currency="INR", rate=0.0113, random_walk={"sd_share_per_year": 0.08})
    found = path(small_plan(13, teams=(clerks(),), fx=(dollars,)), "INR")
    assert (found[0] == 0.0113).all()
    assert (found[:, 0] == 0.0113).all()
    assert abs(np.log(found[12, 1:]).std() / 0.08 - 1) < NOISE
