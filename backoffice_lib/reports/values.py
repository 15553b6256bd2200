"""Turn what somebody typed into the value a notebook declared, or say in one line why it will not do."""

from __future__ import annotations

import math
import os
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from numbers import Integral, Real

from backoffice_lib.basics.errors import Wrong
from backoffice_lib.files.plain_text import brief, quoted

_MOST_CHARACTERS = 2_000
_UNSEEN = ("Cc", "Cs", "Zl", "Zp")  # control characters, broken pairs, and the line ends no keyboard has
_WHOLE = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_PERCENT = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?)\s*%")
# 1_000, 1,000 and 1 000 are what people write; each is refused with the plain form, for a comma may mean a decimal.
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}([_, '\u00a0\u202f][0-9]{3})+(\.[0-9]+)?")


def converted(value: object, kind: str) -> object:
    """The value as the declared kind: str, int, float, bool or list[str]; text is read strictly, never guessed."""
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    if isinstance(value, str):
        _check_text(value)
    return KINDS[kind](value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Wrong(f"{_shown(value)} is not text", f"write {quoted(str(value))}")
    return value


def _whole_number(value: object) -> int:
    if isinstance(value, str):
        text = value.strip()
        if _WHOLE.fullmatch(text):
            return int(text)
        if _GROUPED.fullmatch(text) and "." not in text:
            raise Wrong(f"{_shown(value)} is not a whole number", _plain(text))
        if _NUMBER.fullmatch(text):
            raise Wrong(f"{_shown(value)} is not a whole number")
        raise Wrong(f"{_shown(value)} is text", "write a whole number such as 12")
    if isinstance(value, Integral) and not isinstance(value, bool):
        return int(value)
    raise Wrong(f"{_shown(value)} is not a whole number")


def _number(value: object) -> float:
    if isinstance(value, str):
        return _finite(_read_number(value))
    if isinstance(value, Real | Decimal) and not isinstance(value, bool):
        return _finite(float(value))
    raise Wrong(f"{_shown(value)} is not a number")


def _read_number(value: str) -> float:
    text = value.strip()
    if _NUMBER.fullmatch(text):
        return float(text)
    if percent := _PERCENT.fullmatch(text):
        raise Wrong(f"{_shown(value)} is text", f"write {(Decimal(percent[1]) / 100).normalize():f}")
    if _GROUPED.fullmatch(text):
        raise Wrong(f"{_shown(value)} is not a number", _plain(text))
    if text.casefold().lstrip("+-") in ("nan", "inf", "infinity"):
        return float(text)
    raise Wrong(f"{_shown(value)} is text", "write a number such as 0.03")


def _finite(number: float) -> float:
    if math.isnan(number):
        raise Wrong("is not a number")
    if math.isinf(number):
        raise Wrong("is infinite")
    return number


def _true_or_false(value: object) -> bool:
    if isinstance(value, str):
        if value.strip().casefold() in ("true", "false"):
            return value.strip().casefold() == "true"
        raise Wrong(f"{_shown(value)} is neither true nor false", "write true or false")
    if isinstance(value, bool):
        return value
    raise Wrong(f"{_shown(value)} is neither true nor false", "write true or false")


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        names = [name.strip() for name in value.split(",")] if value.strip() else []
        if not all(names):
            raise Wrong(f"{_shown(value)} has an empty name in it", "separate names with one comma")
        return names
    if not isinstance(value, list | tuple) or not all(isinstance(name, str) for name in value):
        raise Wrong(f"{_shown(value)} is not a list of names")
    for name in value:
        _check_text(name)
    return list(value)


def _check_text(text: str) -> None:
    if len(text) > _MOST_CHARACTERS:
        raise Wrong(f"{len(text):,} characters", f"at most {_MOST_CHARACTERS:,} are allowed")
    for character in text:
        if unicodedata.category(character) in _UNSEEN:
            raise Wrong(f"a control character (U+{ord(character):04X}) is not allowed")


def _plain(text: str) -> str:
    return f"write {brief(re.sub('[^0-9.+-]', '', text))}"


def _shown(value: object) -> str:
    return quoted(value) if isinstance(value, str) else brief(repr(value))


KINDS: dict[str, Callable[[object], object]] = {
    "str": _text,
    "int": _whole_number,
    "float": _number,
    "bool": _true_or_false,
    "list[str]": _texts,
}
