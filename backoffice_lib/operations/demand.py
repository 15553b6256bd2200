"""How many people each team needs, and how much of its work is done elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.drivers import Drivers


@dataclass(frozen=True)
class Demand:
    """Work and where it is done.

    needed: heads wanted in each team [month, team, draw]. placed_fte: full-time equivalents of the vendor's people
    who do placed work [month, placement, draw]. transferred_fte, moved_fte: own work handed over to a vendor
    [month, placement, draw], to a team elsewhere [month, move, draw]. moving: people meant to move along with their
    work on the first day of the month [month, move, draw].
    """

    needed: np.ndarray
    placed_fte: np.ndarray
    transferred_fte: np.ndarray
    moved_fte: np.ndarray
    moving: np.ndarray


def demand(drivers: Drivers) -> Demand:
    """The heads needed in each team and the work done elsewhere; shares are of each team's original work."""
    plan = drivers.plan
    placed_from = _rows(drivers, [placed.team for placed in plan.placements])
    moved_from = _rows(drivers, [move.team for move in plan.moves])
    moved_to = _rows(drivers, [move.to for move in plan.moves])
    heads = drivers["target_heads"] * np.ones((plan.months, 1, 1))
    work = heads * drivers["fte_share"]
    gone = marks(placed_from, len(plan.teams)) @ drivers["released_share"]
    gone = gone + marks(moved_from, len(plan.teams)) @ drivers["vacated_share"]
    come = marks(moved_to, len(plan.teams)) @ (heads[:, moved_from] * drivers["moved_share"] * drivers["heads_per_head"])
    followed = heads[:, moved_from] * drivers["followed_share"]
    return Demand(
        needed=heads * (1 - gone) + come,
        placed_fte=work[:, placed_from] * drivers["placed_share"] / drivers["productivity_share"][:, _vendors(drivers)],
        transferred_fte=work[:, placed_from] * drivers["transferred_share"],
        moved_fte=work[:, moved_from] * drivers["handed_over_share"],
        moving=np.maximum(np.diff(followed, axis=0, prepend=0.0), 0.0),
    )


def marks(rows: np.ndarray, count: int) -> np.ndarray:
    """1 where a column belongs to a row, [row, column]: a product with it sums columns by row."""
    return (np.arange(count)[:, None] == rows).astype(float)


def _rows(drivers: Drivers, teams: list[str]) -> np.ndarray:
    return np.array([drivers.row("target_heads", team) for team in teams], dtype=int)


def _vendors(drivers: Drivers) -> np.ndarray:
    """The vendor of each placement."""
    contracts = [drivers.plan.record("contract", placed.contract) for placed in drivers.plan.placements]
    return np.array([drivers.row("productivity_share", contract.vendor) for contract in contracts], dtype=int)


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


def within(moving: np.ndarray, lag: np.ndarray) -> np.ndarray:
    """What comes, less what goes, from this month until each team's lag has passed, [month, team, draw]."""
    total = np.zeros_like(moving)
    for ahead in range(min(int(lag.max(initial=0)) + 1, len(moving))):
        later = np.concatenate([moving[ahead:], np.zeros_like(moving[:ahead])])
        total = total + np.where((ahead <= lag)[None, :, None], later, 0.0)
    return total
