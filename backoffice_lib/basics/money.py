"""Money for reading: cents that still add up, and amounts with their currency."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

NO_CURRENCY = "XXX"
"""ISO 4217's code for no currency; stands for that of a plan that could not be read."""


def cents(amounts: Sequence[float], total: float | None = None) -> list[float]:
    """Amounts rounded to cents so that they add up to their rounded sum, or to a total no further than a cent from it (largest remainder)."""
    exact = [amount * 100 for amount in amounts]
    rounded = [math.floor(amount) for amount in exact]
    missing = round(math.fsum(exact) if total is None else total * 100) - sum(rounded)
    by_remainder = sorted(range(len(exact)), key=lambda at: rounded[at] - exact[at])
    for at in by_remainder[:missing]:
        rounded[at] += 1
    return [amount / 100 for amount in rounded]


def running_cents(amounts: Sequence[float]) -> list[float]:
    """Amounts one after another rounded to cents, so that as many as follow from the first add up to their rounded sum."""
    sums = [round(100 * amount) for amount in accumulate(amounts)]
    return [(until - before) / 100 for before, until in zip([0, *sums], sums, strict=False)]


def money(amount: float, currency: str) -> str:
    """An amount in whole units with its currency: `USD 180,000`."""
    return f"{currency} {whole(amount)}"


def whole(amount: float) -> str:
    """An amount in whole units, never `-0`."""
    return f"{round(amount) + 0:,}"


def exact(amount: float) -> str:
    """An amount to the cent, never `-0.00`: `13,440.00`."""
    return f"{round(amount, 2) + 0:,.2f}"


def figure(value: float) -> str:
    """A number as it is read, with six decimals at most, and six digits where it is small: `9.894038`, `0.00012`."""
    if value and abs(value) < 0.001:
        return f"{value:.6g}"
    return f"{round(value, 6) + 0:,.6f}".rstrip("0").rstrip(".")


def brief(amount: float) -> str:
    """An amount as short as it can be read, to three digits: `1.24 M`, `180 k`, `950`; a loss has a minus, never `−0`."""
    sign = "−" if round(amount) < 0 else ""
    for size, letter in ((1e9, " B"), (1e6, " M"), (1e3, " k")):
        if abs(amount) >= size * 0.9995:
            return f"{sign}{_three_digits(abs(amount) / size)}{letter}"
    return f"{sign}{round(abs(amount)):,}"


def _three_digits(number: float) -> str:
    places = 2 if number < 9.995 else 1 if number < 99.95 else 0
    return f"{number:,.{places}f}"


def counted(number: int, thing: str) -> str:
    """`1 month`, `36 months`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def sentence(text: str) -> str:
    """A text that begins with a capital."""
    return text[:1].upper() + text[1:]


def spoken(name: str) -> str:
    """A name as it is read aloud: underscores are spaces."""
    return name.replace("_", " ")
