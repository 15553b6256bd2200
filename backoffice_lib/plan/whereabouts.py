"""Which team each person of a roster is in: ids and teams, and nothing else that a roster says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backoffice_lib.basics.errors import nearest

_MOST_COMPARED = 50_000


@dataclass(frozen=True, eq=False)
class Whereabouts:
    """The people of a roster who can be named.

    file: the roster. lines, word: its rows, one a person, and what a row is called. ids, team: of each person, the id and the
    number of the team that they are in on the first day of the plan or, if they come later, at first. teams: their names.
    """

    file: str
    lines: Sequence[int]
    word: str
    ids: Sequence[str]
    team: np.ndarray
    teams: tuple[str, ...]

    def __eq__(self, other: object) -> bool:
        """Whether the same people are in the same teams, wherever that was written."""
        if not isinstance(other, Whereabouts):
            return NotImplemented
        return self.teams == other.teams and list(self.ids) == list(other.ids) and np.array_equal(self.team, other.team)

    def __hash__(self) -> int:
        return hash((self.teams, len(self.ids)))

    def __repr__(self) -> str:
        return f"Whereabouts({len(self.ids):,} people of {self.file})"

    def team_of(self, person: str) -> str | None:
        """The team a person is in; None for nobody of the roster."""
        at = self._number.get(person)
        return None if at is None else self.teams[self.team[at]]

    def heads(self, people: Iterable[str]) -> dict[str, int]:
        """How many of some people are in each team, of those that have any, in the order of the plan."""
        found = [self.team_of(person) for person in dict.fromkeys(people)]
        return {team: found.count(team) for team in self.teams if team in found}

    def unknown(self, person: str) -> tuple[str, str]:
        """What is wrong with an id that nobody has, and whose may be meant; told by the row, as no message repeats a cell of a roster."""
        near = nearest(person, self.ids) if len(self.ids) <= _MOST_COMPARED else ""
        mend = f"the nearest is in {self.word} {self.lines[self._number[near]]}" if near else "give ids of its column person"
        return f'"{person[:40]}" is nobody in {self.file} who is counted', mend

    @cached_property
    def _number(self) -> dict[str, int]:
        return {person: at for at, person in enumerate(self.ids)}
