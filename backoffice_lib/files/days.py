"""The text of a cell to the day it means, in the order its file writes days; no message repeats it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import numpy as np

from backoffice_lib.basics.errors import Wrong
from backoffice_lib.plan.roster import DateOrder

NO_DAY = -(10**9)
"""Stands for a blank cell, or one that holds no day."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_OF_1970 = dt.date(1970, 1, 1).toordinal()
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
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
        other = next((name for name, looks in _ORDERS.items() if looks.fullmatch(cell)), "")
        mend = f"say so with `dates: {other}` under people in plan.yaml" if other else f"write it as {order}, {example}"
        raise Wrong("is written in another order" if other else "is not a date", mend)
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Wrong("is too far away", f"give a year from {_FIRST_YEAR} to {_LAST_YEAR}; leave an open end blank")
    try:
        return dt.date(year, month, day).toordinal() - _OF_1970
    except ValueError:
        raise Wrong("is a day that does not exist", f"days are read as {order}, {example}") from None
