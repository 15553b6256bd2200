"""Who leaves, who comes and who covers: leavers by service, backfill, requisitions, surplus, whole people, by hand."""

from typing import Any

import pytest

from backoffice_lib.basics.record import Record
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers import ChangeBackfill, FourDayWeek, FreezeHiring, OutsourceWork
from backoffice_lib.plan import AttritionBand, ExchangeRateOf, HeadcountStep, Policies, Requisition, WorkingTime
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import in_detail, simulate
from tests.hand.reading import cents, heads, people, spent
from tests.hand.small import TEN_PER_CENT_A_MONTH, bureau, clerks, small_plan

FROZEN = FreezeHiring(starting="2027-01")
SIX_HOURS = WorkingTime(working_time="six", paid_hours_per_year=2088, absent_hours_per_year=522)  # 1,566 hours on 261 days


def simulated(months: int, *levers: Record, parts: dict[str, Any] | None = None, **fields: Any) -> Ledger:
    """A team of clerks under some levers; a vendor stands ready to take their work."""
    plan = small_plan(months, teams=(clerks(**fields),), vendors=(bureau(),), **parts or {})
    return simulate(plan, Scenario(name="by hand", levers=levers))


def step(month: str, team: str = "clerks", **wanted: float) -> HeadcountStep:
    return HeadcountStep(team=team, month=month, **wanted)


def work_hours(ledger: Ledger, what: str) -> list[float]:
    """Overtime hours, or temporary staff, of the first team, month by month."""
    return getattr(ledger.operations.work, what)[:, 0, 0].tolist()


def test_the_loss_of_a_cohort_nobody_replaces() -> None:
    closing = people(simulated(12, FROZEN, heads=200, cohort_loss_share_per_year=0.12), "heads", "clerks")
    # 200 × (1 - 0.12) = 176.00
    assert closing[-1] == pytest.approx(176.00, abs=0.005)
    a_twelfth_each_month = 200 * (1 - 0.12 / 12) ** 12
    assert a_twelfth_each_month == pytest.approx(177.28, abs=0.005) and closing[-1] < a_twelfth_each_month - 1


def test_leavers_per_average_head_of_a_team_always_replaced() -> None:
    leavers = people(simulated(12, heads=200, leavers_per_average_head_per_year=0.12), "leavers", "clerks")
    # 200 × 0.12 / 12 = 2 a month, 24.00 a year
    assert leavers == heads([2] * 12)
    as_if_of_a_cohort = 200 * 12 * (1 - 0.88 ** (1 / 12))
    assert as_if_of_a_cohort == pytest.approx(25.43, abs=0.005) and sum(leavers) < as_if_of_a_cohort - 1


FIRST_MONTH = AttritionBand(role="Clerks", cohort_loss_share_per_year=1 - 0.8**12)
LATER = AttritionBand(role="Clerks", from_tenure_months=1, cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH)
EVERYONE = AttritionBand(leavers_per_average_head_per_year=0.6)
BANDS = (FIRST_MONTH, LATER, EVERYONE)


def test_joiners_leave_faster() -> None:
    # A fifth of those in their first month leave, a tenth of the others. In a team of 90 that is always filled 10 are new:
    # 10 × 0.2 + 80 × 0.1 = 10 leave. April brings 10 more posts: 20 × 0.2 + 80 × 0.1 = 12 leave. In May 12 are new and 88 are
    # not: 2.4 + 8.8 = 11.2.
    parts = {"attrition": BANDS, "headcount": (step("2027-04", heads=100),)}
    ledger = simulated(5, heads=90, role="Clerks", parts=parts)
    assert people(ledger, "leavers", "clerks") == heads([10, 10, 10, 12, 11.2])
    assert people(ledger, "hires", "clerks") == heads([0, 10, 10, 20, 12])


