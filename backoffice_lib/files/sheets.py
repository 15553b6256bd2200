"""Tables as sheets of a workbook: the values that were saved, each as text, with the cell it stands in."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from backoffice_lib.basics.errors import Problem, Wrong, listed, refuse
from backoffice_lib.basics.record import Rows
from backoffice_lib.files.csv_text import MOST_COLUMNS, MOST_ROWS, PROSE, Table, cell_mistake, header_problems
from backoffice_lib.files.plain_text import brief, looks_like, raise_first, read_bytes
from backoffice_lib.files.typed_cells import as_text
from backoffice_lib.files.workbook_parts import Marks, checked_parts, letter_of

MOST_MB = 50
_ZIP, _OLD_OR_LOCKED = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Workbook:
    """A workbook whose parts are safe to read. titles: of its sheets, in their order."""

    def __init__(self, path: Path, where: str):
        """Open it; where: the file's name in messages. Raises InputProblems."""
        content = read_bytes(path, where, MOST_MB, "a workbook")
        _check_kind(content, where)
        self.where, self._marks = where, checked_parts(content, where)
        self._sheets = {sheet.title: sheet for sheet in _opened(content, where)}
        self.titles = tuple(self._sheets)

    def read(
        self, title: str, numbers: Collection[str] = (), days: Collection[str] = (), *, rows_required: bool = True
    ) -> Table:
        """The table on a sheet. numbers, days: the columns that hold them; rows_required as for a CSV. Raises InputProblems."""
        sheet, where = self._sheets[title], f"{self.where}: {brief(title)}"
        # openpyxl keeps the name of the part to itself; without it formulas that were never computed would be blank
        marks = self._marks.get(sheet._worksheet_path, Marks())
        _check_extent(marks, where)
        reading = _Reading(where, marks, numbers, days)
        try:
            with warnings.catch_warnings(action="ignore"):
                reading.take(sheet)
        # openpyxl says that a file is damaged in many ways, KeyError and TypeError among them
        except Exception as error:
            raise _damaged(where) from error
        return reading.table(rows_required)


def _check_kind(content: bytes, where: str) -> None:
    if content.startswith(_ZIP):
        return
    if content.startswith(_OLD_OR_LOCKED):
        what = "this is an old .xls or a password-protected workbook"
        raise refuse(where, what, "save it as .xlsx without a password")
    if not content:
        raise refuse(where, "the file is empty")
    looks = looks_like(content)
    raise refuse(where, f"this is not an Excel workbook (it looks like {looks})", "save it as .xlsx in Excel")


def _opened(content: bytes, where: str) -> list[Any]:
    import openpyxl

    try:
        with warnings.catch_warnings(action="ignore"):
            return openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False).worksheets
    # as above
    except Exception as error:
        raise _damaged(where) from error


def _damaged(where: str) -> Exception:
    return refuse(where, "the workbook is damaged", "copy it again, or save it anew in Excel")


def _check_extent(marks: Marks, where: str) -> None:
    """How far a sheet goes, and that no cell of it stands for several."""
    if marks.too_far:
        raise refuse(f"{where}!{marks.too_far}", f"a value in column {marks.columns:,}; at most {MOST_COLUMNS} columns are read")
    if marks.rows > MOST_ROWS + 1:
        raise refuse(where, f"goes on to row {marks.rows:,}; at most {MOST_ROWS:,} rows are read")
    if not marks.rows:
        raise refuse(where, "the sheet is empty", "its first row must name the columns")
    mend = "unmerge them, and write the value in each"
    raise_first(where, (Problem(f"{where}!{brief(ref)}", "these cells are merged", mend) for ref in marks.merged))


class _Reading:
    """A sheet being read: its header, its rows so far, and what is wrong with their cells."""

    def __init__(self, where: str, marks: Marks, numbers: Collection[str], days: Collection[str]):
        self.where, self.marks, self.numbers, self.days = where, marks, numbers, days
        self.header, self.columns, self.rows = 0, (), Rows()
        self.lines: list[int] = []
        self.texts: list[list[str]] = []
        self.problems: list[Problem] = []

    def take(self, sheet: Any) -> None:
        """Read the rows as far as they hold something; blank ones are skipped."""
        sheet.reset_dimensions()
        unsaved = {line for line, _ in self.marks.unsaved}
        for line, row in enumerate(sheet.iter_rows(max_row=self.marks.rows, max_col=self.marks.columns), start=1):
            if any(cell.value is not None for cell in row) or line in unsaved:
                (self._row if self.header else self._header)(line, row)

    def table(self, rows_required: bool) -> Table:
        """What was read. Raises InputProblems with everything that is wrong."""
        raise_first(self.where, self.problems)
        raise_first(self.where, header_problems(self.columns, self.rows.place(self.where, self.header)))
        if rows_required and not self.lines:
            raise refuse(self.where, "there is a header but no rows")
        by_column = zip(*self.texts, strict=True) if self.texts else [()] * len(self.columns)
        cells = {name: list(texts) for name, texts in zip(self.columns, by_column, strict=True)}
        return Table(self.columns, self.lines, cells, self.where, self.rows, self.header, tuple(self._notes()))

    def _notes(self) -> Iterator[str]:
        hidden = [str(row) for row in self.marks.hidden if row in set(self.lines)]
        if len(hidden) == 1:
            yield f"{self.where}: row {hidden[0]} is hidden; it is counted"
        elif hidden:
            yield f"{self.where}: rows {listed(hidden, 5)} are hidden; they are counted"

    def _header(self, line: int, row: tuple[Any, ...]) -> None:
        """The names of the columns, up to the last that has one."""
        self.header = line
        self.rows = Rows(", row ", "row")
        texts = [self._text(line, at, cell, "") for at, cell in enumerate(row, start=1)]
        width = max((at for at, text in enumerate(texts, start=1) if text), default=0)
        self.columns = tuple(texts[:width])
        self.rows = Rows(", row ", "row", {name: letter_of(at) for at, name in enumerate(self.columns, start=1)})

    def _row(self, line: int, row: tuple[Any, ...]) -> None:
        width = len(self.columns)
        texts = [self._text(line, at, cell, name) for at, (name, cell) in enumerate(zip(self.columns, row, strict=False), start=1)]
        for at, cell in enumerate(row[width:], start=width + 1):
            if cell.value is not None or (line, at) in self.marks.unsaved:
                place = f"{self.where}!{letter_of(at)}{line}"
                self.problems.append(Problem(place, "stands outside the table", "give its column a name, or delete it"))
                break
        if any(texts):
            self.lines.append(line)
            self.texts.append(texts)

    def _text(self, line: int, at: int, cell: Any, name: str) -> str:
        """The text of a cell; what is wrong with it is noted."""
        try:
            if (line, at) in self.marks.unsaved:
                raise Wrong("holds a formula with no saved result", "open and save it in Excel, or paste values only")
            if cell.value is None:
                return ""
            if cell.data_type == "e":
                raise Wrong(f"holds the error {brief(str(cell.value))}", "mend it there")
            text = as_text(cell.value, name in self.numbers, name in self.days)
            if what := cell_mistake(text, name.lower() in PROSE):
                raise Wrong(what)
            return text.strip()
        except Wrong as wrong:
            place = self.rows.cell(self.where, line, name) if name else f"{self.where}!{letter_of(at)}{line}"
            self.problems.append(Problem(place, wrong.what, wrong.mend))
            return ""
