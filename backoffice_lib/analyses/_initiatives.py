"""The initiatives in which two scenarios differ, and what the plan costs with any set of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

import numpy as np

from backoffice_lib.basics.errors import InputProblems, refuse
from backoffice_lib.basics.money import spoken
from backoffice_lib.drivers import Lever
from backoffice_lib.ledger.ledger import View
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import side_by_side


@dataclass(frozen=True)
class Initiative:
    """A lever that one scenario has and the other has not, or has in another form."""

    before: Lever | None
    after: Lever | None

    @property
    def place(self) -> str:
        """Where it is written."""
        return (self.after or self.before).line_of()

    @property
    def name(self) -> str:
        """What it is about, as it is read: `break lease CHI-3`, `remote work in NY accounting and 5 more, changed`."""
        if self.after is None:
            return f"without {_in_words(self.before)}"
        return _in_words(self.after) + (", changed" if self.before else "")


def _in_words(lever: Lever) -> str:
    """The lever and the first that it names: teams and functions it is `in`, vendors it is `with`."""
    word = spoken(lever.word())
    _, kind, names = next(lever.refs(), ("", "", (getattr(lever, "site", ""),)))
    joined = "" if kind in word else {"team": "in", "function": "in", "vendor": "with"}.get(kind, "")
    more = f"and {len(names) - 1} more" if len(names) > 1 else ""
    return " ".join(filter(None, (word, joined, names[0], more)))


def named(initiatives: Sequence[Initiative]) -> list[str]:
    """A name for each initiative that no other has: with its month where two are about the same, and a number where that is the same too."""
    names = [one.name for one in initiatives]
    dated = [f"{name} {_when(one)}".strip() if names.count(name) > 1 else name for one, name in zip(initiatives, names, strict=True)]
    return [f"{name} ({dated[:at].count(name) + 1})" if dated.count(name) > 1 else name for at, name in enumerate(dated)]


def _when(one: Initiative) -> str:
    lever = one.after or one.before
    month = getattr(lever, "starting", None) or getattr(lever, "on", None)
    return f"from {month}" if month else ""


@dataclass(frozen=True)
class Steps:
    """What leads from one scenario to another: levers in order, some in both, some an initiative.

    slots: each lever before and after, None where it is not there.
    """

    plan: Plan
    slots: tuple[tuple[Lever | None, Lever | None], ...]
    view: View

    @cached_property
    def initiatives(self) -> tuple[Initiative, ...]:
        """The slots that differ."""
        return tuple(Initiative(*slot) for slot in self.slots if slot[0] != slot[1])

    def levers(self, made: int) -> tuple[Lever, ...]:
        """The levers when some initiatives are made: bit i of a number is 1 for initiative i."""
        found, at = [], 0
        for before, after in self.slots:
            found.append(after if before != after and made >> at & 1 else before)
            at += before != after
        return tuple(lever for lever in found if lever is not None)

    def costs(self, sets: Sequence[int], categories: Sequence[str]) -> np.ndarray:
        """What each category costs over the plan with each set of initiatives, [set, category], in draw 0."""
        found = np.zeros((len(sets), len(categories)))
        for ledger, numbers in side_by_side(self.plan, [self.levers(made) for made in sets]):
            booked = ledger.by_category(self.view)
            for at, category in enumerate(categories):
                found[numbers, at] = booked[category].sum(axis=0) if category in booked else 0.0
        return found


def steps_between(plan: Plan, start: Scenario, scenario: Scenario, view: View) -> Steps:
    """What leads from one scenario to another, on a plan that has what the levers of both need. Raises InputProblems."""
    if start.on(plan) != scenario.on(plan):
        raise cannot_be_mixed(start, scenario, "they stand on different states of the plan, one of which is frozen")
    slots, plan = tuple(slots_of(start.levers, scenario.levers)), scenario.on(plan)
    try:
        for lever in (lever for slot in slots for lever in dict.fromkeys(slot) if lever):
            plan = lever.extend(plan)
    except InputProblems as refused:
        first = refused.problems[0]
        raise cannot_be_mixed(start, scenario, f"{first.where} {first.what}") from None
    return Steps(plan, slots, view)


def cannot_be_mixed(start: Scenario, scenario: Scenario, why: str) -> InputProblems:
    """The error where two scenarios cannot be had in part."""
    what = f'"{start.name}" and "{scenario.name}" cannot be had in part: {why}'
    return refuse("bridge", what, "bridge each of them from today, or ask for the bridge by factor")


def slots_of(before: Sequence[Lever], after: Sequence[Lever]) -> Iterator[tuple[Lever | None, Lever | None]]:
    """The levers of both scenarios in an order that is the order of each; those that are in both are matched."""
    ids: list[Lever] = []
    numbers = [[_number(ids, lever) for lever in levers] for levers in (before, after)]
    for same, i1, i2, j1, j2 in SequenceMatcher(None, *numbers, autojunk=False).get_opcodes():
        if same == "equal":
            yield from zip(before[i1:i2], after[j1:j2], strict=True)
        else:
            yield from _changed(before[i1:i2], list(after[j1:j2]))


def _number(ids: list[Lever], lever: Lever) -> int:
    if lever not in ids:
        ids.append(lever)
    return ids.index(lever)


def _changed(before: Sequence[Lever], after: list[Lever]) -> Iterator[tuple[Lever | None, Lever | None]]:
    """Levers that are no longer there, or there in another form: of the same kind, and about the same, or about some of it."""
    for lever in before:
        again = next((one for one in after if type(one) is type(lever) and _about_the_same(one, lever)), None)
        if again is not None:
            yield from ((None, one) for one in after[: after.index(again)])
            del after[: after.index(again) + 1]
        yield lever, again
    yield from ((None, one) for one in after)


def _about_the_same(one: Lever, other: Lever) -> bool:
    """Whether two levers name some of the same teams, leases …; those that name none, whether their texts are the same."""
    about = [{field: set(names) for field, _, names in lever.refs()} for lever in (one, other)]
    if not any(about):
        return all(getattr(other, name) == text for name, text in one if isinstance(text, str))
    return about[0].keys() == about[1].keys() and all(names & about[1][field] for field, names in about[0].items())