def test_a_team_without_joiners_has_fewer_leavers() -> None:
    # 90, of whom 10 are new: 10 leave. Of the 80 left nobody is new: 8 leave, then 7.2.
    ledger = simulated(3, FROZEN, heads=90, role="Clerks", parts={"attrition": BANDS})
    assert people(ledger, "leavers", "clerks") == heads([10, 8, 7.2])


def test_bands_hold_for_their_role_and_for_teams_that_do_not_say_themselves() -> None:
    # 0.6 / 12 = 5 % a month for a role without rows; 0.12 / 12 = 1 % where the team says so.
    every_role = tuple(band for band in BANDS if not band.role)
    others = simulated(1, heads=100, role="Analysts", parts={"attrition": every_role})
    assert people(others, "leavers", "clerks") == heads([5])
    own = simulated(1, heads=100, role="Clerks", leavers_per_average_head_per_year=0.12, parts={"attrition": BANDS})
    assert people(own, "leavers", "clerks") == heads([1])


def test_half_of_those_who_leave_are_replaced() -> None:
    ledger = simulated(3, heads=100, cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH, backfill_share=0.5)
    # 100, 10 leave and 5 posts go with them; 90 + 5 = 95, 9.5 leave and 4.75 posts go; 85.5 + 4.75 = 90.25
    assert people(ledger, "at_work", "clerks") == heads([100, 95, 90.25])
    assert people(ledger, "hires", "clerks") == heads([0, 5, 4.75])
    assert people(ledger, "vacant", "clerks") == heads([0, 0, 0])


def test_growth_makes_new_posts_where_leavers_are_not_replaced() -> None:
    nobody = ChangeBackfill(starting="2027-01", backfill_share=0)
    parts = {"headcount": (step("2027-03", hires=8),)}
    ledger = simulated(3, nobody, heads=100, cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH, parts=parts)
    # 100, 90, 81 + 8
    assert people(ledger, "at_work", "clerks") == heads([100, 90, 89])


def test_hires_for_new_posts_are_opened_a_time_to_hire_before() -> None:
    # 14 from April, 2 more from June; two months from an opening to the first day
    parts = {"headcount": (step("2027-04", heads=14), step("2027-06", hires=2))}
    ledger = simulated(6, time_to_hire_months=2, parts=parts)
    assert people(ledger, "opened", "clerks") == heads([0, 4, 0, 2, 0, 0])
    assert people(ledger, "hires", "clerks") == heads([0, 0, 0, 4, 0, 2])
    assert people(ledger, "at_work", "clerks") == heads([10, 10, 10, 14, 14, 16])


def requisitions(*rows: tuple[float, str, str]) -> tuple[Requisition, ...]:
    return tuple(
        Requisition(requisition=f"R{at}", team="clerks", heads=number, starts=month, status=status)
        for at, (number, month, status) in enumerate(rows)
    )


def test_people_of_a_requisition_come_as_far_as_posts_are_vacant() -> None:
    # 13 posts from March. Five of February are cancelled; two come in March; of April's two only one finds a post; the
    # three of May find none and are ghosts.
    rows = requisitions((5, "2027-02", "cancelled"), (2, "2027-03", "open"), (2, "2027-04", "open"), (3, "2027-05", "open"))
    ledger = simulated(5, FROZEN, parts={"headcount": (step("2027-03", heads=13),), "requisitions": rows})
    assert people(ledger, "hires", "clerks") == heads([0, 0, 2, 1, 0])
    assert people(ledger, "at_work", "clerks") == heads([10, 10, 12, 13, 13])


def test_no_post_is_opened_twice_for_which_a_requisition_is_open() -> None:
    # Three more in March, two of whom are on their way: one is opened in January, to come in March.
    rows = requisitions((2, "2027-03", "open"), (4, "2027-01", "filled"))
    parts = {"headcount": (step("2027-03", hires=3),), "requisitions": rows}
    ledger = simulated(4, time_to_hire_months=2, parts=parts)
    assert people(ledger, "opened", "clerks") == heads([1, 0, 0, 0])
    assert people(ledger, "hires", "clerks") == heads([0, 0, 3, 0])


