"""What an unquoted YAML value means, and which ones may not be left unquoted because programs disagree on them."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from backoffice_lib.basics.errors import Wrong
from backoffice_lib.files.plain_text import quoted

MOST_DIGITS = 15

_MISSING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_YES = frozenset({"y", "Y", "yes", "Yes", "YES", "on", "On", "ON"})
_NO = frozenset({"n", "N", "no", "No", "NO", "off", "Off", "OFF"})

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?((0|[1-9][0-9]*)\.[0-9]*|\.[0-9]+)")


def unquoted(text: str) -> str | int | float | bool | None:
    """The value of unquoted text, where YAML 1.1 and YAML 1.2 agree on it; raises Wrong where they do not.

    Dates and months stay text, and so does anything that only looks a little like a number ("12%").
    """
    if text in _MISSING:
        return None
    if text in _TRUTHS:
        return _TRUTHS[text]
    if _WHOLE.fullmatch(text):
        return int(_exact(text))
    if _DECIMAL.fullmatch(text):
        return float(_exact(text))
    if text in _YES or text in _NO:
        truth = "true" if text in _YES else "false"
        raise Wrong(f"reads as {truth}, not text", f"quote it: {quoted(text)}, or write {truth}")
    for looks, mistake in _MISTAKES.items():
        if looks.fullmatch(text):
            raise mistake(text)
    return text


def _exact(text: str) -> str:
    """The text of a number, unless it has more digits than a computer keeps."""
    digits = len(text.lstrip("+-0.").replace(".", ""))
    if digits > MOST_DIGITS:
        raise Wrong(f"has {digits:,} digits; at most {MOST_DIGITS} are kept", "round it, or quote it if it is a name")
    return text


def _written(text: str, value: str) -> Wrong:
    """The message for a number in a form that not every program reads; value: the same in plain digits, if short."""
    write = f"write {value}" if 0 < len(value) <= MOST_DIGITS + 2 else "write it in digits"
    return Wrong(f"is written {quoted(text)}", f"{write}, or quote it if it is text")


def _plain(number: Decimal) -> str:
    """A number in plain digits, or nothing when that would be long."""
    return f"{number:f}" if abs(number.adjusted()) <= MOST_DIGITS else ""


def _exponent(text: str) -> Wrong:
    exponent = re.split("[eE]", text)[1]
    return _written(text, _plain(Decimal(text)) if len(exponent) <= 4 else "")


def _grouped(text: str) -> Wrong:
    return _written(text, text.replace("_", ""))


def _leading_zero(text: str) -> Wrong:
    digits = text.lstrip("+-").replace("_", "").lstrip("0")
    digits = digits if digits[:1].isdigit() else f"0{digits}"
    return _written(text, f"-{digits}" if text.startswith("-") else digits)


def _other_base(text: str) -> Wrong:
    return _written(text, str(int(text.replace("_", ""), 0)) if len(text) <= MOST_DIGITS else "")


def _by_sixties(text: str) -> Wrong:
    """22:30 is 22 * 60 + 30 to a program that reads YAML 1.1."""
    if len(text) > MOST_DIGITS or "." in text:
        return Wrong("reads as a number in some programs", f"quote it: {quoted(text)}")
    number = 0
    for part in text.lstrip("+-").replace("_", "").split(":"):
        number = number * 60 + int(part)
    sign = "-" if text.startswith("-") else ""
    return Wrong(f"reads as the number {sign}{number}", f"quote it: {quoted(text)}")


def _not_a_number(text: str) -> Wrong:
    return Wrong(f"is not a number ({text})", "give a number")


def _infinite(text: str) -> Wrong:
    return Wrong(f"is infinite ({text})", "give a number")


_MISTAKES: dict[re.Pattern[str], Callable[[str], Wrong]] = {
    re.compile(r"\.(nan|NaN|NAN)"): _not_a_number,
    re.compile(r"[-+]?\.(inf|Inf|INF)"): _infinite,
    re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)[eE][-+]?[0-9]+"): _exponent,
    re.compile(r"[-+]?0[0-9_]+(\.[0-9_]*)?"): _leading_zero,
    re.compile(r"[-+]?(0x[0-9a-fA-F][0-9a-fA-F_]*|0o[0-7]+|0b[01][01_]*)"): _other_base,
    re.compile(r"[-+]?[0-9][0-9_]*(\.[0-9_]*)?|[-+]?\.[0-9][0-9_]*"): _grouped,
    re.compile(r"[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*"): _by_sixties,
}
