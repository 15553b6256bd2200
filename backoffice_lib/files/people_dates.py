"""When the people of a roster are employed: days that cannot be, contracts that overlap, and more than full time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.errors import listed
from backoffice_lib.files.days import NO_DAY, days
from backoffice_lib.files.people import Reading
from backoffice_lib.plan.labels import numbered_together
from backoffice_lib.plan.pro_rating import FOREVER
from backoffice_lib.plan.spells import latest_so_far

_EXACT = 10**12
_SLACK = 1_000
_MOST_LINES = 3


@dataclass(frozen=True)
class Contracts:
    """Who each row is, and when: person as a number that nobody shares, whether that person is named, and whether it is a
    post without one; start and end as day numbers, the end not included, from ever to ever where there are no dates."""

    person: np.ndarray
    named: np.ndarray
    vacant: np.ndarray
    start: np.ndarray
    end: np.ndarray


def read_contracts(reading: Reading) -> Contracts:
    """The contract or post of every row; what cannot be read is noted."""
    count, person = len(reading), reading.labels("person")
    named = ~person.are_blank()
    number = np.where(named, person.codes, int(person.codes.max(initial=0)) + 1 + np.arange(count))
    vacant = ~named & ~reading.labels("position").are_blank() if reading.has("person") else np.zeros(count, dtype=bool)
    if not reading.has("start"):
        return Contracts(number, named, vacant, np.full(count, -FOREVER), np.full(count, FOREVER))
    start, end = _read(reading, "start"), _read(reading, "end")
    reading.refuse_all(reading.labels("start").are_blank(), "start", "is blank", "give the first day")
    both = (start != NO_DAY) & (end != NO_DAY)
    reading.refuse_all(both & (end < start), "end", "is before the start", "give the last day, or leave it blank")
    start = np.where(start == NO_DAY, -FOREVER, start)
    return Contracts(number, named, vacant, start, np.where(end == NO_DAY, FOREVER, end + 1))


def _read(reading: Reading, name: str) -> np.ndarray:
    labels = reading.labels(name)
    found, wrong = days(labels.words, reading.source.dates)
    reading.refuse_words(name, wrong)
    return found[labels.codes]


def refuse_second_rows(reading: Reading, contracts: Contracts) -> None:
    """A person has one row in a roster without dates, and in one with dates one contract at a time in a team and position."""
    rows = _of_several(contracts, reading.usable())
    if not reading.has("start"):
        _refuse_again(reading, contracts)
    elif len(rows):
        _refuse_overlaps(reading, contracts, rows)


def _refuse_again(reading: Reading, contracts: Contracts) -> None:
    rows = _of_several(contracts, contracts.named)
    order = rows[np.argsort(contracts.person[rows], kind="stable")]
    person = contracts.person[order]
    first = np.searchsorted(person, person)
    for at in np.flatnonzero(first != np.arange(len(order))):
        what = f"is the person of {reading.line(order[first[at]])} again"
        reading.refuse(order[at], "person", what, "keep one row a person")


def _refuse_overlaps(reading: Reading, contracts: Contracts, rows: np.ndarray) -> None:
    places = (reading.labels(name).codes[rows] for name in ("team", "position"))
    group = numbered_together(contracts.person[rows], *places)
    order = np.lexsort((contracts.start[rows], group))
    rows, group = rows[order], group[order]
    new = np.concatenate([[True], group[1:] != group[:-1]])
    end = contracts.end[rows]
    lasting = latest_so_far(end, new)
    holder = np.maximum.accumulate(np.where(end == lasting, np.arange(len(rows)), 0))
    for at in 1 + np.flatnonzero(~new[1:] & (contracts.start[rows[1:]] < lasting[:-1])):
        what = f"overlaps with the contract of {reading.line(rows[holder[at - 1]])}, of the same person in the same team"
        what += " and position" if reading.has("position") else ""
        reading.refuse(rows[at], "start", what, "end one before the other starts")


def refuse_more_than_full_time(reading: Reading, contracts: Contracts, fte: np.ndarray) -> None:
    """Nobody works more than full time on any day, all positions together."""
    rows = _of_several(contracts, reading.usable())
    if not len(rows) or not reading.has("start"):
        return
    person, share = contracts.person[rows], np.round(fte[rows] * _EXACT).astype(np.int64)
    who, day = np.tile(person, 2), np.concatenate([contracts.start[rows], contracts.end[rows]])
    change, row = np.concatenate([share, -share]), np.tile(rows, 2)
    order = np.lexsort((change, day, who))
    over = (np.cumsum(change[order]) > _EXACT + _SLACK) & (change[order] > 0)
    name = next((name for name in ("fte_share", "hours_per_week") if reading.has(name)), "person")
    for at in row[order][over]:
        own = rows[person == contracts.person[at]]
        beside = own[(contracts.start[own] <= contracts.start[at]) & (contracts.end[own] > contracts.start[at]) & (own != at)]
        others = listed([reading.line(other) for other in beside], _MOST_LINES)
        reading.refuse(at, name, f"comes to more than full time together with {others}", "give shares of at most 1 in all on every day")


def _of_several(contracts: Contracts, usable: np.ndarray) -> np.ndarray:
    """The rows of people who have several."""
    rows = np.flatnonzero(usable & contracts.named)
    if not len(rows):
        return rows
    return rows[np.bincount(contracts.person[rows])[contracts.person[rows]] > 1]
