"""What leases say of dates and payments: days, free months, steps, quarters, deposits, floors, sublets, options, breaks of 3, 6 and 9 years."""

from __future__ import annotations

from typing import Any

import pytest

from backoffice_lib.analyses.commitments import commitments
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.levers import BreakLease, ExtendLease, RemoteWork, RenegotiateLease, SurrenderFloor
from backoffice_lib.plan import Floor, Policies, RentStep, Site, Sublet
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, space, spent
from tests.hand.small import clerks, office, small_plan


def simulated(months: int, *levers: Any, parts: dict[str, Any] | None = None, **fields: Any) -> Any:
    """One lease at 3,000 a month, unless said otherwise, under some levers."""
    rent = {} if {"rent_per_seat_per_month", "rent_per_m2_per_year"} & set(fields) else {"rent_per_month": 3_000}
    plan = small_plan(months, leases=(office(**rent | fields),), **(parts or {}))
    return simulate(plan, Scenario(name="by hand", levers=levers))


def cash(ledger: Any) -> list[float]:
    """All that is paid, month by month."""
    return ledger.by_month(view="cash")[:, 0].tolist()


def test_rent_runs_from_the_first_day_to_the_last() -> None:
    # 17 of January's 31 days, February, and 10 of March's 31
    ledger = simulated(4, start="2027-01-15", end="2027-03-10", service_charge_per_m2_per_year=36, area_m2=100, restoration_cost=500)
    assert spent(ledger, "rent") == cents([3_000 * 17 / 31, 3_000, 3_000 * 10 / 31, 0])
    # 100 m2 x 36 / 12 = 300 a month
    assert spent(ledger, "service charges") == cents([300 * 17 / 31, 300, 300 * 10 / 31, 0])
    # given back on 11 March
    assert spent(ledger, "lease exit") == cents([0, 0, 500, 0])


def test_free_months_are_counted_from_the_first_day() -> None:
    # free from 15 January to 14 March; 17 of March's 31 days are paid
    ledger = simulated(4, start="2027-01-15", end="2030-12", free_months=2)
    assert spent(ledger, "rent") == cents([0, 0, 3_000 * 17 / 31, 3_000])
    # the space is there, and its charges are due
    assert space(ledger, "held") == cents([17 / 31, 1, 1, 1])


def test_rent_is_stepped_in_the_form_of_the_lease() -> None:
    steps = (RentStep(lease="HQ-1", month="2027-02", rent_per_seat_per_month=310), RentStep(lease="HQ-1", month="2027-04", rent_per_seat_per_month=320))
    ledger = simulated(4, parts={"rent_steps": steps}, rent_per_seat_per_month=300)
    assert spent(ledger, "rent") == cents([3_000, 3_100, 3_100, 3_200])


@pytest.mark.parametrize(
    ("paid", "every", "expected"),
    [
        ("in_advance", 3, [9_000, 0, 0, 9_000, 0, 0]),
        ("in_arrears", 3, [0, 0, 9_000, 0, 0, 9_000]),
        ("in_advance", 6, [18_000, 0, 0, 0, 0, 0]),
        ("in_arrears", 1, [3_000] * 6),
    ],
)
def test_rent_is_paid_by_periods_counted_from_the_start(paid: str, every: int, expected: list[float]) -> None:
    ledger = simulated(6, start="2026-01", paid=paid, paid_every_months=every)
    assert cash(ledger) == cents(expected)
    assert spent(ledger, "rent") == cents([3_000] * 6)


def test_a_period_that_was_paid_before_the_plan_is_not_paid_again() -> None:
    # quarters begin in December, March and June: January and February were paid in December
    assert cash(simulated(6, start="2026-12", paid_every_months=3)) == cents([0, 0, 9_000, 0, 0, 9_000])
    # in arrears December's rent, which is before the plan, is paid with its quarter
    assert cash(simulated(6, start="2026-12", paid_every_months=3, paid="in_arrears")) == cents([0, 9_000, 0, 0, 9_000, 0])


