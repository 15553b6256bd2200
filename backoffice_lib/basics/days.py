"""Days, written YYYY-MM-DD; a month alone, YYYY-MM, is its first day where something starts, and its last where it ends."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, Self

from pydantic_core import core_schema

from backoffice_lib.basics.errors import Wrong
from backoffice_lib.basics.months import Month

_WRITTEN = re.compile(r"(\d{4}-\d{2})-(\d{2})")
_MONTH = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True)
class Day:
    """A calendar day. `FirstDay.of("2027-04")` is 1 April 2027, `LastDay.of("2027-04")` is 30 April."""

    ordinal: int

    @classmethod
    def of(cls, written: str | Month | Day) -> Self:
        """The day written YYYY-MM-DD, or the one a month stands for. Raises Wrong for anything else."""
        if isinstance(written, Day):
            return cls(written.ordinal)
        match = _WRITTEN.fullmatch(written) if isinstance(written, str) else None
        if not match:
            return cls(cls._of_month(_month(written)))
        month = Month.of(match[1])
        try:
            return cls(dt.date(month.year, month.in_year, int(match[2])).toordinal())
        except ValueError:
            raise Wrong(f"{written} does not exist", f"{month} has {month.days} days") from None

    @classmethod
    def _of_month(cls, month: Month) -> int:
        return month.first_day

    @property
    def month(self) -> Month:
        """The month it is in."""
        day = dt.date.fromordinal(self.ordinal)
        return Month(day.year * 12 + day.month - 1)

    @property
    def days_before(self) -> int:
        """How many days of its month lie before it."""
        return self.ordinal - self.month.first_day

    def __lt__(self, other: Day) -> bool:
        return self.ordinal < other.ordinal

    def __le__(self, other: Day) -> bool:
        return self.ordinal <= other.ordinal

    def __str__(self) -> str:
        if self.ordinal == type(self)._of_month(self.month):
            return str(self.month)
        return dt.date.fromordinal(self.ordinal).isoformat()

    __repr__ = __str__

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.of, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}-\d{2}(-\d{2})?$", "description": "a day, YYYY-MM-DD, or a month, YYYY-MM"}


class FirstDay(Day):
    """A day on which something starts; a month alone is its first day."""


class LastDay(Day):
    """A day on which something ends, and which still belongs to it; a month alone is its last day."""

    @classmethod
    def _of_month(cls, month: Month) -> int:
        return month.first_day + month.days - 1


def _month(written: Any) -> Month:
    """The month written. Raises Wrong."""
    if isinstance(written, str) and written and not _MONTH.fullmatch(written):
        mend = "write it as YYYY-MM-DD, such as 2027-04-30, or a whole month as YYYY-MM"
        raise Wrong(f'"{written[:40]}" is not a day', mend)
    return Month.of(written)
