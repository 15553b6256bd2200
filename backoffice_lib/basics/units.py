"""The units of measure of every number a planner can write, and the bounds within which it makes sense."""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Real
from typing import Annotated, Any, get_args

import numpy as np
from pydantic_core import core_schema

from backoffice_lib.basics.distributions import Uncertain
from backoffice_lib.basics.errors import Wrong, described
from backoffice_lib.basics.notation import PERCENTAGE, looks_uncertain, schemas, uncertain
from backoffice_lib.basics.uncertain import Number, PerDraw

TOLERANCE = 1e-9
"""The slack of every rounding-up and every comparison of heads, seats and shares."""


@dataclass(frozen=True)
class Measure:
    """A number's unit and bounds; it refuses what is not a number or lies outside them.

    A number of a confidential measure is never repeated in a message.
    """

    unit: str
    low: float = 0.0
    high: float = math.inf
    above_low: bool = False
    confidential: bool = False
    whole: bool = False

    @property
    def is_money(self) -> bool:
        return self.unit.startswith("money")

    def check(self, value: Any) -> Number | int:
        """The value as a number in bounds. Raises Wrong."""
        if self.whole and (isinstance(value, PerDraw) or looks_uncertain(value)):
            raise Wrong("differs from draw to draw", "a whole number is the same in every draw: give one")
        if isinstance(value, PerDraw):
            return value if self._all_in_bounds(value) else PerDraw(tuple(float(self.check(one)) for one in value.values))
        if looks_uncertain(value):
            return self._uncertain(value)
        if isinstance(value, bool) or not isinstance(value, Real):
            raise self._not_a_number(value)
        if math.isnan(value):
            raise Wrong("is not a number", f"give {self._range()}")
        if math.isinf(value):
            raise Wrong("is infinite", f"give {self._range()}")
        if value < self.low or value > self.high or (self.above_low and value <= self.low):
            raise Wrong(self._shown(value), f"give {self._range(value)}")
        if self.whole:
            if value != int(value):
                raise Wrong(self._shown(value), f"give a whole number of {self._unit_in_words()}")
            return int(value)
        return float(value)

    def check_sure(self, value: Any) -> Number | int:
        """The value as a number in bounds that nobody may be unsure of. Raises Wrong."""
        if looks_uncertain(value) and not self.whole:
            raise Wrong("differs from draw to draw", "this number is the same in every draw: give one")
        return self.check(value)

    def _all_in_bounds(self, value: PerDraw) -> bool:
        """Whether every draw may be so, told at once; what is wrong with one is found value by value."""
        values = np.array(value.values, dtype=float)
        above = values > self.low if self.above_low else values >= self.low
        return bool((above & (values <= self.high) & np.isfinite(values)).all())

    def _uncertain(self, value: Any) -> Uncertain:
        """A number that is not sure, none of whose draws may lie out of bounds. Raises Wrong."""
        made = uncertain(value, confidential=self.confidential)
        low, high = made.ends()
        too_low = low <= self.low if self.above_low else low < self.low
        too_high = high > self.high or math.isinf(high)
        if too_low or too_high:
            raise self._out_of_bounds(made, ["below"] * too_low + ["above"] * too_high)
        self.check(made.likely)
        return made

    def _out_of_bounds(self, made: Uncertain, outside: list[str]) -> Wrong:
        """Why a distribution does not fit, and how it could be made to; outside: below, above, or both."""
        if self.confidential:
            return Wrong(f"goes {' and '.join(outside)} what it may be", f"give {self._range()}")
        ends, bounds = dict(zip(("below", "above"), made.ends(), strict=True)), {"below": self.low, "above": self.high}
        shares = {"below": made.share_outside(self.low, math.inf), "above": made.share_outside(-math.inf, self.high)}
        if max(shares[words] for words in outside) > 1e-15:  # of what goes on for ever; others have an end that can be told
            told = " and ".join(f"{words} {bounds[words]:g} in {100 * shares[words]:.2g} %" for words in outside)
            cuts = {"below": f"a low above {self.low:g}" if self.above_low else f"low: {self.low:g}", "above": f"high: {self.high:g}"}
            return Wrong(f"is {told} of all draws", f"narrow it, or cut it off with {' and '.join(cuts[words] for words in outside)}")
        told = " and ".join(f"{'down' if words == 'below' else 'up'} to {ends[words]:.10g}" for words in outside)
        return Wrong(f"goes {told}", f"give {self._range(ends[outside[-1]])}")

    def in_words(self) -> str:
        """What a planner should write: the range and the unit."""
        return self._range()

    def _shown(self, value: float) -> str:
        if not self.confidential:
            return described(value)
        return "is too low" if value <= self.low else "is too high"

    def _not_a_number(self, value: Any) -> Wrong:
        if isinstance(value, str) and self.unit.startswith("share") and (rate := PERCENTAGE.fullmatch(value)):
            return Wrong("is a percentage", f"write {float(rate[1]) / 100:.10g}")
        what = "is not a number" if self.confidential and value is not None else described(value)
        told = isinstance(value, str) and value and not self.confidential
        return Wrong(f"{what}, not a number" if told else what, f"give {self._range()}")

    def _unit_in_words(self) -> str:
        return self.unit.replace("/", " per ")

    def _range(self, value: float = 10.0) -> str:
        if self.unit.startswith("share"):
            low = f"more than {self.low:g} and at most" if self.above_low else f"from {self.low:g} to"
            percent = value if 2 <= value <= 100 else 10.0
            return f"a {self._unit_in_words()}, {low} {self.high:g} ({percent:g} % is {percent / 100:g})"
        bounded = not math.isinf(self.high)
        if self.above_low:
            span = f"more than {self.low:g}" + (f", up to {self.high:,.15g}" if bounded else "")
        else:
            span = f"{self.low:g} to {self.high:,.15g}" if bounded else f"{self.low:g} or more"
        return f"{span} ({self._unit_in_words()})"

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check if Uncertain in get_args(source) else self.check_sure)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        bounds = {"exclusiveMinimum" if self.above_low else "minimum": self.low}
        if not math.isinf(self.high):
            bounds["maximum"] = self.high
        if self.whole:
            return {"type": "integer", **bounds, "unit": self.unit}
        return {"anyOf": [{"type": "number", **bounds}, *schemas()], "unit": self.unit}


