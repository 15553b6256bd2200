"""The rows of a mapped table, cell by cell under our names, and what is wrong with which row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from backoffice_lib.basics.errors import Problem, Wrong
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Origin, Rows
from backoffice_lib.basics.units import Measure
from backoffice_lib.files.csv_text import Table
from backoffice_lib.files.days import days
from backoffice_lib.files.figures import number, whole
from backoffice_lib.plan.mapped import headings


@dataclass
class MappedRows:
    """A table that a source maps to our names. wrong: the first thing that is wrong with a row, by row."""

    source: Any
    table: Table
    wrong: dict[int, Problem] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.table.lines)

    @cached_property
    def rows(self) -> Rows:
        """How the rows are named, with the columns as the table calls them."""
        return replace(self.table.rows, called={name: ", ".join(headings(of)) for name, of in self.source.columns.items()})

    def line(self, row: int) -> str:
        """How a message names a row: `line 4`."""
        return f"{self.table.rows.word} {self.table.lines[row]}"

    def span(self, rows: Iterable[int]) -> str:
        """Many rows by their lines, those in a row together: `lines 4, 7 to 12`."""
        runs: list[list[int]] = []
        for row in sorted(rows):
            if runs and row == runs[-1][1] + 1:
                runs[-1][1] = row
            else:
                runs.append([row, row])
        at = self.table.lines
        told = ", ".join(f"{at[first]}" if first == last else f"{at[first]} to {at[last]}" for first, last in runs)
        return f"{self.table.rows.word}{'' if sum(last - first + 1 for first, last in runs) == 1 else 's'} {told}"

    def text(self, row: int, name: str) -> str:
        """A cell, or several put together; blank where the table has no such column."""
        columns = self.source.columns.get(name, ())
        return ", ".join(cell for column in headings(columns) if (cell := self.table.cells[column][row]))

    def figure(self, row: int, name: str, measure: Measure) -> float | None:
        """The number in a cell, in the bounds of its measure; nothing where the cell is blank. Raises Wrong."""
        if not (text := self.text(row, name)):
            return None
        return measure.check(whole(text) if measure.whole else number(text, money=measure.is_money, confidential=measure.confidential))

    def month(self, row: int, name: str) -> str:
        """The month in a cell, written as a month or as a day of it; blank where the cell is. Raises Wrong."""
        return self.day(row, name)[:7]

    def day(self, row: int, name: str) -> str:
        """The day in a cell as YYYY-MM-DD, or the month where that is all it says; blank where the cell is. Raises Wrong."""
        if not (text := self.text(row, name)):
            return ""
        try:
            return str(Month.of(text))
        except Wrong:
            found, wrong = days([text], self.source.dates)
        if wrong:
            mend = wrong[0].mend.replace("write it as", "write a month as 2027-04, or a day as", 1)
            raise Wrong(wrong[0].what, mend.replace("under people", f"under {self.source.KIND}"))
        return str(found.astype("datetime64[D]")[0])

    def refuse(self, row: int, name: str, wrong: Wrong) -> None:
        """Notes what is wrong with a cell, unless something is wrong with its row already."""
        where = self.rows.cell(self.table.where, self.table.lines[row], name) if name else self.origin(row).place()
        self.wrong.setdefault(row, Problem(where, wrong.what, wrong.mend, wrong.nearest))

    def note(self, row: int, name: str, what: str) -> str:
        """Something to know about a cell."""
        return f"{self.rows.cell(self.table.where, self.table.lines[row], name)}: {what}"

    def origin(self, row: int, **sources: str) -> Origin:
        """Where the record of a row was read, and the sources of those of its fields that have their own."""
        return Origin(self.table.where, self.table.lines[row], rows=self.rows, sources=sources)
