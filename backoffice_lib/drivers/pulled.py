"""Levers pulled one after the other, each on what those before it have made of the drivers."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from backoffice_lib.drivers.drivers import Drivers
from backoffice_lib.drivers.lever import Lever


def pulled(drivers: Drivers, levers: Iterable[Lever]) -> list[Drivers]:
    """The drivers with none of the levers, with the first of them, with the first two …, with all of them."""
    numbered = enumerate(levers, start=1)
    return list(accumulate(numbered, lambda bent, one: one[1].bend(bent.on_behalf_of(one[1].label, one[0])), initial=drivers))