def test_whoever_an_overdue_requisition_finds_comes_at_once() -> None:
    # Twelve are wanted from the first day; one was expected in November, so one is opened and takes three months.
    parts = {"headcount": (step("2027-01", heads=12),), "requisitions": requisitions((1, "2026-11", "open"))}
    ledger = simulated(4, time_to_hire_months=3, parts=parts)
    assert people(ledger, "opened", "clerks") == heads([1, 0, 0, 0])
    assert people(ledger, "hires", "clerks") == heads([1, 0, 0, 1])


def test_joiners_do_the_full_work_step_by_step() -> None:
    ledger = simulated(4, ramp_up_months=2, parts={"headcount": (step("2027-02", hires=3),)})
    # 3 joiners do 1/3, 2/3 and then all of it
    assert people(ledger, "productive", "clerks") == heads([10, 11, 12, 13])


def covered(by: str, most: float = 0.2) -> Ledger:
    """Ten clerks at 41,760, which is 20 for each of 2,088 hours; a tenth leave each month, and nobody is hired."""
    parts = {"working_time": (SIX_HOURS,), "policies": Policies(most_overtime_share=most)}
    fields = {"working_time": "six", "salary_per_year": 41_760, "cohort_loss_share_per_year": TEN_PER_CENT_A_MONTH}
    return simulated(3, FROZEN, vacancy_cover=by, parts=parts, **fields)


def test_overtime_covers_vacant_posts() -> None:
    ledger = covered("overtime")
    # February  1 of 10 posts is vacant: 6 hours on each of 20 working days.
    # March     1.9 are vacant, 11.4 hours a day; 8.1 people work 48.6 and at most a fifth more, 9.72; × 23 days.
    assert work_hours(ledger, "overtime_hours") == heads([0, 120, 223.56])
    # × 20 × 1.5
    assert spent(ledger, "overtime") == cents([0, 3_600.00, 6_706.80])


def test_people_can_only_work_so_much_overtime() -> None:
    # 9 × 6 × 0.05 = 2.7 hours a day for 20 days; 8.1 × 6 × 0.05 = 2.43 for 23
    assert work_hours(covered("overtime", most=0.05), "overtime_hours") == heads([0, 54, 55.89])


def test_temporary_staff_hold_vacant_posts() -> None:
    ledger = covered("temporary_staff")
    assert work_hours(ledger, "temporary_fte") == heads([0, 1, 1.9])
    # 41,760 / 12 × 1.4 = 4,872 a month each
    assert spent(ledger, "temporary staff") == cents([0, 4_872.00, 9_256.80])
    assert spent(ledger, "overtime") == [0, 0, 0]


def changing(*steps: HeadcountStep, months: int = 3, **parts: Any) -> Ledger:
    """Two teams of clerks with as many people: one paid 3,000 a month, the other 4,000."""
    fields = {"role": "Clerks", "severance_months": 2, **parts.pop("fields", {})}
    first = clerks(**fields | parts.pop("first", {}))
    second = clerks(**fields | {"team": "others", "salary_per_year": 48_000} | parts.pop("second", {}))
    return simulate(small_plan(months, teams=(first, second), headcount=steps, **parts))


FEWER, MORE = step("2027-03", heads=6), step("2027-03", team="others", heads=12)


def test_surplus_people_fill_vacant_posts_of_their_role_and_site_first() -> None:
    ledger = changing(FEWER, MORE)
    # Of the 4 too many, 2 change to the other team and 2 are let go with 2 × 3,000 each.
    moved = [people(ledger, "moved_out", "clerks"), people(ledger, "moved_in", "others")]
    assert moved == [heads([0, 0, 2])] * 2
    assert people(ledger, "severed", "clerks") == heads([0, 0, 2])
    assert people(ledger, "hires", "others") == heads([0, 0, 0])
    assert people(ledger, "at_work", "clerks") == heads([10, 10, 6])
    assert people(ledger, "at_work", "others") == heads([10, 10, 12])
    assert spent(ledger, "severance") == cents([0, 0, 12_000.00])
    # 10 × 3,000 + 10 × 4,000; then 6 × 3,000 + 10 × 4,000 + 2 who keep their 3,000
    assert spent(ledger, "salaries") == cents([70_000.00, 70_000.00, 64_000.00])


