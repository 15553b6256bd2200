"""Many draws of a scenario: block by block through the very same functions, and summed as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import wait
from dataclasses import replace
from functools import partial
from itertools import repeat

import numpy as np

from backoffice_lib import costs
from backoffice_lib.basics.errors import raise_all, refuse
from backoffice_lib.basics.sums import AT_ONCE
from backoffice_lib.basics.uncertain import PerDraw
from backoffice_lib.drivers import Chosen, Drivers, Luck, assumptions_in, drawn, escalators, pulled, unfold
from backoffice_lib.drivers.unfold import problems_in
from backoffice_lib.ledger import book
from backoffice_lib.ledger.drawn import GRAINS, Drawn, Grain, periods_of
from backoffice_lib.ledger.sums import Kept, Sums, joined, summed
from backoffice_lib.operations import LeftOver, roll_forward
from backoffice_lib.plan import Plan
from backoffice_lib.plan.random_walks import Walked
from backoffice_lib.plan.unsure import Unsure
from backoffice_lib.processes import asked_elsewhere, given_by, in_processes, pack
from backoffice_lib.scenario import Scenario

BLOCK = AT_ONCE
"""How many draws are reckoned as one, always: fewer are filled up to it, so that no figure depends on how many are asked for."""
ROOM = 45_000_000
"""The bytes that figures of single subjects may take of draws that go through the months side by side: as many blocks as there is room for do."""
AT_A_TIME = 16 * BLOCK
"""How many draws a worker is given at a time; what they have in common is worked out once for all of them."""
AT_A_TIME_OF_PRICES = 4
"""How many times as many, where prices alone are unsure."""
AT_A_TIME_ELSEWHERE = 4 * BLOCK
"""Fewer, so that work that is not wanted any more ends soon."""
SECONDS_BETWEEN = 0.05
MOST_BYTES = 4_000_000_000
"""The memory that the figures of all draws may take."""

Watch = Callable[[int, int], None]
"""Told how many draws are done, and how many were asked for."""


def in_draws(
    plan: Plan, scenario: Scenario, asked: int, seed: int = 0, grain: Grain = "month", workers: int = 1, watch: Watch | None = None
) -> Drawn:
    """What a scenario costs in many draws, each of them worked out like the plan itself, summed to the grain that is asked for.

    workers: how many processes share the work; the figures are the same for any number of them. watch: is told how far it is. Stopped in
    the middle (KeyboardInterrupt), it gives the draws that are done. Raises InputProblems for no draws, and for more than fit into memory.
    """
    plan = scenario.on(plan)
    _check(asked, plan, grain)
    return _drawn(plan, scenario, Luck.of(plan, range(1, asked + 1), seed), grain, workers, watch)


def at_chosen(plan: Plan, scenario: Scenario, chosen: Mapping[str, np.ndarray], grain: Grain = "plan", workers: int = 1, watch: Watch | None = None) -> Drawn:
    """What a scenario costs where somebody chooses what is drawn: its costs as in `in_draws`, one draw for each choice.

    chosen: by the name of an uncertain input, the share of all its draws that lie below it, [draw], not a number where it is as likely; so
    is every other input, and as many people leave as expected. Raises KeyboardInterrupt where it is stopped: a part of the choices answers nothing.
    """
    plan, count = _as_expected(scenario.on(plan)), len(next(iter(chosen.values())))
    _check(count, plan, grain)
    found = _drawn(plan, scenario, Chosen.of(plan, range(1, count + 1), 0).choosing(chosen), grain, workers, watch)
    if found.count < count:
        raise KeyboardInterrupt
    return found


def _as_expected(plan: Plan) -> Plan:
    """The plan without chance in who leaves."""
    return plan.with_(policies=plan.policies.with_(leavers="expected")) if plan.policies.leavers != "expected" else plan


def _drawn(plan: Plan, scenario: Scenario, luck: Luck, grain: Grain, workers: int, watch: Watch | None) -> Drawn:
    """The costs of a scenario in the draws of which this is the luck; of a frozen one on the plan that it was kept with."""
    scenario = scenario.unfrozen
    periods = periods_of(plan, grain)
    kept = Kept(len(luck.draws), len(periods), plan.months)
    try:
        for some in _shared_out(plan, scenario, luck, grain, workers):
            kept.add(some)
            if watch:
                watch(kept.done, len(luck.draws))
    except KeyboardInterrupt:
        if not kept.done:
            raise
    return Drawn(grain, tuple(periods), *kept.sums, plan, scenario.levers, replace(luck, draws=luck.draws[: kept.done]))


def _check(asked: int, plan: Plan, grain: Grain) -> None:
    """Whether so many draws can be had. Raises InputProblems."""
    if asked < 1:
        raise refuse("draws", f"is {asked}", "ask for 1 or more; 1,000 show a range, 10,000 its ends")
    if (most := _most_bytes(asked, plan, grain)) > MOST_BYTES:
        coarser = [one for one in GRAINS[GRAINS.index(grain) + 1 :] if _most_bytes(asked, plan, one) <= MOST_BYTES]
        mend = f"ask for them by {' or '.join(coarser)}, or for fewer" if coarser else "ask for fewer"
        raise refuse("draws", f"{asked:,} draws by {grain} may take {most / 1e9:,.1f} GB of memory, more than the {MOST_BYTES / 1e9:g} GB it may", mend)


def _most_bytes(asked: int, plan: Plan, grain: Grain) -> int:
    """What the sums of so many draws take if every category costs something."""
    return 8 * asked * (len(periods_of(plan, grain)) * len(costs.categories()) + plan.months + 1)


def _shared_out(plan: Plan, scenario: Scenario, luck: Luck, grain: Grain, workers: int) -> Iterator[Sums]:
    """The sums of all draws and of those that fill up the last block, in order, from one process or from several."""
    blocks = -(-len(luck.draws) // BLOCK)
    if not assumptions_in(plan, *scenario.levers) and plan.policies.leavers == "expected":
        # nothing is left to chance
        yield from repeat(sums_of(plan, scenario, replace(luck, draws=range(1, BLOCK + 1)), grain), blocks)
        return
    end = 1 + blocks * BLOCK
    parts = [replace(luck, draws=range(first, min(first + AT_A_TIME, end))) for first in range(1, end, AT_A_TIME)]
    if workers == 1 or len(parts) == 1:
        yield from _one_by_one(plan, scenario, luck, grain, end)
        return
    yield from in_processes(partial(sums_of, plan, scenario, grain=grain), parts, workers)


def _one_by_one(plan: Plan, scenario: Scenario, luck: Luck, grain: Grain, end: int) -> Iterator[Sums]:
    """The sums of one part after another; once it is known that prices alone are unsure, which take little room, of larger ones."""
    first, count, at_once = 1, AT_A_TIME, BLOCK
    while first < end:
        some = sums_of(plan, scenario, replace(luck, draws=range(first, min(first + count, end))), grain, at_once)
        first, count, at_once = first + count, AT_A_TIME * (1 if some.bytes_of_each else AT_A_TIME_OF_PRICES), _side_by_side(some.bytes_of_each)
        yield some


def sums_of(plan: Plan, scenario: Scenario, luck: Luck, grain: Grain, at_once: int = BLOCK) -> Sums:
    """What some draws cost, a whole number of blocks; luck: theirs. at_once: how many of them to begin with.

    Plan and levers are drawn, extended and bent for all of them at once. Then people, work and space are rolled forward and costs priced, of as
    many blocks as there is room for; where no draw touches people, work and space, those of the first are those of all, and where no subject has
    amounts of its own in each draw, prices of all others are worked out at once. Linear algebra goes by one thread: it is small here, and the
    last bit of a sum hangs on how many there are.
    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1, user_api="blas"):
        return _sums_of(plan, scenario, luck, grain, at_once)


