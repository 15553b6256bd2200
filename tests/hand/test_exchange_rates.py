"""Exchange rates month by month, worked out by hand: they hold until the next, drift after the last, and reach every price."""

from __future__ import annotations

from typing import Any

import pytest

import backoffice_lib as bo
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers import OutsourceWork
from backoffice_lib.plan import ExchangeRateOf, IndexValue, Lease
from backoffice_lib.plan.exchange import first_rates
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, spent
from tests.hand.small import bureau, clerks, small_plan

RUPEES = {"price_per_fte_per_year": 1_200_000, "currency": "INR"}


def rates(**dated: float) -> tuple[IndexValue, ...]:
    return tuple(IndexValue(index="INR", month=name[1:].replace("_", "-"), value=value) for name, value in dated.items())


def paid(months: int, *values: IndexValue, **rate: Any) -> list[float]:
    """What a vendor of five people at 100,000 rupees a month is paid in dollars."""
    return spent(simulated(months, *values, **rate), "vendor fees")


def simulated(months: int, *values: IndexValue, **rate: Any) -> Ledger:
    fx = (ExchangeRateOf(currency="INR", **rate),)
    plan = small_plan(months, teams=(clerks(),), vendors=(bureau(**RUPEES),), fx=fx, index_values=values)
    half = OutsourceWork(function="records", vendor="Bureau", starting="2027-01", share=0.5)
    return simulate(plan, Scenario(name="by hand", levers=(half,)))


def test_a_rate_holds_until_the_next_is_given():
    # 500,000 rupees × 0.01, from March × 0.012
    assert paid(4, *rates(_2027_01=0.01, _2027_03=0.012)) == cents([5_000.00] * 2 + [6_000.00] * 2)


def test_the_rate_of_the_first_month_holds_until_the_first_that_is_dated():
    assert paid(4, *rates(_2027_03=0.012), rate=0.01) == cents([5_000.00] * 2 + [6_000.00] * 2)


def test_a_rate_of_before_the_plan_holds_into_it():
    assert paid(2, *rates(_2026_06=0.008, _2026_10=0.01, _2027_02=0.012)) == cents([5_000.00, 6_000.00])


def test_a_rate_drifts_after_the_last_that_is_given():
    fees = paid(15, *rates(_2027_01=0.01, _2027_03=0.012), growth_share_per_year=-0.04)
    # from March on 6,000; a year later × 0.96
    assert [fees[1], fees[2], fees[14]] == cents([5_000.00, 6_000.00, 5_760.00])


def test_a_rate_may_move_evenly_from_one_to_the_next():
    # the square root of 0.01 × 0.0144 is 0.012
    assert paid(3, *rates(_2027_01=0.01, _2027_03=0.0144), gaps="interpolate") == cents([5_000.00, 6_000.00, 7_200.00])


def test_a_path_that_is_constant_is_the_rate():
    assert paid(6, *rates(_2027_01=0.01, _2027_02=0.01, _2027_05=0.01)) == paid(6, rate=0.01)


def test_pay_rent_and_fees_go_by_the_same_path():
    team = clerks(team="abroad", function="records", salary_per_year=1_200_000, currency="INR")
    lease = Lease(lease="Pune", site="HQ", seats=10, start="2027-01", end="2027-12", rent_per_month=300_000, currency="INR")
    fx = (ExchangeRateOf(currency="INR"),)
    ledger = simulate(small_plan(2, teams=(team,), leases=(lease,), fx=fx, index_values=rates(_2027_01=0.01, _2027_02=0.02)))
    assert spent(ledger, "salaries") == cents([10_000.00, 20_000.00])
    assert spent(ledger, "rent") == cents([3_000.00, 6_000.00])


def test_what_a_currency_is_worth_in_the_first_month_is_known_without_a_simulation():
    values, fx = rates(_2026_01=0.01), (ExchangeRateOf(currency="INR", growth_share_per_year=0.21), ExchangeRateOf(currency="GBP", rate=1.3))
    plan = small_plan(2, teams=(clerks(),), fx=fx, index_values=values)
    assert first_rates(plan) == {"INR": pytest.approx(0.0121), "GBP": 1.3}


def test_why_tells_the_rate_of_the_month_and_when_it_is_from():
    ledger = simulated(4, *rates(_2027_01=0.01, _2027_03=0.012))
    said = [str(bo.why(ledger, category="vendor fees", month=month)) for month in ("2027-02", "2027-04")]
    assert "INR" in said[0] and "of 2027-01" in said[0] and "of 2027-03" in said[1]
    (part,) = (node for node in bo.why(ledger, category="vendor fees", month="2027-04").leaves if node.label == "exchange rate INR")
    assert (part.value, [one.label for one in part.behind]) == (0.012, ["rate of 2027-03 (value)"])


@pytest.mark.parametrize(
    ("values", "rate", "told"),
    [
        ({}, {}, "currency INR: currency: INR has no rate; give its rate, or its months in index_values.csv"),
        (
            {"_2027_03": 0.012},
            {},
            "currency INR: currency: INR has no rate for 2027-01, 2027-02, before its first of 2027-03; "
            "add it to index_values.csv, or give its rate in the first month",
        ),
        (
            {"_2027_01": 0.01, "_2027_04": 0.012},
            {"gaps": "refuse"},
            "currency INR: currency: INR has no rate for 2027-02, 2027-03; add it to index_values.csv, or write gaps: hold",
        ),
        (
            {"_2026_12": 0.012},
            {"rate": 0.01},
            "currency INR: rate: is given, and INR has one of 2026-12; keep one of them, or those after the plan starts",
        ),
    ],
)
def test_months_without_a_rate_and_with_two_are_refused(values, rate, told):
    with pytest.raises(InputProblems) as refused:
        simulated(4, *rates(**values), **rate)
    assert str(refused.value) == told
