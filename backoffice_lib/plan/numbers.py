"""The numbers of a plan by their paths, such as `vendors.Archive Partners.productivity_share`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from backoffice_lib.basics.errors import choice, listed, nearest, refuse
from backoffice_lib.basics.record import Record, measures

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan

EVERY = "*"
"""Stands for the names of all records of a part of the plan: `teams.*.salary_per_year`."""
_NOT_WRITTEN = (
    *("rates", "rate_card", "schemes", "standards", "administration", "placements", "moves", "accounts", "dated_people"),
    *("actuals", "correlations", "stresses"),
)
"""Parts of a plan that are published or booked, follow from others, or say how numbers move."""
LOOKED_UP = "card_"
"""How the fields begin by which a vendor finds its price in a rate card."""


@dataclass(frozen=True)
class Place:
    """Where in a plan a number stands. group: the part of the plan, or nothing for the plan itself; at: which of the records there."""

    group: str
    at: int
    field: str


def places(plan: Plan, path: str, besides: Sequence[str] = ()) -> tuple[Place, ...]:
    """Where the numbers stand that a path leads to: one of `group.name.field`, all that are given of `group.*.field`.

    besides: words that a path may begin with too. Raises InputProblems with the nearest name.
    """
    group, _, rest = path.partition(".")
    if not rest:
        found = _of_itself(plan, path, besides)
    elif rest.startswith(f"{EVERY}."):
        found = _of_all(plan, path, group, rest.removeprefix(f"{EVERY}."), besides)
    else:
        found = _of_one(plan, path, group, rest, besides)
    given = tuple(one for one in found if number_at(plan, one) is not None)
    if not given:
        raise refuse(path, "is blank, so there is nothing to change", "give it a value first")
    return given


def record_at(plan: Plan, place: Place) -> Any:
    """The record in which a number stands."""
    return getattr(plan, place.group)[place.at] if place.group else plan


def number_at(plan: Plan, place: Place) -> Any:
    """The number at a place."""
    return getattr(record_at(plan, place), place.field)


def groups_of_numbers(plan: Plan) -> list[str]:
    """The parts of a plan that hold records with numbers."""
    return [name for name in type(plan).model_fields if _has_numbers(plan, name)]


def _has_numbers(plan: Plan, group: str) -> bool:
    held = getattr(plan, group) if group in type(plan).model_fields and group not in _NOT_WRITTEN else None
    return isinstance(held, tuple) and bool(held) and isinstance(held[0], Record) and bool(measures(type(held[0])))


def numbers_of(kind: type[Record]) -> list[str]:
    """The numbers of a record, without those by which a price is looked up: the price itself is the input."""
    return [name for name in measures(kind) if not name.startswith(LOOKED_UP)]


def check_number(path: str, kind: type[Record], field: str, named: str) -> None:
    """Refuses a field that is not there or holds no number. Raises InputProblems."""
    numbers = numbers_of(kind)
    if field not in kind.model_fields:
        what = f'"{field}" is no field of {named}' if field else f"says no field of {named}"
        near = nearest(field, numbers)
        raise refuse(path, what, choice("use", near, numbers), near)
    if field not in numbers:
        raise refuse(path, "is not a number", f"use {listed(numbers, 12)}")


def _of_itself(plan: Plan, path: str, besides: Sequence[str]) -> Iterator[Place]:
    own = measures(type(plan))
    if path not in own:
        if path in groups_of_numbers(plan):
            raise refuse(path, "is a part of the plan, not a number", f"use {listed(f'{path}.{record.key}' for record in getattr(plan, path))}")
        groups = [*groups_of_numbers(plan), *besides]
        near = nearest(path, [*groups, *own])
        raise refuse(path, "leads to no number of the plan", choice("begin with", near, groups), near)
    yield Place("", 0, path)


def _records(plan: Plan, path: str, group: str, besides: Sequence[str]) -> tuple[Record, ...]:
    if not _has_numbers(plan, group):
        groups = groups_of_numbers(plan)
        near = nearest(group, groups)
        raise refuse(path, f'"{group}" is no part of the plan', choice("use", near, [*groups, *besides]), near)
    return getattr(plan, group)


def _of_all(plan: Plan, path: str, group: str, field: str, besides: Sequence[str]) -> Iterator[Place]:
    records = _records(plan, path, group, besides)
    check_number(path, type(records[0]), field, group)
    yield from (Place(group, at, field) for at in range(len(records)))


def _of_one(plan: Plan, path: str, group: str, rest: str, besides: Sequence[str]) -> Iterator[Place]:
    """Which record of a group, and which field of it; a record with one number alone, or one that has to be given, needs no field."""
    records = _records(plan, path, group, besides)
    kind, keys = type(records[0]), [record.key for record in records]
    name, _, field = rest.rpartition(".")
    if rest in keys or not name:
        numbers, record = numbers_of(kind), records[keys.index(rest) if rest in keys else 0]
        needed = [one for one in numbers if kind.model_fields[one].is_required() or kind.model_fields[one].default is None]
        needed = [one for one in needed if getattr(record, one) is not None]
        name, field = rest, next((found[0] for found in (numbers, needed) if len(found) == 1), "")
    if name not in keys:
        near = nearest(name, keys)
        raise refuse(path, f'"{name}" is not one of {group}', choice("use", near, keys), near)
    check_number(path, kind, field, f"{name} of {group}")
    yield Place(group, keys.index(name), field)
