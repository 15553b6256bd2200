"""Conflicts: which levers of a scenario bend the same driver of the same subject in the same months, and which rule then holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from backoffice_lib.basics.errors import listed
from backoffice_lib.basics.money import counted, spoken
from backoffice_lib.drivers import Drivers, Lever, pulled, unfold
from backoffice_lib.drivers.drivers import Bend, Rule
from backoffice_lib.ledger import Ledger

RULES = {"replaces": "the later one holds", "lowers": "the lower of the two holds", "compounds": "they compound"}
"""What each rule means for two initiatives."""


@dataclass(frozen=True)
class Conflict:
    """Two levers that bend one driver of one subject in the same months.

    earlier, later: their places in the scenario, from 1. since, until: the first and the last of these months. rule: what holds then.
    """

    earlier: int
    later: int
    driver: str
    subject: str
    since: str
    until: str
    rule: Rule


@dataclass(frozen=True)
class Conflicts:
    """The answer to `conflicts`, in draw 0: every driver that two levers of a scenario bend in the same months.

    initiatives: the levers in words, each with its place in the files. Where a lever between two others has replaced what the first did, these two do not meet.
    """

    plan: str
    scenario: str
    initiatives: tuple[str, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """One line for each pair of initiatives and rule: what both change, from when, and what holds."""
        pairs: dict[tuple[int, int, Rule], list[Conflict]] = {}
        for one in self.conflicts:
            pairs.setdefault((one.earlier, one.later, one.rule), []).append(one)
        return tuple(self._line(*pair, found) for pair, found in pairs.items())

    def _line(self, earlier: int, later: int, rule: Rule, found: Sequence[Conflict]) -> str:
        what = listed(dict.fromkeys(spoken(one.driver) for one in found), 3)
        whose = listed(dict.fromkeys(one.subject for one in found), 3)
        first, second = self.initiatives[earlier - 1], self.initiatives[later - 1]
        return f"{first} and {second} both change {what} of {whose} from {min(one.since for one in found)}: {RULES[rule]}"

    def __str__(self) -> str:
        if not self.conflicts:
            return f"No two initiatives of {spoken(self.scenario)} change the same thing in the same months."
        pairs = len({(one.earlier, one.later) for one in self.conflicts})
        return f"{counted(pairs, 'pair')} of initiatives of {spoken(self.scenario)} change the same thing in the same months."


def conflicts(ledger: Ledger) -> Conflicts:
    """Which levers of the scenario of a ledger bend the same driver of the same subject in the same months."""
    steps = pulled(unfold(ledger.plan), ledger.levers)
    found = _Meetings(steps)
    for number, (before, after) in enumerate(zip(steps, steps[1:], strict=False), start=1):
        for bend in after.bends[len(before.bends) :]:
            found.take(number, bend)
    return Conflicts(ledger.plan.name, ledger.scenario, tuple(map(in_words, ledger.levers)), tuple(found.conflicts()))


def in_words(lever: Lever) -> str:
    """A lever as it is read: `remote work (scenarios/home.yaml:4)`."""
    return f"{spoken(lever.word())} ({lever.line_of()})" if lever.line_of() else spoken(lever.word())


def path_of(drivers: Drivers, driver: str, subject: str) -> np.ndarray:
    """A driver of a subject in draw 0, [month]."""
    values = drivers[driver][:, drivers.row(driver, subject), 0]
    return np.broadcast_to(values, drivers.plan.months)


@dataclass
class _Meetings:
    """The bends taken so far: which levers have a say in which months of each driver and subject, and where two met."""

    steps: Sequence[Drivers]
    having_a_say: dict[tuple[str, str], dict[int, np.ndarray]] = field(default_factory=dict)
    met: dict[tuple[int, int, str, str, Rule], np.ndarray] = field(default_factory=dict)

    def take(self, number: int, bend: Bend) -> None:
        """One more bend, by the lever of a number."""
        months = np.arange(self.steps[0].plan.months)
        own = (months >= bend.since) & (months < bend.until)
        for subject in bend.subjects:
            having = self.having_a_say.setdefault((bend.driver, subject), {})
            for earlier in having.keys() - {number}:
                shared = own & having[earlier] & self._matters(bend.driver, subject, earlier, number)
                if shared.any():
                    pair = (earlier, number, bend.driver, subject, bend.rule)
                    self.met[pair] = self.met.get(pair, False) | shared
                if bend.rule == "replaces":
                    having[earlier] = having[earlier] & ~own
            having[number] = having.get(number, False) | own

    def _matters(self, driver: str, subject: str, earlier: int, later: int) -> np.ndarray:
        """The months in which one of the two changed something; a field left out that sets nothing to nothing is no meeting."""
        before, between, after = (path_of(self.steps[at], driver, subject) for at in (earlier - 1, earlier, later))
        return (before != between) | (between != after)

    def conflicts(self) -> Iterator[Conflict]:
        """Every driver and subject in which two levers met, by the levers."""
        calendar = self.steps[0].plan.calendar
        for (earlier, later, driver, subject, rule), months in sorted(self.met.items(), key=lambda pair: pair[0][:2]):
            at = np.flatnonzero(months)
            yield Conflict(earlier, later, driver, subject, str(calendar[at[0]]), str(calendar[at[-1]]), rule)
