"""Where curves cross a level, all of them at once: each step asks for many points of all curves together, since one more costs next to nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

HALF_A_CENT = 0.005
CLOSE = 1e-9
"""Of the range, how closely a value is found where a curve jumps over the level."""
JUMP = 1e-5
"""Of the largest figure of a curve: a change over a range that close is a jump, whatever its slope."""
SLOW = 0.05
"""A gap that is still wider than this share of the last one is not where a straight line or a curve says that it crosses."""
CLOSER, ALONE, FEW = 5, 24, 4
ROUNDS = 40
_AROUND = np.array([-1e-2, -1e-4, -1e-7, 0.0, 1e-7, 1e-4, 1e-2])

Heights = Callable[[Sequence[tuple[int, float]]], np.ndarray]
"""The height of curves at points: the number of a curve, and how far along it."""


@dataclass(frozen=True)
class Crossing:
    """A value of the input at which both scenarios cost the same; of whole numbers, the first at which the other one is cheaper.

    cheaper: whether the scenario is the cheaper one `above` it or `below` it. jump: what is saved before it and from it on, where the saving
    jumps over nothing, as where a floor or a person more is needed, and is nowhere the same.
    """

    value: float
    cheaper: str
    jump: tuple[float, float] | None = None


@dataclass(frozen=True)
class Curve:
    """A curve where it is known: how far along, and how high. whole: whether there is nothing between whole numbers."""

    along: np.ndarray
    height: np.ndarray
    whole: bool


@dataclass(frozen=True)
class _Gap:
    """Two neighbouring points of a curve, and what is missing to the level at each."""

    curve: int
    ends: tuple[float, float]
    missing: tuple[float, float]
    near: tuple[tuple[float, float], ...]

    @property
    def crosses(self) -> bool:
        return _sign(self.missing[0]) * _sign(self.missing[1]) < 0

    @property
    def width(self) -> float:
        return self.ends[1] - self.ends[0]

    def within(self, whole: bool, even_alone: bool, few: bool) -> np.ndarray:
        """Points to ask for: all over the gap, and about where it should cross, unless such guesses are of no use; `few` of them about there alone."""
        low, high = self.ends
        if whole:
            return np.array([low + (high - low) // 2])  # each takes a simulation of its own
        even = np.linspace(low, high, (ALONE if even_alone else CLOSER) + 2)[1:-1]
        guess = np.clip(self._guess() + _AROUND * self.width, low, high)
        return np.unique(even if even_alone else guess if few else np.concatenate([even, guess]))

    def _guess(self) -> float:
        """Where it crosses by the curve through the points near by, or on a straight line."""
        from scipy.interpolate import BarycentricInterpolator

        along, missing = np.array(self.near).T
        (low, high), (before, after) = self.ends, self.missing
        straight = low + (high - low) * before / (before - after)
        steps = np.diff(missing)
        if len(missing) < 3 or not ((steps > 0).all() or (steps < 0).all()):
            return straight
        bent = float(BarycentricInterpolator(missing / np.ptp(missing), along)(0.0))
        return bent if low < bent < high else straight


def crossings(heights: Heights, curves: Sequence[Curve], level: float) -> list[tuple[Crossing, ...]]:
    """All crossings of each curve, which is known at some points.

    Where neighbouring points lie on two sides of the level, and where the curve may touch it between points on one side, it is looked at
    more closely, until the level is met to half a cent or a jump over it is known to a billionth of the range, or to the whole number.
    """
    known = [dict(zip(one.along.tolist(), (one.height - level).tolist(), strict=True)) for one in curves]
    closest = [1.0 if one.whole else CLOSE * float(np.ptp(one.along)) for one in curves]
    asked = [(at, along) for at, one in enumerate(known) if not curves[at].whole for along in _doubtful(one)]
    last: dict[int, float] = {}
    for _ in range(ROUNDS):
        if asked:
            for (at, along), height in zip(asked, heights(asked), strict=True):
                known[at][along] = height - level
        gaps = [gap for at, one in enumerate(known) for gap in _gaps(at, one) if gap.crosses and gap.width > closest[at]]
        asked = [
            (gap.curve, along)
            for gap in gaps
            for along in gap.within(curves[gap.curve].whole, gap.width > SLOW * last.get(gap.curve, np.inf), len(gaps) > FEW).tolist()
            if along not in known[gap.curve]
        ]
        if not asked:
            break
        last = {gap.curve: gap.width for gap in gaps}
    return [tuple(_found(one, curve.whole)) for one, curve in zip(known, curves, strict=True)]


def _sign(missing: float) -> int:
    return 0 if abs(missing) < HALF_A_CENT else 1 if missing > 0 else -1


def _gaps(curve: int, known: dict[float, float]) -> Iterator[_Gap]:
    along = sorted(known)
    for at, (low, high) in enumerate(pairwise(along)):
        near = along[max(at - 1, 0) : at + 3]
        yield _Gap(curve, (low, high), (known[low], known[high]), tuple((one, known[one]) for one in near))


def _doubtful(known: dict[float, float]) -> Iterator[float]:
    """Points between those at which a curve comes near the level and turns away again, as far as its slope might have led it over."""
    along = sorted(known)
    missing = np.array([known[one] for one in along])
    steps = np.abs(np.diff(missing, prepend=missing[:1], append=missing[-1:]))
    for at in range(1, len(along) - 1):
        before, here, after = missing[at - 1 : at + 2]
        alike = _sign(before) == _sign(after) != 0 and _sign(here) in (0, _sign(before))
        if alike and abs(here) <= min(abs(before), abs(after)) and abs(here) <= steps[max(at - 1, 0) : at + 3].max():
            for low, high in pairwise(along[at - 1 : at + 2]):
                yield from np.linspace(low, high, CLOSER + 4)[1:-1].tolist()


def _turns(along: Sequence[float], missing: Sequence[float]) -> Iterator[tuple[float, float, str]]:
    """Between which two points the sign changes, and where it is then cheaper; the same one twice where nothing is missing there."""
    signs = np.array([_sign(one) for one in missing])
    for before, after in pairwise(np.flatnonzero(signs)):
        if signs[before] != signs[after]:
            met = range(before + 1, after)
            ends = (before, after) if not met else (min(met, key=lambda at: abs(missing[at])),) * 2
            yield along[ends[0]], along[ends[1]], "above" if signs[after] > 0 else "below"


def _found(known: dict[float, float], whole: bool) -> Iterator[Crossing]:
    """The crossings of a curve that has been followed closely enough; of whole numbers, the first on the other side."""
    along = sorted(known)
    missing = [known[one] for one in along]
    most = max(map(abs, missing), default=0.0)
    for low, high, side in _turns(along, missing):
        over = float(known[low]), float(known[high])
        if whole:
            yield Crossing(high, side)
            continue
        if low != high and abs(over[1] - over[0]) > max(JUMP * most, 2 * HALF_A_CENT):
            yield Crossing(_plain(low, high), side, over)
        else:
            yield Crossing(low if low == high else low + (high - low) * over[0] / (over[0] - over[1]), side)


def _plain(low: float, high: float) -> float:
    """The shortest number between two, which is where things jump."""
    for digits in range(1, 17):
        if low <= (short := float(f"{high:.{digits}g}")) <= high:
            return short
    return high
