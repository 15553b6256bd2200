"""Any lever there is, and scenarios of several, on a plan; only those that the lever's own check lets through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from backoffice_lib import levers
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Ref, measures
from backoffice_lib.drivers import Lever, unfold
from backoffice_lib.drivers.unfold import problems_in
from backoffice_lib.plan import Floor, Lease, Plan
from backoffice_lib.plan.leases import RENT_FORMS
from backoffice_lib.plan.plan import KINDS
from backoffice_lib.scenario import Scenario
from tests.laws.plans import plan_of
from tests.laws.records import Around, Choices, at_draw, chosen, made, number
from tests.laws.restated import times

KINDS_OF_LEVERS = levers.by_word()
ATTEMPTS = 6
WORDS = tuple(sorted(KINDS_OF_LEVERS))


def needs(kind: type[Lever]) -> set[str]:
    """The kinds of records a plan must have for the lever to speak of anything."""
    required = (info for info in kind.model_fields.values() if info.is_required())
    return {mark.kind for info in required for mark in info.metadata if isinstance(mark, Ref)}


def suited(plan: Plan, word: str) -> Plan:
    """The plan with what a lever of a kind speaks of: another site, floors, options to extend leases, contracts that bind.

    Without the contracts of its first day unless the lever speaks of them: they leave less than all the work to move.
    """
    kind = KINDS_OF_LEVERS[word]
    plan = plan if "contract" in needs(kind) else plan.with_(contracts=())
    if {"site", "to_site"} <= set(kind.model_fields) and len(plan.sites) == 1:
        plan = plan.with_(sites=(*plan.sites, plan.sites[0].with_(site="East")))
    if "floor_name" in needs(kind) and not plan.floors:
        plan = plan.with_(floors=tuple(floor for lease in plan.leases for floor in _halves(plan, lease)))
    if word == "extend_lease":
        plan = plan.with_(leases=tuple(lease.with_(extension_months=lease.extension_months or 4) for lease in plan.leases))
    if word == "exit_contract":
        bound = {"term_months": 36, "termination_fee_months": 2.0}
        plan = plan.with_(vendors=tuple(vendor.with_(**{one: getattr(vendor, one) or bound[one] for one in bound}) for vendor in plan.vendors))
    return plan


def _halves(plan: Plan, lease: Lease) -> list[Floor]:
    """A lease as two floors that may be given up from the first day on, or from its last month where that is sooner."""
    since = min(max(plan.start, lease.start.month), lease.end.month)
    seats = (lease.seats // 2, lease.seats - lease.seats // 2)
    area = times(lease.area_m2, 0.5)
    return [Floor(lease=lease.lease, floor=f"{lease.lease} {at}", seats=own, area_m2=area, surrender_from=since) for at, own in enumerate(seats)]


def any_lever(plan: Plan, word: str, choices: Choices, width: int = 1) -> Lever | None:
    """A lever of a kind from what its fields say of themselves; nothing where no such lever can be built."""
    if not all(plan.names(kind) for kind in needs(KINDS_OF_LEVERS[word])):
        return None
    names = {one: plan.names(one) for one in (*KINDS, "function", "floor_name", "supervisor", "on_costs")}
    kind = KINDS_OF_LEVERS[word]
    try:
        return made(kind, choices, Around(names, _months(plan), width), **_that_go_together(plan, kind, choices, width))
    except InputProblems:
        return None


def _that_go_together(plan: Plan, kind: type[Lever], choices: Choices, width: int) -> dict[str, Any]:
    """Fields of which one decides the others: the form of a rent, the site that is left for another, when a contract ends."""
    given: dict[str, Any] = {}
    if set(RENT_FORMS) <= set(kind.model_fields):
        form = choices.pick(RENT_FORMS)
        given |= {one: number(choices, measures(kind)[one], width) if one == form else None for one in RENT_FORMS}
    if {"site", "to_site"} <= set(kind.model_fields) and len(plan.sites) > 1:
        given["site"] = choices.pick(list(dict.fromkeys(team.site for team in plan.teams)))
        given["to_site"] = choices.pick([name for name in plan.names("site") if name != given["site"]])
    if kind.word() == "exit_contract":
        # a contract that ends in its first month has cost nothing yet, and so costs nothing to leave
        given["on"] = choices.pick([*plan.calendar[1:], plan.calendar[-1] + 1])
    return given


def _months(plan: Plan) -> list[Month]:
    """The months of the plan, some times over, the one after, and those that its records speak of."""
    spoken_of = (value for kind in KINDS for record in plan.records(kind) for value in vars(record).values())
    later = [month for month in spoken_of if isinstance(month, Month) and month >= plan.start]
    calendar = list(plan.calendar) * (1 + 3 * len(later) // plan.months)
    return [*calendar, plan.start + plan.months, *later]


def good_lever(plan: Plan, word: str, choices: Choices, width: int = 1) -> Lever | None:
    """The first lever of a kind that is good on the plan, of a number of attempts."""
    attempts = (any_lever(plan, word, choices, width) for _ in range(ATTEMPTS))
    return next((lever for lever in attempts if lever and good(plan, lever) and _each_draw_is_good(plan, lever, width)), None)


def _each_draw_is_good(plan: Plan, lever: Lever, width: int) -> bool:
    """Whether each draw by itself is a lever that changes something."""
    return width == 1 or all(good(at_draw(plan, draw), at_draw(lever, draw)) for draw in range(width))


def good(plan: Plan, lever: Lever) -> bool:
    """Whether the gate lets a scenario of this lever alone through."""
    return not list(scenario([lever]).check(plan))


def pulled(word: str, width: int = 1, tables: bool = True) -> st.SearchStrategy[tuple[Plan, Lever]]:
    """A plan and one lever of a kind that is good on it."""

    def make(choices: Choices) -> tuple[Plan, Lever | None]:
        plan = suited(plan_of(choices, width, leases=1, vendors=2, tables=tables), word)
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


def of_every_kind() -> st.SearchStrategy[tuple[Plan, Scenario]]:
    """A plan and a scenario of one lever of each kind there is, from any of them on, as far as they go together."""

    def make(choices: Choices) -> tuple[Plan, Scenario]:
        plan = suited(plan_of(choices, leases=1, vendors=1), "exit_contract")
        first = choices.between(0, len(WORDS) - 1)
        words = [word for word in (*WORDS[first:], *WORDS[:first]) if all(plan.names(kind) for kind in needs(KINDS_OF_LEVERS[word]))]
        return plan, scenario(together(plan, filter(None, (good_lever(plan, word, choices) for word in words))))

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
