"""Who joins, who leaves, who is at work: one month of every team after another.

People join on the first day of a month and leave on its last, so whoever is at work in a month is paid for all of it, but
for the days that a dated roster knows of. Openings replace people who are gone; they do not foresee attrition, so a team that
takes time to hire stays short.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.operations.leaving import Parting, month_end
from backoffice_lib.operations.people import People, newcomers, old_hands
from backoffice_lib.operations.posts import Setting

Now = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Staffing:
    """The people of every team in one month, each [team, draw]; over all months [month, team, draw].

    opening: on the last day of the month before. posts: that people may fill. hires join, severed are gone, moved_in and
    moved_out have changed team; movers are those who go along with their work, [move, draw]. at_work: during the
    month. leavers: of their own accord, gone after its last day; ended: their contracts did. heads: those who stay.
    opened: openings to hire. noticed: people given notice. vacant: posts without anybody. productive: heads at work, joiners as
    far as they do the full work. paid_fte: full-time equivalents at the going rate, what salaries are paid on; severed_fte
    likewise. weight: heads × their pay against the going rate, of those who stay.
    """

    opening: np.ndarray
    posts: np.ndarray
    opened: np.ndarray
    hires: np.ndarray
    noticed: np.ndarray
    severed: np.ndarray
    movers: np.ndarray
    moved_in: np.ndarray
    moved_out: np.ndarray
    at_work: np.ndarray
    leavers: np.ndarray
    ended: np.ndarray
    heads: np.ndarray
    vacant: np.ndarray
    productive: np.ndarray
    weight: np.ndarray
    paid_fte: np.ndarray
    severed_fte: np.ndarray


@dataclass(frozen=True)
class Carried:
    """What one month hands to the next.

    people: who are left. posts: those left when not every leaver is replaced. needed: heads of the month.
    hires, notices: people on their way in and out, [months ahead, team, draw], 0 is this month. odd, undecided: parts of whole
    people who have yet to leave, [team, draw], and to change by each transition, [transition, draw].
    """

    people: People
    posts: np.ndarray
    needed: np.ndarray
    hires: np.ndarray
    notices: np.ndarray
    odd: np.ndarray
    undecided: np.ndarray

    @classmethod
    def at_start(cls, now: Now, setting: Setting) -> Carried:
        """The first day of the plan: everyone at the going rate, nobody on the way in or out."""
        heads, teams = now["opening_heads"], len(setting.to_hire)
        return cls(
            people=People(heads, heads * now["pay_change_at_once"], setting.tenure.at_start(setting.tenure.monthly_loss(now))),
            posts=now["needed"],
            needed=now["needed"],
            hires=np.zeros((int(setting.to_hire.max(initial=0)) + 1, teams, 1)),
            notices=np.zeros((int(setting.of_notice.max(initial=0)) + 1, teams, 1)),
            odd=np.zeros((teams, 1)),
            undecided=np.zeros((len(setting.changes.rows), 1)),
        )


@dataclass(frozen=True)
class Exchange:
    """Who changes team on the first day of a month: movers by move, and all who went and came by team."""

    movers: np.ndarray
    went: np.ndarray
    came: np.ndarray


def step(before: Carried, now: Now, setting: Setting) -> tuple[Staffing, Carried]:
    """One month of every team. now: the quantity drivers of the month, and what is known of later ones."""
    people = before.people
    opening = people.heads
    posts = _posts(before, now, setting)
    opened, noticed = _decided(opening, posts, before, now, setting)
    joining, going = _added(before.hires, setting.to_hire, opened), _added(before.notices, setting.of_notice, noticed)
    severed_fte = going[0] * people.pay * now["fte_share"]

    stayed, exchange = _exchanged(people, going, joining, posts, now, setting)
    hires = joining[0] + _requested(stayed, posts, joining[0], now)
    people = stayed.joined_by(_new(stayed, hires, now))

    end = month_end(people, going[1:].sum(axis=0), before.odd, before.undecided, now, setting)
    month = Staffing(
        opening=opening,
        posts=posts,
        opened=opened,
        hires=hires + now["signed_joining"],
        noticed=noticed,
        severed=going[0],
        movers=exchange.movers,
        moved_in=exchange.came + now["signed_moving_in"] + end.promoted_in,
        moved_out=exchange.went + end.transferred + end.promoted_out,
        at_work=people.heads,
        leavers=end.leavers,
        ended=end.ended,
        heads=end.people.heads,
        vacant=np.maximum(posts - people.heads, 0.0),
        productive=people.heads * (people.profile * setting.tenure.ramp).sum(axis=0),
        weight=end.people.weight,
        paid_fte=people.weight * now["fte_share"] - now["signed_unpaid_fte"],
        severed_fte=severed_fte,
    )
    return month, _carried(end, posts, _one_month_on(joining), _one_month_on(going), now, setting)


def _exchanged(
    people: People, going: np.ndarray, joining: np.ndarray, posts: np.ndarray, now: Now, setting: Setting
) -> tuple[People, Exchange]:
    """The people after redundancies and changes of team. going, joining: by months ahead."""
    free = np.maximum(people.heads - going.sum(axis=0), 0.0)
    movers = _movers(now["moving"], free, setting.leaves)
    left, arrived = setting.leaves @ movers, setting.arrives @ movers
    sent, taken = _redeployed(free - left, arrived, posts, joining.sum(axis=0), now, setting)
    stayed = people.without(going[0] + left + sent)
    for others in (_moved(people, movers, now, setting), _taken(people, sent, taken, now, setting), _signed_over(people, now)):
        stayed = stayed.joined_by(others)
    return stayed, Exchange(movers, left + sent, arrived + taken)


def _posts(before: Carried, now: Now, setting: Setting) -> np.ndarray:
    """The posts of the month: as many as are needed, less those whose leavers were not replaced; growth makes new ones."""
    needed = now["needed"]
    posts = np.minimum(needed, before.posts + np.maximum(needed - before.needed, 0.0))
    if (rows := setting.layers.rows) and (posts < needed).any():
        spans = (now["span_heads"], now["layer_kept_share"], now["here_share"])
        fewer = setting.layers.filled(needed, *spans) - setting.layers.filled(posts, *spans)
        posts = np.array(np.broadcast_to(posts, fewer.shape))
        posts[rows] = np.maximum(needed - fewer, 0.0)[rows]
    return posts


def _decided(
    opening: np.ndarray, posts: np.ndarray, before: Carried, now: Now, setting: Setting
) -> tuple[np.ndarray, np.ndarray]:
    """The openings made and the notices given on the first day of the month, [team, draw] each."""
    hires, notices = before.hires.sum(axis=0), before.notices.sum(axis=0)
    wanted = {when: np.minimum(now[f"wanted_{when}"], posts + now[f"rise_{when}"]) for when in ("on_hiring", "after_notice", "far")}
    here = opening - _due_by(before.notices, setting.to_hire) + hires + now["coming_by_on_hiring"]
    missing = np.maximum(wanted["on_hiring"] - here, 0.0)
    loss = 1 - _loss(before.people, now, setting)
    enough = wanted["after_notice"] / loss ** setting.of_notice[:, None]
    here_now = np.maximum(opening - notices, 0.0)
    surplus = np.clip(opening - notices + now["coming_by_after_notice"] - enough, 0.0, here_now)
    later = opening - notices + hires + now["coming_by_far"] - wanted["far"]
    change, fill = setting.pools.matched(np.maximum(later, 0.0), np.maximum(-later, 0.0))
    missing, surplus = np.maximum(missing - fill, 0.0), np.maximum(surplus - change, 0.0)
    if setting.whole:
        missing, surplus = np.ceil(missing - TOLERANCE) + 0.0, np.floor(surplus + TOLERANCE)
    return now["hiring_open_share"] * missing, setting.severing * surplus


def _loss(people: People, now: Now, setting: Setting) -> np.ndarray:
    """The share of a team's people who leave in a month, on average over their service."""
    return (setting.tenure.monthly_loss(now) * people.profile).sum(axis=0)


