"""Sensitivity: what moves the answer: each uncertain input by itself, and how much of all that is unsure comes from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses._unsure import HIDDEN, UnsureInput, is_hidden, unsure_inputs
from backoffice_lib.basics.errors import choice, nearest, refuse
from backoffice_lib.basics.money import counted, money, sentence, spoken, whole
from backoffice_lib.draws import Watch, at_chosen
from backoffice_lib.drivers import Luck
from backoffice_lib.plan import Plan
from backoffice_lib.plan.correlations import correlated
from backoffice_lib.scenario import Scenario

ENDS = (0.1, 0.9)
"""How far each input is moved: to what one of ten of its draws stays below, and one of ten goes beyond."""
COUNTED = {"profit": "over the plan", "npv": "at present value"}
"""What of an answer is looked at."""
SAME = 1e-9
"""Of an answer: what moves it by less does not move it."""
RESAMPLED = 1
"""The seed of resampling; SALib takes 0 for none at all."""
FEWEST, MOST = 32, 65_536
"""Of base samples: with fewer, the shares are too uncertain to be read; more need memory, and tell nothing more."""


@dataclass(frozen=True)
class Swing:
    """What one input does to the answer by itself. low, likely, high: the input at its ends and in draw 0; at_low, at_high: the answer there.

    name: of the input, as it is asked for; label: for reading; words, short: both its ends for reading, with and without unit. Of a random walk the values are by how much it
    has multiplied the path by the end of the plan, of pay how far it is from what is likely.
    """

    name: str
    label: str
    low: float
    likely: float
    high: float
    words: tuple[str, str]
    short: tuple[str, str]
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far the answer moves from one end of the input to the other."""
        return round(abs(self.at_high - self.at_low), 2)


@dataclass(frozen=True)
class Part:
    """How much of the variance of the answer an input explains. first: by itself; total: with all it does together with others.

    first_error, total_error: half the width of the interval that holds them in 19 of 20 cases, by resampling.
    """

    name: str
    label: str
    first: float
    first_error: float
    total: float
    total_error: float


@dataclass(frozen=True)
class Sensitivity:
    """The answer to `sensitivity`, in plan currency: of one scenario its cost, of two what the one saves against the other.

    likely: the answer where all is as likely. swings: widest first. parts: largest total first; none where no samples were asked for.
    samples: base samples of the parts; draws: how many simulations both needed.
    """

    plan: str
    scenario: str
    against: str
    currency: str
    by: str
    likely: float
    swings: tuple[Swing, ...]
    parts: tuple[Part, ...]
    samples: int
    draws: int
    notes: tuple[str, ...] = ()

    @property
    def is_saving(self) -> bool:
        """Whether two scenarios are compared, and the answer is what is saved."""
        return bool(self.against)

    @property
    def turning(self) -> tuple[str, ...]:
        """The inputs that by themselves turn a saving into a loss, or a loss into a saving."""
        return tuple(one.label for one in self.swings if self.is_saving and min(one.at_low, one.at_high) < 0 < max(one.at_low, one.at_high))

    def __str__(self) -> str:
        what = "saving" if self.is_saving else "cost"
        of = f"The {what} of {spoken(self.scenario)}, {money(self.likely, self.currency)} {COUNTED[self.by]} where all is as likely,"
        if not self.swings or not self.swings[0].width:
            return f"{of} hangs on nothing that is unsure and may be told."
        widest = self.swings[0]
        ends = f"{whole(min(widest.at_low, widest.at_high))} and {whole(max(widest.at_low, widest.at_high))}"
        told = f"{of} hangs most on {widest.label}, which moves it between {ends}."
        if not self.is_saving:
            return told
        if not self.turning:
            return f"{told} No input turns the decision by itself."
        return f"{told} {sentence(counted(len(self.turning), 'input'))} can turn the decision: {', '.join(self.turning[:3])}."


def sensitivity(
    plan: Plan, scenario: Scenario, against: Scenario | None = None, by: str = "profit", samples: int = 0, workers: int = 1, watch: Watch | None = None
) -> Sensitivity:
    """What moves the cost of a scenario or, against another, its saving: every uncertain input moved by itself, and Sobol's indices.

    by: `profit`, the cost over the plan, or `npv`. samples: base samples for the indices, a power of 2; they need samples x (inputs + 2)
    draws; none for the swings alone. Raises InputProblems. Source of the indices: A. Saltelli and others, Computer Physics Communications
    181 (2010), 259-270, by SALib.
    """
    _check(by, samples)
    sides = [scenario] if against is None else [against, scenario]
    known = unsure_inputs(plan, sides)
    asked = _Asked(plan, sides, by, workers, watch)
    moved, likely = asked.ends(known)
    parts = asked.parts(known, samples) if samples and known else ()
    return Sensitivity(
        plan=plan.name,
        scenario=scenario.name,
        against=against.name if against else "",
        currency=plan.currency,
        by=by,
        likely=likely,
        swings=tuple(sorted(moved, key=lambda one: -one.width)),
        parts=tuple(sorted(parts, key=lambda one: -one.total)),
        samples=samples,
        draws=len(sides) * (1 + 2 * len(known) + samples * (len(known) + 2) * bool(parts)),
        notes=tuple(_notes(plan, sides, known)),
    )


