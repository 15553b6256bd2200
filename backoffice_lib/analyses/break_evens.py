"""Break-evens: which of all inputs a decision hangs on, each with the value at which it would turn."""

from __future__ import annotations

from dataclasses import dataclass

from backoffice_lib.analyses._decisive import Decisive, decisive
from backoffice_lib.analyses._inputs import Case, Input
from backoffice_lib.analyses._paths import every_number
from backoffice_lib.analyses._savings_over import By, SavingsOver
from backoffice_lib.analyses._shortfall import Absorbed, Shortfall, absorbed_by, in_a_sentence, who_absorbs
from backoffice_lib.analyses.break_even import BreakEven, crossings_of
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.money import counted, money, sentence, spoken
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario

MOST = 10
GRID = 9
"""Values over the range of each, fewer than where one input is asked for by itself."""


@dataclass(frozen=True)
class BreakEvens:
    """The answer to `break_evens`: the break-even of each of the most decisive inputs, the one that is nearest to turning first.

    answers: those with a break-even, the least relative change first; then those that move the saving, the most first. tried: how many
    inputs were changed. notes: which could not be tried. absorbed: who makes up for slower people.
    """

    plan: str
    scenario: str
    against: str
    currency: str
    months: int
    by: By
    saving_now: float
    answers: tuple[BreakEven, ...]
    tried: int
    notes: tuple[str, ...]
    absorbed: tuple[Absorbed, ...]

    def __str__(self) -> str:
        name, other = sentence(spoken(self.scenario)), spoken(self.against)
        verb = "saves" if self.saving_now >= 0 else "costs more by"
        present = " at present value" if self.by == "npv" else ""
        now = f"As things are, it {verb} {money(abs(self.saving_now), self.currency)}{present} over {counted(self.months, 'month')}."
        tried = f"{counted(self.tried, 'input')} tried"
        if not self.answers:
            return f"No input makes a difference to what {spoken(self.scenario)} saves against {other}, of {tried}. {now}"
        first, absorbed = self.answers[0], in_a_sentence(self.absorbed)
        if first.nearest is None:
            return f"{name} has no break-even against {other} within the range of any of {tried}. {now}{absorbed}"
        return f"{first.where} Of {tried}, it is the one nearest to turning the decision. {now}{absorbed}"


def break_evens(
    plan: Plan, scenario: Scenario, against: Scenario | None = None, by: By = "profit", most: int = MOST, shortfall: Shortfall | None = None
) -> BreakEvens:
    """The break-evens of the inputs that decide between two scenarios: of all numbers of the plan and of both, those of which the smallest
    relative change would turn the decision.

    Every input that is not 0 is changed by a tenth, and those that move the saving most are followed to where it turns, each by itself in a
    range about its present value. by: cost in the profit view, in cash, or at present value. most: how many are told. shortfall: who makes
    up for what vendors' people do less; as each vendor says if left out. Raises InputProblems.
    """
    case = Case.of(absorbed_by(plan, shortfall), scenario, against)
    savings = SavingsOver(case, by)
    # where both do the same nothing can turn it
    found = decisive(savings, list(every_number(case)) if _differ(case) else [], most)
    notes = list(found.notes)
    answers = [answer for answer in _followed(savings, found, most, notes) if answer.direction != "nothing"]
    return BreakEvens(
        plan=plan.name,
        scenario=scenario.name,
        against=case.against.name,
        currency=plan.currency,
        months=plan.months,
        by=by,
        saving_now=round(savings.now, 2),
        answers=tuple(sorted(answers, key=_far)),
        tried=found.tried,
        notes=tuple(notes),
        absorbed=who_absorbs(case),
    )


def _differ(case: Case) -> bool:
    """Whether the two scenarios are anything but the same initiatives on the same plan."""
    return any(getattr(case.scenario, name) != getattr(case.against, name) for name in ("levers", "frozen"))


def _followed(savings: SavingsOver, found: Decisive, most: int, notes: list[str]) -> list[BreakEven]:
    """The break-evens of the inputs that promise most, first those that may turn the decision within their range."""
    spans = []
    for one in found.in_order(savings.now):
        try:
            spans.append((one, *one.within(None)))
        except InputProblems:
            continue
        if len(spans) == most:
            break
    return _tried(savings, spans, notes)


def _tried(savings: SavingsOver, spans: list[tuple[Input, float, float]], notes: list[str]) -> list[BreakEven]:
    """All inputs in the same simulations; where the plan does not allow one of them its range, each by itself."""
    try:
        return crossings_of(savings, spans, grid=GRID) if spans else []
    except InputProblems as refused:
        if len(spans) == 1:
            notes.append(f"{spans[0][0].label} could not be tried over its range: {refused.problems[0]}")
            return []
        return [answer for span in spans for answer in _tried(savings, [span], notes)]


def _far(answer: BreakEven) -> tuple[int, float]:
    """How far the input is from turning the decision, against what it is now; without a break-even, how little it moves the saving."""
    saved = [saving for _, saving in answer.points]
    if answer.nearest is None:
        return 2, min(saved) - max(saved)
    if not answer.now:
        return 1, min(saved) - max(saved)
    return 0, abs(answer.nearest.value - answer.now) / abs(answer.now)
