"""A typed value of a sheet or a Parquet table as the text it would be in a CSV, so that one gate reads all of them."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from backoffice_lib.basics.errors import Wrong, described
from backoffice_lib.files.figures import PERHAPS_THOUSANDS, number

MOST_DIGITS = 15
_MOST_PLACES = 60


def as_text(value: Any, is_number: bool, is_day: bool = False) -> str:
    """The text of a value; is_number, is_day: whether its column holds numbers or days. Raises Wrong for what cannot stand in a table."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _refuse_hidden_number(value) if is_number else value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float, Decimal)):
        return _digits(value, is_number)
    if isinstance(value, dt.date):
        return _day(value, is_number, is_day)
    if isinstance(value, (dt.time, dt.timedelta)):
        raise Wrong("holds a time", "write a number, or a month as YYYY-MM")
    raise Wrong(described(value), "give a number or a text")


def _refuse_hidden_number(text: str) -> str:
    """Text in a column of numbers, which may be blank or be told later in its own words, but may not look like one."""
    try:
        number(text)
    except Wrong:
        return text
    raise Wrong("is a number stored as text", "convert it to a number")


def _digits(value: float | Decimal, is_number: bool) -> str:
    """A number in plain digits; the shortest that are read back as the same number."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if exact.is_nan():
        raise Wrong("is not a number", "leave it blank, or give a number")
    if exact.is_infinite():
        raise Wrong("is infinite", "give a number")
    if abs(value) >= 10**MOST_DIGITS and not is_number:
        raise Wrong(f"has more than {MOST_DIGITS} digits, which are not all kept", "store it as text")
    text = f"{exact:f}" if abs(exact.adjusted()) < _MOST_PLACES else str(exact)
    text = text.rstrip("0").rstrip(".") if "." in text and "E" not in text else text
    # a number is never taken for thousands with a point, as the same text might be
    return f"{text}0" if is_number and re.fullmatch(PERHAPS_THOUSANDS, text) else text


def _day(value: dt.date, is_number: bool, is_day: bool) -> str:
    """The first of a month is the month, as a spreadsheet makes of 2027-04; any other day is told where a month is wanted."""
    if is_number:
        raise Wrong("is a date", "format it as a number")
    if isinstance(value, dt.datetime):
        if value.time() != dt.time():
            raise Wrong("holds a time of day", "give the day only" if is_day else f"give the month only: {value:%Y-%m}")
        value = value.date()
    return f"{value:%Y-%m}" if value.day == 1 and not is_day else value.isoformat()
