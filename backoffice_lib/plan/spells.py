"""Dated contracts added up by team and month, all at once; the arithmetic behind `DatedPeople`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from backoffice_lib.plan.dated_people import MOST_MONTHS_OF_SERVICE, DatedPeople
from backoffice_lib.plan.labels import numbered_together
from backoffice_lib.plan.pro_rating import FOREVER, Basis, first_days, months_of, worked

_APART = 4 * FOREVER
_DAYS = 2 * FOREVER + 1


@dataclass(frozen=True)
class Spells:
    """Contracts, one place in every array each.

    person, team: as numbers from 0. start, end: day numbers, the end not included. fte: at the team's going rate.
    since: the first day of the person's unbroken service.
    """

    person: np.ndarray
    team: np.ndarray
    start: np.ndarray
    end: np.ndarray
    fte: np.ndarray
    since: np.ndarray


@dataclass(frozen=True)
class Stays:
    """Unbroken times of somebody in a team, of contracts that follow each other or lie side by side.

    of: the stay of each contract. person, team, start, end: of each stay, days as for contracts.
    """

    of: np.ndarray
    person: np.ndarray
    team: np.ndarray
    start: np.ndarray
    end: np.ndarray


def stays(person: np.ndarray, team: np.ndarray, start: np.ndarray, end: np.ndarray) -> Stays:
    """The unbroken stays that contracts make up."""
    if not len(person):
        return Stays(*(np.zeros(0, dtype=np.int64) for _ in range(5)))
    both = numbered_together(person, team)
    order = np.argsort(both * _DAYS + start + FOREVER)
    both, first_day = both[order], start[order]
    new = np.concatenate([[True], both[1:] != both[:-1]])
    lasting = latest_so_far(end[order], new)
    new[1:] |= first_day[1:] > lasting[:-1]
    firsts = np.flatnonzero(new)
    of = np.empty(len(person), dtype=np.int64)
    of[order] = np.cumsum(new) - 1
    return Stays(of, person[order][firsts], team[order][firsts], first_day[firsts], np.maximum.reduceat(end[order], firsts))


def latest_so_far(ends: np.ndarray, new: np.ndarray) -> np.ndarray:
    """The latest end up to each row, in each run of rows that begins where `new` is true."""
    apart = np.cumsum(new) * _APART
    return np.maximum.accumulate(ends + apart) - apart


def service_since(person: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """For each contract the first day of the unbroken service it is part of, in whatever teams."""
    service = stays(person, np.zeros_like(person), start, end)
    return service.start[service.of]


@dataclass(frozen=True)
class _Grid:
    """Sums by team and month."""

    teams: int
    window: range

    def sum(self, team: np.ndarray, day: np.ndarray, here: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
        """What falls on days of each month, [team, month]; counted where no weights are given. here: which to take."""
        cells = team[here] * len(self.window) + months_of(day[here]) - self.window.start
        found = np.bincount(cells, None if weights is None else weights[here], self.teams * len(self.window))
        return found.astype(float).reshape(self.teams, -1)

    def lasting(self, team: np.ndarray, first: np.ndarray, last: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """What lasts from a month to a month, both included, [team, month]."""
        count = len(self.window)
        low, high = (np.clip(months - self.window.start, 0, count) for months in (first, last + 1))
        some = high > low
        size, team = self.teams * (count + 1), team * (count + 1)
        change = np.bincount((team + low)[some], weights[some], size) - np.bincount((team + high)[some], weights[some], size)
        return np.cumsum(change.reshape(self.teams, -1), axis=1)[:, :count]


def dated_people(names: Sequence[str], spells: Spells, vacant: Spells, window: range, basis: Basis) -> tuple[DatedPeople, ...]:
    """The dated changes of each team. names: of the teams, by number. vacant: posts without a person.

    window: the ordinals of the plan's months. Contracts outside it have to be left out before.
    """
    grid = _Grid(len(names), window)
    stay = stays(spells.person, spells.team, spells.start, spells.end)
    found = {**_heads(grid, stay), **_time(grid, spells, stay, basis)}
    ones = np.ones(len(vacant.team))
    found["vacant_posts_heads"] = grid.lasting(vacant.team, months_of(vacant.start), months_of(vacant.end - 1), ones)
    service = _service(grid, spells, stay)
    return tuple(
        DatedPeople(team=name, **{field: tuple(sums[at].tolist()) for field, sums in found.items()}, opening_tenure_heads=served)
        for at, (name, served) in enumerate(zip(names, service, strict=True))
    )


def _coming(grid: _Grid, days: np.ndarray) -> np.ndarray:
    """Which days are in the plan but not its first."""
    first, end = (int(first_days(ordinal)) for ordinal in (grid.window.start, grid.window.stop))
    return (days > first) & (days < end)


def _going(grid: _Grid, ends: np.ndarray) -> np.ndarray:
    """Which contracts have their last day in the plan; an end is the day after."""
    first, end = (int(first_days(ordinal)) for ordinal in (grid.window.start, grid.window.stop))
    return (ends > first) & (ends <= end)


def _heads(grid: _Grid, stay: Stays) -> dict[str, np.ndarray]:
    comes, goes = _coming(grid, stay.start), _going(grid, stay.end)
    into, out = _transferred(stay)
    last = stay.end - 1
    return {
        "joining_heads": grid.sum(stay.team, stay.start, comes & ~into),
        "ending_heads": grid.sum(stay.team, last, goes & ~out),
        "transferred_in_heads": grid.sum(stay.team, stay.start, comes & into),
        "transferred_out_heads": grid.sum(stay.team, last, goes & out),
        "fixed_term_heads": grid.lasting(stay.team, months_of(stay.start), months_of(last), goes.astype(float)),
    }


def _transferred(stay: Stays) -> tuple[np.ndarray, np.ndarray]:
    """Which stays begin as another of the same person ends, and which end as another begins; one for one."""
    several = np.bincount(stay.person)[stay.person] > 1 if len(stay.person) else np.zeros(0, dtype=bool)
    into, out = np.zeros_like(several), np.zeros_like(several)
    rows = np.flatnonzero(several)
    begun, ended = (stay.person[rows] * _APART + day[rows] + FOREVER for day in (stay.start, stay.end))
    into[rows], out[rows] = _matched(begun, ended), _matched(ended, begun)
    return into, out


def _matched(keys: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Which of the keys have a counterpart among the others, each used once."""
    order = np.argsort(keys, kind="stable")
    alike, others = keys[order], np.sort(others)
    rank = np.arange(len(keys)) - np.searchsorted(alike, alike)
    count = np.searchsorted(others, alike, side="right") - np.searchsorted(others, alike)
    found = np.empty(len(keys), dtype=bool)
    found[order] = rank < count
    return found


