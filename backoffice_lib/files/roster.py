"""Reads a roster, any HR export with its own column names, into teams; every row not used is reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backoffice_lib.basics.errors import InputProblems, Problem, Wrong, choice, listed, nearest
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Origin
from backoffice_lib.files.csv_text import Table
from backoffice_lib.files.figures import number
from backoffice_lib.files.mapped_tables import file_problems, mapped_table, told
from backoffice_lib.files.people import Reading
from backoffice_lib.files.people_pay import FULL, PART
from backoffice_lib.files.people_rows import people
from backoffice_lib.files.records import Found, Place, from_yaml, with_source
from backoffice_lib.files.whereabouts import whereabouts
from backoffice_lib.plan import Team
from backoffice_lib.plan.checks import UsualPay
from backoffice_lib.plan.dated_people import DatedPeople
from backoffice_lib.plan.grouping import Grouped, grouped
from backoffice_lib.plan.roster import COLUMNS, RosterSource, complete
from backoffice_lib.plan.whereabouts import Whereabouts

PEOPLE = "people"
_MOST_PLAN_MONTHS = 240
_FROM_PEOPLE = ("person", "position", "manager", "start", "end", "team", "heads", "fte_share", "salary_per_year")
_NUMBERS = ("pay_per_hour", "hours_per_week")
_WRITTEN_AS_NUMBERS = ("salary_per_year", "fte_share", *_NUMBERS)


@dataclass(frozen=True)
class People:
    """What a roster gives a plan: teams, their dated changes, notes, and who is in which team."""

    teams: tuple[Team, ...] = ()
    dated: tuple[DatedPeople, ...] = ()
    notes: tuple[str, ...] = ()
    whereabouts: Whereabouts | None = None


def read_people(folder: Path, whole: Place, found: Found, parts: dict[str, Any]) -> People:
    """The people of the roster that plan.yaml names under `people`; nobody where it names none.

    parts: of the plan, read before: the rates and sites that pay is held against, and the policies.
    """
    if whole.tree.value.get(PEOPLE) is None:
        return People()
    place = whole.within(PEOPLE)
    if (source := _source(folder, place, found)) is None:
        return People()
    table = mapped_table(folder, source, place, found, PEOPLE, **_typed(source))
    if table is None:
        return _unknown_teams(found)
    if not source.columns:
        if problems := list(_our_columns(table)):
            found.problems += problems
            return _unknown_teams(found)
        source = source.with_(columns={name: name for name in table.columns})
    currency = source.defaults.get("currency") or str(whole.tree.value.get("currency"))
    reading = Reading(source, table, UsualPay(parts["rates"], parts["sites"], {currency: 1.0}))
    roster, notes = people(reading)
    window = _window(whole)
    if roster.start is not None and not window:
        found.problems += told(source.file, reading.wrong)
        return _unknown_teams(found)
    basis = getattr(parts.get("policies"), "pay_basis", "calendar_month")
    made = grouped(roster, source, window, basis)
    few = sum(group.people for group in made.teams) < source.smallest_team
    if source.unusable_rows == "stop" or few:
        found.problems += told(source.file, reading.wrong)
    if few:
        what = f"fewer than {source.smallest_team} people can be used"
        found.problems.append(Problem(source.file, what, "write teams.csv with planned pay instead"))
        return _unknown_teams(found)
    teams = [_team(group, source, place, found) for group in made.teams]
    left_out = [f"left out: {problem}" for _, problem in sorted(reading.wrong.items())]
    said = (*table.notes, *left_out, *notes, *made.notes)
    return People(tuple(filter(None, teams)), made.dated, said, whereabouts(reading, made))


def _typed(source: RosterSource) -> dict[str, list[str]]:
    """The file's columns that hold numbers, and those that hold days."""
    names = source.columns or dict(zip(COLUMNS, COLUMNS, strict=True))
    numbers = [names[name] for name in _WRITTEN_AS_NUMBERS if name in names]
    return {"numbers": numbers, "days": [names[name] for name in ("start", "end") if name in names]}


