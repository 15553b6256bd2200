"""Work and who does it: hours, backlog, overtime, volume, live queues and the levers on them, by hand."""

from typing import Any

import pytest

from backoffice_lib.basics.record import Record
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers import AutomateWork, ConsolidateTeams, FourDayWeek, FreezeHiring, GrowVolume, OutsourceWork
from backoffice_lib.plan import Policies, Season, Site, Work, WorkingTime
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, heads, people, spent
from tests.hand.small import bureau, clerks, small_plan

# 2,088 paid hours less 652.5 are 1,435.5 on 261 days: 5.5 a day. At 41,760 a year a paid hour costs 20.
SHORT_DAY = WorkingTime(working_time="short", paid_hours_per_year=2088, absent_hours_per_year=652.5)
EIGHTY_A_DAY = 80 * 21  # January 2027 has 21 working days


def claims(**fields: Any) -> Work:
    """Eighty claims a working day of January at 25 minutes each, and a backlog of 200."""
    given = {"work": "claims", "function": "claims", "units_per_month": EIGHTY_A_DAY, "minutes_per_unit": 25}
    return Work(**given | {"opening_backlog_units": 200, "target_days": 5} | fields)


def simulated(months: int, people_there: float, *works: Work, levers: tuple[Record, ...] = (), **parts: Any) -> Ledger:
    """A team of clerks with some work, in days of 5.5 productive hours."""
    fields = {"function": "claims", "heads": people_there, "working_time": "short", "salary_per_year": 41_760}
    team = clerks(**fields | parts.pop("fields", {}))
    plan = small_plan(months, teams=(team,), work=works, working_time=(SHORT_DAY,), vendors=(bureau(),), **parts)
    return simulate(plan, Scenario(name="by hand", levers=levers))


def work(ledger: Ledger, what: str, row: int = 0) -> list[float]:
    """A figure of the work, month by month."""
    return getattr(ledger.operations.work, what)[:, row, 0].tolist()


def test_clearing_a_backlog_takes_what_comes_in_and_a_part_of_what_lies_there() -> None:
    ledger = simulated(1, 10, claims(policy="clear_within_days"))
    # 80 + 200 / 5 = 120 a day; one person does 5.5 × 60 / 25 = 13.2; 120 / 13.2 = 9.0909
    assert work(ledger, "required_fte") == heads([9.090909])
    # Ten do 132 a day, 52 more than come in: 200 are gone on the fourth day.
    assert work(ledger, "units_done") == heads([200 + EIGHTY_A_DAY])
    assert work(ledger, "backlog") == [0]


def test_keeping_the_age_takes_the_larger_of_the_two() -> None:
    # 80 come in, 200 in 5 days are 40: 80 / 13.2 = 6.0606
    assert work(simulated(1, 10, claims()), "required_fte") == heads([6.060606])
    # 500 in 5 days are 100: 100 / 13.2 = 7.5758
    assert work(simulated(1, 10, claims(opening_backlog_units=500)), "required_fte") == heads([7.575758])


def test_what_is_not_done_waits_and_costs_a_penalty_once_it_is_late() -> None:
    ledger = simulated(2, 5, claims(late_penalty_per_unit=2))
    # January: five do 66 a day of 80, so 14 more wait each day: 200 + 21 × 14 = 494, the newest for 494 / 66 = 7.4848 days.
    # Five days of work are 330: the day begins with more on the 11th, 200 + 10 × 14 = 340, and on all ten after it.
    # 11 × 66 are late.
    assert work(ledger, "backlog")[0] == heads(494)
    assert work(ledger, "age_days")[0] == heads(7.484848)
    assert work(ledger, "late_units")[0] == heads(726)
    # February: 20 working days, 84 a day: 494 / 5 = 98.8 are more, 98.8 / 13.2 = 7.4848. 494 + 20 × 18 = 854, all late.
    assert work(ledger, "required_fte") == heads([6.060606, 7.484848])
    assert work(ledger, "backlog")[1] == heads(854)
    assert spent(ledger, "late penalties") == cents([1_452.00, 2_640.00])
    assert spent(ledger, "overtime") == [0, 0]


def test_where_nobody_is_there_nothing_is_done_and_all_of_it_waits() -> None:
    ledger = simulated(2, 0, claims(units_per_month=1000, late_penalty_per_unit=1))
    assert work(ledger, "units_done") == [0, 0] and work(ledger, "late_units") == [0, 0]
    assert work(ledger, "backlog") == heads([1200, 2200])
    assert min(spent(ledger, "late penalties")) == 0


