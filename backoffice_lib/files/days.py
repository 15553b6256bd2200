"""The text of a cell to the day it means, in the order its file writes days; no message repeats it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import numpy as np

from backoffice_lib.basics.errors import Wrong
from backoffice_lib.plan.mapped import DateOrder

NO_DAY = -(10**9)
"""Stands for a blank cell, or one that holds no day."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_OF_1970 = dt.date(1970, 1, 1).toordinal()
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_OF_A_SPREADSHEET = re.compile(r"[1-9][0-9]{4}(\.[0-9]+)?")
_ORDERS = {
    "year-month-day": _ISO,
    "day/month/year": re.compile(r"(?P<day>[0-9]{1,2})([/.-])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{4})"),
    "month/day/year": re.compile(r"(?P<month>[0-9]{1,2})([/.-])(?P<day>[0-9]{1,2})\2(?P<year>[0-9]{4})"),
}
_EXAMPLES = {"year-month-day": "2027-04-30", "day/month/year": "30/04/2027", "month/day/year": "04/30/2027"}


def days(cells: Sequence[str], order: DateOrder) -> tuple[np.ndarray, dict[int, Wrong]]:
    """The day number since 1970 of each cell, and what is wrong with those that hold none, by their place from 0."""
    found, wrong = np.full(len(cells), NO_DAY, dtype=np.int64), {}
    for at, cell in enumerate(cells):
        if cell:
            try:
                found[at] = _day(cell, order)
            except Wrong as slip:
                wrong[at] = slip
    return found, wrong


def _day(cell: str, order: DateOrder) -> int:
    """The number of the day in a cell. Raises Wrong."""
    match = _ORDERS[order].fullmatch(cell) or _ISO.fullmatch(cell)
    example = f"such as {_EXAMPLES[order]}"
    if match is None:
        if _OF_A_SPREADSHEET.fullmatch(cell):
            raise Wrong("is a number, as spreadsheets keep days", f"format the column as dates there, {example}, and save it anew")
        others = [f"`dates: {other}`" for other, looks in _ORDERS.items() if (found := looks.fullmatch(cell)) and _exists(found)]
        if others:
            raise Wrong("is written in another order", f"say so with {' or '.join(others)} under people in plan.yaml")
        raise Wrong("is not a date", f"write it as {order}, {example}")
    if not _FIRST_YEAR <= int(match["year"]) <= _LAST_YEAR:
        raise Wrong("is too far away", f"give a year from {_FIRST_YEAR} to {_LAST_YEAR}; leave an open end blank")
    if not (day := _exists(match)):
        raise Wrong("is a day that does not exist", f"days are read as {order}, {example}")
    return day.toordinal() - _OF_1970


def _exists(found: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(*(int(found[part]) for part in ("year", "month", "day")))
    except ValueError:
        return None
