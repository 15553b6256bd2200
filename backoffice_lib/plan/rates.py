"""Published rates a plan is held against."""

from __future__ import annotations

from typing import ClassVar

from backoffice_lib.basics.record import Name, Record, Text
from backoffice_lib.basics.units import MoneyPerYear


class WageRate(Record):
    """A published wage of a role in a place; `as_of` is the month it was true."""

    KIND: ClassVar[str] = "wage_rate"

    role: Name
    place: Name
    wage_per_year: MoneyPerYear
    currency: Name
    as_of: Text
    source: Text

    @property
    def key(self) -> str:
        return f"{self.role} in {self.place}"
