"""Finance arithmetic: what amounts over time are worth, at which rates they are worth nothing, and when they pay back.

pyxirr does the sums; that there may be no rate of return, or more than one, is found out here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
import pyxirr

from backoffice_lib.basics.errors import choice, nearest, refuse

Discounting = Literal["month_end", "mid_month", "year_end", "mid_year"]
"""When the amounts of a month count as paid: at the end or in the middle of the month, or of the twelve months it is in."""
DISCOUNTING: tuple[str, ...] = get_args(Discounting)
DAY_COUNTS = {
    "actual_365": pyxirr.DayCount.ACT_365F,
    "actual_360": pyxirr.DayCount.ACT_360,
    "actual_actual": pyxirr.DayCount.ACT_ACT_ISDA,
    "thirty_360": pyxirr.DayCount.THIRTY_360_ISDA,
}
"""How days become years; `actual_365`, as in spreadsheets, unless said otherwise."""
NOTHING = 0.005
"""Half a cent: what is less is no money, and begins or pays back nothing."""
_TOUCHES = 1e-11
"""How close to nothing, for the size of the amounts, a worth is that touches it without changing its sign."""


def check_discounting(name: str) -> Discounting:
    """The convention of this name. Raises InputProblems."""
    if name not in DISCOUNTING:
        near = nearest(name, DISCOUNTING)
        raise refuse("discounting", f'"{name}" is not known', choice("use", near, DISCOUNTING), near)
    return name


def is_monthly(discounting: Discounting) -> bool:
    """Whether amounts are discounted month by month, and not year by year."""
    return discounting in ("month_end", "mid_month")


def years_ahead(months: int, discounting: Discounting = "month_end") -> np.ndarray:
    """How many years after the start of the plan the amounts of each month count as paid, [month].

    Years are counted from the first month of the plan; a last year that is not whole counts as one.
    """
    ahead = np.arange(1, months + 1)
    if is_monthly(discounting):
        return (ahead - (0.5 if discounting == "mid_month" else 0.0)) / 12
    return np.ceil(ahead / 12) - (0.5 if discounting == "mid_year" else 0.0)


def discount_factors(months: int, rate_per_year: np.ndarray | float, discounting: Discounting = "month_end") -> np.ndarray:
    """What one unit of money of each month is worth at the start of the plan, 1 / (1 + rate)^years, [month, draw]."""
    return (1 + np.atleast_1d(rate_per_year)) ** -years_ahead(months, discounting)[:, None]


def days_of(first: dt.date, discounting: Discounting, months: int) -> list[dt.date]:
    """The day on which the amounts of each month count as paid: the last one, or the one in the middle, of the month or the year."""
    firsts = [_months_after(first, ahead) for ahead in range(12 * -(-months // 12) + 1)]
    spans = [(at, at + 1) if is_monthly(discounting) else (at // 12 * 12, at // 12 * 12 + 12) for at in range(months)]
    lasts = [(firsts[begin], firsts[end] - dt.timedelta(days=1)) for begin, end in spans]
    return [last if discounting.endswith("end") else begin + (last - begin + dt.timedelta(days=1)) // 2 for begin, last in lasts]


def by_year(amounts: np.ndarray) -> np.ndarray:
    """Monthly amounts summed over twelve months at a time from the first, [year]."""
    return np.add.reduceat(amounts, np.arange(0, len(amounts), 12)) if len(amounts) else amounts


def npv(rate: float, amounts: Sequence[float]) -> float:
    """Net present value of amounts a period apart, the first of them not discounted; `rate` is of a period."""
    return pyxirr.npv(rate, list(amounts)) or 0.0


def xnpv(rate_per_year: float, dates: Sequence[dt.date], amounts: Sequence[float], day_count: str = "actual_365") -> float:
    """Net present value of dated amounts on the first of their dates, by the day; in any order."""
    order = np.argsort(np.array(dates, dtype="datetime64[D]"), kind="stable")
    ordered = [dates[at] for at in order], [float(amounts[at]) for at in order]
    return pyxirr.xnpv(rate_per_year, *ordered, silent=True, day_count=DAY_COUNTS[day_count]) or 0.0


def signs(amounts: Sequence[float]) -> tuple[int, int]:
    """The sign of the first amount that is not nothing, 0 where there is none, and how often the sign changes."""
    ordered = _money(amounts)
    return int(np.sign(ordered[ordered != 0][:1]).sum()), _changes(ordered)


def irrs(amounts: Sequence[float]) -> tuple[float, ...]:
    """Internal rates of return: every rate of a period, above -1, at which amounts a period apart are worth nothing, lowest first.

    None where all amounts that are not nothing are of one sign; with more than one change of sign there may be none, one or more.
    """
    ordered = _money(amounts)
    if _changes(ordered) == 1 and _is_rate(found := pyxirr.irr(ordered.tolist(), silent=True)):
        return (found,)
    return _rates(ordered, np.arange(len(ordered), dtype=float))


def xirrs(dates: Sequence[dt.date], amounts: Sequence[float], day_count: str = "actual_365") -> tuple[float, ...]:
    """Internal rates of return of dated amounts, a year, by the day: every one above -1, lowest first; dates in any order."""
    order = np.argsort(np.array(dates, dtype="datetime64[D]"), kind="stable")
    days, ordered = [dates[at] for at in order], _money([amounts[at] for at in order])
    counted = DAY_COUNTS[day_count]
    if _changes(ordered) == 1 and _is_rate(found := pyxirr.xirr(days, ordered.tolist(), silent=True, day_count=counted)):
        return (found,)
    return _rates(ordered, np.array([pyxirr.year_fraction(days[0], day, counted) for day in days]))


def mirr(amounts: Sequence[float], finance_rate: float, reinvest_rate: float) -> float | None:
    """Modified internal rate of return of a period: what is paid is borrowed at one rate, what comes in earns the other to the end.

    Counted from the first amount; None where amounts are all of one sign.
    """
    ordered = _money(amounts)
    begun = ordered[np.flatnonzero(ordered)[:1].sum() :]
    return pyxirr.mirr(begun.tolist(), finance_rate, reinvest_rate, silent=True) if _changes(begun) else None


def payback(amounts: np.ndarray) -> int | None:
    """The first amount, counted from 1, from which the sum so far stays at 0 or above; None if it never does."""
    below = np.flatnonzero(np.cumsum(amounts) < -NOTHING)
    first = int(below[-1]) + 2 if below.size else 1
    return first if first <= len(amounts) else None


def payback_periods(amounts: Sequence[float]) -> float | None:
    """How many periods, with decimals, until the sum so far is back at 0 for good; the first amount is at the beginning of period 1,
    each later one comes in evenly over its period."""
    until = payback(np.asarray(amounts, dtype=float))
    if until is None or until == 1:
        return None if until is None else 0.0
    short = -float(np.sum(amounts[: until - 1]))
    return until - 2 + short / float(amounts[until - 1])


def level_amount(present_value: float, factors: np.ndarray) -> float:
    """The same amount every period that is worth as much, given each period's discount factor [period]: an annuity's payment."""
    return present_value / float(np.sum(factors))


def profitability_index(amounts: np.ndarray, factors: np.ndarray) -> float | None:
    """What comes in for each unit of money that is paid, both at present value; None where nothing is paid."""
    worth = np.asarray(amounts) * factors
    paid = -float(worth[worth < 0].sum())
    return float(worth[worth > 0].sum()) / paid if paid > NOTHING else None


def accounting_rate_of_return(profit_per_year: float, investment: float) -> float | None:
    """Profit a year over what is invested, less what is had back in the end; None where nothing is invested."""
    return profit_per_year / investment if investment > NOTHING else None


def per_year(rate: float, periods_per_year: int) -> float:
    """A rate of a period as an effective one of a year."""
    return (1 + rate) ** periods_per_year - 1


def per_period(rate_per_year: float, periods_per_year: int) -> float:
    """An effective rate of a year as one of a period."""
    return (1 + rate_per_year) ** (1 / periods_per_year) - 1


def _months_after(first: dt.date, months: int) -> dt.date:
    years, month = divmod(first.month - 1 + months, 12)
    return dt.date(first.year + years, month + 1, 1)


def _money(amounts: Sequence[float]) -> np.ndarray:
    """The amounts; what is less than half a cent is nothing."""
    given = np.asarray(amounts, dtype=float)
    return np.where(np.abs(given) < NOTHING, 0.0, given)


def _changes(amounts: np.ndarray) -> int:
    """How often the amounts change their sign."""
    signs = np.sign(amounts[amounts != 0])
    return int((signs[1:] != signs[:-1]).sum())


def _is_rate(found: float | None) -> bool:
    return found is not None and bool(np.isfinite(found)) and found > -1


def _rates(amounts: np.ndarray, years: np.ndarray) -> tuple[float, ...]:
    """Every rate above -1 at which amounts at some times, in order, are worth nothing."""
    times, at = np.unique(years, return_inverse=True)
    together = _money(np.bincount(at, weights=amounts, minlength=len(times)))
    paid = together != 0
    return tuple(float(np.expm1(growth)) for growth in _nothing_at(_scaled(together[paid]), times[paid]))


def _nothing_at(amounts: np.ndarray, years: np.ndarray) -> list[float]:
    """The growth g at which sum of amount × exp(-g × years) is 0, lowest first.

    Between two zeros lies one of the derivative, taken after multiplying by exp(g × first year), which takes the first amount
    out; so zeros are sought between those of ever shorter sums, of which one with a single change of sign has exactly one
    (the proof of Descartes' rule of signs).
    """
    changes = _changes(amounts)
    if not changes:
        return []
    turns = [] if changes == 1 else _nothing_at(_scaled(amounts[1:] * (years[1:] - years[0])), years[1:])
    low, high = -_far(amounts[::-1], -years[::-1]), _far(amounts, years)
    points = [low, *(turn for turn in turns if low < turn < high), high]
    parts = [_parts(amounts, years, at) for at in points]
    worths = [0.0 if abs(part.sum()) < _TOUCHES * np.abs(part).sum() else float(part.sum()) for part in parts]
    touching = [at for at, worth in zip(points, worths, strict=True) if not worth]
    steps = zip(points, points[1:], worths, worths[1:], strict=False)
    return sorted([*touching, *(_crossing(amounts, years, low, high) for low, high, one, other in steps if one * other < 0)])


def _scaled(amounts: np.ndarray) -> np.ndarray:
    return amounts / np.abs(amounts).max(initial=1e-300)


def _parts(amounts: np.ndarray, years: np.ndarray, growth: float) -> np.ndarray:
    """What is summed at a growth, times a positive number that keeps it in bounds."""
    return amounts * np.exp(-growth * (years - (years[0] if growth > 0 else years[-1])))


def _far(amounts: np.ndarray, years: np.ndarray) -> float:
    """A growth beyond which the first amount outweighs all others together, so that no zero lies there."""
    growth = 1.0
    while np.abs(amounts[1:] * np.exp(-growth * (years[1:] - years[0]))).sum() >= abs(amounts[0]):
        growth *= 2
    return growth


def _crossing(amounts: np.ndarray, years: np.ndarray, low: float, high: float) -> float:
    from scipy.optimize import brentq

    return float(brentq(lambda growth: _parts(amounts, years, growth).sum(), low, high, xtol=1e-13))
