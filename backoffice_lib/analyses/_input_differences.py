"""The inputs in which two scenarios differ: their levers, field by field, and the records of the plans they stand on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backoffice_lib.analyses._inputs import AGAINST, SCENARIO
from backoffice_lib.basics.money import counted, figure
from backoffice_lib.basics.record import Record, measures
from backoffice_lib.basics.uncertain import PerDraw, likely
from backoffice_lib.drivers import Lever
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario

LIBRARY = ("rates", "schemes", "standards", "administration")
"""Parts of a plan that hold the library of published figures."""
_UNTOLD = ("notes", "placements")
_OF_PEOPLE = ("whereabouts", "dated_people")
_MOST_OF_LIBRARY = 20
CONFIDENTIAL = "confidential"

Value = float | str | None


@dataclass(frozen=True)
class InputDifference:
    """An input that is not the same: its path, what it is in each scenario, its unit, and what else is to be known.

    old, new: nothing where the scenario has no such input. Pay is not shown: `new` is then how many times as much it is, and old 1.
    """

    path: str
    old: Value
    new: Value
    unit: str
    note: str


def of_levers(old: Scenario, new: Scenario) -> Iterator[InputDifference]:
    """The levers in which two scenarios differ: those changed, moved to another place, added and left out."""
    pairs = _paired(old.levers, new.levers)
    in_order = [at for at, _ in sorted(pairs, key=lambda pair: pair[1])]
    for before, after in sorted(pairs, key=lambda pair: pair[1]):
        one, other = old.levers[before], new.levers[after]
        path, note = f"{SCENARIO}.{after + 1}", _note(other)
        if in_order != sorted(in_order) and before != after:
            yield InputDifference(path, float(before + 1), float(after + 1), "place", f"{note}: pulled at another place")
        yield from _fields(path, one, other, note)
    taken = {before for before, _ in pairs}, {after for _, after in pairs}
    for root, levers, known, word in ((AGAINST, old.levers, taken[0], "left out"), (SCENARIO, new.levers, taken[1], "added")):
        for at, lever in enumerate(levers):
            if at not in known:
                yield from _whole(f"{root}.{at + 1}", lever, f"{_note(lever)}: {word}", word == "added")


def of_plans(old: Plan, new: Plan) -> Iterator[InputDifference]:
    """What differs between the plans that two scenarios stand on, before their levers: nothing where both go with the plan."""
    for name in Plan.model_fields:
        one, other = getattr(old, name), getattr(new, name)
        if name in _UNTOLD or one == other:
            continue
        if name in _OF_PEOPLE:
            yield InputDifference(name, None, None, "", "people of the roster are in other teams, or come and go on other days")
        elif isinstance(one, Record) and isinstance(other, Record):
            yield from _fields(name, one, other, "")
        elif isinstance(one or other, tuple):
            found = list(_records(name, one, other))
            many = name in LIBRARY and len(found) > _MOST_OF_LIBRARY
            yield from [InputDifference(name, float(len(one)), float(len(other)), "figures", f"{counted(len(found), 'difference')}")] if many else found
        else:
            yield from _one(name, name, old, new, "")


def of_extending(plan: Plan, old: Scenario, new: Scenario) -> Iterator[InputDifference]:
    """The records that the levers of one scenario add to its plan and those of the other do not, or not like that; each with its lever."""
    before, after = _added(plan, old), _added(plan, new)
    for path in dict.fromkeys((*before, *after)):
        if path in before and path in after:
            yield from (one for one in _fields(path, before[path][0], after[path][0], after[path][1]) if not one.path.endswith(".source"))
        elif path in after:
            yield InputDifference(path, None, "added", "", after[path][1])
        else:
            yield InputDifference(path, "added", None, "", before[path][1])


def _added(plan: Plan, scenario: Scenario) -> dict[str, tuple[Record, str]]:
    """The records that the levers of a scenario add, by path, and the lever that does."""
    found, before = {}, scenario.on(plan)
    for lever in scenario.levers:
        after = lever.extend(before)
        for group in Plan.model_fields:
            held, known = getattr(after, group), getattr(before, group)
            if group not in (*_UNTOLD, *LIBRARY) and isinstance(held, tuple) and len(held) > len(known):
                names = {record.key for record in known}
                found |= {f"{group}.{record.key}": (record, f"by {_note(lever)}") for record in held if record.key not in names}
        before = after
    return found


def _note(lever: Lever) -> str:
    return " ".join(filter(None, (lever.word(), lever.line_of())))


def _paired(old: Sequence[Lever], new: Sequence[Lever]) -> list[tuple[int, int]]:
    """Which levers of both are the same one: first those that are equal, then those of one kind that name the same, then of one kind."""
    found: list[tuple[int, int]] = []
    for alike in (lambda lever: lever, lambda lever: (lever.word(), tuple(lever.refs())), lambda lever: lever.word()):
        for before, one in enumerate(old):
            free = (at for at, other in enumerate(new) if at not in {pair[1] for pair in found} and alike(other) == alike(one))
            if before not in {pair[0] for pair in found} and (after := next(free, None)) is not None:
                found.append((before, after))
    return found


def _whole(path: str, record: Record, note: str, added: bool) -> Iterator[InputDifference]:
    """Every field that a record gives."""
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if info.is_required() or value != info.get_default(call_default_factory=True):
            shown = _shown(record, name)
            hidden = _is_confidential(record, name)
            shown = CONFIDENTIAL if hidden else shown
            yield InputDifference(f"{path}.{name}", None if added else shown, shown if added else None, _unit(record, name), note)


def _records(group: str, old: Sequence[Record], new: Sequence[Record]) -> Iterator[InputDifference]:
    """The records of a part of the plan: those in one plan alone as wholes, those in both field by field."""
    before, after = _named(old), _named(new)
    for key in dict.fromkeys((*before, *after)):
        path = f"{group}.{key}"
        if key not in before:
            yield InputDifference(path, None, "added", "", after[key].line_of())
        elif key not in after:
            yield InputDifference(path, "left out", None, "", before[key].line_of())
        else:
            yield from _fields(path, before[key], after[key], after[key].line_of())


def _named(records: Sequence[Record]) -> Mapping[str, Record]:
    """Records by their names; those that share one are numbered."""
    seen: Counter[str] = Counter()
    named = {}
    for record in records:
        seen[record.key] += 1
        named[record.key if seen[record.key] == 1 else f"{record.key}.{seen[record.key]}"] = record
    return named


def _fields(path: str, old: Record, new: Record, note: str) -> Iterator[InputDifference]:
    for name in type(new).model_fields:
        if getattr(old, name) != getattr(new, name):
            yield from _one(f"{path}.{name}", name, old, new, note)


def _one(path: str, name: str, old: Record, new: Record, note: str) -> Iterator[InputDifference]:
    """One field of two records; pay against what it was."""
    one, other = _shown(old, name), _shown(new, name)
    if _is_confidential(new, name):
        known = isinstance(one, float) and isinstance(other, float)
        yield InputDifference(path, 1.0 if known else None, other / one if known else None, "times as much", _joined(note, "pay is not shown"))
        return
    same = "the likely value is the same, how unsure it is differs" if one == other else ""
    yield InputDifference(path, one, other, _unit(new, name), _joined(note, same))


def _joined(*notes: str) -> str:
    return "; ".join(filter(None, notes))


def _is_confidential(record: Record, name: str) -> bool:
    return name in measures(type(record)) and measures(type(record))[name].confidential


def _unit(record: Record, name: str) -> str:
    return measures(type(record))[name].unit if name in measures(type(record)) else ""


def _shown(record: Record, name: str) -> Value:
    """The value of a field as it is told: a number in draw 0, a text, nothing where it is blank."""
    return _plain(getattr(record, name))


def _plain(value: Any) -> Value:
    if value is None or value == "" or value == ():
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | PerDraw):
        return float(likely(value))
    if isinstance(value, tuple):
        return ", ".join(one.key if isinstance(one, Record) else str(one) for one in value)
    return value.key if isinstance(value, Record) else str(value)


def told(value: Value) -> str:
    """A value as it stands in a table."""
    return "" if value is None else figure(value) if isinstance(value, float) else value
