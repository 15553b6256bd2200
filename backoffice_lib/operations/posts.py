"""How many posts each team has, and what dated intentions say of the months to come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.uncertain import stacked
from backoffice_lib.drivers import Drivers, Escalators
from backoffice_lib.operations.demand import Demand, marks
from backoffice_lib.operations.redeployment import Pools
from backoffice_lib.operations.supervision import Supervision
from backoffice_lib.operations.tenure import Tenure
from backoffice_lib.plan import Plan
from backoffice_lib.plan.structure import EXIT


@dataclass(frozen=True)
class Setting:
    """What does not change from month to month.

    to_hire, of_notice: whole months per team, from an opening to the first day at work, and from notice to the last.
    far: the longest of both in a team's pool. leaves, arrives: [team, move], 1 where the people of a move come from the
    team, or go to it. severing: whether people whom nobody needs are made redundant. whole: whether heads are whole people.
    """

    to_hire: np.ndarray
    of_notice: np.ndarray
    far: np.ndarray
    leaves: np.ndarray
    arrives: np.ndarray
    severing: bool
    whole: bool
    pools: Pools
    layers: Supervision
    tenure: Tenure
    changes: Changes

    @classmethod
    def of(cls, plan: Plan) -> Setting:
        """The setting of a plan."""
        names, pools = plan.names("team"), Pools.of(plan)
        to_hire = np.array([team.time_to_hire_months for team in plan.teams], dtype=int)
        of_notice = np.array([team.notice_months for team in plan.teams], dtype=int)
        longest = np.maximum(to_hire, of_notice)
        mates = pools.member.T @ pools.member > 0
        far = np.where(mates, longest, 0).max(axis=1, initial=0) if len(mates) else longest
        return cls(
            to_hire,
            of_notice,
            np.maximum(far, longest),
            marks(np.array([names.index(move.team) for move in plan.moves], dtype=int), len(names)),
            marks(np.array([names.index(move.to) for move in plan.moves], dtype=int), len(names)),
            plan.policies.surplus == "severance",
            plan.policies.headcount == "whole",
            pools,
            Supervision.of(plan),
            Tenure.of(plan),
            Changes.of(plan),
        )

    def looking_ahead(self, required: Demand, drivers: Drivers, escalators: Escalators) -> dict[str, np.ndarray]:
        """What dated intentions say of later months, each [month, team, draw].

        needed: heads. rise: all rises of it so far. wanted_on_hiring: the least heads needed from the arrival of someone hired now
        until a notice could end. wanted_after_notice, wanted_far: the heads needed when someone given notice now is gone, and when
        whoever is hired or given notice now in the pool is there or gone. rise_…: the rises until then. coming_by_…: people
        who come without being hired, less those who go, until then. moving: by move. signed_…: see `signed`.
        """
        plan = drivers.plan
        needed, signed = required.needed, Signed.of(plan)
        rise = np.maximum(np.diff(needed, axis=0, prepend=needed[:1]), 0.0).cumsum(axis=0)
        moving = np.floor(required.moving + 1e-9) if self.whole else required.moving
        coming = (self.arrives - self.leaves) @ moving + signed.joining + signed.moving_in
        going = signed.ending + signed.moving_out
        known = {"needed": needed, "rise": rise, "moving": moving, "here_share": required.here_share} | signed.by_month()
        for name, lag in (("on_hiring", self.to_hire), ("after_notice", self.of_notice), ("far", self.far)):
            last = self.to_hire + self.of_notice if name == "on_hiring" else lag
            known[f"wanted_{name}"] = lowest_ahead(needed, lag, last)
            known[f"rise_{name}"] = at(rise, lag) - rise
            known[f"coming_by_{name}"] = within(coming, lag) - within(going, lag - 1)
        # whoever a requisition finds comes only where a post is vacant, so they are never too many
        known["coming_by_on_hiring"] = known["coming_by_on_hiring"] + within(signed.requested, self.to_hire)
        change = _pay_change(drivers, escalators) * (1 + signed.raised_share)
        known["pay_change_at_once"], known["pay_change"] = change, np.concatenate([change[1:], np.ones_like(change[:1])])
        return known | {"going_rate": drivers["salary_per_year"] * np.ones((plan.months, 1, 1))}


@dataclass(frozen=True)
class Signed:
    """People who come and go by contract, whatever else happens, from dated rosters; [month, team, 1] each.

    joining, ending: heads. moving_in, moving_out: heads that change team. requested: posts for which a requisition
    expects somebody. arriving_fte, departing_fte: their full-time equivalents at the going rate, changes of team included.
    raised_share: by how much the pay of the others rises. unpaid_fte: what is not paid of the month. fixed_term: people who will go.
    """

    joining: np.ndarray
    ending: np.ndarray
    moving_in: np.ndarray
    moving_out: np.ndarray
    requested: np.ndarray
    arriving_fte: np.ndarray
    departing_fte: np.ndarray
    raised_share: np.ndarray
    unpaid_fte: np.ndarray
    fixed_term: np.ndarray

    @classmethod
    def of(cls, plan: Plan) -> Signed:
        """What rosters and requisitions say."""
        coming = [one for one in plan.requisitions if one.status == "open" or (one.status == "filled" and one.starts > plan.start)]
        heads = stacked([request.heads for request in coming])
        requested = np.zeros((plan.months, len(plan.teams), heads.shape[1]))
        for request, wanted in zip(coming, heads, strict=True):
            month = max(request.starts - plan.start, 0)
            if month < plan.months:
                requested[month, plan.names("team").index(request.team)] += wanted
        fields = ("joining_heads", "ending_heads", "transferred_in_heads", "transferred_out_heads")
        more = ("arriving_fte", "departing_fte", "raised_share", "unpaid_fte", "fixed_term_heads")
        return cls(*(_dated(plan, field) for field in fields), requested, *(_dated(plan, field) for field in more))

    def by_month(self) -> dict[str, np.ndarray]:
        """Each under the name `signed_…`."""
        return {f"signed_{name}": values for name, values in vars(self).items()}


@dataclass(frozen=True)
class Changes:
    """Transitions between teams: the rows of the shares and of the teams they lead from and to; to -1 is the exit.

    every: how many months apart they happen, at the end of a month.
    """

    rows: np.ndarray
    team: np.ndarray
    to: np.ndarray
    every: int

    @classmethod
    def of(cls, plan: Plan) -> Changes:
        """The transitions of a plan that lead out of a team; who stays needs none."""
        names = plan.names("team")
        leading = [(at, move) for at, move in enumerate(plan.transitions) if move.to != move.team]
        yearly = any(move.share_per_year is not None for move in plan.transitions)
        return cls(
            np.array([at for at, _ in leading], dtype=int),
            np.array([names.index(move.team) for _, move in leading], dtype=int),
            np.array([-1 if move.to == EXIT else names.index(move.to) for _, move in leading], dtype=int),
            12 if yearly else 1,
        )

    def marks(self, teams: int) -> tuple[np.ndarray, np.ndarray]:
        """1 where a transition leads from a team, and where it leads to it, [team, transition] each."""
        return marks(self.team, teams), marks(self.to, teams)


def lowest_ahead(needed: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """The least that is needed between `first` and `last` months ahead, per team; the last month stays for ever."""
    months = np.arange(len(needed))[:, None]
    team = np.arange(needed.shape[1])
    lowest = np.full(needed.shape, np.inf)
    for ahead in range(int(last.max(initial=0)) + 1):
        seen = (first <= ahead) & (ahead <= last)
        month = np.minimum(months + ahead, len(needed) - 1)
        lowest = np.where(seen[None, :, None], np.minimum(lowest, needed[month, team]), lowest)
    return lowest


def at(values: np.ndarray, lag: np.ndarray) -> np.ndarray:
    """What holds so many months ahead, per team; the last month stays for ever."""
    months = np.minimum(np.arange(len(values))[:, None] + lag, len(values) - 1)
    return values[months, np.arange(values.shape[1])]


def within(moving: np.ndarray, lag: np.ndarray) -> np.ndarray:
    """What comes, less what goes, from this month until each team's lag has passed, [month, team, draw]."""
    total = np.zeros_like(moving)
    for ahead in range(min(int(lag.max(initial=0)) + 1, len(moving))):
        later = np.concatenate([moving[ahead:], np.zeros_like(moving[:ahead])])
        total = total + np.where((ahead <= lag)[None, :, None], later, 0.0)
    return total


def _dated(plan: Plan, field: str) -> np.ndarray:
    """A figure of the dated rosters, [month, team, 1]; nothing for teams without one."""
    values = np.zeros((plan.months, len(plan.teams), 1))
    for dated in plan.dated_people:
        values[:, plan.names("team").index(dated.team), 0] = getattr(dated, field)
    return values


def _pay_change(drivers: Drivers, escalators: Escalators) -> np.ndarray:
    """By what factor pay against the going rate changes with the month, [month, team, draw].

    Where pay follows merit it rises in the merit month, and falls behind the going rate as that grows. Pay of the first
    month is as the plan gives it.
    """
    plan = drivers.plan
    due = np.array([month.in_year == plan.policies.merit_month for month in plan.calendar])
    due[0] = False
    change = 1 + drivers["merit_share_per_year"] * due[:, None, None]
    for row, team in enumerate(plan.teams):
        index = team.wage_index or plan.cost_index
        if index and team.merit_share_per_year is not None:
            path = escalators.product([index])
            growth = np.concatenate([np.ones_like(path[:1]), path[1:] / path[:-1]])
            if growth.shape[1] > change.shape[2]:
                change = np.repeat(change, growth.shape[1], axis=2)
            change[:, row] /= growth
    return change
