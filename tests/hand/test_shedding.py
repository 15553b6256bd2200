"""Space that is given back when it is empty, and the rent of seats nobody needs: 120 people on three floors of 50 seats."""

from __future__ import annotations

import pytest

from backoffice_lib.analyses.stranded import stranded
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers import RemoteWork
from backoffice_lib.plan import Lease, Policies
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.reading import space
from tests.hand.small import clerks, small_plan

YEAR = 12


def at_home(people: int, shed: str = "when_empty", months: int = YEAR, **floor: object) -> Ledger:
    """So many of 120 people work from home from the start, for 500 a month each."""
    floors = tuple(
        Lease(
            **{
                "lease": f"floor {at}",
                "site": "HQ",
                "seats": 50,
                "rent_per_seat_per_month": 1_000,
                "start": "2020-01",
                "end": "2039-12",
                "break_from": "2020-01",
            }
            | floor
        )
        for at in (1, 2, 3)
    )
    plan = small_plan(months, teams=(clerks(heads=120),), leases=floors, policies=Policies(shed=shed))
    lever = RemoteWork(team="clerks", starting="2027-01", share=people / 120, subsidy_per_month=500)
    return simulate(plan, Scenario(name="at home", levers=(lever,) if people else ()))


def saving(people: int, **more: object) -> float:
    return float((at_home(0).by_month() - at_home(people, **more).by_month()).sum())


@pytest.mark.parametrize(
    ("people", "per_year"),
    [
        (10, -60_000),  # 110 need all three floors; 10 x 500 x 12
        (20, 480_000),  # 100 need two: a floor is 50 x 1,000 x 12 = 600,000, less 120,000
        (70, 780_000),  # 50 need one: 1,200,000 - 420,000
        (71, 774_000),  # so do 49
    ],
)
def test_a_saving_is_booked_when_a_whole_floor_is_given_back(people: int, per_year: float) -> None:
    assert saving(people) == pytest.approx(per_year)


def test_where_nothing_is_given_back_there_is_only_the_subsidy() -> None:
    assert saving(70, shed="never") == pytest.approx(-70 * 500 * YEAR)


def test_stranded_cost_is_a_part_of_the_rent_that_is_paid_anyway() -> None:
    today = stranded(at_home(0))
    assert today.cost == pytest.approx(30 * 1_000 * YEAR)  # 360,000 a year for 30 of 150 seats
    kept = stranded(at_home(70, shed="never"))
    assert kept.cost == pytest.approx(100 * 1_000 * YEAR)
    assert kept.paid == pytest.approx(150 * 1_000 * YEAR) == today.paid
    given_back = stranded(at_home(70))
    assert (given_back.cost, given_back.paid) == (0, pytest.approx(50 * 1_000 * YEAR))


def test_stranded_cost_is_told_in_a_sentence() -> None:
    assert str(stranded(at_home(70, shed="never"))) == (
        "At home pays USD 1,200,000 of 1,800,000 for seats that nobody needs, 67 %, all of it at HQ."
    )


def test_lease_dates_decide_when_a_floor_goes() -> None:
    """Notice of three months from the first day; floor 3, written last, goes first; the break right begins in June."""
    assert space(at_home(20, break_notice_months=3), "held", 2) == [1] * 3 + [0] * 9
    assert space(at_home(20, break_from="2027-06"), "held", 2) == [1] * 5 + [0] * 7
    assert space(at_home(20, break_notice_months=3), "held", 1) == [1] * 12
    assert space(at_home(70, break_from=None), "held", 2) == [1] * 12


def test_giving_back_costs_its_penalty_once() -> None:
    ledger = at_home(20, break_penalty=7_000, restoration_cost=2_000)
    assert ledger.by_category()["lease exit"][:, 0].tolist() == [9_000] + [0] * 11
