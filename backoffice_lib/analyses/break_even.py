"""Break-even: the value of any input at which two scenarios cost the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses._crossings import HALF_A_CENT, Crossing, Curve, crossings
from backoffice_lib.analyses._inputs import Case, Input, whole_values
from backoffice_lib.analyses._paths import find
from backoffice_lib.analyses._savings_over import By, SavingsOver
from backoffice_lib.analyses._shortfall import Absorbed, Shortfall, absorbed_by, in_a_sentence, who_absorbs
from backoffice_lib.basics.errors import refuse
from backoffice_lib.basics.money import counted, figure, money, sentence, spoken
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario

GRID = 25
"""Values all over the range that are tried first."""


@dataclass(frozen=True)
class BreakEven:
    """The answer to `break_even`: where the saving of a scenario crosses nothing, or what is asked for, as one input changes.

    saving_now: with the input at its value `now`. crossings: all in the range, from low to high. points: value and saving over the range.
    direction: what more of the input does to the saving, `more`, `less`, `nothing` or `both`. found: the crossings in words, or `no flip between a and b`. by: profit, cash or npv.
    absorbed: for each vendor with work, who makes up for what its people do less.
    """

    plan: str
    scenario: str
    against: str
    currency: str
    months: int
    by: By
    input: Input
    low: float
    high: float
    target: float
    saving_now: float
    crossings: tuple[Crossing, ...]
    points: tuple[tuple[float, float], ...]
    absorbed: tuple[Absorbed, ...] = ()

    @property
    def now(self) -> float:
        """What the input is now."""
        return self.input.now

    @property
    def nearest(self) -> Crossing | None:
        """The crossing nearest to what the input is now; none where there is none."""
        return min(self.crossings, key=lambda one: abs(one.value - self.now), default=None)

    @property
    def found(self) -> str:
        """The crossings in words, or that there is none between the ends of the range."""
        if not self.crossings:
            return f"no flip between {figure(self.input.told(self.low))} and {figure(self.input.told(self.high))}"
        return ", ".join(figure(self.input.told(one.value)) for one in self.crossings)

    @property
    def direction(self) -> str:
        """What more of the input does to the saving."""
        steps = np.diff([saving for _, saving in self.points])
        rises, falls = bool((steps > HALF_A_CENT).any()), bool((steps < -HALF_A_CENT).any())
        return {(True, False): "more", (False, True): "less", (False, False): "nothing"}.get((rises, falls), "both")

    def __str__(self) -> str:
        return f"{self.where} {self.as_it_is}{in_a_sentence(self.absorbed)}"

    @property
    def where(self) -> str:
        """Where both cost the same, in a sentence."""
        say, name, other = self.input.spoken, spoken(self.scenario), spoken(self.against)
        aim = f"costs the same as {other}" if not self.target else f"saves {money(self.target, self.currency)} against {other}"
        if self.direction == "nothing":
            return f"{sentence(self.input.label)} makes no difference to what {name} saves against {other}."
        if not self.crossings:
            span = f"between {say(self.low)} and {say(self.high)}"
            return f"{sentence(name)} has no break-even {span} for {self.input.label}."
        if self.input.measure.whole:
            ends = [f"{self._cheaper_up_to(one)}" for one in self.crossings]
            return f"{sentence(name)} breaks even in {self.input.label}: {', '.join(ends)}."
        if all(one.jump for one in self.crossings):
            aim = f"turns against {other}" if not self.target else f"passes a saving of {money(self.target, self.currency)} against {other}"
        return f"{sentence(name)} {aim} with {self.input.label} at {'; at '.join(self._turn(one) for one in self.crossings)}."

    def _turn(self, one: Crossing) -> str:
        """One crossing that is not of whole numbers: where, whether all at once, and on which side it is cheaper."""
        at = self.input.spoken(one.value)
        if one.jump:
            before, after = (money(self.target + missing, self.currency) for missing in one.jump)
            at = f"{at}, where the saving jumps from {before} to {after}"
        return at if self.target else f"{at}, and is cheaper {one.cheaper} it"

    def _cheaper_up_to(self, one: Crossing) -> str:
        word = "cheaper" if one.cheaper == "above" else "no longer cheaper"
        return f"{word} from {self.input.spoken(one.value)}"

    @property
    def as_it_is(self) -> str:
        """What is saved as things are, in a sentence."""
        verb = "saves" if self.saving_now >= 0 else "costs more by"
        present = " at present value" if self.by == "npv" else ""
        at = "" if self.input.measure.confidential else f" at {self.input.spoken(self.now)}"
        over = counted(self.months, "month")
        return f"As it is{at}, it {verb} {money(abs(self.saving_now), self.currency)}{present} over {over}."


def break_even(
    plan: Plan,
    scenario: Scenario,
    against: Scenario | None = None,
    input: str = "",
    between: tuple[float, float] | None = None,
    by: By = "profit",
    target: float = 0.0,
    shortfall: Shortfall | None = None,
) -> BreakEven:
    """The value of one input at which two scenarios cost the same over the plan, or at which `target` is saved, draw 0.

    input: the path of a number, such as `vendors.Archive Partners.productivity_share`, `fx.INR.rate` or `scenario.outsource_work.share`.
    between: the range to look in; one about the present value if left out. by: cost in the profit view, in cash, or at present value.
    shortfall: who makes up for what vendors' people do less; as each vendor says if left out.
    All changes of sign between 25 values over the range are found to half a cent, or where the saving jumps, to a billionth of the range;
    of whole numbers each is tried. Raises InputProblems.
    """
    if not math.isfinite(target):
        what = "is not a number" if math.isnan(target) else "is infinite"
        raise refuse("target", what, "give the saving to reach in money, or 0 to cost the same")
    case = Case.of(absorbed_by(plan, shortfall), scenario, against)
    one = find(case, input)
    return crossings_of(SavingsOver(case, by), [(one, *one.within(between))], target)[0]


def crossings_of(savings: SavingsOver, spans: Sequence[tuple[Input, float, float]], target: float = 0.0, grid: int = GRID) -> list[BreakEven]:
    """The break-evens of several inputs, each by itself in its range; the search for their crossings goes through the same simulations."""
    tried = [whole_values(*ends, grid) if one.measure.whole else np.linspace(*ends, grid) for one, *ends in spans]
    saved = np.split(
        savings.at([{one: float(value)} for (one, *_), values in zip(spans, tried, strict=True) for value in values]),
        np.cumsum([len(values) for values in tried])[:-1],
    )
    found = crossings(
        lambda asked: savings.at([{spans[at][0]: value} for at, value in asked]),
        [Curve(*known, whole=one.measure.whole) for *known, (one, *_) in zip(tried, saved, spans, strict=True)],
        target,
    )
    case, absorbed = savings.case, who_absorbs(savings.case)
    return [
        BreakEven(
            plan=case.plan.name,
            scenario=case.scenario.name,
            against=case.against.name,
            currency=case.plan.currency,
            months=case.plan.months,
            by=savings.by,
            input=one,
            low=low,
            high=high,
            target=target,
            saving_now=round(savings.now, 2),
            crossings=found[at],
            points=tuple(zip(tried[at].tolist(), saved[at].round(2).tolist(), strict=True)),
            absorbed=absorbed,
        )
        for at, (one, low, high) in enumerate(spans)
    ]
