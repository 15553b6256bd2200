"""Reads the rates library: published figures, and assumptions that stand in for them; and published schemes of on-costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from backoffice_lib.basics.errors import raise_all
from backoffice_lib.basics.record import Record
from backoffice_lib.files.csv_text import Table, read_csv
from backoffice_lib.files.library import shipped_library
from backoffice_lib.files.records import Found, from_table
from backoffice_lib.plan import OnCostBand, Rate

_NOT_RELEASED = "-"
"""What the US Bureau of Labor Statistics writes for an estimate that it does not release."""


def read_rates(paths: Iterable[Path] = ()) -> tuple[Rate, ...]:
    """Every rate of some tables, or every one that is shipped and has to do with cost, file by file. Raises InputProblems."""
    return _read(Rate, tuple(paths) or shipped_library().rates)


def read_labour_markets() -> tuple[Rate, ...]:
    """How many people do the job of each role in each place, and how many that is for its size. Raises InputProblems."""
    return _read(Rate, shipped_library().places)


def read_schemes(paths: Iterable[Path] = ()) -> tuple[OnCostBand, ...]:
    """The bands of every scheme of on-costs of some tables, or of those that are shipped. Raises InputProblems."""
    return _read(OnCostBand, tuple(paths) or shipped_library().schemes)


def _read(kind: type[Record], paths: Iterable[Path]) -> tuple[Any, ...]:
    found, records = Found(), []
    for path in paths:
        table = found.reading(read_csv, path, path.name)
        records += from_table(kind, _with_gaps(table), path.name, found) if table else []
    raise_all(found.problems)
    return tuple(records)


def _with_gaps(table: Table) -> Table:
    """The table with what was not released left blank, for no figure is not 0."""
    if "value" not in table.cells:
        return table
    values = ["" if text == _NOT_RELEASED else text for text in table.cells["value"]]
    return replace(table, cells=table.cells | {"value": values})