def test_rent_paid_ahead_comes_back_when_the_lease_is_broken() -> None:
    broken = BreakLease(lease="HQ-1", on="2027-03")
    ledger = simulated(4, broken, start="2026-01", paid_every_months=6, break_from="2027-01", break_penalty=1_000)
    # six months ahead in January; in March the penalty, and four months come back at once
    assert cash(ledger) == cents([18_000, 0, 1_000 - 12_000, 0])
    assert sum(cash(ledger)) == pytest.approx(2 * 3_000 + 1_000)


def test_a_lease_that_ends_within_a_period_is_paid_for_what_is_left_of_it() -> None:
    assert cash(simulated(4, start="2026-11", end="2027-03-10", paid_every_months=3)) == cents([0, 3_000 * (1 + 10 / 31), 0, 0])


def test_a_deposit_is_cash_alone_and_comes_back() -> None:
    ledger = simulated(4, start="2027-02", end="2027-03", deposit=6_000)
    assert cash(ledger) == cents([0, 9_000, 3_000, -6_000])
    assert ledger.by_month()[:, 0].tolist() == cents([0, 3_000, 3_000, 0])


def test_fit_out_is_spent_on_the_first_day_less_what_the_landlord_pays() -> None:
    ledger = simulated(3, start="2027-02", fit_out_cost=50_000, incentive=20_000)
    assert spent(ledger, "fit-out") == cents([0, 30_000, 0])
    assert spent(simulated(3, fit_out_cost=50_000), "fit-out") == cents([0, 0, 0])


def test_property_tax_and_utilities_are_paid_while_the_lease_is_held() -> None:
    ledger = simulated(3, end="2027-02", area_m2=120, property_tax_per_m2_per_year=30, utilities_per_m2_per_year=20)
    # 120 x 50 / 12
    assert spent(ledger, "property taxes and utilities") == cents([500, 500, 0])


FLOORS = (
    Floor(lease="HQ-1", floor="1st", seats=4, area_m2=60, surrender_from="2027-02", surrender_notice_months=1, surrender_penalty=700),
    Floor(lease="HQ-1", floor="2nd", seats=6, area_m2=40),
)


def test_a_floor_is_given_up_with_its_part_of_rent_seats_and_restoration() -> None:
    gone = SurrenderFloor(lease="HQ-1", floor="1st", on="2027-03")
    ledger = simulated(4, gone, parts={"floors": FLOORS}, area_m2=100, restoration_cost=5_000)
    # 60 of 100 m2: 1,800 of rent, 3,000 of restoration
    assert spent(ledger, "rent") == cents([3_000, 3_000, 1_200, 1_200])
    assert spent(ledger, "lease exit") == cents([0, 0, 700 + 3_000, 0])
    assert space(ledger, "seats_held") == [10, 10, 6, 6]


def test_what_is_left_of_a_lease_is_broken_at_its_part_of_the_penalty() -> None:
    levers = SurrenderFloor(lease="HQ-1", floor="1st", on="2027-02"), BreakLease(lease="HQ-1", on="2027-04")
    more = {"area_m2": 100, "break_from": "2027-01", "break_penalty": 1_000, "restoration_cost": 5_000}
    ledger = simulated(5, *levers, parts={"floors": FLOORS}, **more)
    assert spent(ledger, "rent") == cents([3_000, 1_200, 1_200, 0, 0])
    # the floor 700 and 60 % of 5,000; the rest 40 % of 1,000 and of 5,000
    assert spent(ledger, "lease exit") == cents([0, 3_700, 0, 2_400, 0])


def test_floors_that_are_empty_are_given_up_one_by_one() -> None:
    """Ten seats for four people: the first floor may go, with a month's notice from the first day, and the second may not."""
    parts = {"floors": FLOORS, "teams": (clerks(heads=4),), "policies": Policies(shed="when_empty")}
    assert space(simulated(3, parts=parts, area_m2=100), "seats_held") == [10, 6, 6]
    kept = {**parts, "teams": (clerks(heads=7),)}
    assert space(simulated(3, parts=kept, area_m2=100), "seats_held") == [10, 10, 10]


