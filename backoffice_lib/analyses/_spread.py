"""How an amount is spread over many draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.ledger.drawn import quantiles

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The quantiles that are shown: of twenty draws one lies below the first, and one above the last."""
WORST = 0.05
"""The share of all draws that counts as the worst."""


@dataclass(frozen=True)
class Spread:
    """An amount over many draws, and what it is where every assumption is as likely (draw 0). p5: what one draw of twenty stays below, and so on."""

    likely: float
    mean: float
    sd: float
    p5: float
    p25: float
    p50: float
    p75: float
    p95: float

    def __neg__(self) -> Spread:
        """The same amount, counted the other way round."""
        turned = (-self.likely, -self.mean, self.sd, -self.p95, -self.p75, -self.p50, -self.p25, -self.p5)
        return Spread(*(value + 0.0 for value in turned))


def spread(values: np.ndarray, likely: float) -> Spread:
    """How one amount is spread, [draw]."""
    return spreads(values[None], np.array([likely]))[0]


def spreads(values: np.ndarray, likely: np.ndarray) -> list[Spread]:
    """How several amounts are spread, [amount, draw]; likely: each of them in draw 0."""
    sd = values.std(axis=-1, ddof=1) if values.shape[-1] > 1 else np.zeros(len(values))
    columns = np.stack([likely, values.mean(axis=-1), sd, *quantiles(values, SHARES)], axis=1)
    return [Spread(*row) for row in (columns.round(2) + 0.0).tolist()]


@dataclass(frozen=True)
class Chance:
    """The share of draws in which something is so, and its standard error: how far it may be off for want of more draws."""

    share: float
    error: float

    @classmethod
    def of(cls, happened: np.ndarray) -> Chance:
        """Of what happened in each draw or did not, [draw]."""
        share = float(happened.mean())
        return cls(share, float(np.sqrt(share * (1 - share) / len(happened))))


def mean_of_worst(costs: np.ndarray) -> float:
    """The mean cost of the worst of all draws, one in twenty of them and at least one: the expected shortfall."""
    count = max(round(WORST * len(costs)), 1)
    return round(float(np.sort(costs)[-count:].mean()), 2)
