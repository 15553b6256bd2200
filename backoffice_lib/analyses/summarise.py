"""Summarise: what one scenario costs, for whom and for what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.money import cents, counted, money, sentence, spoken, whole
from backoffice_lib.ledger import Ledger, problems_in

NO_FUNCTION = "not of one function"


@dataclass(frozen=True)
class FunctionCost:
    """A function: people at work at the start and the end, and its cost over the plan."""

    function: str
    heads_at_start: float
    heads_at_end: float
    cost: float


@dataclass(frozen=True)
class Summary:
    """The answer to `summarise`, in plan currency, draw 0.

    by_year: fiscal year, category, cost; year_in_words: what such a year is. cost_per_fte_per_year: all cost over the
    full-time years of work, our own people's and what vendors do in their place. checks: what is wrong with the ledger, empty when it can be signed.
    """

    plan: str
    scenario: str
    currency: str
    months: int
    cost: float
    cost_per_fte_per_year: float
    heads_at_start: float
    heads_at_end: float
    by_category: tuple[tuple[str, float], ...]
    by_function: tuple[FunctionCost, ...]
    by_year: tuple[tuple[int, str, float], ...]
    checks: tuple[str, ...] = ()
    year_in_words: str = "year"

    def __str__(self) -> str:
        first, share = max(self.by_category, key=lambda row: row[1], default=("nothing", 0.0))
        return (
            f"{sentence(spoken(self.scenario))} costs {money(self.cost, self.currency)} over {counted(self.months, 'month')}, "
            f"{whole(self.cost_per_fte_per_year)} for each full-time equivalent a year; {first} are "
            f"{share / self.cost if self.cost else 0:.0%} of it."
        )


def summarise(ledger: Ledger) -> Summary:
    """What a ledger costs in all, by category, by function and by fiscal year."""
    totals = {name: float(amounts[:, 0].sum()) for name, amounts in ledger.by_category().items()}
    names = [name for name, amount in totals.items() if amount]
    by_category = sorted(zip(names, cents([totals[name] for name in names]), strict=True), key=lambda row: -row[1])
    staff = ledger.operations.staffing
    fte_years = _work_years(ledger)
    cost = round(sum(amount for _, amount in by_category), 2)
    return Summary(
        plan=ledger.plan.name,
        scenario=ledger.scenario,
        currency=ledger.plan.currency,
        months=ledger.plan.months,
        cost=cost,
        cost_per_fte_per_year=round(cost / fte_years, 2) if fte_years else 0.0,
        heads_at_start=float(staff.at_work[0, :, 0].sum()),
        heads_at_end=float(staff.at_work[-1, :, 0].sum()),
        by_category=tuple(by_category),
        by_function=_by_function(ledger),
        by_year=_by_year(ledger, names),
        checks=tuple(problems_in(ledger)),
        year_in_words=ledger.plan.year_in_words,
    )


def _work_years(ledger: Ledger) -> float:
    """The full-time years of work done: by our own people at work, and by vendors in their place."""
    drivers, plan = ledger.drivers, ledger.plan
    own = ledger.operations.staffing.at_work * drivers["fte_share"]
    team_of = [plan.names("team").index(placed.team) for placed in plan.placements]
    placed = ledger.operations.demand.original_fte[:, team_of] * drivers["released_share"]
    return float(own[:, :, 0].sum() + placed[:, :, 0].sum()) / 12


def _by_function(ledger: Ledger) -> tuple[FunctionCost, ...]:
    at_work = ledger.operations.staffing.at_work[:, :, 0]
    function_of = np.array([team.function for team in ledger.plan.teams], dtype=object)
    sums = {name: float(amounts[:, 0].sum()) for name, amounts in ledger.by_label("function").items()}
    order = sorted((name for name in sums if sums[name] or name), key=lambda name: -sums[name])
    costs = cents([sums[name] for name in order])
    return tuple(
        FunctionCost(
            name or NO_FUNCTION,
            float(at_work[0, function_of == name].sum()),
            float(at_work[-1, function_of == name].sum()),
            cost,
        )
        for name, cost in zip(order, costs, strict=True)
    )


def _by_year(ledger: Ledger, names: list[str]) -> tuple[tuple[int, str, float], ...]:
    years = np.array([ledger.plan.fiscal_year(month) for month in ledger.plan.calendar])
    categories = ledger.by_category()
    cells = [(int(year), name, float(categories[name][years == year, 0].sum())) for year in np.unique(years) for name in names]
    rounded = cents([amount for _, _, amount in cells])
    return tuple((year, name, amount) for (year, name, _), amount in zip(cells, rounded, strict=True))
