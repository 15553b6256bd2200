"""The rows of a roster: who can be used, with what pay and time, and what is wrong with every other row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from backoffice_lib.basics.errors import Problem, Wrong
from backoffice_lib.files.csv_text import Table
from backoffice_lib.files.figures import numbers
from backoffice_lib.files.plain_csv import Slices
from backoffice_lib.plan.checks import UsualPay
from backoffice_lib.plan.labels import Labels
from backoffice_lib.plan.roster import RosterSource


@dataclass
class Reading:
    """A roster being read: the table under our names of its columns, and what is wrong with which row.

    No cell of it is ever repeated in a message: a column may be mapped by mistake to one that holds names or pay.
    """

    source: RosterSource
    table: Table
    usual: UsualPay
    wrong: dict[int, Problem] = field(default_factory=dict)
    _labels: dict[str, Labels] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.table.lines)

    def has(self, name: str) -> bool:
        """Whether the file has a column for this."""
        return name in self.source.columns

    def labels(self, name: str) -> Labels:
        """A column as texts; its default, or blank, where the file has none."""
        if name not in self._labels:
            default = str(self.source.defaults.get(name, ""))
            if self.has(name):
                labels = Labels.of(self.table.cells[self.source.columns[name]])
                self._labels[name] = labels.each(lambda cell: cell or default) if default else labels
            else:
                self._labels[name] = Labels.alike(default, len(self))
        return self._labels[name]

    def line(self, row: int) -> str:
        """How a message names another row: `line 4`."""
        return f"{self.table.rows.word} {self.table.lines[row]}"

    def usable(self) -> np.ndarray:
        """Which rows have nothing wrong so far."""
        rows = np.ones(len(self), dtype=bool)
        rows[list(self.wrong)] = False
        return rows

    def refuse(self, row: int, name: str, what: str, mend: str) -> None:
        """Notes the first thing wrong with a row, in the file's own name for the column."""
        column = self.source.columns.get(name, name)
        where = self.table.rows.cell(self.table.where, self.table.lines[row], column)
        self.wrong.setdefault(int(row), Problem(where, what, mend))

    def refuse_all(self, rows: Iterable[int] | np.ndarray, name: str, what: str, mend: str) -> None:
        """The same of several rows; of a mask those where it is true."""
        if isinstance(rows, np.ndarray) and rows.dtype == bool:
            rows = np.flatnonzero(rows)
        for row in rows:
            self.refuse(row, name, what, mend)

    def refuse_words(self, name: str, wrong: Mapping[int, Wrong]) -> None:
        """Notes what is wrong with the rows of some words of a column, by the number of the word."""
        labels = self.labels(name)
        faulty = np.zeros(len(labels.words) + 1, dtype=bool)
        faulty[list(wrong)] = True
        for row in np.flatnonzero(faulty[labels.codes]) if wrong else ():
            mistake = wrong[int(labels.codes[row])]
            self.refuse(row, name, mistake.what, mistake.mend)

    def amounts(self, name: str) -> np.ndarray:
        """A column of numbers, NaN where blank; what cannot be read is noted."""
        labels = self.labels(name)
        by_row = isinstance(labels, Slices)
        # 48.125 is a rate of an hour that somebody works at; only a salary of 48.125 may stand for thousands
        values, wrong = numbers(labels if by_row else labels.words, money=name == "salary_per_year", confidential=True)
        if not by_row:
            self.refuse_words(name, wrong)
            return values[labels.codes]
        for row, mistake in wrong.items():
            self.refuse(row, name, mistake.what, mistake.mend)
        return values