def _redeployed(
    free: np.ndarray, arrived: np.ndarray, posts: np.ndarray, joining: np.ndarray, now: Now, setting: Setting
) -> tuple[np.ndarray, np.ndarray]:
    """People who change to a vacant post of their pool today, and those who take one."""
    staying = free + arrived + now["signed_joining"] + now["signed_moving_in"] + joining
    return setting.pools.matched(np.clip(staying - posts, 0.0, free), np.maximum(posts - staying, 0.0))


def _taken(people: People, sent: np.ndarray, taken: np.ndarray, now: Now, setting: Setting) -> People:
    """Those who take a vacant post, with their service and their pay."""
    pay = setting.pools.average(people.pay * now["going_rate"], sent) / now["going_rate"]
    return People(taken, taken * pay, setting.pools.average(people.profile, sent))


def _moved(people: People, movers: np.ndarray, now: Now, setting: Setting) -> People:
    """Those who move along with their work, with their service and their pay."""
    heads = setting.arrives @ movers
    weight = setting.arrives @ (movers * (setting.leaves.T @ people.pay) * now["mover_pay_share"])
    served = setting.arrives @ (movers * (setting.leaves.T @ people.profile))
    return People(heads, weight, np.divide(served, heads, out=np.zeros_like(served), where=heads > 0))