def _time(grid: _Grid, spells: Spells, stay: Stays, basis: Basis) -> dict[str, np.ndarray]:
    """Joining, ending and unpaid FTE and raises."""
    # whoever stays is rated on the last day of the month, whoever ends in it on the last day of all
    final = spells.end == stay.end[stay.of]
    first, last = months_of(spells.start), np.where(final, months_of(spells.end - 1), months_of(spells.end) - 1)
    anybody = grid.lasting(stay.team, months_of(stay.start), months_of(stay.end - 1), np.ones(len(stay.team))) > 0.5
    at_work = np.where(anybody, grid.lasting(spells.team, first, last, spells.fte), 0.0)
    began = stay.start[stay.of]
    joins = _coming(grid, began) & (first == months_of(began)) & (last >= first)
    joining = grid.sum(spells.team, began, joins, spells.fte)
    ending = grid.sum(spells.team, spells.end - 1, final & _going(grid, spells.end), spells.fte)
    opening = _sum(grid, spells.team, spells.fte, _at(spells, grid))
    before = np.column_stack([opening, (at_work - ending)[:, :-1]])
    stayed = _staying(grid, stay)
    raised = np.divide(at_work - joining, before, out=np.ones_like(before), where=stayed)
    paid = np.zeros_like(at_work)
    if len(spells.team):
        covered = worked(spells.start, spells.end, spells.fte, grid.window, basis, spells.team)
        paid[: len(covered)] = covered
    return {"arriving_fte": joining, "departing_fte": ending, "raised_share": raised - 1, "unpaid_fte": np.where(anybody, at_work - paid, 0.0)}


def _at(spells: Spells | Stays, grid: _Grid) -> np.ndarray:
    """Which are there on the first day of the plan."""
    day = int(first_days(grid.window.start))
    return (spells.start <= day) & (spells.end > day)


def _sum(grid: _Grid, team: np.ndarray, weights: Any, here: np.ndarray) -> np.ndarray:
    return np.bincount(team[here], weights[here], grid.teams)


def _staying(grid: _Grid, stay: Stays) -> np.ndarray:
    """Where a team has somebody who was there before the month, or on the first day of the plan, and still is in it."""
    day = int(first_days(grid.window.start))
    first = np.where(stay.start <= day, grid.window.start, months_of(stay.start) + 1)
    return grid.lasting(stay.team, first, months_of(stay.end - 1), np.ones(len(stay.team))) > 0.5


def _service(grid: _Grid, spells: Spells, stay: Stays) -> list[tuple[float, ...]]:
    """The heads of the first day of each team by completed months of service."""
    there = np.flatnonzero(_at(spells, grid))
    _, one_each = np.unique(stay.of[there], return_index=True)
    there = there[one_each]
    since = spells.since[there]
    begun = first_days(months_of(since)) < since
    months = np.clip(grid.window.start - months_of(since) - begun, 0, MOST_MONTHS_OF_SERVICE)
    width = MOST_MONTHS_OF_SERVICE + 1
    counts = np.bincount(spells.team[there] * width + months, minlength=grid.teams * width).reshape(grid.teams, width)
    return [tuple(np.trim_zeros(row.astype(float), "b").tolist()) for row in counts]
