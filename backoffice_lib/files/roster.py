"""Reads a roster, any HR export with its own column names, into teams; every row not used is reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from backoffice_lib.basics.errors import Problem, listed, nearest
from backoffice_lib.basics.record import Origin
from backoffice_lib.files.csv_text import Table, read_csv
from backoffice_lib.files.figures import numbers
from backoffice_lib.files.records import Found, Place, from_yaml
from backoffice_lib.plan import Team
from backoffice_lib.plan.checks import implausible
from backoffice_lib.plan.roster import COLUMNS, Grouped, Roster, RosterSource, grouped

PEOPLE = "people"
_FULL = ("f", "full", "full time", "full-time", "ft", "yes", "y", "true")
_PART = ("p", "part", "part time", "part-time", "pt", "no", "n", "false")
_FROM_PEOPLE = ("team", "heads", "fte_share", "salary_per_year")


@dataclass
class Reading:
    """A roster being read: the table under our names of its columns, and what is wrong with which row."""

    source: RosterSource
    table: Table
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
        where = f"{self.source.file}:{self.table.lines[row]}: column {column}"
        self.wrong.setdefault(row, Problem(where, what, mend))

    def amounts(self, name: str) -> np.ndarray:
        """A column of numbers, NaN where blank; what cannot be read is noted."""
        cells = self.texts(name).tolist()
        values, wrong = numbers(cells, money=name != "hours_per_week", confidential=name != "hours_per_week")
        for row, mistake in wrong.items():
            self.refuse(row, name, mistake.what, mistake.mend)
        return values


def teams_from_roster(
    folder: Path, whole: Place, found: Found, taken: frozenset[str]
) -> tuple[tuple[Team, ...], tuple[str, ...]]:
    """The teams of the roster that plan.yaml names under `people`, and notes; none where it names none."""
    if whole.tree.value.get(PEOPLE) is None:
        return (), ()
    place = whole.within(PEOPLE)
    source = from_yaml(RosterSource, place, found)
    if source is None or (problems := list(_source_problems(source, folder, place))):
        found.problems += [] if source is None else problems
        return (), ()
    table = found.reading(read_csv, folder / source.file, source.file)
    if table is None or (problems := list(_column_problems(source, table, place))):
        found.problems += [] if table is None else problems
        return (), ()
    reading = Reading(source, table)
    roster, notes = _people(reading)
    told = [str(problem) for _, problem in sorted(reading.wrong.items())]
    if reading.wrong and source.unusable_rows == "stop":
        found.problems += [problem for _, problem in sorted(reading.wrong.items())]
    groups, joined = grouped(roster, source)
    if sum(group.heads for group in groups) < source.smallest_team:
        found.problems.append(
            Problem(source.file, f"has fewer than {source.smallest_team} usable people", "write teams.csv with planned pay")
        )
        return (), ()
    teams = [_team(group, source, place, found) for group in groups]
    found.problems += [
        Problem(source.file, f"the team {team.team} is in teams.csv too", "rename one") for team in teams if team and team.team in taken
    ]
    return tuple(filter(None, teams)), (*(f"left out: {text}" for text in told), *notes, *joined)


def _source_problems(source: RosterSource, folder: Path, place: Place) -> Iterator[Problem]:
    where = f"{place.file}:{place.within('file').line}"
    path = (folder / source.file).resolve()
    if not path.is_relative_to(folder.resolve()):
        yield Problem(where, f'"{source.file}" is outside the plan folder', "copy the file into it")
    elif not path.is_file():
        present = [found.name for found in sorted(folder.glob("*.csv"))]
        mend = "copy your HR export into the plan folder and give its name here"
        yield Problem(where, f"there is no file {source.file} in the plan folder", mend, nearest(source.file, present))
    known = [name for name in (*COLUMNS, *Team.model_fields) if name not in _FROM_PEOPLE]
    for name in source.defaults:
        if name not in known:
            line = place.within("defaults", name).line
            yield Problem(f"{place.file}:{line}", f'"{name}" can have no default here', f"use {listed(known, 30)}", nearest(name, known))


def _column_problems(source: RosterSource, table: Table, place: Place) -> Iterator[Problem]:
    for name, column in source.columns.items():
        if column not in table.columns:
            where = f"{place.file}:{place.within('columns', name).line}"
            mend = f"it has {listed(table.columns, 30)}"
            yield Problem(where, f'{source.file} has no column "{column}"', mend, nearest(column, table.columns))


def _people(reading: Reading) -> tuple[Roster, list[str]]:
    """The usable people of the table, and notes on what was taken for granted."""
    source = reading.source
    salary, rate, hours = (reading.amounts(name) for name in ("salary_per_year", "pay_per_hour", "hours_per_week"))
    full_time = _full_time(reading)
    week = np.where(np.isnan(hours), np.where(full_time == 0, np.nan, source.full_time_hours_per_week), hours)
    pay = np.where(np.isnan(salary), rate * week * source.weeks_per_year, salary)
    part = np.minimum(week / source.full_time_hours_per_week, 1.0)
    guessed = np.isnan(part) & ~np.isnan(pay)
    fte = np.where((full_time == 1) | np.isnan(part), 1.0, part)
    _refuse_pay(reading, salary, rate, pay / np.where(fte > 0, fte, 1.0))
    _refuse_names(reading)
    usable = np.ones(len(pay), dtype=bool)
    usable[list(reading.wrong)] = False
    roles = reading.texts("role")
    functions = reading.texts("function")
    by_title = {role: source.function_of(role) for role in dict.fromkeys(roles)}
    function = np.array([own or by_title[role] for own, role in zip(functions, roles, strict=True)], dtype=object)
    people = (reading.texts("team"), function, reading.texts("site"), pay, fte)
    count = int((guessed & usable).sum())
    notes = [f"{source.file}: {count} part-time people without hours are counted as full time"] if count else []
    return Roster(*(column[usable] for column in people)), notes


def _full_time(reading: Reading) -> np.ndarray:
    """1 for full time, 0 for part time, NaN where the file does not say."""
    words = dict.fromkeys(_FULL, 1.0) | dict.fromkeys(_PART, 0.0) | {"": np.nan}
    cells = reading.texts("full_time")
    for row, cell in enumerate(cells):
        if cell.casefold() not in words:
            reading.refuse(row, "full_time", f'"{cell[:20]}" is neither full time nor part time', "write F or P")
    return np.array([words.get(cell.casefold(), np.nan) for cell in cells], dtype=float)


def _refuse_pay(reading: Reading, salary: np.ndarray, rate: np.ndarray, per_fte: np.ndarray) -> None:
    """Rows without pay, or with pay that cannot be that of a full-time year in their role."""
    name = "salary_per_year" if "salary_per_year" in reading.source.columns else "pay_per_hour"
    for row in np.flatnonzero(np.isnan(per_fte)):
        reading.refuse(int(row), name, "there is no pay", "give a yearly salary, or hourly pay with the hours of a week")
    for row in np.flatnonzero(per_fte <= 0):
        reading.refuse(int(row), name, "the pay is not above 0", "give what a full-time person earns")
    roles = reading.texts("role")
    _, role_of = np.unique(roles.astype(str), return_inverse=True)
    median = np.array([np.nanmedian(np.append(per_fte[rows], np.nan)) if rows.size else np.nan for rows in _rows_of(role_of)])
    usual = median[role_of] if len(median) else per_fte
    far = (per_fte < usual / 6) | (per_fte > usual * 6)
    for row in np.flatnonzero(far & (per_fte > 0)):
        slip = implausible(per_fte[row], usual[row], "the median of its role")
        paid_by = "salary_per_year" if not np.isnan(salary[row]) else "pay_per_hour"
        if slip:
            reading.refuse(int(row), paid_by, *slip)


def _rows_of(group: np.ndarray) -> list[np.ndarray]:
    """The rows of each group 0, 1, 2 …"""
    order = np.argsort(group, kind="stable")
    return np.split(order, np.cumsum(np.bincount(group))[:-1]) if len(group) else []


def _refuse_names(reading: Reading) -> None:
    for name in ("team", "site"):
        for row in np.flatnonzero(reading.texts(name) == ""):
            reading.refuse(int(row), name, "is blank", "give its name, or a default under people in plan.yaml")
    if "person" in reading.source.columns:
        first: dict[str, int] = {}
        for row, person in enumerate(reading.texts("person")):
            if first.setdefault(person, row) != row and person:
                line = reading.table.lines[first[person]]
                reading.refuse(row, "person", f"is the person of line {line} again", "keep one row a person")


def _team(group: Grouped, source: RosterSource, place: Place, found: Found) -> Team | None:
    """A team of the roster, with the defaults that hold for all."""
    held = {name: value for name, value in source.defaults.items() if name in Team.model_fields}
    values = {
        **held,
        "team": group.team,
        "function": group.function,
        "site": group.site,
        "heads": float(group.heads),
        "fte_share": group.fte / group.heads,
        "salary_per_year": group.pay_per_year / group.fte,
        "source": f"{group.heads} people in {source.file}{'; ' + source.source if source.source else ''}",
    }
    lines = {name: place.within("defaults", name).line for name in held}
    return found.add(Team, values, Origin(place.file, place.within("file").line, lines))
