"""Levers pulled one after the other, each on what those before it have made of the drivers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate

import numpy as np

from backoffice_lib.basics.memory import Itself
from backoffice_lib.drivers.drivers import Bend, Drivers
from backoffice_lib.drivers.lever import Lever


def pulled(drivers: Drivers, levers: Iterable[Lever]) -> list[Drivers]:
    """The drivers with none of the levers, with the first of them, with the first two …, with all of them."""
    numbered = enumerate(levers, start=1)
    return list(accumulate(numbered, lambda bent, one: _bent(bent.on_behalf_of(one[1].label, one[0]), one[1]), initial=drivers))


def _bent(drivers: Drivers, lever: Lever) -> Drivers:
    """The drivers after a lever, which is asked once for the same drivers and the same parts of the plan that it looks at."""
    if drivers.numbers != range(1):
        return lever.bend(drivers)
    values, bends = drivers.remembered(("bend", Itself(lever), drivers.at), lambda looking: _done_by(lever, looking))
    return replace(drivers, values=drivers.values | values, bends=(*drivers.bends, *bends))


def _done_by(lever: Lever, drivers: Drivers) -> tuple[dict[str, np.ndarray], tuple[Bend, ...]]:
    """What a lever makes of drivers that note what it looks at: those that it puts in place of others, and what it did."""
    after = lever.bend(drivers)
    return {name: drivers.plan.memory.like_before(("bent", name), array) for name, array in after.values.put.items()}, after.bends
