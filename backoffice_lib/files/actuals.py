"""Reads an export of the firm's own books with its own column names and signs; every row not used is reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from backoffice_lib import costs
from backoffice_lib.basics.errors import InputProblems, Problem, Wrong, choice, listed, nearest, raise_all, refuse
from backoffice_lib.basics.money import counted
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import measures
from backoffice_lib.basics.units import Measure
from backoffice_lib.files.mapped_rows import MappedRows
from backoffice_lib.files.mapped_tables import file_problems, mapped_table, told
from backoffice_lib.files.records import PLAN, Found, Place, from_table, from_yaml, with_source
from backoffice_lib.files.tables import ENDINGS, read_file
from backoffice_lib.files.yaml_text import read_yaml
from backoffice_lib.plan import Plan
from backoffice_lib.plan.actuals import TEXTS, Actual, ActualsSource
from backoffice_lib.plan.mapped import headings

ACTUALS = "actuals"
_UNITS = measures(Actual)
_SUM = _UNITS["amount"]
_NUMBERS = ("quantity", "index", "exchange_rate")
_MONEY = ("amount", "debit", "credit")
_WHOLE = {
    "fiscal_year": Measure("year", low=1900, high=2200, whole=True),
    "period": Measure("period", low=1, high=16, whole=True),
    "year": Measure("year", low=1900, high=2200, whole=True),
    "month_of_year": Measure("month of the year", low=1, high=12, whole=True),
}
_SIDES = {"d": 1, "dr": 1, "debit": 1, "s": 1, "soll": 1, "c": -1, "cr": -1, "credit": -1, "h": -1, "haben": -1}
"""How ledgers write on which side an amount stands; S and H are Soll and Haben."""


def read_actuals(folder: Path, whole: Place, found: Found, forms: list[str]) -> tuple[Actual, ...]:
    """The actuals in the export that plan.yaml names under `actuals`; none where it names none.

    forms: where the plan has a table of actuals, which is the export when plan.yaml names no file.
    """
    source = _source(whole, found)
    if source is None:
        return ()
    place = whole.within(ACTUALS)
    if source.file:
        problems = list(file_problems(source.file, folder, place, "an export of actuals", "your export"))
    else:
        problems = list(_not_one(forms, place))
        source = source.with_(file=forms[0].partition(":")[0]) if forms else source
    found.problems += problems
    return () if problems else _rows(folder, source, whole, found)


def is_export(group: Any, forms: list[str]) -> bool:
    """Whether the plan's own table of actuals is the export that plan.yaml says how to read."""
    return isinstance(group, dict) and (not group.get("file") or forms == [str(group["file"])])


def _not_one(forms: list[str], place: Place) -> Iterator[Problem]:
    if not forms:
        yield Problem(f"{place.file}:{place.line}", "there is no export of actuals in the plan folder", "copy yours into it as actuals.csv")
    if len(forms) > 1:
        yield Problem(forms[0], f"the table {ACTUALS} is in {listed(forms[1:])} too", "keep one of them")


def with_books(plan: Plan, file: str | Path) -> Plan:
    """The plan with the books in a file in place of its actuals, read as plan.yaml says under `actuals`, else by our own names of columns.

    Raises InputProblems.
    """
    path, found = Path(file), Found()
    if path.suffix.lower() not in ENDINGS:
        raise refuse(str(file), "books are not read from such a file", 'save them as "CSV UTF-8" and name that file')
    if not path.is_file():
        raise refuse(str(file), "there is no such file", "name the file of the books, with its folder")
    tree = found.reading(read_yaml, Path(plan.folder) / PLAN, PLAN) if plan.folder else None
    whole = Place(tree, PLAN) if tree else None
    if whole and whole.tree.value.get(ACTUALS) is not None:
        source = _source(whole, found)
        books = _rows(path.parent, source.with_(file=path.name), whole, found) if source else ()
    else:
        table = found.reading(read_file, path.parent, path.name, sheet=ACTUALS, numbers=_UNITS)
        books = from_table(Actual, table, table.where, found) if table else ()
    if found.problems:
        raise InputProblems(found.problems)
    held = plan.with_(actuals=tuple(books), last_close=None, notes=(*plan.notes, *found.notes))
    raise_all(costs.problems_in(held))
    return held


def _source(whole: Place, found: Found) -> ActualsSource | None:
    """How plan.yaml says that an export is to be read; nothing where it says nothing, or something wrong, which is noted."""
    if whole.tree.value.get(ACTUALS) is None:
        return None
    place, wrong = whole.within(ACTUALS), len(found.problems)
    source = from_yaml(ActualsSource, place, found)
    found.problems += _default_problems(source, place) if source else ()
    if source is None or len(found.problems) > wrong:
        return None
    return source.with_(defaults={name: str(with_source(value)[0]) for name, value in source.defaults.items()})


def _rows(folder: Path, source: ActualsSource, whole: Place, found: Found) -> tuple[Actual, ...]:
    """The actuals of an export; what is wrong with it, and what was left out, is noted."""
    typed = {"numbers": _columns(source, (*_MONEY, *_NUMBERS, *_WHOLE)), "days": _columns(source, ("month",))}
    table = mapped_table(folder, source, whole.within(ACTUALS), found, ACTUALS, **typed)
    if table is None:
        return ()
    reading = _Reading(MappedRows(source, table), _first_of_year(whole))
    actuals = tuple(actual for row in range(len(table.lines)) if (actual := reading.actual(row)))
    if source.unusable_rows == "stop":
        found.problems += told(source.file, reading.rows.wrong)
    found.notes += [*table.notes, *reading.notes()]
    return actuals


