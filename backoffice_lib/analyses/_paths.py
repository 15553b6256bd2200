"""The numbers of a plan and of its scenarios by their paths, such as `vendors.Archive Partners.productivity_share`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from backoffice_lib import costs
from backoffice_lib.analyses._inputs import AGAINST, SCENARIO, Case, Input
from backoffice_lib.basics.errors import listed, nearest, refuse
from backoffice_lib.basics.money import spoken
from backoffice_lib.basics.record import Record, measures
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.basics.units import Measure
from backoffice_lib.plan import Plan
from backoffice_lib.plan.numbers import check_number, groups_of_numbers, numbers_of, places, record_at
from backoffice_lib.scenario import Scenario

LEVERS = "levers"
"""Another word for the initiatives of the scenario: `levers.1.share` is `scenario.1.share`."""
_CALLED = {"fte_share": "working time", "placed_share": "share placed"}
_UNIT_IN_NAME = re.compile(r"(?<=.)(_share)?(_per_(year|month|head|hire|fte|day|unit|hour|m2|seat))*(_months|_m2)?$")


def find(case: Case, path: str) -> Input:
    """The number a path leads to: `group.name.field`, or `scenario.initiative.field`. Raises InputProblems with the nearest name."""
    root, _, rest = path.partition(".")
    root = SCENARIO if root == LEVERS else root
    if root in (SCENARIO, AGAINST):
        at, record, field = _of_levers(getattr(case, root), path, rest)
        if getattr(record, field) is None:
            raise refuse(path, "is blank, so there is nothing to change", "give it a value first")
        return _input(case.plan, path, root, at, record, field)
    [place] = places(case.plan, path, besides=(SCENARIO,))
    return _input(case.plan, path, place.group, place.at, record_at(case.plan, place), place.field)


def every_number(case: Case) -> Iterator[Input]:
    """Every number of a case that somebody has written, or a cost takes for granted."""
    for root in (SCENARIO, AGAINST):
        yield from _numbers(case.plan, root, getattr(case, root).levers)
    yield _input(case.plan, "discount_rate_per_year", "", 0, case.plan, "discount_rate_per_year")
    for group in groups_of_numbers(case.plan):
        yield from _numbers(case.plan, group, getattr(case.plan, group))


def _numbers(plan: Plan, root: str, records: Iterable[Record]) -> Iterator[Input]:
    for at, record in enumerate(records):
        name = at + 1 if root in (SCENARIO, AGAINST) else record.key
        for field in numbers_of(type(record)):
            if getattr(record, field) is not None:
                yield _input(plan, f"{root}.{name}.{field}", root, at, record, field)


def _input(plan: Plan, path: str, root: str, at: int, record: Record, field: str) -> Input:
    """A field of a record as an input, with its name for reading."""
    if not root:
        key, label = "", _named(field)
    elif root in (SCENARIO, AGAINST):
        key, label = record.word(), f"{_named(field)} of {spoken(record.word())}"
    else:
        key = record.key
        label = spoken(key) if field == "value" else f"{_named(field)} of {spoken(key)}"
    money_of = getattr(record, "currency", "") if root != "fx" else ""
    return Input(path, root, at, key, field, label, _measure(record, field), float(likely(getattr(record, field))), money_of or plan.currency)


def _named(field: str) -> str:
    """A field for reading: its unit, which is in its name, stands beside the value."""
    return _CALLED.get(field) or spoken(_UNIT_IN_NAME.sub("", field))


def _of_levers(scenario: Scenario, path: str, rest: str) -> tuple[int, Any, str]:
    """Which initiative of a scenario, by its name or its place in the list, and which field of it."""
    name, _, field = rest.rpartition(".")
    words = [lever.word() for lever in scenario.levers]
    found = [at for at, word in enumerate(words) if name in (word, str(at + 1))]
    if not found:
        near = nearest(name, words)
        held = f"it has {listed(f'{at + 1}: {word}' for at, word in enumerate(words))}" if words else "name one that has initiatives"
        raise refuse(path, f'"{name}" is no initiative of scenario {scenario.name}', held, near)
    if len(found) > 1:
        which = listed(f"{path.partition('.')[0]}.{at + 1}.{field}" for at in found)
        raise refuse(path, f"scenario {scenario.name} has {len(found)} of them", f"say which: {which}")
    lever = scenario.levers[found[0]]
    check_number(path, type(lever), field, lever.word())
    return found[0], lever, field


def _measure(record: Record, field: str) -> Measure:
    """The unit and bounds of a field; of an assumption, those of the cost that asks for it."""
    asked = (one for category in costs.categories() for one in category.assumes) if field == "value" else ()
    named = getattr(record, "assumption", "")
    return next((one.measure for one in asked if one.name == named), measures(type(record))[field])
