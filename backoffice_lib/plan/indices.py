"""Named escalators of prices, their published values, and exchange rates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

import numpy as np

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Name, Record, Ref, Text
from backoffice_lib.basics.series import Series
from backoffice_lib.basics.uncertain import draws
from backoffice_lib.basics.units import ExchangeRate, GrowthShare, IndexPoints
from backoffice_lib.plan.random_walks import Walk

Gaps = Literal["refuse", "interpolate"]


class Index(Record):
    """A named escalator: 1 in its base month, growing by a share a year, or after its last published value by that.

    applied: `yearly`, in steps on each anniversary of the base month or of the last published value, or `monthly`, a twelfth
    root each month. base: the month in which it is 1, blank for the first month of the plan.
    gaps: what holds in a month that is missing between published values and is needed: the plan is refused, or the index
    grows evenly from the value before to the value after. Leases that name the index say so themselves.
    random_walk: how it strays from this path after the last published value, or after the first month of the plan.
    """

    KIND: ClassVar[str] = "index"
    GROUP: ClassVar[str] = "indices"

    index: Name
    growth_share_per_year: GrowthShare
    applied: Literal["yearly", "monthly"] = "yearly"
    base: Month | None = None
    gaps: Gaps = "refuse"
    random_walk: Walk = None
    source: Text = ""


class IndexValue(Record):
    """The value of an index in a month, as it was published; or of a currency what one unit of it is worth in plan currency from that month on."""

    KIND: ClassVar[str] = "index_value"
    GROUP: ClassVar[str] = "index_values"
    PART_OF: ClassVar[str] = "index"

    index: Annotated[Name, Ref("index_or_currency")]
    month: Month
    value: IndexPoints
    source: Text = ""

    @property
    def key(self) -> str:
        return f"{self.index} {self.month}"


class ExchangeRateOf(Record):
    """A foreign currency: how much plan currency one unit of it is worth in the first month.

    Rates of later months are among the index values, under the name of the currency; of all months, where rate is blank.
    growth_share_per_year: how much more it is worth each year after the last of them, by a twelfth root each month; below 0 when it falls.
    gaps: what holds in a month between two rates: the one before, a rate that moves evenly from the one to the other, or nothing.
    random_walk: how it strays from this path after the last rate that is given.
    """

    KIND: ClassVar[str] = "currency"
    GROUP: ClassVar[str] = "fx"

    currency: Name
    rate: ExchangeRate | None = None
    growth_share_per_year: GrowthShare = 0.0
    gaps: Literal["hold", "interpolate", "refuse"] = "hold"
    random_walk: Walk = None
    as_of: Text = ""
    source: Text = ""


def published(values: Iterable[IndexValue]) -> dict[str, Series]:
    """The published values of each index and currency that has any, by month."""
    by_index: dict[str, dict[int, np.ndarray]] = defaultdict(dict)
    for one in values:
        by_index[one.index][one.month.ordinal] = draws(one.value)
    return {name: Series.of(months) for name, months in by_index.items()}
