"""What space costs and when it can be left, by hand: two leases for ten people, and a tower with thirty seats too many."""

from __future__ import annotations

from typing import Any

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses.space import SpaceCost, WayOut, space
from backoffice_lib.basics.record import Record
from backoffice_lib.levers import BreakLease, HybridDays
from backoffice_lib.plan import Index, Lease, Plan, Policies, Site
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import in_detail, simulate
from tests.hand.reading import cents
from tests.hand.small import clerks, office, small_plan

FIGURES = "penalty restoration spared space_saved desks_instead seats_missed saving saving_after".split()


def two_leases(**more: Any) -> Plan:
    """Fourteen seats for ten clerks: A with breaks every six months, and B, which runs on."""
    breaks = {"break_from": "2027-07", "break_every_months": 6, "break_notice_months": 3, "break_penalty": 2_000, "restoration_cost": 1_000}
    a = Lease(lease="A", site="HQ", seats=8, start="2023-07", end="2028-06", rent_per_seat_per_month=1_000, **breaks)
    b = Lease(lease="B", site="HQ", seats=6, start="2020-01", end="2039-12", rent_per_seat_per_month=500)
    return small_plan(24, sites=(Site(site="HQ", flexible_desk_per_month=400),), teams=(clerks(),), leases=(a, b), **more)


def answered(plan: Plan, *levers: Record, draws: int = 0) -> SpaceCost:
    return space(in_detail(plan, Scenario(name="by hand", levers=levers), draws))


def alone(months: int, *levers: Record, indices: tuple[Index, ...] = (), **terms: Any) -> SpaceCost:
    """A lease at 1,000 a month that holds ten seats nobody needs."""
    return answered(small_plan(months, leases=(office(rent_per_month=1_000, **terms),), indices=indices), *levers)


def figures(way: WayOut) -> list[float]:
    return [getattr(way, name) for name in FIGURES]


def when(answer: SpaceCost) -> list[tuple[str, str, str, str]]:
    return [(way.name, way.right, way.on, way.notice_by) for way in answer.ways_out]


def test_seats_held_needed_short_and_in_excess() -> None:
    answer = answered(two_leases())
    (site,) = answer.sites
    # 14 seats for 10 people until June 2028, then 6
    assert [(month.excess_seats, month.short_seats) for month in site.months] == [(4, 0)] * 18 + [(0, 4)] * 6
    # 8 x 1,000 + 6 x 500 = 11,000, of which 4/14 are for nobody; then 6 x 500, and 4 flexible desks at 400
    assert [month.paid for month in site.months] == cents([11_000.00] * 18 + [3_000.00] * 6)
    assert [month.stranded for month in site.months] == cents([3_142.857] * 18 + [0.00] * 6)
    assert [month.flexible_desks for month in site.months] == cents([0.00] * 18 + [1_600.00] * 6)
    # 18 x 11,000 + 6 x 3,000; 18 x 3,142.857; 6 x 1,600; restoration of A in July 2028
    assert (answer.paid, answer.stranded, answer.flexible_desks, answer.once) == cents((216_000.00, 56_571.43, 9_600.00, 1_000.00))


def test_what_each_lease_costs_over_the_plan_and_for_a_seat() -> None:
    a, b = answered(two_leases()).leases
    assert (a.cost, a.cost_per_seat_per_month) == cents((8 * 1_000 * 18, 1_000))
    assert (b.cost, b.cost_per_seat_per_month) == cents((6 * 500 * 24, 500))
    assert (a.end, a.left_on, b.end) == ("2028-06", "", "2039-12")


def test_a_subtenant_lessens_the_cost_and_the_seats_that_are_ours() -> None:
    sublet = bo.levers.SubletSpace(lease="HQ-1", starting="2027-01", share=0.4, rent_share=0.5)
    (lease,) = alone(12, sublet).leases
    # 1,000 less 0.4 x 0.5 x 1,000, for six of the ten seats
    assert (lease.cost, lease.cost_per_seat_per_month) == cents((12 * 800, 800 / 6))


