"""List rates: which published figures there are, of when, from whom, and what they come to when a plan starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from backoffice_lib.basics.errors import listed, nearest, refuse
from backoffice_lib.basics.money import counted
from backoffice_lib.drivers.escalators import at_start
from backoffice_lib.plan import Plan, Rate


@dataclass(frozen=True)
class RateLine:
    """A rate and, when a plan ages it, its value in the first month of the plan."""

    rate: Rate
    aged: float | None


@dataclass(frozen=True)
class RateList:
    """The answer to `list_rates`: the rates asked for, and the month they were aged to, if any."""

    lines: tuple[RateLine, ...]
    aged_to: str

    def __str__(self) -> str:
        assumed = sum(line.rate.status == "assumption" for line in self.lines)
        return f"{counted(len(self.lines), 'rate')}, {assumed} of them assumptions that nobody published."


def list_rates(rates: Iterable[Rate], plan: Plan | None = None, what: str = "", place: str = "") -> RateList:
    """The rates of a kind or place, or all; with a plan, aged by the index of that name to its first month.

    Raises InputProblems for a kind or place that no rate has.
    """
    rates = tuple(rates)
    for name, wanted, known in (
        ("what", what, dict.fromkeys(rate.what for rate in rates)),
        ("place", place, dict.fromkeys(rate.place for rate in rates)),
    ):
        if wanted and wanted not in known:
            raise refuse("rates", f'no rate has "{wanted}" as its {name}', f"use {listed(known, 30)}", nearest(wanted, known))
    chosen = [rate for rate in rates if what in ("", rate.what) and place in ("", rate.place)]
    growth = at_start(plan) if plan else {}
    lines = tuple(RateLine(rate, _aged(rate, growth)) for rate in chosen)
    return RateList(lines, str(plan.start) if plan else "")


def _aged(rate: Rate, growth: Mapping[str, float]) -> float | None:
    return None if rate.value is None or rate.aged_by not in growth else rate.value * growth[rate.aged_by]

