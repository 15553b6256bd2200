"""Prices operations category by category and books the postings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from backoffice_lib.basics.errors import refuse
from backoffice_lib.drivers import Drivers, Escalators
from backoffice_lib.ledger.category import Category, Pricing
from backoffice_lib.ledger.ledger import Booked, Ledger
from backoffice_lib.operations import Operations


def book(
    scenario: str, drivers: Drivers, operations: Operations, escalators: Escalators, categories: Iterable[Category]
) -> Ledger:
    """The ledger of a scenario: every category priced after those it is a rate on."""
    ordered = in_order(categories)
    defaults = {assumed.name: assumed.default for category in ordered for assumed in category.assumes}
    pricing = Pricing(drivers.plan, drivers, operations, escalators, {}, defaults)
    lines: list[Booked] = []
    for category in ordered:
        own = tuple(Booked(category, posting, escalators) for posting in category.postings(pricing))
        pricing = replace(pricing, booked={**pricing.booked, category.name: own})
        lines += own
    return Ledger(scenario, drivers.plan, drivers, operations, escalators, tuple(lines))


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
