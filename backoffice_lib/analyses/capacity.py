"""Capacity: can we still do the work? What runs late, from when, by how much, and what the shortfall costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses._by_heads import FunctionCapacity, by_heads
from backoffice_lib.basics.errors import listed
from backoffice_lib.basics.money import cents, counted, money, sentence, spoken
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.disclosure import in_shown_categories, shown_categories
from backoffice_lib.plan import Work

SHORTFALL_COSTS = ("overtime", "temporary staff", "late penalties")


@dataclass(frozen=True)
class MonthOfWork:
    """One month of one work. FTE: what it takes, what our own people give it, what overtime and temporary staff do.

    backlog_units: at the end of the month. age_days: working days that the newest of them waits, None where nobody works on
    them. late_units: done after their target. late: whether the target was missed.
    """

    month: str
    units_in: float
    units_done: float
    required_fte: float
    own_fte: float
    helped_fte: float
    backlog_units: float
    age_days: float | None
    late_units: float
    late: bool

    @property
    def short_fte(self) -> float:
        """What is missing when everybody has helped."""
        return max(self.required_fte - self.own_fte - self.helped_fte, 0.0)


@dataclass(frozen=True)
class WorkCapacity:
    """One work over the plan. target_days: None for a live queue, which is late when people are missing.

    piles_up: whether more waits at the end than twelve months before (in a shorter plan, than on the first day), and it is late.
    """

    work: str
    function: str
    unit: str
    queue: str
    target_days: float | None
    months: tuple[MonthOfWork, ...]
    piles_up: bool

    @property
    def late_months(self) -> tuple[MonthOfWork, ...]:
        """The months in which the target is missed."""
        return tuple(month for month in self.months if month.late)

    @property
    def worst(self) -> MonthOfWork:
        """The month in which the newest work waits longest; of a live queue, in which most people are missing."""
        late = self.late_months or self.months
        if self.target_days is None:
            return max(late, key=lambda month: month.short_fte)
        return max(late, key=lambda month: np.inf if month.age_days is None else month.age_days)

    @property
    def helped_fte(self) -> float:
        """Overtime and temporary staff in an average month."""
        return sum(month.helped_fte for month in self.months) / len(self.months)

    def __str__(self) -> str:
        worst, late = self.worst, self.late_months
        if not late:
            return f"{self.work} is done in time in every month"
        when = f"{self.work} runs late in {len(late)} of {counted(len(self.months), 'month')}, first in {late[0].month}"
        if self.target_days is None:
            return f"{when}, lacking up to {worst.short_fte:,.1f} full-time equivalents ({worst.month})"
        if worst.age_days is None:
            return f"{when}; in {worst.month} nobody does it"
        if worst.age_days <= self.target_days:
            return f"{when}; {sum(month.late_units for month in late):,.0f} are done after {self.target_days:g} working days"
        most = f"waiting up to {worst.age_days:,.1f} working days ({worst.month}) where {self.target_days:g} are the target"
        return f"{when}, {most}" + (", and it piles up" if self.piles_up else "")


@dataclass(frozen=True)
class Capacity:
    """The answer to `capacity`, draw 0: every work of the plan, and the functions without work by heads.

    costs: what overtime, temporary staff and late penalties cost over the plan, in plan currency (profit view).
    """

    plan: str
    scenario: str
    currency: str
    months: int
    work: tuple[WorkCapacity, ...]
    functions: tuple[FunctionCapacity, ...]
    costs: tuple[tuple[str, float], ...]
    notes: tuple[str, ...]

    @property
    def late(self) -> tuple[WorkCapacity, ...]:
        """The work that misses its target in some month, the worst first."""
        found = [work for work in self.work if work.late_months]
        return tuple(sorted(found, key=lambda work: (-len(work.late_months), -work.worst.short_fte)))

    @property
    def short(self) -> tuple[FunctionCapacity, ...]:
        """The functions without work in the plan that lack half a head or more in some month, the worst first."""
        found = [function for function in self.functions if function.worst.short_heads >= 0.5]
        return tuple(sorted(found, key=lambda function: -function.worst.short_heads))

    def __str__(self) -> str:
        name = sentence(spoken(self.scenario))
        cost = sum(amount for _, amount in self.costs)
        paid = f" Helping out and being late cost {money(cost, self.currency)}." if round(cost) else ""
        if self.late:
            others = f"; {len(self.late) - 1} more of {len(self.work)} kinds of work miss their target too" if len(self.late) > 1 else ""
            return f"{name} cannot do all of its work in time: {self.late[0]}{others}.{paid}"
        if not self.work:
            return f"The plan does not say its work, so posts are held against people: under {spoken(self.scenario)} {_people(self)}.{paid}"
        done = f"{name} does all of its work in time: {counted(len(self.work), 'kind')} of it"
        return f"{done}; {_people(self)}.{paid}" if self.functions else f"{done}.{paid}"


def capacity(ledger: Ledger) -> Capacity:
    """Whether a ledger's people can do its work, month by month; functions without work are told by heads."""
    plan, costs = ledger.plan, in_shown_categories(ledger)[0].by_category()
    names = [name for name in SHORTFALL_COSTS if name in costs]
    amounts = cents([float(costs[name][:, 0].sum()) for name in names])
    return Capacity(
        plan=plan.name,
        scenario=ledger.scenario,
        currency=plan.currency,
        months=plan.months,
        work=tuple(_work(ledger, row, work) for row, work in enumerate(plan.work)),
        functions=by_heads(ledger),
        costs=tuple(zip(names, amounts, strict=True)),
        notes=tuple(_notes(ledger)),
    )


