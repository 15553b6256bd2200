"""People whom one team no longer needs fill the vacant posts of teams like it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backoffice_lib.basics.sums import product
from backoffice_lib.operations.people import NOBODY
from backoffice_lib.plan import Plan


@dataclass(frozen=True)
class Pools:
    """Teams between which people can change: the same role, site, currency and index of pay. [pool, team], 1 where in it."""

    member: np.ndarray
    whole: bool

    @classmethod
    def of(cls, plan: Plan) -> Pools:
        """The pools of a plan; none where its policy forbids them, or where no two teams are alike."""
        return plan.once(cls, lambda: cls._of(plan))

    @classmethod
    def _of(cls, plan: Plan) -> Pools:
        alike: dict[tuple[str, ...], list[int]] = {}
        for row, team in enumerate(plan.teams):
            alike.setdefault((team.role, team.site, team.currency, team.wage_index), []).append(row)
        wanted = plan.policies.redeployment != "none"
        pools = [rows for (role, *_), rows in alike.items() if wanted and role and len(rows) > 1]
        member = np.zeros((len(pools), len(plan.teams)))
        for at, rows in enumerate(pools):
            member[at, rows] = 1.0
        return cls(member, plan.policies.headcount == "whole")

    @cached_property
    def any(self) -> bool:
        """Whether there are two teams between which people can change."""
        return len(self.member) > 0

    @cached_property
    def nobody(self) -> np.ndarray:
        """Nobody of any team, [team, 1]."""
        return np.zeros((self.member.shape[1], 1))

    def matched(self, surplus: np.ndarray, missing: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The people of a surplus that vacant posts in their pool can take, and the posts they fill, [team, draw] each."""
        both = np.minimum(product(self.member, surplus), product(self.member, missing))
        if not both.any():
            return self.nobody, self.nobody
        return self._shared(both, surplus), self._shared(both, missing)

    def average(self, of: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """What the people who change bring along on average in each pool, seen by each team, [..., team, draw]."""
        return product(self.member.T, product(self.member, of * weights) / np.maximum(product(self.member, weights), NOBODY))

    def _shared(self, both: np.ndarray, among: np.ndarray) -> np.ndarray:
        """A number for each pool shared out among its teams: in proportion, or first come first served in whole people."""
        if self.whole:
            inside = self.member[:, :, None] * among
            before = inside.cumsum(axis=1) - inside
            return np.clip(both[:, None] - before, 0.0, inside).sum(axis=0)
        return among * product(self.member.T, both / np.maximum(product(self.member, among), NOBODY))
