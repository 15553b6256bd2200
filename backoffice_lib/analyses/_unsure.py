"""Uncertain inputs in words: what each is called, and how its values may be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backoffice_lib.analyses._inputs import AGAINST, SCENARIO, Case, Input
from backoffice_lib.analyses._paths import every_number
from backoffice_lib.basics.distributions import Uncertain
from backoffice_lib.basics.money import spoken
from backoffice_lib.basics.record import Record
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.drivers import assumptions_in
from backoffice_lib.plan import Plan
from backoffice_lib.plan.random_walks import RandomWalk
from backoffice_lib.scenario import TODAY, Scenario


@dataclass(frozen=True)
class UnsureInput:
    """An uncertain input. name: by which it is drawn, and asked for. label: for reading. told_as: of a number, the input it is. where: file and line
    where it is written."""

    name: str
    label: str
    value: Uncertain
    told_as: Input | None
    where: str = ""

    @property
    def written(self) -> str:
        """How it is written; of somebody's pay nothing."""
        return "in confidence" if self.is_confidential else str(self.value)

    @property
    def likely(self) -> float:
        """What it is in draw 0; of a random walk, what the path is multiplied by."""
        return 1.0 if isinstance(self.value, RandomWalk) else self.value.likely

    @property
    def is_confidential(self) -> bool:
        """Whether it is somebody's pay, which is told only against what is likely."""
        return self.told_as is not None and self.told_as.measure.confidential

    def told(self, value: float) -> float:
        """A value as it may be told."""
        return value / self.likely if self.is_confidential else value

    def spoken(self, value: float) -> str:
        """A value for reading, with its unit."""
        if self.told_as is None:
            return f"× {value:.4g} by the end"
        return self.told_as.spoken(value)

    def short(self, value: float) -> str:
        """The same without its unit."""
        return f"× {value:.3g}" if self.told_as is None else self.told_as.short(value)


def unsure_inputs(plan: Plan, scenarios: Sequence[Scenario]) -> dict[str, UnsureInput]:
    """Every uncertain input of a plan and of one or two scenarios on it, by the name by which it is drawn.

    The pay of teams with fewer people than the plan's smallest group for pay is left out: what it moves would tell it.
    """
    known: dict[str, Uncertain] = {}
    for one in scenarios:
        known |= assumptions_in(one.on(plan), *one.levers)
    words: dict[str, tuple[Input, str]] = {}
    for one in scenarios:
        case = Case(one.on(plan), one, TODAY)
        for told in every_number(case):
            record = _record(case, told)
            if isinstance(value := getattr(record, told.field), Uncertain):
                words[value.assumption] = told, record.line_of(told.field)
    found = {}
    for name, value in known.items():
        told, where = words.get(name, (None, ""))
        found[name] = UnsureInput(name, _label(name, value, told), value, told, where)
    return {name: one for name, one in found.items() if not (one.is_confidential and _is_of_few(plan, one))}


def is_hidden(shown: Mapping[str, UnsureInput], plan: Plan, scenarios: Sequence[Scenario]) -> bool:
    """Whether the pay of a few people is unsure too, and is not among the inputs that are shown."""
    return any(name not in shown for one in scenarios for name in assumptions_in(one.on(plan), *one.levers))


HIDDEN = "pay of fewer people than may be shown by themselves is unsure too; what it moves is not told"


def _record(case: Case, told: Input) -> Record:
    """What holds an input."""
    if not told.root:
        return case.plan
    records = getattr(case, told.root).levers if told.root in (SCENARIO, AGAINST) else getattr(case.plan, told.root)
    return records[told.at]


def _label(name: str, value: Uncertain, told: Input | None) -> str:
    if told is not None:
        return told.label
    *_, key, field = name.rsplit(".", 2) if name.count(".") > 1 else ("", name, "")
    return f"path of {spoken(key)}" if isinstance(value, RandomWalk) else f"{spoken(field)} of {spoken(key)}"


def _is_of_few(plan: Plan, one: UnsureInput) -> bool:
    """Whether it is the pay of a team with too few people for it to be told, in the plan's first month."""
    teams = {team.team: team for team in plan.teams}
    team = teams.get(one.told_as.key)
    return team is None or likely(team.heads) < plan.policies.smallest_pay_group_heads
