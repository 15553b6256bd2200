"""Reads a roster, any HR export with its own column names, into teams; every row not used is reported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from backoffice_lib.basics.errors import InputProblems, Problem, Wrong, choice, listed, nearest
from backoffice_lib.basics.record import Origin
from backoffice_lib.files.csv_text import Table
from backoffice_lib.files.figures import number
from backoffice_lib.files.people import FULL, PART, Reading, people
from backoffice_lib.files.plain_text import MOST_PROBLEMS
from backoffice_lib.files.records import Found, Place, from_yaml, with_source
from backoffice_lib.files.tables import ENDINGS, read_file
from backoffice_lib.plan import Team
from backoffice_lib.plan.checks import UsualPay
from backoffice_lib.plan.roster import COLUMNS, Grouped, RosterSource, grouped

PEOPLE = "people"
_FROM_PEOPLE = ("person", "team", "heads", "fte_share", "salary_per_year")
_NUMBERS = ("pay_per_hour", "hours_per_week")
_PAID_BY = ("salary_per_year", *_NUMBERS)


def teams_from_roster(
    folder: Path, whole: Place, found: Found, rates: tuple, sites: tuple
) -> tuple[tuple[Team, ...], tuple[str, ...]]:
    """The teams of the roster that plan.yaml names under `people`, and notes; none where it names none.

    rates, sites: what pay is held against.
    """
    if whole.tree.value.get(PEOPLE) is None:
        return (), ()
    place = whole.within(PEOPLE)
    if (source := _source(folder, place, found)) is None:
        return (), ()
    numbers = [source.columns[name] for name in _PAID_BY if name in source.columns]
    table = found.reading(read_file, folder, source.file, sheet=PEOPLE, numbers=numbers)
    if table is None or (problems := list(_column_problems(source, table, place))):
        found.problems += [] if table is None else problems
        return _unknown_teams(found)
    currency = source.defaults.get("currency") or str(whole.tree.value.get("currency"))
    reading = Reading(source, table, UsualPay(rates, sites, {currency: 1.0}))
    roster, notes = people(reading)
    groups, joined = grouped(roster, source)
    few = sum(group.heads for group in groups) < source.smallest_team
    if source.unusable_rows == "stop" or few:
        found.problems += _told(reading)
    if few:
        what = f"fewer than {source.smallest_team} people can be used"
        found.problems.append(Problem(source.file, what, "write teams.csv with planned pay instead"))
        return _unknown_teams(found)
    teams = [_team(group, source, place, found) for group in groups]
    left_out = [f"left out: {problem}" for _, problem in sorted(reading.wrong.items())]
    return tuple(filter(None, teams)), (*table.notes, *left_out, *notes, *joined)


def _unknown_teams(found: Found) -> tuple[tuple[Team, ...], tuple[str, ...]]:
    """No teams; but any name of a team may be right, since nobody knows what the roster would have held."""
    found.named["team"] = None
    return (), ()


def _told(reading: Reading) -> Iterator[Problem]:
    """The problems of the rows, in their order; of very many the first and the number of the others."""
    problems = [problem for _, problem in sorted(reading.wrong.items())]
    yield from problems[:MOST_PROBLEMS]
    if more := len(problems) - MOST_PROBLEMS > 0 and len(problems) - MOST_PROBLEMS:
        yield Problem(reading.source.file, f"and {more:,} more rows like these")


def _source(folder: Path, place: Place, found: Found) -> RosterSource | None:
    """How plan.yaml says the roster is to be read, or nothing when that is wrong; then the problems are noted."""
    source = from_yaml(RosterSource, place, found)
    if source is None:
        found.named["team"] = None
        return None
    source = source.with_(defaults={name: with_source(value)[0] for name, value in source.defaults.items()})
    if problems := [*_file_problems(source, folder, place), *_default_problems(source, place)]:
        found.problems += problems
        found.named["team"] = None
        return None
    return source


def _file_problems(source: RosterSource, folder: Path, place: Place) -> Iterator[Problem]:
    where = f"{place.file}:{place.within('file').line}"
    path = (folder / source.file).resolve()
    if not path.is_relative_to(folder.resolve()):
        yield Problem(where, f'"{source.file}" is outside the plan folder', "copy the file into it")
    elif not path.is_file():
        near = nearest(source.file, [found.name for found in sorted(folder.iterdir()) if found.suffix in ENDINGS])
        mend = "" if near else "copy your HR export into it"
        yield Problem(where, f"there is no file {source.file} in the plan folder", mend, near)
    elif path.suffix.lower() not in ENDINGS:
        yield Problem(where, f"a roster is not read from a {path.suffix} file", 'save it as "CSV UTF-8" and name that file')


def _default_problems(source: RosterSource, place: Place) -> Iterator[Problem]:
    """What is wrong with the values that hold for everyone, each told where it is written."""
    known = [name for name in dict.fromkeys((*COLUMNS, *Team.model_fields)) if name not in _FROM_PEOPLE]
    lines = {name: place.within("defaults", name).line for name in source.defaults}
    origin = Origin(place.file, place.line, lines)
    for name, value in source.defaults.items():
        if name not in known:
            near = nearest(name, known)
            yield Problem(f"{place.file}:{lines[name]}", f"{name} can have no default", choice("use", near, known), near)
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


def _column_problems(source: RosterSource, table: Table, place: Place) -> Iterator[Problem]:
    for name, column in source.columns.items():
        if column not in table.columns:
            where = f"{place.file}:{place.within('columns', name).line}"
            near = nearest(column, table.columns)
            mend = "" if near else f"it has {listed(table.columns, 12)}"
            yield Problem(where, f'{source.file} has no column "{column}"', mend, near)


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