Share = Annotated[Number, Measure("share", high=1.0)]
PositiveShare = Annotated[Number, Measure("share", low=0.0, high=10.0, above_low=True)]
Rate = Annotated[Number, Measure("share", high=10.0)]
GrowthShare = Annotated[Number, Measure("share/year", low=-0.5, high=5.0)]
LossShare = Annotated[Number, Measure("share/year", high=0.99)]
LeaversPerHead = Annotated[Number, Measure("leavers/head/year", high=6.0)]
MeritShare = Annotated[Number, Measure("share/year", high=1.0)]
Heads = Annotated[Number, Measure("heads", high=10_000_000)]
Hires = Annotated[Number, Measure("hires", high=10_000_000)]
PositiveHeads = Annotated[Number, Measure("heads", high=10_000_000, above_low=True)]
Years = Annotated[float, Measure("years", high=80)]
Months = Annotated[int, Measure("months", high=240, whole=True)]
MonthsOfFees = Annotated[Number, Measure("months of fees", high=60)]
MonthsOfPay = Annotated[Number, Measure("months of pay", high=60)]
HeadsPerHead = Annotated[Number, Measure("heads/head", high=1_000_000, above_low=True)]
Units = Annotated[Number, Measure("units")]
WholeUnits = Annotated[int, Measure("units/month", high=1_000_000_000, whole=True)]
Minutes = Annotated[Number, Measure("minutes", high=1_000_000)]
HoursPerDay = Annotated[Number, Measure("hours/day", high=24, above_low=True)]
Seconds = Annotated[Number, Measure("seconds", high=86_400)]
HoursPerYear = Annotated[Number, Measure("hours/year", high=8_784)]
Days = Annotated[Number, Measure("days", high=3_650, above_low=True)]
DaysPerMonth = Annotated[Number, Measure("days/month", high=31)]
LeaversShare = Annotated[Number, Measure("share", high=3.0)]
SeatsPerHead = Annotated[Number, Measure("seats/head", high=2)]
TaxShare = Annotated[Number, Measure("share", high=0.9)]
Seats = Annotated[int, Measure("seats", high=1_000_000, whole=True)]
Area = Annotated[Number, Measure("m2", high=10_000_000)]
Money = Annotated[Number, Measure("money")]
MoneyPerYear = Annotated[Number, Measure("money/year")]
MoneyPerUnit = Annotated[Number, Measure("money/unit")]
MoneyPerHour = Annotated[Number, Measure("money/hour")]
MoneyPerMonth = Annotated[Number, Measure("money/month")]
MoneyPerHead = Annotated[Number, Measure("money/head")]
MoneyPerHeadMonth = Annotated[Number, Measure("money/head/month")]
MoneyPerDay = Annotated[Number, Measure("money/day")]
MoneyPerFte = Annotated[Number, Measure("money/FTE")]
MoneyPerFteYear = Annotated[Number, Measure("money/FTE/year")]
MoneyPerSeatMonth = Annotated[Number, Measure("money/seat/month")]
MoneyPerM2Year = Annotated[Number, Measure("money/m2/year")]
WorkingTime = Annotated[Number, Measure("share", high=1.0, above_low=True)]
Pay = Annotated[Number, Measure("money/FTE/year", above_low=True, confidential=True)]
ExchangeRate = Annotated[Number, Measure("plan currency/unit", above_low=True)]
IndexPoints = Annotated[Number, Measure("index points", high=1_000_000_000, above_low=True)]
