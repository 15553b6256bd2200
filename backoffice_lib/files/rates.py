"""Reads the rates library: published figures, and assumptions that stand in for them."""

from __future__ import annotations

from backoffice_lib.basics.errors import raise_all
from backoffice_lib.files.csv_text import read_csv
from backoffice_lib.files.records import Found, from_table
from backoffice_lib.files.shipped import shipped_rates
from backoffice_lib.plan import Rate


def read_rates() -> tuple[Rate, ...]:
    """Every rate that is shipped, file by file. Raises InputProblems."""
    found, rates = Found(), []
    for path in shipped_rates():
        table = found.reading(read_csv, path, path.name)
        rates += from_table(Rate, table, path.name, found) if table else []
    raise_all(found.problems)
    return tuple(rates)
