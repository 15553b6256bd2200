"""A scenario that is being worked on: initiatives as they are filled in, right or not, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any

from backoffice_lib import levers
from backoffice_lib.analyses._initiatives import Initiative
from backoffice_lib.basics.errors import InputProblems, Problem
from backoffice_lib.basics.money import sentence, spoken
from backoffice_lib.basics.record import Origin
from backoffice_lib.drivers import Lever
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario

NAME = "my_scenario"
ONE_STEP_SECONDS = 2.0


@dataclass(frozen=True)
class Entry:
    """One initiative as it is filled in: its number, which it keeps, the lever's word, what is given, and whether it counts."""

    number: int
    word: str
    given: Mapping[str, Any]
    on: bool = True

    @property
    def place(self) -> str:
        """How messages point to it."""
        return f"initiative {self.number}"

    def lever(self) -> Lever:
        """The lever it makes. Raises InputProblems."""
        return levers.by_word()[self.word](**self.given).read_at(Origin(file=self.place))

    @property
    def title(self) -> str:
        """What it is about, as it is read."""
        try:
            return sentence(Initiative(None, self.lever()).name)
        except InputProblems:
            return sentence(spoken(self.word))


@dataclass(frozen=True)
class Draft:
    """A scenario as it is filled in: its name, what it says of itself, and its initiatives in order."""

    name: str = NAME
    story: str = ""
    owner: str = ""
    entries: tuple[Entry, ...] = ()

    @classmethod
    def of(cls, scenario: Scenario) -> Draft:
        """The initiatives of a scenario, to be changed."""
        entries = tuple(Entry(at, lever.word(), lever.given) for at, lever in enumerate(scenario.levers, 1))
        return cls(scenario.name if entries else NAME, scenario.story if entries else "", scenario.owner, entries)

    def entry(self, number: int) -> Entry | None:
        """An initiative by its number; nothing where it is no longer there."""
        return next((one for one in self.entries if one.number == number), None)

    def added(self, word: str, given: Mapping[str, Any]) -> Draft:
        """The draft with one more initiative at its end."""
        return replace(self, entries=(*self.entries, Entry(self._next, word, dict(given))))

    def without(self, number: int) -> Draft:
        """The draft without an initiative."""
        return replace(self, entries=tuple(one for one in self.entries if one.number != number))

    def doubled(self, number: int) -> Draft:
        """The draft with a copy of an initiative right after it."""
        copies = [[one, replace(one, number=self._next)] if one.number == number else [one] for one in self.entries]
        return replace(self, entries=tuple(one for both in copies for one in both))

    def moved(self, number: int, by: int) -> Draft:
        """The draft with an initiative pulled so many places later, or earlier where that is below 0."""
        others = list(self.without(number).entries)
        at = next(at for at, one in enumerate(self.entries) if one.number == number)
        others.insert(min(max(at + by, 0), len(others)), self.entries[at])
        return replace(self, entries=tuple(others))

    def with_entry(self, number: int, **changes: Any) -> Draft:
        """The draft with an initiative of which something is changed: what is given, or whether it counts."""
        return replace(self, entries=tuple(replace(one, **changes) if one.number == number else one for one in self.entries))

    @property
    def _next(self) -> int:
        return max((one.number for one in self.entries), default=0) + 1

    def plan_before(self, number: int, plan: Plan) -> Plan:
        """The plan with what the initiatives before one of them add to it, as far as they are right."""
        for one in self.entries:
            if one.number == number:
                break
            try:
                lever = one.lever()
                plan = plan if not one.on or any(lever.check(plan)) else lever.extend(plan)
            except InputProblems:
                continue
        return plan

    def tried(self, plan: Plan) -> tuple[Scenario | None, dict[int, tuple[Problem, ...]]]:
        """The scenario it makes on a plan, and everything wrong with it by the number of the initiative, 0 for the scenario itself."""
        pulled, problems = [], []
        for one in self.entries:
            try:
                pulled += [one.lever()] if one.on else []
            except InputProblems as refused:
                problems += (replace(problem, where=one.place) for problem in refused.problems)
        try:
            scenario = Scenario(name=self.name, story=self.story, owner=self.owner, levers=tuple(pulled))
        except InputProblems as refused:
            return None, self._by_number([*problems, *refused.problems])
        problems += scenario.check(plan)
        return (None if problems else scenario), self._by_number(problems)

    def _by_number(self, problems: list[Problem]) -> dict[int, tuple[Problem, ...]]:
        places, found = {one.place: one.number for one in self.entries}, {}
        for problem in dict.fromkeys(problems):
            number = places.get(problem.where, 0)
            found[number] = (*found.get(number, ()), problem)
        return found


@dataclass
class History:
    """The drafts so far, and those that were taken back. Changes of the same thing right after one another, as of a slider, are one step."""

    now: Draft
    _before: list[Draft] = field(default_factory=list)
    _after: list[Draft] = field(default_factory=list)
    _last: str = ""
    _when: float = 0.0

    def put(self, draft: Draft, what: str = "") -> None:
        """The next draft. what: is changed by it; nothing for a step by itself."""
        if draft == self.now:
            return
        now = monotonic()
        if not what or what != self._last or now - self._when > ONE_STEP_SECONDS:
            self._before.append(self.now)
        self._after.clear()
        self.now, self._last, self._when = draft, what, now

    def undo(self) -> None:
        """Back to the draft before."""
        if self._before:
            self._after.append(self.now)
            self.now, self._last = self._before.pop(), ""

    def redo(self) -> None:
        """Forth to the draft that was taken back last."""
        if self._after:
            self._before.append(self.now)
            self.now, self._last = self._after.pop(), ""

    @property
    def can(self) -> tuple[bool, bool]:
        """Whether there is a way back, and a way forth."""
        return bool(self._before), bool(self._after)
