"""The rows of a roster: who can be used, with what pay and time, and what is wrong with every other row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from backoffice_lib.basics.errors import Problem
from backoffice_lib.files.csv_text import Table
from backoffice_lib.files.figures import numbers
from backoffice_lib.plan.checks import UsualPay
from backoffice_lib.plan.roster import Roster, RosterSource

FULL = ("f", "full", "full time", "full-time", "ft", "yes", "y", "true")
PART = ("p", "part", "part time", "part-time", "pt", "no", "n", "false")
_HOURS_OF_A_WEEK = 168


@dataclass
class Reading:
    """A roster being read: the table under our names of its columns, and what is wrong with which row.

    No cell of it is ever repeated in a message: a column may be mapped by mistake to one that holds names or pay.
    """

    source: RosterSource
    table: Table
    usual: UsualPay
    wrong: dict[int, Problem] = field(default_factory=dict)

    def texts(self, name: str) -> np.ndarray:
        """A column as texts; its default, or blank, where the file has none."""
        default = str(self.source.defaults.get(name, ""))
        column = self.source.columns.get(name)
        cells = self.table.cells[column] if column else [default] * len(self.table.lines)
        return np.array([cell or default for cell in cells] if default else cells, dtype=object)

    def refuse(self, row: int, name: str, what: str, mend: str) -> None:
        """Notes the first thing wrong with a row, in the file's own name for the column."""
        column = self.source.columns.get(name, name)
        where = self.table.rows.cell(self.table.where, self.table.lines[row], column)
        self.wrong.setdefault(int(row), Problem(where, what, mend))

    def amounts(self, name: str) -> np.ndarray:
        """A column of numbers, NaN where blank; what cannot be read is noted."""
        # 48.125 is a rate of an hour that somebody works at; only a salary of 48.125 may stand for thousands
        values, wrong = numbers(self.texts(name).tolist(), money=name == "salary_per_year", confidential=True)
        for row, mistake in wrong.items():
            self.refuse(row, name, mistake.what, mistake.mend)
        return values


@dataclass(frozen=True)
class _Pay:
    """What the rows say of pay and time, NaN where they do not: as written, and as it comes out for a year."""

    salary: np.ndarray
    rate: np.ndarray
    week: np.ndarray
    per_year: np.ndarray
    fte: np.ndarray
    guessed: np.ndarray

    def column(self, row: int) -> str:
        """The column a row's pay was read from."""
        return "pay_per_hour" if np.isnan(self.salary[row]) and not np.isnan(self.rate[row]) else "salary_per_year"


def people(reading: Reading) -> tuple[Roster, list[str]]:
    """The usable people of the table, and notes on what was taken for granted."""
    source, pay = reading.source, _pay(reading)
    _refuse_pay(reading, pay)
    _refuse_unusual(reading, pay)
    _refuse_names(reading)
    usable = np.ones(len(pay.fte), dtype=bool)
    usable[list(reading.wrong)] = False
    roles, own = reading.texts("role"), reading.texts("function")
    by_title = {role: source.function_of(role) for role in dict.fromkeys(roles)}
    function = np.array([said or by_title[role] for said, role in zip(own, roles, strict=True)], dtype=object)
    columns = (reading.texts("team"), function, reading.texts("site"), pay.per_year, pay.fte)
    count = int((pay.guessed & usable).sum())
    notes = [f"{source.file}: {count} part-time people without hours are counted as full time"] if count else []
    return Roster(*(column[usable] for column in columns)), notes


def _pay(reading: Reading) -> _Pay:
    source = reading.source
    salary, rate, hours = (reading.amounts(name) for name in ("salary_per_year", "pay_per_hour", "hours_per_week"))
    full_time = _full_time(reading)
    week = np.where(np.isnan(hours), np.where(full_time == 0, np.nan, source.full_time_hours_per_week), hours)
    per_year = np.where(np.isnan(salary), rate * week * source.weeks_per_year, salary)
    part = np.minimum(week / source.full_time_hours_per_week, 1.0)
    fte = np.where((full_time == 1) | np.isnan(part), 1.0, part)
    return _Pay(salary, rate, week, per_year, fte, np.isnan(part) & ~np.isnan(per_year))


def _full_time(reading: Reading) -> np.ndarray:
    """1 for full time, 0 for part time, NaN where the file does not say."""
    words = dict.fromkeys(FULL, 1.0) | dict.fromkeys(PART, 0.0) | {"": np.nan}
    cells = [cell.casefold() for cell in reading.texts("full_time")]
    for row, cell in enumerate(cells):
        if cell not in words:
            reading.refuse(row, "full_time", "is neither full time nor part time", "write F or P")
    return np.array([words.get(cell, np.nan) for cell in cells], dtype=float)


def _refuse_pay(reading: Reading, pay: _Pay) -> None:
    """Rows without pay, or with pay or hours that nobody has."""
    for row in np.flatnonzero((pay.week <= 0) | (pay.week > _HOURS_OF_A_WEEK)):
        mend = f"give more than 0 and at most {_HOURS_OF_A_WEEK}"
        reading.refuse(row, "hours_per_week", "these are not the hours of a week", mend)
    for row in np.flatnonzero(np.isnan(pay.per_year)):
        if pay.column(row) == "pay_per_hour":
            reading.refuse(row, "hours_per_week", "is blank, though this is part time", "give the hours of a week")
        else:
            name = "salary_per_year" if "salary_per_year" in reading.source.columns else "pay_per_hour"
            reading.refuse(row, name, "there is no pay", "give a yearly salary, or hourly pay with the hours of a week")
    for row in np.flatnonzero(pay.per_year <= 0):
        reading.refuse(row, pay.column(row), "the pay is not above 0", "give what the person earns")


def _refuse_unusual(reading: Reading, pay: _Pay) -> None:
    """Rows with pay that cannot be that of a full-time year in their role; where no role is named, in their team."""
    per_fte = pay.per_year / np.where(pay.fte > 0, pay.fte, 1.0)
    roles, teams, sites = (reading.texts(name) for name in ("role", "team", "site"))
    alike = np.array([f"role {role}" if role else f"team {team}" for role, team in zip(roles, teams, strict=True)])
    for rows in _alike(alike):
        good = per_fte[rows][per_fte[rows] > 0]
        median = float(np.median(good)) if good.size else None
        for row in rows[per_fte[rows] > 0]:
            slip = reading.usual.slip(per_fte[row], roles[row], sites[row], median)
            if slip:
                what, mend = slip
                what = what if roles[row] else what.replace("of its role", "of its team")
                reading.refuse(row, pay.column(row), what, mend)


def _alike(group: np.ndarray) -> Iterator[np.ndarray]:
    """The rows of each group."""
    if len(group):
        _, numbered = np.unique(group, return_inverse=True)
        order = np.argsort(numbered, kind="stable")
        yield from np.split(order, np.cumsum(np.bincount(numbered))[:-1])


def _refuse_names(reading: Reading) -> None:
    for name in ("team", "site"):
        for row in np.flatnonzero(reading.texts(name) == ""):
            reading.refuse(row, name, "is blank", "give its name, or a default under people in plan.yaml")
    if "person" in reading.source.columns:
        first: dict[str, int] = {}
        for row, person in enumerate(reading.texts("person")):
            if first.setdefault(person, row) != row and person:
                before = f"{reading.table.rows.word} {reading.table.lines[first[person]]}"
                reading.refuse(row, "person", f"is the person of {before} again", "keep one row a person")
