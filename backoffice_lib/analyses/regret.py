"""Regret: by how much each scenario turns out dearer than the one that would have been the cheapest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses._choice import Choice
from backoffice_lib.analyses._spread import Chance, Spread, spread
from backoffice_lib.analyses.risk import how_often
from backoffice_lib.basics.money import money, sentence, spoken, whole
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.drawn import quantiles
from backoffice_lib.ledger.present_value import cash_after_tax, npv_of


@dataclass(frozen=True)
class Regretted:
    """What one may come to regret of one scenario, in plan currency at present value.

    cost: of the scenario. mean, p95, most: its cost above that of the cheapest in each draw, on average, what one draw of twenty exceeds, and
    the most of all. cheapest: the chance that it is the cheapest.
    """

    scenario: str
    cost: Spread
    mean: float
    p95: float
    most: float
    cheapest: Chance


@dataclass(frozen=True)
class Regret:
    """The answer to `regret`: what may be regretted of each scenario, the least mean regret first, which is also the lowest mean cost.

    cautious: the scenario whose most regret is the least.
    """

    plan: str
    currency: str
    draws: int
    seed: int
    scenarios: tuple[Regretted, ...]
    notes: tuple[str, ...] = ()

    @property
    def cautious(self) -> Regretted:
        """The scenario that can be regretted least, whatever happens."""
        return min(self.scenarios, key=lambda one: one.most)

    def __str__(self) -> str:
        best, cautious = self.scenarios[0], self.cautious
        if not best.most:
            return f"{sentence(spoken(best.scenario))} is the cheapest in every draw: it leaves nothing to regret."
        told = (
            f"{sentence(spoken(best.scenario))} is regretted least on average, by {money(best.mean, self.currency)}, "
            f"and is the cheapest {how_often(best.cheapest.share, self.draws)}"
        )
        if cautious.scenario == best.scenario:
            return f"{told}; nor can any other be regretted less at worst: {whole(best.most)}."
        return f"{told}; at worst {spoken(cautious.scenario)} is regretted least, by {whole(cautious.most)} instead of {whole(best.most)}."


def regret(ledgers: Sequence[Ledger]) -> Regret:
    """By how much each of some scenarios turns out dearer, at present value, than the one that is then the cheapest.

    ledgers: of the scenarios, today among them if it may stay; all with the same draws. Raises InputProblems. Source: L. J. Savage,
    Journal of the American Statistical Association 46 (1951), 55-67.
    """
    choice = Choice.of(ledgers)
    regrets = choice.costs - choice.costs.min(axis=0)
    rows = [_regretted(ledger, *both) for ledger, *both in zip(choice.ledgers, choice.costs, regrets, strict=True)]
    rows.sort(key=lambda one: (one.mean, one.most))
    return Regret(choice.plan.name, choice.plan.currency, choice.draws, choice.seed, tuple(rows), choice.notes)


def _regretted(ledger: Ledger, costs: np.ndarray, regrets: np.ndarray) -> Regretted:
    likely = float(npv_of(ledger.plan, cash_after_tax(ledger))[0])
    p95 = float(quantiles(regrets, (0.95,))[0])
    mean, most = float(regrets.mean()), float(regrets.max())
    return Regretted(ledger.scenario, spread(costs, likely), round(mean, 2), round(p95, 2), round(most, 2), Chance.of(regrets == 0))
