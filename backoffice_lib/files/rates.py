"""Reads the rates library: published figures, and assumptions that stand in for them; and published schemes of on-costs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backoffice_lib.basics.errors import raise_all
from backoffice_lib.basics.record import Record
from backoffice_lib.files.csv_text import read_csv
from backoffice_lib.files.records import Found, from_table
from backoffice_lib.files.shipped import shipped_rates
from backoffice_lib.plan import OnCostBand, Rate

_SCHEMES = "on_cost_schemes.csv"


def read_rates() -> tuple[Rate, ...]:
    """Every rate that is shipped, file by file. Raises InputProblems."""
    return _read(Rate, [path for path in shipped_rates() if path.name != _SCHEMES])


def read_schemes() -> tuple[OnCostBand, ...]:
    """The bands of every scheme of on-costs that is shipped. Raises InputProblems."""
    return _read(OnCostBand, [path for path in shipped_rates() if path.name == _SCHEMES])


def _read(kind: type[Record], paths: list[Path]) -> tuple[Any, ...]:
    found, records = Found(), []
    for path in paths:
        table = found.reading(read_csv, path, path.name)
        records += from_table(kind, table, path.name, found) if table else []
    raise_all(found.problems)
    return tuple(records)
