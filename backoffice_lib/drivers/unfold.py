"""Unfolds a plan into its drivers, as they are before any lever bends them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.uncertain import stacked
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.drivers import headcount, terms
from backoffice_lib.drivers.declared import DRIVERS
from backoffice_lib.drivers.drivers import Drivers
from backoffice_lib.plan import Plan


def unfold(plan: Plan, draws: int = 0, seed: int = 0) -> Drivers:
    """The drivers of a plan, each [1, subject, draw], or [month, subject, draw] where the plan itself has dates.

    draws: how many are drawn besides the first. seed: of their luck.
    """
    if not draws:
        return replace(plan.own("drivers", lambda: _unfolded(plan)), seed=seed)
    return replace(_unfolded(plan), numbers=range(draws + 1), seed=seed)


def _unfolded(plan: Plan) -> Drivers:
    values = {}
    for kind in dict.fromkeys(driver.kind for driver in DRIVERS.values()):
        values |= plan.remembered(("drivers", kind), lambda window, kind=kind: _at_first(window, kind))
    values = {name: values[name] for name in DRIVERS}
    values |= plan.remembered("target_heads", lambda window: _read_only({"target_heads": headcount.target_heads(window)}))
    values |= plan.remembered("lease_paths", lambda window: _read_only(terms.lease_paths(window)))
    return Drivers(plan, values, plan.remembered("notes on drivers", terms.notes))


def _at_first(plan: Plan, kind: str) -> dict[str, np.ndarray]:
    """The drivers of the subjects of a kind as their records have them, each [1, subject, draw]."""
    records, of_kind = plan.records(kind), {name: driver for name, driver in DRIVERS.items() if driver.kind == kind}
    return _read_only({name: stacked([driver.initial(record) for record in records])[None] for name, driver in of_kind.items()})


def _read_only(values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    for array in values.values():
        array.setflags(write=False)
    return values


def problems_in(drivers: Drivers, where: str) -> Iterator[Problem]:
    """What levers bent out of bounds: a share above 1, or more than all of a team's work placed elsewhere."""
    done = (drivers.noted, drivers.bends)
    yield from drivers.remembered("out of bounds", lambda looking: list(_out_of_bounds(replace(looking, bends=drivers.bends), where)), besides=done, keep=lambda found: not found)


def _out_of_bounds(drivers: Drivers, where: str) -> Iterator[Problem]:
    for (name, subject), levers in drivers.bent.items():
        high = DRIVERS[name].high
        if high is not None and (drivers[name][:, drivers.row(name, subject)] > high + TOLERANCE).any():
            yield Problem(where, f"{name} of {subject} is bent above {high:g} by {levers[-1]}", f"give at most {high:g}")
    for team in dict.fromkeys(record.team for record in (*drivers.plan.placements, *drivers.plan.moves)):
        gone = _gone(drivers, team)
        if (gone > 1 + TOLERANCE).any():
            month = drivers.plan.start + int((gone > 1 + TOLERANCE).argmax())
            what = f"more than all the work of {team} is placed elsewhere from {month}"
            yield Problem(where, what, "the shares of one team may add up to 1")


def _gone(drivers: Drivers, team: str) -> np.ndarray:
    """The share of a team's original work that is done elsewhere, the most over all draws, by month.

    With vendors it is what our people no longer do, since two vendors may do the same while one takes over; in the last month, what is placed.
    """
    gone = np.zeros((drivers.plan.months, 1))
    for name, records in (("released_share", drivers.plan.placements), ("moved_share", drivers.plan.moves)):
        rows = [row for row, record in enumerate(records) if record.team == team]
        gone = gone + drivers[name][:, rows].sum(axis=1)
        if name == "released_share":
            at_end = drivers["placed_share"][-1:, rows].sum(axis=1)
            gone = np.concatenate([gone[:-1] + 0 * at_end, np.maximum(gone[-1:], at_end)])
    return gone.max(axis=1)
