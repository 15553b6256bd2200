"""The tables of a plan folder, each a .csv file, a .parquet file, a sheet of plan.xlsx or a .sql query, whichever the planner keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from os.path import lexists
from pathlib import Path
from typing import Any

from backoffice_lib.basics.errors import Problem, listed, nearest, refuse
from backoffice_lib.basics.record import Record, measures
from backoffice_lib.files.csv_text import Table, read_csv
from backoffice_lib.files.parquet_tables import read_parquet
from backoffice_lib.files.plain_text import brief
from backoffice_lib.files.records import Found, from_table
from backoffice_lib.files.sheets import Workbook
from backoffice_lib.files.sql_tables import read_sql

WORKBOOK = "plan.xlsx"
ENDINGS = (".csv", ".parquet", ".xlsx", ".sql")
_FILES = (".csv", ".parquet", ".sql")
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_OTHER_ENDINGS = (*_WORKBOOKS, ".tsv", ".txt", ".feather", ".arrow")


class Tables:
    """The tables of a plan folder, by name. A workbook that cannot be read is told once."""

    def __init__(self, folder: Path, found: Found):
        self.folder, self.found = folder, found
        there = lexists(folder / WORKBOOK)
        self._workbook: Workbook | None = found.reading(Workbook, folder / WORKBOOK, WORKBOOK) if there else None
        self._unreadable = there and self._workbook is None

    def forms(self, name: str) -> list[str]:
        """Where a table is: `teams.csv`, `teams.parquet`, `teams.sql`, `plan.xlsx: teams`; a link that leads nowhere is there, too."""
        files = [f"{name}{ending}" for ending in _FILES if lexists(self.folder / f"{name}{ending}")]
        sheets = [f"{WORKBOOK}: {name}"] if self._workbook and name in self._workbook.titles else []
        return files + sheets

    def read(self, name: str, numbers: Collection[str] = ()) -> Table | None:
        """A table, or nothing where there is none. numbers: its columns that hold numbers. Raises InputProblems."""
        forms = self.forms(name)
        if not forms:
            return None
        if len(forms) > 1:
            raise refuse(forms[0], f"the table {name} is in {listed(forms[1:])} too", "keep one of them")
        if self._workbook and forms[0].startswith(WORKBOOK):
            return self._workbook.read(name, numbers)
        return read_file(self.folder, forms[0], name, numbers)

    def records(self, name: str, kind: type[Record]) -> tuple[Any, ...]:
        """The records of a table; what is wrong is noted, and then any name may be right."""
        table = self.found.reading(lambda _, where: self.read(name, measures(kind)), self.folder, f"the table {name}")
        if table is None:
            if self.forms(name) or self._unreadable:
                self.found.named[kind.KIND] = None
            return ()
        self.found.notes += table.notes
        return tuple(from_table(kind, table, table.where, self.found))

    def strays(self, kinds: Mapping[str, str], named: Collection[str] = ()) -> Iterator[tuple[list[str], Problem]]:
        """A table under nearly its right name, or in a form that is not read, is a slip, and would be left out in silence.

        kinds: of record, by the name of their table. named: files that are read under names of their own. Each problem comes with the kinds that the table may hold.
        """
        files = [f"{name}.csv" for name in kinds]
        for path in sorted(self.folder.iterdir()):
            near = "" if path.name in named else nearest(path.stem, kinds)
            if path.is_file() and path.suffix.lower() in _WORKBOOKS and path.stem.casefold() == Path(WORKBOOK).stem:
                yield from self._stray_workbook(path, kinds)
            elif near and not self.forms(near) and path.is_file():
                if path.suffix in _FILES:
                    right = f"{near}{path.suffix}"
                    yield [kinds[near]], Problem(path.name, "no table of a plan has this name", f"use {listed(files)}", right)
                elif path.suffix.lower() in _OTHER_ENDINGS:
                    mend = f"save it as {near}.csv"
                    mend += f", or as the sheet {near} of {WORKBOOK}" if path.suffix.lower() in _WORKBOOKS else ""
                    yield [kinds[near]], Problem(path.name, f"tables are not read from {path.suffix} files", mend)
        for title in self._workbook.titles if self._workbook else ():
            near = nearest(title, kinds)
            if near and not self.forms(near):
                place = f"{WORKBOOK}: {brief(title)}"
                yield [kinds[near]], Problem(place, "no table of a plan has this name", f"use {listed(kinds)}", near)

    def _stray_workbook(self, path: Path, kinds: Mapping[str, str]) -> Iterator[tuple[list[str], Problem]]:
        if path.name != WORKBOOK and not (self.folder / WORKBOOK).exists():
            problem = Problem(path.name, "tables are not read from this workbook", f"save it as {WORKBOOK}")
            yield [kind for name, kind in kinds.items() if not self.forms(name)], problem


def read_file(
    folder: Path, file: str, sheet: str, numbers: Collection[str] = (), days: Collection[str] = (), untidy: str = ""
) -> Table:
    """The table in a file of a folder; in a workbook that on the sheet of this name, or on its only one.

    numbers, days: its columns that hold numbers, and those that hold dates to the day. untidy: as in `read_csv`.

    Raises InputProblems.
    """
    path, ending = folder / file, Path(file).suffix.lower()
    if ending == ".parquet":
        return read_parquet(path, file, numbers, days)
    if ending == ".sql":
        return read_sql(path, file, numbers, days)
    if ending != ".xlsx":
        return read_csv(path, file, untidy=untidy)
    workbook = Workbook(path, file)
    if sheet in workbook.titles:
        return workbook.read(sheet, numbers, days)
    if len(workbook.titles) == 1 and file != WORKBOOK:
        return workbook.read(workbook.titles[0], numbers, days)
    near = nearest(sheet, workbook.titles)
    raise refuse(file, f"there is no sheet {sheet}", "" if near else f"it has {listed(workbook.titles)}", near)
