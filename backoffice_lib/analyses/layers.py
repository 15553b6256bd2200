"""Layers: who does the work, who leads them, who leads those, and how many each of them has."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.errors import refuse
from backoffice_lib.basics.money import counted, sentence, spoken
from backoffice_lib.basics.months import Month
from backoffice_lib.ledger import Ledger
from backoffice_lib.operations.supervision import Supervision
from backoffice_lib.plan import Span


@dataclass(frozen=True)
class LayerOfFunction:
    """The people of a function in one layer; 0 does the work, 1 supervises them, 2 supervises those, and so on."""

    function: str
    layer: int
    heads: float


@dataclass(frozen=True)
class SupervisingTeam:
    """A supervising team: whom it is over, the posts its spans ask for, and how many people each of its people really has.

    span_heads: as the plan has it, of its first row. real_span_heads: None where nobody supervises.
    """

    team: str
    function: str
    layer: int
    over: str
    span_heads: float
    posts: float
    heads: float
    supervised_heads: float
    real_span_heads: float | None


@dataclass(frozen=True)
class Layers:
    """The answer to `layers`, in one month, draw 0: heads by function and layer, and every supervising team."""

    plan: str
    scenario: str
    month: str
    functions: tuple[LayerOfFunction, ...]
    supervisors: tuple[SupervisingTeam, ...]

    @property
    def heads(self) -> float:
        """Everyone at work in the month."""
        return sum(row.heads for row in self.functions)

    @property
    def supervising_heads(self) -> float:
        """Those who supervise others."""
        return sum(row.heads for row in self.functions if row.layer)

    def __str__(self) -> str:
        name = sentence(spoken(self.plan))
        if not self.supervisors:
            return f"{name} names nobody who supervises; add supervision.csv, and team leaders follow from the people they have."
        doing = self.heads - self.supervising_heads
        each = f", one for {doing / self.supervising_heads:,.1f} who do the work" if self.supervising_heads else ""
        layers = 1 + max(row.layer for row in self.supervisors)
        return f"{name} has {counted(layers, 'layer')} in {self.month}: {self.supervising_heads:,.0f} of {self.heads:,.0f} people supervise{each}."


def layers(ledger: Ledger, month: str | Month = "") -> Layers:
    """The layers of a ledger in a month, the first of the plan where none is given. Raises InputProblems outside the plan."""
    plan = ledger.plan
    wanted = Month.of(month) if month else plan.start
    if wanted not in plan.calendar:
        raise refuse("month", f"{wanted} is outside the plan", f"give {plan.start} to {plan.calendar[-1]}")
    at = wanted - plan.start
    level = _levels(ledger)
    heads: dict[tuple[str, int], float] = {}
    for row, team in enumerate(plan.teams):
        key = team.function, level[row]
        heads[key] = heads.get(key, 0.0) + float(ledger.operations.staffing.at_work[at, row, 0])
    functions = tuple(LayerOfFunction(function, layer, number) for (function, layer), number in heads.items())
    return Layers(plan.name, ledger.scenario, str(wanted), functions, tuple(_supervisors(ledger, level, at)))


def _levels(ledger: Ledger) -> list[int]:
    """The layer of each team: one above the highest that it is over."""
    level = [0] * len(ledger.plan.teams)
    for layer in Supervision.of(ledger.plan).layers:
        below = np.flatnonzero(layer.over.sum(axis=0))
        level[layer.row] = 1 + max((level[row] for row in below), default=0)
    return level


def _supervisors(ledger: Ledger, level: list[int], at: int) -> list[SupervisingTeam]:
    plan, staff = ledger.plan, ledger.operations.staffing
    spans = ledger.drivers["span_heads"]
    found = []
    for layer in Supervision.of(plan).layers:
        here = float(staff.at_work[at, layer.row, 0])
        below = float(layer.over.sum(axis=0) @ staff.at_work[at, :, 0])
        found.append(
            SupervisingTeam(
                team=plan.teams[layer.row].team,
                function=plan.teams[layer.row].function,
                layer=level[layer.row],
                over=", ".join(_over(plan.supervision[span]) for span in layer.spans),
                span_heads=float(spans[min(at, len(spans) - 1), layer.spans[0], 0]),
                posts=float(staff.posts[at, layer.row, 0]),
                heads=here,
                supervised_heads=below,
                real_span_heads=below / here if here else None,
            )
        )
    return found


def _over(span: Span) -> str:
    """Whom a row of supervision.csv is over, in words."""
    return span.of_team or " at ".join(part for part in (span.of_function, span.of_site) if part) or "everyone"