def draws_at_once(plan: Plan, sides: Sequence[Scenario], samples: int) -> int:
    """How many draws of each scenario are worked out in one go, which is what can be shared out; sides: the scenario, or both that are compared."""
    inputs = len(unsure_inputs(plan, sides))
    return max(1 + len(ENDS) * inputs, samples * (inputs + 2))


def _check(by: str, samples: int) -> None:
    if by not in COUNTED:
        raise refuse("by", f'"{by}" is not known', choice("use", nearest(by, COUNTED), COUNTED), nearest(by, COUNTED))
    if samples and (not FEWEST <= samples <= MOST or samples & (samples - 1)):
        example = min(max(FEWEST, 1 << samples.bit_length()), MOST)
        raise refuse("samples", f"is {samples}", f"give a power of 2 from {FEWEST} to {MOST:,}, such as {example}; 0 for none")


@dataclass(frozen=True)
class _Asked:
    """What every question to the model has in common."""

    plan: Plan
    sides: Sequence[Scenario]
    by: str
    workers: int
    watch: Watch | None

    def answers(self, chosen: Mapping[str, np.ndarray]) -> tuple[np.ndarray, Luck]:
        """The answer at each choice of the inputs, [draw], and what they are there."""
        found = [at_chosen(self.plan, side, chosen, workers=self.workers, watch=self.watch) for side in self.sides]
        costs = [one.npv if self.by == "npv" else one.total for one in found]
        return costs[0] - costs[1] if len(costs) == 2 else costs[0], found[-1].luck

    def ends(self, known: Mapping[str, UnsureInput]) -> tuple[list[Swing], float]:
        """The answer where one input after the other is at its ends, and where all are as likely, which is the first draw."""
        count = 1 + len(ENDS) * len(known)
        chosen = {name: np.full(count, np.nan) for name in known} or {"": np.full(1, np.nan)}
        for at, name in enumerate(known):
            chosen[name][1 + 2 * at : 3 + 2 * at] = ENDS
        answers, luck = self.answers(chosen)
        return [_swing(one, luck, answers, 1 + 2 * at) for at, one in enumerate(known.values())], round(float(answers[0]), 2)

    def parts(self, known: Mapping[str, UnsureInput], samples: int) -> list[Part]:
        """Sobol's indices of first order and in total."""
        from SALib.analyze import sobol as analyse
        from SALib.sample import sobol as sample

        problem = {"num_vars": len(known), "names": list(known), "bounds": [[0.0, 1.0]] * len(known)}
        shares = sample.sample(problem, samples, calc_second_order=False, seed=0)
        answers, _ = self.answers({name: np.ascontiguousarray(shares[:, at]) for at, name in enumerate(known)})
        if np.ptp(answers) < SAME * max(float(np.abs(answers).max()), 1.0):
            return [Part(name, one.label, 0.0, 0.0, 0.0, 0.0) for name, one in known.items()]
        found = analyse.analyze(problem, (answers - answers.mean()) / answers.std(), calc_second_order=False, seed=RESAMPLED)
        rows = np.stack([found[index] for index in ("S1", "S1_conf", "ST", "ST_conf")], axis=1).tolist()
        return [Part(name, one.label, *row) for (name, one), row in zip(known.items(), rows, strict=True)]


def _swing(one: UnsureInput, luck: Luck, answers: np.ndarray, at: int) -> Swing:
    """What an input does to the answer; at: the draw in which it is low, before that in which it is high."""
    low, high = (float(end) for end in luck.values(one.value)[at : at + 2])
    words, short = ((said(low), said(high)) for said in (one.spoken, one.short))
    figures = (round(float(answer), 2) for answer in answers[at : at + 2])
    return Swing(one.name, one.label, one.told(low), one.told(one.likely), one.told(high), words, short, *figures)


def _notes(plan: Plan, sides: Sequence[Scenario], known: Mapping[str, UnsureInput]) -> list[str]:
    notes = [HIDDEN] if is_hidden(known, plan, sides) else []
    if not known and not notes:
        notes.append("nothing in the plan is unsure: write a number as low..likely..high to say that it is")
    tied = [name for group in correlated(plan) for name in group.names if len(group.names) > 1 and name in known]
    if tied:
        notes.append(f"here inputs are moved one without the other, though the plan ties some together: {', '.join(tied[:4])}")
    if plan.policies.leavers == "binomial":
        notes.append("who leaves by chance is left out: as many leave as expected")
    return notes
