"""The tables a report shows, as data: every figure at full precision, under the heading it is shown below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Any

from backoffice_lib.files.inert import csv_of
from backoffice_lib.files.whole import write_whole
from backoffice_lib.reports.documents.safe_html import set_in_order
from backoffice_lib.views.tables import AS_DATA, Column

_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
_LONGEST_NAME = 60
_PLAIN_NUMBER = re.compile(r"[-+]?(0|[1-9]\d*|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?(e[-+]?\d{1,2})?")


@dataclass(frozen=True)
class NamedTable:
    """A table of a report: its name, which can name a file, the heading it stands below, its columns and rows.

    rows: of numbers, texts, true or false; None is a gap. total: whether the last row is the sum of the others.
    """

    name: str
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: bool = False


def tables_of(executed) -> list[NamedTable]:
    """Every table that an executed notebook shows, in its order, each with a name of its own."""
    found: dict[str, NamedTable] = {}
    for heading, table in _shown(executed):
        stem = re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_")[:_LONGEST_NAME].strip("_") or "table"
        name = next(name for name in chain([stem], (f"{stem}_{number}" for number in count(2))) if name not in found)
        columns = tuple(Column(**column) for column in table["columns"])
        found[name] = NamedTable(name, heading, columns, tuple(map(tuple, table["rows"])), table["total"])
    return list(found.values())


def write_tables(executed, folder: Path) -> list[Path]:
    """Writes each table of an executed notebook as a CSV into a folder that is there: unrounded, and text stays text."""
    return [
        write_whole(folder / f"{table.name}.csv", csv_of([column.heading for column in table.columns], map(_as_written, table.rows)))
        for table in tables_of(executed)
    ]


def _as_written(row: tuple[Any, ...]) -> list[Any]:
    return [str(cell).lower() if isinstance(cell, bool) else cell for cell in row]


def _shown(executed) -> Iterator[tuple[str, Any]]:
    """The data of each table with the last heading above it; of a table that is not the workbench's own, what can be read of it."""
    heading = ""
    for cell in executed.cells:
        if cell.cell_type == "markdown":
            heading = ([heading, *_HEADING.findall(cell.source)])[-1]
        for output in cell.get("outputs", []):
            if AS_DATA in output.get("data", {}):
                yield heading, output.data[AS_DATA]
            elif "<table" in (shown := output.get("data", {}).get("text/html", "")):
                yield from ((heading, table) for table in _from_html(shown))


def _from_html(shown: str) -> Iterator[dict[str, Any]]:
    """Tables as they are shown, such as those of pandas; a column of numbers alone is read as numbers."""
    for table in set_in_order(shown).find_all("table"):
        rows = [[cell.get_text().strip() for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]
        head = rows.pop(0) if table.thead and rows else []
        width = max(map(len, [head, *rows]), default=0)
        columns = list(zip(*([*row, *[""] * (width - len(row))] for row in rows), strict=True)) or [()] * width
        numeric = [any(column) and all(_PLAIN_NUMBER.fullmatch(cell) for cell in column if cell) for column in columns]
        names = [*head, *[""] * (width - len(head))]
        yield {
            "columns": [{"heading": name, "form": "figure" if is_number else "text"} for name, is_number in zip(names, numeric, strict=True)],
            "rows": list(zip(*(_numbers(column) if is_number else column for column, is_number in zip(columns, numeric, strict=True)), strict=True)),
            "total": False,
        }


def _numbers(column: tuple[str, ...]) -> list[float | None]:
    return [float(cell.replace(",", "")) if cell else None for cell in column]
