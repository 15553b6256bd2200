"""Decision map: what is saved as two inputs change at once, and where saving turns into loss."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses._inputs import SCENARIO, Case, Input
from backoffice_lib.analyses._paths import every_number, find
from backoffice_lib.analyses._savings_over import By, SavingsOver
from backoffice_lib.analyses._shortfall import Absorbed, Shortfall, absorbed_by, in_a_sentence, who_absorbs
from backoffice_lib.basics.errors import InputProblems, refuse
from backoffice_lib.basics.money import counted, money, sentence, spoken
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario

SIZE = 21
PRICE = "price_per_fte_per_year"
MOST_WHOLE = 13
TIMES_MONEY_NOW = 2.5
"""How much more an amount is on the map, where no range is given: less than a single break-even looks for, so that the present is not in a corner."""


@dataclass(frozen=True)
class DecisionMap:
    """The answer to `decision_map`: the saving over a grid of two inputs, in plan currency, draw 0.

    across, up: the inputs; across_values, up_values: theirs. savings: a row for each value of `up`, from low to high, and in it one figure
    for each value of `across`. saving_now: with both as they are. by: profit, cash or npv. absorbed: for each vendor with work, who makes up
    for what its people do less.
    """

    plan: str
    scenario: str
    against: str
    currency: str
    months: int
    across: Input
    up: Input
    across_values: tuple[float, ...]
    up_values: tuple[float, ...]
    savings: tuple[tuple[float, ...], ...]
    saving_now: float
    by: By = "profit"
    absorbed: tuple[Absorbed, ...] = ()

    @property
    def cheaper_share(self) -> float:
        """The share of the map in which the scenario is the cheaper one."""
        return float((np.array(self.savings) > 0).mean())

    def __str__(self) -> str:
        name, other = spoken(self.scenario), spoken(self.against)
        inputs = f"{self.across.label} and {self.up.label}"
        verb = "saves" if self.saving_now >= 0 else "costs more by"
        present = " at present value" if self.by == "npv" else ""
        now = f"as they are it {verb} {money(abs(self.saving_now), self.currency)}{present} over {counted(self.months, 'month')}"
        if self.cheaper_share in (0.0, 1.0):
            word = "never" if not self.cheaper_share else "always"
            return f"{sentence(name)} is {word} cheaper than {other} over the range tried of {inputs}; {now}.{in_a_sentence(self.absorbed)}"
        return f"{sentence(name)} is cheaper than {other} in {self.cheaper_share:.0%} of the range tried of {inputs}; {now}.{in_a_sentence(self.absorbed)}"


@dataclass(frozen=True)
class Axis:
    """One side of a map: the path of an input, nothing for what decides on a vendor, and its range, none for one about the present value."""

    path: str = ""
    between: tuple[float, float] | None = None


def decision_map(
    plan: Plan,
    scenario: Scenario,
    against: Scenario | None = None,
    across: Axis | str = "",
    up: Axis | str = "",
    size: int = SIZE,
    by: By = "profit",
    shortfall: Shortfall | None = None,
) -> DecisionMap:
    """What a scenario saves over a grid of two inputs, in as few simulations as there can be.

    across, up: paths of inputs, or axes with a range too; the productivity and the price of the first vendor it places work with if left
    out. size: values of each. by: cost in the profit view, in cash, or at present value. shortfall: who makes up for what vendors' people
    do less; as each vendor says if left out. Raises InputProblems.
    """
    across, up = (one if isinstance(one, Axis) else Axis(one) for one in (across, up))
    _check_size(size)
    case = Case.of(absorbed_by(plan, shortfall), scenario, against)
    one, other = find(case, across.path or _of_vendor(case, "productivity_share")), find(case, up.path or _of_vendor(case, PRICE))
    if (one.root, one.at, one.field) == (other.root, other.at, other.field):
        raise refuse(up.path, "is the input across too", "name two inputs")
    columns, rows = _values(one, across.between, size), _values(other, up.between, size)
    savings = SavingsOver(case, by)
    found = savings.at([{one: float(column), other: float(row)} for row in rows for column in columns])
    return DecisionMap(
        plan=plan.name,
        scenario=scenario.name,
        against=case.against.name,
        currency=plan.currency,
        months=plan.months,
        across=one,
        up=other,
        across_values=tuple(columns.tolist()),
        up_values=tuple(rows.tolist()),
        savings=tuple(map(tuple, found.round(2).reshape(len(rows), -1).tolist())),
        saving_now=round(savings.now, 2),
        by=by,
        absorbed=who_absorbs(case),
    )


def inputs_to_map(plan: Plan, scenario: Scenario) -> tuple[Input, ...]:
    """The inputs of a scenario that a map can have on its sides: numbers of its initiatives, and of the vendors it places work with.

    First those that are there where none are named. Left out are those of which no range can be guessed. Raises InputProblems.
    """
    case = Case.of(plan, scenario, None)
    vendors = {contract.vendor for contract in scenario.extend(plan).contracts}
    found = [one for one in every_number(case) if (one.root == SCENARIO or (one.root == "vendors" and one.key in vendors)) and _has_range(one)]
    first = [f"vendors.{one}.{field}" for one in vendors for field in ("productivity_share", PRICE)]
    return tuple(sorted(found, key=lambda one: one.path not in first))


def _has_range(one: Input) -> bool:
    try:
        one.within(None)
    except InputProblems:
        return False
    return True


def _check_size(size: int) -> None:
    if not 2 <= size <= 101:
        raise refuse("size", f"is {size}", "give a number of values from 2 to 101")


def _values(one: Input, ends: tuple[float, float] | None, size: int) -> np.ndarray:
    low, high = one.within(ends)
    if ends is None and one.measure.is_money:
        high = min(high, TIMES_MONEY_NOW * one.now)
    values = np.linspace(low, high, min(size, MOST_WHOLE) if one.measure.whole else size)
    return np.unique(values.round()) if one.measure.whole else values


def _of_vendor(case: Case, field: str) -> str:
    """A field of the first vendor that work is placed with anew, by its path; where it asks for no price of a year, another price of it."""
    contracts = case.scenario.extend(case.plan).contracts
    placed = [contract for contract in contracts if contract not in case.plan.contracts] or contracts
    if not placed:
        raise refuse(f"scenario {case.scenario.name}", "places no work with a vendor", "name the inputs across and up")
    vendor = case.plan.record("vendor", placed[0].vendor)
    if field == PRICE:
        field = next((price for price in (PRICE, "price_per_hour", "fixed_fee_per_month") if likely(getattr(vendor, price) or 0.0)), PRICE)
    return f"vendors.{vendor.vendor}.{field}"
