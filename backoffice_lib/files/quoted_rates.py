"""Turns published rates of exchange, so much of each currency for one unit of one of them, into what each is worth in plan currency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backoffice_lib.basics.months import Month


@dataclass(frozen=True)
class Quoted:
    """A value of a series in a month, and the row of the table it is from."""

    name: str
    month: Month
    value: float
    row: int
    source: str


def in_plan_currency(quoted: Iterable[Quoted], per: str, currency: str, wanted: Iterable[str]) -> Iterator[tuple[Quoted, bool]]:
    """What one unit of each wanted currency is worth, month by month; false for one whose month has no rate of the plan's own.

    quoted: how much of each currency one unit of `per` is. currency: of the plan.
    """
    by_month: dict[Month, dict[str, Quoted]] = defaultdict(dict)
    for one in quoted:
        by_month[one.month][one.name] = one
    for month, rates in by_month.items():
        any_row = next(iter(rates.values())).row
        rates.setdefault(per, Quoted(per, month, 1.0, any_row, ""))
        for name in wanted:
            if of := rates.get(name):
                if own := rates.get(currency):
                    yield Quoted(name, month, own.value / of.value, of.row, _how(own, of, per)), True
                else:
                    yield of, False


def _how(own: Quoted, of: Quoted, per: str) -> str:
    """How a rate is derived: `1.12 USD / 107 INR an EUR`."""
    return f"derived: {own.value:.15g} {own.name} / {of.value:.15g} {of.name} for 1 {per}"
