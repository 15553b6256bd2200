"""Posts, work and spans in the description of a plan and in the report of a month, by hand."""

import backoffice_lib as bo
from backoffice_lib.analyses.report_month import report_month
from backoffice_lib.plan import Span, Work, WorkingTime
from backoffice_lib.simulation import simulate
from tests.hand.small import clerks, small_plan

CLAIMS = Work(work="claims", function="records", unit="claim", units_per_month=1_680, minutes_per_unit=60, error_share=0.1, rework_minutes_per_unit=5)
LETTERS = Work(work="letters", function="post", units_per_month=0.5, per="claims", minutes_per_unit=2, target_days=2)
SEATS = Work(work="moves", function="post", unit="move", units_per_month=0.1, per="head", minutes_per_unit=30, queue="live")
PARTS = {
    "teams": (clerks(heads=9, working_time="all day"), clerks(team="post room", function="post", heads=0), clerks(team="leaders", heads=1)),
    "working_time": (WorkingTime(working_time="all day", absent_hours_per_year=0),),
    "supervision": (Span(team="leaders", of_function="records", span_heads=12),),
}


def test_the_plan_says_its_work_and_its_spans():
    contents = bo.analyses.describe(small_plan(1, work=(CLAIMS, LETTERS, SEATS), **PARTS))
    assert bo.table(contents, "work").texts() == [
        ["claims", "records", "claim", "1,680", "60.5", "within 5 working days"],
        ["letters", "post", "unit", "0.5 for each unit of claims", "2", "within 2 working days"],
        ["moves", "post", "move", "0.1 for each head", "30", "80% within 20 seconds"],
    ]
    assert bo.table(contents, "spans").texts() == [["leaders", "12"]]


def test_a_month_says_what_waits():
    # Nine clerks with eight hours and a leader with 6.8 do 78.8 / 1.00833 = 78.15 of 80 claims a day; nobody opens letters.
    plan = small_plan(1, work=(CLAIMS, LETTERS, SEATS), **PARTS)
    answer = report_month(simulate(plan), "2027-01")
    waiting = {row.work: (round(row.backlog_units), row.age_days is None, row.late) for row in answer.work}
    assert waiting == {"claims": (39, False, False), "letters": (840, True, True), "moves": (0, False, True)}
    assert [row[3:] for row in bo.table(answer, "work").texts()] == [["0.5", "5", ""], ["for ever", "2", "yes"], ["live", "live", "too few people"]]


def test_a_month_says_posts_and_vacancies():
    plan = small_plan(2, teams=(clerks(leavers_per_average_head_per_year=0.12, time_to_hire_months=3),))
    (row,) = report_month(simulate(plan), "2027-02").people
    assert (row.posts, round(row.vacant, 6)) == (10, 0.1)  # a tenth of a head left at the end of January
