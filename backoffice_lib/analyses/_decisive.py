"""Which of all inputs move what is saved, and how much: whole groups of them are changed at once, and split only where that makes a difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from backoffice_lib.analyses._crossings import HALF_A_CENT
from backoffice_lib.analyses._inputs import AGAINST, SCENARIO, Input
from backoffice_lib.analyses._savings_over import SavingsOver
from backoffice_lib.basics.errors import InputProblems, Wrong
from backoffice_lib.basics.money import counted

NUDGE = 0.1
"""How much of itself an input is changed by; less where it may not be so."""
MOST_CHANGE = 4.0
"""The most that an input is changed by, against what it is now, where nobody gives a range."""
PARTS = 4
"""Into how many parts a group is split."""
_WHOLE_OF = ("vendors", SCENARIO, AGAINST)
"""Where whole months are tried too: each value takes a simulation of its own."""
Group = tuple[Input, ...]


@dataclass(frozen=True)
class Decisive:
    """The inputs that move the saving most, and by how much for a change of a tenth, or of a month. tried: how many were."""

    effects: dict[Input, float]
    tried: int
    notes: tuple[str, ...]

    def in_order(self, saving_now: float) -> Iterator[Input]:
        """The inputs, first those that may turn the decision within the range they are tried in, the least change first, then by effect."""
        by_effect = sorted(self.effects, key=lambda one: -abs(self.effects[one]))
        near = [one for one in by_effect if self.may_turn(one, saving_now)]
        zero = [one for one in near if not one.now]
        yield from (one for one in near if one.now)
        yield from zero
        # months that cannot turn it would take a simulation each
        yield from (one for one in by_effect if one not in near and not one.measure.whole)

    def may_turn(self, one: Input, saving_now: float) -> bool:
        """Whether on a straight line it turns the decision within the range it is tried in."""
        step = _nudged(one) - one.now
        try:
            low, high = one.within(None)
        except InputProblems:
            return False
        return low <= one.now - saving_now * step / self.effects[one] <= high


def decisive(savings: SavingsOver, inputs: Sequence[Input], most: int) -> Decisive:
    """The inputs that move the saving most. inputs: all there are. most: how many are wanted at least.

    To begin with, one field is changed of all its records at once, since that moves the saving one way; a group is split as long as it moves
    the saving more than the inputs known by themselves do.
    """
    plan, by_itself = savings.case.plan, [one for one in inputs if _is_tried(one)]
    kept = [one for one in inputs if one.now and not one.measure.whole]
    alike: dict[Any, list[Input]] = {}
    for one in filter(savings.matters, kept):
        alike.setdefault((one.root, one.field, one.is_of_prices(plan)), []).append(one)
    groups: list[Group] = [*((one,) for one in by_itself if savings.matters(one)), *map(tuple, alike.values())]
    effects, waiting, refused = {}, {}, []
    while groups:
        found = {group: effect for group, effect in _effects(savings, groups, refused).items() if abs(effect) > HALF_A_CENT}
        effects |= {group[0]: effect for group, effect in found.items() if len(group) == 1}
        waiting |= {group: effect for group, effect in found.items() if len(group) > 1}
        bar = _bar(Decisive(effects, 0, ()), savings.now, most)
        worth = sorted((group for group, effect in waiting.items() if abs(effect) > bar), key=lambda group: -abs(waiting[group]))
        groups = [part for group in worth[:most] for part in _parts(group)]
        waiting = {group: effect for group, effect in waiting.items() if group not in worth[:most]}
    return Decisive(effects, len(kept) + len(by_itself) - len(refused), tuple(_notes(inputs, refused)))


def _is_tried(one: Input) -> bool:
    """Whether it is a number of months that is tried by itself."""
    return one.measure.whole and one.measure.unit == "months" and one.root in _WHOLE_OF


def _bar(known: Decisive, saving_now: float, most: int) -> float:
    """How much a group must move the saving to be split: as much as the last of those wanted, and where too few of them turn the decision, as much
    as an input that turns it within any range must."""
    tenth, turning = (
        sorted((0.0,) * most + tuple(abs(effect) for one, effect in known.effects.items() if wanted(one)))[-most]
        for wanted in (lambda one: True, lambda one: known.may_turn(one, saving_now))
    )
    return max(turning, min(tenth, abs(saving_now) * NUDGE / MOST_CHANGE))


def _notes(inputs: Sequence[Input], refused: Sequence[Input]) -> Iterator[str]:
    zero = sum(not one.now and not one.measure.whole for one in inputs)
    if zero:
        yield f"{counted(zero, 'input')} that {'is' if zero == 1 else 'are'} 0 now cannot be changed by a share of {'itself' if zero == 1 else 'themselves'}; name one, with the range to try"
    whole = sum(one.measure.whole and not _is_tried(one) for one in inputs)
    if whole:
        yield f"{counted(whole, 'whole number')} of teams, leases and others, such as months, {'was' if whole == 1 else 'were'} not tried; name one"
    for one in refused:
        yield f"{one.label} was not tried: the plan does not allow another value"


def _nudged(one: Input) -> float:
    """The value an input is tried at: a tenth more, or less where it may not be more; a month more, or less."""
    steps: list[Any] = [one.now + 1, one.now - 1] if one.measure.whole else [one.now * (1 + NUDGE), one.now * (1 - NUDGE)]
    for value in steps:
        try:
            return float(one.measure.check(int(value) if one.measure.whole else value))
        except Wrong:
            continue
    return one.now


def _effects(savings: SavingsOver, groups: Sequence[Group], refused: list[Input]) -> dict[Group, float]:
    """What changing each group does to the saving; groups that the plan does not allow are split until it does."""
    try:
        found = savings.at([{one: _nudged(one) for one in group} for group in groups])
    except InputProblems:
        if len(groups) > 1:
            half = len(groups) // 2
            return _effects(savings, groups[:half], refused) | _effects(savings, groups[half:], refused)
        if len(groups[0]) == 1:
            refused.append(groups[0][0])
            return {}
        # to be split: as if it moved the saving
        return {groups[0]: float("inf")}
    return dict(zip(groups, (found - savings.now).tolist(), strict=True))


def _parts(group: Group) -> list[Group]:
    size = -(-len(group) // PARTS)
    return [group[at : at + size] for at in range(0, len(group), size)]
