"""Opens the table that plan.yaml maps to our names of columns: an export of another system, or a table of our own making."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backoffice_lib.basics.errors import Problem, listed, nearest
from backoffice_lib.files.csv_text import Table
from backoffice_lib.files.plain_text import MOST_PROBLEMS, leads_out
from backoffice_lib.files.records import Found, Place
from backoffice_lib.files.tables import ENDINGS, read_file
from backoffice_lib.plan.mapped import headings


def mapped_table(folder: Path, source: Any, place: Place, found: Found, sheet: str, **how: Any) -> Table | None:
    """The table of a source, when its file and all columns that the source names are there; else the problems are noted.

    sheet: its name in a workbook. how: as in `read_file`, `numbers`, `days` and `untidy`.
    """
    table = found.reading(read_file, folder, source.file, sheet=sheet, **how)
    if table is None:
        return None
    problems = list(_column_problems(source, table, place))
    found.problems += problems
    return None if problems else table


def file_problems(file: str, folder: Path, place: Place, what: str, yours: str) -> Iterator[Problem]:
    """Why a file named in plan.yaml cannot be the one that is meant. what: the table is; yours: what to copy."""
    where = f"{place.file}:{place.within('file').line}"
    path = folder / file
    if leads_out(path, folder):
        yield Problem(where, f'"{file}" is outside the plan folder', "copy the file into it")
    elif not path.is_file():
        near = nearest(file, [found.name for found in sorted(folder.iterdir()) if found.suffix in ENDINGS])
        mend = "" if near else f"copy {yours} into it"
        yield Problem(where, f"there is no file {file} in the plan folder", mend, near)
    elif path.suffix.lower() not in ENDINGS:
        yield Problem(where, f"{what} is not read from a {path.suffix} file", 'save it as "CSV UTF-8" and name that file')


def _column_problems(source: Any, table: Table, place: Place) -> Iterator[Problem]:
    for name, columns in source.columns.items():
        for column in headings(columns):
            if column not in table.columns:
                where = f"{place.file}:{place.within('columns', name).line}"
                near = nearest(column, table.columns)
                mend = "" if near else f"it has {listed(table.columns, 12)}"
                yield Problem(where, f'{source.file} has no column "{column}"', mend, near)


def told(file: str, problems: dict[int, Problem]) -> Iterator[Problem]:
    """The problems of the rows, in their order; of very many the first and the number of the others."""
    in_order = [problem for _, problem in sorted(problems.items())]
    yield from in_order[:MOST_PROBLEMS]
    if (more := len(in_order) - MOST_PROBLEMS) > 0:
        yield Problem(file, f"and {more:,} more rows like these")
