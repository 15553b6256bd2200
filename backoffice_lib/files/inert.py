"""Text that a spreadsheet would take for a formula: led by an apostrophe in a CSV, and without it again when it is read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

# What spreadsheets let a formula begin with, in East Asian full width too; after an apostrophe it is text already.
_STARTS = "[=+@\t\r\n\0＝＋－＠-]"
_FORMULA, _GUARDED, _ANY_GUARDED = re.compile(f"'*{_STARTS}"), re.compile(f"'+{_STARTS}"), re.compile(f"'{_STARTS}")


def inert(cell: Any) -> Any:
    """A cell as it is written: a text that would be a formula is led by an apostrophe; numbers stay numbers."""
    return "'" + cell if isinstance(cell, str) and _FORMULA.match(cell) else cell


def as_meant(cell: str) -> str:
    """A cell as it was before `inert`."""
    return cell[1:] if _GUARDED.match(cell) else cell


def may_hold_guarded(text: str) -> bool:
    """Whether any cell of a table may be one that `inert` has led by an apostrophe."""
    return "'" in text and _ANY_GUARDED.search(text) is not None


def csv_of(header: Sequence[str], rows: Iterable[Sequence[Any]], end: str = "\r\n") -> str:
    """A table as comma-separated text in which no name is a formula, and numbers keep every digit; a gap is nothing."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end)
    writer.writerow([inert(name) for name in header])
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return out.getvalue()


def rows_of(text: str) -> list[list[str]]:
    """The rows of such a text, its header first, each cell as it was given, numbers as they are written."""
    return [[as_meant(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
