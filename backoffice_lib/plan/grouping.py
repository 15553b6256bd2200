"""A roster of people, column by column, and the teams it makes; nobody's pay leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.errors import listed
from backoffice_lib.plan.dated_people import DatedPeople
from backoffice_lib.plan.labels import Labels, numbered_together
from backoffice_lib.plan.pro_rating import Basis, first_days
from backoffice_lib.plan.roster import RosterSource
from backoffice_lib.plan.spells import Spells, dated_people, service_since


@dataclass(frozen=True)
class Roster:
    """Contracts of people, and vacant posts, one place in every array each.

    department, function, site: texts. pay_per_year: as earned. fte_share: of full time. person: a number. vacant: whether it is
    a post without a person. start, end: day numbers, the end not included; nothing for a roster without dates.
    """

    department: Labels
    function: Labels
    site: Labels
    pay_per_year: np.ndarray
    fte_share: np.ndarray
    person: np.ndarray
    vacant: np.ndarray
    start: np.ndarray | None = None
    end: np.ndarray | None = None

    def take(self, rows: np.ndarray) -> Roster:
        """Some of its rows."""
        labels = (column.take(rows) for column in (self.department, self.function, self.site))
        arrays = (self.pay_per_year, self.fte_share, self.person, self.vacant, self.start, self.end)
        return Roster(*labels, *(None if column is None else column[rows] for column in arrays))


@dataclass(frozen=True)
class Grouped:
    """A team made of people: its name and function, where it sits, and its pay.

    people: employed at any time in the plan. heads: on its first day. fte_share: of one of them. salary_per_year: of a full-time
    year; both of everyone where nobody is there yet.
    """

    team: str
    function: str
    site: str
    people: int
    heads: int
    fte_share: float
    salary_per_year: float


@dataclass(frozen=True)
class Teams:
    """The teams of a roster, their dated changes, notes on those too small to stand alone, and who is in which.

    rows: of the roster, one for each person. team: the place of each one's team.
    """

    teams: list[Grouped]
    dated: tuple[DatedPeople, ...]
    notes: list[str]
    rows: np.ndarray
    team: np.ndarray


Key = tuple[str, str, str]


def grouped(
    roster: Roster, source: RosterSource, window: range = range(0), basis: Basis = "calendar_month"
) -> Teams:
    """The teams of a roster by department, function and site.

    window: the ordinals of the plan's months, basis: how parts of them are paid; for a roster with dates.
    """
    if roster.start is None:
        teams, at, order, joined = _teams(roster.take(~roster.vacant), source, None)
        vacancies = int(roster.vacant.sum())
        notes = joined + _counted(vacancies, "vacant post without dates is not counted", "vacant posts without dates are not counted", source)
        return Teams(teams, (), notes, np.flatnonzero(~roster.vacant), np.array(order, dtype=int)[at])
    first, after = int(first_days(window.start)), int(first_days(window.stop))
    inside = (roster.start < after) & (roster.end > first)
    since = service_since(roster.person, roster.start, roster.end)[inside]
    notes = _counted(
        int((~inside & ~roster.vacant).sum()), "contract outside the plan is not used", "contracts outside the plan are not used", source
    )
    rows, roster = np.flatnonzero(inside), roster.take(inside)
    there = (roster.start <= first) & (roster.end > first)
    teams, at, order, joined = _teams(roster, source, there)
    dated = _dated(roster, since, [teams[number] for number in order], at, window, basis) if teams else ()
    by_start = np.argsort(roster.start, kind="stable")
    by_start = by_start[~roster.vacant[by_start]]
    first_row = by_start[np.unique(roster.person[by_start], return_index=True)[1]]
    team = np.array(order, dtype=int)[at[first_row]]
    return Teams(teams, tuple(sorted(dated, key=lambda record: record.team)), notes + joined, rows[first_row], team)


def _counted(count: int, one: str, several: str, source: RosterSource) -> list[str]:
    return [f"{source.file}: {count} {one if count == 1 else several}"] if count else []


def _teams(roster: Roster, source: RosterSource, there: np.ndarray | None) -> tuple[list[Grouped], np.ndarray, list[int], list[str]]:
    """The teams by name, for each row the number of its team, for each number the place of its team, and notes.

    there: which rows are there on the first day of the plan; all where nothing is said.
    """
    keys, at = _keys(roster)
    people = _people(at, roster, len(keys))
    into, notes = _joined(dict(zip(keys, people.tolist(), strict=True)), source)
    target = list(dict.fromkeys(into.values()))
    number = {key: place for place, key in enumerate(target)}
    at = np.array([number[into[key]] for key in keys], dtype=np.int64)[at]
    people = _people(at, roster, len(target))
    heads = people if there is None else _people(at, roster, len(target), there)
    working = ~roster.vacant if there is None else ~roster.vacant & (there | (heads == 0)[at])
    rows, fte, pay = (np.bincount(at[working], weights, len(target)) for weights in (None, roster.fte_share[working], roster.pay_per_year[working]))
    # a team of vacant posts alone has neither; too few people are told by whoever asked
    per, fte = np.where(heads > 0, heads, np.maximum(rows, 1)), np.maximum(fte, 1e-12)
    several_sites = len({site for _, _, site in target}) > 1
    names = [_team_name(key, source, several_sites) for key in target]
    numbers = zip(people.tolist(), heads.tolist(), np.minimum(fte / per, 1.0).tolist(), (pay / fte).tolist(), strict=True)
    teams = [Grouped(name, key[1], key[2], *values) for name, key, values in zip(names, target, numbers, strict=True)]
    by_name = sorted(range(len(teams)), key=lambda place: names[place])
    order = [0] * len(teams)
    for place, team in enumerate(by_name):
        order[team] = place
    return [teams[team] for team in by_name], at, order, notes


def _keys(roster: Roster) -> tuple[list[Key], np.ndarray]:
    """The groups in the order in which they come, and the number of each row's."""
    columns = (roster.department, roster.function, roster.site)
    if not len(roster.person):
        return [], np.zeros(0, dtype=np.int64)
    codes = numbered_together(*(column.codes for column in columns))
    first = np.empty(int(codes.max()) + 1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    order = np.argsort(first)
    number = np.empty_like(order)
    number[order] = np.arange(len(order))
    return [tuple(column[row] for column in columns) for row in first[order]], number[codes]


def _people(at: np.ndarray, roster: Roster, count: int, there: np.ndarray | None = None) -> np.ndarray:
    """How many people are in each group, each counted once."""
    here = ~roster.vacant if there is None else ~roster.vacant & there
    person, at = roster.person[here], at[here]
    if np.bincount(person).max(initial=0) > 1:
        at = np.unique(person * count + at) % count
    return np.bincount(at, minlength=count)


def _dated(
    roster: Roster, since: np.ndarray, teams: list[Grouped], at: np.ndarray, window: range, basis: Basis
) -> tuple[DatedPeople, ...]:
    """The dated changes of the teams, given by number."""
    rate = np.array([team.salary_per_year for team in teams])
    fte = roster.pay_per_year / rate[at]
    columns = (roster.person, at, roster.start, roster.end, fte, since)
    hired, vacant = (Spells(*(column[rows] for column in columns)) for rows in (~roster.vacant, roster.vacant))
    return dated_people([team.team for team in teams], hired, vacant, window, basis)


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
