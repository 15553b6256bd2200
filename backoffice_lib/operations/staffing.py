"""Who joins, who leaves, who is at work: one month of every team after another.

People join on the first day of a month and leave on its last, so whoever is at work in a month is paid for all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backoffice_lib.plan import Plan


@dataclass(frozen=True)
class Staffing:
    """The people of every team in one month, each [team, draw]; over all months [month, team, draw].

    opening: on the last day of the month before. hires join and severed are gone on the first day.
    at_work: during the month. leavers: by attrition, gone after its last day. heads: those who stay.
    opened: openings to hire. noticed: people given notice. weight: heads × their pay against the going rate.
    paid_fte: full-time equivalents at the going rate, what salaries are paid on; severed_fte likewise.
    """

    opening: np.ndarray
    opened: np.ndarray
    hires: np.ndarray
    noticed: np.ndarray
    severed: np.ndarray
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
class Lags:
    """Whole months per team: from an opening to the first day at work, and from notice to the last."""

    to_hire: np.ndarray
    of_notice: np.ndarray

    @classmethod
    def of(cls, plan: Plan) -> Lags:
        """The lags of each team of a plan."""
        return cls(
            np.array([team.time_to_hire_months for team in plan.teams], dtype=int),
            np.array([team.notice_months for team in plan.teams], dtype=int),
        )

    def nothing_coming(self) -> Coming:
        """The first month: nobody is on the way in or out."""
        teams = len(self.to_hire)
        return Coming(
            np.zeros((int(self.to_hire.max(initial=0)) + 1, teams, 1)),
            np.zeros((int(self.of_notice.max(initial=0)) + 1, teams, 1)),
        )


def step(
    before: Staffing | None, coming: Coming, now: Mapping[str, np.ndarray], lags: Lags, severing: bool
) -> tuple[Staffing, Coming]:
    """One month of every team.

    now: the quantity drivers of the month, with `wanted_on_hiring` and `wanted_after_notice`, the heads needed
    when someone hired now arrives and when someone given notice now is gone.
    """
    opening, weight = (before.heads, before.weight) if before else (now["opening_heads"],) * 2
    loss = 1 - (1 - now["cohort_loss_share_per_year"]) ** (1 / 12)
    on_notice = coming.notices.sum(axis=0)
    still_here = opening - _due_by(coming.notices, lags.to_hire) + coming.hires.sum(axis=0)
    opened = now["hiring_open_share"] * np.maximum(now["wanted_on_hiring"] - still_here, 0.0)
    enough = now["wanted_after_notice"] / (1 - loss) ** lags.of_notice[:, None]
    noticed = severing * np.maximum(opening - on_notice - enough, 0.0)
    joining, leaving = _added(coming.hires, lags.to_hire, opened), _added(coming.notices, lags.of_notice, noticed)
    hires, severed = joining[0], leaving[0]
    at_work = opening + hires - severed
    leavers = loss * np.maximum(at_work - leaving[1:].sum(axis=0), 0.0)
    severed_weight = severed * _per_head(weight, opening)
    paid_weight = weight - severed_weight + hires * now["new_hire_pay_share"]
    month = Staffing(
        opening=opening,
        opened=opened,
        hires=hires,
        noticed=noticed,
        severed=severed,
        at_work=at_work,
        leavers=leavers,
        heads=at_work - leavers,
        weight=paid_weight - leavers * _per_head(paid_weight, at_work),
        paid_fte=paid_weight * now["fte_share"],
        severed_fte=severed_weight * now["fte_share"],
    )
    return month, Coming(_one_month_on(joining), _one_month_on(leaving))


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
