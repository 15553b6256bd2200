"""How many people each team needs, and how much of its work is done elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.drivers import Drivers
from backoffice_lib.operations.supervision import Supervision
from backoffice_lib.operations.workload import Workload, hours_needed, workload
from backoffice_lib.plan import Plan
from backoffice_lib.plan.work import WORKING_DAYS_PER_YEAR


@dataclass(frozen=True)
class Demand:
    """Work and where it is done.

    needed: heads wanted in each team, and here_share: what of its work has not moved to another, [month, team, draw]. workload: what comes in. own_share: of each work, what is left
    for our own people [month, work, draw]. original_fte: the work of each team before any is done elsewhere,
    in full-time equivalents [month, team, draw]. placed_fte: full-time equivalents of the vendor's people
    who do placed work [month, placement, draw]. transferred_fte, moved_fte: own work handed over to a vendor
    [month, placement, draw], to a team elsewhere [month, move, draw]. moving: people meant to move along with their
    work on the first day of the month [month, move, draw].
    """

    needed: np.ndarray
    here_share: np.ndarray
    workload: Workload
    own_share: np.ndarray
    original_fte: np.ndarray
    placed_fte: np.ndarray
    transferred_fte: np.ndarray
    moved_fte: np.ndarray
    moving: np.ndarray


@dataclass(frozen=True)
class Elsewhere:
    """Which team each placement takes work from, and each move takes it from and to; what has gone, what has come.

    placed_from, moved_from, moved_to: rows of teams. released, vacated: shares of a team's work that are no longer done
    there, for a vendor or another team of ours [month or 1, team, draw].
    """

    placed_from: np.ndarray
    moved_from: np.ndarray
    moved_to: np.ndarray
    released: np.ndarray
    vacated: np.ndarray

    @classmethod
    def of(cls, drivers: Drivers) -> Elsewhere:
        """What the drivers say of work done elsewhere."""
        plan = drivers.plan
        placed_from = _rows(plan, [placed.team for placed in plan.placements])
        moved_from = _rows(plan, [move.team for move in plan.moves])
        return cls(
            placed_from,
            moved_from,
            _rows(plan, [move.to for move in plan.moves]),
            marks(placed_from, len(plan.teams)) @ drivers["released_share"],
            marks(moved_from, len(plan.teams)) @ drivers["vacated_share"],
        )

    def come(self, drivers: Drivers, heads: np.ndarray) -> np.ndarray:
        """Heads that the work takes which has come from other teams of ours, [month, team, draw]."""
        moved = heads[:, self.moved_from] * drivers["moved_share"] * drivers["heads_per_head"]
        return marks(self.moved_to, len(drivers.plan.teams)) @ moved


def demand(drivers: Drivers) -> Demand:
    """The heads needed in each team and the work done elsewhere; shares are of each team's original work."""
    plan, elsewhere, layers = drivers.plan, Elsewhere.of(drivers), Supervision.of(drivers.plan)
    gone = elsewhere.released + elsewhere.vacated
    heads = drivers["target_heads"] * np.ones((plan.months, 1, 1))
    present = heads * (1 - gone) + elsewhere.come(drivers, heads)
    coming_in = workload(drivers, present.sum(axis=1, keepdims=True))
    heads = _sized(drivers, heads, coming_in) / drivers["output_share"]
    spans, all_here = (drivers["span_heads"], drivers["layer_kept_share"]), np.ones((1, len(plan.teams), 1))
    heads = layers.filled(heads, *spans, all_here)
    here_share = 1 - elsewhere.vacated
    needed = layers.filled(heads * (1 - gone) + elsewhere.come(drivers, heads), *spans, here_share)
    work = heads * drivers["fte_share"] * drivers["output_share"]
    followed = heads[:, elsewhere.moved_from] * drivers["followed_share"]
    vendor_work = drivers["placed_share"] / drivers["productivity_share"][:, _vendors(drivers)]
    return Demand(
        needed=needed,
        here_share=here_share,
        workload=coming_in,
        own_share=1 - _released_by_work(plan, work, elsewhere.released),
        original_fte=work,
        placed_fte=work[:, elsewhere.placed_from] * vendor_work,
        transferred_fte=work[:, elsewhere.placed_from] * drivers["transferred_share"],
        moved_fte=work[:, elsewhere.moved_from] * drivers["handed_over_share"],
        moving=np.maximum(np.diff(followed, axis=0, prepend=0.0), 0.0),
    )


def _sized(drivers: Drivers, heads: np.ndarray, coming_in: Workload) -> np.ndarray:
    """The heads, those of teams sized by work as many as its steady volume takes that the function's other teams do not do.

    Teams of one function share what is left in proportion to the heads they have. The season is left to overtime,
    temporary staff or the queue.
    """
    plan = drivers.plan
    sized = np.array([team.sized_by == "work" for team in plan.teams])
    if not sized.any():
        return heads
    per_day = coming_in.steady_units * 12 / WORKING_DAYS_PER_YEAR
    minutes = coming_in.minutes * np.ones_like(per_day)
    hours = hours_needed(plan, per_day, minutes)
    a_head = coming_in.hours_per_day * drivers["fte_share"] / drivers["output_share"]
    width = max(heads.shape[2], hours.shape[2], a_head.shape[2])
    heads = np.broadcast_to(heads, (*heads.shape[:2], width)).copy()
    for function in dict.fromkeys(team.function for team in plan.teams if team.sized_by == "work"):
        own = np.array([team.function == function for team in plan.teams])
        wanted = hours[:, [work.function == function for work in plan.work]].sum(axis=1, keepdims=True)
        left = np.maximum(wanted - (heads * a_head)[:, own & ~sized].sum(axis=1, keepdims=True), 0.0)
        heads[:, own & sized] = left / a_head[:, own & sized] * _parts(heads[:, own & sized])
    return heads


def _parts(heads: np.ndarray) -> np.ndarray:
    """Each team's part of the heads of all, [month, team, draw]; equal parts where there is nobody."""
    total = heads.sum(axis=1, keepdims=True)
    equal = np.broadcast_to(np.float64(1 / max(heads.shape[1], 1)), heads.shape).copy()
    return np.divide(heads, total, out=equal, where=total > 0)


def _released_by_work(plan: Plan, work: np.ndarray, released: np.ndarray) -> np.ndarray:
    """The share of each work that a vendor has taken over: that of its function's teams, by their FTE, [month, work, draw]."""
    does = np.array([[team.function == one.function for team in plan.teams] for one in plan.work], dtype=float)
    does = does.reshape(len(plan.work), len(plan.teams))
    gone, total = does @ (work * released), does @ work
    return np.divide(gone, total, out=np.zeros(np.broadcast(gone, total).shape), where=total > 0)


def marks(rows: np.ndarray, count: int) -> np.ndarray:
    """1 where a column belongs to a row, [row, column]: a product with it sums columns by row."""
    return (np.arange(count)[:, None] == rows).astype(float)


def _rows(plan: Plan, teams: list[str]) -> np.ndarray:
    names = plan.names("team")
    return np.array([names.index(team) for team in teams], dtype=int)


def _vendors(drivers: Drivers) -> np.ndarray:
    """The vendor of each placement."""
    contracts = [drivers.plan.record("contract", placed.contract) for placed in drivers.plan.placements]
    return np.array([drivers.row("productivity_share", contract.vendor) for contract in contracts], dtype=int)
