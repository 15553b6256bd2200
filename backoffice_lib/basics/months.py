"""Months, written YYYY-MM: every date in a plan counts from the first day of its month."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Any

from pydantic_core import core_schema

from backoffice_lib.basics.errors import Wrong, described

_WRITTEN = re.compile(r"(\d{4})-(\d{2})")
_DAY = re.compile(r"(\d{4}-\d{2})-\d{2}")
_NAMES = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month; `Month.of("2027-04")`. Adding a whole number moves it, subtracting two counts months."""

    ordinal: int

    @classmethod
    def of(cls, written: str | Month) -> Month:
        """The month written YYYY-MM. Raises Wrong for anything else."""
        if isinstance(written, Month):
            return written
        if not isinstance(written, str):
            what = described(written)
            raise Wrong(what if written is None else f"{what}, not a month", "write it as YYYY-MM, such as 2027-04")
        if not written:
            raise Wrong("is blank", "write a month as YYYY-MM, such as 2027-04")
        match = _WRITTEN.fullmatch(written)
        if not match:
            day = _DAY.fullmatch(written)
            right = f"give the month only: {day[1]}" if day else "write it as YYYY-MM, such as 2027-04"
            raise Wrong(f'"{written[:40]}" is not a month', right)
        year, month = int(match[1]), int(match[2])
        if not 1 <= month <= 12:
            raise Wrong(f"{written} does not exist", "months run from 01 to 12")
        if not 1900 <= year <= 2200:
            raise Wrong(f"{written} is too far away", "give a year from 1900 to 2200")
        return cls(year * 12 + month - 1)

    @property
    def year(self) -> int:
        return self.ordinal // 12

    @property
    def in_year(self) -> int:
        """1 for January to 12 for December."""
        return self.ordinal % 12 + 1

    @property
    def days(self) -> int:
        """How many days it has."""
        return monthrange(self.year, self.in_year)[1]

    @property
    def first_day(self) -> int:
        """The number of its first day, as `datetime.date` counts days."""
        return dt.date(self.year, self.in_year, 1).toordinal()

    def __add__(self, months: int) -> Month:
        return Month(self.ordinal + months)

    def __sub__(self, other: Month | int) -> Any:
        return self.ordinal - other.ordinal if isinstance(other, Month) else Month(self.ordinal - other)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.in_year:02d}"

    __repr__ = __str__

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.of, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}-\d{2}$", "description": "a month, YYYY-MM"}


def year_in_words(start_month: int) -> str:
    """What a year that begins in a month is called: `year` from January, else `fiscal year to June`."""
    return "year" if start_month == 1 else f"fiscal year to {_NAMES[start_month - 2]}"
