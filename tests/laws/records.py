"""Any record from what its fields say of themselves, so that a new field or lever is made up without a word here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, get_args, get_origin

from hypothesis import strategies as st

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Record, Ref, measures
from backoffice_lib.basics.uncertain import PerDraw
from backoffice_lib.basics.units import Measure
from backoffice_lib.plan.unsure import open_to_doubt

# Wide, and past 2^24, where numbers of single precision lose their cents; the units themselves allow still more.
MOST = {
    "share": 2.0,
    "share/year": 0.5,
    "months": 4,
    "months of pay": 24,
    "heads": 100_000,
    "seats": 500,
    "m2": 20_000,
    "plan currency/unit": 200,
}
MOST_MONEY = 2.0**27
USUAL_MONEY = 200_000.0
ENOUGH = 2400
"""Bytes that choose a plan and its levers; where they run out, the first of all choices is taken."""


class Choices:
    """Choices read off some bytes. Hypothesis takes its time over each thing it draws, and little over one of bytes."""

    def __init__(self, content: bytes):
        self._content, self._at = content, 0

    def number(self) -> int:
        """The next number, below 2^24; 0 when nothing is left."""
        self._at += 3
        return int.from_bytes(self._content[self._at - 3 : self._at], "big")

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high."""
        return low + self.number() % (high - low + 1)

    def pick(self, options: Sequence[Any]) -> Any:
        """One of some options; the first is the plainest."""
        return options[self.number() % len(options)]


@st.composite
def chosen(draw: st.DrawFn, make: Callable[[Choices], Any]) -> Any:
    """Whatever is made from choices."""
    return make(Choices(draw(st.binary(min_size=ENOUGH, max_size=ENOUGH))))


@dataclass(frozen=True)
class Around:
    """What a record may speak of: the names of each kind, the months, and how many draws its numbers may have."""

    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    months: Sequence[Month] = ()
    width: int = 1


def made(kind: type[Record], choices: Choices, around: Around, **given: Any) -> Any:
    """A record of a kind, with the fields given as they are; free text stays as it is when left out."""
    fields = {name: value(choices, around) for name, value in _fields(kind) if name not in given}
    return kind(**fields, **given)


@cache
def _fields(kind: type[Record]) -> list[tuple[str, Callable[[Choices, Around], Any]]]:
    """How each field of a kind of record is made up."""
    return [(name, value) for name in kind.model_fields if (value := _maker(kind, name))]


def _maker(kind: type[Record], name: str) -> Callable[[Choices, Around], Any] | None:
    info = kind.model_fields[name]
    left_out = () if info.is_required() else (info.default,)
    reference = next((mark.kind for mark in info.metadata if isinstance(mark, Ref)), "")
    if reference and get_origin(info.annotation) is tuple:
        return lambda choices, around: _several(choices, left_out, around.names[reference])
    if reference:
        return lambda choices, around: choices.pick((*left_out, *around.names[reference]))
    if measure := measures(kind).get(name):
        usual = next(iter(left_out), None)
        blank, unsure = left_out == (None,), name in open_to_doubt(kind)
        return lambda choices, around: None if blank and choices.pick((True, False)) else number(choices, measure, around.width if unsure else 1, usual)
    if info.annotation is Month or Month in get_args(info.annotation):
        return lambda choices, around: choices.pick((*left_out, *around.months))
    if get_origin(info.annotation) is Literal:
        return lambda choices, around: choices.pick(get_args(info.annotation))
    if info.annotation is bool:
        return lambda choices, around: choices.pick((False, True))
    return (lambda choices, around: "made up") if info.annotation is str and info.is_required() else None


def _several(choices: Choices, left_out: tuple, names: Sequence[str]) -> tuple[str, ...]:
    """Some of the names, or what is meant when none is given."""
    if left_out and choices.pick((True, False, False)):
        return left_out[0]
    first = choices.between(0, len(names) - 1)
    return tuple(names[first : first + choices.between(1, len(names))])


def number(choices: Choices, measure: Measure, width: int = 1, usual: float | None = None) -> Any:
    """A number of a unit, often what is usual or an end of its range; with several draws it may differ by draw."""
    low, high = max(measure.low, -0.2), min(measure.high, MOST.get(measure.unit, MOST_MONEY))
    if measure.whole:
        return choices.between(int(low), int(high))
    often = [one for one in (usual, 1.0, low, 0.01, high) if one is not None and low <= one <= high]
    often = [one for one in often if not (measure.above_low and one <= measure.low)]
    count = choices.pick((1, width))
    values = [_money(choices, often) if measure.is_money else _fraction(choices, often, low, high) for _ in range(count)]
    return values[0] if count == 1 else PerDraw(tuple(values))


def _money(choices: Choices, often: Sequence[float]) -> float:
    """An amount to the cent, mostly of the size that pay and rent have."""
    largest = choices.pick((0.0, *[USUAL_MONEY] * 5, MOST_MONEY))
    return choices.pick(often) if not largest else round(0.01 + largest * choices.number() / 2**24, 2)


def _fraction(choices: Choices, often: Sequence[float], low: float, high: float) -> float:
    """A number of a few digits."""
    return choices.pick(often) if not choices.between(0, 7) else round(low + (high - low) * choices.between(1, 999) / 1000, 6)


def at_draw(record: Record, draw: int) -> Record:
    """The record as it is in one draw."""
    return changed(record, lambda owner, name, value: value.values[draw] if isinstance(value, PerDraw) else value)


def changed(record: Record, change: Callable[[Record, str, Any], Any], **given: Any) -> Any:
    """The record, and all records in it, with each field put through `change(record, name, value)`, or as given."""

    def of(name: str, value: Any) -> Any:
        if isinstance(value, Record):
            return changed(value, change)
        if isinstance(value, tuple) and any(isinstance(part, Record) for part in value):
            return tuple(changed(part, change) for part in value)
        return change(record, name, value)

    fields = {name: of(name, getattr(record, name)) for name in type(record).model_fields if name not in given}
    return type(record)(**fields, **given)
