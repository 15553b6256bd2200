"""What we aim at, held against what was measured last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Measured = Mapping[str, Mapping[str, float]]
PANDAS, VECTOR, BLOCKS = "pandas, month by month", "modelx, vector cells", "modelx, blocks of 64 draws"
BY_HAND, KERNEL, OURS = "NumPy by hand, in blocks of 64", "compiled by numba, one kernel", "the workbench"
SCENARIOS = ("mixed", "today")


def told(number: float) -> str:
    """A figure with three digits, and all of those before the point."""
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"


@dataclass(frozen=True)
class Aim:
    """One of them. values: what is held against the bound, each with its words. most: whether the bound is the most it may be, or the least."""

    says: str
    part: str
    values: Callable[[Mapping[str, float]], Sequence[float]]
    told: str
    bound: float
    most: bool = False

    def row(self, measured: Measured) -> str:
        """Its line of the table."""
        try:
            values = self.values(measured[self.part])
        except KeyError:
            return f"| {self.says} | not measured | `{self.part}` |"
        met = all(value <= self.bound if self.most else value >= self.bound for value in values)
        shown = (", " if len(values) > 2 else " and ").join(dict.fromkeys(map(told, values)))
        return f"| {self.says} | {self.told.format(shown)} | {'met' if met else 'short'} |"


def _ratios(peer: str) -> Callable[[Mapping[str, float]], list[float]]:
    """How many times the time of ours a peer takes for a draw, in each scenario."""
    return lambda part: [part[f"{scenario}: {peer}"] / part[f"{scenario}: {OURS}"] for scenario in SCENARIOS]


def _one(name: str) -> Callable[[Mapping[str, float]], list[float]]:
    return lambda part: [part[name]]


def _share(peer: str) -> Callable[[Mapping[str, float]], list[float]]:
    ratios = _ratios(peer)
    return lambda part: [100 * ratio for ratio in ratios(part)]


AIMS = (
    Aim("a quantity input moved, 6 scenarios, in 10 ms", "moved", _one("quantity"), "{} ms", 10, most=True),
    Aim("a price input moved, 6 scenarios, in 2 ms", "moved", _one("price"), "{} ms", 2, most=True),
    Aim("one scenario 100 times as fast as pandas", "moved", lambda part: [part[PANDAS] / part["one"]], "{} times", 100),
    Aim("one scenario 20 times as fast as modelx, vector cells", "moved", lambda part: [part[VECTOR] / part["one"]], "{} times", 20),
    Aim("draws 500 times as fast as pandas", "rates", _ratios(PANDAS), "{} times", 500),
    Aim("draws 100 times as fast as modelx, draw by draw", "rates", _ratios(VECTOR), "{} times", 100),
    Aim("draws 3 times as fast as modelx, in blocks", "rates", _ratios(BLOCKS), "{} times", 3),
    Aim("draws at 75 % of the rate of NumPy by hand", "rates", _share(BY_HAND), "{} %", 75),
    Aim("with compiled steps, 40 % of a compiled kernel's rate", "rates", _share(KERNEL), "there are none; {} % without", 40),
    Aim("only prices unsure: 10 times the full rate", "prices", _one("times"), "{} times", 10),
    Aim("10,000 draws of 6 scenarios with quantiles in 10 s, scaled from fewer", "whole", _one("seconds"), "{} s of one core", 10, most=True),
    Aim("the same, all of them drawn", "whole_in_full", _one("clock"), "{} s by the clock, two workers", 10, most=True),
    Aim("a million draws of one scenario of the study in 90 s", "million_of_study", _one("clock"), "{} s by the clock, two workers", 90, most=True),
    Aim("the same in 4 GB", "million_of_study", _one("gigabytes"), "{} GB, all processes", 4, most=True),
    Aim("a million draws of meridian in 90 s", "million", _one("clock"), "{} s by the clock, two workers", 90, most=True),
    Aim("the same in 4 GB", "million", _one("gigabytes"), "{} GB, all processes", 4, most=True),
    Aim("two workers 1.6 times as fast as one", "workers", _one("times"), "{} times", 1.6),
    Aim("memory to simulate: kept sums and 157 MB (150 MiB)", "memory", _one("above"), "kept sums and {} MB", 157.3, most=True),
    Aim("slopes of 1.2 at most: draws, months, teams, scenarios", "growth", lambda part: list(part.values()), "{}", 1.2, most=True),
)


def table(measured: Measured) -> str:
    """The table of all aims."""
    return "\n".join(["| aim | measured | |", "| --- | --- | --- |", *(aim.row(measured) for aim in AIMS)])
