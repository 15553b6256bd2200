"""Where in a plan, a scenario or a lever numbers stand that are not sure, and the same with others in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, get_args

from backoffice_lib.basics.distributions import Uncertain
from backoffice_lib.basics.record import Record
from backoffice_lib.basics.uncertain import PerDraw, likely
from backoffice_lib.plan.random_walks import Walked

R = TypeVar("R", bound=Record)
_SURE = ("rates", "schemes", "standards", "administration", "actuals", "accounts")
"""Parts of a plan that are long and never unsure: what was published, and what was booked."""


_PLAIN = frozenset({float, int, str, bool, type(None)})


@dataclass(frozen=True)
class Unsure:
    """A record, and where in it the numbers stand that are not sure: found once, and put as often as they are drawn.

    within: by field, a number, a record in the field, or the records of a list by their places.
    """

    record: Any
    within: Mapping[str, Any]

    @classmethod
    def of(cls, record: Record, kinds: tuple[type, ...] = (Uncertain,)) -> Unsure:
        """Where in a record numbers of some kinds stand."""
        within: dict[str, Any] = {}
        for name in open_to_doubt(type(record)):
            value = getattr(record, name)
            if type(value) in _PLAIN:
                continue
            if isinstance(value, kinds):
                within[name] = value
            elif isinstance(value, Record) and (inside := cls.of(value, kinds)).within:
                within[name] = inside
            elif isinstance(value, tuple):
                inner = {at: found for at, one in enumerate(value) if isinstance(one, Record) and (found := cls.of(one, kinds)).within}
                within |= {name: inner} if inner else {}
        return cls(record, within)

    def put(self, number: Callable[[Any], Any]) -> Any:
        """The record with each of its numbers as it is given. It is as right as before, and is not checked again."""
        if not self.within:
            return self.record
        changed = self.record.model_copy()
        for name, inside in self.within.items():
            if isinstance(inside, Unsure):
                changed.__dict__[name] = inside.put(number)
            elif isinstance(inside, dict):
                before = getattr(self.record, name)
                changed.__dict__[name] = tuple(inside[at].put(number) if at in inside else one for at, one in enumerate(before))
            else:
                changed.__dict__[name] = number(inside)
        return changed

    def numbers(self) -> Iterator[Any]:
        """The numbers, in order."""
        for inside in self.within.values():
            if isinstance(inside, Unsure):
                yield from inside.numbers()
            elif isinstance(inside, dict):
                yield from (number for one in inside.values() for number in one.numbers())
            else:
                yield inside


def assumptions_in(*records: Record) -> dict[str, Uncertain]:
    """All that is not sure in a plan and its levers, by the names it is drawn by."""
    return {value.assumption: value for record in records for value in Unsure.of(record).numbers()}


def as_likely(record: R) -> R:
    """A plan, a scenario or a lever as it is in draw 0, drawn or not."""
    found = Unsure.of(record, (Uncertain, PerDraw, Walked))
    return settled(found.put(lambda value: None if isinstance(value, Walked) else likely(value)))


def settled(record: R) -> R:
    """A plan whose numbers have their values, without what says how they move: that was of the numbers as they were written."""
    left = {name: () for name in ("correlations", "stresses") if getattr(record, name, ())}
    return record.model_copy(update=left) if left else record


@cache
def open_to_doubt(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a kind of record in which there may be a number that is not sure."""
    parts = {name: tuple(_parts(info.annotation)) for name, info in kind.model_fields.items() if name not in _SURE}
    return tuple(name for name, of in parts.items() if any(isinstance(one, type) and issubclass(one, (Record, Uncertain)) for one in of))


def _parts(annotation: Any) -> Iterator[Any]:
    """All types that an annotation is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)
