"""Which figures differ between the tables of two runs, cell by cell: rows are found again by their words, wherever they stand."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from backoffice_lib.files.inert import rows_of

TABLES = "tables"
"""The folder of a run that holds each table it shows, in full precision, as CSV, JSON (a list of rows) or Parquet."""
Rows = Sequence[dict[str, Any]]
_SHOWN_IN_CENTS_FROM, _SHOWN_AS_POWER_BELOW = 1000, 1e-6


@dataclass(frozen=True)
class Figure:
    """A cell that is not the same: its table, the words of its row, its column, what it was and is, and by how much it moved.

    old, new: nothing where only the other run has the row.
    """

    table: str
    row: str
    column: str
    old: str
    new: str
    change: str

    def rounded(self) -> Figure:
        """The same for reading: numbers are rounded, unless that would make what it was look like what it is."""
        old, new = _rounded(self.old), _rounded(self.new)
        shown = (self.old, self.new) if old == new else (old, new)
        return replace(self, old=shown[0], new=shown[1], change=_rounded(self.change, "+"))


def figures_moved(old: Path, new: Path) -> Iterator[Figure]:
    """Every cell of the tables of two runs that is not the same, table by table; a table that only one has is told as one."""
    before, after = _tables(old), _tables(new)
    for name in dict.fromkeys((*before, *after)):
        if name not in after or name not in before:
            yield Figure(name, "", "", *(("a table", "none") if name in before else ("none", "a table")), "")
        elif before[name].read_bytes() != after[name].read_bytes():
            yield from _moved(name, _read(before[name]), _read(after[name]))


def _tables(run: Path) -> dict[str, Path]:
    folder = run / TABLES
    found = sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []
    return {path.stem: path for path in found if path.suffix in _READERS and path.is_file() and not path.is_symlink()}


def _read(path: Path) -> Rows:
    return _READERS[path.suffix](path)


def _csv(path: Path) -> Rows:
    header, *rows = rows_of(path.read_bytes().decode("utf-8-sig")) or [[]]
    return [dict(zip(header, row, strict=False)) for row in rows]


def _json(path: Path) -> Rows:
    held = json.loads(path.read_text(encoding="utf-8"))
    return [row for row in held if isinstance(row, dict)] if isinstance(held, list) else []


def _parquet(path: Path) -> Rows:
    import pyarrow.parquet

    return pyarrow.parquet.read_table(path, page_checksum_verification=True).to_pylist()


_READERS = {".csv": _csv, ".json": _json, ".parquet": _parquet}


def _moved(table: str, old: Rows, new: Rows) -> Iterator[Figure]:
    words = _words((*old, *new))
    before, after = _by_words(old, words), _by_words(new, words)
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key, {}), after.get(key, {})
        for column in dict.fromkeys((*one, *other)):
            if column not in words and (text := str(one.get(column, ""))) != (now := str(other.get(column, ""))):
                yield Figure(table, _named(key), column, text, now, _change(text, now))
        if not one or not other:
            if all(column in words for column in one or other):
                yield Figure(table, _named(key), "", "a row" if one else "none", "a row" if other else "none", "")


def _words(rows: Rows) -> frozenset[str]:
    """The columns that name a row: those in which some cell is no number; the first when all are numbers."""
    columns = dict.fromkeys(column for row in rows for column in row)
    named = [column for column in columns if any(_number(row.get(column)) is None and row.get(column) not in (None, "") for row in rows)]
    return frozenset(named or list(columns)[:1])


def _by_words(rows: Rows, words: frozenset[str]) -> dict[tuple, dict[str, Any]]:
    """Each row by its words; of rows with the same words by their order too."""
    seen: Counter = Counter()
    found = {}
    for row in rows:
        key = tuple(str(row.get(column, "")) for column in row if column in words)
        seen[key] += 1
        found[(*key, seen[key])] = row
    return found


def _named(key: tuple) -> str:
    *words, nth = key
    return " · ".join(filter(None, words)) + (f" ({nth})" if nth > 1 else "")


def _change(old: str, new: str) -> str:
    before, after = _number(old), _number(new)
    return "" if before is None or after is None else f"{after - before:+,.15g}"


def _rounded(text: str, sign: str = "") -> str:
    number = _number(text.replace(",", ""))
    if number is None or not math.isfinite(number):
        return text
    if 0 < abs(number) < _SHOWN_AS_POWER_BELOW:
        return f"{number:{sign}.6g}"
    places = 0 if number.is_integer() else 2 if abs(number) >= _SHOWN_IN_CENTS_FROM else 6
    return f"{number:{sign},.{places}f}"


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
