"""Summarise: what one scenario costs, by fiscal year, function, site and mode, for a full-time equivalent, a head and a unit of work."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses._groups import DATED, By, People, UnitCost, costs_by, people_by, shown_as, spread, unit_costs
from backoffice_lib.basics.money import cents, counted, money, running_cents, sentence, spoken, whole
from backoffice_lib.ledger import Ledger, problems_in
from backoffice_lib.ledger.disclosure import in_shown_categories


@dataclass(frozen=True)
class GroupCost:
    """A function, site, mode, fiscal year or period: its cost, the people at work at its start and end, and their years of work.

    head_years: of our own people. fte_years: of full-time equivalents, our own and those in whose place vendors work.
    ends: of a period, its last day.
    """

    name: str
    cost: float
    heads_at_start: float
    heads_at_end: float
    head_years: float
    fte_years: float
    ends: str = ""

    @property
    def cost_per_fte_per_year(self) -> float | None:
        """Its cost for each full-time equivalent a year; None where nobody works."""
        return per_year_of_work(self.cost, self.fte_years)

    @property
    def cost_per_head_per_year(self) -> float | None:
        """Its cost for each of our own heads a year; None where there is none."""
        return per_year_of_work(self.cost, self.head_years)


@dataclass(frozen=True)
class Summary:
    """The answer to `summarise`, in plan currency, profit view, draw 0.

    by_year: fiscal year, category, cost; year_in_words: what such a year is. groups: for each of function, site, mode, year and
    period, its costs with the people behind them. by_unit: what a unit of each work costs. cost_per_fte_per_year: all cost over the
    full-time years of work, our own people's and what vendors do in their place; cost_per_head_per_year: over the years of our own
    heads. checks: what is wrong with the ledger, empty when it can be signed.
    """

    plan: str
    scenario: str
    currency: str
    months: int
    cost: float
    cost_per_fte_per_year: float
    cost_per_head_per_year: float
    heads_at_start: float
    heads_at_end: float
    by_category: tuple[tuple[str, float], ...]
    by_function: tuple[GroupCost, ...]
    by_site: tuple[GroupCost, ...]
    by_mode: tuple[GroupCost, ...]
    years: tuple[GroupCost, ...]
    periods: tuple[GroupCost, ...]
    by_unit: tuple[UnitCost, ...]
    by_year: tuple[tuple[int, str, float], ...]
    checks: tuple[str, ...] = ()
    year_in_words: str = "year"

    def __str__(self) -> str:
        first, share = max(self.by_category, key=lambda row: row[1], default=("nothing", 0.0))
        costs = f"{sentence(spoken(self.scenario))} costs {money(self.cost, self.currency)} over {counted(self.months, 'month')}"
        if not self.cost_per_fte_per_year:
            return f"{costs}; {share / self.cost if self.cost else 0:.0%} of it is {first}."
        return (
            f"{costs}, {whole(self.cost_per_fte_per_year)} for each full-time equivalent a year; {first} are "
            f"{share / self.cost if self.cost else 0:.0%} of it."
        )


def summarise(ledger: Ledger) -> Summary:
    """What a ledger costs in all, by category, function, site, mode, fiscal year and period, and for what it brings about."""
    checks = tuple(problems_in(ledger))
    (ledger,) = in_shown_categories(ledger)
    totals = {name: float(amounts[:, 0].sum()) for name, amounts in ledger.by_category().items()}
    names = [name for name, amount in totals.items() if amount]
    by_category = sorted(zip(names, cents([totals[name] for name in names]), strict=True), key=lambda row: -row[1])
    people = People.of(ledger)
    cost = round(sum(amount for _, amount in by_category), 2)
    return Summary(
        plan=ledger.plan.name,
        scenario=ledger.scenario,
        currency=ledger.plan.currency,
        months=ledger.plan.months,
        cost=cost,
        cost_per_fte_per_year=round(per_year_of_work(cost, float(people.fte.sum()) / 12) or 0.0, 2),
        cost_per_head_per_year=round(per_year_of_work(cost, float(people.heads.sum()) / 12) or 0.0, 2),
        heads_at_start=float(people.heads[0].sum()),
        heads_at_end=float(people.heads[-1].sum()),
        by_category=tuple(by_category),
        by_function=_largest_first(_groups(ledger, "function")),
        by_site=_largest_first(_groups(ledger, "site")),
        by_mode=_largest_first(_groups(ledger, "mode")),
        years=_groups(ledger, "year"),
        periods=_groups(ledger, "period"),
        by_unit=unit_costs(ledger),
        by_year=_by_year(ledger, names),
        checks=checks,
        year_in_words=ledger.plan.year_in_words,
    )


def per_year_of_work(cost: float, years: float) -> float | None:
    """A cost over years of work; None where there are none."""
    return cost / years if years > 1e-9 else None


def _groups(ledger: Ledger, by: By) -> tuple[GroupCost, ...]:
    """The groups that cost something or do work, their cents adding up to those of the ledger."""
    shown, nobody = shown_as([ledger], by), np.zeros(ledger.plan.months)
    costs = _together(costs_by(ledger, by), shown)
    people = {name: tuple(pair) for name, pair in _together({name: np.array(pair) for name, pair in people_by(ledger, by).items()}, shown).items()}
    rows = [name for name in {**costs, **people} if costs.get(name, nobody).any() or people.get(name, (nobody, nobody))[1].any()]
    amounts = (running_cents if by in DATED else cents)([float(costs.get(name, nobody).sum()) for name in rows])
    periods = ledger.plan.fiscal_periods
    ends = dict(zip(periods.names, periods.lasts, strict=True)) if by == "period" else {}
    at_ends = _of_dates(ledger, by) if by in DATED else {name: (heads[0], heads[-1]) for name, (heads, _) in people.items()}
    found = []
    for name, cost in zip(rows, amounts, strict=True):
        first, last = map(float, at_ends.get(name, (0.0, 0.0)))
        head_years, fte_years = (float(monthly.sum()) / 12 for monthly in people.get(name, (nobody, nobody)))
        found.append(GroupCost(name, cost, first, last, head_years, fte_years, ends.get(name, "")))
    return tuple(found)


def _together(found: dict[str, np.ndarray], shown: dict[str, str]) -> dict[str, np.ndarray]:
    """The rows of each name under which they are shown, added up."""
    joined: dict[str, np.ndarray] = {}
    for name, amounts in found.items():
        row = shown.get(name, name)
        joined[row] = joined.get(row, 0.0) + amounts
    return joined


def _of_dates(ledger: Ledger, by: By) -> dict[str, tuple[float, float]]:
    """Our heads at work in the first and in the last month of the plan that belongs to each year or period."""
    at_work = People.of(ledger).heads.sum(axis=1)
    parts = spread(ledger.plan, np.ones(ledger.plan.months), by)
    return {name: (at_work[months > 0][0], at_work[months > 0][-1]) for name, months in parts.items()}


def _largest_first(groups: tuple[GroupCost, ...]) -> tuple[GroupCost, ...]:
    return tuple(sorted(groups, key=lambda group: -group.cost))


def _by_year(ledger: Ledger, names: list[str]) -> tuple[tuple[int, str, float], ...]:
    years = np.array([ledger.plan.fiscal_year(month) for month in ledger.plan.calendar])
    categories = ledger.by_category()
    cells = [(int(year), name, float(categories[name][years == year, 0].sum())) for year in np.unique(years) for name in names]
    rounded = cents([amount for _, _, amount in cells])
    return tuple((year, name, amount) for (year, name, _), amount in zip(cells, rounded, strict=True))
