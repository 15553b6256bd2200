"""A roster of people, column by column, and the teams it makes; nobody's pay leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import AfterValidator, BeforeValidator, Field

from backoffice_lib.basics.errors import Wrong, choice, described, listed, nearest
from backoffice_lib.basics.record import Name, Record, Text
from backoffice_lib.basics.units import Measure

COLUMNS = (
    "person",
    "team",
    "role",
    "site",
    "function",
    "full_time",
    "salary_per_year",
    "pay_per_hour",
    "hours_per_week",
)


def _mapping(value: Any) -> Any:
    if not isinstance(value, dict):
        mend = "write each below it as `name: value`, indented"
        raise Wrong(described(value) + ("" if value is None else ", not a group of keys and values"), mend)
    return value


def _our_name(name: str) -> str:
    if name not in COLUMNS:
        near = nearest(name, COLUMNS)
        raise Wrong("is no column of a roster", choice("use", near, COLUMNS), near)
    return name


def _heading(value: Any) -> str:
    if isinstance(value, (dict, list, bool)) or value is None:
        raise Wrong(described(value), "give the name of the column in your file")
    return str(value).strip()


def _complete(columns: dict[str, str]) -> dict[str, str]:
    """The columns, when they say who is paid what, each from a column of its own."""
    if "team" not in columns or not {"salary_per_year", "pay_per_hour"} & set(columns):
        raise Wrong("does not say who is paid what", "name the columns of team, and of salary_per_year or pay_per_hour")
    first: dict[str, str] = {}
    for name, heading in columns.items():
        if first.setdefault(heading, name) != name:
            raise Wrong(f'takes "{heading}" for {first[heading]} and for {name}', "give each a column of its own")
    return columns


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(word, str) and word.strip() for word in value):
        what = f"{described(value)}, not a list of words" if not isinstance(value, list) else "is not a list of words"
        raise Wrong(what, "write words of job titles, such as [accountant, auditor]")
    return tuple(word.casefold() for word in value)


Columns = Annotated[
    dict[Annotated[str, BeforeValidator(_our_name)], Annotated[str, BeforeValidator(_heading)]],
    BeforeValidator(_mapping),
    AfterValidator(_complete),
]
Functions = Annotated[dict[Name, Annotated[tuple[str, ...], BeforeValidator(_words)]], BeforeValidator(_mapping)]


class RosterSource(Record):
    """How to read an HR export: its file, which of its columns is what, and what it does not say.

    columns: our name of a column to the file's. defaults: columns and team fields that hold for everyone.
    functions: for each function, words of the job titles that do it; the first that fits wins, the rest do
    `other_function`. full_time_hours_per_week and weeks_per_year turn hourly pay into yearly. smallest_team: people
    in fewer numbers are joined to a larger team, so that no team shows somebody's pay. unusable_rows: `stop`, or
    `leave_out` and report them.
    """

    KIND: ClassVar[str] = "people"

    file: Name
    columns: Columns
    defaults: Annotated[dict[str, Any], BeforeValidator(_mapping)] = Field(default_factory=dict)
    functions: Functions = Field(default_factory=dict)
    other_function: Name = "general work"
    full_time_hours_per_week: Annotated[float, Measure("hours/week", high=80, above_low=True)] = 40.0
    weeks_per_year: Annotated[float, Measure("weeks/year", low=40, high=53)] = 52.0
    smallest_team: Annotated[int, Measure("people", low=5, high=1000, whole=True)] = 5
    unusable_rows: Literal["stop", "leave_out"] = "stop"
    source: Text = ""

    @property
    def key(self) -> str:
        return self.file

    def function_of(self, role: str) -> str:
        """The function a job title does, by the words in it."""
        title = role.casefold()
        fitting = (name for name, words in self.functions.items() if any(word in title for word in words))
        return next(fitting, self.other_function)


@dataclass(frozen=True)
class Roster:
    """People, one place in every array each: department, function, site, yearly pay as earned, share of full time."""

    department: np.ndarray
    function: np.ndarray
    site: np.ndarray
    pay_per_year: np.ndarray
    fte_share: np.ndarray


@dataclass(frozen=True)
class Grouped:
    """A team made of people: its name and function, where it sits, how many, their time and their pay together."""

    team: str
    function: str
    site: str
    heads: int
    fte: float
    pay_per_year: float


Key = tuple[str, str, str]


def grouped(roster: Roster, source: RosterSource) -> tuple[list[Grouped], list[str]]:
    """The teams of a roster, by department, function and site, and notes on those too small to stand alone."""
    keys = list(zip(roster.department, roster.function, roster.site, strict=True))
    names = list(dict.fromkeys(keys))
    number = {key: at for at, key in enumerate(names)}
    at = np.array([number[key] for key in keys], dtype=int)
    heads = np.bincount(at, minlength=len(names))
    into, notes = _joined({key: int(heads[number[key]]) for key in names}, source)
    target = list(dict.fromkeys(into.values()))
    at = np.array([target.index(into[key]) for key in names], dtype=int)[at] if names else at
    sums = [np.bincount(at, weights, len(target)) for weights in (None, roster.fte_share, roster.pay_per_year)]
    several_sites = len({site for _, _, site in target}) > 1
    teams = [
        Grouped(_team_name(key, source, several_sites), key[1], key[2], int(n), float(fte), float(pay))
        for key, n, fte, pay in zip(target, *sums, strict=True)
    ]
    return sorted(teams, key=lambda team: team.team), notes


def _team_name(key: Key, source: RosterSource, several_sites: bool) -> str:
    department, function, site = key
    parts = (department, "" if function == source.other_function else function, f"in {site}" if several_sites else "")
    return " ".join(part for part in parts if part)


def _joined(heads: Mapping[Key, int], source: RosterSource) -> tuple[dict[Key, Key], list[str]]:
    """Which group each group goes into: itself, or a larger one when it is too small to stand alone."""
    small, into, left_over = source.smallest_team, {}, []
    departments: dict[tuple[str, str], list[Key]] = {}
    for key in heads:
        departments.setdefault((key[0], key[2]), []).append(key)
    for (department, site), keys in departments.items():
        if sum(heads[key] for key in keys) < small:
            left_over += keys
            continue
        rest = [key for key in keys if heads[key] < small]
        home = (department, source.other_function, site)
        if sum(heads.get(key, 0) for key in {*rest, home}) < small:
            home = max(keys, key=lambda key: heads[key])
        into |= {key: home if key in rest else key for key in keys}
    into |= _small_departments(heads, left_over, source)
    moved = [f"{function} of {department}" for (department, function, _), goal in into.items() if (department, function) != goal[:2]]
    groups = "1 group" if len(moved) == 1 else f"{len(moved)} groups"
    note = f"{source.file}: {groups} of fewer than {small} people counted with the rest of their department"
    notes = [f"{note}: {listed(moved, 5)}"] if moved else []
    return into, notes


def _small_departments(heads: Mapping[Key, int], left_over: list[Key], source: RosterSource) -> dict[Key, Key]:
    """Departments too small in all become one team, or part of the largest where even that is too small."""
    others = [key for key in heads if key not in left_over]
    goal = ("small departments", source.other_function, left_over[0][2] if left_over else "")
    if others and sum(heads[key] for key in left_over) < source.smallest_team:
        goal = max(others, key=lambda key: heads[key])
    return dict.fromkeys(left_over, goal)
