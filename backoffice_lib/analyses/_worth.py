"""What a saving is worth: present value, rates of return, payback and equal annual cost, by the terms that are asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np

from backoffice_lib.basics import finance
from backoffice_lib.basics.errors import Wrong, listed, nearest, refuse
from backoffice_lib.basics.finance import Discounting
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.basics.units import Measure
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.present_value import cash_after_tax

TAX = Measure("share", high=0.9)
LEAST_RATE, MOST_RATE, STEPS = -0.9, 1.0, 24
"""Within which rates a year the profile of present values is shown, and in how many steps."""


@dataclass(frozen=True)
class Part:
    """One part of the cost of both scenarios, and what is saved in it."""

    against: float
    scenario: float

    @property
    def saving(self) -> float:
        """What the scenario saves; negative where it costs more."""
        return round(self.against - self.scenario, 2)


@dataclass(frozen=True)
class Terms:
    """The terms on which a saving is valued.

    discounting: when amounts count as paid. rate_per_year: at which they are discounted, as the plan states it. tax_share: of the saving of
    the profit view, paid in the same month. index: by which amounts are deflated, blank for nominal ones; level: how far it has risen
    since the first month of the plan, [month]. prices_of: the month whose prices amounts are in, blank for nominal ones.
    """

    discounting: Discounting
    rate_per_year: float
    tax_share: float
    index: str
    level: np.ndarray
    prices_of: str = ""

    @property
    def real_rate_per_year(self) -> float:
        """The rate less the growth of the index, (1 + rate) / (1 + growth) - 1; the rate itself where nothing is deflated."""
        months = len(self.level)
        growth = float(self.level[-1]) ** (12 / (months - 1)) if months > 1 else 1.0
        return (1 + self.rate_per_year) / growth - 1


@dataclass(frozen=True)
class Worth:
    """What the saving of one scenario against another is worth, of cash, after tax where there is any, draw 0.

    saving: the cash saved over the plan; tax: what of the saving goes to it. npv: at the start of the plan by the discounting that is named,
    npv_by_days: by actual days and years of 365 (XNPV). irrs_per_year, irrs_by_days_per_year (XIRR): every rate at which the saving is
    worth nothing, lowest first, so there may be none or several. mirr_per_year: where all that is paid is borrowed, and all that is
    saved is put out, at the discount rate; None where amounts are all of one sign. payback_months, discounted_payback_months: the first
    month (1 is the first) from which the saving so far, or its present value, stays at 0 or above. payback_years: the same with decimals, by
    straight line within the month. equivalent_annual_cost: the same cost every month that is worth as much as all costs, for a year.
    profitability_index: what is saved for each unit of money paid first, at present value. accounting_rate_of_return: recurring
    saving a year over one-off cost. begins_with: 1 where cash is saved first, -1 where it is paid first, 0 where there is none; sign_changes: how
    often it turns, by the months or years that are discounted. profile: rates a year, and the present value at each.
    cumulative: saved up to the end of each month. Where an index is named all is in prices of the first month, rates are above its growth,
    and present values are the same as without.
    """

    discounting: Discounting
    discount_rate_per_year: float
    tax_share: float
    index: str
    prices_of: str
    saving: float
    tax: float
    npv: float
    npv_by_days: float
    irrs_per_year: tuple[float, ...]
    irrs_by_days_per_year: tuple[float, ...]
    mirr_per_year: float | None
    payback_months: int | None
    payback_years: float | None
    discounted_payback_months: int | None
    equivalent_annual_cost: Part
    profitability_index: float | None
    accounting_rate_of_return: float | None
    begins_with: int
    sign_changes: int
    profile: tuple[tuple[float, float], ...]
    cumulative: tuple[tuple[str, float], ...]

    @property
    def irr_in_words(self) -> str:
        """The internal rate of return, or why there is none, or that there is more than one."""
        if len(self.irrs_per_year) > 1:
            several = listed((percent(rate) for rate in self.irrs_per_year), 6)
            return f"{len(self.irrs_per_year)} of them, {several} a year, so none of them decides: see the present value by rate"
        if self.irrs_per_year:
            rate = f"{percent(self.irrs_per_year[0])} a year"
            return rate if self.begins_with < 0 else f"{rate}; it saves first and is paid for later, so a lower one is better"
        if not self.sign_changes:
            return ("none: it only costs", "none: no cash is saved or spent", "none: it only saves, nothing is paid first")[self.begins_with + 1]
        return "none: at no rate is it worth nothing"


def percent(rate: float) -> str:
    """A rate as it is read: `14.09 %`; beyond a thousand per cent nobody needs the digits."""
    return "more than 1,000 %" if rate > 10 else f"{round(100 * rate, 2) + 0.0:.2f} %"


def terms(ledger: Ledger, discounting: str = "", index: str = "", tax_share: float | None = None) -> Terms:
    """The terms of the ledger's plan, or those given instead. Raises InputProblems for what is not known."""
    plan = ledger.plan
    chosen = finance.check_discounting(discounting) if discounting else plan.discounting
    taxed = likely(plan.profit_tax_share) if tax_share is None else _checked(tax_share)
    if not index:
        return Terms(chosen, likely(plan.discount_rate_per_year), taxed, "", np.ones(plan.months))
    known = plan.names("index")
    if index not in known:
        mend = f"use {listed(known)}" if known else "add one under indices in plan.yaml"
        raise refuse("real", f'"{index}" is not an index of the plan', mend, nearest(index, known))
    level = ledger.escalators.product([index])[:, 0]
    return Terms(chosen, likely(plan.discount_rate_per_year), taxed, index, level / level[0], str(plan.start))


