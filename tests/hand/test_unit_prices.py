"""Prices of units that differ between the works of one function, worked out by hand."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers import OutsourceWork
from backoffice_lib.plan import PriceTier, Vendor, Work
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, spent
from tests.hand.small import bureau, clerks, small_plan

HALF = OutsourceWork(function="records", vendor="Bureau", starting="2027-01", share=0.5)
WORKS = tuple(
    Work(work=name, function="records", units_per_month=units, minutes_per_unit=minutes)
    for name, units, minutes in (("files", 6_000, 10), ("claims", 1_000, 20), ("letters", 400, 5))
)


def tier(work: str, low: int, price: float) -> PriceTier:
    return PriceTier(vendor="Bureau", work=work, from_units_per_month=low, price_per_unit=price)


def simulated(*tiers: PriceTier, work: tuple[Work, ...] = WORKS, **vendor: Any) -> Ledger:
    asks = Vendor(**{"vendor": "Bureau"} | vendor)
    return simulate(small_plan(1, teams=(clerks(),), vendors=(asks,), work=work, price_tiers=tiers), Scenario(name="by hand", levers=(HALF,)))


def test_each_work_is_paid_at_its_own_price_and_in_its_own_tiers():
    ledger = simulated(tier("files", 0, 3), tier("files", 2_000, 2), tier("claims", 0, 11), tier("", 0, 1))
    # half of 6,000 files: 2,000 × 3 + 1,000 × 2; of 1,000 claims: 500 × 11; the 200 letters have no tiers of their own: × 1
    rows = {item: amounts[0, 0] for item, amounts in ledger.by_label("item").items() if item.startswith("Bureau from")}
    assert {item: amount for item, amount in rows.items() if "short" not in item} == {
        "Bureau from 0 units of files": 6_000.00,
        "Bureau from 2000 units of files": 2_000.00,
        "Bureau from 0 units of claims": 5_500.00,
        "Bureau from 0 units": 200.00,
    }
    assert spent(ledger, "vendor fees") == cents([13_700.00])


def test_all_units_of_a_work_are_paid_by_the_tier_its_own_month_reaches():
    ledger = simulated(tier("files", 0, 3), tier("files", 2_000, 2), tier("", 0, 1), tiers_hold_for="all_units")
    # 3,000 files × 2; 500 claims and 200 letters together × 1
    assert spent(ledger, "vendor fees") == cents([6_700.00])


def test_units_short_of_the_minimum_are_further_units_of_no_work_in_particular():
    ledger = simulated(tier("files", 0, 3), tier("", 0, 1), tier("", 1_000, 0.5), minimum_units_per_month=4_200)
    # 3,000 files × 3 + 700 others × 1; 4,200 - 3,700 = 500 short: 300 more up to 1,000 × 1, then 200 × 0.5
    assert spent(ledger, "vendor fees") == cents([9_700.00 + 300.00 + 100.00])


def test_one_price_for_each_work_comes_to_one_price_for_all_when_they_are_the_same():
    apart = simulated(*(tier(work.work, 0, 2.5) for work in WORKS))
    assert spent(apart, "vendor fees") == spent(simulated(tier("", 0, 2.5)), "vendor fees") == cents([9_250.00])


def test_units_of_no_price_are_refused_where_the_work_is_placed():
    with pytest.raises(InputProblems, match="Bureau has no price for units of claims, letters; add it to price_tiers.csv, or a row without work"):
        simulated(tier("files", 0, 3))


@pytest.mark.parametrize(("asks", "refused"), [({}, True), ({"price_per_hour": 0.0}, False), ({"gain_share": 0.0}, False)])
def test_a_copy_of_a_vendor_asks_for_what_the_vendor_asks_for(asks, refused):
    copied = Vendor(vendor="Bureau", **asks).with_(productivity_share=0.9)
    with pytest.raises(InputProblems, match="no price of Bureau is given") if refused else nullcontext():
        small_plan(1, teams=(clerks(),), vendors=(copied,))


def test_a_vendor_that_asks_for_nothing_is_told_and_one_that_works_for_nothing_is_not():
    assert bureau().asks_for == ("price_per_fte_per_year",)
    assert Vendor(vendor="Bureau", price_per_hour=0).asks_for == ("price_per_hour",)
