"""What the cells of a rate card mean: prices with signs and commas, years in words, many spellings of one level of education."""

from __future__ import annotations

import re
from functools import cache
from unicodedata import category

from babel.numbers import get_currency_symbol, list_currencies

from backoffice_lib.basics.errors import Wrong
from backoffice_lib.files.figures import number

_SIGNED = re.compile(r"(?P<before>\D*?) ?(?P<digits>-?[0-9][0-9,. ]*?) ?(?P<after>[^0-9,. ]*)")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]*)?")
_NOT_SAID = ("", "n/a", "na", "none", "-", "not applicable")
_HOURS = ("hour", "hours", "hourly", "hr", "hrs", "h", "per", "an", "a", "1", "labor", "labour")
_MEANS = (
    ("high school", r"high school|\bh\.?s\b|\bged\b|diploma"),
    ("associate", r"associate|\ba\.[as]\b|\baa\b|2 yr degree|two.year degree"),
    ("bachelor", r"bachelor|\bb\.? ?[as]\b"),
    ("master", r"master|\bm\.? ?[as]\b|\bmba\b"),
    ("doctorate", r"\bph\.? ?d\b|doctor"),
)
"""How the levels of education are written in the United States, without regard to case."""


def price(text: str, currency: str) -> tuple[float, bool]:
    """The price in a cell, and whether it had to be repaired: freed of the sign or code of its currency, and of commas between thousands. Raises Wrong."""
    text = text.strip()
    signed = _SIGNED.fullmatch(text)
    digits = text
    if text.endswith("%"):
        raise Wrong("is a percentage", "give the price of an hour")
    sign = f"{signed['before']}{signed['after']}".strip() if signed else ""
    if sign and signed and _is_of(sign, currency):
        digits = signed["digits"].strip()
    elif sign.upper() in list_currencies() or any(category(character) == "Sc" for character in sign):
        raise Wrong(f"is not in {currency}", "a rate card has one currency; give it under rate_card, or convert the price")
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    value = number(digits, money=True)
    if value <= 0:
        raise Wrong(f"is {value:g}", "give the price of an hour, above 0")
    return value, digits != text


@cache
def _is_of(sign: str, currency: str) -> bool:
    """Whether a sign may stand for a currency: `$` for the dollars of many countries, but not for euros."""
    return sign.upper() == currency or sign in get_currency_symbol(currency, "en")


@cache
def years(text: str) -> tuple[float | None, bool]:
    """The years in a cell, the least of a range, and whether they had to be picked out of words; nothing where the cell says nothing. Raises Wrong."""
    text = text.strip()
    if text.casefold() in _NOT_SAID:
        return None, False
    found = re.search(r"[0-9]+(\.[0-9]+)?", text)
    if not found or float(found[0]) > 80:
        raise Wrong("says no number of years", "write digits")
    return float(found[0]), found[0] != text


@cache
def education(text: str) -> str:
    """The level of education that is asked for, the lowest where several will do; as it is written where it is none of those known."""
    said = text.strip()
    if said.casefold() in _NOT_SAID:
        return ""
    asked = re.split(r"substitut", said.casefold())[0]
    return next((level for level, looks in _MEANS if re.search(looks, asked)), said)


@cache
def is_by_the_hour(text: str) -> bool:
    """Whether a unit is the hour; a blank one is taken for it."""
    return all(word in _HOURS for word in re.findall(r"\w+", text.casefold()))
