"""Any lever there is, and scenarios of several, on a plan; only those that the lever's own check lets through."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from backoffice_lib import levers
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Ref
from backoffice_lib.drivers import Lever, unfold
from backoffice_lib.drivers.unfold import problems_in
from backoffice_lib.plan import Plan
from backoffice_lib.plan.plan import KINDS
from backoffice_lib.scenario import Scenario
from tests.laws.plans import plan_of
from tests.laws.records import Around, Choices, chosen, made

KINDS_OF_LEVERS = levers.by_word()
ATTEMPTS = 6
WORDS = tuple(sorted(KINDS_OF_LEVERS))


def needs(kind: type[Lever]) -> set[str]:
    """The kinds of records a plan must have for the lever to speak of anything."""
    required = (info for info in kind.model_fields.values() if info.is_required())
    return {mark.kind for info in required for mark in info.metadata if isinstance(mark, Ref)}


def any_lever(plan: Plan, word: str, choices: Choices, width: int = 1) -> Lever | None:
    """A lever of a kind from what its fields say of themselves; nothing where no such lever can be built."""
    if not all(plan.names(kind) for kind in needs(KINDS_OF_LEVERS[word])):
        return None
    names = {one: plan.names(one) for one in (*KINDS, "function", "supervisor", "on_costs")}
    try:
        return made(KINDS_OF_LEVERS[word], choices, Around(names, _months(plan), width))
    except InputProblems:
        return None


def _months(plan: Plan) -> list[Month]:
    """The months of the plan, some times over, the one after, and those that its records speak of."""
    spoken_of = (value for kind in KINDS for record in plan.records(kind) for value in vars(record).values())
    later = [month for month in spoken_of if isinstance(month, Month) and month >= plan.start]
    calendar = list(plan.calendar) * (1 + 3 * len(later) // plan.months)
    return [*calendar, plan.start + plan.months, *later]


def good_lever(plan: Plan, word: str, choices: Choices, width: int = 1) -> Lever | None:
    """The first lever of a kind that is good on the plan, of a number of attempts."""
    attempts = (any_lever(plan, word, choices, width) for _ in range(ATTEMPTS))
    return next((lever for lever in attempts if lever and not list(lever.check(plan))), None)


def pulled(word: str, width: int = 1, tables: bool = True) -> st.SearchStrategy[tuple[Plan, Lever]]:
    """A plan and one lever of a kind that is good on it."""

    def make(choices: Choices) -> tuple[Plan, Lever | None]:
        plan = plan_of(choices, width, leases=1, vendors=1, tables=tables)
        return plan, good_lever(plan, word, choices, width)

    return chosen(make).filter(lambda case: case[1] is not None)


def decided(
    width: int = 1, most: int = 4, leases: int = 0, vendors: int = 0, tables: bool = True
) -> st.SearchStrategy[tuple[Plan, Scenario]]:
    """A plan and a scenario of up to so many levers, of any kinds, that go together."""

    def make(choices: Choices) -> tuple[Plan, Scenario]:
        plan = plan_of(choices, width, leases, vendors, tables)
        words = [word for word in WORDS if all(plan.names(kind) for kind in needs(KINDS_OF_LEVERS[word]))]
        found = [good_lever(plan, choices.pick(words), choices, width) for _ in range(choices.between(1, most))]
        return plan, scenario(together(plan, filter(None, found)))

    return chosen(make)


def together(plan: Plan, found: Iterable[Lever]) -> list[Lever]:
    """The levers, in order, without those that do not go with the ones before them."""
    kept: list[Lever] = []
    for lever in found:
        if fits(plan, [*kept, lever]):
            kept.append(lever)
    return kept


def fits(plan: Plan, found: list[Lever]) -> bool:
    """Whether a scenario of these levers would be let through by the gate and by the bounds of the drivers."""
    of_all = scenario(found)
    if list(of_all.check(plan)):
        return False
    drivers = unfold(of_all.extend(plan))
    for lever in found:
        drivers = lever.bend(drivers)
    return not list(problems_in(drivers, ""))


def without_moves(plan: Plan, of: Scenario) -> Scenario:
    """The scenario without the levers that move work from one team of ours to another."""
    return scenario(lever for lever in of.levers if not lever.extend(plan).moves)


def scenario(found: Iterable[Lever]) -> Scenario:
    """A scenario of the levers."""
    return Scenario(name="made up", levers=tuple(found))