def _checked(tax_share: float) -> float:
    try:
        return TAX.check(tax_share)
    except Wrong as wrong:
        raise refuse("tax", wrong.what, wrong.mend) from None


def saved_in_cash(against: Ledger, scenario: Ledger, asked: Terms) -> np.ndarray:
    """What the second ledger saves against the first in cash after tax, nominal, draw 0, [month]."""
    costs = [cash_after_tax(ledger, asked.tax_share)[:, 0] for ledger in (against, scenario)]
    return costs[0] - costs[1]


def worth(against: Ledger, scenario: Ledger, asked: Terms, one_off: Part, recurring: Part) -> Worth:
    """What the second ledger's saving against the first is worth; one_off, recurring: what it is made of, over the plan."""
    plan, both = against.plan, (against, scenario)
    costs = [cash_after_tax(ledger, asked.tax_share)[:, 0] for ledger in both]
    profit = [float((ledger.by_month()[:, 0] / asked.level).sum()) for ledger in both]
    nominal = costs[0] - costs[1]
    real, factors = nominal / asked.level, finance.discount_factors(plan.months, asked.rate_per_year, asked.discounting)[:, 0]
    annual = [12 * finance.level_amount(float(cost @ factors), factors * asked.level) for cost in costs]
    return Worth(
        discounting=asked.discounting,
        discount_rate_per_year=asked.real_rate_per_year,
        tax_share=asked.tax_share,
        index=asked.index,
        prices_of=asked.prices_of,
        saving=round(float(real.sum()), 2),
        tax=round(asked.tax_share * (profit[0] - profit[1]), 2),
        npv=round(float(nominal @ factors), 2),
        **_rates(real, nominal, asked, dt.date(plan.start.year, plan.start.in_year, 1)),
        payback_months=finance.payback(real),
        payback_years=_in_years(finance.payback_periods([0.0, *real])),
        discounted_payback_months=finance.payback(nominal * factors),
        equivalent_annual_cost=Part(*(round(amount, 2) for amount in annual)),
        profitability_index=finance.profitability_index(nominal, factors),
        accounting_rate_of_return=finance.accounting_rate_of_return(12 * recurring.saving / plan.months, -one_off.saving),
        cumulative=tuple(zip(map(str, plan.calendar), real.cumsum().round(2).tolist(), strict=True)),
    )


def _in_years(months: float | None) -> float | None:
    return None if months is None else months / 12


def _rates(real: np.ndarray, nominal: np.ndarray, asked: Terms, first: dt.date) -> dict[str, Any]:
    """Present value by the day, and every rate of return, of the amounts as they are discounted: month by month or year by year."""
    periods, in_a_year = (real, 12) if finance.is_monthly(asked.discounting) else (finance.by_year(real), 1)
    rate = finance.per_period(asked.real_rate_per_year, in_a_year)
    days = [first, *finance.days_of(first, asked.discounting, len(real))]
    irrs = tuple(finance.per_year(found, in_a_year) for found in finance.irrs(periods))
    modified = finance.mirr(periods, rate, rate)
    begins_with, sign_changes = finance.signs(periods)
    return {
        "npv_by_days": round(finance.xnpv(asked.rate_per_year, days, [0.0, *nominal]), 2),
        "irrs_per_year": irrs,
        "irrs_by_days_per_year": finance.xirrs(days, [0.0, *real]),
        "mirr_per_year": None if modified is None else finance.per_year(modified, in_a_year),
        "begins_with": begins_with,
        "sign_changes": sign_changes,
        "profile": _profile(real, asked.discounting, irrs),
    }


def _profile(real: np.ndarray, discounting: Discounting, irrs: tuple[float, ...]) -> tuple[tuple[float, float], ...]:
    """The present value of the saving at rates from 0, or below, to beyond the rates of return that can be shown."""
    low = max(min([0.0, *(1.5 * rate for rate in irrs)]), LEAST_RATE)
    high = min(max([0.3, *(1.5 * rate for rate in irrs)]), MOST_RATE)
    rates = np.linspace(low, high, STEPS + 1)
    worths = real @ finance.discount_factors(len(real), rates, discounting)
    return tuple(zip(rates.round(6).tolist(), worths.round(2).tolist(), strict=True))