def test_overtime_does_what_falls_short_as_far_as_it_may() -> None:
    ledger = simulated(1, 5, claims(shortfall="overtime"))
    # 80 × 25 / 60 = 33.3333 hours a day are wanted, 27.5 are there; a fifth of 27.5 more is 5.5 a day, 115.5 in January.
    assert ledger.operations.work.overtime_hours[:, 0, 0].tolist() == heads([115.5])
    # 33 × 60 / 25 = 79.2 a day: 200 + 21 × 0.8
    assert work(ledger, "backlog") == heads([216.8])
    # at 20 × 1.5 an hour
    assert spent(ledger, "overtime") == cents([3_465.00])
    # With half as much on top allowed, all 5.8333 are worked: 122.5 hours, and 200 stay.
    more = simulated(1, 5, claims(shortfall="overtime"), policies=Policies(most_overtime_share=0.5))
    assert spent(more, "overtime") == cents([3_675.00])
    assert work(more, "backlog") == heads([200])


def test_temporary_staff_do_what_falls_short() -> None:
    ledger = simulated(1, 5, claims(shortfall="temporary_staff"))
    # 5.8333 / 5.5 = 1.0606 people at 41,760 / 12 × 1.4 = 4,872
    assert ledger.operations.work.temporary_fte[:, 0, 0].tolist() == heads([1.060606])
    assert spent(ledger, "temporary staff") == cents([5_167.27])
    assert work(ledger, "helped_fte") == heads([1.060606])
    assert work(ledger, "backlog") == heads([200])


def test_usual_overtime_is_hours_too() -> None:
    ledger = simulated(1, 5, claims(shortfall="overtime"), fields={"overtime_share": 0.1})
    # 5 × 5.5 × 1.1 = 30.25; 33.3333 - 30.25 = 3.0833 a day are short: 64.75 in January. Paid are also 5 × 174 × 0.1 = 87 hours.
    assert ledger.operations.work.overtime_hours[:, 0, 0].tolist() == heads([64.75])
    assert spent(ledger, "overtime") == cents([(64.75 + 87) * 30])


def test_what_is_wrong_is_done_again() -> None:
    # 20 + 0.25 × 20 = 25 minutes
    again = claims(minutes_per_unit=20, error_share=0.25, rework_minutes_per_unit=20)
    assert work(simulated(1, 10, again), "required_fte") == heads([6.060606])


def test_a_season_and_growth() -> None:
    season = Season(season="winter", months=(1.5, 0.5, *[1.0] * 10))
    ledger = simulated(14, 10, claims(season="winter", units_growth_share_per_year=0.21), seasons=(season,))
    units = work(ledger, "units_in")
    # 1,680 × 1.5; × 0.5 × 1.21^(1/12) = 1.016012; July × 1.21^(6/12) = 1.1; a year on × 1.21
    assert [units[0], units[1], units[6]] == heads([2520, 840 * 1.21 ** (1 / 12), 1848])
    assert [units[12], units[13]] == heads([2520 * 1.21, 840 * 1.21 ** (13 / 12)])


def test_work_that_heads_and_other_work_cause() -> None:
    payslips = Work(work="payslips", function="payroll", units_per_month=2, per="head", minutes_per_unit=10)
    appeals = Work(work="appeals", function="claims", units_per_month=0.05, per="claims", minutes_per_unit=60)
    letters = Work(work="letters", function="payroll", units_per_month=2, per="appeals", minutes_per_unit=5)
    teams = (clerks(function="claims"), clerks(team="payroll", function="payroll", heads=5))
    ledger = simulate(small_plan(1, teams=teams, work=(letters, appeals, claims(), payslips)))
    # 1,680 × 0.05 = 84; × 2 = 168; 2 × 15 heads = 30
    assert [work(ledger, "units_in", row) for row in range(4)] == [heads([168]), heads([84]), heads([1680]), heads([30])]


def test_two_kinds_of_work_share_the_people_of_their_function() -> None:
    calls = claims(work="calls", units_per_month=40 * 21, opening_backlog_units=0)
    ledger = simulated(1, 4.5, claims(opening_backlog_units=0), calls)
    # 80 and 40 a day take 6.0606 and 3.0303; 4.5 are there: half of what each takes is left, 3 + 1.5, and waits.
    assert [work(ledger, "own_fte", row) for row in (0, 1)] == [heads([3]), heads([1.5])]
    # 3 × 13.2 = 39.6 a day of 80, 1.5 × 13.2 = 19.8 of 40
    assert [work(ledger, "backlog", row) for row in (0, 1)] == [heads([21 * 40.4]), heads([21 * 20.2])]


