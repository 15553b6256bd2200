"""How many posts each team has, and what dated intentions say of the months to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backoffice_lib.basics.sums import product
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

    to_hire: whole months from an opening to the first day at work, [month, team]. of_notice: from notice to the last, [team].
    far: the longest of both in a team's pool, [month, team]. leaves, arrives: [team, move], 1 where the people of a move come from the
    team, or go to it. severing: whether people whom nobody needs are made redundant. whole: whether heads are whole people.
    closing: whether some leavers are not replaced, so that their posts go. full_time: whether everybody is.
    """

    to_hire: np.ndarray
    of_notice: np.ndarray
    far: np.ndarray
    leaves: np.ndarray
    arrives: np.ndarray
    severing: bool
    whole: bool
    closing: bool
    full_time: bool
    pools: Pools
    layers: Supervision
    tenure: Tenure
    changes: Changes
    signed: Signed

    @classmethod
    def of(cls, drivers: Drivers) -> Setting:
        """The setting of a plan, and of levers that change how long hiring takes."""
        plan = drivers.plan
        rows, pools = {name: row for row, name in enumerate(plan.names("team"))}, Pools.of(plan)
        to_hire = np.round(drivers["time_to_hire_months"][:, :, 0]).astype(int) + np.zeros((plan.months, 1), dtype=int)
        of_notice = np.array([team.notice_months for team in plan.teams], dtype=int)
        far = np.maximum(to_hire, of_notice)
        for pool in pools.member > 0:
            far[:, pool] = far[:, pool].max(axis=1, keepdims=True)
        return cls(
            to_hire,
            of_notice,
            far,
            marks(np.array([rows[move.team] for move in plan.moves], dtype=int), len(rows)),
            marks(np.array([rows[move.to] for move in plan.moves], dtype=int), len(rows)),
            plan.policies.surplus == "severance",
            plan.policies.headcount == "whole",
            bool((drivers["backfill_share"] != 1).any()),
            bool((drivers["fte_share"] == 1).all()),
            pools,
            Supervision.of(plan),
            Tenure.of(plan),
            Changes.of(plan),
            Signed.of(plan),
        )

    @cached_property
    def moves(self) -> bool:
        """Whether anybody may move along with work."""
        return self.leaves.shape[1] > 0

    @cached_property
    def flows(self) -> bool:
        """Whether anybody comes without being hired, or goes without leaving."""
        return self.moves or self.signed.dated or self.signed.asked

    def in_fte(self, heads: np.ndarray, now: Mapping[str, np.ndarray]) -> np.ndarray:
        """Heads as full-time equivalents, [team, draw]."""
        return heads if self.full_time else heads * now["fte_share"]

    def looking_ahead(self, required: Demand, drivers: Drivers, escalators: Escalators) -> dict[str, np.ndarray]:
        """What dated intentions say of later months, each [month or 1, team, draw].

        needed: heads. wanted_on_hiring: the least heads needed from the arrival of someone hired now
        until a notice could end. wanted_after_notice, wanted_far: the heads needed when someone given notice now is gone, and when
        whoever is hired or given notice now in the pool is there or gone. rise_…: the rises of needed heads until then, where posts go with leavers. coming_by_…: people
        who come without being hired, less those who go, until then. moving: by move. signed_…: see `signed`.
        """
        needed = required.needed
        moving = np.floor(required.moving + 1e-9) if self.whole else required.moving
        known = {"needed": needed, "moving": moving, "here_share": required.here_share} | self.signed.by_month()
        known |= self.tenure.known(drivers)
        known["still_here_share"] = (1 - known["own_loss_share"]) ** self.of_notice[:, None]
        for name, lag in (("on_hiring", self.to_hire), ("after_notice", self.of_notice), ("far", self.far)):
            last = self.to_hire + self.of_notice if name == "on_hiring" else lag
            known[f"wanted_{name}"] = required.once((name, lag.tobytes(), last.tobytes()), lambda lag=lag, last=last: lowest_ahead(needed, lag, last))
            if self.closing:
                rise = np.maximum(np.diff(needed, axis=0, prepend=needed[:1]), 0.0).cumsum(axis=0)
                known[f"rise_{name}"] = at(rise, lag) - rise
        if self.flows:
            known |= self._coming(moving)
        change = _pay_change(drivers, escalators) * (1 + self.signed.raised_share)
        known["pay_change_at_once"], known["pay_change"] = change, np.concatenate([change[1:], np.ones_like(change[:1])])
        known["pay_changes"] = (known["pay_change"] != 1).any(axis=(1, 2), keepdims=True)
        return known | {"going_rate": drivers["salary_per_year"]}

    def _coming(self, moving: np.ndarray) -> dict[str, np.ndarray]:
        """The people who come without being hired, less those who go, until whoever is hired or given notice now is there or gone."""
        signed = self.signed
        coming = signed.joining + signed.moving_in
        if self.moves:
            coming = coming + product(self.arrives - self.leaves, moving)
        going = signed.ending + signed.moving_out
        lags = {"on_hiring": self.to_hire, "after_notice": self.of_notice, "far": self.far}
        known = {f"coming_by_{name}": within(coming, lag) - within(going, lag - 1) for name, lag in lags.items()}
        # whoever a requisition finds comes only where a post is vacant, so they are never too many
        known["coming_by_on_hiring"] = known["coming_by_on_hiring"] + within(signed.requested, self.to_hire)
        return known


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

    @cached_property
    def dated(self) -> bool:
        """Whether a dated roster says anything."""
        return any(values.any() for name, values in vars(self).items() if name != "requested")

    @cached_property
    def asked(self) -> bool:
        """Whether a requisition expects anybody."""
        return bool(self.requested.any())

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
        return plan.once(cls, lambda: cls._of(plan))

    @classmethod
    def _of(cls, plan: Plan) -> Changes:
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
    """The least that is needed between `first` and `last` months ahead, per team or [month, team]; the last month stays for ever."""
    first, last = (np.broadcast_to(lag, needed.shape[:2]) for lag in (first, last))
    lowest = np.empty(needed.shape)
    for near, far in sorted({*zip(first.ravel().tolist(), last.ravel().tolist(), strict=True)}):
        here = (first == near) & (last == far)
        teams = np.flatnonzero(here.any(axis=0))
        of_teams = needed if len(teams) == needed.shape[1] else needed[:, teams]
        ahead = [np.minimum(np.arange(len(needed)) + months, len(needed) - 1) for months in range(near, far + 1)]
        least = of_teams[ahead[0]]
        for months in ahead[1:]:
            np.minimum(least, of_teams[months], out=least)
        lowest[:, teams] = least if here[:, teams].all() else np.where(here[:, teams, None], least, lowest[:, teams])
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
        total = total + np.where((ahead <= lag)[..., None], later, 0.0)
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
