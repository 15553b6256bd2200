"""Remote work: part of a team works from home."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.basics.errors import Problem, listed
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import PersonIds, TeamNames
from backoffice_lib.basics.uncertain import draws
from backoffice_lib.basics.units import (
    DaysPerMonth,
    Heads,
    LeaversShare,
    MoneyPerDay,
    MoneyPerHead,
    MoneyPerHeadMonth,
    Months,
    PositiveShare,
    Share,
    TaxShare,
)
from backoffice_lib.drivers import Drivers
from backoffice_lib.drivers.allowances import PaysForDays
from backoffice_lib.drivers.bends import bend, set_from
from backoffice_lib.drivers.headcount import target_heads
from backoffice_lib.plan import Plan

FORMS = ("share", "heads", "people")
SET = (
    "subsidy_per_month",
    "subsidy_tax_share",
    "equipment_per_head",
    "equipment_refresh_months",
    "coworking_days_per_month",
    "coworking_per_day",
    "remote_pay_share",
    "remote_output_share",
    "remote_leavers_share",
)
"""The fields that are drivers of the same name."""


class RemoteWork(PaysForDays):
    """Some of one or more teams work from home from a month on: a share, a number of heads, or people named by their id.

    They are of everyone in the teams, those already at home included; a later remote_work replaces an earlier one. Heads are
    spread over several teams by their size; people named, who come without team, are that many posts of their teams. Money is in
    plan currency. It saves space only when seats can be given up: add break_lease or sublet_space.

    subsidy_tax_share: the part of a taxed payment that goes to tax and levies; people get it net. equipment_refresh_months: the
    age at which kits are replaced, 0 for never. allowance_per_day: paid for each working day at home. remote_pay_share,
    remote_output_share, remote_leavers_share: pay, work and leavers of one at home against one in the office; 1, no
    effect, if left out. time_to_hire_months: of the whole team from then on, as before if left out.
    """

    REFUSED = {"subsidy": "give subsidy_per_month, or subsidy_tax_share for the tax on it"}
    EXAMPLE = {"team": "accounting", "starting": "2027-02", "share": 0.5, "subsidy_per_month": 100}

    team: TeamNames = ()
    starting: Month
    share: Share | None = None
    heads: Heads | None = None
    people: PersonIds = ()
    subsidy_per_month: MoneyPerHeadMonth = 0.0
    subsidy_tax_share: TaxShare = 0.0
    equipment_per_head: MoneyPerHead = 0.0
    equipment_refresh_months: Months = 0
    coworking_days_per_month: DaysPerMonth = 0.0
    coworking_per_day: MoneyPerDay = 0.0
    remote_pay_share: PositiveShare = 1.0
    remote_output_share: PositiveShare = 1.0
    remote_leavers_share: LeaversShare = 1.0
    time_to_hire_months: Months | None = None

    def problems(self, plan: Plan) -> Iterator[Problem]:
        given = [name for name in FORMS if getattr(self, name) not in (None, ())]
        if len(given) != 1:
            said = f"gives {' and '.join(given)}" if given else "does not say who works from home"
            yield self.problem("", said, f"give one of {listed(FORMS)}")
        elif self.people:
            yield from self._unknown_people(plan)
        elif not self.team:
            yield self.problem("team", "names no team", "name at least one")
        elif self.heads is not None:
            yield from self._too_many(plan)
        if bool(np.any(draws(self.coworking_days_per_month))) != bool(np.any(draws(self.coworking_per_day))):
            yield self.problem("", "says only one of coworking_days_per_month and coworking_per_day", "give both, or neither")
        yield from super().problems(plan)

    def bend(self, drivers: Drivers) -> Drivers:
        teams = self.teams(drivers.plan)
        heads = self._heads_of(drivers)
        drivers = set_from(drivers, "remote_share", teams, 0.0 if self.share is None else self.share, self.starting)
        drivers = bend(
            drivers, "home_heads", teams, self.starting, None, lambda now: np.broadcast_to(heads, now.shape), heads.shape[1]
        )
        for name in SET:
            drivers = set_from(drivers, name, teams, getattr(self, name), self.starting)
        if self.time_to_hire_months is not None:
            drivers = set_from(drivers, "time_to_hire_months", teams, self.time_to_hire_months, self.starting)
        return self.with_allowance(drivers, teams)

    def first_month(self, plan: Plan) -> Month:
        foreseen = (draws(self.remote_output_share) != 1).any()
        return self.starting - (self.lead_months(plan, self.teams(plan)) if foreseen else 0)

    def teams(self, plan: Plan) -> tuple[str, ...]:
        """The teams it is about, those of the people named where people are."""
        return tuple(plan.whereabouts.heads(self.people)) if self.people else self.team

    def _heads_of(self, drivers: Drivers) -> np.ndarray:
        """How many of each team are at home besides a share of it, [team, draw]."""
        if self.people:
            return np.array(list(drivers.plan.whereabouts.heads(self.people).values()), dtype=float)[:, None]
        teams = self.teams(drivers.plan)
        if self.heads is None:
            return np.zeros((len(teams), 1))
        wanted = drivers["target_heads"]
        month = min(drivers.since(self.starting), len(wanted) - 1)
        size = wanted[month, [drivers.row("target_heads", team) for team in teams]]
        equal = np.full(size.shape, 1 / len(teams))
        return draws(self.heads) * np.divide(size, size.sum(axis=0), out=equal, where=size.sum(axis=0) > 0)

    def _unknown_people(self, plan: Plan) -> Iterator[Problem]:
        if self.team:
            yield self.problem("team", "is given beside people, who have teams of their own", "leave it out")
        if plan.whereabouts is None:
            yield self.problem("people", "names people, but no roster of the plan says who is who", "give share or heads")
            return
        for person in dict.fromkeys(self.people):
            if self.people.count(person) > 1:
                yield self.problem("people", f'"{person}" is named more than once', "name each once")
            if plan.whereabouts.team_of(person) is None:
                yield self.problem("people", *plan.whereabouts.unknown(person))

    def _too_many(self, plan: Plan) -> Iterator[Problem]:
        """More heads than are ever wanted in the teams, where their numbers are written down."""
        teams = set(self.teams(plan))
        rows = [row for row, team in enumerate(plan.teams) if team.team in teams and team.sized_by == "heads"]
        written = len(rows) == len(teams) and not teams & set(plan.names("supervisor"))
        most = float(target_heads(plan)[:, rows].sum(axis=1).max(initial=0.0))
        if written and draws(self.heads).max() > most + 1e-9:
            yield self.problem("heads", f"is {draws(self.heads).max():g}, and the plan has {most:g} there at most", "give so many or fewer")
