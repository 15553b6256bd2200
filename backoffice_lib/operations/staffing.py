"""Who joins, who leaves, who is at work: one month of every team after another.

People join on the first day of a month and leave on its last, so whoever is at work in a month is paid for all of it, but
for the days that a dated roster knows of. Openings replace people who are gone; they do not foresee attrition, so a team that
takes time to hire stays short.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from backoffice_lib.basics.sums import product
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.drivers import Drivers, Escalators
from backoffice_lib.operations.demand import Demand
from backoffice_lib.operations.exchange import exchanged, movers
from backoffice_lib.operations.leaving import Parting, month_end
from backoffice_lib.operations.over_months import OverMonths, Spare
from backoffice_lib.operations.people import People
from backoffice_lib.operations.posts import Setting
from backoffice_lib.operations.under_way import UnderWay

Now = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Turnover:
    """Who came and went in one month, each [team, draw]; over all months [month, team, draw].

    opened: openings to hire. noticed: people given notice. severed are gone, moved_in and moved_out have changed team. leavers: of their
    own accord, gone after the last day of the month; ended: their contracts did. heads: those who stay, and weight: those × their pay
    against the going rate.
    """

    opened: np.ndarray
    noticed: np.ndarray
    severed: np.ndarray
    moved_in: np.ndarray
    moved_out: np.ndarray
    leavers: np.ndarray
    ended: np.ndarray
    heads: np.ndarray
    weight: np.ndarray


@dataclass(frozen=True)
class AtWork:
    """The people of every team in one month, each [team, draw]; over all months [month, team, draw].

    at_first: on the last day before the plan. posts: that people may fill. hires join; movers are those who go along with their work,
    [move, draw]. at_work: during the month. full_work_share: of the heads at work, joiners as far as they do the full work. paid_fte:
    full-time equivalents at the going rate, what salaries are paid on; severed_fte likewise.
    """

    at_first: np.ndarray
    posts: np.ndarray
    hires: np.ndarray
    movers: np.ndarray
    at_work: np.ndarray
    full_work_share: np.ndarray
    paid_fte: np.ndarray
    severed_fte: np.ndarray


@dataclass(frozen=True)
class Staffing(AtWork):
    """The people of every team over all months, [month, team, draw]: who is at work, and who came and went, whose fields it has too.

    turning_over: what makes the latter when it is first asked for, by going through the months once more: few costs hang on it.
    """

    turning_over: Callable[[], Turnover]

    @cached_property
    def turnover(self) -> Turnover:
        """Who came and went."""
        return self.turning_over()

    def __getattr__(self, name: str) -> np.ndarray:
        """A field of who came and went."""
        if name not in Turnover.__dataclass_fields__:
            raise AttributeError(name)
        return getattr(self.turnover, name)

    @property
    def opening(self) -> np.ndarray:
        """Heads on the last day of the month before."""
        opening = np.empty(np.broadcast_shapes(self.at_first.shape, self.heads.shape))
        opening[0], opening[1:] = self.at_first[0], self.heads[:-1]
        return opening

    @property
    def vacant(self) -> np.ndarray:
        """Posts without anybody."""
        return np.maximum(self.posts - self.at_work, 0.0)

    @property
    def productive(self) -> np.ndarray:
        """Heads at work, joiners as far as they do the full work."""
        return self.at_work * self.full_work_share


@dataclass(frozen=True)
class Carried:
    """What one month hands to the next.

    people: who are left. posts: those left when not every leaver is replaced. needed: heads of the month.
    hires, notices: people on their way in and out. odd, undecided: parts of whole
    people who have yet to leave, [team, draw], and to change by each transition, [transition, draw].
    """

    people: People
    posts: np.ndarray
    needed: np.ndarray
    hires: UnderWay
    notices: UnderWay
    odd: np.ndarray
    undecided: np.ndarray

    @classmethod
    def at_start(cls, now: Now, setting: Setting) -> Carried:
        """The first day of the plan: everyone at the going rate, nobody on the way in or out."""
        heads, months, teams = now["opening_heads"], *setting.to_hire.shape
        return cls(
            people=People(heads, now["pay_change_at_once"], setting.tenure.at_start(now["monthly_loss"])),
            posts=now["needed"],
            needed=now["needed"],
            hires=UnderWay(setting.to_hire),
            notices=UnderWay(np.broadcast_to(setting.of_notice, (months, teams))),
            odd=np.zeros((teams, 1)),
            undecided=np.zeros((len(setting.changes.rows), 1)),
        )


def rolled(drivers: Drivers, escalators: Escalators, required: Demand, spare: Spare | None = None) -> Staffing:
    """The people of every team, month after month. spare: those of other draws, which are written over."""
    kept = OverMonths(drivers.plan.months, spare)
    for month, (staff, _) in enumerate(_months(drivers, escalators, required)):
        kept.put(month, staff)
    return Staffing(**vars(kept.all(AtWork)), turning_over=partial(_turnover, drivers, escalators, required))


def _turnover(drivers: Drivers, escalators: Escalators, required: Demand) -> Turnover:
    """Who came and went, month after month."""
    kept = OverMonths(drivers.plan.months)
    for month, (_, turnover) in enumerate(_months(drivers, escalators, required)):
        kept.put(month, turnover())
    return kept.all(Turnover)


def _months(drivers: Drivers, escalators: Escalators, required: Demand) -> Iterator[tuple[AtWork, Callable[[], Turnover]]]:
    """The people of one month after another, and what makes who came and went."""
    plan, setting, carried = drivers.plan, Setting.of(drivers), None
    for month, now in enumerate(drivers.quantities(**setting.looking_ahead(required, drivers, escalators))):
        now |= {"month": month, "monthly_loss": setting.tenure.monthly_loss(now)}
        if len(drivers.numbers) > 1 and plan.policies.leavers == "binomial":
            now |= {"luck": drivers.luck("leavers", "team", month), "likely": np.array(drivers.numbers) == 0}
        staff, turnover, carried = step(carried or Carried.at_start(now, setting), now, setting)
        yield staff, turnover


def step(before: Carried, now: Now, setting: Setting) -> tuple[AtWork, Callable[[], Turnover], Carried]:
    """One month of every team. now: the quantity drivers of the month, and what is known of later ones. Who came and went is made until the next."""
    people, month, notices = before.people, now["month"], before.notices
    posts = _posts(before, now, setting)
    opened, noticed = _decided(posts, before, now, setting)
    before.hires.add(month, opened)
    notices.add(month, noticed)
    joining, going = before.hires.due(month), notices.due(month)
    severed_fte = going if notices.nobody else setting.in_fte(going * people.pay, now)

    stayed, exchange = exchanged(people, posts, before.hires, notices, now, setting)
    joined = joining + _requested(stayed, posts, joining, now) if setting.signed.asked else joining
    people = _joined(stayed, joined, now, setting)
    paid_fte = setting.in_fte(people.weight, now)

    end = month_end(people, going if notices.nobody else notices.total(month + 1), before.odd, before.undecided, now, setting)
    staff = AtWork(
        at_first=now["opening_heads"],
        posts=posts,
        hires=joined + now["signed_joining"] if setting.signed.dated else joined,
        movers=exchange.movers,
        at_work=people.heads,
        full_work_share=setting.tenure.full_work_share(people.profile),
        paid_fte=paid_fte - now["signed_unpaid_fte"] if setting.signed.dated else paid_fte,
        severed_fte=severed_fte,
    )

    def turnover() -> Turnover:
        came, went = exchange.came + now["signed_moving_in"] + end.promoted_in, exchange.went + end.transferred + end.promoted_out
        return Turnover(opened, noticed, going, came, went, end.leavers, end.ended, end.people.heads, end.people.weight)

    return staff, turnover, _carried(end, posts, before, now, setting)


def _posts(before: Carried, now: Now, setting: Setting) -> np.ndarray:
    """The posts of the month: as many as are needed, less those whose leavers were not replaced; growth makes new ones."""
    needed = now["needed"]
    if not setting.closing:
        return needed
    posts = np.minimum(needed, before.posts + np.maximum(needed - before.needed, 0.0))
    if (rows := setting.layers.rows) and (posts < needed).any():
        spans = (now["span_heads"], now["layer_kept_share"], now["here_share"])
        fewer = setting.layers.filled(needed, *spans) - setting.layers.filled(posts, *spans)
        posts = np.array(np.broadcast_to(posts, fewer.shape))
        posts[rows] = np.maximum(needed - fewer, 0.0)[rows]
    return posts


def _decided(posts: np.ndarray, before: Carried, now: Now, setting: Setting) -> tuple[np.ndarray, np.ndarray]:
    """The openings made and the notices given on the first day of the month, [team, draw] each."""
    month, opening, notices, hires = now["month"], before.people.heads, before.notices, before.hires.total(now["month"])
    staying = opening if notices.nobody else opening - notices.total(month)
    here_now = np.maximum(staying, 0.0)
    here = (opening if notices.nobody else opening - notices.within(month, setting.to_hire[month])) + hires
    coming = _coming(here_now, now, setting) if setting.flows else {}
    missing = np.maximum(_wanted("on_hiring", posts, now, setting) - _with(here, coming, "on_hiring"), 0.0)
    surplus = nobody = np.zeros((len(opening), 1))
    if setting.severing:
        enough = _wanted("after_notice", posts, now, setting) / _still_here(before.people, now, setting)
        surplus = np.minimum(np.maximum(_with(staying, coming, "after_notice") - enough, 0.0), here_now)
    if setting.pools.any:
        later = _with(staying + hires, coming, "far") - _wanted("far", posts, now, setting)
        change, fill = setting.pools.matched(np.maximum(later, 0.0), np.maximum(-later, 0.0))
        if fill.any():
            missing, surplus = np.maximum(missing - fill, 0.0), np.maximum(surplus - change, 0.0)
    if setting.whole:
        missing, surplus = np.ceil(missing - TOLERANCE) + 0.0, np.floor(surplus + TOLERANCE)
    return now["hiring_open_share"] * missing, surplus if surplus.any() else nobody


LAGS = ("on_hiring", "after_notice", "far")
"""When whoever is hired or given notice now is there or gone: of the team, and the latest of its pool."""


def _wanted(when: str, posts: np.ndarray, now: Now, setting: Setting) -> np.ndarray:
    """The heads wanted at one of the lags: where posts go with leavers, no more than there are, and those that growth will make."""
    if not setting.closing:
        return now[f"wanted_{when}"]
    return np.minimum(now[f"wanted_{when}"], posts + now[f"rise_{when}"])


def _still_here(people: People, now: Now, setting: Setting) -> np.ndarray:
    """Of people who are here today, the share whom leavers will have left when a notice given today ends."""
    if setting.tenure.by_service:
        return (1 - setting.tenure.average_loss(now, people.profile)) ** setting.of_notice[:, None]
    return now["still_here_share"]


def _coming(here_now: np.ndarray, now: Now, setting: Setting) -> dict[str, np.ndarray]:
    """The people who come without being hired, less those who go, until each of the lags; of those meant to follow their work
    today some may have left."""
    known = {when: now[f"coming_by_{when}"] for when in LAGS}
    if not setting.moves:
        return known
    followers = movers(now["moving"], here_now, setting.leaves) - now["moving"]
    return {when: coming + product(setting.arrives - setting.leaves, followers) for when, coming in known.items()}


def _with(heads: np.ndarray, coming: Mapping[str, np.ndarray], when: str) -> np.ndarray:
    """Heads with those who come without being hired until then, if anybody does."""
    return heads + coming[when] if coming else heads


def _joined(people: People, hires: np.ndarray, now: Now, setting: Setting) -> People:
    """The people with those who are hired, and those whom a dated roster sees join at a pay that is known."""
    weight = hires * now["new_hire_pay_share"]
    if not setting.signed.dated:
        return people.with_newcomers(hires, weight)
    return people.with_newcomers(hires + now["signed_joining"], weight + now["signed_arriving_fte"] / now["fte_share"])


def _requested(stayed: People, posts: np.ndarray, joining: np.ndarray, now: Now) -> np.ndarray:
    """Those whom open requisitions expect today, as far as there is a vacant post for them."""
    here = stayed.heads + joining + now["signed_joining"]
    return np.minimum(now["signed_requested"], np.maximum(posts - here, 0.0))


def _carried(end: Parting, posts: np.ndarray, before: Carried, now: Now, setting: Setting) -> Carried:
    """What the next month begins with: leavers who are not replaced take their posts along."""
    left = posts
    if setting.closing:
        # half a post takes a whole person
        filled = np.ceil(posts - TOLERANCE) if setting.whole else posts
        left = posts - (1 - now["backfill_share"]) * np.minimum(end.leavers, np.maximum(filled - end.people.heads, 0.0))
    people = end.people.a_month_later()
    people = people.paid_otherwise(now["pay_change"]) if now["pay_changes"] else people
    return Carried(people, left, now["needed"], before.hires, before.notices, end.odd, end.undecided)
