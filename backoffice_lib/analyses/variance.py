"""Variance: what the firm's own books say against the plan up to the last close, and where costs land if the forecast holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from backoffice_lib.analyses._actuals_beside import Beside, beside
from backoffice_lib.analyses._variance_told import closing, notes, sentences, verdict
from backoffice_lib.basics.errors import listed, nearest, refuse
from backoffice_lib.basics.money import cents
from backoffice_lib.basics.months import Month
from backoffice_lib.ledger import Ledger

By = Literal["account", "category", "cost_centre", "entity", "function", "team", "site"]


@dataclass(frozen=True)
class VarianceRow:
    """One account, category … : planned and actual cost of the closed months of the fiscal year, and where the year and the plan land.

    volume, price, index: of the variance, where the books carry quantities; by_amount: the rest of it. plan_month, actual_month: of
    the last closed month. forecast_rest: the forecast of the months of the fiscal year after it; landing is actuals and that.
    what_ifs: the landing of the year with each what-if in place of the forecast. plan_whole, landing_whole: of all months of the plan.
    """

    name: str
    plan_to_date: float
    actual_to_date: float
    volume: float
    price: float
    index: float
    by_amount: float
    plan_month: float
    actual_month: float
    plan_year: float
    forecast_rest: float
    what_ifs: tuple[float, ...]
    plan_whole: float
    landing_whole: float

    @property
    def variance(self) -> float:
        """Actual less planned cost to date: above 0 is adverse."""
        return round(self.actual_to_date - self.plan_to_date, 2) + 0.0

    @property
    def landing(self) -> float:
        """Actuals to date and the forecast of the rest of the fiscal year."""
        return round(self.actual_to_date + self.forecast_rest, 2) + 0.0

    @property
    def verdict(self) -> str:
        """`adverse` where more was spent than planned, `favourable` where less, `as planned` to the cent."""
        return verdict(self.variance)


@dataclass(frozen=True)
class Unmatched:
    """An account, or a category where the books have no accounts, that only one side has, and its cost to date there.

    amount: None where it would tell what a few people are paid.
    """

    name: str
    side: Literal["books", "plan"]
    amount: float | None


@dataclass(frozen=True)
class MonthOfVariance:
    """A month of the plan: as planned, as booked once it is closed, as forecast."""

    month: str
    plan: float
    actual: float | None
    forecast: float


@dataclass(frozen=True)
class Variance:
    """The answer to `variance`, in plan currency, draw 0, profit view; a cost above plan is adverse.

    locked, forecast, what_ifs: the scenarios whose ledgers stand side by side. year: the fiscal year of the last close, in words.
    rows: by account, category …; they add up to the total of the ledgers and of the books. unmatched: accounts that only one side has.
    path: every month of the plan. missing: what the plan lacks for an answer, with no rows then.
    """

    plan: str
    currency: str
    by: By
    locked: str
    forecast: str
    what_ifs: tuple[str, ...]
    last_close: str = ""
    year: str = ""
    months_to_date: int = 0
    rows: tuple[VarianceRow, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    path: tuple[MonthOfVariance, ...] = ()
    notes: tuple[str, ...] = ()
    missing: str = ""

    @property
    def must_hold(self) -> tuple[tuple[str, bool, float, float], ...]:
        """What a report that shows this is checked for: whether the parts of the variance add up to it, their sum, and the variance."""
        parts = round(sum(self.total(name) for name in ("volume", "price", "index", "by_amount")), 2)
        whole = self.total("variance")
        return (("the parts of the variance add up", abs(parts - whole) <= 0.01 * max(len(self.rows), 1), parts, whole),) if self.rows else ()

    def total(self, name: str) -> float:
        """The sum of one figure of all rows: `variance`, `landing`, `plan_year` …"""
        return round(sum(getattr(row, name) for row in self.rows), 2) + 0.0

    @property
    def landings(self) -> tuple[float, ...]:
        """Where the year lands with each what-if."""
        return tuple(round(sum(one), 2) + 0.0 for one in zip(*(row.what_ifs for row in self.rows), strict=True))

    def __str__(self) -> str:
        return self.missing or " ".join(sentences(self))


def variance(
    locked: Ledger,
    forecast: Ledger | None = None,
    what_ifs: Sequence[Ledger] = (),
    last_close: str | Month = "",
    by: str = "",
) -> Variance:
    """What the books hold of the closed months of a fiscal year against a locked plan, and where the year lands with the forecast.

    locked: the plan that is held to; forecast: what is now expected, the same if left out, whose plan has the actuals; what_ifs: other
    futures. last_close: the last closed month, that of the plan if blank. by: account, category …; account if blank, or category in a
    plan without accounts.csv. Raises InputProblems.
    """
    forecast = forecast or locked
    by = checked(locked, [forecast, *what_ifs], by)
    plan = forecast.plan
    named = (plan.name, plan.currency, by, locked.scenario, forecast.scenario, tuple(one.scenario for one in what_ifs))
    closed, missing = closing(plan, last_close)
    if closed is None:
        return Variance(*named, missing=missing)
    sides = beside(locked, forecast, what_ifs, closed, by)
    year = f"{plan.year_in_words} {plan.fiscal_year(closed)}".removeprefix("year ")
    return Variance(
        *named,
        last_close=str(closed),
        year=year,
        months_to_date=int(sides.to_date.sum()),
        rows=rows_of(sides, closed - plan.start),
        unmatched=tuple(Unmatched(*one) for one in sides.unmatched()),
        path=_path(sides, plan.calendar),
        notes=tuple(notes(forecast, locked, sides, closed)),
    )


def checked(locked: Ledger, others: list[Ledger], by: str) -> By:
    """What the rows are, once it is known that the ledgers may stand side by side; the first of the others is the forecast. Raises InputProblems."""
    by = by or ("account" if others[0].plan.accounts else "category")
    if by not in get_args(By):
        raise refuse("by", f'there is no variance by "{by}"', f"use {listed(get_args(By))}", nearest(by, get_args(By)))
    for other in others:
        if other.plan.currency != locked.plan.currency:
            what = f"{other.scenario} is in {other.plan.currency}, {locked.scenario} in {locked.plan.currency}"
            raise refuse("variance", what, "give ledgers in one currency")
    return by


def rows_of(sides: Beside, at: int) -> tuple[VarianceRow, ...]:
    """The rows, each column in cents that add up to its sum."""
    to_date, rest = sides.to_date, sides.in_year & ~sides.closed
    planned, actual, forecast = (sides.of(what) for what in ("locked", "actual", "forecast"))
    columns = {
        "plan_to_date": planned[:, to_date],
        "actual_to_date": actual[:, to_date],
        "plan_month": planned[:, [at]],
        "actual_month": actual[:, [at]],
        "forecast_rest": forecast[:, rest],
        "plan_rest": planned[:, rest],
        "plan_other_years": planned[:, ~sides.in_year],
        "landing_other_years": np.where(sides.closed, actual, forecast)[:, ~sides.in_year],
    }
    whole = {name: cents(part.sum(axis=1).tolist()) for name, part in columns.items()}
    rests = [cents(one[:, rest].sum(axis=1).tolist()) for one in sides.what_ifs]
    return tuple(
        _row(name, {column: figures[row] for column, figures in whole.items()}, [one[row] for one in rests], sides.shares.get(name))
        for row, name in enumerate(sides.names)
    )


def _row(name: str, of: dict[str, float], rests: list[float], shares: tuple[float, float, float] | None) -> VarianceRow:
    """A row of figures that are sums of one another to the cent: what is as planned lands as planned."""
    plan_year, landing = of["plan_to_date"] + of["plan_rest"], of["actual_to_date"] + of["forecast_rest"]
    return VarianceRow(
        name,
        **{column: of[column] for column in ("plan_to_date", "actual_to_date", "plan_month", "actual_month", "forecast_rest")},
        **_shares(shares or (0.0, 0.0, 0.0), round(of["actual_to_date"] - of["plan_to_date"], 2)),
        plan_year=round(plan_year, 2) + 0.0,
        what_ifs=tuple(round(of["actual_to_date"] + rest, 2) + 0.0 for rest in rests),
        plan_whole=round(plan_year + of["plan_other_years"], 2) + 0.0,
        landing_whole=round(landing + of["landing_other_years"], 2) + 0.0,
    )


def _shares(told: tuple[float, float, float], variance: float) -> dict[str, float]:
    """Volume, price, index and the rest in cents that add up to the variance; the largest takes what rounding leaves."""
    shares = dict(zip(("volume", "price", "index"), told, strict=True))
    shares["by_amount"] = variance - sum(told)
    rounded = {name: round(share, 2) + 0.0 for name, share in shares.items()}
    most = max(rounded, key=lambda name: abs(rounded[name]))
    rounded[most] = round(rounded[most] + variance - sum(rounded.values()), 2) + 0.0
    return rounded


def _path(sides: Beside, calendar: Sequence[Month]) -> tuple[MonthOfVariance, ...]:
    planned, actual, forecast = (sides.of(what).sum(axis=0).round(2).tolist() for what in ("locked", "actual", "forecast"))
    return tuple(
        MonthOfVariance(str(month), planned[at], actual[at] if sides.closed[at] else None, forecast[at])
        for at, month in enumerate(calendar)
    )
