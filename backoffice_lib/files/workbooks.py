"""Tables as a workbook: numbers stay numbers, and no text becomes a formula or a link."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from math import isfinite
from typing import Any

from backoffice_lib.basics.errors import refuse

MOST_ROWS = 1_048_575
_MOST_CHARACTERS = 32_767
_MOST_DIGITS = 10**15
_LONGEST_NAME = 31
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_WIDEST = 60
# A fixed date, so that the same figures give the same bytes.
_MADE = datetime(2000, 1, 1)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class Sheet:
    """A table on a sheet of its own, its heading above it.

    forms: how the numbers of each column are shown, in Excel's own notation; as they are where there is none. heading: a
    line above the names of the columns; none where other programs are to read the sheet. total: whether the last row is a sum.
    """

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    forms: tuple[str, ...] = ()
    heading: str = ""
    total: bool = False


def workbook_of(sheets: Iterable[Sheet], where: str) -> bytes:
    """A workbook with these sheets, under names that Excel takes; where: what it is called in messages. Raises InputProblems."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"created": _MADE})
    for name, sheet in _named(sheets):
        _check(sheet, f"{where}: {name}")
        _fill(book, book.add_worksheet(name), sheet)
    book.close()
    return out.getvalue()


def _named(sheets: Iterable[Sheet]) -> Iterator[tuple[str, Sheet]]:
    """Each sheet with a name of at most 31 characters that no other has, whatever its capitals."""
    taken: set[str] = set()
    for sheet in sheets:
        plain = _NOT_IN_A_NAME.sub(" ", sheet.name).strip(" '") or "table"
        ends = chain([""], (f" {number}" for number in count(2)))
        name = next(name for end in ends if (name := plain[: _LONGEST_NAME - len(end)].strip(" '") + end).casefold() not in (*taken, "history"))
        taken.add(name.casefold())
        yield name, sheet


def _check(sheet: Sheet, where: str) -> None:
    """Refuses what a sheet would cut or change in silence."""
    if len(sheet.rows) > MOST_ROWS:
        raise refuse(where, f"{len(sheet.rows):,} rows, and a sheet holds {MOST_ROWS:,}", "write a .csv instead")
    for line, row in enumerate(chain([sheet.columns], sheet.rows), start=1):
        for name, cell in zip(sheet.columns, row, strict=True):
            if mistake := _mistake(cell):
                raise refuse(f"{where}, row {line}: column {name[:40]}", mistake, "write a .csv instead")


def _mistake(cell: Any) -> str:
    if isinstance(cell, str):
        return f"{len(cell):,} characters, and a cell holds {_MOST_CHARACTERS:,}" if len(cell) > _MOST_CHARACTERS else ""
    if isinstance(cell, int):
        return "a whole number of more than 15 digits, of which a cell keeps 15" if abs(cell) > _MOST_DIGITS else ""
    return "" if cell is None or isfinite(cell) else "is infinite or no number"


def _fill(book: Any, page: Any, sheet: Sheet) -> None:
    bold, title = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}), book.add_format({"bold": True, "font_size": 14})
    top = 2 if sheet.heading else 0
    if sheet.heading:
        page.write_string(0, 0, sheet.heading, title)
    page.freeze_panes(top + 1, 0)
    page.hide_gridlines(0)
    for at, name in enumerate(sheet.columns):
        page.write_string(top, at, name, bold)
        cells = [row[at] for row in sheet.rows]
        form = sheet.forms[at] if sheet.forms else ""
        plain, last = (book.add_format(_looks(form, is_last)) for is_last in (False, sheet.total))
        for line, cell in enumerate(cells, start=1):
            _write(page, top + line, at, cell, last if line == len(cells) else plain)
        page.set_column(at, at, _width(name, cells, form))


def _looks(form: str, strong: bool) -> dict[str, Any]:
    looks: dict[str, Any] = {"valign": "top"} | ({"num_format": form} if form else {})
    return looks | ({"bold": True, "top": 1} if strong else {})


def _write(page: Any, line: int, at: int, cell: Any, looks: Any) -> None:
    if cell is None or cell == "":
        page.write_blank(line, at, None, looks)
    elif isinstance(cell, str):
        page.write_string(line, at, cell, looks)
    elif isinstance(cell, bool):
        page.write_boolean(line, at, cell, looks)
    else:
        page.write_number(line, at, cell, looks)


def _width(name: str, cells: Sequence[Any], form: str) -> int:
    """Characters that hold what is shown, within reason; a heading may go over two lines."""
    shown = [f"{cell:,.2f}" if form and not isinstance(cell, str) else str(cell) for cell in cells[:200] if cell is not None]
    return min(max([8, (len(name) + 1) // 2 + 2 if form else len(name), *map(len, shown)]) + 2, _WIDEST)
