"""Prices operations category by category and books the postings."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from itertools import chain

from backoffice_lib.basics.errors import refuse
from backoffice_lib.drivers import Drivers, Escalators
from backoffice_lib.ledger.category import Category, Pricing
from backoffice_lib.ledger.ledger import Booked, Ledger
from backoffice_lib.operations import Operations


def book(
    scenario: str, drivers: Drivers, operations: Operations, escalators: Escalators, categories: Iterable[Category]
) -> Ledger:
    """The ledger of a scenario: every category priced after those it is a rate on."""
    ordered, booked = _ordered(tuple(categories)), {}
    defaults = {assumed.name: assumed.default for category in ordered for assumed in category.assumes}
    for category in ordered:
        # of those before alone: what makes a quantity later would else hold on to itself, and stay until somebody looks for such rings
        pricing = Pricing(drivers.plan, drivers, operations, escalators, dict(booked), defaults)
        booked[category.name] = tuple(Booked(category, posting, escalators) for posting in category.postings(pricing))
    return Ledger(scenario, drivers.plan, drivers, operations, escalators, tuple(chain.from_iterable(booked.values())))


@lru_cache(maxsize=16)
def _ordered(categories: tuple[Category, ...]) -> list[Category]:
    return in_order(categories)


def in_order(categories: Iterable[Category]) -> list[Category]:
    """The categories so that each comes after those it is a rate on. Raises InputProblems on a cycle."""
    named = {category.name: category for category in categories}
    for category in named.values():
        if missing := [on for on in category.on if on not in named]:
            raise refuse(f"cost {category.name}", f"is a rate on {missing[0]}, which is no category", "name one that is")
    try:
        order = TopologicalSorter({name: category.on for name, category in named.items()}).static_order()
        return [named[name] for name in order]
    except CycleError as cycle:
        ring = " > ".join(cycle.args[1])
        raise refuse("costs", f"the rates form a loop: {ring}", "a cost may only be a rate on an earlier one") from None
