"""Numbers in plain digits, a whole column at once; whatever else a cell holds is left to `figures`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_MOST_DIGITS = 15
_LINE_END, _POINT, _ZERO = b"\n.0"


def in_digits(cells: Sequence[str], *, money: bool = False) -> np.ndarray:
    """The numbers in cells of digits with at most one point; NaN for all others, and for money such as "50.000".

    As both the digits and the power of ten are whole numbers kept exactly, their quotient is the number as text would be.
    """
    content = np.frombuffer("\n".join((*cells, "")).encode("ascii", "replace"), dtype=np.uint8)
    stops = np.flatnonzero(content == _LINE_END)
    if len(stops) != len(cells) or not len(cells):
        return np.full(len(cells), np.nan)
    starts = np.concatenate([[0], stops[:-1] + 1])
    return digits_at(content, starts, stops - starts, money=money)


def digits_at(content: np.ndarray, starts: np.ndarray, lengths: np.ndarray, *, money: bool = False) -> np.ndarray:
    """The same for texts that lie in one, given by where they start and how long they are; something is behind each."""
    stops = starts + lengths
    value, digits, places = (np.zeros(len(starts), dtype=np.int64) for _ in range(3))
    pointed, plain = np.zeros(len(starts), dtype=bool), lengths <= _MOST_DIGITS + 1
    for at in range(min(int(lengths.max(initial=0)), _MOST_DIGITS + 1)):
        byte = content[np.minimum(starts + at, stops)]
        digit, point = (byte - np.uint8(_ZERO)) < 10, byte == _POINT
        value = np.where(digit, value * 10 + byte - _ZERO, value)
        digits += digit
        places += digit & pointed
        plain &= digit | (point & ~pointed) | (lengths <= at)
        pointed |= point
    plain &= (digits > 0) & (digits <= _MOST_DIGITS)
    if money:
        whole = digits - places
        plain &= (places != 3) | (whole < 1) | (whole > 3) | (content[starts] == _ZERO)
    return np.where(plain, value / 10.0**places, np.nan)
