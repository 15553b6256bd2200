"""Who reports to whom in a roster: to people of it, never to themselves, and never in a circle."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from backoffice_lib.basics.errors import listed
from backoffice_lib.files.people import Reading
from backoffice_lib.files.people_dates import Contracts
from backoffice_lib.files.plain_text import brief

_NOBODY, _UNKNOWN = -1, -2


def refuse_managers(reading: Reading, contracts: Contracts) -> None:
    """Rows whose manager is nobody of the roster or the person of the row, and circles of managers."""
    if not reading.has("manager"):
        return
    people, managers = reading.labels("person"), reading.labels("manager")
    number = {word: code for code, word in enumerate(people.words) if word}
    by_word = np.array([number.get(word, _UNKNOWN) if word else _NOBODY for word in managers.words], dtype=np.int64)
    manager = by_word[managers.codes]
    mend = f"write it as the column {brief(reading.source.columns['person'])} does, or leave it blank"
    reading.refuse_all(manager == _UNKNOWN, "manager", "is no person of the roster", mend)
    itself = contracts.named & (manager == contracts.person)
    reading.refuse_all(itself, "manager", "is the person of this row", "give another, or leave it blank")
    rows = np.flatnonzero(contracts.named & (manager >= 0) & ~itself & reading.usable())
    for circle in _circles(rows, manager, contracts):
        lines = listed([str(reading.table.lines[row]) for row in circle])
        what = f"{reading.table.rows.word}s {lines} report to each other in a circle"
        reading.refuse(circle[0], "manager", what, "give one of them another manager, or none")


def _circles(rows: np.ndarray, manager: np.ndarray, contracts: Contracts) -> Iterator[list[int]]:
    """The rows of each circle that holds on some day, from the first row on; each is told once."""
    for _ in range(2):
        rows = rows[_kept(contracts.person[rows], manager[rows])]
        rows = rows[_kept(manager[rows], contracts.person[rows])]
    told: set[int] = set()
    for day in np.unique(contracts.start[rows]):
        there = rows[(contracts.start[rows] <= day) & (contracts.end[rows] > day)]
        reports = {}
        for row in there.tolist():
            if row not in told:
                reports.setdefault(int(contracts.person[row]), []).append(row)
        while circle := _circle(reports, manager):
            told |= set(circle)
            reports = {who: [row for row in own if row not in told] for who, own in reports.items()}
            first = circle.index(min(circle))
            yield circle[first:] + circle[:first]


def _kept(below: np.ndarray, above: np.ndarray) -> np.ndarray:
    """Which pairs are left once all who have nobody above are taken away, again and again."""
    count = int(max(below.max(initial=-1), above.max(initial=-1))) + 1
    open_above = np.bincount(below, minlength=count)
    by_above = np.argsort(above, kind="stable")
    first = np.concatenate([[0], np.cumsum(np.bincount(above, minlength=count))])
    gone = np.flatnonzero(open_above == 0)
    while len(gone):
        sizes = first[gone + 1] - first[gone]
        ahead = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        freed = below[by_above[np.repeat(first[gone], sizes) + ahead]]
        who, times = np.unique(freed, return_counts=True)
        open_above[who] -= times
        gone = who[open_above[who] == 0]
    return (open_above[below] > 0) & (open_above[above] > 0)


def _circle(reports: dict[int, list[int]], manager: np.ndarray) -> list[int]:
    """The rows of one circle, or nothing. reports: the rows of each person."""
    finished: set[int] = set()
    for who in reports:
        path: list[int] = []
        at: dict[int, int] = {}
        waiting = [(who, -1, 0)]
        while waiting:
            person, by, depth = waiting.pop()
            for left in [one for one, place in at.items() if place >= depth]:
                finished.add(left)
                del at[left]
            path = path[: max(depth - 1, 0)] + ([by] if by >= 0 else [])
            if person in at:
                return path[at[person] :]
            if person in finished:
                continue
            at[person] = depth
            waiting += [(int(manager[row]), row, depth + 1) for row in reports.get(person, ())]
    return []
