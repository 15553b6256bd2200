"""Where in a plan, a scenario or a lever numbers stand that are not sure, and the same with others in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import PrivateAttr

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
        within = {}
        for name in open_to_doubt(type(record)):
            part = getattr(record, name)
            if type(part) not in _PLAIN and (inside := cls._in(part, kinds)):
                within[name] = inside
        return cls(record, within)

    @classmethod
    def _in(cls, part: Any, kinds: tuple[type, ...]) -> Any:
        """Where numbers stand in what is in a field; nothing where there are none."""
        if isinstance(part, kinds):
            return part
        if isinstance(part, Record):
            inside = cls.of(part, kinds)
            return inside if inside.within else None
        if isinstance(part, tuple):
            return {at: found for at, one in enumerate(part) if isinstance(one, Record) and (found := cls.of(one, kinds)).within}
        return None

    def put(self, number: Callable[[Any], Any]) -> Any:
        """The record with each of its numbers as it is given. It is as right as before, and is not checked again."""
        if not self.within:
            return self.record
        changed = self.record.model_copy()
        for name, inside in self.within.items():
            changed.__dict__[name] = _put(self.record.__dict__[name], inside, number)
        return changed

    @classmethod
    def put_in(cls, part: Any, number: Callable[[Any], Any]) -> Any:
        """The same for what is in a field of a record."""
        inside = cls._in(part, (Uncertain,))
        return _put(part, inside, number) if inside else part

    def numbers(self) -> Iterator[Any]:
        """The numbers, in order."""
        for inside in self.within.values():
            if isinstance(inside, Unsure):
                yield from inside.numbers()
            elif isinstance(inside, dict):
                yield from (number for one in inside.values() for number in one.numbers())
            else:
                yield inside


def _put(part: Any, inside: Any, number: Callable[[Any], Any]) -> Any:
    """What is in a field with each of its numbers as it is given."""
    if isinstance(inside, Unsure):
        return inside.put(number)
    if isinstance(inside, dict):
        return tuple(inside[at].put(number) if at in inside else one for at, one in enumerate(part))
    return number(inside)


class Assuming(Record):
    """A record in which numbers may stand that are not sure, and which is asked again and again how it is when all are as likely."""

    _likely: Any = PrivateAttr(default=None)

    @property
    def likely(self) -> Any:
        """The record as it is in draw 0, made once; itself where all of it is sure."""
        if self.__pydantic_private__["_likely"] is None:
            self.__pydantic_private__["_likely"] = self.as_likely()
        return self.__pydantic_private__["_likely"]

    def as_likely(self) -> Any:
        """The same, made anew."""
        return Unsure.of(self).put(lambda number: number.likely)

    def model_copy(self, **changes: Any) -> Any:
        """A copy that is not checked, and has a likely form of its own."""
        copy = super().model_copy(**changes)
        copy.__pydantic_private__["_likely"] = None
        return copy


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
