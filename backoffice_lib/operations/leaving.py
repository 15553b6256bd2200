"""The end of a month: who leaves by attrition, whose contract ends, who changes to another role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.sums import product
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.operations.people import People
from backoffice_lib.operations.posts import Setting

Now = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Parting:
    """Who is left after a month's last day, and who went, [team, draw] each.

    leavers: of their own accord. ended: their contracts did. promoted_in, promoted_out: changed team by a transition; transferred: by a dated
    roster. odd, undecided: parts of whole people who have yet to leave, and to change by each transition.
    """

    people: People
    leavers: np.ndarray
    ended: np.ndarray
    promoted_in: np.ndarray
    promoted_out: np.ndarray
    transferred: np.ndarray
    odd: np.ndarray
    undecided: np.ndarray


def month_end(
    people: People, on_notice: np.ndarray, odd: np.ndarray, undecided: np.ndarray, now: Now, setting: Setting
) -> Parting:
    """The end of a month. People on notice, or whose contract has an end, wait for their day."""
    bound = on_notice + now["signed_fixed_term"] if setting.signed.dated else on_notice
    people, leavers, odd = _attrition(people, bound, odd, now, setting)
    nobody = np.zeros((len(people.heads), 1))
    ended = transferred = nobody
    if setting.signed.dated:
        ended, transferred = (np.minimum(now[name], people.heads) for name in ("signed_ending", "signed_moving_out"))
        people = _departed(people, ended + transferred, now)
    if not len(setting.changes.rows):
        return Parting(people, leavers, ended, nobody, nobody, transferred, odd, undecided)
    going, undecided = _changes(people, on_notice, undecided, now, setting)
    leaving, arriving = setting.changes.marks(len(people.heads))
    exits = product(leaving[:, setting.changes.to < 0], going[setting.changes.to < 0])
    promoted_out, promoted_in = product(leaving, going) - exits, product(arriving, going)
    people = people.without(exits + promoted_out).with_old_hands(promoted_in, promoted_in)
    return Parting(people, leavers + exits, ended, promoted_in, promoted_out, transferred, odd, undecided)


def _attrition(
    people: People, staying: np.ndarray, odd: np.ndarray, now: Now, setting: Setting
) -> tuple[People, np.ndarray, np.ndarray]:
    """Those who are left, those who leave, and what of whole people is yet to leave."""
    subject = np.maximum(people.heads - staying, 0.0)
    expected = setting.tenure.average_loss(now, people.profile) * subject
    leavers, odd = _whole(expected, subject, odd, now) if setting.whole else (expected, odd)
    left = people.without(leavers)
    if setting.tenure.by_service:
        going = now["monthly_loss"] * people.profile
        loss = going.sum(axis=0)
        gone = np.divide(going, loss, out=np.zeros_like(going), where=loss > 0) * leavers
        left = left.of_service(people.profile * people.heads - gone)
    return left, leavers, odd


def _whole(expected: np.ndarray, subject: np.ndarray, odd: np.ndarray, now: Now) -> tuple[np.ndarray, np.ndarray]:
    """Whole leavers: one as soon as the parts add up to one; in later draws as luck has it, when luck is asked for."""
    due = np.minimum(expected + odd, subject)
    leavers = np.floor(due + TOLERANCE)
    if "luck" in now:
        from scipy.stats import binom

        chance = np.divide(expected, subject, out=np.zeros(np.broadcast(expected, subject).shape), where=subject > 0)
        drawn = binom.ppf(now["luck"], np.round(subject), np.clip(chance, 0.0, 1.0))
        leavers = np.where(now["likely"], leavers, drawn)
    return leavers, np.maximum(due - leavers, 0.0)


def _departed(people: People, gone: np.ndarray, now: Now) -> People:
    """Those left when people go whose own pay is known."""
    known = now["signed_ending"] + now["signed_moving_out"]
    part = np.divide(gone, known, out=np.zeros(np.broadcast(gone, known).shape), where=known > 0)
    weight = np.minimum(part * now["signed_departing_fte"] / now["fte_share"], people.weight)
    left = people.without(gone)
    return People.paid(left.heads, np.where(known > 0, people.weight - weight, left.weight), left.profile)


def _changes(
    people: People, on_notice: np.ndarray, undecided: np.ndarray, now: Now, setting: Setting
) -> tuple[np.ndarray, np.ndarray]:
    """Who changes by each transition due in this month, and the parts of whole people kept for the next, [transition, draw]."""
    free, moves = np.maximum(people.heads - on_notice, 0.0), setting.changes
    expected = free[moves.team] * now["transition_share"][moves.rows]
    if (int(now["month"]) + 1) % moves.every:
        return np.zeros_like(expected), undecided
    if not setting.whole:
        return expected, undecided
    going = np.floor(expected + undecided + TOLERANCE)
    together = moves.marks(len(free))[0]
    wanted = product(together, going)
    part = np.divide(free, wanted, out=np.ones_like(free * wanted), where=wanted > free)
    going = np.floor(going * product(together.T, part) + TOLERANCE)
    return going, expected + undecided - going
