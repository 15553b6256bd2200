"""Offshore team: a team's work moves to a centre of our own abroad."""

from collections.abc import Iterator
from typing import Annotated

from backoffice_lib.basics.errors import Problem, listed, nearest
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import IndexName, SchemeName, SiteName, TeamNames, Text
from backoffice_lib.basics.uncertain import Number
from backoffice_lib.basics.units import Measure, MoneyPerFte, MoneyPerHead, Months, PositiveShare, Share
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.drivers.moving import Moving
from backoffice_lib.plan import Plan
from backoffice_lib.plan.extensions import name_at, with_team_at


class OffshoreTeam(Lever):
    """A share of the work of one or more teams moves to a site of our own abroad, with local pay; nobody follows it.

    salary_per_year, currency, wage_index and on_costs are those of the people hired there; recruiting_cost_per_hire
    is in their currency. heads_per_head: how many of
    them do the work of one here. After parallel_running_months the people here are released.
    knowledge_transfer_months before the start, transition_cost_per_fte is spent on handing over (plan currency).
    """

    EXAMPLE = {
        "team": "record keeping",
        "to_site": "HQ",
        "starting": "2027-02",
        "share": 0.5,
        "salary_per_year": 900000,
        "currency": "INR",
    }

    team: TeamNames
    to_site: SiteName
    starting: Month
    share: Share
    salary_per_year: Annotated[Number, Measure("money/FTE/year", above_low=True)]
    currency: Text = ""
    wage_index: IndexName = ""
    on_costs: SchemeName = ""
    parallel_running_months: Months = 0
    knowledge_transfer_months: Months = 0
    transition_cost_per_fte: MoneyPerFte = 0.0
    heads_per_head: PositiveShare = 1.0
    recruiting_cost_per_hire: MoneyPerHead = 0.0

    def problems(self, plan: Plan) -> Iterator[Problem]:
        yield from self.too_soon(plan, self.knowledge_transfer_months)
        if self.currency and self.currency != plan.currency and self.currency not in plan.names("currency"):
            known = (plan.currency, *plan.names("currency"))
            what = f'"{self.currency}" has no exchange rate'
            yield self.problem("currency", what, f"give it under fx in plan.yaml, or use {listed(known)}", nearest(self.currency, known))

    def extend(self, plan: Plan) -> Plan:
        there = {
            "salary_per_year": self.salary_per_year,
            "currency": self.currency,
            "wage_index": self.wage_index,
            "on_costs": self.on_costs,
            "recruiting_cost_per_hire": self.recruiting_cost_per_hire,
            "mode": "offshore",
            "source": f"{self.label}",
        }
        for team in self.team:
            plan = with_team_at(plan, team, self.to_site, there)
        return plan

    def bend(self, drivers: Drivers) -> Drivers:
        moves = [f"{team} to {name_at(team, self.to_site)}" for team in self.team]
        drivers = set_from(drivers, "heads_per_head", moves, self.heads_per_head, self.starting)
        return self._moving().bend(drivers, moves)

    def first_month(self, plan: Plan) -> Month:
        return self._moving().first_month(plan, (*self.team, *(name_at(team, self.to_site) for team in self.team)))

    def _moving(self) -> Moving:
        return Moving(
            self.share,
            0.0,
            self.starting,
            self.parallel_running_months,
            self.knowledge_transfer_months,
            self.transition_cost_per_fte,
        )
