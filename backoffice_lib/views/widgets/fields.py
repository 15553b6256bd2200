"""What a control has to ask for: each field of a lever, its kind, unit, choices and help, from the lever itself."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.money import sentence, spoken
from backoffice_lib.basics.record import Ref, measures
from backoffice_lib.basics.units import Measure
from backoffice_lib.drivers import Lever
from backoffice_lib.plan import Plan

Kind = Literal["share", "number", "whole", "month", "one", "several", "choice", "words", "text"]
_UNSPOKEN = {"money": "", "share": "%"}


@dataclass(frozen=True)
class Field:
    """One thing to fill in of an initiative.

    unit: in words, money in the currency of the plan; where the initiative has a currency of its own, without one. choices: names, or months,
    to choose from. default: what it is when it is left out. start: what a new control begins with.
    """

    name: str
    kind: Kind
    label: str
    help: str
    needed: bool
    unit: str = ""
    measure: Measure | None = None
    choices: tuple[str, ...] = ()
    default: Any = None
    start: Any = None


def fields_of(lever: type[Lever], plan: Plan) -> dict[str, Field]:
    """The fields of a lever by name, with the choices that a plan has."""
    told, units = help_of(lever), measures(lever)
    found = {}
    for name, info in lever.model_fields.items():
        kind, choices = _kind_and_choices(lever, name, plan)
        measure = units.get(name)
        field = Field(
            name, kind, _label(name, kind), told.get(name, ""), info.is_required(), _unit(lever, measure, plan), measure, choices,
            None if info.is_required() else info.get_default(call_default_factory=True),
        )
        found[name] = Field(**{**vars(field), "start": _start(field, lever.EXAMPLE)})
    return found


def first_values(lever: type[Lever], plan: Plan) -> dict[str, Any]:
    """What a new initiative begins with: all it needs and what its example gives, of what the plan has."""
    fields = fields_of(lever, plan)
    return {name: field.start for name, field in fields.items() if field.needed or (name in lever.EXAMPLE and field.start not in ("", ()))}


def help_of(lever: type[Lever]) -> dict[str, str]:
    """What a lever says of its fields, `share: of the work …`, by field; several may share a text."""
    found: dict[str, str] = {}
    names = "|".join(lever.model_fields)
    opening = re.compile(rf"(?:^|(?<=[.;] ))((?:{names})(?:, (?:{names}))*): ")
    for kind in reversed(lever.__mro__):
        for paragraph in (inspect.cleandoc(kind.__dict__.get("__doc__") or "")).split("\n\n"):
            pieces = opening.split(" ".join(paragraph.split()))
            for named, text in zip(pieces[1::2], pieces[2::2], strict=True):
                found |= dict.fromkeys(named.split(", "), sentence(spoken(text.strip(" ;"))))
    return found


def about(lever: type[Lever]) -> str:
    """What a lever does, in its first sentence."""
    return spoken(" ".join((inspect.getdoc(lever) or "").split()).partition(". ")[0].removesuffix(".")) + "."


def _kind_and_choices(lever: type[Lever], name: str, plan: Plan) -> tuple[Kind, tuple[str, ...]]:
    info, measure = lever.model_fields[name], measures(lever).get(name)
    kinds = (info.annotation, *get_args(info.annotation))
    if measure:
        return "whole" if measure.whole else "share" if measure.unit.startswith("share") else "number", ()
    if ref := next((mark for mark in info.metadata if isinstance(mark, Ref)), None):
        return "one" if info.annotation is str else "several", tuple(plan.names(ref.kind))
    if Month in kinds:
        return "month", tuple(map(str, plan.calendar))
    if get_origin(info.annotation) is Literal:
        return "choice", get_args(info.annotation)
    return "words" if get_origin(info.annotation) is tuple else "text", ()


def _label(name: str, kind: Kind) -> str:
    words = re.sub(r"_(months|heads|units|days)$", "", name)
    words = re.sub(r"_per_(month|year|head|hire|fte|hour|day|week|unit|m2)\b.*$", "", words)
    return sentence(spoken(words.removesuffix("_share") if kind == "share" else words))


def _unit(lever: type[Lever], measure: Measure | None, plan: Plan) -> str:
    if measure is None:
        return ""
    first, *others = measure.unit.split("/")
    money = "" if "currency" in lever.model_fields else plan.currency
    words = [money if first == "money" else _UNSPOKEN.get(first, first), *(f"per {other}" for other in others)]
    return " ".join(filter(None, words))


def _start(field: Field, example: Mapping[str, Any]) -> Any:
    """The example's value where the plan knows it, else the first that it has, else what it is when left out, or the least."""
    given = example.get(field.name)
    if field.kind == "several":
        asked = (given,) if isinstance(given, str) else tuple(given or ())
        return tuple(one for one in asked if one in field.choices) or field.choices[:1]
    if field.kind == "one" and not field.choices:
        return ""
    if field.choices:
        late = field.choices[min(6, len(field.choices) - 1)] if field.kind == "month" else field.choices[0]
        return str(given) if str(given) in field.choices else late
    if given is not None:
        return given
    if field.measure and field.default is None:
        return 0.5 if field.kind == "share" else max(field.measure.low, 1)
    return field.default if field.default is not None else ""
