"""Series as they are published and written: a name, and values by day, month or year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from backoffice_lib.basics.errors import Wrong, choice, described, nearest
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.series import Missing, Series

Grain = Literal["year", "month", "day"]
_EXAMPLES = {"year": "2017", "month": "2017-04", "day": "2017-04-30"}


@dataclass(frozen=True)
class Published:
    """A published series: its name, what its dates are, and its values by date."""

    name: str
    grain: Grain
    series: Series

    @classmethod
    def of(cls, name: str, values: Mapping[str, float]) -> Published:
        """A series of values by date, all of them days, months or years. Raises Wrong."""
        dates = {dated(written): value for written, value in values.items()}
        grains = sorted({grain for grain, _ in dates})
        if len(grains) != 1:
            what = f"has values by {' and by '.join(grains)}" if grains else "has no values"
            raise Wrong(f"{name} {what}", "give all of them by day, by month or by year")
        if bad := next((written for written, value in values.items() if not value > 0 or np.isinf(value)), ""):
            raise Wrong(f"{name} has no value above 0 for {bad}", "leave out what was not published")
        return cls(name, grains[0], Series.of({date: value for (_, date), value in dates.items()}))

    def at(self, when: str, missing: Missing = "refuse") -> float:
        """The value on a date. Raises Wrong where there is none, and `missing` does not say what holds instead."""
        if missing not in get_args(Missing):
            near = nearest(missing, get_args(Missing))
            raise Wrong(f'"{missing}" is no way to fill in what is missing', choice("use", near, get_args(Missing)), near)
        grain, date = dated(when)
        if grain != self.grain:
            raise Wrong(f"{when} is a {grain}, and {self.name} is published by {self.grain}", f"write it as {_EXAMPLES[self.grain]}")
        if not np.isnan(value := self.series.at(date, missing)[0, 0]):
            return float(value)
        first, last = (self.written(end) for end in (self.series.first, self.series.last))
        if date < self.series.first or date > self.series.last:
            raise Wrong(f"{self.name} is published from {first} to {last}, not for {when}", "missing: nearest_end takes the nearest end")
        raise Wrong(f"{self.name} has no value for {when}", "missing: interpolate takes what lies between the two around it")

    def written(self, date: int) -> str:
        """A date of the series as it is written."""
        if self.grain == "day":
            return dt.date.fromordinal(date).isoformat()
        return str(Month(date)) if self.grain == "month" else str(date)


def dated(written: str) -> tuple[Grain, int]:
    """A day, month or year, and its number among its kind. Raises Wrong."""
    if isinstance(written, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        try:
            return "day", dt.date.fromisoformat(written).toordinal()
        except ValueError:
            raise Wrong(f"{written} is a day that does not exist", "write days as 2017-04-30") from None
    if isinstance(written, str) and re.fullmatch(r"[0-9]{4}", written):
        return "year", int(written)
    if isinstance(written, (str, Month)) and re.fullmatch(r"[0-9]{4}-[0-9]{2}", str(written)):
        return "month", Month.of(str(written)).ordinal
    raise Wrong(f"{described(written)}, not a date", "write a day as 2017-04-30, a month as 2017-04 or a year as 2017")