def test_people_who_change_team_know_the_work_and_take_their_service_along() -> None:
    # A fifth of those in their first month leave, nobody later: nobody leaves, unless somebody is hired.
    hardly_any = AttritionBand(role="Clerks", from_tenure_months=1, cohort_loss_share_per_year=1e-9)
    parts = {"attrition": (FIRST_MONTH, hardly_any)}
    ledger = changing(FEWER, MORE, fields={"ramp_up_months": 3}, **parts)
    assert people(ledger, "productive", "others") == pytest.approx([10, 10, 12], abs=1e-6)
    assert people(ledger, "leavers", "others") == pytest.approx([0, 0, 0], abs=1e-6)
    hired = changing(FEWER, MORE, fields={"ramp_up_months": 3}, policies=Policies(redeployment="none"), **parts)
    # two who are hired do a quarter of the work in their first month, and 0.4 of them leave
    assert people(hired, "productive", "others") == pytest.approx([10, 10, 10.5], abs=1e-6)
    assert people(hired, "leavers", "others") == pytest.approx([0, 0, 0.4], abs=1e-6)


def test_without_redeployment_some_are_let_go_while_others_are_hired() -> None:
    ledger = changing(FEWER, MORE, policies=Policies(redeployment="none"))
    assert people(ledger, "moved_in", "others") == heads([0, 0, 0])
    assert people(ledger, "severed", "clerks") == heads([0, 0, 4])
    assert people(ledger, "hires", "others") == heads([0, 0, 2])
    assert spent(ledger, "salaries") == cents([70_000.00, 70_000.00, 66_000.00])


@pytest.mark.parametrize("second", [{"role": "Analysts"}, {"role": ""}, {"currency": "EUR"}])
def test_people_change_only_between_teams_alike(second: dict[str, str]) -> None:
    ledger = changing(FEWER, MORE, second=second, fx=(ExchangeRateOf(currency="EUR", rate=1.25),))
    assert people(ledger, "severed", "clerks") == heads([0, 0, 4])
    assert people(ledger, "hires", "others") == heads([0, 0, 2])


def test_attrition_then_redeployment_then_severance() -> None:
    ledger = changing(
        step("2027-03", heads=60),
        step("2027-03", team="others", heads=30),
        fields={"notice_months": 1},
        first={"heads": 100, "cohort_loss_share_per_year": TEN_PER_CENT_A_MONTH},
        second={"heads": 20},
    )
    # January   100, 10 leave.
    # February  90: 60 / 0.9 = 66.666667 will be 60 in March, 10 fill the posts of the others, 13.333333 are given notice.
    #           A tenth of the 76.666667 who are not on notice leave: 7.666667.
    # March     90 - 7.666667 - 13.333333 = 69: 60 stay and 9 change team. Of the 10 who were to change one has left: 1 is hired.
    assert people(ledger, "noticed", "clerks") == heads([0, 13.333333, 0])
    assert people(ledger, "severed", "clerks") == heads([0, 0, 13.333333])
    assert people(ledger, "leavers", "clerks")[:2] == heads([10, 7.666667])
    assert people(ledger, "moved_out", "clerks") == heads([0, 0, 9])
    assert people(ledger, "hires", "others") == heads([0, 0, 1])
    assert people(ledger, "at_work", "clerks")[-1] == heads(60)
    assert people(ledger, "at_work", "others")[-1] == heads(30)


WHOLE = {"policies": Policies(headcount="whole")}