def _work(ledger: Ledger, row: int, work: Work) -> WorkCapacity:
    live = work.queue == "live"
    target = None if live else likely(work.target_days)
    months = tuple(_month(ledger, row, at, target) for at in range(ledger.plan.months))
    before = months[-13].backlog_units if len(months) > 12 else likely(work.opening_backlog_units)
    grows = not live and months[-1].late and months[-1].backlog_units > before + TOLERANCE
    return WorkCapacity(work.work, work.function, work.unit, work.queue, target, months, grows)


def _month(ledger: Ledger, row: int, at: int, target: float | None) -> MonthOfWork:
    done = ledger.operations.work
    named = ("units_in", "units_done", "required_fte", "own_fte", "helped_fte", "backlog", "age_days", "late_units")
    into, out, required, own, helped, backlog, age, late = (float(getattr(done, name)[at, row, 0]) for name in named)
    short = required - own - helped > TOLERANCE * max(required, 1.0)
    missed = short if target is None else late > TOLERANCE * max(out, 1.0) or age > target + TOLERANCE
    waits = age if np.isfinite(age) else None
    return MonthOfWork(str(ledger.plan.calendar[at]), into, out, required, own, helped, backlog, waits, late, missed)


def _people(answer: Capacity) -> str:
    """What is said of the functions that are told by heads."""
    if not answer.short:
        return f"no function{' without work in the plan' if answer.work else ''} lacks as much as half a person in any month"
    return str(answer.short[0])


def _notes(ledger: Ledger) -> Iterable[str]:
    """What the figures leave out."""
    plan = ledger.plan
    told = {work.function for work in plan.work}
    by_count = [function for function in plan.functions if function not in told]
    if hidden := [name for name in SHORTFALL_COSTS if name in shown_categories(ledger)]:
        yield f"what {listed(hidden)} costs is not shown: too few people get it"
    if not plan.work:
        yield "the plan has no work.csv, so posts are held against people; add one to see what waits, and for how long"
    elif by_count:
        yield f"{counted(len(by_count), 'function')} without a row in work.csv: posts are held against people there"
    if plan.work and (ledger.operations.demand.own_share < 1 - TOLERANCE).any():
        yield "work placed with vendors is not in the figures; they are taken to do it in time"
    if any(work.queue == "live" for work in plan.work):
        yield "a live queue keeps no backlog: it is late in a month in which fewer people are there than it takes"