def _first_of_year(whole: Place) -> int:
    """The first month of a fiscal year, as plan.yaml has it; what is wrong with it is told with the plan."""
    first = with_source(whole.tree.value.get("fiscal_year_start_month", 1))[0]
    return first if first in range(1, 13) else 1


def _columns(source: ActualsSource, names: tuple[str, ...]) -> list[str]:
    return [column for name in names for column in headings(source.columns.get(name, ()))]


def _default_problems(source: ActualsSource, place: Place) -> Iterator[Problem]:
    for name in source.defaults:
        if name not in TEXTS:
            near, line = nearest(name, TEXTS), place.within("defaults", name).line
            yield Problem(f"{place.file}:{line}", f"{name} can have no default", choice("use", near, TEXTS), near)


class _InColumn(Wrong):
    """A mistake in another column than the one that was asked for."""

    def __init__(self, column: str, what: str, mend: str):
        super().__init__(what, mend)
        self.column = column


class _Reading:
    """The actuals of an export, row by row; accounts that are no cost of the plan are left out and counted."""

    def __init__(self, rows: MappedRows, first_of_year: int):
        self.rows, self.source, self._first = rows, rows.source, first_of_year
        self._left_out: Counter[str] = Counter()
        self._adjusting = 0

    def notes(self) -> Iterator[str]:
        """What was left out or taken for granted."""
        if self.source.unusable_rows == "leave_out":
            yield from (f"left out: {problem}" for _, problem in sorted(self.rows.wrong.items()))
        if rows := sum(self._left_out.values()):
            yield f"{ACTUALS}: {counted(rows, 'row')} on {counted(len(self._left_out), 'account')} that left_out_accounts names left out"
        if self._adjusting:
            yield f"{ACTUALS}: {counted(self._adjusting, 'row')} of periods after the twelfth, counted in the last month of the year"

    def actual(self, row: int) -> Actual | None:
        """The actual of a row; nothing where its account is left out, or where it is wrong."""
        account = self._text(row, "account")
        if any(fnmatchcase(account, pattern) for pattern in self.source.left_out_accounts):
            self._left_out[account] += 1
            return None
        values: dict[str, Any] = {name: text for name in TEXTS if (text := self._text(row, name))}
        values.setdefault("source", self.source.source)
        values["month"] = self._read(row, self._month, self._when())
        values["amount"] = self._read(row, self._amount, next(name for name in _MONEY if name in self.source.columns))
        values |= {name: self._read(row, self._number(name), name) for name in _NUMBERS}
        if row in self.rows.wrong:
            return None
        try:
            return Actual(**values).read_at(self.rows.origin(row))
        except InputProblems as refused:
            first = refused.problems[0]
            self.rows.refuse(row, first.field, Wrong(first.what, first.mend, first.nearest))
            return None

    def _read(self, row: int, reader: Callable[[int], Any], name: str) -> Any:
        """What a reader makes of a row; a mistake is noted at the column it was found in."""
        try:
            return reader(row)
        except Wrong as wrong:
            self.rows.refuse(row, wrong.column if isinstance(wrong, _InColumn) else name, wrong)
            return None

    def _text(self, row: int, name: str) -> str:
        """A text of a row, or its default."""
        return self.rows.text(row, name) or self.source.defaults.get(name, "")

    def _number(self, name: str) -> Callable[[int], float | None]:
        return lambda row: self.rows.figure(row, name, _UNITS[name])

    def _when(self) -> str:
        """The first of the columns that say when."""
        return next(name for name in ("month", "period", "month_of_year") if name in self.source.columns)

    def _month(self, row: int) -> Month:
        """The month of a row. Raises Wrong."""
        when = self._when()
        if when == "month":
            return Month.of(self.rows.month(row, "month"))
        of_year = "fiscal_year" if when == "period" else "year"
        year, number = (self._whole(row, name) for name in (of_year, when))
        if of_year == "year":
            return Month.of(f"{year}-{number:02d}")
        self._adjusting += number > 12
        return Month.of(f"{year - (self._first > 1)}-{self._first:02d}") + (min(number, 12) - 1)

    def _whole(self, row: int, name: str) -> int:
        if (value := self.rows.figure(row, name, _WHOLE[name])) is None:
            raise _InColumn(name, "is blank", f"give {_WHOLE[name].in_words()}")
        return int(value)

    def _amount(self, row: int) -> float:
        """What a row costs: positive whatever the signs of the file. Raises Wrong."""
        costs = 1 if self.source.costs_are == "positive" else -1
        given = {name: self.rows.figure(row, name, _SUM) for name in _MONEY if name in self.source.columns}
        if all(value is None for value in given.values()):
            raise Wrong("is blank", "give the amount, or leave out the row")
        amounts = {name: value or 0.0 for name, value in given.items()}
        if "amount" not in amounts:
            return costs * (amounts.get("debit", 0.0) - amounts.get("credit", 0.0))
        return costs * amounts["amount"] * self._side(row)

    def _side(self, row: int) -> int:
        """1 for a debit or where no column says, -1 for a credit. Raises Wrong."""
        if "side" not in self.source.columns:
            return 1
        written = self.rows.text(row, "side")
        if written.lower() not in _SIDES:
            raise _InColumn("side", "says neither debit nor credit", f"write one of {listed(_SIDES, 12)}")
        return _SIDES[written.lower()]
