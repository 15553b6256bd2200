"""The people of every team at one moment: how many, how long they have been here, and what they are paid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class People:
    """People, how long they have served, and their pay.

    heads: [team, draw]. weight: heads × their pay against the going rate. profile: the share of the heads with so many
    completed months of service, [month of service, team, draw]; the last month stands for all later ones.
    """

    heads: np.ndarray
    weight: np.ndarray
    profile: np.ndarray

    @property
    def pay(self) -> np.ndarray:
        """Pay of the average person against the going rate; 1 in a team of nobody."""
        return _each(self.weight, self.heads, np.ones(()))

    def a_month_later(self, pay_change: np.ndarray) -> People:
        """The same people with a month more of service, their pay against the going rate changed by a factor."""
        aged = np.concatenate([np.zeros_like(self.profile[:1]), self.profile[:-1]])
        aged[-1] = aged[-1] + self.profile[-1]
        return People(self.heads, self.weight * pay_change, aged)

    def without(self, heads: np.ndarray) -> People:
        """Those who are left when so many go, whoever they are."""
        return People(self.heads - heads, self.weight - self.pay * heads, self.profile)

    def of_service(self, heads_by_service: np.ndarray) -> People:
        """The same people, of whom so many have so many months of service."""
        return People(self.heads, self.weight, _each(np.maximum(heads_by_service, 0.0), self.heads, self.profile))

    def joined_by(self, others: People) -> People:
        """Together with others who come to the team."""
        heads = self.heads + others.heads
        both = self.profile * self.heads + others.profile * others.heads
        return People(heads, self.weight + others.weight, _each(both, heads, self.profile))


def newcomers(heads: np.ndarray, weight: np.ndarray, like: np.ndarray) -> People:
    """People who have just joined. like: a profile of service of as many months."""
    return People(heads, weight, _served(like, 0))


def old_hands(heads: np.ndarray, weight: np.ndarray, like: np.ndarray) -> People:
    """People who know the firm: they do the full work from the first day, and leave as those do who have long been here."""
    return People(heads, weight, _served(like, -1))


def _served(like: np.ndarray, month: int) -> np.ndarray:
    profile = np.zeros_like(like)
    profile[month] = 1.0
    return profile


def _each(total: np.ndarray, heads: np.ndarray, of_nobody: np.ndarray) -> np.ndarray:
    total, heads, rest = np.broadcast_arrays(total, heads, of_nobody)
    return np.divide(total, heads, out=np.array(rest, dtype=float), where=heads > 0)
