"""Convert: an amount of one currency in another, at the published rates of a day, month or year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backoffice_lib.basics.errors import Wrong, listed, nearest, refuse
from backoffice_lib.basics.money import exact, figure
from backoffice_lib.basics.published import Published
from backoffice_lib.basics.series import Missing


@dataclass(frozen=True)
class Conversion:
    """The answer to `convert`: the amount in the other currency, and the rate, what one unit of the first is worth in it."""

    given: float
    currency: str
    to: str
    on: str
    rate: float
    amount: float

    def __str__(self) -> str:
        return f"{self.currency} {exact(self.given)} is {self.to} {exact(self.amount)} on {self.on}, at {figure(self.rate)}."


def convert(
    amount: float, currency: str, *, to: str, on: str, rates: Mapping[str, Published], base: str = "EUR", missing: Missing = "refuse"
) -> Conversion:
    """An amount of one currency in another, on a day, month or year.

    rates: for each currency how much of it one unit of the base is worth, as the European Central Bank publishes them.
    missing: what holds on a date without a rate: it is refused, or interpolated between two others, or outside of them all
    the nearest end is taken. Raises InputProblems.
    """
    per_base = []
    for name, code in (("currency", currency), ("to", to)):
        if code != base and code not in rates:
            known = [base, *rates]
            raise refuse(f"convert: {name}", f'"{code}" has no published rate', f"there are {listed(known, 40)}", nearest(code, known))
        try:
            per_base.append(1.0 if code == base else rates[code].at(on, missing))
        except Wrong as wrong:
            raise refuse("convert: on", wrong.what, wrong.mend, wrong.nearest) from None
    rate = per_base[1] / per_base[0]
    return Conversion(amount, currency, to, on, rate, amount * rate)
