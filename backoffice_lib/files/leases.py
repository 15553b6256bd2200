"""Reads an export of leases with its own column names and units; every row not used is reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backoffice_lib.basics.days import FirstDay
from backoffice_lib.basics.errors import InputProblems, Problem, Wrong, choice, listed, nearest
from backoffice_lib.basics.money import counted
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Origin, measures
from backoffice_lib.basics.units import Measure
from backoffice_lib.files.csv_text import Table
from backoffice_lib.files.mapped_rows import MappedRows
from backoffice_lib.files.mapped_tables import file_problems, mapped_table, told
from backoffice_lib.files.records import Found, Place, from_yaml, with_source
from backoffice_lib.plan import Lease, Site
from backoffice_lib.plan.lease_checks import problems_of_lease
from backoffice_lib.plan.lease_source import CONVERTED, LEASE_COLUMNS, RENTS, LeaseSource
from backoffice_lib.plan.mapped import headings

LEASES = "leases"
YEARS = Measure("years", high=100)
_DAYS = ("start", "end")
_MONTHS = ("break_from", "rent_review_from")
_UNITS = measures(Lease) | {ours: measures(Lease)[becomes] for ours, (becomes, _) in CONVERTED.items()}
_UNITS |= {"rent_per_year": Measure("money/year"), "area_sq_ft": Measure("sq ft", high=100_000_000)}
_UNITS |= {name: Measure("money/sq ft/year") for name in ("rent_per_sq_ft_per_year", "service_charge_per_sq_ft_per_year")}
_ANY_LEASE = {"lease": "a lease", "site": "a site", "seats": 0, "start": "2027-01", "end": "2027-12"}


@dataclass(frozen=True)
class Leases:
    """What an export of leases gives a plan: leases, sites that sites.csv does not have, and notes."""

    leases: tuple[Lease, ...] = ()
    sites: tuple[Site, ...] = ()
    notes: tuple[str, ...] = ()


def read_leases(folder: Path, whole: Place, found: Found, parts: dict[str, Any]) -> Leases:
    """The leases of the export that plan.yaml names under `leases`; none where it names none.

    parts: of the plan, read before: its sites.
    """
    if whole.tree.value.get(LEASES) is None:
        return Leases()
    place = whole.within(LEASES)
    source = from_yaml(LeaseSource, place, found)
    wrong = len(found.problems)
    table = _table(folder, source, place, found) if source else None
    if source is None or table is None or len(found.problems) > wrong:
        found.named |= {"lease": None, "site": None}
        return Leases()
    source = _plain(source)
    reading = _Reading(MappedRows(source, table), with_source(whole.tree.value.get("start"))[0])
    leases = [lease for row in range(len(table.lines)) if (lease := reading.lease(row))]
    if source.unusable_rows == "stop":
        found.problems += told(source.file, reading.rows.wrong)
    known = {site.site for site in parts["sites"]}
    sites = tuple(site for name, site in reading.sites.items() if name not in known)
    return Leases(tuple(leases), sites, (*table.notes, *reading.notes(len(sites))))


def _columns(source: LeaseSource, names: Any) -> list[str]:
    """The file's columns for some names of ours."""
    return [column for name, columns in source.columns.items() if name in names for column in headings(columns)]


def _plain(source: LeaseSource) -> LeaseSource:
    """The same with defaults without their sources."""
    return source.with_(defaults={name: with_source(value)[0] for name, value in source.defaults.items()})


def _table(folder: Path, source: LeaseSource, place: Place, found: Found) -> Table | None:
    """The table of an export, if it is there; what is wrong with how it is to be read is noted."""
    problems = list(file_problems(source.file, folder, place, "an export of leases", "your export"))
    found.problems += [*problems, *_says_too_little(source, place), *_default_problems(_plain(source), place)]
    if problems:
        return None
    return mapped_table(folder, source, place, found, LEASES, numbers=_columns(source, _UNITS), days=_columns(source, (*_DAYS, *_MONTHS)))


def _says_too_little(source: LeaseSource, place: Place) -> Iterator[Problem]:
    given = {*source.columns, *source.defaults}
    where = f"{place.file}:{place.within('columns').line}"
    if "site" not in given:
        yield Problem(where, "columns does not say where the leases are", "name the column of site, or give a default")
    if not {"end", "remaining_years"} & given:
        yield Problem(where, "columns does not say when the leases end", "name the column of end or of remaining_years, or give a default")


def _default_problems(source: LeaseSource, place: Place) -> Iterator[Problem]:
    """What is wrong with the values that hold for every lease, each told where it is written."""
    lines = {name: place.within("defaults", name).line for name in source.defaults}
    origin = Origin(place.file, place.line, lines)
    values = {}
    for name, value in source.defaults.items():
        if name not in LEASE_COLUMNS or name == "lease":
            near = nearest(name, LEASE_COLUMNS)
            yield Problem(f"{place.file}:{lines[name]}", f"{name} can have no default", choice("use", near, LEASE_COLUMNS), near)
        elif name in CONVERTED or name == "remaining_years":
            try:
                _UNITS.get(name, YEARS).check(value)
            except Wrong as wrong:
                yield origin.relocated(Problem("", wrong.what, wrong.mend, wrong.nearest, name))
        elif name != "place":
            values[name] = value
    try:
        Lease(**{**_ANY_LEASE, **values})
    except InputProblems as wrong:
        yield from map(origin.relocated, wrong.problems)


class _Unusable(Exception):
    """A row that cannot be used: which of our columns is wrong, and how."""

    def __init__(self, name: str, wrong: Wrong):
        self.name, self.wrong = name, wrong


