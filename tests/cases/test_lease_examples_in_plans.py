"""The examples of IFRS 16 as leases of a plan with initiatives: what a planner writes gives the standard's own figures, to the unit."""

from __future__ import annotations

from typing import Any

import pytest

from backoffice_lib.analyses.lease_accounting import LeaseAccounting, lease_accounting
from backoffice_lib.levers import ExtendLease, RenegotiateLease, SurrenderFloor
from backoffice_lib.plan import Assumption, Floor, Lease
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.small import small_plan

TEN_YEARS = {"lease": "office", "site": "HQ", "start": "2027-01", "end": "2036-12", "seats": 100, "paid_every_months": 12}
IN_ARREARS = TEN_YEARS | {"paid": "in_arrears", "rent_per_month": 100_000 / 12}
BEGINNING_OF_YEAR_6, BEGINNING_OF_YEAR_7 = "2032-01", "2033-01"


def booked(lease: dict[str, Any], *levers: Any, rates: dict[str, float], first_rate: float = 0.06, **parts: Any) -> LeaseAccounting:
    rate = Assumption(assumption="incremental_borrowing_rate_per_year", value=first_rate)
    plan = small_plan(96, leases=(Lease(**lease), *parts.pop("leases", ())), assumptions=(rate,), **parts)
    return lease_accounting(simulate(plan, Scenario(name="example", levers=levers)), rates=rates)


def change(answer: LeaseAccounting) -> tuple[Any, Any]:
    """The one change of the lease, and its month."""
    [account] = answer.leases
    [change] = account.schedule.changes
    return change, account.schedule.of(change.month)


def test_example_13_part_2_an_option_to_extend_is_taken() -> None:
    # 50,000 a year ahead at 5 %: 405,391 with the first payment. The landlord pays 5,000; direct costs a plan does not know.
    # Notice four years before the end, at 6 %: from year 7 on 4 × 50,000 and 5 × 55,000 = 378,174; before it was 186,162.
    option = {"extension_months": 60, "extension_notice_months": 48, "extension_rent_share": 1.1}
    lease = TEN_YEARS | {"rent_per_month": 50_000 / 12, "incentive": 5_000} | option
    answer = booked(lease, ExtendLease(lease="office"), first_rate=0.05, rates={BEGINNING_OF_YEAR_7: 0.06})
    assert answer.liability == pytest.approx(50_000 + 355_391, abs=1)
    assert answer.asset == pytest.approx(answer.liability - 5_000, abs=0.01)
    made, then = change(answer)
    assert (str(made.month), made.kind, str(made.end)) == (BEGINNING_OF_YEAR_7, "reassessment", "2041-12")
    assert (then.liability_opening, then.liability_measured) == pytest.approx([186_162, 378_174 - 186_162], abs=1)
    assert (then.asset_measured, then.gain) == (then.liability_measured, 0)


def test_example_15_more_space_at_its_own_price_is_a_second_lease() -> None:
    # After five years and a half another 3,000 m2: a row of its own in leases.csv, at the rate of its first day; the first stays as it is.
    more = Lease(**IN_ARREARS | {"lease": "more", "start": "2032-07", "rent_per_month": 60_000 / 12})
    answer, alone = (booked(IN_ARREARS, rates={"2032-07": 0.07}, leases=leases) for leases in ((more,), ()))
    first, second = answer.leases
    assert first == alone.leases[0] and first.schedule.changes == ()
    assert (str(second.schedule.terms.start), second.schedule.terms.rate_per_year) == ("2032-07", 0.07)
    # 4 × 60,000 at the end of whole years and half a year's rent at the end of the term, at 7 %
    assert second.schedule.liability == pytest.approx(sum(60_000 / 1.07**year for year in (1, 2, 3, 4)) + 30_000 / 1.07**4.5, abs=0.01)


def test_example_16_four_more_years_are_agreed() -> None:
    # Before 4 × 100,000 at 6 % = 346,511, then 8 × 100,000 at 7 % = 597,130.
    longer = RenegotiateLease(lease="office", starting=BEGINNING_OF_YEAR_7, end="2040-12")
    made, then = change(booked(IN_ARREARS, longer, rates={BEGINNING_OF_YEAR_7: 0.07}))
    assert (made.kind, str(made.end)) == ("modification", "2040-12")
    assert (then.liability_opening, then.liability_measured) == pytest.approx([346_511, 597_130 - 346_511], abs=1)
    assert (then.asset_measured, then.gain) == (then.liability_measured, 0)


def test_example_17_half_the_space_is_given_back() -> None:
    # 50,000 a year for 5,000 m2; then 30,000 for one floor of the two, at 5 %. Half of both goes: 105,310 - 92,002 = 13,308 of gain.
    lease = IN_ARREARS | {"rent_per_month": 50_000 / 12, "area_m2": 5_000}
    floors = tuple(
        Floor(lease="office", floor=name, seats=50, area_m2=2_500, surrender_from=BEGINNING_OF_YEAR_6) for name in ("first", "second")
    )
    levers = (
        SurrenderFloor(lease="office", floor="second", on=BEGINNING_OF_YEAR_6),
        RenegotiateLease(lease="office", starting=BEGINNING_OF_YEAR_6, rent_share=1.2),
    )
    made, then = change(booked(lease, *levers, rates={BEGINNING_OF_YEAR_6: 0.05}, floors=floors))
    assert (made.kind, set(made.use)) == ("modification", {0.5})
    assert (then.asset_opening, then.liability_opening) == pytest.approx([184_002, 210_618], abs=1)
    assert then.gain == pytest.approx(13_308, abs=1)
    assert then.liability_opening + then.liability_measured == pytest.approx(129_884, abs=1)
    assert then.asset_measured == pytest.approx(-92_001 + 129_884 - 105_309, abs=2)


def test_example_18_a_shorter_term_at_a_rent_that_holds_more_space() -> None:
    # Two of the five years left go, 150,000 a year are paid, at 7 %: a gain of 153,935 - 147,202, and 393,647 is owed.
    shorter = RenegotiateLease(lease="office", starting=BEGINNING_OF_YEAR_6, rent_share=1.5, end="2034-12")
    made, then = change(booked(IN_ARREARS, shorter, rates={BEGINNING_OF_YEAR_6: 0.07}))
    assert (made.kind, str(made.end)) == ("modification", "2034-12")
    assert (then.asset_opening, then.liability_opening) == pytest.approx([368_004, 421_236], abs=1)
    assert then.gain == pytest.approx(153_935 - 147_202, abs=1.5)
    assert then.liability_opening + then.liability_measured == pytest.approx(393_647, abs=1)


def test_example_19_only_the_rent_changes() -> None:
    # 95,000 instead of 100,000 a year for the five years left, at 7 % instead of 6 %: 421,236 becomes 389,519.
    dearer = RenegotiateLease(lease="office", starting=BEGINNING_OF_YEAR_6, rent_share=0.95)
    made, then = change(booked(IN_ARREARS, dearer, rates={BEGINNING_OF_YEAR_6: 0.07}))
    assert made.kind == "modification"
    assert (then.liability_opening, then.liability_measured) == pytest.approx([421_236, 389_519 - 421_236], abs=1)
    assert (then.asset_measured, then.gain) == (then.liability_measured, 0)
