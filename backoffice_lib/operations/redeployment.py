"""People whom one team no longer needs fill the vacant posts of teams like it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.plan import Plan


@dataclass(frozen=True)
class Pools:
    """Teams between which people can change: the same role, site, currency and index of pay. [pool, team], 1 where in it."""

    member: np.ndarray
    whole: bool

    @classmethod
    def of(cls, plan: Plan) -> Pools:
        """The pools of a plan; none where its policy forbids them, or where no two teams are alike."""
        alike: dict[tuple[str, ...], list[int]] = {}
        for row, team in enumerate(plan.teams):
            alike.setdefault((team.role, team.site, team.currency, team.wage_index), []).append(row)
        wanted = plan.policies.redeployment != "none"
        pools = [rows for (role, *_), rows in alike.items() if wanted and role and len(rows) > 1]
        member = np.zeros((len(pools), len(plan.teams)))
        for at, rows in enumerate(pools):
            member[at, rows] = 1.0
        return cls(member, plan.policies.headcount == "whole")

    def matched(self, surplus: np.ndarray, missing: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The people of a surplus that vacant posts in their pool can take, and the posts they fill, [team, draw] each."""
        if not len(self.member):
            return np.zeros_like(surplus), np.zeros_like(missing)
        both = np.minimum(self.member @ surplus, self.member @ missing)
        return self._shared(both, surplus), self._shared(both, missing)

    def average(self, of: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """What the people who change bring along on average in each pool, seen by each team, [..., team, draw]."""
        total = self.member @ weights
        mean = np.divide(self.member @ (of * weights), total, out=np.zeros(np.broadcast(self.member @ of, total).shape), where=total > 0)
        return self.member.T @ mean

    def _shared(self, both: np.ndarray, among: np.ndarray) -> np.ndarray:
        """A number for each pool shared out among its teams: in proportion, or first come first served in whole people."""
        total = self.member @ among
        if self.whole:
            inside = self.member[:, :, None] * among
            before = inside.cumsum(axis=1) - inside
            return np.clip(both[:, None] - before, 0.0, inside).sum(axis=0)
        part = np.divide(both, total, out=np.zeros(np.broadcast(both, total).shape), where=total > 0)
        return among * (self.member.T @ part)
