"""Finance arithmetic against published figures: present value, rates of return, payback and annuities."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
import pyxirr

from backoffice_lib.basics import finance
from backoffice_lib.basics.months import Month
from backoffice_lib.ledger.lease_payments import instalments
from backoffice_lib.ledger.lease_schedule import LeaseMonth, schedule
from backoffice_lib.ledger.lease_terms import Terms
from tests.cases.reading import case


def days(written: list[str]) -> list[dt.date]:
    return [dt.date.fromisoformat(day) for day in written]


def only(rates: tuple[float, ...]) -> float:
    [rate] = rates
    return rate


def outlay_and(given: dict) -> list[float]:
    return [-given["outlay"], *[given["flow"]] * given["years"]]


def payment(rate: float, periods: int, owed: float, first: int = 1) -> float:
    return -finance.level_amount(owed, (1 + rate) ** -np.arange(first, first + periods, dtype=float))


def loan(rate: float, periods: int, owed: float) -> tuple[LeaseMonth, ...]:
    """What is owed for a lease with even payments at the end of each month is a loan: its months."""
    start = Month.of("2027-01")
    even = instalments(start, start + (periods - 1), -payment(rate, periods, owed), in_arrears=True)
    return schedule(Terms(start, start + (periods - 1), even, 12 * rate, "monthly")).months


def test_present_value_with_the_first_amount_one_period_out() -> None:
    given, expected, within = case("fin-01-npv-excel")
    for one, wanted in zip(given["cases"], expected["npv"], strict=True):
        years = np.array(one["values"], dtype=float)
        assert finance.npv(one["rate"], [0.0, *years]) == pytest.approx(wanted, abs=within)
        factors = finance.discount_factors(12 * len(years), one["rate"], "year_end")[::12, 0]
        assert years @ factors == pytest.approx(wanted, abs=within)


def test_internal_rate_of_return_may_be_negative() -> None:
    given, expected, within = case("fin-02-irr-excel")
    assert [only(finance.irrs(amounts)) for amounts in given["cases"]] == pytest.approx(expected["irr"], abs=within)


@pytest.mark.parametrize("name", ["fin-04-xirr-xnpv-excel", "fin-11-pyxirr-unordered"])
def test_dated_amounts_in_any_order(name: str) -> None:
    given, expected, within = case(name)
    dated = days(given["dates"]), given["values"]
    assert only(finance.xirrs(*dated)) == pytest.approx(expected["xirr"], abs=within["xirr"])
    assert finance.xnpv(given["xnpv_rate"], *dated) == pytest.approx(expected["xnpv"], abs=within["xnpv"])


@pytest.mark.parametrize("name", ["fin-05-xnpv-php", "fin-06-xnpv-excelize"])
def test_present_value_by_the_day(name: str) -> None:
    given, expected, within = case(name)
    assert finance.xnpv(given["rate"], days(given["dates"]), given["values"]) == pytest.approx(expected["xnpv"], abs=within)


def test_a_rate_of_return_by_the_day_as_amounts_are_added() -> None:
    given, expected, within = case("fin-07-xirr-excelize")
    dates, values = days(given["dates"]), given["values"]
    assert only(finance.xirrs(dates[:4], values[:4])) == pytest.approx(expected["xirr_first_four"], abs=within)
    assert only(finance.xirrs(dates, values)) == pytest.approx(expected["xirr_first_six"], abs=within)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("actual_365", "act_365F"), ("actual_360", "act_360"), ("thirty_360", "thirty_360"), ("actual_actual", "act_act_ISDA")],
)
def test_a_rate_of_return_under_each_day_count(ours: str, theirs: str) -> None:
    given, expected, within = case("fin-10-xirr-daycount")
    assert only(finance.xirrs(days(given["dates"]), given["values"], ours)) == pytest.approx(expected[theirs], abs=within)


def test_payments_interest_and_principal_of_annuities() -> None:
    given, expected, within = case("fin-13-npf-annuities")
    wanted = dict(zip(given["calls"], expected["results"], strict=True))
    assert len(wanted) == 12

    got = {
        "pmt(0.08/12,60,15000)": payment(0.08 / 12, 60, 15_000),
        "pmt(0,60,15000)": payment(0, 60, 15_000),
        "pv(0.07,20,12000)": -finance.npv(0.07, [0.0, *[12_000.0] * 20]),
        "fv(0.075,20,-2000)": finance.npv(0.075, [0.0, *[2_000.0] * 20]) * 1.075**20,
        "rate(10,0,-3500,10000)": only(finance.irrs([-3_500.0, *[0.0] * 9, 10_000.0])),
        # what is to be saved up counts at its present value
        "PMT(0.035/4,8,0,5000,begin)": payment(0.035 / 4, 8, 5_000 * (1 + 0.035 / 4) ** -8, first=0),
        "PMT(0.06/12,216,0,50000)": payment(0.06 / 12, 216, 50_000 * (1 + 0.06 / 12) ** -216),
        "nper(0.075,-2000,0,100000)": pyxirr.nper(0.075, -2_000, 0, 100_000),
    }
    # A thousand loans at once, since each month of a lease is rounded to the cent.
    first, second, third = loan(0.1 / 12, 24, 2_000_000), loan(0.1 / 12, 60, 55_000_000), loan(0.05 / 12, 60, 50_000_000)
    got |= {
        "ipmt(0.1/12,1,24,2000)": -first[0].interest / 1_000,
        "ppmt(0.1/12,1,60,55000)": -(second[0].paid - second[0].interest) / 1_000,
        "CUMIPMT(0.05/12,60,50000,1,12,0)": -sum(month.interest for month in third[:12]) / 1_000,
        "CUMPRINC(0.05/12,60,50000,1,12,0)": -sum(month.paid - month.interest for month in third[:12]) / 1_000,
    }
    assert got == pytest.approx(wanted, abs=within)


def test_modified_rate_of_return() -> None:
    given, expected, within = case("fin-14-mirr")
    got = [finance.mirr(one["v"], one["f"], one["r"]) for one in given["cases"]]
    assert got == pytest.approx(expected["mirr"], abs=within)


def test_one_investment_by_every_measure_and_the_sum_its_book_gets_wrong() -> None:
    given, expected, within = case("fin-15-openstax-sams")
    flows, rate = given["cash_flows"], given["cost_of_capital"]
    factors = (1 + rate) ** -np.arange(len(flows), dtype=float)
    discounted = np.array(flows) * factors
    assert finance.npv(rate, flows) == pytest.approx(expected["npv"], abs=within["money"])
    assert 100 * only(finance.irrs(flows)) == pytest.approx(expected["irr_pct"], abs=within["rate_pct"])
    assert finance.profitability_index(np.array(flows), factors) == pytest.approx(expected["pi"], abs=0.005)
    assert finance.payback_periods(flows) == pytest.approx(expected["payback_years"], abs=within["years"])
    assert finance.payback_periods(discounted) == pytest.approx(expected["discounted_payback_years"], abs=within["years"])
    assert discounted.cumsum() == pytest.approx(expected["cumulative_discounted"], abs=within["money"])
    modified = finance.mirr(flows, rate, rate)
    assert 100 * modified == pytest.approx(expected["mirr_pct"], abs=within["mirr_pct"])
    terminal = 16_000 * (1 + modified) ** 6
    assert terminal == pytest.approx(expected["terminal_value"], abs=within["money"])
    # The book prints a sum that its own lines do not add up to.
    assert terminal != pytest.approx(expected["published_terminal_value_with_addition_error"], abs=within["money"])
    for written, wanted in expected["npv_profile"].items():
        assert finance.npv(float(written), flows) == pytest.approx(wanted, abs=within["money"])


def test_the_outlay_of_today_is_not_discounted() -> None:
    given, expected, within = case("fin-17-openstax-excel-npv-trap")
    flows, rate = given["cash_flows"], given["cost_of_capital"]
    assert finance.npv(rate, flows) == pytest.approx(expected["npv"], abs=within["money"])
    assert finance.npv(rate, flows) != pytest.approx(expected["wrong_if_time0_discounted"], abs=within["money"])
    assert finance.npv(rate, [0.0, *flows]) == pytest.approx(expected["wrong_if_time0_discounted"], abs=within["money"])
    assert finance.npv(rate, [0.0, *flows[1:]]) == pytest.approx(expected["excel_npv_of_years_1_to_7"], abs=within["money"])
    assert 100 * only(finance.irrs(flows)) == pytest.approx(expected["irr_pct"], abs=within["rate_pct"])


def test_the_profile_changes_its_sign_at_the_rate_of_return() -> None:
    given, expected, within = case("fin-20-openstax-npv-profile")
    flows = given["cash_flows"]
    got = {percent: finance.npv(int(percent) / 100, flows) for percent in expected["profile"]}
    assert got == pytest.approx(expected["profile"], abs=within["money"])
    assert finance.npv(0.1, flows) == pytest.approx(expected["npv_at_10pct"], abs=within["money"])
    assert 100 * only(finance.irrs(flows)) == pytest.approx(expected["irr_pct"], abs=within["rate_pct"])
    assert got["13"] > 0 > got["14"]


def test_payback_of_even_and_uneven_amounts() -> None:
    given, expected, within = case("fin-21-payback-even-uneven")
    got = [finance.payback_periods([-one["outlay"], *one["flows"]]) for one in given["cases"]]
    assert got == pytest.approx(expected["payback_years"], abs=within)


def test_accounting_rate_of_return() -> None:
    given, expected, within = case("fin-23-arr")
    got = [
        100 * finance.accounting_rate_of_return(one["revenue"] - one["expense"], one["investment"] - one["salvage"])
        for one in given["cases"]
    ]
    assert got == pytest.approx(expected["arr_pct"], abs=within)


def test_present_value_is_exact_where_tables_round_their_factors() -> None:
    given, expected, within = case("fin-24-npv-tables")
    for at, one in enumerate(given["cases"]):
        flows = outlay_and(one)
        exact = finance.npv(one["rate"], flows)
        assert exact == pytest.approx(expected["exact_npv"][at], abs=within["exact"])
        assert exact == pytest.approx(expected["published_npv"][at], abs=within["published"])
        # The printed figure comes of factors with three decimals.
        assert exact != pytest.approx(expected["published_npv"][at], abs=within["exact"])
        index = finance.profitability_index(np.array(flows), (1 + one["rate"]) ** -np.arange(len(flows), dtype=float))
        assert expected["pi"][at] is None or index == pytest.approx(expected["pi"][at], abs=0.0005)


def test_rate_of_return_of_annuities() -> None:
    given, expected, within = case("fin-26-irr-annuity")
    got = [100 * only(finance.irrs(outlay_and(one))) for one in given["cases"]]
    assert got[:3] == pytest.approx(expected["irr_pct"][:3], abs=within["rate_pct"])
    assert 8 < got[3] < 10
    assert finance.npv(0.08, outlay_and(given["cases"][2])) == pytest.approx(expected["npv_case3_at_8pct"], abs=within["money"])
