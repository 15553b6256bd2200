"""What each field of a record takes, in the words of docs/words.md."""

from __future__ import annotations

from typing import Literal, get_args, get_origin

from backoffice_lib.basics.days import FirstDay, LastDay
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Record, Ref, measures


def unit_of(record: type[Record], name: str) -> str:
    """The unit of a number; for the rest: a month, the name of something, the choices, text, or a group of keys."""
    if measure := measures(record).get(name):
        return measure.unit
    info = record.model_fields[name]
    if ref := next((mark for mark in info.metadata if isinstance(mark, Ref)), None):
        return f"name of {ref.kind.removesuffix('_name').replace('_', '-')}"
    kinds = {info.annotation, *get_args(info.annotation)}
    if kinds & {FirstDay, LastDay}:
        return "YYYY-MM or YYYY-MM-DD"
    if Month in kinds:
        return "YYYY-MM"
    if get_origin(info.annotation) is Literal:
        return ", ".join(get_args(info.annotation))
    if bool in {kind for one in kinds for kind in (one, *get_args(one))}:
        return "true, false"
    if choices := next((get_args(kind) for kind in kinds if get_origin(kind) is Literal), None):
        return ", ".join(choices)
    return "text" if info.annotation is str else "group"


def fields_of(record: type[Record]) -> dict[str, str]:
    """Every public field of a record, and what it takes."""
    return {name: unit_of(record, name) for name in record.model_fields}
