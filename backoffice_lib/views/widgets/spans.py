"""What a slider spans, and how a number reads on it: shares as percentages, and no more digits than were meant."""

from __future__ import annotations

import math
from dataclasses import dataclass

from backoffice_lib.basics.distributions import plain
from backoffice_lib.views.widgets.fields import Field

PERCENT = 100
STEPS = 100
MOST = 240
"""A range up to so much is shown whole; of a longer one, what is usual."""


@dataclass(frozen=True)
class Span:
    """From where to where a slider goes, as shown, in which steps, and how many of what is shown make one of what is meant."""

    low: float
    high: float
    step: float
    scale: int
    whole: bool

    def shown(self, value: float) -> float:
        """A number as the control shows it."""
        return int(value) if self.whole else clean(value * self.scale)

    def meant(self, shown: float) -> float:
        """The number that is meant by what is shown."""
        return int(shown) if self.whole else clean(shown / self.scale)

    def within(self, shown: float) -> float:
        """The nearest place on the slider."""
        return min(max(shown, self.low), self.high)


def span_of(field: Field, value: float) -> Span:
    """All that a field may be or, where that is too much to point at, from the least to about twice what it is."""
    measure, scale = field.measure, PERCENT if field.kind == "share" else 1
    whole = field.kind == "whole"
    usual = 1.0 if field.kind == "share" else 0.0
    least = max(measure.low, -usual) if measure.low < 0 else measure.low
    most = measure.high if measure.high * scale <= MOST else max(usual, _round_above(2 * abs(value), whole))
    low, high = clean(least * scale), clean(min(most, measure.high) * scale)
    step = 1 if whole or scale == PERCENT else clean(_round_above((high - low) / STEPS / 2, False))
    return Span(int(low) if whole else low, int(high) if whole else high, step, scale, whole)


def as_range(field: Field, value: float) -> str:
    """A number as a range that is written low..likely..high: from a tenth below it to a tenth above, within what it may be."""
    low, high = (min(max(times * value, field.measure.low), field.measure.high) for times in (0.9, 1.1))
    return "..".join(plain(clean(one)) for one in sorted((low, value, high)))


def clean(number: float) -> float:
    """A number without the noise of binary fractions: 0.07, not 0.07000000000000001."""
    return float(f"{number:.12g}")


def _round_above(number: float, whole: bool) -> float:
    """1, 2 or 5 times a power of ten, the next one up; 12 or 1,000 where nothing is given yet."""
    if number <= 0:
        return 12 if whole else 1_000
    power = 10 ** math.floor(math.log10(number))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= number * (1 - 1e-9))
