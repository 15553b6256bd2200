"""Compare: what a scenario saves against another, by category, by year, at present value, and what that is made of."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pyxirr

from backoffice_lib.analyses._shortages import people_short, seats_short
from backoffice_lib.analyses.commitments import commitments
from backoffice_lib.analyses.stranded import stranded
from backoffice_lib.basics.errors import refuse
from backoffice_lib.basics.money import cents, counted, money, sentence, spoken, whole
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.ledger import Ledger


@dataclass(frozen=True)
class CategorySaving:
    """One cost category in both scenarios, and what is saved in it."""

    category: str
    against: float
    scenario: float
    saving: float


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
class Comparison:
    """The answer to `compare`, in plan currency, draw 0; costs are positive, so are good savings.

    Costs and savings are of the profit view; present value, payback and what is saved so far are of cash.

    saving_by_year: calendar year and saving; saving_in_year: the same by fiscal year, and year_in_words what that is.
    one_off, recurring: cost over the plan. run_rate_per_year: recurring cost of the last 12 months; of a shorter plan,
    of all its months, scaled to 12. committed_after_horizon: what is owed after the plan (see `commitments`). npv_of_saving: at plan start, months discounted at their end.
    payback_months: the first month (1 is the first) from which the cumulative saving stays at 0 or above, or None.
    cumulative: the saving up to the end of each month. notes: what the figures leave out.
    """

    plan: str
    scenario: str
    against: str
    currency: str
    months: int
    cost_against: float
    cost_scenario: float
    saving: float
    saving_by_year: tuple[tuple[int, float], ...]
    saving_in_year: tuple[tuple[int, float], ...]
    one_off: Part
    recurring: Part
    run_rate_per_year: Part
    committed_after_horizon: Part
    stranded: Part
    by_category: tuple[CategorySaving, ...]
    npv_of_saving: float
    payback_months: int | None
    cumulative: tuple[tuple[str, float], ...]
    notes: tuple[str, ...] = ()
    year_in_words: str = "year"

    @property
    def one_off_cost(self) -> float:
        """The one-off cost of the scenario less that of the other."""
        return 0.0 - self.one_off.saving

    @property
    def run_rate_saving_per_year(self) -> float:
        """What is saved in a year by the end of the plan, one-off costs aside."""
        return self.run_rate_per_year.saving

    def __str__(self) -> str:
        name, other = spoken(self.scenario), spoken(self.against)
        if round(self.saving, 2) == 0:
            return f"{sentence(name)} costs the same as {other} over {counted(self.months, 'month')}: {self._cost()}."
        verb = "saves" if self.saving > 0 else "costs"
        more = "" if self.saving > 0 else " more than " + other
        amount = money(abs(self.saving), self.currency)
        return (
            f"{sentence(name)} {verb} {amount}{more} over {counted(self.months, 'month')}, "
            f"{whole(abs(self.npv_of_saving))} at present value: {self._cost()}. {self.payback}"
        )

    def _cost(self) -> str:
        return f"{money(self.cost_scenario, self.currency)} instead of {whole(self.cost_against)}"

    @property
    def payback(self) -> str:
        """When it pays back, in a sentence."""
        if not round(self.saving, 2) and self.payback_months == 1:
            return "It neither saves nor costs anything by the end."
        if self.payback_months is None:
            return "It does not pay back within the plan."
        return "It pays from the first month." if self.payback_months == 1 else f"It pays back from month {self.payback_months}."


def compare(against: Ledger, scenario: Ledger) -> Comparison:
    """What the second ledger saves against the first.

    Both must be of the same plan and hold the same draws. Raises InputProblems.
    """
    _check_alike(against, scenario)
    monthly, cash = ((against.by_month(view=view) - scenario.by_month(view=view))[:, 0] for view in ("profit", "cash"))
    rows = _by_category(against, scenario)
    costs = [sum(column) for column in zip(*((row.against, row.scenario) for row in rows), strict=True)] or [0.0, 0.0]
    cost_against, cost_scenario = (round(cost, 2) for cost in costs)
    calendar = against.plan.calendar
    return Comparison(
        plan=against.plan.name,
        scenario=scenario.scenario,
        against=against.scenario,
        currency=against.plan.currency,
        months=against.plan.months,
        cost_against=cost_against,
        cost_scenario=cost_scenario,
        saving=round(cost_against - cost_scenario, 2),
        saving_by_year=_by_year(monthly, [month.year for month in calendar]),
        saving_in_year=_by_year(monthly, [against.plan.fiscal_year(month) for month in calendar]),
        **_made_of(against, scenario),
        by_category=rows,
        npv_of_saving=round(present_value(cash, likely(against.plan.discount_rate_per_year)), 2),
        payback_months=payback(cash),
        cumulative=tuple(zip(map(str, calendar), cash.cumsum().round(2).tolist(), strict=True)),
        notes=(*people_short(against, scenario), *seats_short(against, scenario)),
        year_in_words=against.plan.year_in_words,
    )


def present_value(monthly: np.ndarray, rate_per_year: float) -> float:
    """Monthly amounts at the start of the plan, each discounted from the end of its month by (1+r)^(m/12)."""
    rate_per_month = (1 + rate_per_year) ** (1 / 12) - 1
    return pyxirr.npv(rate_per_month, monthly.tolist(), start_from_zero=False) or 0.0


def payback(monthly: np.ndarray) -> int | None:
    """The first month, counted from 1, from which the cumulative saving stays at 0 or above; None if it never does."""
    below = np.flatnonzero(monthly.cumsum() < -0.005)
    first = int(below[-1]) + 2 if below.size else 1
    return first if first <= len(monthly) else None


def _check_alike(against: Ledger, scenario: Ledger) -> None:
    for name in ("name", "currency", "start", "months"):
        one, other = getattr(against.plan, name), getattr(scenario.plan, name)
        if one != other:
            raise refuse("compare", f"the ledgers differ in {name}: {one} and {other}", "simulate both from the same plan")
    if against.draws != scenario.draws:
        raise refuse("compare", "the ledgers hold different draws", "simulate both with the same draws")


def _made_of(against: Ledger, scenario: Ledger) -> dict[str, Part]:
    """One-off and recurring cost, the run rate, what is committed after the plan and what is stranded, each of both ledgers."""
    columns = [(*_recurrences(ledger), commitments(ledger).total, stranded(ledger).cost) for ledger in (against, scenario)]
    names = ("one_off", "recurring", "run_rate_per_year", "committed_after_horizon", "stranded")
    return {name: Part(*both) for name, both in zip(names, zip(*columns, strict=True), strict=True)}


def _recurrences(ledger: Ledger) -> tuple[float, float, float]:
    """One-off cost, recurring cost, and recurring cost in the last twelve months or, scaled to them, in all there are."""
    once, again = (
        ledger.by_month(lambda line, kind=kind: line.category.recurrence == kind)[:, 0] for kind in ("one_off", "recurring")
    )
    last = again[-12:]
    one_off, recurring = cents([float(once.sum()), float(again.sum())])
    return one_off, recurring, round(float(last.sum()) * 12 / len(last), 2)


def _by_category(against: Ledger, scenario: Ledger) -> tuple[CategorySaving, ...]:
    totals = [
        {name: float(amounts[:, 0].sum()) for name, amounts in ledger.by_category().items()}
        for ledger in (against, scenario)
    ]
    names = [name for name in sorted({**totals[0], **totals[1]}) if any(total.get(name) for total in totals)]
    before, after = (cents([total.get(name, 0.0) for name in names]) for total in totals)
    return tuple(
        CategorySaving(name, old, new, round(old - new, 2)) for name, old, new in zip(names, before, after, strict=True)
    )


def _by_year(monthly: np.ndarray, years: list[int]) -> tuple[tuple[int, float], ...]:
    sums = [
        (year, float(sum(amount for _, amount in months)))
        for year, months in groupby(zip(years, monthly, strict=True), key=lambda pair: pair[0])
    ]
    return tuple(zip((year for year, _ in sums), cents([amount for _, amount in sums]), strict=True))
