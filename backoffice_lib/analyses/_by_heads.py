"""The functions whose work the plan does not say: posts against the people who do the full work."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.money import counted
from backoffice_lib.ledger import Ledger


@dataclass(frozen=True)
class MonthOfPosts:
    """One month of a function in heads: its posts, people at work as far as they do the full work, who helps out.

    short_heads: what is missing team by team; people too many in one team do not do the work of another.
    """

    month: str
    posts: float
    productive_heads: float
    helping_heads: float
    short_heads: float


@dataclass(frozen=True)
class FunctionCapacity:
    """A function without work in the plan, month by month."""

    function: str
    months: tuple[MonthOfPosts, ...]

    @property
    def worst(self) -> MonthOfPosts:
        """The month in which most people are missing."""
        return max(self.months, key=lambda month: month.short_heads)

    @property
    def short_heads(self) -> float:
        """People missing in an average month."""
        return sum(month.short_heads for month in self.months) / len(self.months)

    def __str__(self) -> str:
        worst, average = self.worst, self.short_heads
        return (
            f"{self.function} lacks up to {worst.short_heads:,.1f} of {counted(round(worst.posts), 'person').replace('persons', 'people')} "
            f"({worst.month}), {average:,.1f} in an average month"
        )


def by_heads(ledger: Ledger) -> tuple[FunctionCapacity, ...]:
    """The functions that have teams and no work in the plan, in the order the teams are written."""
    plan, staff = ledger.plan, ledger.operations.staffing
    told = {work.function for work in plan.work}
    posts, productive = staff.posts[:, :, 0], staff.productive[:, :, 0]
    helping = _helping(ledger)
    short = np.maximum(posts - productive - helping, 0.0)
    found = []
    for function in plan.functions:
        rows = [row for row, team in enumerate(plan.teams) if team.function == function]
        sums = [part[:, rows].sum(axis=1).tolist() for part in (posts, productive, helping, short)]
        months = tuple(MonthOfPosts(str(month), *row) for month, *row in zip(plan.calendar, *sums, strict=True))
        if function not in told:
            found.append(FunctionCapacity(function, months))
    return tuple(found)


def _helping(ledger: Ledger) -> np.ndarray:
    """Overtime and temporary staff in heads of each team, [month, team]."""
    work, load = ledger.operations.work, ledger.operations.demand.workload
    hours = load.days[:, None] * load.hours_per_day[:, :, 0]
    overtime = np.divide(work.overtime_hours[:, :, 0], hours, out=np.zeros_like(work.overtime_hours[:, :, 0]), where=hours > 0)
    fte_share = ledger.drivers["fte_share"][:, :, 0]
    return (overtime + work.temporary_fte[:, :, 0]) / fte_share
