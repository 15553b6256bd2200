"""Leases: the three forms of rent, its index, the end of the term, breaks and subtenants."""

from typing import Any

import pytest

from backoffice_lib.basics.record import Record
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers import BreakLease, SubletSpace
from backoffice_lib.plan import ExchangeRateOf, Index
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, money, spent
from tests.hand.small import office, small_plan

FORMS = (
    # 7,500 for the whole
    {"rent_per_month": 7_500},
    # 30 seats × 250
    {"seats": 30, "rent_per_seat_per_month": 250},
    # 300 m2 × 300 a year = 90,000, a twelfth of it a month
    {"area_m2": 300, "rent_per_m2_per_year": 300},
)

MONTHS = ("2027-01", "2027-02", "2027-03", "2027-04")


def simulated(months: int, *levers: Record, parts: dict[str, Any] | None = None, **fields: Any) -> Ledger:
    """One lease under some levers."""
    plan = small_plan(months, leases=(office(**fields),), **(parts or {}))
    return simulate(plan, Scenario(name="by hand", levers=levers))


@pytest.mark.parametrize("rent", FORMS)
def test_the_three_forms_of_rent(rent: dict[str, Any]) -> None:
    assert spent(simulated(2, **rent), "rent") == cents([7_500.00, 7_500.00])


@pytest.mark.parametrize("rent", FORMS)
def test_rent_rises_on_the_anniversary_of_its_index(rent: dict[str, Any]) -> None:
    rents = Index(index="rents", growth_share_per_year=0.04, base="2026-03")
    ledger = simulated(3, parts={"indices": (rents,)}, rent_index="rents", **rent)
    # 7,500 × 1.04 from March on
    assert spent(ledger, "rent") == cents([7_500.00, 7_500.00, 7_800.00])


@pytest.mark.parametrize("rent", FORMS)
def test_a_subtenant_pays_a_share_of_the_rent_of_a_share_of_the_space(rent: dict[str, Any]) -> None:
    sublet = SubletSpace(lease="HQ-1", starting="2027-02", until="2027-04", share=0.4, rent_share=0.9)
    # 7,500 × 0.4 × 0.9 = 2,700 in February and March
    assert money(simulated(4, sublet, **rent)) == {
        ("rent", "", "HQ-1"): cents([7_500.00] * 4),
        ("rent", "", "HQ-1 sublet"): cents([0.00, -2_700.00, -2_700.00, 0.00]),
    }


def test_rent_in_another_currency() -> None:
    fx = (ExchangeRateOf(currency="EUR", rate=1.25),)
    # 1,000 euros × 1.25
    assert spent(simulated(2, parts={"fx": fx}, rent_per_month=1_000, currency="EUR"), "rent") == cents([1_250.00] * 2)


def test_a_lease_that_ends_is_paid_to_its_last_month_and_restored_in_the_next() -> None:
    ledger = simulated(4, end="2027-02", rent_per_month=1_000, restoration_cost=9_000, break_penalty=5_000)
    assert money(ledger) == {
        ("rent", "", "HQ-1"): cents([1_000.00, 1_000.00, 0.00, 0.00]),
        ("lease exit", "", "HQ-1 restoration"): cents([0.00, 0.00, 9_000.00, 0.00]),
    }


def test_a_lease_that_starts_within_the_plan() -> None:
    assert spent(simulated(4, start="2027-03", rent_per_month=1_000), "rent") == cents([0.00, 0.00, 1_000.00, 1_000.00])


@pytest.mark.parametrize(("end", "restored"), [("2026-11", 0.00), ("2026-12", 9_000.00), ("2027-03", 0.00)])
def test_restoration_at_the_edges_of_the_plan(end: str, restored: float) -> None:
    # Given back on the first day after its end: on the first of January it falls into the plan's first month, on the
    # first of December it is over before the plan begins, on the first of April (after three months) it is still ahead.
    ledger = simulated(3, end=end, rent_per_month=1_000, restoration_cost=9_000)
    assert spent(ledger, "lease exit") == cents([restored, 0.00, 0.00])


@pytest.mark.parametrize("month", [0, 1, 2])
def test_a_broken_lease_costs_its_penalty_and_restoration_once(month: int) -> None:
    broken = BreakLease(lease="HQ-1", on=f"2027-{month + 1:02d}")
    terms = {"end": "2027-04", "break_from": "2027-01", "break_penalty": 5_000, "restoration_cost": 9_000}
    ledger = simulated(6, broken, rent_per_month=1_000, **terms)
    # Nothing more happens in May, when the term would have ended.
    assert spent(ledger, "rent") == cents([1_000.00] * month + [0.00] * (6 - month))
    assert spent(ledger, "lease exit") == cents([0.00] * month + [14_000.00] + [0.00] * (5 - month))


def test_a_subtenant_goes_when_the_lease_does() -> None:
    sublet = SubletSpace(lease="HQ-1", starting="2027-02", share=0.5)
    broken = BreakLease(lease="HQ-1", on="2027-03")
    assert money(simulated(4, sublet, broken, rent_per_month=1_000, break_from="2027-01")) == {
        ("rent", "", "HQ-1"): cents([1_000.00, 1_000.00, 0.00, 0.00]),
        ("rent", "", "HQ-1 sublet"): cents([0.00, -500.00, 0.00, 0.00]),
    }


@pytest.mark.parametrize("start", ["2027-01", "2027-03"])
def test_a_lease_broken_on_its_first_day_costs_its_penalty_and_restoration(start: str) -> None:
    terms = {"start": start, "break_from": start, "break_penalty": 5_000, "restoration_cost": 9_000}
    ledger = simulated(4, BreakLease(lease="HQ-1", on=start), rent_per_month=1_000, **terms)
    assert money(ledger) == {
        ("lease exit", "", "HQ-1 penalty"): cents([5_000.00 * (month == start) for month in MONTHS]),
        ("lease exit", "", "HQ-1 restoration"): cents([9_000.00 * (month == start) for month in MONTHS]),
    }
