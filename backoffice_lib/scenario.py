"""A scenario: a name, a story, and levers in order, on a plan that moves or on one that was kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator

from backoffice_lib.basics.errors import InputProblems, Problem, Wrong, described, raise_all
from backoffice_lib.basics.memory import Itself
from backoffice_lib.basics.record import Name, Text
from backoffice_lib.drivers import Lever
from backoffice_lib.plan import Plan
from backoffice_lib.plan.unsure import Assuming


def _no_name(value: Any) -> Any:
    """A name stands for a scenario or plan in files alone: here nobody could look it up."""
    if isinstance(value, str):
        raise Wrong(f"{described(value)}, a name", "give the thing itself; names are for scenario files")
    return value


class Scenario(Assuming):
    """What we would do instead: levers, in the order they are pulled. A later lever wins over an earlier one.

    based_on: another scenario, whose levers come first. frozen: the plan as it was kept, on which this scenario stands whatever becomes
    of the plan since; left out, it goes with the plan. Raises InputProblems.
    """

    KIND: ClassVar[str] = "scenario"

    name: Name
    story: Text = ""
    owner: Text = ""
    based_on: Annotated[Scenario | None, BeforeValidator(_no_name)] = None
    frozen: Annotated[Plan | None, BeforeValidator(_no_name)] = None
    levers: tuple[Lever, ...] = ()

    def __init__(self, **values: Any):
        super().__init__(**values)
        if self.based_on:
            self.__dict__["levers"] = (*self.based_on.levers, *self.levers)

    @property
    def key(self) -> str:
        return self.name

    @property
    def own_levers(self) -> tuple[Lever, ...]:
        """The levers it adds to those of the scenario it is based on."""
        return self.levers[len(self.based_on.levers) :] if self.based_on else self.levers

    @property
    def today(self) -> Scenario:
        """What it is held against: the plan as it stands or, of a frozen scenario, as it was kept."""
        return Scenario(name=TODAY_AS_KEPT, frozen=self.frozen) if self.frozen else TODAY

    def with_(self, **changes: Any) -> Scenario:
        """A copy with some fields changed; levers that are given are all it has."""
        own: dict[str, Any] = {"based_on": None} if "levers" in changes else {"levers": self.own_levers}
        return super().with_(**{**own, **changes})

    def as_likely(self) -> Scenario:
        """The scenario as it is in draw 0, made anew of levers that are not."""
        likely = super().as_likely()
        if likely is not self:
            likely.__dict__["levers"] = tuple(lever.likely for lever in self.levers)
        return likely

    def on(self, plan: Plan) -> Plan:
        """The plan it is simulated on: the one at hand or, of a frozen scenario, its own."""
        return self.frozen or plan

    @property
    def unfrozen(self) -> Scenario:
        """The scenario without the plan that it was kept with, to be simulated on a plan at hand."""
        return self.with_(frozen=None) if self.frozen else self

    def check(self, plan: Plan) -> Iterator[Problem]:
        """Everything wrong with the scenario on a plan."""
        yield from self._tried_on(plan)[1]

    def extend(self, plan: Plan) -> Plan:
        """The plan with all that the levers need to exist. Raises InputProblems."""
        extended, problems = self._tried_on(plan)
        if problems:
            raise InputProblems(problems)
        return extended

    def _tried_on(self, plan: Plan) -> tuple[Plan, list[Problem]]:
        """The plan with all that those levers need which fit it, and everything wrong with the others.

        What they make of the plan is checked once; where it does not fit together, again after each of them, to tell whose doing that is.
        """
        start = self.on(plan)
        extended, problems = self._pulled_on(start)
        if extended is not start and extended.problems(extends=start):
            return self._pulled_on(start, told=start.problems())
        return extended, problems

    def _pulled_on(self, start: Plan, told: list[Problem] | None = None) -> tuple[Plan, list[Problem]]:
        """told: what is wrong with the plan itself, which is no lever's doing; each lever is checked where it is given."""
        extended, problems = start, []
        for lever in self.levers:
            if found := extended.remembered(("check", Itself(lever)), lambda window, lever=lever: list(lever.check(window)), keep=lambda found: not found):
                problems += found
                continue
            try:
                put = extended.remembered(("extend", Itself(lever)), lambda window, lever=lever: lever.extend(window).put)
                more = extended.with_parts(put) if put else extended
                if told is not None and more is not extended:
                    # what would be right is told otherwise where the lever adds to what there is to choose from
                    known = {(one.where, one.what) for one in told}
                    raise_all(one for one in more.problems() if (one.where, one.what) not in known)
            except InputProblems as refused:
                problems += (lever.problem("", f"{one.where} {one.what}", one.mend) for one in refused.problems)
            else:
                extended = more
        return extended, problems


TODAY = Scenario(name="today", story="Nothing is changed.")
TODAY_AS_KEPT = "today as kept"