def test_who_leads_the_others_does_none_of_the_work_and_is_no_measure_of_it() -> None:
    leading = WorkingTime(working_time="leading", shrinkage_share=1)
    clerk = clerks(function="claims", working_time="short", heads=5)
    leaders = clerk.with_(team="leaders", working_time="leading", heads=2)
    plan = small_plan(1, teams=(clerk, leaders), work=(claims(shortfall="temporary_staff"),), working_time=(SHORT_DAY, leading))
    ledger = simulate(plan)
    # as without the two who lead: 6.0606 are needed, five are there
    assert work(ledger, "required_fte") == heads([6.060606]) and work(ledger, "own_fte") == heads([5])
    assert work(ledger, "helped_fte") == heads([1.060606])
    assert ledger.operations.work.temporary_fte[:, :, 0].tolist() == [heads([1.060606, 0])]


def phones(**fields: Any) -> Work:
    """A hundred calls of three minutes each half hour, eight hours a day, of which 80 % are to be answered in 20 seconds."""
    return claims(queue="live", units_per_month=16 * 100 * 21, minutes_per_unit=3, opening_backlog_units=0, **fields)


def test_a_live_queue_takes_people_who_wait_for_calls() -> None:
    # 100 × 3 / 30 = 10 people are busy all the time, and 14 must be on duty (13 answer 79.6 % in time): 14 × 8 = 112 hours
    # a day, 112 / 5.5 = 20.3636 people. In a backlog the same calls would take 80 hours, 14.5455.
    assert work(simulated(1, 25, phones()), "required_fte") == heads([20.363636])
    waiting = claims(units_per_month=16 * 100 * 21, minutes_per_unit=3, opening_backlog_units=0)
    assert work(simulated(1, 25, waiting), "required_fte") == heads([14.545455])


def test_calls_do_not_wait_until_tomorrow() -> None:
    ledger = simulated(1, 18, phones(shortfall="temporary_staff"))
    assert work(ledger, "units_done") == heads([33_600])
    assert work(ledger, "backlog") == [0]
    assert ledger.operations.work.temporary_fte[:, 0, 0].tolist() == heads([2.363636])


STEADY = claims(units_per_month=2871, opening_backlog_units=0)  # × 12 / 261 = 132 a working day, what ten people do
BY_WORK = {"sized_by": "work"}


def test_a_team_sized_by_work_grows_with_it() -> None:
    more = GrowVolume(work="claims", starting="2027-03", more_share=0.2)
    ledger = simulated(4, 10, STEADY, levers=(more,), fields=BY_WORK | {"time_to_hire_months": 1})
    # 132 × 1.2 = 158.4 a day take 12 people; opened in February, here in March
    assert people(ledger, "opened", "clerks") == heads([0, 2, 0, 0])
    assert people(ledger, "at_work", "clerks") == heads([10, 10, 12, 12])
    assert work(ledger, "units_in") == heads([2871, 2871, 3445.2, 3445.2])


def test_a_team_not_sized_by_work_falls_behind() -> None:
    ledger = simulated(2, 10, STEADY, levers=(GrowVolume(work="claims", starting="2027-01", more_share=0.2),))
    # Ten do 132 a day; in 21 days 2,772 of 3,445.2.
    assert people(ledger, "at_work", "clerks") == heads([10, 10])
    assert work(ledger, "backlog")[0] == heads(673.2)


def test_software_does_a_part_of_each_unit() -> None:
    software = AutomateWork(work="claims", starting="2027-03", fewer_minutes_share=0.2, investment=50_000, licence_per_month=1_000)
    ledger = simulated(4, 10, STEADY, levers=(software,), fields=BY_WORK | {"severance_months": 2})
    # 20 instead of 25 minutes: 8 of ten people; two go with 2 × 3,480
    assert people(ledger, "at_work", "clerks") == heads([10, 10, 8, 8])
    assert spent(ledger, "severance") == cents([0, 0, 13_920.00, 0])
    assert spent(ledger, "automation") == cents([0, 0, 50_000.00, 0])
    assert spent(ledger, "automation licences") == cents([0, 0, 1_000.00, 1_000.00])
    twice = simulated(4, 10, STEADY, levers=(software, software.with_(starting="2027-04")), fields=BY_WORK)
    # 25 × 0.8 × 0.8 = 16 minutes: 6.4 people, and two licences
    assert people(twice, "at_work", "clerks") == heads([10, 10, 8, 6.4])
    assert spent(twice, "automation licences") == cents([0, 0, 1_000.00, 2_000.00])


def test_teams_of_one_function_share_its_work() -> None:
    teams = [
        clerks(team=name, function="claims", working_time="short", heads=number, sized_by=by)
        for name, number, by in (("fixed", 4, "heads"), ("large", 4, "work"), ("small", 2, "work"))
    ]
    plan = small_plan(2, teams=tuple(teams), work=(STEADY.with_(units_per_month=2871 * 1.6),), working_time=(SHORT_DAY,))
    # 16 people, 4 of whom are given: 12, as 4 to 2
    assert [people(simulate(plan), "at_work", name)[0] for name in ("fixed", "large", "small")] == heads([4, 8, 4])


