"""The people of every team at one moment: how many, how long they have been here, and what they are paid."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True)
class People:
    """People, how long they have served, and their pay.

    heads: [team, draw]. pay: of the average person against the going rate; of no matter in a team of nobody. profile: the share of the heads
    with so many completed months of service, [month of service, team, draw]; the last month stands for all later ones, so that where service
    does not matter there is one month, and everybody is in it.
    """

    heads: np.ndarray
    pay: np.ndarray
    profile: np.ndarray

    @classmethod
    def paid(cls, heads: np.ndarray, weight: np.ndarray, profile: np.ndarray) -> People:
        """People whose pay is known together. weight: heads × their pay against the going rate."""
        people = cls(heads, weight / np.maximum(heads, NOBODY), profile)
        people.__dict__["weight"] = weight
        return people

    @cached_property
    def weight(self) -> np.ndarray:
        """Heads × their pay against the going rate."""
        return self.heads * self.pay

    def a_month_later(self) -> People:
        """The same people with a month more of service."""
        return People(self.heads, self.pay, self._aged()) if len(self.profile) > 1 else self

    def paid_otherwise(self, change: np.ndarray) -> People:
        """The same people, their pay against the going rate changed by a factor."""
        return People(self.heads, self.pay * change, self.profile)

    def without(self, heads: np.ndarray) -> People:
        """Those who are left when so many go, whoever they are."""
        return People(self.heads - heads, self.pay, self.profile)

    def of_service(self, heads_by_service: np.ndarray) -> People:
        """The same people, of whom so many have so many months of service."""
        served = np.maximum(heads_by_service, 0.0) / np.maximum(self.heads, NOBODY)
        return People(self.heads, self.pay, np.where(self.heads > 0, served, self.profile))

    def joined_by(self, heads: np.ndarray, weight: np.ndarray, profile: np.ndarray) -> People:
        """Together with others who come to the team: so many heads, those × their pay against the going rate, and their service."""
        together = self.heads + heads
        if len(self.profile) > 1:
            profile = self.profile + (profile - self.profile) * (heads / np.maximum(together, NOBODY))
        return People.paid(together, self.weight + weight, profile)

    def with_newcomers(self, heads: np.ndarray, weight: np.ndarray) -> People:
        """Together with people who have just joined."""
        return self.joined_by(heads, weight, _served(self.profile, 0))

    def with_old_hands(self, heads: np.ndarray, weight: np.ndarray) -> People:
        """Together with people who know the firm: they do the full work from the first day, and leave as those do who have long been here."""
        return self.joined_by(heads, weight, _served(self.profile, -1))

    def _aged(self) -> np.ndarray:
        aged = np.concatenate([np.zeros_like(self.profile[:1]), self.profile[:-1]])
        aged[-1] += self.profile[-1]
        return aged


NOBODY = 1e-12
"""Fewer heads than this are nobody: what is divided by them is divided by so many, and nothing over nobody is nothing."""


def _served(like: np.ndarray, month: int) -> np.ndarray:
    """A profile of people who have all served so many months."""
    if len(like) == 1:
        return like
    profile = np.zeros((*like.shape[:2], 1))
    profile[month] = 1.0
    return profile
