"""Tables as comma-separated text: read strictly, every cell as text, nothing guessed and nothing dropped.

A large table that is plain is cut at its commas all at once; the strict way comes to the same and words every mistake.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from backoffice_lib.basics.errors import InputProblems, Problem, refuse
from backoffice_lib.basics.record import Rows
from backoffice_lib.files.inert import as_meant, may_hold_guarded
from backoffice_lib.files.plain_csv import plain_rows
from backoffice_lib.files.plain_text import NO_BREAK_SPACES, brief, quoted, raise_first, read_text, unseen
from backoffice_lib.files.tidy import tidied, tidied_rows

MOST_MB = 200
MOST_ROWS = 1_000_000
MOST_COLUMNS = 200
MOST_CHARACTERS = 200
MOST_CHARACTERS_OF_PROSE = 2_000
PROSE = frozenset({"source", "note", "story"})
_LONGEST_READ = 1_000_000
_LARGE = 500_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_FILLED_LINE = re.compile(r'(?:\A|[\r\n])[, "]*[^, "\r\n]')
_SEPARATORS = {",": "a comma", ";": '";"', "\t": "a tab", "|": '"|"'}


@dataclass(frozen=True)
class Table:
    """A table as it stands in its file: every cell is trimmed text.

    columns: the names in the header. lines: the line in the file of each row (the header is line 1).
    cells: the texts of each column, as many as `lines`. where: what the table is called in messages, and
    rows: how its rows are. header: the line of the header. notes: what is no mistake, but should be known.
    tidied: for each column the lines of cells that were put on one line, or shortened.
    """

    columns: tuple[str, ...]
    lines: list[int]
    cells: Mapping[str, Sequence[str]]
    where: str = field(default="", compare=False)
    rows: Rows = field(default=Rows(), compare=False)
    header: int = field(default=1, compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)
    tidied: Mapping[str, tuple[int, ...]] = field(default_factory=dict, compare=False)


def cell_place(where: str, line: int, column: str) -> str:
    """How a message names a cell: `teams.csv:3: column site`."""
    return f"{where}:{line}: column {brief(column)}"


def read_csv(path: Path, where: str, *, rows_required: bool = True, untidy: str = "") -> Table:
    """Read a table that was saved as UTF-8 with commas.

    where: the table's name in messages. rows_required: whether a table with a header alone is a mistake. untidy: the encoding of an export
    whose cells may hold line breaks or be too long, and are tidied; none for a table that must be as it should.
    Wholly blank lines are skipped. An apostrophe that keeps spreadsheets from taking a text for a formula is no part of the text. Raises InputProblems with everything that is wrong, in the order of the file.
    """
    save_as = '"CSV UTF-8"' + (", or write encoding: cp1252" if untidy == "utf-8" else "")
    text = read_text(path, where, MOST_MB, "a table", save_as, untidy or "utf-8")
    _check_separator(text, where)
    if not untidy:
        _check_length(text, where)
    if not untidy and len(text) >= _LARGE and (table := read_plain(text, where)):
        return table
    lines, rows = _rows(text, where)
    if may_hold_guarded(text):
        rows = [[as_meant(cell.strip(" ")) for cell in row] for row in rows]
    if not rows:
        raise refuse(where, "the file is empty", "the first line must name the columns")
    names, tidy = rows.pop(0), {}
    header_line, columns = lines.pop(0), tuple(tidied(name, MOST_CHARACTERS) if untidy else name.strip(" ") for name in names)
    raise_first(where, header_problems(columns, f"{where}:{header_line}"))
    if rows_required and not rows:
        raise refuse(where, "there is a header but no rows")
    if untidy:
        rows, tidy = tidied_rows(columns, lines, rows, MOST_CHARACTERS)
    raise_first(where, _row_problems(columns, lines, rows, where))
    by_column = zip(*rows, strict=True) if rows else [()] * len(columns)
    cells = {name: [*map(str.strip, column)] for name, column in zip(columns, by_column, strict=True)}
    return Table(columns, lines, cells, where, header=header_line, tidied=tidy)


def read_plain(text: str, where: str) -> Table | None:
    """The table in a text when all of it is plain and right; nothing otherwise, and then the strict way tells why."""
    plain = None if may_hold_guarded(text) else plain_rows(text, MOST_CHARACTERS, MOST_ROWS)
    if plain is None or next(header_problems(plain[0], where), None):
        return None
    columns, lines, cells = plain
    return Table(columns, lines, dict(zip(columns, cells, strict=True)), where) if lines else None


def _check_separator(text: str, where: str) -> None:
    """Refuse a header whose names are held apart by anything but commas."""
    numbered = enumerate((found[0] for found in _LINE.finditer(text)), start=1)
    line, header = next(((line, header) for line, header in numbered if header.strip()), (1, ""))
    separator = max(_SEPARATORS, key=header.count)
    if separator != ",":
        looks = _SEPARATORS[separator]
        raise refuse(f"{where}:{line}", f"the separator looks like {looks}", "save the table with commas")


def _check_length(text: str, where: str) -> None:
    """Refuse a table of too many rows before they are cut into cells; each stands on one line."""
    if text.count("\n") + text.count("\r") > MOST_ROWS and sum(1 for _ in _FILLED_LINE.finditer(text)) > MOST_ROWS + 1:
        raise refuse(where, f"more than {MOST_ROWS:,} rows")


@contextmanager
def _long_fields_allowed() -> Iterator[None]:
    """Let the csv module hand over fields that are too long, so that the message can name their column."""
    before = csv.field_size_limit(_LONGEST_READ)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _rows(text: str, where: str) -> tuple[list[int], list[list[str]]]:
    """The rows that are not blank, header included, and the line on which each begins."""
    lines: list[int] = []
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True)
    begins = 1
    with _long_fields_allowed():
        try:
            for row in reader:
                if any(row):
                    lines.append(begins)
                    rows.append(row)
                    if len(rows) > MOST_ROWS + 1:
                        raise refuse(where, f"more than {MOST_ROWS:,} rows")
                begins = reader.line_num + 1
            return lines, rows
        except csv.Error as error:
            problem = _quote_problem(f"{where}:{begins}", str(error), reader.line_num > begins)
    raise InputProblems([problem])


def _quote_problem(place: str, said: str, many_lines: bool) -> Problem:
    """The csv module's complaint about a row in a planner's words."""
    if many_lines or "unexpected end" in said:
        return Problem(place, "a quote is opened and never closed")
    if "field larger" in said:
        return Problem(place, f"a value has over {_LONGEST_READ:,} characters; at most {MOST_CHARACTERS} are allowed")
    return Problem(place, "text or a space follows a closing quote", 'inside a quoted value write "" for each quote')


def header_problems(columns: tuple[str, ...], place: str) -> Iterator[Problem]:
    """What is wrong with the names of the columns."""
    if len(columns) > MOST_COLUMNS:
        yield Problem(place, f"{len(columns):,} columns; at most {MOST_COLUMNS} are allowed")
        return
    first: dict[str, int] = {}
    for number, name in enumerate(columns, start=1):
        if not name:
            yield Problem(place, f"column {number} has no name", "name it or delete the column")
        elif hidden := unseen(name):
            yield Problem(place, f"the name of column {number}: {hidden}")
        elif len(name) > MOST_CHARACTERS:
            yield Problem(place, f"the name of column {number} has {len(name):,} characters; at most {MOST_CHARACTERS}")
        elif name in first:
            yield Problem(place, f"column {quoted(name)} appears twice (columns {first[name]} and {number})")
        first.setdefault(name, number)


def _row_problems(columns: tuple[str, ...], lines: list[int], rows: list[list[str]], where: str) -> Iterator[Problem]:
    """What is wrong with the rows. One quick look at a whole row; its cells are looked at only when that fails."""
    width = len(columns)
    for line, row in zip(lines, rows, strict=True):
        whole = "".join(row)
        if len(row) != width:
            yield _width_problem(f"{where}:{line}", len(row), width, "\n" in whole)
        elif not whole.isprintable() or (len(whole) > MOST_CHARACTERS and max(map(len, row)) > MOST_CHARACTERS):
            for name, cell in zip(columns, row, strict=True):
                if what := cell_mistake(cell, name.lower() in PROSE):
                    yield Problem(cell_place(where, line, name), what)


def _width_problem(place: str, values: int, columns: int, broken: bool) -> Problem:
    """The words for a row with too many or too few values; broken: it goes on over the end of its line."""
    counts = f"{values:,} value{'s' if values != 1 else ''} but {columns} column{'s' if columns != 1 else ''}"
    if broken:
        return Problem(place, counts, "a quote is not closed on its line")
    return Problem(place, counts, "a comma inside a value must be quoted" if values > columns else "")


def cell_mistake(cell: str, prose: bool) -> str:
    """Why a cell cannot stand in a table, or nothing."""
    most = MOST_CHARACTERS_OF_PROSE if prose else MOST_CHARACTERS
    if len(cell) > most:
        return f"{len(cell):,} characters; at most {most:,} are allowed"
    if "\n" in cell or "\r" in cell:
        return "holds a line break; keep each row on one line"
    return unseen(cell, allowed=NO_BREAK_SPACES if prose else "")