def _window(whole: Place) -> range:
    """The months of the plan, as far as they can be told; what is wrong with them is told with the plan."""
    start, months = (with_source(whole.tree.value.get(name))[0] for name in ("start", "months"))
    try:
        first = Month.of(start).ordinal
    except Wrong:
        return range(0)
    whole_number = isinstance(months, int) and not isinstance(months, bool)
    return range(first, first + months) if whole_number and 0 < months <= _MOST_PLAN_MONTHS else range(0)


def _unknown_teams(found: Found) -> People:
    """Nobody; but any name of a team may be right, since nobody knows what the roster would have held."""
    found.named["team"] = None
    return People()


def _source(folder: Path, place: Place, found: Found) -> RosterSource | None:
    """How plan.yaml says the roster is to be read, or nothing when that is wrong; then the problems are noted."""
    source = from_yaml(RosterSource, place, found)
    if source is None:
        found.named["team"] = None
        return None
    source = source.with_(defaults={name: with_source(value)[0] for name, value in source.defaults.items()})
    if problems := [*file_problems(source.file, folder, place, "a roster", "your HR export"), *_default_problems(source, place)]:
        found.problems += problems
        found.named["team"] = None
        return None
    return source


def _default_problems(source: RosterSource, place: Place) -> Iterator[Problem]:
    """What is wrong with the values that hold for everyone, each told where it is written."""
    known = [name for name in dict.fromkeys((*COLUMNS, *Team.model_fields)) if name not in _FROM_PEOPLE]
    lines = {name: place.within("defaults", name).line for name in source.defaults}
    origin = Origin(place.file, place.line, lines)
    for name, value in source.defaults.items():
        where = f"{place.file}:{lines[name]}"
        if name in Team.REFUSED:
            yield Problem(where, f"{name} may mean two things", Team.REFUSED[name])
        elif name not in known:
            near = nearest(name, known)
            yield Problem(where, f"{name} can have no default", "" if near else f"use {listed(known)}", near)
        elif slip := _default_slip(name, value):
            yield origin.relocated(Problem("", slip.what, slip.mend, "", name))
    of_team = {name: value for name, value in source.defaults.items() if name in Team.model_fields and value is not None}
    whoever = {"team": "a team", "function": "work", "site": "a site", "heads": 1, "salary_per_year": 1}
    try:
        Team(**{**whoever, **{name: value for name, value in of_team.items() if name not in _FROM_PEOPLE}})
    except InputProblems as wrong:
        yield from map(origin.relocated, wrong.problems)


def _default_slip(name: str, value: object) -> Wrong | None:
    """Why a default cannot be used for people, or nothing."""
    if value is None:
        return Wrong("is blank", "give a value, or delete the line")
    if name == "full_time" and str(value).casefold() not in (*FULL, *PART):
        return Wrong("is neither full time nor part time", "write F or P")
    if name in _NUMBERS:
        try:
            number(str(value), confidential=True)
        except Wrong as slip:
            return slip
    return None


def _our_columns(table: Table) -> Iterator[Problem]:
    """What is wrong with the header of a roster that has our own names."""
    for name in table.columns:
        if name not in COLUMNS:
            near = nearest(name, COLUMNS)
            where = table.rows.place(table.where, table.header, name)
            yield Problem(where, f'a roster has no column "{name}"', choice("use", near, COLUMNS), near)
    try:
        complete({name: name for name in table.columns if name in COLUMNS})
    except Wrong as wrong:
        mend = wrong.mend.replace("name the columns of", "it needs the columns").replace("name the column of", "it needs the column")
        yield Problem(table.rows.place(table.where, table.header), f"the header {wrong.what}", mend)


def _team(group: Grouped, source: RosterSource, place: Place, found: Found) -> Team | None:
    """A team of the roster, with the defaults that hold for all."""
    held = {name: value for name, value in source.defaults.items() if name in Team.model_fields}
    values = {
        **held,
        "team": group.team,
        "function": group.function,
        "site": group.site,
        "heads": float(group.heads),
        "fte_share": group.fte_share,
        "salary_per_year": group.salary_per_year,
        "source": f"{group.people} people in {source.file}{'; ' + source.source if source.source else ''}",
    }
    lines = {name: place.within("defaults", name).line for name in held}
    return found.add(Team, values, Origin(place.file, place.within("file").line, lines))
