"""Looks at a workbook as an archive before anything in it is believed: its parts, its XML, and what sheets do not show."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from backoffice_lib.basics.errors import InputProblems, refuse
from backoffice_lib.files.csv_text import MOST_COLUMNS
from backoffice_lib.files.plain_text import quoted

MOST_UNPACKED_MB = 100
MOST_RATIO = 100
MOST_PARTS = 2_000
MOST_MB_OF_OTHER_PARTS = 10
_MOST_DIRECTORY = 1_000_000
_CHUNK = 1 << 16
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELL, _ROW, _FORMULA, _VALUE, _INLINE, _MERGED = (f"{_SPREADSHEET}{tag}" for tag in ("c", "row", "f", "v", "is", "mergeCell"))
_LONG_PARTS = ("sst", "pivotCacheRecords")
_CELL_NAME = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW_NAME = re.compile("[1-9][0-9]{0,6}")
_LAST_ROW, _LAST_COLUMN = 1 << 20, 1 << 14


@dataclass
class Marks:
    """What the XML of a sheet says beyond its values.

    rows, columns: how far the cells go that hold something. too_far: the first of them in a column that is not read.
    unsaved: cells, as (row, column), with a formula but no result of it. merged: ranges. hidden: rows that are.
    """

    rows: int = 0
    columns: int = 0
    too_far: str = ""
    unsaved: set[tuple[int, int]] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)


class _Damaged(Exception):
    """The XML is not what a spreadsheet program writes."""


class _Enough(Exception):
    """The rest of a part need not be looked at."""


def checked_parts(content: bytes, where: str) -> dict[str, Marks]:
    """The sheets of a workbook by the name of their part, once its parts are safe to read. Raises InputProblems."""
    _check_directory(content, where)
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_parts(archive.infolist(), where)
            parts = [part for part in archive.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
            found = {part.filename: _marks(archive, part, where) for part in parts}
    except InputProblems:
        raise
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, expat.ExpatError, _Damaged):
        raise refuse(where, "the workbook is damaged", "copy it again, or save it anew in Excel") from None
    return {name: marks for name, marks in found.items() if marks}


def _check_directory(content: bytes, where: str) -> None:
    """The archive's list of parts stands at its end; a long one would take long to read."""
    end = content.rfind(b"PK\x05\x06", -(_CHUNK + 22))
    if end < 0 or len(content) < end + 22:
        raise refuse(where, "the workbook is damaged (cut short)", "copy it again")
    long_list = content[max(end - 20, 0) : end].startswith(b"PK\x06\x07")
    if long_list or int.from_bytes(content[end + 12 : end + 16], "little") > _MOST_DIRECTORY:
        raise refuse(where, f"the workbook has more than {MOST_PARTS:,} parts", "keep only the tables in it")


def _check_parts(parts: list[ZipInfo], where: str) -> None:
    """Names, sizes and kinds of parts, as the archive states them; it gives out no more than it states."""
    if len(parts) > MOST_PARTS:
        raise refuse(where, f"the workbook has more than {MOST_PARTS:,} parts", "keep only the tables in it")
    names = Counter(part.filename for part in parts)
    for part in parts:
        steps = re.split(r"[/\\]", part.filename)
        if ".." in steps or not steps[0] or ":" in part.filename or names[part.filename] > 1:
            raise refuse(where, f"holds a part with an unsafe name ({quoted(part.filename)})", "save it anew in Excel")
        if part.flag_bits & 1:
            raise refuse(where, "the workbook is protected by a password", "save it as .xlsx without a password")
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise refuse(where, "the workbook is packed in an unusual way", "save it anew in Excel")
        if steps[-1].lower() == "vbaproject.bin":
            raise refuse(where, "workbooks with macros are not read", "save it as .xlsx")
        if part.file_size > max(1_000_000, part.compress_size * MOST_RATIO):
            raise refuse(where, f"a part of it unpacks to over {MOST_RATIO} times its size", "save it anew in Excel")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED_MB * 1_000_000:
        what = f"the workbook unpacks to {unpacked / 1e6:,.0f} MB; at most {MOST_UNPACKED_MB} are read"
        raise refuse(where, what, "save its large tables as CSV or Parquet")
    if "[Content_Types].xml" not in names:
        raise refuse(where, "this is a zip archive, not an Excel workbook", "save the tables as .xlsx in Excel")


