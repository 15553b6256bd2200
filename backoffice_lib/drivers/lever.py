"""What a lever is: something we could change, from a month on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from backoffice_lib.basics.errors import Problem, listed, nearest
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Record
from backoffice_lib.drivers.drivers import Drivers
from backoffice_lib.plan import Plan
from backoffice_lib.plan.checks import dangling
from backoffice_lib.plan.unsure import Assuming


class Lever(Assuming):
    """Something we could change. It may extend the plan and bend drivers; it never touches people, space or money.

    What it makes is kept and taken again where the plan and the drivers that it looks at are the same, so that it looks at nothing else.
    What levers before it did is seen in the drivers alone.

    A lever is one file in `levers/`: a class with its fields, an EXAMPLE that is good on the plan `tiny`, or on another shipped
    one that EXAMPLE_PLAN names, and
    `bend`; where needed also `problems`, `extend` and `first_month`.
    """

    EXAMPLE: ClassVar[Mapping[str, Any]] = {}
    EXAMPLE_PLAN: ClassVar[str] = "tiny"

    @classmethod
    def word(cls) -> str:
        """The lever's name in scenario files: RemoteWork is remote_work."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def path_of(self, name: str) -> str:
        """The name by which a field is drawn: what the lever is, and on what: two of a kind on the same things share their luck, whenever they start."""
        return ".".join((self.word(), *dict.fromkeys(one for _, _, names in self.refs() for one in names), name))

    @property
    def given(self) -> dict[str, Any]:
        """The fields that are not as they are when they are left out."""
        fields = {name: (info, getattr(self, name)) for name, info in type(self).model_fields.items()}
        return {name: value for name, (info, value) in fields.items() if info.is_required() or value != info.get_default(call_default_factory=True)}

    @property
    def label(self) -> str:
        """The lever and where it was written, for the source of what it bends."""
        return f"{self.word()} {self.line_of()}".strip()

    def check(self, plan: Plan) -> Iterator[Problem]:
        """Everything wrong with the lever on this plan: names that lead nowhere, months before its start."""
        before = len(found := list(dangling(plan, self)))
        for name in type(self).model_fields:
            month = getattr(self, name)
            if isinstance(month, Month) and month < plan.start:
                found.append(self.problem(name, f"{month} is before the plan starts", f"give {plan.start} or later"))
        yield from found
        if not before:
            yield from self.problems(plan)

    def problems(self, plan: Plan) -> Iterator[Problem]:
        """What else is wrong with it on this plan; all names in it are known to exist."""
        yield from ()

    def too_soon(self, plan: Plan, transfer_months: int) -> Iterator[Problem]:
        """A start that leaves no time in the plan for handing the work over before it."""
        earliest = plan.start + transfer_months
        if self.starting < earliest:
            what = f"{self.starting} leaves no time for {transfer_months} months of knowledge transfer"
            yield self.problem("starting", what, f"give {earliest} or later")

    def not_after_start(self, until: Month | None) -> Iterator[Problem]:
        """An end that is no later than the start."""
        if until and until <= self.starting:
            yield self.problem("until", f"{until} is not after the start", f"give {self.starting + 1} or later")

    def no_exchange_rate(self, plan: Plan) -> Iterator[Problem]:
        """A currency of the lever's money that the plan cannot change into its own."""
        known = (plan.currency, *plan.names("currency"))
        if self.currency and self.currency not in known:
            what = f'"{self.currency}" has no exchange rate'
            yield self.problem("currency", what, f"give it under fx in plan.yaml, or use {listed(known)}", nearest(self.currency, known))

    def lead_months(self, plan: Plan, teams: Iterable[str]) -> int:
        """How long before its start hiring and notice foresee what a lever does to some teams.

        Teams that supervise or are sized by work may follow, and so may those that can take each other's people.
        """
        known = {team.team: team for team in plan.teams}
        concerned = {*teams, *plan.names("supervisor"), *(team.team for team in plan.teams if team.sized_by == "work")} & set(known)
        alike = {(known[name].role, known[name].site) for name in concerned if known[name].role}
        found = [team for team in plan.teams if team.team in concerned or (team.role, team.site) in alike]
        return max((team.time_to_hire_months + team.notice_months for team in found), default=0)

    def extend(self, plan: Plan) -> Plan:
        """The plan with whatever the lever needs to exist; this alone costs nothing."""
        return plan

    def bend(self, drivers: Drivers) -> Drivers:
        """The drivers as the lever would have them."""
        return drivers

    def notes(self, plan: Plan) -> Iterator[str]:
        """What should be known of it besides its figures; `plan` is the extended one."""
        yield from ()

    def first_month(self, plan: Plan) -> Month:
        """The first month in which the lever changes anything: its start less its lead. `plan` is the extended one."""
        return getattr(self, "starting", plan.start)
