"""A scenario: a name, a story, and levers in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from backoffice_lib.basics.errors import InputProblems, Problem
from backoffice_lib.basics.record import Name, Record, Text
from backoffice_lib.drivers import Lever
from backoffice_lib.plan import Plan


class Scenario(Record):
    """What we would do instead: levers, in the order they are pulled. A later lever wins over an earlier one."""

    KIND: ClassVar[str] = "scenario"

    name: Name
    story: Text = ""
    owner: Text = ""
    levers: tuple[Lever, ...] = ()

    @property
    def key(self) -> str:
        return self.name

    def check(self, plan: Plan) -> Iterator[Problem]:
        """Everything wrong with the scenario on a plan."""
        for lever in self.levers:
            found = list(lever.check(plan))
            yield from found
            if found:
                continue
            try:
                plan = lever.extend(plan)
            except InputProblems as refused:
                yield from (lever.problem("", f"{one.where} {one.what}", one.mend) for one in refused.problems)

    def extend(self, plan: Plan) -> Plan:
        """The plan with all that the levers need to exist. Raises InputProblems."""
        if problems := list(self.check(plan)):
            raise InputProblems(problems)
        for lever in self.levers:
            plan = lever.extend(plan)
        return plan


TODAY = Scenario(name="today", story="Nothing is changed.")