def test_every_break_date_within_the_term_with_its_notice_and_what_it_saves() -> None:
    answer = answered(two_leases())
    assert when(answer) == [
        ("A", "break right", "2027-07", "2027-04"),
        ("A", "break right", "2028-01", "2027-10"),
        ("A", "term ends", "2028-07", ""),
        ("B", "term ends", "2040-01", ""),
    ]
    first, second, ends, _ = answer.ways_out
    # 12 x 8,000 of rent; four flexible desks for twelve months; restoration now, and not in July 2028
    assert figures(first) == cents([2_000, 1_000, 1_000, 96_000, 19_200, 4, 96_000 - 19_200 - 2_000 - 1_000 + 1_000, 0])
    # 6 x 8,000; 6 x 4 x 400
    assert figures(second) == cents([2_000, 1_000, 1_000, 48_000, 9_600, 4, 36_400, 0])
    assert figures(ends) == cents([0, 1_000, 0, 0, 0, 0, 0, 0])
    assert not first.any_later


def test_it_is_told_in_a_sentence() -> None:
    assert str(answered(two_leases())) == (
        "By hand pays USD 216,000 for leased space, 56,571 of it for seats that nobody needs (26 %), besides USD 9,600 for flexible desks; "
        "the first that can be left is A with 8 seats at HQ, on 2027-07 if notice is given by 2027-04, "
        "which saves USD 74,800 in the plan with up to 4 flexible desks."
    )


def test_without_leases_it_says_so() -> None:
    assert str(answered(small_plan(3))) == "By hand leases no space, so there is none to leave."
    desks = small_plan(3, sites=(Site(site="HQ", flexible_desk_per_month=400),), teams=(clerks(),))
    assert str(answered(desks)) == "By hand leases no space, so there is none to leave; it pays USD 12,000 for flexible desks."


def test_fewer_days_in_the_office_make_the_excess_larger() -> None:
    days = HybridDays(team="clerks", starting="2027-01", office_days_per_week=2)
    # four of ten come in on the fullest day: ten of fourteen seats are for nobody, then two of six
    assert answered(two_leases(), days).stranded == cents(18 * 11_000 * 10 / 14 + 6 * 3_000 * 2 / 6)


def test_what_leaving_saves_after_the_plan_is_at_the_prices_of_its_last_month() -> None:
    way, _ = alone(12, end="2029-12", break_from="2027-07", break_penalty=500, restoration_cost=300).ways_out
    # July to December in the plan; then two years, and the restoration that would have been due
    assert (way.saving, way.saving_after) == cents((6_000 - 500 - 300, 24_000 + 300))
    rents = Index(index="rents", growth_share_per_year=0.1, base="2026-10")
    way, _ = alone(12, end="2029-12", break_from="2027-07", break_penalty=500, restoration_cost=300, rent_index="rents", indices=(rents,)).ways_out
    # from October 2027 on all of it is a tenth dearer
    assert (way.saving, way.saving_after) == cents((3_000 + 3_300 - 500 - 300, 24 * 1_100 + 330))


def test_a_break_after_the_plan_saves_nothing_in_it() -> None:
    way, end = alone(12, end="2029-12", break_from="2028-01", break_notice_months=14, break_penalty=500, restoration_cost=300).ways_out
    # notice on the first day of the plan, out on the first of March 2028, 22 months early; restoration is due either way
    assert (way.on, way.notice_by, way.any_later) == ("2028-03", "2027-01", True)
    assert figures(way) == cents([500, 300, 0, 0, 0, 0, 0, 22 * 1_000 - 500])
    assert (end.on, end.restoration) == ("2030-01", cents(300))


