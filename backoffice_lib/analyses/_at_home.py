"""What an answer on working from home is made of: its parts, the effects in a scenario, and their published ranges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.money import spoken
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.drivers import Lever
from backoffice_lib.drivers.at_home import factor
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import Plan, Rate
from backoffice_lib.plan.rates import REMOTE_EFFECT
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate

ABOUT_HOME = {"remote_work", "hybrid_days", "change_subsidy", "desk_sharing"}
"""The levers that change who is at home, what they are paid for it, or how many seats the others need."""

ABOUT_SPACE = {"lease", "site", "index"}
"""What levers name that change space alone."""

SPACE = ("rent", "service charges", "flexible desks", "lease exit")
SET_UP = ("equipment",)
SUBSIDY = ("remote subsidy", "subsidy tax", "remote allowance", "coworking", "travel", "IT")
PARTS = ("space", "productivity", "attrition", "pay", "subsidy", "set-up")
"""The parts there always are."""

FIELDS = {
    "productivity": {"remote_output_share": 1.0, "hybrid_output_share": 1.0},
    "attrition": {"remote_leavers_share": 1.0, "hybrid_leavers_share": 1.0, "time_to_hire_months": None},
    "pay": {"remote_pay_share": 1.0},
}
"""For each effect the fields of levers that say it, and what they are where there is none."""


@dataclass(frozen=True)
class Range:
    """The range in the rates of an effect that a scenario uses: its field and ends, and what its part would save at each, other effects aside.

    used: the values the scenario takes. low, high: the ends of what was published, no effect among them where there is only one study; low_saving, high_saving: at them.
    """

    part: str
    field: str
    used: tuple[float, ...]
    low: float
    high: float
    low_saving: float
    high_saving: float


def other_initiatives(scenario: Scenario) -> tuple[str, ...]:
    """What else a scenario does, besides working from home and giving up or taking space."""
    others = [lever for lever in scenario.levers if lever.word() not in ABOUT_HOME and {kind for _, kind, _ in lever.refs()} - ABOUT_SPACE]
    return tuple(dict.fromkeys(spoken(lever.word()) for lever in others))


def without_effects(scenario: Scenario, effect: str) -> Scenario:
    """The scenario with one effect of being at home taken away from all its levers."""
    return scenario.with_(levers=tuple(_with(lever, FIELDS[effect]) for lever in scenario.levers))


def _with(lever: Lever, values: dict[str, float | None]) -> Lever:
    """The lever with those of the values that are fields of its own; itself where they are so already."""
    changed = {name: value for name, value in values.items() if lever.word() in ABOUT_HOME and getattr(lever, name, value) != value}
    return lever.with_(**changed) if changed else lever


def cost_by_category(ledger: Ledger) -> dict[str, float]:
    """The cost of each category over the plan."""
    return {name: float(amounts[:, 0].sum()) for name, amounts in ledger.by_category().items()}


def part_of(category: str) -> str:
    """The part a category belongs to; its own name where that is none."""
    parts = {"space": SPACE, "subsidy": SUBSIDY, "set-up": SET_UP}
    return next((part for part, names in parts.items() if category in names), category)


def capacity_at_pay(ledger: Ledger) -> float:
    """What the work that people do more, or less, for being at home is worth at their salaries."""
    more = factor(ledger.drivers, "output") - 1
    salaries = [line for line in ledger.lines if line.category.name == "salaries"]
    return sum(float((line.amount * more)[:, :, 0].sum()) for line in salaries) if more.any() else 0.0


def ranges(plan: Plan, scenario: Scenario) -> tuple[Range, ...]:
    """The published ranges of the effects used, each with what the scenario would save through it at both ends.

    As in the answer itself, productivity is seen beside all other effects, attrition without it, pay without both.
    """
    found, step = [], scenario
    for effect, neutral in FIELDS.items():
        bare = without_effects(step, effect)
        for field, value in neutral.items():
            used = tuple(dict.fromkeys(likely(getattr(lever, field)) for lever in step.levers if getattr(lever, field, value) != value))
            published = [rate for rate in plan.rates if rate.what == REMOTE_EFFECT and rate.item == field and rate.value is not None]
            if used and published:
                found.append(_range(plan, (step, bare), effect, field, used, published))
        step = bare
    return tuple(found)


def _range(
    plan: Plan, steps: tuple[Scenario, Scenario], effect: str, field: str, used: tuple[float, ...], published: list[Rate]
) -> Range:
    step, bare = steps
    ends = min(rate.value for rate in published), max(rate.value for rate in published)
    base = _cost(plan, bare)
    savings = [round(base - _cost(plan, _at(step, bare, field, end)), 2) for end in ends]
    return Range(effect, field, used, *ends, *savings)


def _at(step: Scenario, bare: Scenario, field: str, value: float) -> Scenario:
    """The scenario without an effect but for one field, which is at a value wherever it was used."""
    pairs = zip(step.levers, bare.levers, strict=True)
    return bare.with_(
        levers=tuple(less.with_(**{field: value}) if full != less and getattr(full, field, None) != getattr(less, field, None) else less for full, less in pairs)
    )


def _cost(plan: Plan, scenario: Scenario) -> float:
    return float(np.sum(simulate(plan, scenario).by_month()[:, 0]))
