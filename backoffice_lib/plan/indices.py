"""Named escalators of prices, and exchange rates."""

from __future__ import annotations

from typing import ClassVar, Literal

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Name, Record, Text
from backoffice_lib.basics.units import ExchangeRate, GrowthShare


class Index(Record):
    """A named escalator: 1 in its base month, growing by a share a year.

    applied: `yearly`, in steps on each anniversary of the base month, or `monthly`, a twelfth root each month.
    base: the month in which it is 1, blank for the first month of the plan.
    """

    KIND: ClassVar[str] = "index"

    index: Name
    growth_share_per_year: GrowthShare
    applied: Literal["yearly", "monthly"] = "yearly"
    base: Month | None = None
    source: Text = ""


class ExchangeRateOf(Record):
    """A foreign currency: how much plan currency one unit of it is worth."""

    KIND: ClassVar[str] = "currency"

    currency: Name
    rate: ExchangeRate
    as_of: Text = ""
    source: Text = ""
