"""People at home: who they are, what is paid for them, what kit they have, what they do more or less; worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from backoffice_lib.analyses.stranded import stranded
from backoffice_lib.files.rates import read_rates
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers import ChangeSubsidy, DeskSharing, HybridDays, RemoteWork
from backoffice_lib.plan import ExchangeRateOf, Work, WorkingTime
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.reading import attendance, cents, heads, money, people, spent
from tests.hand.small import TEN_PER_CENT_A_MONTH, clerks, office, small_plan

ALL_YEAR = WorkingTime(working_time="no leave", absent_hours_per_year=0)


def simulated(months: int, *levers: Any, teams: tuple = (), parts: dict[str, Any] | None = None, **fields: Any) -> Ledger:
    plan = small_plan(months, teams=teams or (clerks(**fields),), **(parts or {}))
    return simulate(plan, Scenario(name="by hand", levers=levers))


def at_home(**fields: Any) -> RemoteWork:
    given = {"team": "clerks", "starting": "2027-01"}
    return RemoteWork(**given | ({} if "heads" in fields else {"share": 0.4}) | fields)


def test_a_number_of_heads_is_spread_over_teams_by_their_size() -> None:
    teams = (clerks(), clerks(team="others", heads=30))
    ledger = simulated(2, at_home(team=["clerks", "others"], starting="2027-02", heads=8), teams=teams)
    assert attendance(ledger, "remote_heads") == heads([0, 2]) and attendance(ledger, "remote_heads", 1) == heads([0, 6])


def test_no_more_are_at_home_than_are_at_work() -> None:
    ledger = simulated(3, at_home(heads=9.5), cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH, time_to_hire_months=12)
    # 10, 9 and 8.1 at work
    assert attendance(ledger, "remote_heads") == heads([9.5, 9, 8.1])


def test_a_later_lever_replaces_heads_by_a_share() -> None:
    ledger = simulated(2, at_home(heads=9), at_home(starting="2027-02", share=0.3), remote_share=0.2)
    assert attendance(ledger, "remote_heads") == heads([9, 3])


def test_people_get_the_subsidy_net() -> None:
    ledger = simulated(1, at_home(subsidy_per_month=100, subsidy_tax_share=0.4))
    # 4 × 100 net are 400 / 0.6 = 666.67 before tax; not 400 × 0.4 = 160 on top, which would leave them 60 of each 100
    assert spent(ledger, "remote subsidy") == cents([400.00])
    assert spent(ledger, "subsidy tax") == cents([266.67])


def test_another_subsidy_from_a_month_on() -> None:
    change = ChangeSubsidy(team="clerks", starting="2027-02", subsidy_per_month=60)
    ledger = simulated(3, change, ChangeSubsidy(team="clerks", starting="2027-03", subsidy_per_month=60, subsidy_tax_share=0.5), remote_share=0.5)
    # 5 at home already, of whom nothing says what they get in January; from March 60 net are 120 before tax
    assert spent(ledger, "remote subsidy") == cents([0.00, 300.00, 300.00])
    assert spent(ledger, "subsidy tax") == cents([0.00, 0.00, 300.00])


def test_kits_are_replaced_at_their_age_as_far_as_they_are_needed() -> None:
    kit = {"equipment_per_head": 800, "equipment_refresh_months": 3}
    ledger = simulated(8, at_home(**kit), at_home(starting="2027-03", share=0.1, **kit), at_home(starting="2027-05", share=0.2, **kit))
    # 4 kits of January are 3 months old in April, when one person is at home; a second comes in May; they turn 3 in July and August
    assert spent(ledger, "equipment") == cents([3_200, 0, 0, 800, 800, 0, 800, 800])
    assert attendance(ledger, "kits_retired") == heads([0, 0, 0, 4, 0, 0, 1, 1])
    assert attendance(ledger, "kits") == heads([4, 4, 4, 1, 2, 2, 2, 2])


def test_kits_of_the_first_day_are_as_old_as_the_plan() -> None:
    ledger = simulated(3, at_home(share=0.3, equipment_per_head=800, equipment_refresh_months=2), remote_share=0.3)
    assert spent(ledger, "equipment") == cents([0, 0, 2_400])


def test_an_allowance_is_due_for_each_day_worked_at_home() -> None:
    ledger = simulated(2, at_home(allowance_per_day=3))
    # 4 people × 21 and 20 days from Monday to Friday × 1,776 of 2,088 hours, the rest being leave and the like, × 3
    assert spent(ledger, "remote allowance") == cents([214.34, 204.14])


def test_what_france_exempts_of_it_is_not_taxed() -> None:
    parts = {"currency": "EUR", "rates": read_rates(), "working_time": (ALL_YEAR,)}
    lever = at_home(allowance_per_day=3, allowance_limits="France", subsidy_tax_share=0.4)
    booked = money(simulated(3, lever, parts=parts, working_time="no leave"))
    # 21, 20 and 23 days × 2.70 are 56.70, 54.00 and, as 62.10 is more than 59.40, 59.40; of 63, 60 and 69 in all
    assert booked["remote allowance", "clerks", "exempt"] == cents([226.80, 216.00, 237.60])
    assert booked["remote allowance", "clerks", "taxed"] == cents([25.20, 24.00, 38.40])
    # at 0.4 two thirds of what is taxed come on top
    assert booked["subsidy tax", "clerks", "on remote allowance"] == cents([16.80, 16.00, 25.60])


def test_limits_in_another_currency_are_taken_at_its_rate() -> None:
    parts = {"rates": read_rates(), "working_time": (ALL_YEAR,), "fx": (ExchangeRateOf(currency="EUR", rate=1.1),)}
    booked = money(simulated(1, at_home(allowance_per_day=3, allowance_limits="France"), parts=parts, working_time="no leave"))
    # 2.70 EUR are 2.97 USD a day: 4 × 21 × 2.97 and 4 × 21 × 0.03; 62.37 a head is less than 65.34
    assert booked["remote allowance", "clerks", "exempt"] == cents([249.48])
    assert booked["remote allowance", "clerks", "taxed"] == cents([2.52])


def test_hybrid_days_count_by_the_calendar() -> None:
    lever = HybridDays(team="clerks", starting="2027-01", days=["tuesday", "thursday"], allowance_per_day=2)
    ledger = simulated(1, lever, parts={"working_time": (ALL_YEAR,)}, working_time="no leave")
    # January 2027 has 4 Mondays, 4 Wednesdays and 5 Fridays: 13 days × 10 people × 2
    assert attendance(ledger, "hybrid_days") == heads([130])
    assert spent(ledger, "remote allowance") == cents([260.00])


def test_coworking_days_of_people_at_home() -> None:
    ledger = simulated(1, at_home(coworking_days_per_month=2.5, coworking_per_day=20))
    assert spent(ledger, "coworking") == cents([200.00])


def test_pay_by_location_is_of_those_at_home_alone() -> None:
    ledger = simulated(2, at_home(starting="2027-02", remote_pay_share=0.9))
    # 30,000 of which four tenths at 0.9; 0.9 on everyone would be 27,000
    assert spent(ledger, "salaries") == cents([30_000.00, 28_800.00])


def test_fewer_leave_of_those_at_home() -> None:
    lever = at_home(remote_leavers_share=0.5)
    ledger = simulated(2, lever, cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH)
    # a tenth of 6, and half a tenth of 4
    assert people(ledger, "leavers", "clerks") == heads([0.8, 0.8])
    hybrid = HybridDays(team="clerks", starting="2027-01", office_days_per_week=3, hybrid_leavers_share=0.67)
    both = simulated(1, lever, hybrid, cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH)
    # a tenth of 6 × 0.67, and of 4 × 0.5
    assert people(both, "leavers", "clerks") == heads([0.602])


def test_more_work_at_home_takes_fewer_people_where_work_says_how_many() -> None:
    # 148 units of an hour a month take one of 1,776 hours a year; with all at home and a quarter more work, 8 do it
    work = {"work": (Work(work="claims", function="records", units_per_month=1_480, minutes_per_unit=60),)}
    lever = at_home(starting="2027-02", share=1, remote_output_share=1.25)
    sized = simulated(3, lever, parts=work, sized_by="work")
    assert people(sized, "at_work", "clerks") == heads([10, 8, 8])
    written = simulated(3, lever, parts=work)
    assert people(written, "at_work", "clerks") == heads([10, 10, 10])


def test_half_at_home_count_half() -> None:
    work = {"work": (Work(work="claims", function="records", units_per_month=1_480, minutes_per_unit=60),)}
    ledger = simulated(1, at_home(share=0.5, remote_output_share=1.5), parts=work, sized_by="work")
    # 1 + 0.5 × 0.5 of the work each
    assert people(ledger, "posts", "clerks") == heads([8])


def test_hiring_takes_less_time_from_a_month_on() -> None:
    ledger = simulated(
        5, at_home(starting="2027-03", time_to_hire_months=1), cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH, time_to_hire_months=3
    )
    # opened in February for January's leaver, here in May; opened in March for 0.9 who left in February, here in April
    assert people(ledger, "opened", "clerks")[:3] == heads([0, 1, 0.9])
    assert people(ledger, "hires", "clerks")[:4] == heads([0, 0, 0, 0.9])


def test_shared_desks_are_stranded_until_space_is_given_up() -> None:
    lease = office(seats=10, rent_per_seat_per_month=500)
    ledger = simulated(1, DeskSharing(starting="2027-01", seats_per_head=0.6), parts={"leases": (lease,)})
    assert attendance(ledger, "seats_needed") == [6]
    # rent is 5,000 as before; 4 of 10 seats are stranded
    assert spent(ledger, "rent") == cents([5_000.00])
    assert stranded(ledger).cost == pytest.approx(2_000.00)
    elsewhere = simulated(1, DeskSharing(starting="2027-01", site="HQ", seats_per_head=0.95), teams=(clerks(heads=9),))
    # 8.55 are 9 seats
    assert attendance(elsewhere, "seats_needed") == [9]
