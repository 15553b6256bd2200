"""Present value, rates of return, payback, real amounts and tax by hand, of plans whose every figure is a rent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from backoffice_lib.analyses.break_even import break_even
from backoffice_lib.analyses.compare import Comparison, compare
from backoffice_lib.basics import finance
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers import BreakLease, RemoteWork
from backoffice_lib.plan import Index, Policies, RentStep
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import chart, table
from tests.hand.reading import cents
from tests.hand.small import clerks, office, small_plan

ONE_PER_CENT_A_MONTH = 1.01**12 - 1
COSTS, BENEFITS = (10, 20, 30, 30, 20, 10, 5, 5, 5, 5), (0, 0, 5, 10, 30, 40, 40, 40, 40, 25)
"""The example of OMB Circular A-94, ten years in millions."""


def paying(rents: Sequence[float], **parts: Any) -> Ledger:
    """A plan whose only cost is this rent month by month."""
    steps = tuple(
        RentStep(lease="HQ-1", month=f"{2027 + at // 12}-{at % 12 + 1:02d}", rent_per_month=rent)
        for at, rent in enumerate(rents)
        if at and rent != rents[at - 1]
    )
    return simulate(small_plan(len(rents), leases=(office(rent_per_month=rents[0]),), rent_steps=steps, **parts))


def sides(cash: Sequence[float], **parts: Any) -> tuple[Ledger, Ledger]:
    """Two plans of which the one costs so much less than the other in each month."""
    against, other = (paying([max(sign * amount, 0.0) for amount in cash], **parts) for sign in (1, -1))
    return against, replace(other, scenario="other")


def saving(cash: Sequence[float], discounting: str = "", real: str = "", tax_share: float | None = None, **parts: Any) -> Comparison:
    """The comparison of two such plans."""
    return compare(*sides(cash, **parts), discounting, real, tax_share)


def yearly(amounts: Sequence[float]) -> list[float]:
    """Each amount a year, month by month."""
    return [amount / 12 for amount in amounts for _ in range(12)]


def test_the_example_of_circular_a_94() -> None:
    costs, benefits = (paying(yearly([1e6 * one for one in side]), discount_rate_per_year=0.07) for side in (COSTS, BENEFITS))
    end, middle = (compare(benefits, costs, name).worth for name in ("year_end", "mid_year"))
    assert (end.npv / 1e6, middle.npv / 1e6) == (pytest.approx(36.01, abs=0.005), pytest.approx(37.25, abs=0.005))
    # The trap: the first year's amount not discounted, though it comes a year from now.
    assert end.npv != pytest.approx(1e6 * finance.npv(0.07, np.subtract(BENEFITS, COSTS).tolist()), abs=1e5)
    assert end.irrs_per_year == middle.irrs_per_year == pytest.approx(finance.irrs(np.subtract(BENEFITS, COSTS).tolist()))


def test_each_convention_by_hand() -> None:
    # 1,200 in the first month and 2,400 in the thirteenth, at 21 % a year.
    cash = [1_200.0, *[0.0] * 11, 2_400.0, *[0.0] * 11]
    worth = {
        "month_end": 1_200 * 1.21 ** (-1 / 12) + 2_400 * 1.21 ** (-13 / 12),
        "mid_month": 1_200 * 1.21 ** (-0.5 / 12) + 2_400 * 1.21 ** (-12.5 / 12),
        "year_end": 1_200 / 1.21 + 2_400 / 1.21**2,
        "mid_year": 1_200 / 1.1 + 2_400 / 1.331,
    }
    both = sides(cash, discount_rate_per_year=0.21)
    by_name = {name: compare(*both, name).npv_of_saving for name in worth}
    assert by_name == {name: cents(amount) for name, amount in worth.items()}
    stated = saving(cash, discount_rate_per_year=0.21, discounting="mid_year")
    assert stated.npv_of_saving == by_name["mid_year"] and stated.worth.discounting == "mid_year"
    # By the day: the last of January 2027 is 30 days after the first, that of January 2028 395 days.
    by_days = compare(*both).worth.npv_by_days
    assert by_days == cents(1_200 * 1.21 ** (-30 / 365) + 2_400 * 1.21 ** (-395 / 365))


def test_one_outlay_and_a_saving_every_month() -> None:
    # 1,000 are paid in January, 110 saved in each of the eleven months that follow.
    found = saving([-1_000.0, *[110.0] * 11], discount_rate_per_year=ONE_PER_CENT_A_MONTH).worth
    worth = -1_000 / 1.01 + 110 * (1 - 1.01**-11) / 0.01 / 1.01
    assert found.npv == cents(worth)
    monthly = (1 + found.irrs_per_year[0]) ** (1 / 12) - 1
    assert 110 * (1 - (1 + monthly) ** -11) / monthly == pytest.approx(1_000)
    # 9 × 110 = 990 by October, and 10 of November's 110: payback in November, the eleventh month.
    assert (found.payback_months, found.payback_years) == (11, pytest.approx((10 + 10 / 110) / 12))
    # At 1 % a month nine months of 110 are worth 942.26 when the 1,000 are paid, ten of them 1,041.84: November again.
    assert (1 - 1.01**-9) * 11_000 < 1_000 < (1 - 1.01**-10) * 11_000 and found.discounted_payback_months == 11
    assert found.profitability_index == pytest.approx(110 * (1 - 1.01**-11) / 0.01 / 1_000)
    saved_up = 110 * (1.01**11 - 1) / 0.01
    assert found.mirr_per_year == pytest.approx((saved_up / 1_000) ** (12 / 11) - 1)
    assert found.irr_in_words.endswith(" a year") and not found.irr_in_words.startswith("none")


@pytest.mark.parametrize(
    ("cash", "rates", "words"),
    [
        ([-100, -20, -30], 0, "none: it only costs"),
        ([100, 20, 30], 0, "none: it only saves, nothing is paid first"),
        ([0, 0, 0], 0, "none: no cash is saved or spent"),
        ([100, -300, 250], 0, "none: at no rate is it worth nothing"),
        ([-1_000, 2_300, -1_320], 2, "2 of them, 213.84 % and 791.61 % a year"),
        ([-1_000, 6_000, -11_000, 6_000], 3, "3 of them, 0.00 %"),
        ([1_000, -500, -600], 1, "; it saves first and is paid for later, so a lower one is better"),
    ],
)
def test_no_rate_of_return_or_several_are_said(cash: list[float], rates: int, words: str) -> None:
    answer = saving([float(amount) for amount in cash])
    found = answer.worth
    assert len(found.irrs_per_year) == rates
    assert words in found.irr_in_words.replace(", 791.61 %", " and 791.61 %")
    for rate in found.irrs_per_year:
        assert np.array(cash) @ finance.discount_factors(len(cash), rate)[:, 0] == pytest.approx(0, abs=1e-6)
    shown = dict(table(answer, "finance").rows)
    assert shown["internal rate of return (IRR)"] == found.irr_in_words
    assert ("the same by the day (XIRR)" in shown) == bool(found.irrs_by_days_per_year)
    title = chart(answer, "npv profile").layout.title.text
    assert ("so no rate of return decides" in title.replace("<br>", " ")) == (rates > 1)


def test_equal_costs_have_their_own_amount_as_equivalent_annual_cost() -> None:
    both = sides([100.0] * 30, discount_rate_per_year=0.08)
    for name in finance.DISCOUNTING:
        found = compare(*both, name).worth.equivalent_annual_cost
        assert (found.against, found.scenario) == (cents(1_200), 0)
    # A cost of 1,000 at the end of the first of two years, at 10 %: 1,000 / 1.1 over two years is 523.81 a year.
    found = saving([1_000.0, *[0.0] * 23], "year_end", discount_rate_per_year=0.1).worth.equivalent_annual_cost
    assert found.against == cents(1_000 / 1.1 * 0.1 / (1 - 1.1**-2))


def test_real_amounts_are_deflated_and_present_value_is_not_deflated_twice() -> None:
    prices = Index(index="prices", growth_share_per_year=0.1, applied="monthly")
    cash = [-500.0, *[100.0] * 11]
    parts = {"indices": (prices,), "discount_rate_per_year": 0.21}
    nominal, real = saving(cash, **parts), saving(cash, real="prices", **parts)
    deflated = [amount / 1.1 ** (at / 12) for at, amount in enumerate(cash)]
    assert real.saving == cents(sum(deflated)) and nominal.saving == 600
    assert real.cost_against - real.cost_scenario == cents(real.saving)
    assert real.npv_of_saving == nominal.npv_of_saving == cents(
        sum(amount * 1.21 ** (-at / 12) for at, amount in enumerate(cash, start=1))
    )
    # The trap: what is deflated, discounted at the nominal rate again.
    wrong = sum(amount * 1.21 ** (-at / 12) for at, amount in enumerate(deflated, start=1))
    assert real.npv_of_saving != pytest.approx(wrong, abs=1)
    assert real.worth.discount_rate_per_year == pytest.approx(0.1)  # 1.21 / 1.1 - 1
    [one], [other] = nominal.worth.irrs_per_year, real.worth.irrs_per_year
    assert 1 + other == pytest.approx((1 + one) / 1.1)
    assert str(real).startswith(f"Other saves USD {real.saving:,.0f} over 12 months in prices of 2027-01, ")


def test_real_needs_an_index_of_the_plan() -> None:
    prices = Index(index="prices", growth_share_per_year=0.1)
    with pytest.raises(InputProblems, match='^real: "price" is not an index of the plan; use prices; did you mean "prices"[?]$'):
        saving([100.0] * 3, real="price", indices=(prices,))
    with pytest.raises(InputProblems, match="add one under indices in plan.yaml"):
        saving([100.0] * 3, real="cpi")


def test_the_wrong_terms_are_refused() -> None:
    with pytest.raises(InputProblems, match='^discounting: "month_ends" is not known; did you mean "month_end"[?]$'):
        saving([100.0] * 3, "month_ends")
    with pytest.raises(InputProblems, match="^tax: is 25; give a share, from 0 to 0.9 [(]25 % is 0.25[)]$"):
        saving([100.0] * 3, tax_share=25)


def test_tax_is_a_share_of_the_profit_view_and_paid_in_cash() -> None:
    # A bonus of 10 % of 30,000 a month is earned each month, and paid in March for January and February; in the scenario there is none.
    plan = small_plan(3, teams=(clerks(bonus_share=0.1),), policies=Policies(bonus_month=3), discount_rate_per_year=ONE_PER_CENT_A_MONTH)
    without = plan.with_(teams=(clerks(),))
    found = compare(simulate(plan), replace(simulate(without), scenario="no bonus"), tax_share=0.25)
    assert (found.saving, found.worth.tax) == (9_000, 2_250)
    # Cash saved: 0, 0 and 6,000, less 750 of tax each month.
    assert [saved for _, saved in found.cumulative] == [-750, -1_500, 3_750]
    assert found.npv_of_saving == cents(-750 / 1.01 - 750 / 1.01**2 + 5_250 / 1.01**3)
    assert found.payback_months == 3 and " at present value after tax: " in str(found)
    stated = plan.with_(profit_tax_share=0.25), without.with_(profit_tax_share=0.25)
    assert compare(*map(simulate, stated)).worth == found.worth
    assert compare(simulate(plan), simulate(without)).npv_of_saving == cents(6_000 / 1.01**3)


def test_a_break_even_goes_by_the_same_terms() -> None:
    plan = small_plan(
        24, teams=(clerks(),), leases=(office(rent_per_month=1_000, break_from="2027-07", break_penalty=5_000),),
        discount_rate_per_year=0.21, discounting="mid_year", profit_tax_share=0.25,
    )
    left = Scenario(name="left", levers=(BreakLease(lease="HQ-1", on="2027-07"),))
    found = compare(simulate(plan), simulate(plan, left))
    # 6,000 less 5,000 in the first year, 12,000 in the second, after tax of a quarter.
    assert found.npv_of_saving == cents(750 / 1.1 + 9_000 / 1.331)
    penalty = break_even(plan, left, input="leases.HQ-1.break_penalty", between=(0, 40_000), by="npv")
    assert penalty.saving_now == cents(found.npv_of_saving)
    # The penalty p at which (6,000 - p) / 1.1 + 12,000 / 1.331 is nothing, whatever the tax.
    assert penalty.crossings[0].value == pytest.approx(6_000 + 12_000 / 1.21, abs=0.01)
    taxed = break_even(plan, left, input="profit_tax_share", between=(0, 0.9), by="npv")
    assert not taxed.crossings and taxed.saving_now == cents(found.npv_of_saving)


def test_savings_of_a_year_are_recurring_and_one_off() -> None:
    # Rent of 1,000 until the break in July, whose penalty is 5,000; then ten clerks at home get 20 a month and a kit of 100.
    plan = small_plan(24, teams=(clerks(),), leases=(office(rent_per_month=1_000, break_from="2027-07", break_penalty=5_000),))
    home = RemoteWork(team="clerks", starting="2027-07", share=1, subsidy_per_month=20, equipment_per_head=100)
    then = simulate(plan, Scenario(name="home", levers=(BreakLease(lease="HQ-1", on="2027-07"), home)))
    found = compare(simulate(plan), then)
    assert [(row.name, row.recurring, row.one_off, row.saving) for row in found.by_year] == [
        ("2027", 4_800.00, -6_000.00, -1_200.00), ("2028", 9_600.00, 0.00, 9_600.00),
    ]
    assert table(found, "year").rows[-1] == ("total", 8_400.00, 14_400.00, -6_000.00)
    for rows in (found.by_category, found.by_function, found.by_site, found.by_mode, found.by_year):
        assert sum(row.saving for row in rows) == cents(found.saving)
        assert sum(row.one_off for row in rows) == cents(-found.one_off_cost)
    assert {row.name: row.saving for row in found.by_site} == {"HQ": 8_400.00}
    assert {row.name: row.saving for row in found.by_function} == {"not of one function": 13_000.00, "records": -4_600.00}
    assert sum(saved for _, _, saved in found.by_year_and_category) == cents(found.saving)
    assert found.worth.accounting_rate_of_return == pytest.approx(7_200 / 6_000)


def test_the_cost_of_people_on_both_sides() -> None:
    plan = small_plan(12, teams=(clerks(fte_share=0.5),), leases=(office(rent_per_month=1_000, break_from="2027-01"),))
    found = compare(simulate(plan), simulate(plan, Scenario(name="no lease", levers=(BreakLease(lease="HQ-1", on="2027-01"),))))
    # Ten clerks at half time: five full-time years for 180,000 of pay and 12,000 of rent.
    assert found.cost_per_fte_per_year.against == cents(192_000 / 5)
    assert found.cost_per_head_per_year.against == cents(192_000 / 10)
    assert found.cost_per_fte_per_year.saving == cents(12_000 / 5)


def test_charts_say_their_message() -> None:
    found = saving([*[-100.0] * 12, *[300.0] * 12])
    assert chart(found, "by year").layout.title.text == "Other saves in 1 of 2 years, most in 2028: USD 3,600"
    over_time = chart(found, "over time")
    # The saving so far is back at 0 in the sixteenth month: -1,200 + 4 × 300.
    assert [(mark.x, mark.y) for mark in over_time.data if mark.mode == "markers"] == [(("2028-04",), (0.0,))]
    assert over_time.layout.annotations[0].text == "pays back from 2028-04"
    assert chart(saving([-1.0] * 12), "by year").layout.title.text == "Other saves in no year"


def test_plan_of_one_month_has_every_figure() -> None:
    found = saving([100.0], discount_rate_per_year=0.1)
    assert found.worth.npv == cents(100 * 1.1 ** (-1 / 12)) and found.worth.payback_years == 0


