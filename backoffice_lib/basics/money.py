"""Money for reading: cents that still add up, and amounts with their currency."""

from __future__ import annotations

import math
from collections.abc import Sequence


def cents(amounts: Sequence[float]) -> list[float]:
    """Amounts rounded to cents so that they add up to their rounded sum (largest remainder)."""
    exact = [amount * 100 for amount in amounts]
    rounded = [math.floor(amount) for amount in exact]
    missing = round(math.fsum(exact)) - sum(rounded)
    by_remainder = sorted(range(len(exact)), key=lambda at: rounded[at] - exact[at])
    for at in by_remainder[:missing]:
        rounded[at] += 1
    return [amount / 100 for amount in rounded]


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


def counted(number: int, thing: str) -> str:
    """`1 month`, `36 months`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def sentence(text: str) -> str:
    """A text that begins with a capital."""
    return text[:1].upper() + text[1:]


def spoken(name: str) -> str:
    """A name as it is read aloud: underscores are spaces."""
    return name.replace("_", " ")