class _Reading:
    """The leases of an export, row by row. sites: those that its rows name, each with the place of the first."""

    def __init__(self, rows: MappedRows, start: Any):
        self.rows, self.source = rows, rows.source
        self.sites: dict[str, Site] = {}
        self._told: list[str] = []
        self._without_term = 0
        try:
            self._start = Month.of(start)
        except Wrong:  # told with the plan
            self._start = Month.of(_ANY_LEASE["start"])

    def notes(self, made: int) -> Iterator[str]:
        """What was left out, taken for granted or made up; made: how many sites the plan did not have."""
        file, count = self.source.file, self._without_term
        if self.source.unusable_rows == "leave_out":
            yield from (f"left out: {problem}" for _, problem in sorted(self.rows.wrong.items()))
        yield from self._told
        if count:
            years = self.source.defaults["remaining_years"]
            yield f"{file}: {counted(count, 'lease')} without a term, taken to run for {years:g} years, the default of plan.yaml"
        if made:
            columns = listed(headings(self.source.columns.get("site", "")))
            yield f"{file}: {counted(made, 'site')} made from {columns or 'the default'}, since sites.csv has none of that name"

    def lease(self, row: int) -> Lease | None:
        """The lease of a row, or nothing when the row cannot be used."""
        try:
            values = self._values(row)
            years = 0.0 if values.get("end") else self._years(row)
            lease = Lease(**values | self._term(values, years)).read_at(self.rows.origin(row, **self._sources()))
            site = self._site(row, lease)
        except _Unusable as unusable:
            self.rows.refuse(row, unusable.name, unusable.wrong)
            return None
        except InputProblems as refused:
            first = refused.problems[0]
            self.rows.refuse(row, first.field, Wrong(first.what, first.mend, first.nearest))
            return None
        if problem := next(problems_of_lease(lease), None):
            self.rows.wrong.setdefault(row, problem)
            return None
        self.sites.setdefault(site.site, site)
        self._without_term += not values.get("end") and not self._cell(row, "remaining_years")
        for name in ("area_m2", "area_sq_ft"):
            if name in self.source.columns and not lease.area_m2:
                self._told.append(self.rows.note(row, name, "there is no area; the lease has no cost per area"))
        return lease

    def _values(self, row: int) -> dict[str, Any]:
        """The fields of the lease of a row, in our units. Raises _Unusable."""
        values: dict[str, Any] = {"lease": f"row {self.rows.table.lines[row]}", "seats": 0}
        if self.source.source:
            values["source"] = self.source.source
        for name in dict.fromkeys((*self.source.columns, *self.source.defaults)):
            value = self._cell(row, name)
            if name in RENTS and value == 0:
                raise _Unusable(name, Wrong("is 0", "give the rent"))
            if value not in (None, "") and name not in ("remaining_years", "place"):
                becomes, by = CONVERTED.get(name, (name, 1))
                values[becomes] = value / by if name in CONVERTED else value
        given = [name for name in RENTS if name in self.source.columns]
        if not any(name in values or CONVERTED.get(name, ("",))[0] in values for name in RENTS):
            raise _Unusable(given[0], Wrong("is blank", "give the rent"))
        if "site" not in values:
            raise _Unusable("site", Wrong("is blank", "give its name, or a default under leases in plan.yaml"))
        return values

    def _cell(self, row: int, name: str) -> Any:
        """What a row says of something, or the default. Raises _Unusable."""
        try:
            if name in _UNITS or name == "remaining_years":
                value = self.rows.figure(row, name, _UNITS.get(name, YEARS))
            else:
                read = {name: self.rows.day for name in _DAYS} | {name: self.rows.month for name in _MONTHS}
                value = read.get(name, self.rows.text)(row, name)
        except Wrong as wrong:
            raise _Unusable(name, wrong) from None
        blank = value in (None, "") and name != "remaining_years"
        return self.source.defaults.get(name, value) if blank else value

    def _years(self, row: int) -> float:
        """The years that are left of a term, where no end is given; 0 says nothing. Raises _Unusable."""
        years = self._cell(row, "remaining_years") or self.source.defaults.get("remaining_years")
        if not years:
            name = "remaining_years" if "remaining_years" in self.source.columns else "end"
            raise _Unusable(name, Wrong("says nothing of when the lease ends", "give that, or a default remaining_years"))
        return years

    def _term(self, values: dict[str, Any], years: float) -> dict[str, str]:
        """Start and end: of what is left of a term from the first month of the plan, and at least a month."""
        start = values.get("start") or str(self._start)
        if values.get("end"):
            return {"start": start}
        months = max(round(12 * years), 1)
        return {"start": start, "end": str(max(FirstDay.of(start).month, self._start) + (months - 1))}

    def _sources(self) -> dict[str, str]:
        """The sources of what was converted: the column it is from."""
        given = {becomes: ours for ours, (becomes, _) in CONVERTED.items() if ours in self.source.columns}
        if "end" not in self.source.columns and "remaining_years" in self.source.columns:
            given["end"] = "remaining_years"
        theirs = {ours: ", ".join(headings(self.source.columns[ours])) for ours in given.values()}
        return {becomes: "; ".join(filter(None, (f"from {theirs[ours]}", self.source.source))) for becomes, ours in given.items()}

    def _site(self, row: int, lease: Lease) -> Site:
        """The site of a lease. Raises _Unusable when another row says that it is elsewhere."""
        place = self._cell(row, "place")
        site = Site(site=lease.site, place=place, source=self.source.source).read_at(self.rows.origin(row))
        other = self.sites.get(lease.site, site)
        if other.place != place:
            what, mend = f"is in {place or 'no place'}, and in {other.place or 'no place'} before", "put both together: site: [city, state]"
            raise _Unusable("site", Wrong(what, mend))
        return site
