"""The whole model on one page: plan → extend → unfold → bend → roll forward → price → book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from backoffice_lib import costs
from backoffice_lib.basics.errors import raise_all, refuse
from backoffice_lib.basics.memory import Itself
from backoffice_lib.draws import BLOCK, MOST_BYTES, Watch, bent, in_draws
from backoffice_lib.drivers import DRIVERS, NO_LUCK, Drivers, Escalators, Lever, Luck, as_likely, drawn, escalators, pulled, unfold
from backoffice_lib.ledger import Ledger, book
from backoffice_lib.ledger.accounts import problems_in_accounts
from backoffice_lib.ledger.drawn import Grain
from backoffice_lib.operations import Operations, attendance, roll_forward, rooms
from backoffice_lib.plan import Plan
from backoffice_lib.plan.priceless import without_prices
from backoffice_lib.scenario import TODAY, Scenario

_ARRAYS_OF_A_POSTING = 2
"""Quantity and amount; prices mostly do not differ by draw."""


def simulate(
    plan: Plan,
    scenario: Scenario = TODAY,
    draws: int = 0,
    seed: int = 0,
    grain: Grain = "month",
    workers: int = 1,
    watch: Watch | None = None,
) -> Ledger:
    """What a scenario costs, month by month: the ledger of a plan after all its levers.

    Without a scenario it is the plan as it stands; a frozen scenario is simulated on the plan as it was kept. The ledger takes every
    assumption at its likely value. draws: how often chance is drawn besides; the ledger holds what each of them costs by category and
    month, fiscal year or plan, as grain says. The same seed gives the same luck in every scenario. workers: processes that share the draws.
    watch: is told how many are done. Raises InputProblems when the scenario does not fit the plan, or for more draws than fit into memory.
    """
    ledger = _known(plan, scenario) or _simulated(plan, scenario, NO_LUCK)
    return replace(ledger, drawn=in_draws(plan, scenario, draws, seed, grain, workers, watch)) if draws else ledger


_kept: list[tuple[Plan, Scenario, Ledger]] = []
"""What was simulated for whoever asks later, in this process and in those forked from it: reports on one plan share it."""


def know(plan: Plan, scenario: Scenario) -> Ledger:
    """Simulates a scenario, and has this process answer from that whenever the same scenario of this very plan is asked for."""
    _kept.append((plan, scenario, _simulated(plan, scenario, NO_LUCK)))
    return _kept[-1][2]


def _known(plan: Plan, scenario: Scenario) -> Ledger | None:
    return next((ledger for of, kept, ledger in _kept if of is plan and kept == scenario), None)


def in_detail(plan: Plan, scenario: Scenario, draws: int, seed: int = 0) -> Ledger:
    """The ledger of a scenario with every posting of every draw, draw 0 first.

    Raises InputProblems when they do not fit into memory: most questions need no more than sums, which `simulate` gives.
    """
    _check_size(_simulated(plan, scenario, NO_LUCK), draws)
    return _simulated(plan, scenario, Luck.of(scenario.on(plan), range(1, draws + 1), seed))


def _check_size(ledger: Ledger, draws: int) -> None:
    """Whether the postings of so many draws fit into memory. Raises InputProblems."""
    cells = ledger.plan.months * sum(len(line.posting.subjects) for line in ledger.lines)
    needed = _ARRAYS_OF_A_POSTING * 8 * cells * draws
    if needed > MOST_BYTES:
        mend = "ask for sums of them instead, as simulate does, or for fewer draws"
        raise refuse("draws", f"every posting of {draws:,} draws takes {needed / 1e9:,.1f} GB of memory, more than the {MOST_BYTES / 1e9:g} GB it may", mend)


def _simulated(plan: Plan, scenario: Scenario, luck: Luck) -> Ledger:
    """The ledger of a scenario in draw 0 and in those of which this is the luck."""
    return replace(_priced(scenario.name, bent(plan, scenario, luck)), **_facts(plan, scenario))


def at_other_prices(ledger: Ledger, plan: Plan, scenario: Scenario) -> Ledger:
    """The ledger of a scenario at other prices: people, space and contracts are those of a ledger of it, and are not rolled forward again.

    Where the other plan or scenario changes anything but prices, all of it is simulated. Raises InputProblems.
    """
    drivers = bent(plan, scenario, NO_LUCK)
    if not drivers.as_many_as(ledger.drivers):
        return replace(_priced(scenario.name, drivers), **_facts(plan, scenario))
    booked = book(scenario.name, drivers, ledger.operations, escalators(drivers.plan), costs.categories())
    raise_all(problems_in_accounts(booked))
    return replace(booked, **_facts(plan, scenario))


def _facts(plan: Plan, scenario: Scenario) -> dict[str, Any]:
    """What a ledger knows of the scenario it is of."""
    levers = drawn(scenario.unfrozen, NO_LUCK).levers
    return {"levers": levers, "frozen": scenario.frozen is not None, "given": scenario.on(plan)}


@dataclass(frozen=True)
class Run:
    """One scenario of a ledger that may hold several side by side: the draw that is its draw 0."""

    ledger: Ledger
    draw: int = 0


def lever_by_lever(ledger: Ledger) -> tuple[Run, ...]:
    """The ledger with none of its levers, with the first of them, with the first two …, and as it is.

    Each is of the same extended plan, which alone costs nothing, so that all have the same rows.
    """
    runs: dict[int, Run] = {len(ledger.levers): Run(ledger)}
    for book_of_some, counts in side_by_side(ledger.plan, [ledger.levers[:count] for count in range(len(ledger.levers))]):
        runs |= {count: Run(book_of_some, draw) for draw, count in enumerate(counts)}
    return tuple(runs[count] for count in sorted(runs))


def side_by_side(plan: Plan, sets: Sequence[tuple[Lever, ...]]) -> Iterator[tuple[Ledger, list[int]]]:
    """Many scenarios of one extended plan, as draws: ledgers, each with the numbers of the sets of levers that its draws are, in order.

    Of each set it is draw 0, whatever else was drawn. Some of a scenario's levers need not make sense by themselves, so that nothing is
    checked; what they would cost is known all the same.
    """
    plan = as_likely(plan)
    unbent, indices = unfold(plan), escalators(plan)
    after = [pulled(unbent, tuple(map(as_likely, levers)))[-1].values for levers in sets]
    for numbers in _alike(after, plan.months):
        values = {name: _abreast([after[at][name] for at in numbers]) for name in unbent.values}
        drivers = replace(unbent, values=values)
        yield book("side by side", drivers, roll_forward(drivers, indices), indices, costs.categories()), numbers


def _alike(after: Sequence[Mapping[str, np.ndarray]], months: int) -> Iterator[list[int]]:
    """Which drivers may be draws of one simulation: those with the same whole months, in blocks."""
    groups: dict[bytes, list[int]] = {}
    for at, values in enumerate(after):
        whole = [values[name][:, :, 0] for name, driver in DRIVERS.items() if driver.whole]
        key = b"".join(np.broadcast_to(array, (months, array.shape[1])).tobytes() for array in whole)
        groups.setdefault(key, []).append(at)
    for numbers in groups.values():
        yield from (numbers[first : first + BLOCK] for first in range(0, len(numbers), BLOCK))


def _abreast(arrays: Sequence[np.ndarray]) -> np.ndarray:
    """Draw 0 of each of some arrays [month, subject, draw] as the draws of one; of length 1 where all are the same."""
    first = arrays[0][:, :, :1]
    if all(array is arrays[0] for array in arrays):
        return first
    months = max(len(array) for array in arrays)
    return np.concatenate([np.broadcast_to(array[:, :, :1], (months, *first.shape[1:])) for array in arrays], axis=2)


def in_other_rooms(ledger: Ledger, drivers: Drivers, categories: Iterable[str]) -> Ledger:
    """Some categories of the ledger, had the same people held the space that follows from other drivers: what leaving it would change."""
    held = rooms(drivers, ledger.operations.attendance.seats_needed)
    asked = [category for category in costs.categories() if category.name in categories]
    return book(ledger.scenario, drivers, replace(ledger.operations, space=held), ledger.escalators, asked)


def _priced(scenario: str, drivers: Drivers) -> Ledger:
    """The ledger that follows from the drivers: operations rolled forward, then every cost priced."""
    indices = escalators(drivers.plan)
    operations = _rolled(scenario, drivers, indices)
    booked = book(scenario, drivers, operations, indices, costs.categories())
    raise_all(problems_in_accounts(booked))
    return booked


def _rolled(scenario: str, drivers: Drivers, indices: Escalators) -> Operations:
    """The operations that follow from the drivers; those of before where all that they follow from is the same, as where a price alone was moved.

    Raises InputProblems when people cannot be where they are to be.
    """

    def rolled(known: Drivers) -> Operations:
        operations = roll_forward(known, indices)
        raise_all(attendance.problems_in(known.plan, operations.attendance, scenario))
        return operations

    return drivers.remembered(("operations", scenario), rolled, without_prices(drivers.plan), besides=(Itself(indices),))
