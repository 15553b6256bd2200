"""In house or outsourced, and the month in a report: worked out by hand on the smallest plans."""

from backoffice_lib.analyses.in_or_out import in_or_out
from backoffice_lib.analyses.report_month import report_month
from backoffice_lib.levers import OutsourceWork, RemoteWork
from backoffice_lib.plan import Assumption
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents
from tests.hand.small import bureau, clerks, small_plan

HALF_WITH_A_VENDOR = OutsourceWork(function="records", vendor="Bureau", starting="2027-02", share=0.5)
HALF_AT_HOME = RemoteWork(team="clerks", starting="2027-01", share=0.5)


def test_gatherings_of_our_own_people_are_not_paid_for_vendors():
    assumed = {"travel_per_remote_head_per_year": 1_200, "travel_per_vendor_fte_per_year": 600}
    travel = tuple(Assumption(assumption=name, value=value) for name, value in assumed.items())
    plan = small_plan(3, teams=(clerks(),), vendors=(bureau(),), assumptions=travel)
    (choice,) = in_or_out(plan, [Scenario(name="both", levers=[HALF_WITH_A_VENDOR, HALF_AT_HOME])]).choices
    # Two months of 5 vendor people at 2,000 and visits at 50.
    assert choice.vendor_cost == cents(20_500)
    # Two months of 5 clerks at 3,000, less gatherings at 100: 5 at home in January, 2.5 in February and in March.
    assert choice.saved_in_house == cents(30_000 - 1_000)
    assert choice.comparison.saving == cents(29_000 - 20_500)


def test_a_month_is_held_against_all_of_the_month_before():
    team = clerks(severance_months=4)
    gone = OutsourceWork(function="records", vendor="Bureau", starting="2027-06", share=1)
    plan = small_plan(8, teams=(team,), vendors=(bureau(),), fiscal_year_start_month=7)
    answer = report_month(simulate(plan, Scenario(name="gone", levers=[gone])), "2027-07")
    # June, in the fiscal year before: 10 vendor people at 2,000 and 10 × 4 months of 3,000; July the fees alone.
    assert sum(row.before for row in answer.costs) == cents(140_000)
    assert answer.cost == cents(20_000)
    assert answer.year == "fiscal year to June 2028"
