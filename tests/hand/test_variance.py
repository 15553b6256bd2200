"""Books against plan, worked out by hand: to date, landing, volume, price and index, other years, other money, and what has no counterpart."""

from __future__ import annotations

import pytest

from backoffice_lib.analyses.since_last_close import since_last_close
from backoffice_lib.analyses.tie_to_books import tie_to_books
from backoffice_lib.analyses.variance import Unmatched, Variance, variance
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.levers.change_pay import ChangePay
from backoffice_lib.levers.outsource_work import OutsourceWork
from backoffice_lib.plan import AccountRow, Actual, ExchangeRateOf, Plan, Policies
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.small import bureau, clerks, office, small_plan

RENT = [Actual(month=f"2027-0{month}", category="rent", amount=amount) for month, amount in ((1, 100), (2, 110), (3, 120))]
MAPPED = (
    AccountRow(category="salaries", account="6000", cost_centre="PEOPLE"),
    AccountRow(category="rent", account="6200", cost_centre="SPACE"),
)


def rented(*actuals: Actual, **parts) -> Plan:
    """A floor at 105 a month for a year."""
    return small_plan(**{"months": 12, "leases": (office(rent_per_month=105),), "actuals": actuals, "last_close": "2027-03"} | parts)


def staffed(*actuals: Actual, **parts) -> Plan:
    """Ten clerks at 3,000 a month beside the floor: salaries on 6000, rent on 6200."""
    return rented(*actuals, teams=(clerks(),), accounts=MAPPED, **parts)


def of(plan: Plan, **asked) -> Variance:
    return variance(simulate(plan), **asked)


def figures(answer: Variance, name: str) -> dict[str, float]:
    return {row.name: getattr(row, name) for row in answer.rows}


def test_three_months_closed():
    answer = of(rented(*RENT))
    # 100 + 110 + 120 = 330 against 3 × 105 = 315; landing 330 + 9 × 105 = 1,275 against 12 × 105 = 1,260
    [row] = answer.rows
    assert (row.plan_to_date, row.actual_to_date, row.variance, row.verdict) == (315.0, 330.0, 15.0, "adverse")
    assert (row.forecast_rest, row.landing, row.plan_year, row.landing_whole) == (945.0, 1_275.0, 1_260.0, 1_275.0)
    assert (row.plan_month, row.actual_month) == (105.0, 120.0)
    assert [(one.month, one.actual) for one in answer.path[:4]] == [("2027-01", 100.0), ("2027-02", 110.0), ("2027-03", 120.0), ("2027-04", None)]
    assert str(answer) == (
        "From the start of 2027 to the close of 2027-03 costs are USD 330 against 315 planned, 15 more (adverse). "
        "With the forecast of the other months 2027 lands at USD 1,275 against 1,260 planned, 15 more (adverse)."
    )
    assert answer.notes == answer.unmatched == ()


def test_less_than_planned_is_favourable():
    answer = of(rented(*RENT), last_close="2027-01")
    assert (answer.rows[0].variance, answer.rows[0].verdict) == (-5.0, "favourable")
    assert answer.notes == ("2 actuals after the last close (2027-02 to 2027-03) left out",)


def test_no_forecast_month_is_in_the_year_to_date():
    """February has no actuals though it is closed, and is told; April has some though it is not, and they are left out."""
    answer = of(rented(RENT[0], RENT[2], Actual(month="2027-04", category="rent", amount=500), Actual(month="2026-12", category="rent", amount=99)))
    assert (answer.total("actual_to_date"), answer.total("plan_to_date"), answer.total("landing")) == (220.0, 315.0, 1_165.0)
    assert answer.notes == (
        "1 actual of months outside the plan (2026-12) left out",
        "1 actual after the last close (2027-04) left out",
        "there are no actuals for 2027-02, though it is closed: the cost of it counts as nothing",
    )


def test_a_fiscal_year_that_starts_in_july():
    plan = rented(
        *(Actual(month=f"2027-{month:02d}", category="rent", amount=100) for month in range(1, 9)),
        months=24, fiscal_year_start_month=7, last_close="2027-08",
    )
    answer = of(plan)
    # the year to June 2028 begins in July: two months of 100 against 105, ten of 105 to come; the plan: eight of 100 and sixteen of 105
    [row] = answer.rows
    assert (answer.year, answer.months_to_date) == ("fiscal year to June 2028", 2)
    assert (row.plan_to_date, row.actual_to_date, row.landing, row.plan_year) == (210.0, 200.0, 1_250.0, 1_260.0)
    assert (row.plan_whole, row.landing_whole) == (2_520.0, 2_480.0)


