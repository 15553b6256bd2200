"""Chance: every number that is not sure, drawn by its name, for any range of draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

import numpy as np

from backoffice_lib.basics.distributions import FIRST_SHARE, LAST_SHARE, Uncertain
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Record
from backoffice_lib.basics.uncertain import PerDraw
from backoffice_lib.drivers.sampling import at_random, latin_hypercube, sobol
from backoffice_lib.plan import Plan
from backoffice_lib.plan.correlations import Correlated, correlated
from backoffice_lib.plan.indices import published
from backoffice_lib.plan.random_walks import RandomWalk, Walked, monthly_spread
from backoffice_lib.plan.unsure import Assuming, Unsure, assumptions_in, open_to_doubt, settled

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Luck:
    """The luck of some draws of a plan: the same assumption has the same in every scenario, and in any range of draws.

    draws: which, from 1 on; draw 0 needs none. seed: of the luck. total: how many draws there are in all. sampling: how they are spread.
    dimensions: of a Sobol sequence, by assumption. groups: what is drawn together, by assumption. spreads: of a month of each random walk.
    start, months: of the plan.
    """

    draws: range
    seed: int = 0
    total: int = 0
    sampling: Literal["random", "latin_hypercube", "sobol"] = "random"
    dimensions: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, Correlated] = field(default_factory=dict)
    spreads: Mapping[str, float] = field(default_factory=dict)
    start: Month | None = None
    months: int = 0

    @classmethod
    def of(cls, plan: Plan, draws: range, seed: int, total: int | None = None) -> Luck:
        """The luck of some draws, spread and tied together as the plan says.

        total: how many draws there will be in all, where these are some of them; asked for by a Latin hypercube alone.
        """
        if not draws:
            return cls(draws)
        known = assumptions_in(plan)
        walks, values = {name: one for name, one in known.items() if isinstance(one, RandomWalk)}, published(plan.index_values)
        return cls(
            draws,
            seed,
            draws.stop - 1 if total is None else total,
            plan.policies.sampling,
            {name: at for at, name in enumerate(sorted(set(known) - set(walks)))},
            {name: group for group in correlated(plan) for name in group.names},
            {name: monthly_spread(walk, values) for name, walk in walks.items()},
            plan.start,
            plan.months,
        )

    def shares(self, assumption: str, month: str = "") -> np.ndarray:
        """The shares of all draws of an assumption that lie below each of these draws, above 0 and below 1, [draw]."""
        if assumption not in self.groups:
            return self._by_itself(assumption, month)
        from scipy.special import ndtr

        return ndtr(self.scores(assumption, month))

    def scores(self, assumption: str, month: str = "") -> np.ndarray:
        """How many standard deviations from the middle an assumption lies in each of these draws, on a normal distribution, [draw]."""
        from scipy.special import ndtri

        group = self.groups.get(assumption) or Correlated((assumption,), np.ones((1, 1)))
        weights = group.root[group.names.index(assumption)]
        # one after another, since the bytes of a matrix product hang on how many draws there are
        return sum(weight * ndtri(self._by_itself(name, month)) for name, weight in zip(group.names, weights, strict=True))

    def number(self, value: Uncertain) -> Any:
        """What an assumption is in draw 0, which comes first, and in each of these draws; without any, its likely value alone."""
        if not self.draws:
            return value.likely
        if isinstance(value, RandomWalk):
            return self._walked(value.assumption)
        return PerDraw((value.likely, *self.values(value).tolist()))

    def values(self, value: Uncertain) -> np.ndarray:
        """What an assumption is in each of these draws, [draw]; of a random walk, by how much it has been multiplied by the end of the plan."""
        if isinstance(value, RandomWalk):
            return self._walked(value.assumption).factors[-1, 1:]
        return value.at(self.shares(value.assumption))

    def _by_itself(self, assumption: str, month: str) -> np.ndarray:
        """The shares of an assumption, whatever it is tied to."""
        shares = at_random(self.seed, assumption, month, self.draws)
        if self.sampling == "latin_hypercube":
            shares = latin_hypercube(self.seed, assumption, month, self.draws, self.total)
        elif self.sampling == "sobol" and assumption in self.dimensions:
            shares = sobol(self.seed, assumption, self.dimensions[assumption], len(self.dimensions), self.draws)
        return np.clip(shares, FIRST_SHARE, LAST_SHARE)

    def _walked(self, walk: str) -> Walked:
        """A random walk, which each month takes further by a change of its own."""
        changes = np.zeros((self.months, 1 + len(self.draws)))
        for ahead in range(1, self.months):
            changes[ahead, 1:] = self.spreads[walk] * self.scores(walk, str(self.start + ahead))
        return Walked(self.start.ordinal, np.exp(changes.cumsum(axis=0)))


@dataclass(frozen=True)
class Chosen(Luck):
    """What somebody chose in place of luck: of each draw, the share of all draws of an assumption that lie below; what is left out is as likely.

    chosen: by assumption, [draw], not a number where it is as likely. A random walk is taken as far by the end of the plan as such a share of
    all its draws, by the same change every month. Draws that fill up a block begin again with the first.
    """

    chosen: Mapping[str, np.ndarray] = field(default_factory=dict)

    def choosing(self, chosen: Mapping[str, np.ndarray]) -> Chosen:
        """The same draws with what is chosen in them."""
        return replace(self, chosen=chosen)

    def number(self, value: Uncertain) -> Any:
        """What an assumption is in draw 0, which comes first, and in each of these draws."""
        if value.assumption not in self.chosen:
            return value.likely
        return super().number(value)

    def values(self, value: Uncertain) -> np.ndarray:
        """What an assumption is in each of these draws, [draw]."""
        if isinstance(value, RandomWalk):
            return self._walked(value.assumption).factors[-1, 1:]
        shares = self._chosen(value.assumption)
        return np.where(np.isnan(shares), value.likely, value.at(np.nan_to_num(shares, nan=0.5)))

    def _chosen(self, assumption: str) -> np.ndarray:
        shares = np.take(self.chosen[assumption], np.arange(self.draws.start, self.draws.stop) - 1, mode="wrap")
        return np.clip(shares, FIRST_SHARE, LAST_SHARE)

    def _walked(self, walk: str) -> Walked:
        from scipy.special import ndtri

        ends = np.nan_to_num(ndtri(self._chosen(walk))) * self.spreads[walk] * np.sqrt(max(self.months - 1, 1))
        ahead = np.arange(self.months) / max(self.months - 1, 1)
        return Walked(self.start.ordinal, np.exp(ahead[:, None] * np.array([0.0, *ends])))


NO_LUCK = Luck(range(0))
"""The luck of draw 0 alone, in which everything is as likely."""


def drawn(record: R, luck: Luck) -> R:
    """A plan, a scenario or a lever with all that is not sure drawn; itself where all of it is sure.

    Levers are drawn before they extend a plan, so that what they reckon from their numbers is drawn too.
    """
    if luck.draws:
        return _drawn(record, luck)
    if isinstance(record, Plan):
        return record.own("likely", lambda: _likely(record))
    return record.likely if isinstance(record, Assuming) else _drawn(record, luck)


def _drawn(record: R, luck: Luck) -> R:
    drawn_record = settled(Unsure.of(record).put(luck.number))
    if isinstance(drawn_record, Plan) and drawn_record is not record:
        drawn_record.forget()
    return drawn_record


def _likely(plan: Plan) -> Plan:
    """A plan with all that is not sure as it is likely; parts that it shares with another plan are the same in both."""
    parts = {name: plan.remembered(("likely", name), lambda window, name=name: Unsure.put_in(getattr(window, name), NO_LUCK.number)) for name in open_to_doubt(Plan) if getattr(plan, name) != ()}
    changed = {name: part for name, part in parts.items() if part is not getattr(plan, name)}
    return settled(plan.model_copy(update=changed) if changed else plan)
