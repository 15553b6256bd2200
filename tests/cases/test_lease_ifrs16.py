"""Leases under IFRS 16 against the worked cases, and against the figures of the standard's own examples."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backoffice_lib.basics.months import Month
from backoffice_lib.ledger.lease_payments import Payment, instalments, present_value, rate_per_month
from backoffice_lib.ledger.lease_schedule import LeaseMonth, Schedule, schedule
from backoffice_lib.ledger.lease_terms import Change, Terms, more_space
from backoffice_lib.ledger.sale_and_leaseback import sale_and_leaseback
from tests.cases.reading import case

FIRST = Month.of("2020-01")


def year(number: int) -> Month:
    """The first month of a year of the lease."""
    return FIRST + 12 * (number - 1)


def yearly(amount: float, first: int, last: int, timing: str) -> tuple[Payment, ...]:
    """A payment a year, from one year of the lease to another."""
    return instalments(year(first), year(last + 1) - 1, amount, 12, timing == "arrears")


def ten_years(amount: float, timing: str, rate: float, **more: float) -> Terms:
    return Terms(FIRST, year(11) - 1, yearly(amount, 1, 10, timing), rate, **more)


def at_start_of(number: int, made: Schedule) -> LeaseMonth:
    return made.of(year(number))


def by_year(made: Schedule) -> list[list[float]]:
    """Year, opening after the payment of the first day of the lease, payments since then, interest, closing."""
    rows = []
    for number in range(1, len(made.months) // 12 + 1):
        months = made.months[12 * (number - 1) : 12 * number]
        first = number == 1
        opening = months[0].liability_measured - months[0].paid if first else months[0].liability_opening
        paid = sum(month.paid for month in months[1 if first else 0 :])
        rows.append([number, opening, paid, sum(month.interest for month in months), months[-1].liability_closing])
    return rows


def test_lease_01_example_13_initial_measurement() -> None:
    given, expected, within = case("lease-01-ifrs16-ex13-initial")
    terms = ten_years(
        given["payment"], given["timing"], given["annual_rate"],
        initial_direct_costs=given["initial_direct_costs"], incentives_received=given["lease_incentive_received"],
    )
    made = schedule(terms)
    rate = rate_per_month(given["annual_rate"])
    assert present_value(terms.payments[1:], FIRST, rate) == pytest.approx(expected["pv_of_nine_remaining"], abs=0.01)
    assert made.liability == pytest.approx(expected["liability_before_first_payment"], abs=within)
    assert made.liability - made.months[0].paid == pytest.approx(expected["liability_after_first_payment"], abs=within)
    # The landlord's 7,000 towards works of one's own is no incentive of the lease.
    assert made.asset == pytest.approx(expected["right_of_use_asset"], abs=within)
    assert abs(made.asset - (expected["right_of_use_asset"] - given["leasehold_improvement_reimbursement"])) > within
    assert sum(month.depreciation for month in made.months[:12]) == pytest.approx(expected["annual_depreciation"], abs=within)
    factors = [present_value([Payment(year(at), 1.0)], FIRST, rate) for at in range(2, 11)]
    assert factors == pytest.approx(expected["discount_factors"], abs=0.00005)
    for row, wanted in zip(by_year(made), expected["schedule_years_1_to_6"], strict=False):
        assert row == pytest.approx(wanted, abs=within)


def test_lease_03_example_14_an_index_keeps_the_rate() -> None:
    given, expected, within = case("lease-03-ifrs16-ex14-cpi")
    terms = ten_years(given["payment"], given["timing"], given["annual_rate"])
    new = given["payment"] * given["cpi_year3"] / given["cpi_at_commencement"]
    assert new == pytest.approx(expected["new_payment"])
    made = schedule(terms, [Change(year(3), "index", yearly(new, 3, 10, given["timing"]))])
    assert made.liability - made.months[0].paid == pytest.approx(expected["initial_liability_after_first_payment"], abs=within)
    then = at_start_of(3, made)
    assert then.liability_opening == pytest.approx(expected["liability_start_year3_before_payment"], abs=within)
    assert then.liability_opening + then.liability_measured == pytest.approx(expected["remeasured_liability"], abs=within)
    assert (then.liability_measured, then.asset_measured) == pytest.approx([expected["increase_to_liability_and_rou"]] * 2, abs=within)


def test_lease_05_example_17_half_the_space_is_given_back() -> None:
    given, expected, within = case("lease-05-ifrs16-ex17-shrink")
    terms = ten_years(given["payment"], given["timing"], given["annual_rate"])
    month = year(given["modified_at_start_of_year"])
    after = yearly(given["payment_after"], 6, 10, given["timing"])
    kept = given["area_after_sqm"] / given["area_sqm"]
    made = schedule(terms, [Change(month, "modification", after, None, given["revised_rate"], kept)])
    then = made.of(month)
    assert then.asset_opening == pytest.approx(expected["rou_before"], abs=within)
    assert then.liability_opening == pytest.approx(expected["liability_before"], abs=within)
    assert then.gain == pytest.approx(expected["gain"], abs=within)
    assert then.gain == pytest.approx(expected["liability_reduction"] - expected["rou_reduction"], abs=within)
    assert then.liability_opening + then.liability_measured == pytest.approx(expected["modified_liability"], abs=within)
    assert then.asset_measured == pytest.approx(expected["adjustment_to_rou"] - expected["rou_reduction"], abs=within)


def test_lease_07_example_19_only_the_rent_changes() -> None:
    given, expected, within = case("lease-07-ifrs16-ex19-price")
    terms = ten_years(given["payment"], given["timing"], given["annual_rate"])
    month = year(given["modified_at_start_of_year"])
    after = yearly(given["payment_after"], 6, 10, given["timing"])
    then = schedule(terms, [Change(month, "modification", after, None, given["revised_rate"])]).of(month)
    worth = [present_value([payment], month, rate_per_month(given["revised_rate"])) for payment in after]
    assert worth == pytest.approx(expected["pv_lines"], abs=0.06)
    assert then.liability_opening == pytest.approx(expected["liability_before"], abs=within)
    assert then.liability_opening + then.liability_measured == pytest.approx(expected["liability_after"], abs=within)
    assert (then.liability_measured, then.asset_measured) == pytest.approx([-expected["decrease_liability_and_rou"]] * 2, abs=within)
    assert then.gain == 0


def test_lease_08_sale_and_leaseback_at_fair_value() -> None:
    given, expected, within = case("lease-08-sale-leaseback-at-fv")
    years = given["years"]
    terms = Terms(FIRST, year(years + 1) - 1, yearly(given["payment"], 1, years, given["timing"]), given["annual_rate"])
    sold = sale_and_leaseback(terms, given["sale_price"], given["fair_value"], given["carrying_amount"])
    assert sold.present_value == pytest.approx(expected["pv_payments"], abs=within)
    assert sold.asset == pytest.approx(expected["rou"], abs=within)
    assert (sold.gain, sold.gain_kept, sold.gain_recognised) == pytest.approx(
        [expected["total_gain"], expected["gain_retained"], expected["gain_recognised"]], abs=within
    )
    assert (sold.financing, sold.prepaid) == (0, 0)


def test_lease_11_first_year_of_a_property_lease_with_premium_and_restoration() -> None:
    given, expected, within = case("lease-11-hmrc-blm51015")
    terms = ten_years(expected["annuity_check"], "arrears", given["annual_rate"], initial_direct_costs=given["lease_premium"])
    # the estimate of 5,000 is what the restoration is worth today
    terms = replace(terms, restoration=(Payment(terms.end, given["restoration_estimate"] * 1.05**10, at_end=True),))
    made = schedule(terms)
    assert made.liability == pytest.approx(given["liability"], abs=within)
    assert made.asset == pytest.approx(expected["right_of_use_asset"], abs=within)
    assert sum(month.depreciation for month in made.months[:12]) == pytest.approx(expected["year1_depreciation"], abs=within)
    assert sum(month.interest for month in made.months[:12]) == pytest.approx(expected["year1_interest"], abs=within)


def test_lease_14_monthly_in_advance_at_an_effective_rate() -> None:
    given, expected, within = case("lease-14-ifrs16kit-golden")
    end = FIRST + given["months"] - 1
    terms = Terms(FIRST, end, instalments(FIRST, end, given["payment"]), given["annual_effective_rate"],
                  initial_direct_costs=given["initial_direct_costs"])
    made = schedule(terms)
    assert made.liability == pytest.approx(expected["liability_at_commencement_including_first_payment"], abs=within)
    assert made.asset == pytest.approx(expected["rou"], abs=within)
    assert sum(month.interest for month in made.months) == pytest.approx(expected["total_interest"], abs=within)
    assert sum(month.in_profit for month in made.months) == pytest.approx(expected["total_pnl"], abs=within)
    nominal = schedule(replace(terms, compounding="monthly"))
    assert nominal.liability == pytest.approx(14_739.19, abs=within)


def test_example_13_part_2_an_option_will_be_used() -> None:
    # Year 7 on: 4 × 50,000 and 5 × 55,000 at 6 %, each at the beginning of its year. The liability at the end of year 6 is 186,162.
    terms = ten_years(50_000, "advance", 0.05, initial_direct_costs=20_000, incentives_received=5_000)
    payments = yearly(50_000, 7, 10, "advance") + yearly(55_000, 11, 15, "advance")
    made = schedule(terms, [Change(year(7), "reassessment", payments, year(16) - 1, 0.06)])
    then = at_start_of(7, made)
    assert (then.liability_opening, then.liability_measured) == pytest.approx([186_162, 378_174 - 186_162], abs=1)
    assert then.asset_opening == pytest.approx(420_391 - 6 * 42_039, abs=2)
    assert 12 * made.of(year(8)).depreciation == pytest.approx((168_157 + 192_012) / 9, abs=1)


def test_example_15_more_space_at_its_own_price_is_a_lease_of_its_own() -> None:
    terms = ten_years(100_000, "arrears", 0.06)
    added = Terms(year(6) + 6, terms.end, instalments(year(6) + 6, terms.end, 50_000, 12, True), 0.07)
    (one, none), (other, too) = more_space(terms, (), added, at_stand_alone_price=True)
    assert (one, none, other, too) == (terms, (), added, ())


def test_example_16_four_more_years() -> None:
    # At the beginning of year 7: before 4 × 100,000 at 6 % = 346,511, then 8 × 100,000 at 7 % = 597,130.
    terms = ten_years(100_000, "arrears", 0.06)
    more = Change(year(7), "modification", yearly(100_000, 7, 14, "arrears"), year(15) - 1, 0.07)
    then = schedule(terms, [more]).of(year(7))
    assert then.liability_opening == pytest.approx(346_511, abs=1)
    assert (then.liability_measured, then.asset_measured) == pytest.approx([597_130 - 346_511] * 2, abs=1)
    assert then.gain == 0


def test_example_18_more_space_and_a_shorter_term() -> None:
    # Two of five years go: asset 368,004 × 2/5 = 147,202, liability 421,236 - 267,301 = 153,935; the rest at 7 % is 393,647.
    terms = ten_years(100_000, "arrears", 0.06)
    change = Change(year(6), "modification", yearly(150_000, 6, 8, "arrears"), year(9) - 1, 0.07)
    made = schedule(terms, [change])
    then = at_start_of(6, made)
    assert (then.asset_opening, then.liability_opening) == pytest.approx([368_004, 421_236], abs=1)
    assert then.gain == pytest.approx(153_935 - 147_202, abs=1.5)
    assert then.liability_opening + then.liability_measured == pytest.approx(393_647, abs=1)
    # -4,870 for the new rate and 131,216 for the new space
    assert then.asset_measured == pytest.approx(-147_202 - 4_870 + 131_216, abs=2)
    assert len(made.months) == 8 * 12


def test_more_space_at_another_price_is_measured_anew_with_the_old() -> None:
    terms = ten_years(100_000, "arrears", 0.06)
    added = Terms(year(6), terms.end, yearly(20_000, 6, 10, "arrears"), 0.07)
    ((same, changes),) = more_space(terms, (), added, at_stand_alone_price=False)
    then = schedule(same, changes).of(year(6))
    # 120,000 a year for 5 years at 7 % = 492,023.7
    assert then.liability_opening + then.liability_measured == pytest.approx(492_023.7, abs=0.1)
    assert then.gain == 0


def test_example_24_a_sale_above_fair_value_is_partly_a_loan() -> None:
    terms = Terms(FIRST, year(19) - 1, yearly(120_000, 1, 18, "arrears"), 0.045)
    sold = sale_and_leaseback(terms, 2_000_000, 1_800_000, 1_000_000)
    assert (sold.financing, sold.lease_liability, sold.asset) == pytest.approx([200_000, 1_259_200, 699_555], abs=1)
    assert (sold.gain, sold.gain_recognised, sold.gain_kept) == pytest.approx([800_000, 240_355, 559_645], abs=1)
