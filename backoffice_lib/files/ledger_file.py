"""Writes a ledger to a file that Excel and databases read; text stays text there."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from backoffice_lib.basics.errors import refuse
from backoffice_lib.files.parquet_tables import need_pyarrow
from backoffice_lib.files.whole import write_whole
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.columns import shown_columns
from backoffice_lib.ledger.ledger import View
from backoffice_lib.ledger.wide import wide

ENDINGS = (".csv", ".xlsx", ".parquet")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
_MOST_ROWS = 1_048_575


def check_ledger_file(path: str | Path) -> Path:
    """The path, when a ledger can be written there. Raises InputProblems."""
    path = Path(path)
    if path.suffix not in ENDINGS:
        raise refuse(str(path), f'a ledger cannot be written as "{path.suffix or path.name}"', "end the name in .csv, .xlsx or .parquet")
    if not path.parent.is_dir():
        raise refuse(str(path), f"there is no folder {path.parent}", "make it first, or name another")
    if path.suffix == ".parquet":
        need_pyarrow(str(path), "write a .csv instead")
    return path


def write_ledger(ledger: Ledger, path: str | Path) -> Path:
    """The ledger, one row per month and subject that may be shown, as .csv, .xlsx or .parquet, whole or not at all. Raises InputProblems."""
    return _write(shown_columns(ledger), check_ledger_file(path))


def write_wide_ledger(ledger: Ledger, path: str | Path, view: View = "profit") -> Path:
    """The ledger of one view for upload, one row per account and one column per month. Raises InputProblems."""
    return _write(wide(ledger, view), check_ledger_file(path))


def ledger_content(ledger: Ledger, ending: str) -> bytes:
    """What write_ledger would write, for a name that ends so: .csv, .xlsx or .parquet. Raises InputProblems."""
    content = _content(shown_columns(ledger), check_ledger_file(f"ledger{ending}"))
    return content.encode() if isinstance(content, str) else content


def workbook_of(sheets: Mapping[str, Mapping[str, Sequence[Any]]], path: str | Path = "tables.xlsx") -> bytes:
    """Tables, each a column's cells by its heading, as a workbook with a sheet for each. Raises InputProblems."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    # A fixed date, so that the same figures give the same bytes.
    book.set_properties({"created": datetime(2000, 1, 1)})
    heading = book.add_format({"bold": True})
    for name, table in sheets.items():
        _fill(book.add_worksheet(name), heading, table, path)
    book.close()
    return out.getvalue()


def _write(table: dict[str, list], path: Path) -> Path:
    return write_whole(path, _content(table, path))


def _content(table: dict[str, list], path: Path) -> bytes | str:
    if path.suffix == ".parquet":
        return _parquet(table, path)
    return _csv(table) if path.suffix == ".csv" else workbook_of({"ledger": table}, path)


def _csv(table: dict[str, list]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table)
    writer.writerows([_inert(cell) for cell in row] for row in zip(*table.values(), strict=True))
    return out.getvalue()


def _inert(cell: Any) -> Any:
    """Text that a spreadsheet would take for a formula is led by an apostrophe."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def _parquet(table: dict[str, list], path: Path) -> bytes:
    arrow, out = need_pyarrow(str(path), "write a .csv instead"), io.BytesIO()
    # with checksums, so that a reader notices a bit that flipped
    arrow.parquet.write_table(arrow.table(table), out, write_page_checksum=True)
    return out.getvalue()


def _fill(sheet: Any, heading: Any, table: Mapping[str, Sequence[Any]], path: str | Path) -> None:
    rows = len(next(iter(table.values())))
    if rows > _MOST_ROWS:
        raise refuse(str(path), f"the ledger has {rows:,} rows and a sheet holds {_MOST_ROWS:,}", "write a .csv instead")
    sheet.freeze_panes(1, 0)
    for at, (name, cells) in enumerate(table.items()):
        sheet.write_string(0, at, name, heading)
        for row, cell in enumerate(cells, start=1):
            if cell is not None:
                (sheet.write_string if isinstance(cell, str) else sheet.write_number)(row, at, cell)
        sheet.set_column(at, at, min(max([len(name), *(len(str(cell)) for cell in cells[:200])]) + 2, 40))
