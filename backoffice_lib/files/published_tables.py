"""Reads tables of published series: rates of exchange, one column a currency; or an index, one row a date."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from backoffice_lib.basics.errors import Problem, Wrong, listed, nearest, raise_all, refuse
from backoffice_lib.basics.published import Published
from backoffice_lib.files.csv_text import Table, read_csv
from backoffice_lib.files.figures import numbers

NOT_PUBLISHED = ("", "N/A", "-")
"""How tables write that there is no figure."""


def read_exchange_rates(path: str | Path) -> dict[str, Published]:
    """The rates of a table with the dates in its first column and a column for each currency, called `USD` or `USD_per_EUR`.

    Columns with other names are left out. Raises InputProblems.
    """
    table = read_csv(Path(path), Path(path).name)
    dates, *columns = table.columns
    codes = {name: name.partition("_per_")[0] for name in columns}
    return {code: _series(table, code, dates, name) for name, code in codes.items() if len(code) == 3 and code.isupper()}


def read_published(path: str | Path, *, date: str, value: str, name: str = "") -> Published:
    """The series in two columns of a table: its dates, all days, months or years, and its values. Raises InputProblems."""
    table = read_csv(Path(path), Path(path).name)
    for column in (date, value):
        if column not in table.columns:
            near = nearest(column, table.columns)
            raise refuse(table.where, f'there is no column "{column}"', "" if near else f"it has {listed(table.columns, 12)}", near)
    return _series(table, name or value, date, value)


def _series(table: Table, name: str, date: str, value: str) -> Published:
    """The values that were published, by their dates."""
    cells = ["" if cell in NOT_PUBLISHED else cell for cell in table.cells[value]]
    values, wrong = numbers(cells)
    raise_all(Problem(table.rows.cell(table.where, table.lines[row], value), slip.what, slip.mend) for row, slip in wrong.items())
    try:
        return Published.of(name, {table.cells[date][row]: float(values[row]) for row in np.flatnonzero(~np.isnan(values))})
    except Wrong as slip:
        raise refuse(table.where, slip.what, slip.mend) from None
