"""Who changes team on the first day of a month: along with their work, to a vacant post of their pool, or as a roster says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.sums import product
from backoffice_lib.operations.people import People
from backoffice_lib.operations.posts import Setting
from backoffice_lib.operations.under_way import UnderWay

Now = Mapping[str, np.ndarray]
Comers = tuple[np.ndarray, np.ndarray, np.ndarray]
"""People who come to a team: heads, those × their pay against the going rate, and their service."""


@dataclass(frozen=True)
class Exchange:
    """Who changes team on the first day of a month: movers by move, and all who went and came by team."""

    movers: np.ndarray
    went: np.ndarray
    came: np.ndarray


def exchanged(
    people: People, posts: np.ndarray, hires: UnderWay, notices: UnderWay, now: Now, setting: Setting
) -> tuple[People, Exchange]:
    """The people after redundancies and changes of team. hires, notices: who is on the way in and out."""
    month, nobody = now["month"], np.zeros((len(posts), 1))
    going = notices.due(month)
    if not (setting.moves or setting.pools.any or setting.signed.dated):
        stayed = people if notices.nobody else people.without(going)
        return stayed, Exchange(np.zeros((0, 1)), nobody, nobody)
    free = np.maximum(people.heads if notices.nobody else people.heads - notices.total(month), 0.0)
    moving, left, arrived, sent, taken = np.zeros((0, 1)), *(nobody,) * 4
    if setting.moves:
        moving = movers(now["moving"], free, setting.leaves)
        left, arrived = product(setting.leaves, moving), product(setting.arrives, moving)
    if setting.pools.any:
        sent, taken = _redeployed(free - left, arrived, posts, hires.total(month), now, setting)
    gone = going + left + sent
    stayed = people.without(gone) if gone.any() else people
    if setting.moves:
        stayed = stayed.joined_by(*_moved(people, moving, now, setting))
    if sent.any():
        stayed = stayed.joined_by(*_taken(people, sent, taken, now, setting))
    if setting.signed.dated:
        # their pay is counted with that of all who come
        stayed = stayed.with_old_hands(now["signed_moving_in"], np.zeros_like(now["signed_moving_in"]))
    return stayed, Exchange(moving, left + sent, arrived + taken)


def _redeployed(
    free: np.ndarray, arrived: np.ndarray, posts: np.ndarray, joining: np.ndarray, now: Now, setting: Setting
) -> tuple[np.ndarray, np.ndarray]:
    """People who change to a vacant post of their pool today, and those who take one."""
    staying = free + (arrived + now["signed_joining"] + now["signed_moving_in"]) + joining
    return setting.pools.matched(np.minimum(np.maximum(staying - posts, 0.0), free), np.maximum(posts - staying, 0.0))


def _taken(people: People, sent: np.ndarray, taken: np.ndarray, now: Now, setting: Setting) -> Comers:
    """Those who take a vacant post, with their pay and their service."""
    pay = setting.pools.average(people.pay * now["going_rate"], sent) / now["going_rate"]
    served = setting.pools.average(people.profile, sent) if len(people.profile) > 1 else people.profile
    return taken, taken * pay, served


def _moved(people: People, moving: np.ndarray, now: Now, setting: Setting) -> Comers:
    """Those who move along with their work, with their pay and their service."""
    heads = product(setting.arrives, moving)
    weight = product(setting.arrives, moving * product(setting.leaves.T, people.pay) * now["mover_pay_share"])
    served = product(setting.arrives, moving * product(setting.leaves.T, people.profile))
    return heads, weight, np.divide(served, heads, out=np.zeros_like(served), where=heads > 0)


def movers(moving: np.ndarray, free: np.ndarray, leaves: np.ndarray) -> np.ndarray:
    """The people who really move, [move, draw]: those meant to, or all who are there and not on notice."""
    meant = product(leaves, moving)
    part = np.divide(free, meant, out=np.ones(np.broadcast(free, meant).shape), where=meant > free)
    return moving * product(leaves.T, part)
