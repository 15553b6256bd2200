"""Since last close: what the month closed last has changed, in itself, in the year to date, and in where the year lands."""

from __future__ import annotations

from dataclasses import dataclass

from backoffice_lib.analyses._actuals_beside import Beside, beside
from backoffice_lib.analyses._variance_told import against, closing, notes
from backoffice_lib.analyses.variance import By, checked
from backoffice_lib.basics.money import cents, money, spoken, whole
from backoffice_lib.basics.months import Month
from backoffice_lib.ledger import Ledger


@dataclass(frozen=True)
class Moved:
    """One account, category … : the last closed month, the variance to date, and how the landing of the year has moved since the close before.

    month_before, rest_before: what was forecast at the close before of the month and of the months after it, of which forecast_rest is
    expected now.
    """

    name: str
    plan_month: float
    actual_month: float
    plan_to_date: float
    actual_to_date: float
    forecast_rest: float
    month_before: float
    rest_before: float

    @property
    def variance_month(self) -> float:
        """Actual less planned cost of the month: above 0 is adverse."""
        return round(self.actual_month - self.plan_month, 2) + 0.0

    @property
    def variance_to_date(self) -> float:
        """Actual less planned cost of the year to date."""
        return round(self.actual_to_date - self.plan_to_date, 2) + 0.0

    @property
    def by_books(self) -> float:
        """What was booked in the month less what had been forecast of it."""
        return round(self.actual_month - self.month_before, 2) + 0.0

    @property
    def by_forecast(self) -> float:
        """What is now forecast of the months to come less what had been."""
        return round(self.forecast_rest - self.rest_before, 2) + 0.0

    @property
    def change(self) -> float:
        """By how much the landing has moved: above 0 is dearer."""
        return round(self.by_books + self.by_forecast, 2) + 0.0

    @property
    def landing(self) -> float:
        """Where the year lands now: actuals to date and the forecast of the rest."""
        return round(self.actual_to_date + self.forecast_rest, 2) + 0.0

    @property
    def landing_before(self) -> float:
        """Where it landed with the close before."""
        return round(self.landing - self.change, 2) + 0.0


@dataclass(frozen=True)
class SinceLastClose:
    """The answer to `since_last_close`, in plan currency, draw 0, profit view; the rows that moved most come first.

    locked, forecast, before: the scenarios of the plan held to, of what is forecast now, and of what was forecast at the close before.
    missing: what the plan lacks for an answer, with no rows then.
    """

    plan: str
    currency: str
    by: By
    locked: str
    forecast: str
    before: str
    last_close: str = ""
    year: str = ""
    rows: tuple[Moved, ...] = ()
    notes: tuple[str, ...] = ()
    missing: str = ""

    def total(self, name: str) -> float:
        """The sum of one figure of all rows: `actual_month`, `landing` …"""
        return round(sum(getattr(row, name) for row in self.rows), 2) + 0.0

    def __str__(self) -> str:
        if self.missing:
            return self.missing
        month, to_date = (against(self.total(f"actual_{of}"), self.total(f"plan_{of}"), self.currency) for of in ("month", "to_date"))
        return f"{self.last_close} costs {month}; {self.year} to date {to_date}. {self._landing()}"

    def _landing(self) -> str:
        change, landing = self.total("change"), money(self.total("landing"), self.currency)
        if not change:
            return f"{self.year} lands at {landing}, as it did a month ago."
        most = max(self.rows, key=lambda row: row.change * (1 if change > 0 else -1)).name
        where = f", above all in {most}" if len(self.rows) > 1 else ""
        said = f"{self.year} lands at {landing}, {whole(abs(change))} {'more' if change > 0 else 'less'} than a month ago{where}"
        if self.before != self.forecast:
            said += f": {_signed(self.total('by_books'))} by the books, {_signed(self.total('by_forecast'))} by the new forecast"
        return f"{said}."


def since_last_close(
    locked: Ledger, forecast: Ledger | None = None, before: Ledger | None = None, last_close: str | Month = "", by: str = ""
) -> SinceLastClose:
    """What the month closed last says against plan, and where the year lands now and landed with the close before.

    locked: the plan that is held to; forecast: what is now expected, the same if left out, whose plan has the actuals; before: what was
    expected at the close before, the same as now if left out. last_close, by: as of `variance`. Raises InputProblems.
    """
    forecast = forecast or locked
    before = before or forecast
    by = checked(locked, [forecast, before], by)
    plan = forecast.plan
    named = (plan.name, plan.currency, by, locked.scenario, forecast.scenario, before.scenario)
    closed, missing = closing(plan, last_close)
    if closed is None:
        return SinceLastClose(*named, missing=missing)
    sides = beside(locked, forecast, [before], closed, by)
    year = f"{plan.year_in_words} {plan.fiscal_year(closed)}".removeprefix("year ")
    told = tuple(notes(forecast, locked, sides, closed))
    return SinceLastClose(*named, last_close=str(closed), year=year, rows=_rows(sides, closed - plan.start), notes=told)


def _rows(sides: Beside, at: int) -> tuple[Moved, ...]:
    """The rows, each column in cents that add up to its sum."""
    (before,) = sides.what_ifs
    planned, actual, forecast = (sides.of(what) for what in ("locked", "actual", "forecast"))
    rest = sides.in_year & ~sides.closed
    columns = {
        "plan_month": planned[:, [at]],
        "actual_month": actual[:, [at]],
        "plan_to_date": planned[:, sides.to_date],
        "actual_to_date": actual[:, sides.to_date],
        "forecast_rest": forecast[:, rest],
        "month_before": before[:, [at]],
        "rest_before": before[:, rest],
    }
    whole_columns = {name: cents(part.sum(axis=1).tolist()) for name, part in columns.items()}
    rows = [Moved(name, **{column: values[row] for column, values in whole_columns.items()}) for row, name in enumerate(sides.names)]
    return tuple(sorted(rows, key=lambda row: (-abs(row.change), row.name)))


def _signed(amount: float) -> str:
    return f"{'+' if amount > 0 else '−' if amount < 0 else ''}{whole(abs(amount))}"
