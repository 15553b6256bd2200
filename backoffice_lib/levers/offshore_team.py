"""Offshore team: a team's work moves to a centre of our own abroad."""

from collections.abc import Iterator

from backoffice_lib.basics.errors import Problem, listed, nearest
from backoffice_lib.basics.record import IndexName, SchemeName, Text
from backoffice_lib.basics.units import MoneyPerHead, Pay, PositiveShare
from backoffice_lib.drivers import Drivers
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.drivers.moving import MovesWork
from backoffice_lib.plan import Plan
from backoffice_lib.plan.extensions import with_team_at


class OffshoreTeam(MovesWork):
    """A share of the work of one or more teams moves to a site of our own abroad, with local pay; nobody follows it.

    salary_per_year, currency, wage_index and on_costs are those of the people hired there; recruiting_cost_per_hire
    is in their currency. heads_per_head: how many of them do the work of one here. After parallel_running_months the people here are released.
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

    salary_per_year: Pay
    currency: Text = ""
    wage_index: IndexName = ""
    on_costs: SchemeName = ""
    recruiting_cost_per_hire: MoneyPerHead = 0.0
    heads_per_head: PositiveShare = 1.0

    def problems(self, plan: Plan) -> Iterator[Problem]:
        yield from super().problems(plan)
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
        drivers = set_from(drivers, "heads_per_head", self.moves, self.heads_per_head, self.starting)
        return self.moved(drivers, 0.0)
