"""How a number that is not sure is written, in a file or in Python: `0.02..0.03..0.05`, or a distribution by name."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np

from backoffice_lib.basics.distributions import P10P90, Choice, Lognormal, Normal, Triangular, Uncertain, Uniform
from backoffice_lib.basics.errors import Wrong, choice, described, listed, nearest

SHAPES: Mapping[str, type[Uncertain]] = {kind.SHAPE: kind for kind in (Normal, Lognormal, Uniform, P10P90, Choice)}
"""The distributions that are written by name; a triangle is written `low..likely..high`."""
RANGE = "low..likely..high"
EXAMPLE = "0.02..0.03..0.05"
_DIGITS = re.compile(r"\s*[-+]?[0-9]+(?:\.[0-9]+)?\s*")
PERCENTAGE = re.compile(r"\s*([-+]?[0-9]{1,9}(?:\.[0-9]{0,9})?)\s*%\s*")
_NOT_FINITE = re.compile(r"\s*[-+]?\.?(?:(?P<infinite>inf(?:inity)?)|nan)\s*", re.IGNORECASE)
_ONE_OF = {"values": "a value", "probabilities": "a probability"}
_LISTS = tuple(_ONE_OF)
# a range such as .3...5...6 begins with a point: two of its three dots stand between numbers
_THREE_DOTS = re.compile(r"(?<=[0-9])\s*(?:\.{3,}|…)\s*(?=[0-9])")
# no number here begins with a needless 0, as months and days do
_DASHED = re.compile(r"\s*[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:\s*(?:[-\u2010-\u2015]|to)\s*(?:0|[1-9][0-9]*)(?:\.[0-9]+)?){1,2}\s*")
_DASH = re.compile(r"(?<=[0-9])\s*(?:[-\u2010-\u2015]|to)")
_PLUS_MINUS = re.compile(rf"({_DIGITS.pattern})(?:±|\+/-|\+-)({_DIGITS.pattern})")
_MOST_LIKELY = ("likely", "mode")


def looks_uncertain(value: Any) -> bool:
    """Whether somebody means a number that is not sure, well written or not."""
    if isinstance(value, str):
        return ".." in value or bool(_THREE_DOTS.search(value) or _between_dashes(value) or _PLUS_MINUS.fullmatch(value))
    if isinstance(value, (list, tuple)):
        return len(value) in (2, 3) and all(isinstance(one, Real) for one in value)
    if isinstance(value, Mapping):
        return "value" not in value and (len(value) == 1 or any(key in _KEYS for key in value))
    return isinstance(value, Uncertain)


def uncertain(value: Any, *, confidential: bool = False) -> Uncertain:
    """The number that is meant by `0.02..0.03..0.05`, by {normal: {mean: …, sd: …}}, or by a distribution itself.

    confidential: whether messages must not repeat what is written. Raises Wrong.
    """
    if isinstance(value, str):
        made: Uncertain = triangle(value, confidential=confidential)
    elif isinstance(value, Uncertain):
        made = value
    elif isinstance(value, Mapping) and len(value) == 1:
        made = _by_name(value, confidential)
    else:
        raise _in_another_way(value, confidential)
    for one in fields(made):
        given = getattr(made, one.name)
        left_out = given is None and one.default is None
        if one.name != "assumption" and not left_out:
            _check(one.name, given, confidential)
    for what, mend, in_figures in made.wrong():
        raise Wrong(what, mend if confidential else in_figures or mend)
    return made


def reshaped(number: Uncertain, shape: str) -> Uncertain:
    """About the same number by another distribution: with its likely value, and as wide, in four digits. shape: one of SHAPES, or nothing for a range."""
    kind = SHAPES.get(shape, Triangular)
    tenth, sixth, others, last = (float(one) for one in number.at(np.array([0.1, 0.16, 0.84, 0.9])))
    likely = number.likely
    of_log = math.log(others / sixth) / 2 if 0 < sixth < others else 0.1
    usual = {
        "low": min(tenth, likely), "mode": likely, "high": max(last, likely), "mean": likely, "median": likely, "sd": (others - sixth) / 2, "sd_of_log": of_log,
        "p10": tenth, "p90": last, "values": (tenth, likely, last),
    }
    return kind(**{name: _in_four_digits(usual[name]) for name in _parameters(kind)[1]})


def _in_four_digits(given: Any) -> Any:
    return tuple(map(_in_four_digits, given)) if isinstance(given, tuple) else float(f"{given:.4g}")


def parameters(shape: str) -> dict[str, bool]:
    """The parameters of a distribution, and whether each has to be given."""
    known, needed = _parameters(SHAPES[shape])
    return {name: name in needed for name in known}


def triangle(text: str, number: Callable[[str], float] | None = None, *, confidential: bool = False) -> Triangular:
    """The triangle that is meant by `0.02..0.03..0.05`. number: reads one part of the text. confidential as for `uncertain`. Raises Wrong."""
    if _THREE_DOTS.search(text) and not text.lstrip().startswith("."):
        meant = _THREE_DOTS.sub("..", text).split("..")
        raise Wrong("has three dots between its numbers", f"write two dots: {_in_figures(_numbers(meant), confidential)}")
    if numbers := _between_dashes(text) or _plus_minus(text):
        raise Wrong("has no .. between its numbers", f"write {_in_figures(numbers, confidential)}")
    parts = text.split("..")
    if len(parts) != 3:
        raise Wrong(f"has {len(parts)} numbers with .. between them", f"write three, {RANGE}, such as {EXAMPLE}")
    return Triangular(*(number(part) if number else _digits(part, confidential) for part in parts))


def _digits(text: str, confidential: bool) -> float:
    if not text.strip():
        raise Wrong(f"lacks a number in {RANGE}", f"write all three, such as {EXAMPLE}")
    if not _DIGITS.fullmatch(text):
        what = f"has what is no number in {RANGE}" if confidential else f"{described(text.strip())} in {RANGE}, not a number"
        raise Wrong(what, f"write digits, such as {EXAMPLE}")
    return float(text)


def _numbers(parts: Sequence[str]) -> list[float]:
    """The numbers in some texts; none where one of them is no number."""
    return [float(part) for part in parts] if all(_DIGITS.fullmatch(part) for part in parts) else []


def _between_dashes(text: str) -> list[float]:
    """The numbers of a range such as `0.6–0.8–1` or `2 to 3`, which rise; none where the text is something else, such as a day."""
    numbers = _numbers(_DASH.split(text)) if _DASHED.fullmatch(text) else []
    return numbers if numbers == sorted(numbers) else []


def _plus_minus(text: str) -> list[float]:
    """Low, likely and high of a number such as `10 ± 2`; none where the text is something else."""
    if not (found := _PLUS_MINUS.fullmatch(text)):
        return []
    likely, off = map(Decimal, (found[1].strip(), found[2].strip()))
    return sorted(map(float, (likely - off, likely, likely + off)))


def _in_figures(numbers: Sequence[Any], confidential: bool) -> str:
    """How a range is written: of three numbers in order with these, otherwise in words."""
    known = len(numbers) == 3 and all(isinstance(one, Real) and math.isfinite(one) for one in numbers)
    return str(Triangular(*numbers)) if known and not confidential and list(numbers) == sorted(numbers) else RANGE


def _in_another_way(value: Any, confidential: bool) -> Wrong:
    """What is wrong with a list, or with a group of several keys, by which somebody means a number that is not sure."""
    if not isinstance(value, Mapping):
        return Wrong("is a list", f"write {_in_figures(value, confidential)}")
    shapes = [key for key in value if key in SHAPES]
    if len(shapes) > 1:
        return Wrong(f"is {' and '.join(shapes)} at once", f"keep one, such as {_form(shapes[0])}")
    if shapes:
        return Wrong(f"has other keys beside {shapes[0]}", f"write {_form(shapes[0])} alone")
    if three := _three(value):
        return Wrong("is a group of keys", f"write {_in_figures(three, confidential)}")
    fits = [shape for shape, kind in SHAPES.items() if {*_parameters(kind)[1]} <= {*value} <= {*_parameters(kind)[0]}]
    return Wrong("is a group of keys", f"write {' or '.join((RANGE, *map(_form, fits)))}")


def _three(given: Any) -> tuple[Any, ...]:
    """Low, likely and high where they are given by name; nothing where one of them is not."""
    likely = [given[name] for name in _MOST_LIKELY if name in given] if isinstance(given, Mapping) else []
    return (given["low"], *likely, given["high"]) if likely and "low" in given and "high" in given else ()


def _form(shape: str) -> str:
    """How a distribution is written, in outline."""
    return f"{{{shape}: {{{', '.join(f'{name}: …' for name in _parameters(SHAPES[shape])[1])}}}}}"


def _by_name(written: Mapping[str, Any], confidential: bool) -> Uncertain:
    """The distribution that is meant by its name and its parameters by theirs."""
    (shape, given), = written.items()
    if shape not in SHAPES:
        three, near = _three(given), nearest(str(shape), SHAPES)
        mend = f"write {_in_figures(three, confidential)}" if three else choice(f"write {RANGE}, or one of", near, SHAPES)
        raise Wrong("names what is no distribution" if confidential else f'says "{shape}", which is no distribution', mend, near)
    known, needed = _parameters(SHAPES[shape])
    if not isinstance(given, Mapping):
        raise Wrong(f"gives {shape} no parameters by name", f"write {_form(shape)}")
    for name in given:
        if name not in known:
            near = nearest(str(name), known)
            what = "what" if confidential else f'"{name}", which'
            raise Wrong(f"gives {shape} {what} it does not have", choice("use", near, known), near)
    if missing := [name for name in needed if name not in given]:
        raise Wrong(f"gives {shape} no {listed(missing)}", f"{shape} needs {listed(needed)}")
    return SHAPES[shape](**{name: tuple(one) if isinstance(one, list) else one for name, one in given.items()})


def _parameters(kind: type[Uncertain]) -> tuple[list[str], list[str]]:
    """The parameters of a distribution, and those of them that have to be given."""
    known = [one for one in fields(kind) if one.name != "assumption"]
    return [one.name for one in known], [one.name for one in known if one.default is MISSING]


_KEYS = {*SHAPES, *_MOST_LIKELY, *(name for kind in SHAPES.values() for name in _parameters(kind)[0])}
"""Keys that are of a number that is not sure, wherever they stand in it."""


def schemas() -> list[dict[str, Any]]:
    """The JSON Schemas of a number that is not sure: a text, or a group of one distribution."""
    of = {name: {"type": "array", "items": {"type": "number"}} for name in _LISTS}
    shapes = {}
    for shape, kind in SHAPES.items():
        known, needed = _parameters(kind)
        parameters = {name: of.get(name, {"type": "number"}) for name in known}
        shapes[shape] = {"type": "object", "properties": parameters, "required": needed, "additionalProperties": False}
    written = {"type": "string", "pattern": rf"^{_DIGITS.pattern}\.\.{_DIGITS.pattern}\.\.{_DIGITS.pattern}$"}
    return [written, {"type": "object", "properties": shapes, "minProperties": 1, "maxProperties": 1, "additionalProperties": False}]


def _check(name: str, given: Any, confidential: bool) -> None:
    """Refuses a parameter that is no number, or no list of numbers where it should be one."""
    a_list, one_of_it = name in _LISTS, _ONE_OF.get(name, f"{'an' if name.startswith('sd') else 'a'} {name}")
    if a_list and not isinstance(given, tuple):
        raise Wrong(f"has {name} that are no list", f"write {name}: [1, 2, 3]")
    if not a_list and isinstance(given, tuple):
        raise Wrong(f"has {one_of_it} that is a list", f"write {name}: 1")
    for one in given if a_list else (given,):
        if isinstance(one, bool) or not isinstance(one, Real) or not math.isfinite(one):
            what, mend = _no_number(one, confidential)
            raise Wrong(f"has {one_of_it} that {what}", mend)


def _no_number(given: Any, confidential: bool) -> tuple[str, str]:
    """What is wrong with a parameter that is no finite number, and what would be right."""
    if given is None or given == "":
        return described(given), "give a number"
    if isinstance(given, (str, float)) and (endless := _NOT_FINITE.fullmatch(str(given))):
        return "is infinite" if endless["infinite"] else "is not a number", "give a number"
    if confidential:
        return "is not a number", "write digits only"
    share = PERCENTAGE.fullmatch(given) if isinstance(given, str) else None
    return f"{described(given)}, not a number", f"write digits only{f': {float(share[1]):.10g} % is {float(share[1]) / 100:.10g}' if share else ''}"