def test_sublets_of_the_plan_have_a_term_of_their_own() -> None:
    rooms = (
        Sublet(sublet="a room", lease="HQ-1", share=0.2, start="2027-02", end="2027-03-15", rent_share=0.5),
        Sublet(sublet="another", lease="HQ-1", share=0.1, start="2027-03", end="2027-04"),
    )
    ledger = simulated(4, parts={"sublets": rooms})
    # February 0.2 x 0.5; March 15 of 31 days of it, and 0.1; April 0.1
    assert spent(ledger, "rent") == cents([3_000, 2_700, 3_000 * (1 - 0.1 * 15 / 31 - 0.1), 2_700])
    assert space(ledger, "seats_held") == pytest.approx([10, 8, 10 * (1 - 0.2 * 15 / 31 - 0.1), 9])


OPTION = {"end": "2027-02", "extension_months": 2, "extension_rent_share": 1.1, "restoration_cost": 500}


def test_an_extended_lease_is_paid_and_given_back_later() -> None:
    ledger = simulated(6, ExtendLease(lease="HQ-1"), **OPTION)
    assert spent(ledger, "rent") == cents([3_000, 3_000, 3_300, 3_300, 0, 0])
    assert spent(ledger, "lease exit") == cents([0, 0, 0, 0, 500, 0])
    shorter = simulated(6, ExtendLease(lease="HQ-1", months=1), **OPTION)
    assert spent(shorter, "rent") == cents([3_000, 3_000, 3_300, 0, 0, 0])


def test_an_extension_binds_after_the_plan() -> None:
    plan = {"end": "2027-06", "extension_months": 12, "extension_notice_months": 3}
    # three months are left of the term; with the extension fifteen, once it is said, in April, after this plan of three months
    assert commitments(simulated(3, **plan)).total == pytest.approx(9_000)
    assert commitments(simulated(4, **plan)).total == pytest.approx(6_000)
    assert commitments(simulated(4, ExtendLease(lease="HQ-1"), **plan)).total == pytest.approx(14 * 3_000)


def test_a_renegotiated_lease_has_another_rent_free_months_and_another_end() -> None:
    agreed = RenegotiateLease(lease="HQ-1", starting="2027-02", rent_share=0.8, free_months=1, end="2027-04-15")
    ledger = simulated(6, agreed, restoration_cost=500)
    assert spent(ledger, "rent") == cents([3_000, 0, 2_400, 1_200, 0, 0])
    # no penalty: it is agreed; given back on 16 April
    assert spent(ledger, "lease exit") == cents([0, 0, 0, 500, 0, 0])


FRENCH = {"start": "2021-05", "end": "2030-04", "break_from": "2024-05", "break_every_months": 36, "break_notice_months": 6}


def test_a_french_lease_may_be_broken_after_six_years_but_not_between() -> None:
    gone = BreakLease(lease="HQ-1", on="2027-05")
    with pytest.raises(InputProblems) as refused:
        simulated(12, gone.with_(on="2027-08"), **FRENCH)
    assert str(refused.value) == "BreakLease: on: 2027-08 is not one of its break dates; it may be broken every 36 months from 2024-05"
    with pytest.raises(InputProblems, match="2027-05 is within the notice of 6 months; give 2027-07 or later"):
        simulated(12, gone, **FRENCH)
    ledger = simulated(12, gone, **FRENCH | {"break_notice_months": 4})
    assert spent(ledger, "rent") == cents([3_000] * 4 + [0] * 8)


def test_empty_space_waits_for_its_break_date() -> None:
    parts = {"teams": (), "policies": Policies(shed="when_empty")}
    held = space(simulated(8, parts=parts, **FRENCH | {"break_notice_months": 2}), "held")
    assert held == [1, 1, 1, 1, 0, 0, 0, 0]


def test_a_building_holds_only_so_many() -> None:
    site = Site(site="HQ", most_heads=9)
    with pytest.raises(InputProblems, match="HQ may hold 9 people, and has 10 on the first day; seat some of them elsewhere, or at home"):
        small_plan(1, sites=(site,), teams=(clerks(),))
    plan = small_plan(3, sites=(site,), teams=(clerks(remote_share=0.1),))
    back = Scenario(name="back", levers=(RemoteWork(team="clerks", starting="2027-03", share=0),))
    with pytest.raises(InputProblems, match="HQ may hold 9 people, and 10 come in on the fullest day of 2027-03 in back"):
        simulate(plan, back)
