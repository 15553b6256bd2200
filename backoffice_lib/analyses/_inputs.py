"""A number of a plan or scenario that is given other values: how, in which range, and how it is read aloud."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from backoffice_lib import costs
from backoffice_lib.basics.errors import Wrong, refuse
from backoffice_lib.basics.money import figure, money, whole
from backoffice_lib.basics.record import Record
from backoffice_lib.basics.uncertain import Number
from backoffice_lib.basics.units import Measure
from backoffice_lib.drivers.declared import DRIVERS
from backoffice_lib.plan import Assumption, Plan
from backoffice_lib.scenario import Scenario

SCENARIO, AGAINST = "scenario", "against"
MONTHS_TRIED, OF_NOW, GROWTH_TRIED = 12, 0.2, (-0.1, 0.2)
MOST_WHOLE = 61
"""Whole numbers of which each is tried: five years of months."""
TIMES_NOW, TIMES_MONEY_NOW, TIMES_SHARE_NOW = 3.0, 5.0, 2.0
"""The range where none is given: months up to a year or twice as many as now, amounts up to so many times as much as now and, where they may
not be 0, down to a fifth; a yearly growth of so much less and more; shares from nothing to all, or to twice as much where that may be."""
_OF_PRICES = ("fx", "assumptions", "on_costs", "price_tiers", "rent_steps")


@dataclass(frozen=True)
class Case:
    """What is simulated for one comparison: a plan, a scenario, and the one it is held against."""

    plan: Plan
    scenario: Scenario
    against: Scenario

    @classmethod
    def of(cls, plan: Plan, scenario: Scenario, against: Scenario | None) -> Case:
        """The case of a scenario held against another, or against today, for a frozen one as it was kept.

        Where both are frozen on one plan, that is the plan whose inputs are asked for. What moves together by chance is left out, since
        numbers are given. Every assumption that a cost takes for
        granted is written out, so that it can be changed.
        """
        against = against or scenario.today
        if scenario.frozen and scenario.frozen == against.frozen:
            plan, scenario, against = scenario.frozen, scenario.with_(frozen=None), against.with_(frozen=None)
        known = {record.assumption for record in plan.assumptions}
        asked = (assumed for category in costs.categories() for assumed in category.assumes)
        more = {one.name: Assumption(assumption=one.name, value=one.default) for one in asked if one.name not in known}
        return cls(plan.with_(assumptions=(*plan.assumptions, *more.values()), correlations=(), stresses=()), scenario, against)

    def put(self, values: Mapping[Input, Number]) -> Case:
        """The same case with other values of some inputs. Raises InputProblems."""
        changes: dict[str, dict[int, dict[str, Number]]] = {}
        for one, value in values.items():
            changes.setdefault(one.root, {}).setdefault(one.at, {})[one.field] = value
        of_plan: dict[str, Any] = dict(changes.pop("", {}).get(0, {}))
        scenarios = {name: getattr(self, name) for name in (SCENARIO, AGAINST)}
        for root, records in changes.items():
            if root in scenarios:
                scenarios[root] = scenarios[root].with_(levers=_replaced(scenarios[root].levers, records))
            else:
                of_plan[root] = _replaced(getattr(self.plan, root), records)
        return Case(self.plan.with_(**of_plan) if of_plan else self.plan, scenarios[SCENARIO], scenarios[AGAINST])


def _wage_indices(plan: Plan) -> set[str]:
    """The indices that pay follows, which those who are hired or move are paid by."""
    return {plan.cost_index, *(team.wage_index for team in plan.teams), *(site.wage_index for site in plan.sites)}


def _replaced(records: Sequence[Record], changes: Mapping[int, Mapping[str, Number]]) -> tuple[Record, ...]:
    return tuple(record.with_(**changes[at]) if at in changes else record for at, record in enumerate(records))


@dataclass(frozen=True)
class Input:
    """A number of a plan or scenario that can be given another value.

    path: as it was asked for. root: the field of the plan that holds the record, `scenario`, `against`, or nothing for the plan itself.
    at: which of the records there. key: its name. field: of the record. now: its value in draw 0. currency: of its money.
    """

    path: str
    root: str
    at: int
    key: str
    field: str
    label: str
    measure: Measure
    now: float
    currency: str

    def is_same_as(self, other: Input) -> bool:
        """Whether both are the same number, by whatever path."""
        return (self.root, self.at, self.field) == (other.root, other.at, other.field)

    def is_of_prices(self, plan: Plan) -> bool:
        """Whether it is a price: whatever it is, people, work and space are the same."""
        if self.measure.confidential or self.measure.whole:
            return False
        if self.root in ("indices", "index_values"):
            return self.measure.unit != "index points" and self.key not in _wage_indices(plan)
        driver = DRIVERS.get(self.field)
        priced = driver is not None and driver.stage == "price" and driver.name != "salary_per_year"
        return self.root in _OF_PRICES or self.measure.is_money or priced or self.field in ("discount_rate_per_year", "profit_tax_share")

    def within(self, between: tuple[float, float] | None) -> tuple[float, float]:
        """The range to look in, as asked or one about the present value. Raises InputProblems where the field may not be so."""
        low, high = self._about_now() if between is None else between
        for name, value in (("low", low), ("high", high)):
            try:
                self.measure.check(int(value) if self.measure.whole and value == int(value) else value)
            except Wrong as wrong:
                raise refuse(f"{name} of {self.path}", wrong.what, wrong.mend) from None
        if not low < high:
            raise refuse(f"low of {self.path}", "is not below high", "give a range from a lower to a higher value")
        return float(low), float(high)

    def _about_now(self) -> tuple[float, float]:
        """From and to what the input is tried where nobody says."""
        measure, now = self.measure, self.now
        if measure.whole:
            return measure.low, min(max(MONTHS_TRIED, 2 * now), measure.high)
        if measure.low < 0:
            less, more = GROWTH_TRIED
            return max(measure.low, now + less), min(measure.high, now + more)
        low = now * OF_NOW if measure.above_low else measure.low
        if measure.unit.startswith("share") and measure.high <= 1:
            return low or 0.01 * measure.above_low, measure.high
        if not now:
            raise refuse(self.path, "is 0 now, so no range can be guessed", "give the lowest and the highest value to try")
        times = TIMES_MONEY_NOW if measure.is_money else TIMES_SHARE_NOW if measure.unit.startswith("share") else TIMES_NOW
        return low, min(times * now, measure.high)

    @property
    def unit(self) -> str:
        """The unit that values are told in: that of the field, or against what it is now where that is confidential."""
        return "times what it is now" if self.measure.confidential else self.measure.unit

    def told(self, value: float) -> float:
        """A value as it may be told: confidential pay only against what it is now."""
        return value / self.now if self.measure.confidential else value

    def spoken(self, value: float) -> str:
        """A value of the input for reading, with its unit; confidential pay only against what it is now."""
        if self.measure.confidential:
            return f"{self.told(value):.4g} times what it is now"
        return in_unit(value, self.measure.unit, self.currency)

    def short(self, value: float) -> str:
        """A value of the input without its unit, where that stands beside it: `55.56 %`, `50,000`, `3`."""
        if self.measure.confidential:
            return f"{self.told(value):.4g}"
        if self.measure.unit.startswith("share"):
            return f"{_per_cent(value)} %"
        return whole(value) if abs(value) >= 999.995 else f"{value:.5g}"


def _per_cent(share: float) -> str:
    return figure(round(100 * share, 4 if abs(share) < 0.1 else 2))


def in_unit(value: float, unit: str, currency: str) -> str:
    """A value with its unit: `55.56 %`, `USD 50,000 per FTE per year`, `3 months`."""
    of = unit.partition("/")[2].replace("/", " per ")
    per = f" per {of}" if of else ""
    if unit.startswith("share"):
        return f"{_per_cent(value)} %" + (" a year" if of == "year" else per)
    if unit.startswith("money"):
        amount = money(value, currency) if abs(value) >= 999.995 else f"{currency} {value:,.2f}"
        return f"{amount}{per}"
    if unit == "plan currency/unit":
        return f"{currency} {value:.5g}"
    shown = whole(value) if abs(value) >= 999.995 else f"{value:.5g}"
    return f"{shown} {'month' if unit == 'months' and value == 1 else unit.replace('/', ' per ')}"


def whole_values(low: float, high: float, most: int) -> np.ndarray:
    """Every whole number of a range of months or so few others; of more, so many spread over it."""
    values = np.arange(math.ceil(low), math.floor(high) + 1, dtype=float)
    return values if len(values) <= MOST_WHOLE else np.unique(np.linspace(values[0], values[-1], most).round())