def test_volume_price_and_index():
    books = (
        Actual(month="2027-01", account="6000", amount=33_000, quantity=11, unit="FTE month"),
        Actual(month="2027-02", account="6000", amount=34_680, quantity=11, unit="FTE month", index=1.02),
        Actual(month="2027-03", account="6000", amount=31_000),
    )
    row = next(row for row in of(staffed(*books)).rows if row.name == "6000")
    # January: one more at 3,000. February: one more at 3,000; 34,680 / 1.02 = 34,000 is 11 × 3,000 and 1,000 of price; 680 of index.
    # March counts nothing: 1,000 more than 30,000, only known as an amount.
    assert (row.volume, row.price, row.index, row.by_amount) == (6_000.0, 1_000.0, 680.0, 1_000.0)
    assert row.variance == 8_680.0 == 98_680 - 90_000


def test_books_in_another_unit_or_with_no_plan_are_told_by_amount():
    books = (
        Actual(month="2027-01", account="6000", amount=33_000, quantity=1_870, unit="hour"),
        Actual(month="2027-01", account="6000", amount=500, quantity=1, unit="FTE month", cost_centre="OTHER"),
    )
    answer = of(staffed(*books), last_close="2027-01")
    row = next(row for row in answer.rows if row.name == "6000")
    assert (row.volume, row.price, row.index, row.by_amount) == (0.0, 0.0, 0.0, 3_500.0)
    assert "the books count in hour, and the plan in other units; that is told by amount" in answer.notes


def test_what_is_bought_abroad_shows_the_exchange_rate_as_index():
    fx = ExchangeRateOf(currency="INR", rate=0.01)
    plan = small_plan(
        3, teams=(clerks(),), vendors=(bureau(price_per_fte_per_year=2_400_000, currency="INR"),), fx=(fx,), last_close="2027-01",
        actuals=(Actual(month="2027-01", category="vendor fees", amount=2_200_000, currency="INR", exchange_rate=0.011, quantity=10, unit="vendor FTE month"),),
    )
    placed = simulate(plan, Scenario(name="placed", levers=[OutsourceWork(function="records", vendor="Bureau", starting="2027-01", share=1)]))
    row = next(row for row in variance(placed, by="category").rows if row.name == "vendor fees")
    # planned 10 × 200,000 INR at 0.01 = 20,000; booked 10 × 220,000 at 0.011 = 24,200: price 10 × 20,000 at 0.01 = 2,000, index 2,200,000 × 0.001
    assert (row.plan_to_date, row.actual_to_date) == (20_000.0, 24_200.0)
    assert (row.volume, row.price, row.index, row.by_amount) == (0.0, 2_000.0, 2_200.0, 0.0)


def test_foreign_money_without_a_rate_is_taken_at_the_plans():
    plan = rented(Actual(month="2027-01", category="rent", amount=11_000, currency="INR"), fx=(ExchangeRateOf(currency="INR", rate=0.01),))
    answer = of(plan, last_close="2027-01")
    assert answer.total("actual_to_date") == 110.0
    assert answer.notes[-1] == "actuals in INR are converted at the plan's exchange rate of their month"


def test_what_has_no_counterpart_is_listed_both_ways():
    answer = of(staffed(Actual(month="2027-01", account="6000", amount=30_000), Actual(month="2027-01", account="7000", amount=50)), last_close="2027-01")
    assert answer.unmatched == (Unmatched("7000", "books", 50.0), Unmatched("6200", "plan", 105.0))
    assert figures(answer, "variance") == {"6000": 0.0, "6200": -105.0, "7000": 50.0}
    assert str(answer).endswith(
        "USD 50 of the actuals are on accounts that are not in the plan: 7000. USD 105 of the plan to date have no actuals: 6200."
    )


def test_books_that_do_not_say_what_is_asked_for_put_together_what_they_do_not_tell_apart():
    teams = (clerks(), clerks(team="payroll clerks", function="payroll", heads=6))
    plan = staffed(Actual(month="2027-01", account="6000", amount=49_000), last_close="2027-01").with_(teams=teams)
    answer = of(plan, by="function")
    # 16 × 3,000 = 48,000
    assert figures(answer, "variance") == {"no function": -105.0, "payroll, records": 1_000.0}
    assert "payroll, records are shown together: the books do not tell them apart" in answer.notes
    told = plan.with_(actuals=(Actual(month="2027-01", account="6000", function="payroll", amount=19_000),))
    assert figures(of(told, by="function"), "variance") == {"no function": -105.0, "payroll": 1_000.0, "records": -30_000.0}
    assert figures(of(plan, by="cost_centre"), "variance") == {"PEOPLE": 1_000.0, "SPACE": -105.0}
    assert figures(of(plan, by="category"), "variance") == {"rent": -105.0, "salaries": 1_000.0}