def _signed_over(people: People, now: Now) -> People:
    """Those whom a dated roster sees come from another team; their pay is counted with that of all who come."""
    return old_hands(now["signed_moving_in"], np.zeros_like(now["signed_moving_in"]), people.profile)


def _new(people: People, hires: np.ndarray, now: Now) -> People:
    """Those who are hired, and those whom a dated roster sees join at a pay that is known."""
    weight = hires * now["new_hire_pay_share"] + now["signed_arriving_fte"] / now["fte_share"]
    return newcomers(hires + now["signed_joining"], weight, people.profile)


def _requested(people: People, posts: np.ndarray, joining: np.ndarray, now: Now) -> np.ndarray:
    """Those whom open requisitions expect today, as far as there is a vacant post for them."""
    here = people.heads + joining + now["signed_joining"]
    return np.minimum(now["signed_requested"], np.maximum(posts - here, 0.0))


def _carried(end: Parting, posts: np.ndarray, hires: np.ndarray, notices: np.ndarray, now: Now, setting: Setting) -> Carried:
    """What the next month begins with: leavers who are not replaced take their posts along."""
    # half a post takes a whole person
    filled = np.ceil(posts - TOLERANCE) if setting.whole else posts
    closed = (1 - now["backfill_share"]) * np.minimum(end.leavers, np.maximum(filled - end.people.heads, 0.0))
    people = end.people.a_month_later(now["pay_change"])
    return Carried(people, posts - closed, now["needed"], hires, notices, end.odd, end.undecided)


def _movers(moving: np.ndarray, free: np.ndarray, leaves: np.ndarray) -> np.ndarray:
    """The people who really move, [move, draw]: those meant to, or all who are there and not on notice."""
    meant = leaves @ moving
    part = np.divide(free, meant, out=np.ones(np.broadcast(free, meant).shape), where=meant > free)
    return moving * (leaves.T @ part)


def _due_by(queue: np.ndarray, lag: np.ndarray) -> np.ndarray:
    """People in the queue whose day comes within each team's lag."""
    reached = np.minimum(lag, len(queue) - 1)
    return queue.cumsum(axis=0)[reached, np.arange(len(lag))]


def _added(queue: np.ndarray, lag: np.ndarray, people: np.ndarray) -> np.ndarray:
    """The queue with people added at each team's lag."""
    width = max(queue.shape[2], people.shape[1])
    longer = np.broadcast_to(queue, (*queue.shape[:2], width)).copy()
    longer[lag, np.arange(len(lag))] += people
    return longer


def _one_month_on(queue: np.ndarray) -> np.ndarray:
    return np.concatenate([queue[1:], np.zeros_like(queue[:1])])
