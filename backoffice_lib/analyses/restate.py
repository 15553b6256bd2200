"""Restate: an amount of one time in the prices of another, by a published index."""

from __future__ import annotations

from dataclasses import dataclass

from backoffice_lib.basics.errors import Wrong, refuse
from backoffice_lib.basics.money import exact, figure
from backoffice_lib.basics.published import Published
from backoffice_lib.basics.series import Missing


@dataclass(frozen=True)
class Restatement:
    """The answer to `restate`: the amount in the prices of the other time, and how far the index has grown from one to the other."""

    given: float
    of: str
    to: str
    index: str
    growth: float
    amount: float

    def __str__(self) -> str:
        return f"{exact(self.given)} of {self.of} is {exact(self.amount)} in prices of {self.to}, by {self.index}: × {figure(self.growth)}."


def restate(amount: float, *, of: str, to: str, index: Published, missing: Missing = "refuse") -> Restatement:
    """An amount of a year, month or day in the prices of another, by an index that is published for such dates.

    missing: what holds for a date without a value, as in `convert`. Raises InputProblems.
    """
    values = []
    for name, when in (("of", of), ("to", to)):
        try:
            values.append(index.at(when, missing))
        except Wrong as wrong:
            raise refuse(f"restate: {name}", wrong.what, wrong.mend, wrong.nearest) from None
    return Restatement(amount, of, to, index.name, values[1] / values[0], amount * values[1] / values[0])
