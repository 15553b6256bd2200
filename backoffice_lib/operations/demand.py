"""How many people each team needs, and how much of its work is done by vendors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.drivers import Drivers


@dataclass(frozen=True)
class Demand:
    """Work and where it is done.

    needed: heads wanted in house [month, team, draw]. placed_fte: full-time equivalents of the vendor's people
    who do placed work [month, placement, draw]. transferred_fte: own work being handed over [month, placement, draw].
    """

    needed: np.ndarray
    placed_fte: np.ndarray
    transferred_fte: np.ndarray


def demand(drivers: Drivers) -> Demand:
    """The heads needed in house and the work placed elsewhere; shares are of each team's original work."""
    plan = drivers.plan
    team_of = np.array([drivers.row("target_heads", placed.team) for placed in plan.placements], dtype=int)
    vendors = [plan.record("contract", placed.contract).vendor for placed in plan.placements]
    vendor_of = np.array([drivers.row("productivity_share", vendor) for vendor in vendors], dtype=int)
    placed_by = (np.arange(len(plan.teams))[:, None] == team_of).astype(float)
    heads = drivers["target_heads"] * np.ones((plan.months, 1, 1))
    work = heads * drivers["fte_share"]
    return Demand(
        needed=heads * (1 - placed_by @ drivers["released_share"]),
        placed_fte=work[:, team_of] * drivers["placed_share"] / drivers["productivity_share"][:, vendor_of],
        transferred_fte=work[:, team_of] * drivers["transferred_share"],
    )


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
