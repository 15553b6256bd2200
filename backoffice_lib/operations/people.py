"""The people of every team at one moment: how many, how long they have been here, and what they are paid."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True)
class People:
    """People, how long they have served, and their pay.

    heads: [team, draw]. weight: heads × their pay against the going rate. profile: the share of the heads with so many
    completed months of service, [month of service, team, draw]; the last month stands for all later ones, so that where service
    does not matter there is one month, and everybody is in it.
    """

    heads: np.ndarray
    weight: np.ndarray
    profile: np.ndarray

    @property
    def pay(self) -> np.ndarray:
        """Pay of the average person against the going rate; 1 in a team of nobody."""
        anybody = self.heads > 0
        return self._each if anybody.all() else np.where(anybody, self._each, 1.0)

    @cached_property
    def _each(self) -> np.ndarray:
        """The same, and nothing in a team of nobody."""
        return self.weight / np.maximum(self.heads, NOBODY)

    def a_month_later(self) -> People:
        """The same people with a month more of service."""
        return People(self.heads, self.weight, self._aged()) if len(self.profile) > 1 else self

    def paid_otherwise(self, change: np.ndarray) -> People:
        """The same people, their pay against the going rate changed by a factor."""
        return People(self.heads, self.weight * change, self.profile)

    def without(self, heads: np.ndarray) -> People:
        """Those who are left when so many go, whoever they are."""
        return People(self.heads - heads, self.weight - self._each * heads, self.profile)

    def of_service(self, heads_by_service: np.ndarray) -> People:
        """The same people, of whom so many have so many months of service."""
        served = np.maximum(heads_by_service, 0.0) / np.maximum(self.heads, NOBODY)
        return People(self.heads, self.weight, np.where(self.heads > 0, served, self.profile))

    def joined_by(self, others: People) -> People:
        """Together with others who come to the team."""
        heads, weight = self.heads + others.heads, self.weight + others.weight
        if len(self.profile) == 1:
            return People(heads, weight, self.profile)
        new = others.heads / np.maximum(heads, NOBODY)
        return People(heads, weight, self.profile + (others.profile - self.profile) * new)

    def with_newcomers(self, heads: np.ndarray, weight: np.ndarray) -> People:
        """Together with people who have just joined."""
        return self.joined_by(People(heads, weight, _served(self.profile, 0)))

    def with_old_hands(self, heads: np.ndarray, weight: np.ndarray) -> People:
        """Together with people who know the firm: they do the full work from the first day, and leave as those do who have long been here."""
        return self.joined_by(People(heads, weight, _served(self.profile, -1)))

    def _aged(self) -> np.ndarray:
        aged = np.concatenate([np.zeros_like(self.profile[:1]), self.profile[:-1]])
        aged[-1] += self.profile[-1]
        return aged


NOBODY = 1e-12
"""Fewer heads than this are nobody: what is divided by them is divided by so many, and nothing over nobody is nothing."""


def _served(like: np.ndarray, month: int) -> np.ndarray:
    """A profile of people who have all served so many months."""
    profile = np.zeros((*like.shape[:2], 1))
    profile[month] = 1.0
    return profile
