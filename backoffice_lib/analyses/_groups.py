"""Costs by category, function, site, mode, fiscal year or period, the people behind them, and the units of work they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.disclosure import in_one, together
from backoffice_lib.plan import Plan

By = Literal["category", "function", "site", "mode", "year", "calendar_year", "period"]
DATED = ("year", "calendar_year", "period")
_OF_NONE = {"function": "not of one function", "site": "not at a site", "mode": "not of one mode"}


def spread(plan: Plan, monthly: np.ndarray, by: By) -> dict[str, np.ndarray]:
    """Monthly amounts by fiscal or calendar year, or by period of a fiscal year, [month]: of each what belongs to it."""
    if by == "period":
        found = plan.fiscal_periods
        return {name: monthly * shares for name, shares in zip(found.names, found.shares, strict=True)}
    years = np.array([plan.fiscal_year(month) if by == "year" else month.year for month in plan.calendar])
    return {str(year): np.where(years == year, monthly, 0.0) for year in np.unique(years).tolist()}


def costs_by(ledger: Ledger, by: By, recurrence: str | None = None) -> dict[str, np.ndarray]:
    """What a ledger costs in the profit view, draw 0, in groups, [month]: all of it, or what is `one_off` or `recurring`.

    What is of no group comes under a name that says so.
    """
    return dict(ledger.once(("costs", by, recurrence), lambda: _costs_by(ledger, by, recurrence)))


def _costs_by(ledger: Ledger, by: By, recurrence: str | None) -> dict[str, np.ndarray]:
    lines = [line for line in ledger.seen_in("profit") if recurrence in (None, line.category.recurrence)]
    if by in DATED:
        return spread(ledger.plan, sum(_costs_by(ledger, "category", recurrence).values(), np.zeros(ledger.plan.months)), by)
    found: dict[str, np.ndarray] = {}
    for line in lines:
        rows = {line.category.name: slice(None)} if by == "category" else line.posting.subjects.rows_by(by)
        for name, of_name in rows.items():
            amounts = line.amount[:, of_name, 0].sum(axis=1) if line.posting.anything else np.zeros(ledger.plan.months)
            key = name or _OF_NONE[by]
            found[key] = found[key] + amounts if key in found else amounts
    return found


def shown_as(ledgers: Sequence[Ledger], by: By) -> dict[str, str]:
    """The row under which each function, site or mode is shown: those of too few people to show what they are paid come with others."""
    if by not in _OF_NONE:
        return {}
    joined = together(ledgers, lambda line: [name or _OF_NONE[by] for name in line.posting.subjects.labels[by]])
    return {name: in_one(names) for name, names in joined.items()}


@dataclass(frozen=True)
class People:
    """Those who do the work, draw 0: our own people at work, heads [month, team] and full-time equivalents, and those of our
    full-time equivalents in whose place vendors work, [month, placement]."""

    heads: np.ndarray
    own_fte: np.ndarray
    placed_fte: np.ndarray

    @classmethod
    def of(cls, ledger: Ledger) -> People:
        """The people of a ledger."""
        drivers, plan = ledger.drivers, ledger.plan
        at_work = ledger.operations.staffing.at_work
        team_of = [plan.names("team").index(placed.team) for placed in plan.placements]
        placed = ledger.operations.demand.original_fte[:, team_of] * drivers["released_share"]
        return cls(at_work[:, :, 0], (at_work * drivers["fte_share"])[:, :, 0], placed[:, :, 0])

    @property
    def fte(self) -> np.ndarray:
        """Full-time equivalents of all work done, [month]."""
        return self.own_fte.sum(axis=1) + self.placed_fte.sum(axis=1)


def people_by(ledger: Ledger, by: By) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Our heads at work, and the full-time equivalents of work done, of each group of `costs_by`, [month]; none by category."""
    people, plan = People.of(ledger), ledger.plan
    if by == "category":
        return {}
    if by in DATED:
        heads, fte = (spread(plan, monthly, by) for monthly in (people.heads.sum(axis=1), people.fte))
        return {name: (heads[name], fte[name]) for name in heads}
    found: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    own = zip((getattr(team, by) for team in plan.teams), people.heads.T, people.own_fte.T, strict=True)
    away = zip((_where_placed(plan, by, row) for row in range(len(plan.placements))), people.placed_fte.T, strict=True)
    for name, heads, fte in (*own, *((name, 0.0 * fte, fte) for name, fte in away)):
        before = found.get(name, (0.0, 0.0))
        found[name] = before[0] + heads, before[1] + fte
    return found


def _where_placed(plan: Plan, by: By, row: int) -> str:
    """The function of placed work, the mode of its vendor; it is at no site of ours."""
    placed = plan.placements[row]
    if by == "function":
        return plan.record("team", placed.team).function
    if by == "mode":
        return plan.record("vendor", plan.record("contract", placed.contract).vendor).mode
    return _OF_NONE[by]


@dataclass(frozen=True)
class UnitCost:
    """What one unit of a work costs: all cost of its function over the units that come in, in plan currency, draw 0.

    Where a function does several works its cost is shared by their hours. cost: None where the function has too few people to show what
    they are paid. cost_per_unit: None where no unit comes in, too.
    """

    work: str
    function: str
    unit: str
    units: float
    cost: float | None

    @property
    def cost_per_unit(self) -> float | None:
        """The cost of a unit."""
        return None if self.cost is None or not self.units else self.cost / self.units


def unit_costs(ledger: Ledger, weights: np.ndarray | float = 1.0) -> tuple[UnitCost, ...]:
    """The cost of a unit of each work of the plan, [month] amounts weighted; what is of no one function is in none of them."""
    plan, coming = ledger.plan, ledger.operations.demand.workload
    costs, shown = costs_by(ledger, "function"), shown_as([ledger], "function")
    units = coming.units[:, :, 0].sum(axis=0).tolist()
    hours = (coming.units * coming.minutes)[:, :, 0].sum(axis=0).tolist()
    of_function: dict[str, float] = {}
    for work, own in zip(plan.work, hours, strict=True):
        of_function[work.function] = of_function.get(work.function, 0.0) + own
    found = []
    for work, number, own in zip(plan.work, units, hours, strict=True):
        share = own / of_function[work.function] if own else 0.0
        cost = round(float((costs.get(work.function, np.zeros(plan.months)) * weights).sum()) * share, 2)
        alone = shown.get(work.function, work.function) == work.function
        found.append(UnitCost(work.work, work.function, work.unit, number, cost if alone else None))
    return tuple(found)
