"""Writes a ledger to a file that Excel and databases read; text stays text there."""

from __future__ import annotations

import io
from pathlib import Path

from backoffice_lib.basics.errors import refuse
from backoffice_lib.files.inert import csv_of
from backoffice_lib.files.parquet_tables import need_pyarrow
from backoffice_lib.files.whole import write_whole
from backoffice_lib.files.workbooks import Sheet, workbook_of
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.columns import shown_columns
from backoffice_lib.ledger.ledger import View
from backoffice_lib.ledger.wide import wide

ENDINGS = (".csv", ".xlsx", ".parquet")


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


def _write(table: dict[str, list], path: Path) -> Path:
    return write_whole(path, _content(table, path))


def _content(table: dict[str, list], path: Path) -> bytes | str:
    if path.suffix == ".parquet":
        return _parquet(table, path)
    if path.suffix == ".csv":
        return csv_of(list(table), zip(*table.values(), strict=True))
    return workbook_of([Sheet("ledger", tuple(table), list(zip(*table.values(), strict=True)))], str(path))


def _parquet(table: dict[str, list], path: Path) -> bytes:
    arrow, out = need_pyarrow(str(path), "write a .csv instead"), io.BytesIO()
    # with checksums, so that a reader notices a bit that flipped
    arrow.parquet.write_table(arrow.table(table), out, write_page_checksum=True)
    return out.getvalue()