def _sums_of(plan: Plan, scenario: Scenario, luck: Luck, grain: Grain, at_once: int) -> Sums:
    drivers, found = bent(plan, scenario, luck), []
    unsure, firsts = Unsure.of(drivers.plan, (PerDraw, Walked)), list(periods_of(plan, grain).values())
    common, left, done = None, LeftOver(), 0
    while done < len(luck.draws):
        block = _block(drivers, unsure, luck.draws[done : done + at_once], done + 1)
        indices = escalators(block.plan)
        ledger = book(scenario.name, block, common or roll_forward(block, indices, left), indices, costs.categories())
        found.append(summed(ledger, firsts))
        done, of_each = done + at_once, ledger.bytes_by_subject / len(block.numbers)
        at_once = _side_by_side(of_each)
        common, left = ledger.operations if ledger.operations.same_in_all_draws else None, LeftOver.of(ledger.operations)
        del ledger  # with all that is not left, which would take as much room again while the next are worked out
    return replace(joined(found), bytes_of_each=of_each)


def _side_by_side(bytes_of_each: float) -> int:
    """How many draws go through the months at once: the more there are, the less it matters what Python takes for each step."""
    return BLOCK * max(int(ROOM / (BLOCK * bytes_of_each)), 1) if bytes_of_each else AT_A_TIME * AT_A_TIME_OF_PRICES