def test_whole_people_leave_as_soon_as_their_parts_add_up_to_one() -> None:
    always_filled = simulated(12, heads=200, cohort_loss_share_per_year=0.12, parts=WHOLE)
    # 200 × 0.010596241 = 2.119248 a month: 2, and after nine months 9 × 0.119248 = 1.073 make a third
    assert people(always_filled, "leavers", "clerks") == [2] * 8 + [3] + [2] * 3
    assert people(always_filled, "hires", "clerks") == [0] + [2] * 8 + [3, 2, 2]
    unreplaced = simulated(12, FROZEN, heads=200, cohort_loss_share_per_year=0.12, parts=WHOLE)
    # 2.119, 2.098, 2.077 … 1.886 come to 24.03: 200 - 24 = 176, as in fractions of people
    assert people(unreplaced, "leavers", "clerks") == [2] * 12
    assert people(unreplaced, "heads", "clerks")[-1] == 176


def test_openings_are_rounded_up_and_notices_down() -> None:
    four_days = FourDayWeek(team="clerks", starting="2027-02", output_share=0.8)
    # 10 / 0.8 = 12.5 are needed: 13; nobody is let go for the half
    assert people(simulated(3, four_days, parts=WHOLE), "at_work", "clerks") == [10, 13, 13]
    placed = OutsourceWork(function="records", vendor="Bureau", starting="2027-02", share=0.25)
    # 7.5 are needed: of 2.5 too many, 2 are let go
    assert people(simulated(3, placed, parts=WHOLE), "at_work", "clerks") == [10, 8, 8]


def test_half_of_whole_people_who_leave_are_replaced() -> None:
    fields = {"leavers_per_average_head_per_year": 1.2, "backfill_share": 0.5}
    ledger = simulated(8, heads=10, parts=WHOLE, **fields)
    # January   10, one leaves; half a post goes, 9.5 are left, and somebody comes.
    # February  10, one leaves; 9 posts, and nobody comes.
    # March     9, of whom 0.9 are due to leave.
    # April     9, 0.9 + 0.9 are due and one leaves; 8.5 posts, and somebody comes.
    # May       9, 0.8 + 0.9 are due and one leaves; 8 posts, and nobody comes.
    # June      8, 0.7 + 0.8 are due and one leaves; 7.5 posts, and somebody comes.
    # July      8, 0.5 + 0.8 are due and one leaves: six so far, for whom three have come.
    assert people(ledger, "leavers", "clerks")[:7] == [1, 1, 0, 1, 1, 1, 1]
    assert people(ledger, "hires", "clerks") == [0, 1, 0, 0, 1, 0, 1, 0]
    assert people(ledger, "at_work", "clerks") == [10, 10, 9, 9, 9, 8, 8, 7]


def test_whole_people_change_team_first_come_first_served() -> None:
    ledger = changing(step("2027-03", heads=7), step("2027-03", team="others", heads=12), **WHOLE)
    assert people(ledger, "moved_in", "others") == [0, 0, 2]
    assert people(ledger, "severed", "clerks") == [0, 0, 1]


def test_leavers_drawn_person_by_person_are_whole_and_the_first_draw_is_not_drawn() -> None:
    parts = {"policies": Policies(headcount="whole", leavers="binomial")}
    plan = small_plan(12, teams=(clerks(heads=200, leavers_per_average_head_per_year=0.12),), **parts)
    leavers = in_detail(plan, TODAY, draws=400, seed=7).operations.staffing.leavers[:, 0]
    assert leavers[:, 0].tolist() == [2] * 12
    assert (leavers == leavers.round()).all() and len(set(leavers[0].tolist())) > 3
    # 200 × 1 % a month: 24 a year, with a spread of sqrt(24 × 0.99) = 4.87; the mean of 400 is within 4 × 4.87 / 20 = 1
    assert leavers[:, 1:].sum(axis=0).mean() == pytest.approx(24, abs=1)