def test_what_the_scenario_gives_back_is_planned_and_no_longer_first() -> None:
    answer = answered(two_leases(), BreakLease(lease="A", on="2028-01"))
    assert when(answer)[0] == ("A", "already planned", "2028-01", "2027-10")
    assert figures(answer.ways_out[0]) == cents([2_000, 1_000, 0, 0, 0, 0, 0, 0])
    assert answer.leases[0].left_on == "2028-01"
    assert str(answer).endswith("; the first that can be left is B with 6 seats at HQ, on 2040-01 when its term ends, which saves nothing in the plan.")


def test_space_that_is_shed_when_it_is_empty_is_planned_too() -> None:
    plan = small_plan(12, leases=(office(rent_per_month=1_000, break_from="2027-01", break_notice_months=3),), policies=Policies(shed="when_empty"))
    answer = answered(plan)
    assert when(answer) == [("HQ-1", "already planned", "2027-04", "2027-01")]
    assert str(answer) == "By hand pays USD 3,000 for leased space, 3,000 of it for seats that nobody needs (100 %); all of it is given back already."


def test_the_tower_has_thirty_seats_that_nobody_needs() -> None:
    answer = space(simulate(bo.read_plan("three_floors")))
    tower, annexe = answer.sites
    # (150 - 120) x 1,000 x 36
    assert (tower.paid, tower.stranded) == cents((5_400_000.00, 1_080_000.00))
    floors = [way for way in answer.ways_out if way.lease == "tower" and way.is_open]
    assert [(way.name, way.on) for way in floors] == [("10th of tower", "2027-01"), ("11th of tower", "2027-01"), ("12th of tower", "2027-01")]
    # 50 x 1,000 x 36, less 20 flexible desks at 600; then five years to December 2034
    assert [way.saving for way in floors] == cents([1_800_000 - 20 * 600 * 36] * 3)
    assert [way.saving_after for way in floors] == cents([60 * (50_000 - 12_000)] * 3)
    assert sum(way.seats for way in answer.first_out) == 150
    # after June 2029 no lease is left there: twelve people at flexible desks for 450 a month
    assert annexe.flexible_desks == cents(12 * 450 * 6)


def test_an_option_to_keep_a_lease_has_its_date_until_it_is_used() -> None:
    plan = bo.read_plan("three_floors")
    *_, annexe = space(simulate(plan)).leases
    # it ends with June 2029; six months' notice before the first of July
    assert (annexe.extension_notice_by, annexe.extended_until, annexe.extension_rent_share) == ("2029-01", "2031-06", 1.05)
    *_, annexe = space(simulate(plan, bo.read_scenario(plan, "a_floor_less_and_the_annexe_kept"))).leases
    assert (annexe.end, annexe.extension_notice_by) == ("2031-06", "")


def test_chance_changes_no_answer() -> None:
    plan = two_leases(policies=Policies(headcount="whole", leavers="binomial")).with_(teams=(clerks(cohort_loss_share_per_year=0.3),))
    assert answered(plan, draws=5) == answered(plan)


@pytest.mark.parametrize("name", ["three_floors", "tiny", "remote_accountants", pytest.param("meridian", marks=pytest.mark.slow)])
def test_each_way_out_saves_what_its_initiative_does(name: str) -> None:
    plan = bo.read_plan(name)
    today, answer = simulate(plan), space(simulate(plan))
    tried = [way for way in answer.ways_out if way.is_open and way.on <= answer.last_month]
    assert tried
    for way in tried:
        given = {"lease": way.lease, "on": way.on} | ({"floor": way.floor} if way.floor else {})
        lever = (bo.levers.SurrenderFloor if way.floor else bo.levers.BreakLease)(**given)
        saving = bo.compare(today, simulate(plan, Scenario(name="left", levers=(lever,))))
        # each side is rounded to the cent
        assert way.saving == pytest.approx(saving.saving, abs=0.03), way
        assert way.penalty + way.restoration - way.spared == pytest.approx(saving.one_off_cost, abs=0.03), way
