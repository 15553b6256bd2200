"""What being at home changes in the people of a team: their work and how many of them leave, on the average of all of them."""

from __future__ import annotations

import numpy as np

from backoffice_lib.drivers.drivers import Drivers

EFFECTS = {"remote_output_share": 1.0, "hybrid_output_share": 1.0, "remote_leavers_share": 1.0, "hybrid_leavers_share": 1.0}
"""Drivers of what being at home does, which few plans use, and the values at which it does nothing."""


def share_at_home(drivers: Drivers) -> np.ndarray:
    """The share of each team meant to work from home, [month or 1, team, draw]; people given by number count against the heads wanted."""
    share, heads = drivers["remote_share"], drivers["home_heads"]
    if not heads.any():
        return share
    wanted = drivers["target_heads"]
    counted = np.divide(heads, wanted, out=np.zeros(np.broadcast(heads, wanted).shape), where=wanted > 0)
    return np.minimum(share + counted, 1.0)


def factor(drivers: Drivers, what: str) -> np.ndarray:
    """By what factor `output` or `leavers` of a team are changed, [month or 1, team, draw].

    Of those at home by the remote figure, of the others, who come in on some days or all, by the hybrid one.
    """
    remote, hybrid = (drivers[f"{way}_{what}_share"] for way in ("remote", "hybrid"))
    if (remote == 1).all() and (hybrid == 1).all():
        return np.ones((1, remote.shape[1], 1))
    at_home = share_at_home(drivers)
    return 1 + at_home * (remote - 1) + (1 - at_home) * (hybrid - 1)