def bent(plan: Plan, scenario: Scenario, luck: Luck) -> Drivers:
    """The drivers of a plan, its own where the scenario is frozen, after all levers, as luck has it. Raises InputProblems."""
    plan, levers = scenario.on(plan), drawn(scenario.unfrozen, luck)
    raise_all(plan.remembered("assumptions of costs", lambda window: list(costs.problems_in(window)), keep=lambda found: not found))
    drivers = pulled(unfold(levers.extend(drawn(plan, luck)), len(luck.draws), luck.seed), levers.levers)[-1]
    raise_all(problems_in(drivers, scenario.where()))
    return drivers


def _block(drivers: Drivers, unsure: Unsure, numbers: range, at: int) -> Drivers:
    """The drivers of some draws alone, of which the first is the one at a place; at 0 is draw 0, which is in none of them."""
    cut = slice(at, at + len(numbers))
    plan = unsure.put(lambda number: _cut(number, cut))
    values = {name: array if array.shape[-1] == 1 else np.ascontiguousarray(array[..., cut]) for name, array in drivers.values.items()}
    return replace(drivers, plan=plan, values=values, numbers=numbers)


def _cut(number: PerDraw | Walked, cut: slice) -> PerDraw | Walked:
    return Walked(number.first, number.factors[:, cut]) if isinstance(number, Walked) else PerDraw(number.values[cut])


class Growing:
    """A scenario in more and more draws, worked out in another process, so that nobody here has to wait for it; draws that are there stay."""

    def __init__(self, plan: Plan, scenario: Scenario, grain: Grain = "plan"):
        self.scenario = scenario
        self._plan, self._unfrozen, self._grain = scenario.on(plan), scenario.unfrozen, grain
        self._work = pack(partial(sums_of, self._plan, self._unfrozen, grain=grain))
        self._parts: list[Sums] = []

    def up_to(self, count: int, go_on: Callable[[], None]) -> Drawn:
        """The first draws, as `in_draws` gives them. go_on: is called now and then while they are worked out, and may raise what ends that."""
        done = sum(len(part.npv) for part in self._parts)
        for first in range(1 + done, count + 1, AT_A_TIME_ELSEWHERE):
            end = min(first + AT_A_TIME_ELSEWHERE, 1 + -(-count // BLOCK) * BLOCK)
            some = asked_elsewhere(self._work, Luck.of(self._plan, range(first, end), 0))
            while not wait([some], SECONDS_BETWEEN).done:
                go_on()
            self._parts.append(given_by(some))
            go_on()
        periods, kept = periods_of(self._plan, self._grain), Kept(count, len(periods_of(self._plan, self._grain)), self._plan.months)
        for part in self._parts:
            if kept.done < count:
                kept.add(part)
        return Drawn(self._grain, tuple(periods), *kept.sums, self._plan, self._unfrozen.levers, Luck.of(self._plan, range(1, count + 1), 0))
