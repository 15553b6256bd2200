"""The text of a cell to the figure it means, or to the words that say why it means none.

Confidential cells (pay) are never repeated in a message, not even as what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from backoffice_lib.basics.errors import Wrong
from backoffice_lib.files.digits import digits_at, in_digits
from backoffice_lib.files.plain_csv import Slices
from backoffice_lib.files.plain_text import brief, quoted, unseen

_NUMBER = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)"
_PLAIN = re.compile(r" *[-+]?(?:0*[0-9]{1,15}(?:\.[0-9]*)?|\.[0-9]+) *")
_WHOLE = re.compile(r" *[-+]?0*[0-9]{1,15}(?:\.0{0,2})? *")
# "50.000" is fifty in one country and fifty thousand in another; 0.125 and 1250.125 are the same everywhere
PERHAPS_THOUSANDS = r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}"
_PLAIN_MONEY = re.compile(rf"(?! *{PERHAPS_THOUSANDS} *\Z){_PLAIN.pattern}")


def number(text: str, *, money: bool = False, confidential: bool = False) -> float:
    """The number in a cell, written in digits with a point: 50000 or 0.03.

    money: whether "50.000" may stand for fifty thousand and so has to be written differently.
    confidential: whether messages must not repeat the cell. Raises Wrong.
    """
    if (_PLAIN_MONEY if money else _PLAIN).fullmatch(text):
        return float(text)
    raise _wrong(text, confidential)


def whole(text: str, *, confidential: bool = False) -> int:
    """The whole number in a cell; 12.0 counts as 12, but 12.000 may be twelve thousand.

    confidential as for `number`. Raises Wrong.
    """
    if _WHOLE.fullmatch(text):
        return int(text.partition(".")[0])
    if _PLAIN.fullmatch(text):
        raise Wrong("is not a whole number" if confidential else f"is {brief(text.strip())}", "use a whole number")
    raise _wrong(text, confidential)


def numbers(
    cells: Sequence[str], *, money: bool = False, confidential: bool = False
) -> tuple[np.ndarray, dict[int, Wrong]]:
    """The numbers in a column, and what is wrong with the cells that hold none, by their place from 0.

    Blank cells and wrong ones are NaN. money and confidential as for `number`.
    """
    if isinstance(cells, Slices):
        values = digits_at(np.frombuffer(cells.content, dtype=np.uint8), cells.starts, cells.lengths, money=money)
        other = np.flatnonzero(np.isnan(values) & (cells.lengths > 0))
    else:
        values = in_digits(cells, money=money)
        other = np.array([row for row in np.flatnonzero(np.isnan(values)) if cells[row]], dtype=np.int64)
    plain = (_PLAIN_MONEY if money else _PLAIN).fullmatch
    wrong: dict[int, Wrong] = {}
    for row in other.tolist():
        if plain(cell := cells[row]):
            values[row] = float(cell)
        else:
            wrong[row] = _wrong(cell, confidential)
    return values, wrong


def _wrong(text: str, confidential: bool) -> Wrong:
    """Why text that `number` does not take means no number, and what to write instead."""
    text = text.strip(" ")
    if not text:
        return Wrong("is blank", "give a number")
    if hidden := unseen(text):
        return Wrong(hidden)
    slip = next((slip for slip in _SLIPS if re.fullmatch(slip.looks, text)), None)
    if slip is None:
        shown = "" if confidential else f"{quoted(text)} "
        return Wrong(f"{shown}is not a number", "write digits only, e.g. 50000")
    right = slip.right(text) if slip.right and not confidential else ""
    return Wrong(slip.what, right or slip.mend)


@dataclass(frozen=True)
class _Slip:
    """A well-known way to write a number that is not one here.

    looks: how such text looks, as a pattern. what: what is wrong. mend: what would be right, fit for every such cell.
    right: what would be right for one cell, with its value; nothing where that cannot be told.
    """

    looks: str
    what: str
    mend: str
    right: Callable[[str], str] | None = None


def _write(number: str) -> str:
    """The mend for a number that is good once written this way, with nothing else around it."""
    short = len(number) <= 20 and _PLAIN.fullmatch(number)
    return f"write {number}" if short else ""


def _in_digits(text: str, shift: int = 0) -> str:
    """A number without exponent, its point moved by some places; nothing where that would be long."""
    value = Decimal(text).scaleb(shift)
    if abs(value.adjusted()) > 15:
        return ""
    digits = f"{value:f}"
    return _write(digits.rstrip("0").rstrip(".") if "." in digits else digits)


def _exponent(text: str) -> str:
    return _in_digits(text) if len(text) <= 20 else ""


def _share(text: str) -> str:
    rate = text.rstrip("% ").replace(",", ".")
    return _in_digits(rate, -2) if len(rate) <= 20 and _PLAIN.fullmatch(rate) else ""


def _either(text: str) -> str:
    return f'if "." separates thousands, write {text.replace(".", "")}, else {text}0'


def _ungrouped(text: str) -> str:
    return _write(re.sub("[,' _]", "", text))


def _ungrouped_points(text: str) -> str:
    return _with_a_point(text.replace(".", ""))


def _with_a_point(text: str) -> str:
    return _write(text.replace(",", "."))


def _negative(text: str) -> str:
    return _write("-" + re.sub("[^0-9.]", "", text))


_SLIPS = (
    _Slip(r".*[0-9]\.\..*|\{.*", "differs from draw to draw", "this number is the same in every draw: give one"),
    _Slip("=.*", "holds a formula", "paste values only"),
    _Slip("#.*", "holds a spreadsheet error", "mend it there, then paste values only"),
    _Slip(r".*(?![0-9])\d.*", "uses non-ASCII digits", "write 0-9"),
    _Slip(
        ".*[$¢£¤¥\u20a0-\u20cf\ufdfc\ufe69\uff04\uffe1\uffe5].*|[A-Z]{3} ?[-+]?[0-9].*|.*[0-9] ?[A-Z]{3}",
        "drop the currency sign",
        "the currency column holds it",
    ),
    _Slip(".*[0-9].*%", "is a percentage", "write it as a share: 1 is all", _share),
    _Slip("(?i)[-+]?nan", "is not a number", "write digits only, e.g. 50000"),
    _Slip("(?i)[-+]?inf(inity)?", "is infinite", "give a number"),
    _Slip(rf"[-+]?{_NUMBER}[eE]\+?0*(1[5-9]|[2-9][0-9]|[0-9]{{3,}})", "is too large", "give a smaller number"),
    _Slip(rf"[-+]?{_NUMBER}[eE][-+]?[0-9]+", "is written with an exponent", "write the digits out", _exponent),
    _Slip(PERHAPS_THOUSANDS, "three decimals", 'if "." separates thousands, leave it out, else add a 0', _either),
    _Slip(rf"[-+]?{_NUMBER}", "is too large", "write at most 15 digits before the point"),
    _Slip(
        r"[-+]?[1-9][0-9]{0,2}([,' _][0-9]{2,3})*[,' _][0-9]{3}(\.[0-9]*)?",
        "thousands separators are not allowed",
        "write digits only",
        _ungrouped,
    ),
    _Slip(
        r"[-+]?[1-9][0-9]{0,2}(\.[0-9]{3})+(\.[0-9]{3}|,[0-9]*)",
        "thousands separators are not allowed",
        "write digits only",
        _ungrouped_points,
    ),
    _Slip("[-+]?[0-9]+,[0-9]*", "has a decimal comma", "write a point instead", _with_a_point),
    _Slip(rf"[\u2010-\u2015\u2212]{_NUMBER}", "has a long dash for a minus sign", 'write "-"', _negative),
    _Slip(rf"\({_NUMBER}\)|{_NUMBER}-", "has a bookkeeper's minus sign", 'write "-" in front', _negative),
)
