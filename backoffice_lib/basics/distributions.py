"""Numbers that are not sure: the distributions a planner may write, which values they can take, and how they are written."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Any, ClassVar, Self

import numpy as np

FIRST_SHARE, LAST_SHARE = 1e-7, 1 - 1e-7
"""Of what goes on for ever no draw lies further out than one in ten million does, 5.2 standard deviations: an end has to be somewhere."""


@dataclass(frozen=True)
class Uncertain:
    """A number that is not sure. Until it is drawn it counts as its likely value, which is also its value in draw 0.

    assumption: the name by which it is drawn, such as `teams.accounting.heads`; copies keep it, and so their luck. It is given by the
    record that holds the number, and does not make it another number.
    """

    SHAPE: ClassVar[str] = ""
    assumption: str = field(default="", compare=False, repr=False, kw_only=True)

    @property
    def likely(self) -> float:
        """The value in draw 0: the likely one that is written or, where none is, the one that half of all draws stay below."""
        raise NotImplementedError

    def at(self, shares: np.ndarray) -> np.ndarray:
        """The values below which these shares of all draws lie: the inverse of the distribution function."""
        return self._at(shares)

    def ends(self) -> tuple[float, float]:
        """The lowest and the highest value that can be drawn."""
        low, high = self._at(np.array([FIRST_SHARE, LAST_SHARE]))
        return float(low), float(high)

    def share_outside(self, low: float, high: float) -> float:
        """The share of draws below or above two values; for distributions that go on for ever."""
        return 0.0

    def named(self, assumption: str) -> Self:
        """The same number, drawn by a name; one that has a name keeps it."""
        return self if self.assumption else replace(self, assumption=assumption)

    def wrong(self) -> Iterator[tuple[str, str, str]]:
        """What is wrong with its parameters: what, and what would be right, both fit for pay; and the latter in its own figures, or nothing."""
        yield from self._wrong()

    def written(self) -> Any:
        """What stands for it in a file of YAML."""
        given = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "assumption"}
        return {self.SHAPE: {name: list(value) if isinstance(value, tuple) else value for name, value in given.items() if value is not None}}

    def _at(self, shares: np.ndarray) -> np.ndarray:
        raise NotImplementedError

    def _wrong(self) -> Iterator[tuple[str, str, str]]:
        yield from ()

    def __str__(self) -> str:
        (parts,) = self.written().values()
        shown = (f"{name}: {[*map(float, value)] if isinstance(value, list) else plain(value)}" for name, value in parts.items())
        return f"{{{self.SHAPE}: {{{', '.join(shown)}}}}}"


@dataclass(frozen=True)
class Triangular(Uncertain):
    """From low to high, most often about the likely value, and evenly less often towards both ends; written `low..likely..high`.

    A triangle is what three points that people can name say, and no more. Its inverse: S. Kotz, J. R. van Dorp, Beyond Beta (2004), 1.2.
    """

    SHAPE = "triangular"
    low: float
    mode: float
    high: float

    @property
    def likely(self) -> float:
        return float(self.mode)

    def ends(self) -> tuple[float, float]:
        """The lowest and the highest value that can be drawn."""
        return self.low, self.high

    def _at(self, shares: np.ndarray) -> np.ndarray:
        width, rise = self.high - self.low, self.mode - self.low
        below = self.low + np.sqrt(shares * width * rise)
        above = self.high - np.sqrt((1 - shares) * width * (width - rise))
        return np.where(shares * width < rise, below, above)

    def _wrong(self) -> Iterator[tuple[str, str, str]]:
        if not self.low <= self.mode <= self.high:
            right = Triangular(*sorted((self.low, self.mode, self.high)))
            yield "is not in order, low..likely..high", "write the lowest first, the highest last", f"write {right}"

    def written(self) -> Any:
        """What stands for it in a file."""
        return str(self)

    def __str__(self) -> str:
        return "..".join(plain(one) for one in (self.low, self.mode, self.high))


@dataclass(frozen=True)
class Uniform(Uncertain):
    """Anything from low to high, all of it as likely; the middle is what counts as likely."""

    SHAPE = "uniform"
    low: float
    high: float

    @property
    def likely(self) -> float:
        return (self.low + self.high) / 2

    def ends(self) -> tuple[float, float]:
        """The lowest and the highest value that can be drawn."""
        return self.low, self.high

    def _at(self, shares: np.ndarray) -> np.ndarray:
        return self.low + shares * (self.high - self.low)

    def _wrong(self) -> Iterator[tuple[str, str, str]]:
        if self.low > self.high:
            yield "has its low above its high", "change them round", f"write low: {plain(self.high)}, high: {plain(self.low)}"


@dataclass(frozen=True)
class _OnABell(Uncertain):
    """What has a normal distribution, or its logarithm has; low, high: where it is cut off, which is nowhere unless they are given.

    Values beyond a cut are not moved to it: all others become that much more likely.
    """

    def _bell(self) -> tuple[float, float]:
        """Mean and standard deviation of the number, or of its logarithm where it is of that."""
        raise NotImplementedError

    def _on_bell(self, value: Any) -> Any:
        return value

    def _off_bell(self, value: np.ndarray) -> np.ndarray:
        return value

    @property
    def likely(self) -> float:
        return float(self._off_bell(np.array(self._bell()[0])))

    def _at(self, shares: np.ndarray) -> np.ndarray:
        from scipy.special import ndtri

        mean, sd = self._bell()
        if not sd:
            return np.full(np.shape(shares), self.likely)
        below, above = self._below(self._cut[0]), self._below(self._cut[1])
        shares = np.clip(shares, FIRST_SHARE, LAST_SHARE)
        return np.clip(self._off_bell(mean + sd * ndtri(below * (1 - shares) + above * shares)), *self._cut)

    def share_outside(self, low: float, high: float) -> float:
        """The share of draws below or above two values."""
        if not self._bell()[1]:
            return 0.0
        below, above = self._below(self._cut[0]), self._below(self._cut[1])
        return 1 - (min(above, self._below(high)) - max(below, self._below(low))) / (above - below)

    @property
    def _cut(self) -> tuple[float, float]:
        return (-math.inf if self.low is None else self.low), (math.inf if self.high is None else self.high)

    def _below(self, value: float) -> float:
        """The share of the uncut distribution that lies below a value."""
        from scipy.special import ndtr

        mean, sd = self._bell()
        return float(ndtr((self._on_bell(value) - mean) / sd))

    def _wrong(self) -> Iterator[tuple[str, str, str]]:
        low, high = self._cut
        if low >= high:
            yield "is cut off at a low that is not below its high", "give low below high, or leave them out", ""
        elif self.likely < low:
            yield "is cut off at a low above its middle", "lower it, or leave it out", f"give a low below {plain(self.likely)}, or leave it out"
        elif self.likely > high:
            yield "is cut off at a high below its middle", "raise it, or leave it out", f"give a high above {plain(self.likely)}, or leave it out"


@dataclass(frozen=True)
class Normal(_OnABell):
    """A normal distribution: as far above its mean as below, 68 % within one standard deviation sd of it."""

    SHAPE = "normal"
    mean: float
    sd: float
    low: float | None = None
    high: float | None = None

    def _bell(self) -> tuple[float, float]:
        return self.mean, self.sd

    def _wrong(self) -> Iterator[tuple[str, str, str]]:
        yield from [("has an sd below 0", "give the standard deviation, 0 or more", "")] if self.sd < 0 else super()._wrong()


@dataclass(frozen=True)
class Lognormal(_OnABell):
    """A number above 0, as often double its median as half of it; sd_of_log: the standard deviation of its logarithm, 0.1 for about 10 %."""

    SHAPE = "lognormal"
    median: float
    sd_of_log: float
    low: float | None = None
    high: float | None = None

    def _bell(self) -> tuple[float, float]:
        return math.log(self.median), self.sd_of_log

    @property
    def likely(self) -> float:
        return float(self.median)

    def _on_bell(self, value: Any) -> Any:
        return math.log(value) if value > 0 else -math.inf

    def _off_bell(self, value: np.ndarray) -> np.ndarray:
        return np.exp(value)

    def _wrong(self) -> Iterator[tuple[str, str, str]]:
        if self.median <= 0 or self.sd_of_log < 0:
            yield "has a median that is not above 0, or an sd_of_log below 0", "give a median above 0, and sd_of_log of 0 or more", ""
        elif self.sd_of_log > 2:  # a sixth of the draws would be above seven times the median: per cent are meant, or money
            yield "has an sd_of_log above 2", "8 % is 0.08", ""
        else:
            yield from super()._wrong()


_TENTH_OF_BELL = 1.2815515655446004
"""How many standard deviations the ninth tenth of a normal distribution ends above its mean."""


@dataclass(frozen=True)
class P10P90(_OnABell):
    """A normal distribution of which a tenth of the draws lies below p10, and a tenth above p90."""

    SHAPE = "p10_p90"
    p10: float
    p90: float
    low: float | None = None
    high: float | None = None

    def _bell(self) -> tuple[float, float]:
        return (self.p10 + self.p90) / 2, (self.p90 - self.p10) / 2 / _TENTH_OF_BELL

    def _wrong(self) -> Iterator[tuple[str, str, str]]:
        turned = "has its p10 above its p90", "change them round", f"write p10: {plain(self.p90)}, p90: {plain(self.p10)}"
        yield from [turned] if self.p10 > self.p90 else super()._wrong()


@dataclass(frozen=True)
class Choice(Uncertain):
    """One of some values, each with its probability, alike where none are given; the most probable counts as likely, of several the first."""

    SHAPE = "choice"
    values: tuple[float, ...]
    probabilities: tuple[float, ...] | None = None

    @property
    def likely(self) -> float:
        return float(self.values[int(np.argmax(self._weights()))])

    def ends(self) -> tuple[float, float]:
        """The lowest and the highest value that can be drawn."""
        return min(self.values), max(self.values)

    def _at(self, shares: np.ndarray) -> np.ndarray:
        return np.array(self.values)[np.minimum(np.searchsorted(np.cumsum(self._weights()), shares, side="left"), len(self.values) - 1)]

    def _wrong(self) -> Iterator[tuple[str, str, str]]:
        weights = self._weights()
        if not self.values:
            yield "has no values", "give at least one", ""
        elif len(weights) != len(self.values):
            yield f"has {len(self.values)} values, and probabilities for {len(weights)}", "give one for each value", ""
        elif min(weights) < 0:
            yield "has a probability below 0", "let them be 0 or more, and add up to 1", ""
        elif abs(sum(weights) - 1) > 1e-9:
            yield "has probabilities that do not add up to 1", "let them add up to 1", f"they add up to {sum(weights):.10g}"

    def _weights(self) -> tuple[float, ...]:
        return self.probabilities if self.probabilities is not None else (1 / len(self.values),) * len(self.values) if self.values else ()


def plain(value: float) -> str:
    """A number in plain digits, as many as it takes to read back the same."""
    return f"{Decimal(repr(float(value))):f}".removesuffix(".0")
