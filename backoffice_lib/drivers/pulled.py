"""Levers pulled one after the other, each on what those before it have made of the drivers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate

from backoffice_lib.basics.memory import Itself, bytes_in
from backoffice_lib.drivers.drivers import Drivers
from backoffice_lib.drivers.lever import Lever


def pulled(drivers: Drivers, levers: Iterable[Lever]) -> list[Drivers]:
    """The drivers with none of the levers, with the first of them, with the first two …, with all of them."""
    numbered = enumerate(levers, start=1)
    return list(accumulate(numbered, lambda bent, one: _bent(bent.on_behalf_of(one[1].label, one[0]), one[1]), initial=drivers))


def _bent(drivers: Drivers, lever: Lever) -> Drivers:
    """The drivers after a lever; of draw 0 alone it is asked once for the same drivers and the same parts of the plan that it looks at."""
    if drivers.numbers != range(1):
        return lever.bend(drivers)
    question = ("bend", Itself(lever), drivers.at)
    memory = drivers.plan.memory
    if trace := memory.known(question, drivers.have_still):
        values, bends = trace.made
    else:
        looking = drivers.looking()
        after = lever.bend(looking)
        values = {name: memory.like_before(("bent", name), array) for name, array in after.values.put.items()}
        _, bends = memory.keep(question, looking.looked_at, (values, after.bends), bytes_in(values, looking.values))
    return replace(drivers, values=drivers.values | values, bends=(*drivers.bends, *bends))