def test_work_placed_with_a_vendor_leaves_the_queue() -> None:
    placed = OutsourceWork(function="claims", vendor="Bureau", starting="2027-02", share=0.5)
    ledger = simulated(2, 10, STEADY, levers=(placed,))
    assert work(ledger, "units_in") == heads([2871, 1435.5])
    assert people(ledger, "at_work", "clerks") == heads([10, 5])
    assert ledger.operations.demand.placed_fte[:, 0, 0].tolist() == heads([0, 5])


def test_a_four_day_week_in_which_work_falls_as_time_does_takes_a_quarter_more_people() -> None:
    week = FourDayWeek(team="clerks", starting="2027-02", output_share=0.8)
    ledger = simulated(3, 10, STEADY, levers=(week,))
    # 10 / 0.8 = 12.5 people at full pay of 3,480
    assert people(ledger, "at_work", "clerks") == heads([10, 12.5, 12.5])
    assert spent(ledger, "salaries") == cents([34_800.00, 43_500.00, 43_500.00])
    # pay falls as time does: 12.5 × 0.8 = 10
    less_pay = simulated(3, 10, STEADY, levers=(week.with_(pay_share=0.8),))
    assert spent(less_pay, "salaries") == cents([34_800.00] * 3)
    by_work = simulated(3, 10, STEADY, levers=(week,), fields=BY_WORK)
    assert people(by_work, "at_work", "clerks") == heads([10, 12.5, 12.5])


def test_a_four_day_week_without_hiring_leaves_work_undone() -> None:
    levers = (FreezeHiring(starting="2027-01"), FourDayWeek(team="clerks", starting="2027-02", output_share=0.8))
    ledger = simulated(2, 10, claims(units_per_month=132 * 20, opening_backlog_units=0), levers=levers)
    # February has 20 working days: ten people do 132 × 0.8 = 105.6 of 132 a day; 20 × 26.4 wait
    assert people(ledger, "at_work", "clerks") == heads([10, 10])
    assert work(ledger, "backlog") == heads([0, 528])
    # 132 × 25 / 60 = 55 hours a day, at 4.4 of each person 12.5
    assert work(ledger, "required_fte")[1] == heads(12.5)


def merged(follow_share: float) -> Ledger:
    """Ten at each of two sites become eighteen at the first, all paid 3,000 a month."""
    teams = [clerks(team=f"claims {site}", function="claims", site=site, severance_months=1) for site in ("North", "South")]
    plan = small_plan(3, teams=tuple(teams), sites=(Site(site="North"), Site(site="South")))
    lever = ConsolidateTeams(
        team=["claims North", "claims South"], into="centre", to_site="North", starting="2027-02",
        share=1, fewer_heads_share=0.1, follow_share=follow_share, relocation_cost_per_head=500,
    )  # fmt: skip
    return simulate(plan, Scenario(name="by hand", levers=(lever,)))


@pytest.mark.parametrize(("follow_share", "moved", "hired", "severed"), [(0, 0, 18, 20), (0.5, 10, 8, 10), (0.9, 18, 0, 2)])
def test_teams_become_one_with_fewer_people(follow_share: float, moved: float, hired: float, severed: float) -> None:
    ledger = merged(follow_share)
    assert people(ledger, "at_work", "centre") == heads([0, 18, 18])
    assert people(ledger, "moved_in", "centre") == heads([0, moved, 0])
    assert people(ledger, "hires", "centre") == heads([0, hired, 0])
    both = [people(ledger, "at_work", f"claims {site}")[1:] for site in ("North", "South")]
    assert both == [heads([0, 0])] * 2
    # 3,000 to everyone who goes, 500 to everyone who moves from the other site, 18 × 3,000 for the centre
    assert spent(ledger, "severance") == cents([0, 3_000.00 * severed, 0])
    assert spent(ledger, "relocation") == cents([0, 500.00 * moved / 2, 0])
    assert spent(ledger, "salaries") == cents([60_000.00, 54_000.00, 54_000.00])


def test_calls_that_nobody_answers_are_lost_and_cost_their_penalty() -> None:
    calls = Work(work="calls", function="help", units_per_month=1_000, minutes_per_unit=6, queue="live", late_penalty_per_unit=3)
    plan = small_plan(1, teams=(clerks(function="help", heads=0),), work=(calls,))
    ledger = simulate(plan)
    assert ledger.operations.work.units_done[0, 0, 0] == 0
    assert spent(ledger, "late penalties") == cents([3_000.00])