def _marks(archive: ZipFile, part: ZipInfo, where: str) -> Marks | None:
    """What a part says beyond its values if it is a sheet; of any other part only the beginning is looked at."""
    look = _Look(where)
    with archive.open(part) as content:
        try:
            while chunk := content.read(_CHUNK):
                look.parser.Parse(chunk, False)
            look.parser.Parse(b"", True)
        except _Enough:
            pass
    if look.root not in ("worksheet", *_LONG_PARTS) and part.file_size > MOST_MB_OF_OTHER_PARTS * 1_000_000:
        raise refuse(where, f"the part {quoted(part.filename)} is too large", "keep only the tables in the workbook")
    return look.marks if look.root == "worksheet" else None


class _Look:
    """A part being looked at: its root, and of a sheet each row, cell, formula and value, in the order of the file."""

    def __init__(self, where: str):
        self.where, self.root, self.marks = where, "", Marks()
        self.row = self.column = self._cells = 0
        self._kind, self._formula, self._saved = "", False, False
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._entities
        self.parser.StartElementHandler = self._first

    def _entities(self, *_: object) -> None:
        raise refuse(self.where, "holds an XML entity definition", "save it anew in Excel")

    def _first(self, name: str, _: dict[str, str]) -> None:
        space, _, self.root = name.rpartition("}")
        if self.root == "worksheet" and space + "}" != _SPREADSHEET:
            raise refuse(self.where, 'the workbook is saved as "Strict Open XML"', 'save it as "Excel Workbook (.xlsx)"')
        if self.root != "worksheet":
            raise _Enough
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _CELL:
            self._begin_cell(attributes)
        elif name == _ROW:
            self._begin_row(attributes)
        elif name == _FORMULA:
            self._formula = True
            self._hold()
        elif name in (_VALUE, _INLINE):
            if self._formula:
                self.parser.CharacterDataHandler = self._text
            self._hold()
        elif name == _MERGED:
            self.marks.merged.append(attributes.get("ref", ""))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        said = attributes.get("r", str(self.row + 1))
        if not _ROW_NAME.fullmatch(said) or not self.row < int(said) <= _LAST_ROW:
            raise _Damaged
        self.row, self.column = int(said), 0
        if attributes.get("hidden") in ("1", "true"):
            self.marks.hidden.append(self.row)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._kind, self._formula, self._saved = attributes.get("t", "n"), False, False
        if (said := attributes.get("r")) is None:
            column = self.column + 1
        else:
            match = _CELL_NAME.fullmatch(said)
            if not match or int(match[2]) != self.row:
                raise _Damaged
            column = _number_of(match[1])
        if not self.column < column <= _LAST_COLUMN:
            raise _Damaged
        self.column = column

    def _hold(self) -> None:
        """The cell holds something."""
        marks = self.marks
        marks.rows = self.row
        if self.column > marks.columns:
            marks.columns = self.column
            if self.column > MOST_COLUMNS and not marks.too_far:
                marks.too_far = f"{letter_of(self.column)}{self.row}"

    def _text(self, text: str) -> None:
        self._saved = self._saved or bool(text)

    def _end(self, name: str) -> None:
        if name == _CELL and self._formula:
            self.parser.CharacterDataHandler = None
            # text that came out empty is saved as such; a number or a truth that came out as nothing was never saved
            if not self._saved and self._kind != "str":
                self.marks.unsaved.add((self.row, self.column))


def _number_of(letters: str) -> int:
    """The number of a column from its letters, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def letter_of(column: int) -> str:
    """The letters of a column from its number: 1 is A, 28 is AB."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
