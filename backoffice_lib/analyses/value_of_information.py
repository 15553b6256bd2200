"""Value of information: what it would be worth to know, before deciding between scenarios, how an assumption turns out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses._choice import Choice
from backoffice_lib.basics.money import money, sentence, spoken, whole
from backoffice_lib.ledger import Ledger

SMOOTHED = 128
"""Points through which the mean cost by an input is smoothed: the means of as many equal shares of all draws."""


@dataclass(frozen=True)
class Known:
    """What it is worth to know one input before deciding. name: as it is asked for; label: for reading. changes: how often one would then decide otherwise."""

    name: str
    label: str
    value: float
    changes: float


@dataclass(frozen=True)
class InformationValue:
    """The answer to `value_of_information`, in plan currency at present value.

    best: the scenario with the lowest mean cost, which one would choose now, and cost: that mean. all_known: what it is worth to know everything,
    and error: its standard error; no study of any kind is worth more. inputs: what each is worth by itself, the most first. They do not add up
    to the worth of all: two may be worth nothing but together.
    """

    plan: str
    scenarios: tuple[str, ...]
    currency: str
    draws: int
    seed: int
    best: str
    cost: float
    all_known: float
    error: float
    changes: float
    inputs: tuple[Known, ...]
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.all_known <= 0:
            return f"{sentence(spoken(self.best))} is the cheapest in every draw: it is worth nothing to know more before deciding."
        all_of_it = f"To know everything before deciding is worth {money(self.all_known, self.currency)}"
        first = self.inputs[0] if self.inputs else None
        if first is None or first.value <= 0:
            return f"{all_of_it}; now {spoken(self.best)} is the choice. No input is worth anything by itself."
        return f"{all_of_it}; most of all {first.label}, {whole(first.value)} by itself. Now {spoken(self.best)} is the choice."


def value_of_information(ledgers: Sequence[Ledger]) -> InformationValue:
    """What it is worth to know the uncertain inputs before one of some scenarios is chosen for its mean cost at present value.

    ledgers: of the scenarios, today among them if it may stay; all with the same draws. What an input is worth by itself is found from the
    draws that are there: for each scenario the mean cost given the input is smoothed over it. Raises InputProblems. Source:
    M. Strong, J. E. Oakley, A. Brennan, Medical Decision Making 34 (2014), 311-326.
    """
    choice = Choice.of(ledgers)
    costs, best = choice.costs, choice.best
    gained = costs[best] - costs.min(axis=0)
    return InformationValue(
        plan=choice.plan.name,
        scenarios=choice.names,
        currency=choice.plan.currency,
        draws=choice.draws,
        seed=choice.seed,
        best=choice.names[best],
        cost=round(float(costs[best].mean()), 2),
        all_known=round(float(gained.mean()), 2),
        error=round(float(gained.std() / np.sqrt(len(gained))), 2),
        changes=float((gained > 0).mean()),
        inputs=tuple(sorted(_each(choice), key=lambda one: (-one.value, one.name))),
        notes=choice.notes,
    )


def _each(choice: Choice) -> Iterator[Known]:
    ever = np.unique(np.append(choice.costs.argmin(axis=0), choice.best))
    less_than_best, best = choice.costs[ever] - choice.costs[choice.best], int(np.flatnonzero(ever == choice.best)[0])
    for one, values in choice.inputs():
        value, changes = _worth(values, less_than_best, best)
        if value:
            # draws of the input moved against those of the costs have nothing to tell: what they seem to be worth is noise
            noise = max(_worth(np.roll(values, len(values) * part // 4), less_than_best, best)[0] for part in (1, 2, 3))
            value, changes = (value, changes) if value > noise else (0.0, 0.0)
        yield Known(one.name, one.label, round(value, 2), changes)


def _worth(values: np.ndarray, costs: np.ndarray, best: int) -> tuple[float, float]:
    """What it is worth to know an input, and how often the choice would be another one; costs: above those of the best, [scenario, draw]."""
    expected = np.array([_smoothed(values, one) for one in costs])
    # the mean of each scenario is known better from all draws than from what was smoothed
    value = float(-expected.min(axis=0).mean() - max(-expected.mean(axis=1).min(), 0.0))
    return max(value, 0.0), float((expected.argmin(axis=0) != best).mean())


def _smoothed(values: np.ndarray, costs: np.ndarray) -> np.ndarray:
    """The mean cost given an input, smoothed over it, at as many equal shares of the draws; a single mean where the input is always the same."""
    from scipy.interpolate import make_smoothing_spline

    if not costs.any():
        return np.zeros(min(SMOOTHED, len(costs)))
    order = np.argsort(values, kind="stable")
    shares = np.array_split(order, min(SMOOTHED, len(order)))
    along, high = (np.array([of[share].mean() for share in shares]) for of in (values, costs))
    known, place = np.unique(along, return_inverse=True)
    counts = np.bincount(place).astype(float)
    means = np.bincount(place, weights=high) / counts
    if len(known) < 5:
        return means[place]
    size = np.ptp(known)
    return make_smoothing_spline((known - known[0]) / size, means, w=counts)((along - known[0]) / size)