def test_what_a_few_people_are_paid_is_shown_only_together_with_others():
    teams = (clerks(), clerks(team="tax adviser", function="tax", heads=1))
    accounts = (AccountRow(category="salaries", function="tax", account="6001"), *MAPPED)
    books = (Actual(month="2027-01", account="6000", amount=31_000), Actual(month="2027-01", account="6001", amount=4_000))
    plan = rented(*books, teams=teams, accounts=accounts, last_close="2027-01")
    answer = of(plan)
    assert figures(answer, "variance") == {"6000, 6001": 2_000.0, "6200": -105.0}
    assert answer.notes == ("6000, 6001 are shown together: one of them has too few people to show what they are paid",)
    assert set(figures(of(plan, by="function"), "variance")) == {"no function", "records, tax"}
    assert of(plan.with_(actuals=books[:1])).unmatched == (Unmatched("6001", "plan", None), Unmatched("6200", "plan", 105.0))
    open_to_all = plan.with_(policies=Policies(smallest_pay_group_heads=1))
    assert figures(of(open_to_all), "variance") == {"6000": 1_000.0, "6001": 1_000.0, "6200": -105.0}
    [people, space] = tie_to_books(simulate(plan)).rows
    assert (people.name, people.books, people.ledger) == ("6000 and 6001", 35_000.0, 33_000.0)


def test_a_locked_plan_a_forecast_and_a_what_if_side_by_side():
    plan = staffed(*(Actual(month=f"2027-0{month}", account="6000", amount=31_000) for month in (1, 2, 3)))
    dearer, dearest = (
        simulate(plan, Scenario(name=name, levers=[ChangePay(team="clerks", starting="2027-04", raise_share=share)]))
        for name, share in (("raise", 0.1), ("more", 0.2))
    )
    answer = variance(simulate(plan), dearer, [dearest])
    row = next(row for row in answer.rows if row.name == "6000")
    # locked 12 × 30,000; booked 3 × 31,000; nine months at 33,000 or at 36,000
    assert (row.plan_year, row.actual_to_date, row.forecast_rest) == (360_000.0, 93_000.0, 297_000.0)
    assert (row.landing, row.what_ifs) == (390_000.0, (417_000.0,))
    assert (answer.locked, answer.forecast, answer.what_ifs) == ("today", "raise", ("more",))


def test_since_the_close_before():
    plan = rented(*RENT)
    answer = since_last_close(simulate(plan))
    [row] = answer.rows
    # with February closed: 100 + 110 + 10 × 105 = 1,260; March cost 120 instead of 105
    assert (row.variance_month, row.variance_to_date, row.landing_before, row.landing, row.change) == (15.0, 15.0, 1_260.0, 1_275.0, 15.0)
    assert of(plan, last_close="2027-02").total("landing") == row.landing_before
    assert str(answer) == (
        "2027-03 costs USD 120 against 105 planned, 15 more (adverse); 2027 to date USD 330 against 315 planned, 15 more (adverse). "
        "2027 lands at USD 1,275, 15 more than a month ago."
    )


def test_a_new_forecast_moves_the_landing_apart_from_the_books():
    plan = staffed(Actual(month="2027-01", account="6000", amount=31_000), last_close="2027-01")
    raised = simulate(plan, Scenario(name="raise", levers=[ChangePay(team="clerks", starting="2027-07", raise_share=0.1)]))
    answer = since_last_close(simulate(plan), raised, simulate(plan))
    # 1,000 more in January, 105 of rent not booked; six months at 3,000 more
    assert {row.name: (row.by_books, row.by_forecast) for row in answer.rows} == {"6000": (1_000.0, 18_000.0), "6200": (-105.0, 0.0)}
    assert str(answer).endswith("18,895 more than a month ago, above all in 6000: +895 by the books, +18,000 by the new forecast.")


def test_a_plan_without_books_or_without_a_close_says_what_is_missing():
    assert str(of(rented())).startswith("By hand has no actuals, so nothing can be held against it: ")
    assert str(of(rented(*RENT, last_close=None))) == (
        "By hand does not say up to which month its books are closed: write last_close in plan.yaml, such as 2027-03, the last month that has actuals."
    )


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"last_close": "2026-12"}, "last_close: 2026-12 is outside the plan; give 2027-01 to 2027-12"),
        ({"last_close": "March"}, 'last_close: "March" is not a month; write it as YYYY-MM, such as 2027-04'),
        ({"by": "acount"}, 'by: there is no variance by "acount"; use account, category, cost_centre, entity, function, team, site; did you mean "account"?'),
    ],
)
def test_what_cannot_be_asked(asked, told):
    with pytest.raises(InputProblems) as refused:
        of(rented(*RENT), **asked)
    assert str(refused.value) == told


def test_ledgers_in_two_currencies_are_refused():
    plan = rented(*RENT)
    with pytest.raises(InputProblems, match="^variance: today is in EUR, today in USD; give ledgers in one currency$"):
        variance(simulate(plan), simulate(plan.with_(currency="EUR")))
