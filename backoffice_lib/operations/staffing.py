"""Who joins, who leaves, who is at work: one month of every team after another.

People join on the first day of a month and leave on its last, so whoever is at work in a month is paid for all of it.
Openings replace people who are gone; they do not foresee attrition, so a team that takes time to hire stays short.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backoffice_lib.operations.demand import Demand, lowest_ahead, marks, within
from backoffice_lib.plan import Plan


@dataclass(frozen=True)
class Staffing:
    """The people of every team in one month, each [team, draw]; over all months [month, team, draw].

    opening: on the last day of the month before. hires join, severed are gone, moved_in and moved_out have changed
    team on the first day; movers are the same people by move, [move, draw]. at_work: during the month. leavers: by
    attrition, gone after its last day. heads: those who stay. opened: openings to hire. noticed: people given notice.
    weight: heads × their pay against the going rate. paid_fte: full-time equivalents at the going rate, what salaries
    are paid on; severed_fte likewise.
    """

    opening: np.ndarray
    opened: np.ndarray
    hires: np.ndarray
    noticed: np.ndarray
    severed: np.ndarray
    movers: np.ndarray
    moved_in: np.ndarray
    moved_out: np.ndarray
    at_work: np.ndarray
    leavers: np.ndarray
    heads: np.ndarray
    weight: np.ndarray
    paid_fte: np.ndarray
    severed_fte: np.ndarray


@dataclass(frozen=True)
class Coming:
    """People on their way in and out, by months ahead: [months ahead, team, draw], 0 is this month."""

    hires: np.ndarray
    notices: np.ndarray


@dataclass(frozen=True)
class Setting:
    """What does not change from month to month.

    to_hire, of_notice: whole months per team, from an opening to the first day at work, and from notice to the last.
    leaves, arrives: [team, move], 1 where the people of a move come from the team, or go to it.
    severing: whether people whom nobody needs are made redundant.
    """

    to_hire: np.ndarray
    of_notice: np.ndarray
    leaves: np.ndarray
    arrives: np.ndarray
    severing: bool

    @classmethod
    def of(cls, plan: Plan) -> Setting:
        """The setting of a plan."""
        names = plan.names("team")
        return cls(
            np.array([team.time_to_hire_months for team in plan.teams], dtype=int),
            np.array([team.notice_months for team in plan.teams], dtype=int),
            marks(np.array([names.index(move.team) for move in plan.moves], dtype=int), len(names)),
            marks(np.array([names.index(move.to) for move in plan.moves], dtype=int), len(names)),
            plan.policies.surplus == "severance",
        )

    def nothing_coming(self) -> Coming:
        """The first month: nobody is on the way in or out."""
        teams = len(self.to_hire)
        return Coming(
            np.zeros((int(self.to_hire.max(initial=0)) + 1, teams, 1)),
            np.zeros((int(self.of_notice.max(initial=0)) + 1, teams, 1)),
        )

    def looking_ahead(self, required: Demand) -> dict[str, np.ndarray]:
        """What dated intentions say of later months, each [month, team, draw].

        wanted_on_hiring: the least heads needed from the arrival of someone hired now until a notice could end.
        wanted_after_notice: the heads needed when someone given notice now is gone. moving_by_hiring,
        moving_by_notice: people meant to move in, less those meant to move out, until then. moving: by move.
        """
        moving = (self.arrives - self.leaves) @ required.moving
        return {
            "wanted_on_hiring": lowest_ahead(required.needed, self.to_hire, self.to_hire + self.of_notice),
            "wanted_after_notice": lowest_ahead(required.needed, self.of_notice, self.of_notice),
            "moving_by_hiring": within(moving, self.to_hire),
            "moving_by_notice": within(moving, self.of_notice),
            "moving": required.moving,
        }


def step(
    before: Staffing | None, coming: Coming, now: Mapping[str, np.ndarray], setting: Setting
) -> tuple[Staffing, Coming]:
    """One month of every team. now: the quantity drivers of the month, and what is known of later ones."""
    opening, weight = (before.heads, before.weight) if before else (now["opening_heads"],) * 2
    loss = 1 - (1 - now["cohort_loss_share_per_year"]) ** (1 / 12)
    opened, noticed = _decided(opening, loss, coming, now, setting)
    joining = _added(coming.hires, setting.to_hire, opened)
    leaving = _added(coming.notices, setting.of_notice, noticed)
    hires, severed = joining[0], leaving[0]
    free = np.maximum(opening - coming.notices.sum(axis=0) - noticed, 0.0)
    movers = _movers(now["moving"], free, setting.leaves)
    moved_in, moved_out = setting.arrives @ movers, setting.leaves @ movers

    at_work = opening + hires - severed + moved_in - moved_out
    leavers = loss * np.maximum(at_work - leaving[1:].sum(axis=0), 0.0)
    pay = _per_head(weight, opening)
    mover_weight = setting.arrives @ (movers * (setting.leaves.T @ pay) * now["mover_pay_share"])
    paid_weight = weight - (severed + moved_out) * pay + mover_weight + hires * now["new_hire_pay_share"]
    month = Staffing(
        opening=opening,
        opened=opened,
        hires=hires,
        noticed=noticed,
        severed=severed,
        movers=movers,
        moved_in=moved_in,
        moved_out=moved_out,
        at_work=at_work,
        leavers=leavers,
        heads=at_work - leavers,
        weight=paid_weight - leavers * _per_head(paid_weight, at_work),
        paid_fte=paid_weight * now["fte_share"],
        severed_fte=severed * pay * now["fte_share"],
    )
    return month, Coming(_one_month_on(joining), _one_month_on(leaving))


def _decided(
    opening: np.ndarray, loss: np.ndarray, coming: Coming, now: Mapping[str, np.ndarray], setting: Setting
) -> tuple[np.ndarray, np.ndarray]:
    """The openings made and the notices given on the first day of the month, [team, draw] each."""
    here_on_hiring = opening - _due_by(coming.notices, setting.to_hire) + coming.hires.sum(axis=0)
    missing = now["wanted_on_hiring"] - here_on_hiring - now["moving_by_hiring"]
    free = opening - coming.notices.sum(axis=0)
    enough = now["wanted_after_notice"] / (1 - loss) ** setting.of_notice[:, None]
    surplus = free + now["moving_by_notice"] - enough
    return now["hiring_open_share"] * np.maximum(missing, 0.0), setting.severing * np.maximum(surplus, 0.0)


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


def _per_head(weight: np.ndarray, heads: np.ndarray) -> np.ndarray:
    """Pay of the average person against the going rate; 1 in a team of nobody."""
    return np.divide(weight, heads, out=np.ones(np.broadcast(weight, heads).shape), where=heads > 0)
