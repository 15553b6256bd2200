"""Bridge: what leads from the cost of one scenario to that of another, by initiative, by factor or by cost category."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np

from backoffice_lib.analyses import _bridge_text
from backoffice_lib.analyses._by_initiative import Effects, effects
from backoffice_lib.analyses._factors import by_factor
from backoffice_lib.analyses._initiatives import Steps, cannot_be_mixed, named, steps_between
from backoffice_lib.analyses._standing import standing
from backoffice_lib.basics.errors import Problem, choice, nearest, raise_all, refuse
from backoffice_lib.basics.money import cents
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.checks import CENT, ROUNDING
from backoffice_lib.ledger.disclosure import shown_categories
from backoffice_lib.ledger.ledger import View
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate

By = Literal["initiative", "factor", "category"]
How = Literal["shares", "in order", "alone"]
WAYS = {"by": ("initiative", "factor", "category"), "how": ("shares", "in order", "alone"), "view": ("profit", "cash")}
NOISE = 1e-6
"""Less money than this is what adding in another order may leave."""


@dataclass(frozen=True)
class Bar:
    """One part of a change of cost, in cents; positive costs more and is adverse, negative is favourable.

    by_category: the same change by cost category. alone: what it would do by itself; None where that is not asked. place: where an
    initiative is written. standard_error: how far the change may be off, where it was sampled.
    """

    name: str
    change: float
    by_category: tuple[tuple[str, float], ...] = ()
    alone: float | None = None
    place: str = ""
    standard_error: float | None = None


@dataclass(frozen=True)
class Pair:
    """Two initiatives, and by how much what they do to cost together differs from what each does without the other."""

    first: str
    second: str
    change: float


@dataclass(frozen=True)
class Bridge:
    """The answer to `bridge`, in plan currency, draw 0: bars that add up to the change of cost, to the cent.

    how: the bars are fair `shares`, each the average over every order in which things could change; or each after those before it, `in
    order`; or each `alone`, with what they do together as a bar of its own. together: what all do besides what each does alone; it is in the
    bars. pairs: of which initiatives that comes, the most first, where it is known. standing: on which plan both stand where one is frozen.
    simulations: how many it took. orders: how many orders were drawn by chance; 0 where shares are exact.
    """

    plan: str
    scenario: str
    start: str
    currency: str
    months: int
    by: By
    how: How
    view: View
    cost_before: float
    cost_after: float
    bars: tuple[Bar, ...]
    together: float = 0.0
    pairs: tuple[Pair, ...] = ()
    standing: tuple[str, ...] = ()
    simulations: int = 2
    orders: int = 0

    @property
    def change(self) -> float:
        """Cost after less cost before; negative is favourable."""
        return round(self.cost_after - self.cost_before, 2) + 0.0

    @property
    def by_category(self) -> dict[str, float]:
        """The change of each cost category: the sum of what the bars have of it."""
        found: dict[str, float] = {}
        for category, change in (part for bar in self.bars for part in bar.by_category):
            found[category] = round(found.get(category, 0.0) + change, 2)
        return dict(sorted(found.items()))

    @property
    def sentences(self) -> tuple[str, ...]:
        """One sentence for each bar, in order."""
        return tuple(_bridge_text.of_bar(self, bar) for bar in self.bars)

    @property
    def notes(self) -> tuple[str, ...]:
        """On which plan both ends stand, how the bars were found, and in how many simulations."""
        return (*self.standing, *(_bridge_text.found(self) if self.bars else ()))

    def __str__(self) -> str:
        return _bridge_text.of_all(self)


def bridge(
    plan: Plan,
    scenario: Scenario,
    start: Scenario | None = None,
    *,
    by: By = "initiative",
    how: How = "shares",
    view: View = "profit",
    seed: int = 0,
) -> Bridge:
    """What leads from the cost today, or of another scenario, to that of a scenario: bars that add up to the cent.

    start: today if left out; of a frozen scenario, the plan as it was kept. by: each initiative in which the two differ; volume, price, rate
    and each index; or each cost category. how: fair shares, one after another, or each alone. view: cost when it belongs, or cash when it is
    paid. seed: of the orders that are drawn where there are more than ten initiatives. Raises InputProblems.
    """
    raise_all(_unknown(by=by, how=how, view=view))
    start = start or scenario.today
    ledgers = simulate(plan, start), simulate(plan, scenario)
    if by != "initiative":
        return bridge_of(*ledgers, by=by, how=how, view=view)
    steps = steps_between(plan, start, scenario, view)
    found = by_initiative(*ledgers, steps, how, seed)
    if found is None:
        raise cannot_be_mixed(start, scenario, "their initiatives need other things of the plan")
    return found


def by_initiative(before: Ledger, after: Ledger, steps: Steps, how: How = "shares", seed: int = 0) -> Bridge | None:
    """The bridge between two ledgers by the initiatives that lead from one to the other; None where they lead elsewhere."""
    span = _Span(before, after, "initiative", how, steps.view)
    names = named(steps.initiatives)
    if not names:
        return span.bridge(_Parts({}))
    found = effects(steps, names, span.categories, how == "shares", seed)
    if not span.ends_at(found.ends):
        return None
    rows = {"shares": found.shares, "in order": found.in_order, "alone": found.alone}[how]
    parts = _Parts(
        dict(zip(names, rows, strict=True)),
        dict(zip(names, found.alone.sum(axis=1).tolist(), strict=True)),
        dict(zip(names, (one.place for one in steps.initiatives), strict=True)),
        {} if found.errors is None else dict(zip(names, found.errors.tolist(), strict=True)),
    )
    return span.bridge(parts, pairs=_pairs(found, names), simulations=found.simulations + 2, orders=found.orders)


def bridge_in_order(before: Ledger, after: Ledger, changes: Mapping[str, Mapping[str, float]], places: Mapping[str, str]) -> Bridge:
    """The bridge of initiatives of which it is known what each does, by category, after those before it, and where it is written."""
    span = _Span(before, after, "initiative", "in order", "profit")
    rows = {name: np.array([change.get(category, 0.0) for category in span.categories]) for name, change in changes.items()}
    return span.bridge(_Parts(rows, places=dict(places)))


def bridge_of(before: Ledger, after: Ledger, *, by: By = "factor", how: How = "shares", view: View = "profit") -> Bridge:
    """The bridge between two ledgers that are there already, by factor or category; they may be of two states of a plan.

    Raises InputProblems, also where their months or currencies differ.
    """
    raise_all(_unknown(by=by, how=how, view=view))
    if by == "initiative":
        raise refuse("bridge: by", "two ledgers do not say which initiatives lead from one to the other", "use factor or category")
    for name in ("currency", "start", "months"):
        one, other = getattr(before.plan, name), getattr(after.plan, name)
        if one != other:
            raise refuse("bridge", f"the ledgers differ in {name}: {one} and {other}", "simulate both over the same months and in the same currency")
    span = _Span(before, after, by, how, view)
    if by == "category":
        rows: dict[str, np.ndarray] = {}
        for category, row in span.in_cents().items():
            shown = span.shown.get(category, category)
            rows[shown] = rows.get(shown, 0.0) + row
        return span.bridge(_Parts(rows))
    currencies = {*before.plan.names("currency"), *after.plan.names("currency")}
    rows = {}
    alone: dict[str, float] = {}
    for (factor, category), ways in by_factor(before, after, view).items():
        name = _bridge_text.of_factor(factor, currencies)
        rows.setdefault(name, np.zeros(len(span.categories)))[span.categories.index(category)] += ways[how]
        alone[name] = alone.get(name, 0.0) + ways["alone"]
    return span.bridge(_Parts(rows, alone))


def _unknown(**asked: str) -> Iterator[Problem]:
    for name, word in asked.items():
        if word not in WAYS[name]:
            near = nearest(word, WAYS[name])
            yield Problem(f"bridge: {name}", f'"{word}" is no way to build a bridge', choice("use", near, WAYS[name]), near)


def _pairs(found: Effects, names: list[str]) -> tuple[Pair, ...]:
    """The pairs that make a difference together, the most first."""
    pairs = [Pair(names[one], names[other], round(change, 2)) for (one, other), change in found.pairs.items() if abs(change) >= CENT / 2]
    return tuple(sorted(pairs, key=lambda pair: -abs(pair.change)))


@dataclass(frozen=True)
class _Parts:
    """What the bars will be, unrounded, by name: changes by category [category], and what else is known of each."""

    rows: dict[str, np.ndarray]
    alone: dict[str, float] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    errors: dict[str, float] = field(default_factory=dict)

    def bar(self, name: str, change: float, by_category: tuple[tuple[str, float], ...]) -> Bar:
        """One of them, with its change in cents."""
        alone, error = self.alone.get(name), self.errors.get(name)
        return Bar(
            name, change + 0.0, by_category, None if alone is None else round(alone, 2) + 0.0, self.places.get(name, ""),
            None if error is None else round(error, 2),
        )


@dataclass(frozen=True)
class _Span:
    """The two ledgers a bridge leads between, and what is asked of it."""

    before: Ledger
    after: Ledger
    by: By
    how: How
    view: View

    @cached_property
    def costs(self) -> tuple[dict[str, float], ...]:
        """What each category costs in both ledgers."""
        ledgers = self.before, self.after
        return tuple({name: float(amounts[:, 0].sum()) for name, amounts in ledger.by_category(self.view).items()} for ledger in ledgers)

    @property
    def categories(self) -> list[str]:
        """The categories of either ledger, by name."""
        return sorted({*self.costs[0], *self.costs[1]})

    @cached_property
    def shown(self) -> dict[str, str]:
        """The names of categories that too few people get to be shown by themselves."""
        return shown_categories(self.before, self.after)

    def change_of(self, category: str) -> np.ndarray:
        """The change of one category, [category]."""
        before, after = (costs.get(category, 0.0) for costs in self.costs)
        return np.array([after - before if name == category else 0.0 for name in self.categories])

    def in_cents(self) -> dict[str, np.ndarray]:
        """The change of each category, each cost rounded before as in a comparison."""
        before, after = (dict(zip(costs, cents(list(costs.values())), strict=True)) for costs in self.costs)
        return {
            name: np.array([after.get(name, 0.0) - before.get(name, 0.0) if name == other else 0.0 for other in self.categories])
            for name in self.categories
        }

    def ends_at(self, ends: tuple[float, float]) -> bool:
        """Whether these are the costs of both ledgers, but for rounding."""
        gross = max(sum(abs(cost) for cost in costs.values()) for costs in self.costs)
        apart = [abs(end - sum(costs.values())) for end, costs in zip(ends, self.costs, strict=True)]
        return max(apart) <= max(CENT / 2, ROUNDING * gross)

    def bridge(self, parts: _Parts, **besides: Any) -> Bridge:
        """The bars in cents that add up to the change of cost; factors and categories without change are left out."""
        cost_before, cost_after = (round(sum(cents(list(costs.values()))), 2) for costs in self.costs)
        change = sum(map(self.change_of, self.categories), np.zeros(len(self.categories)))
        rest = change.sum() - sum(parts.alone.values()) if parts.alone else 0.0
        rows = dict(parts.rows)
        if self.how == "alone" and parts.alone:
            rows[_bridge_text.TOGETHER] = change - sum(rows.values())
        rows = {name: np.where(np.abs(row) < NOISE, 0.0, row) for name, row in rows.items()}
        moved = {name: row for name, row in rows.items() if row.any()}
        changes = dict(zip(moved, cents([float(row.sum()) for row in moved.values()], cost_after - cost_before), strict=True))
        named = [name for name in rows if name in moved or name in parts.places]
        return Bridge(
            self.before.plan.name, self.after.scenario, self.before.scenario, self.before.plan.currency, self.before.plan.months,
            self.by, self.how, self.view, cost_before, cost_after,
            tuple(parts.bar(name, changes.get(name, 0.0), self._split(rows[name], changes.get(name, 0.0))) for name in named),
            together=round(float(rest), 2) + 0.0,
            standing=tuple(standing(self.before, self.after)),
            **besides,
        )

    def _split(self, row: np.ndarray, change: float) -> tuple[tuple[str, float], ...]:
        """A bar by category, adding up to it; categories it does not touch are left out."""
        touched: dict[str, float] = {}
        for name, amount in zip(self.categories, row.tolist(), strict=True):
            if amount:
                shown = self.shown.get(name, name)
                touched[shown] = touched.get(shown, 0.0) + amount
        return tuple(zip(touched, cents(list(touched.values()), change), strict=True))
