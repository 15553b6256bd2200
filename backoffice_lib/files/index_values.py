"""Reads a table of published indices and exchange rates with its own column names: the series that the plan asks for, month by month."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backoffice_lib.basics.errors import Problem, Wrong, listed, nearest
from backoffice_lib.basics.money import counted
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import measures
from backoffice_lib.files.figures import number
from backoffice_lib.files.mapped_rows import MappedRows
from backoffice_lib.files.mapped_tables import file_problems, mapped_table, told
from backoffice_lib.files.quoted_rates import Quoted, in_plan_currency
from backoffice_lib.files.records import Found, Place, from_yaml, with_source
from backoffice_lib.plan import IndexValue
from backoffice_lib.plan.lease_source import IndexSource
from backoffice_lib.plan.mapped import headings

INDEX_VALUES = "index_values"
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NOT_A_MONTH = re.compile(r"M13|S0[1-3]|Q0[1-5]|A01|AN(N|NUAL)? ?AV.*|HALF ?[12]", re.IGNORECASE)
"""How statistical offices call averages of years, halves and quarters, which stand between the months."""
_POINTS = measures(IndexValue)["value"]


def read_index_values(folder: Path, whole: Place, found: Found) -> tuple[IndexValue, ...]:
    """The values in the table that plan.yaml names under `index_values`; none where it names none."""
    if whole.tree.value.get(INDEX_VALUES) is None:
        return ()
    place = whole.within(INDEX_VALUES)
    source = from_yaml(IndexSource, place, found)
    problems = list(file_problems(source.file, folder, place, "a table of index values", "the table")) if source else []
    found.problems += problems
    if source is None or problems:
        found.named["index_value"] = None
        return ()
    written = headings(source.columns["value"]) if "value" in source.columns else map(str, source.series.values())
    table = mapped_table(folder, source, place, found, INDEX_VALUES, numbers=[*written])
    if table is None:
        found.named["index_value"] = None
        return ()
    currencies, currency = _names(whole, "fx"), str(with_source(whole.tree.value.get("currency"))[0])
    known = [*_names(whole, "indices"), *currencies, *([currency] if source.quoted_per else [])]
    found.problems += _no_indices(source, known, place)
    reading = _Reading(MappedRows(source, table), known)
    values = reading.in_columns() if "value" not in source.columns else reading.in_rows()
    if source.quoted_per:
        values = reading.exchanged(values, currencies, currency)
    records = [reading.record(value) for value in values]
    found.problems += [*told(source.file, reading.rows.wrong), *reading.not_there(place)]
    found.notes += [*table.notes, *reading.notes()]
    if reading.rows.wrong:
        found.named["index_value"] = None
    return tuple(records)


def _names(whole: Place, group: str) -> list[str]:
    """The names under a key of plan.yaml."""
    names = whole.tree.value.get(group)
    return [str(name) for name in names] if isinstance(names, dict) else []


def _no_indices(source: IndexSource, known: list[str], place: Place) -> Iterator[Problem]:
    """Names under `series` that no index or currency of the plan goes by; and no series at all, where their columns are to be read."""
    if "value" not in source.columns and not source.series:
        mend = "name the column of value, or under series the column of each index or currency"
        yield Problem(f"{place.file}:{place.within('columns').line}", "columns does not say what was published", mend)
    for name in source.series:
        if name not in known:
            near, where = nearest(name, known), f"{place.file}:{place.within('series', name).line}"
            mend = "" if near else f"it has {listed(known) or 'none'}"
            yield Problem(where, f'series: "{name}" is not an index or currency of the plan', mend, near)


class _Reading:
    """The values of a table, row by row; other series than those asked for, and averages of years, are left out and counted."""

    def __init__(self, rows: MappedRows, known: list[str]):
        self.rows, self.source = rows, rows.source
        self._ours = {str(theirs): ours for ours, theirs in rows.source.series.items() if ours in known}
        self._others: Counter[str] = Counter()
        self._averages: Counter[str] = Counter()
        self._found: set[str] = set()

    def in_rows(self) -> list[Quoted]:
        """The values of a table with a row for each."""
        return [value for row in range(len(self.rows)) if (value := self._value(row))]

    def in_columns(self) -> list[Quoted]:
        """The values of a table with a column for each series; a blank cell was not published."""
        found = []
        for theirs, ours in self._ours.items():
            if theirs not in self.rows.table.columns:
                continue
            self._found.add(theirs)
            for row, text in enumerate(self.rows.table.cells[theirs]):
                value = self._of_month(row, ours, theirs) if text else None
                found += [value] if value else []
        return found

    def exchanged(self, quoted: list[Quoted], currencies: list[str], currency: str) -> list[Quoted]:
        """The same with rates of currencies in plan currency, from how much of each one unit of the one is that they are quoted for."""
        per = self.source.quoted_per
        rates = [one for one in quoted if one.name in (*currencies, currency)]
        found = [one for one in quoted if one.name not in (*currencies, currency)]
        for value, known in in_plan_currency(rates, per, currency, [name for name in currencies if name in {*self._ours.values(), per}]):
            if known:
                found.append(value)
            else:
                what = f"has no rate of {currency} for {value.month}, by which {value.name} would be put in it"
                self.rows.refuse(value.row, "month", Wrong(what, f"name the column of {currency} under series, or leave out the row"))
        return found

    def record(self, value: Quoted) -> IndexValue:
        """A value as a record, with its row and source."""
        source = "; ".join(filter(None, (value.source, self.rows.text(value.row, "source") or self.source.source)))
        return IndexValue(index=value.name, month=value.month, value=value.value, source=source).read_at(self.rows.origin(value.row))

    def _value(self, row: int) -> Quoted | None:
        """The value of a row; nothing where it is of another series or of no month, or wrong."""
        name = self.rows.text(row, "index") or self.source.index
        if self.source.series and name not in self._ours:
            self._others[name] += 1
            return None
        value = self._of_month(row, self._ours.get(name, name), "")
        if value and not name:
            self.rows.refuse(row, "index", Wrong("is blank", "give its name, or index under index_values in plan.yaml"))
            return None
        self._found.add(name)
        return value

    def _of_month(self, row: int, name: str, theirs: str) -> Quoted | None:
        """The value of a row, or of a cell of it in a column of theirs; nothing where that is of no month, or wrong."""
        column = "month" if "month" in self.source.columns else "month_of_year"
        try:
            if (month := self._month(row)) is None:
                return None
            column = theirs or "value"
            if theirs:
                value = _POINTS.check(number(self.rows.table.cells[theirs][row]))
            elif (value := self.rows.figure(row, column, _POINTS)) is None:
                raise Wrong("is blank", "give it, or leave out the row")
        except Wrong as wrong:
            self.rows.refuse(row, column, wrong)
            return None
        return Quoted(name, Month.of(month), value, row, "")

    def _month(self, row: int) -> str | None:
        """The month of a row, nothing where it is an average of several. Raises Wrong."""
        if "month" in self.source.columns:
            return self.rows.month(row, "month")
        written = self.rows.text(row, "month_of_year")
        if _NOT_A_MONTH.fullmatch(written):
            self._averages[written] += 1
            return None
        number = written.upper().removeprefix("M")
        if written[:3].lower() in _MONTHS:
            number = str(_MONTHS.index(written[:3].lower()) + 1)
        if not number.isascii() or not number.isdigit() or not 1 <= int(number) <= 12:
            raise Wrong("is no month of a year", "write 1 to 12, M01 to M12, or its name")
        return str(Month.of(f"{self.rows.text(row, 'year')}-{int(number):02d}"))

    def notes(self) -> list[str]:
        """What was left out."""
        notes, file = [], self.source.file
        if rows := sum(self._averages.values()):
            notes.append(f"{file}: {counted(rows, 'row')} of years or parts of years ({listed(self._averages, 4)}), not of months, left out")
        if rows := sum(self._others.values()):
            notes.append(f"{file}: {counted(rows, 'row')} of {len(self._others):,} other series left out")
        return notes

    def not_there(self, place: Place) -> list[Problem]:
        """Series that are asked for, and of which the table has nothing."""
        known = [*self._others, *self._found] if "value" in self.source.columns else list(self.rows.table.columns)
        gone: list[Any] = [(ours, theirs) for theirs, ours in self._ours.items() if theirs not in self._found]
        return [
            Problem(f"{place.file}:{place.within('series', ours).line}", f'{self.source.file} has no series "{theirs}"', "", nearest(theirs, known))
            for ours, theirs in gone
        ]
