"""Consolidate teams: several teams become one shared service."""

from collections.abc import Iterator
from typing import Annotated

from backoffice_lib.basics.errors import Problem, listed
from backoffice_lib.basics.record import Name
from backoffice_lib.basics.uncertain import Number, as_number, draws
from backoffice_lib.basics.units import Measure
from backoffice_lib.drivers import Drivers
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.drivers.moving import MovesPeople
from backoffice_lib.plan import Move, Plan
from backoffice_lib.plan.extensions import with_team_at


class ConsolidateTeams(MovesPeople):
    """The work of several teams of one function moves to one team, a shared service, that needs fewer people for it.

    into: the name of the new team; it is like the first of them, at to_site. fewer_heads_share: 0.1 when the shared service takes a
    tenth fewer people than they did. follow_share: of the people concerned who move along, with relocation_cost_per_head; they
    keep their pay. After parallel_running_months the others leave. knowledge_transfer_months before the start,
    transition_cost_per_fte is spent on handing over (plan currency).

    A later move of the same team into the same one replaces it; what is handed over besides is paid on top.
    """

    EXAMPLE_PLAN = "claims_desk"
    EXAMPLE = {
        "team": ["claims north", "claims south"],
        "into": "claims centre",
        "to_site": "North",
        "starting": "2027-04",
        "share": 1,
        "fewer_heads_share": 0.1,
    }

    into: Name
    fewer_heads_share: Annotated[Number, Measure("share", high=0.95)] = 0.0

    def destination(self, team: str) -> str:
        """The shared service, whichever team it is."""
        return self.into

    def problems(self, plan: Plan) -> Iterator[Problem]:
        yield from super().problems(plan)
        currencies = dict.fromkeys(plan.record("team", team).currency or plan.currency for team in self.team)
        if len(currencies) > 1:
            yield self.problem("team", f"is paid in {listed(currencies)}", "name teams that are paid in one currency")
        functions = dict.fromkeys(plan.record("team", team).function for team in self.team)
        if len(functions) > 1:
            yield self.problem("team", f"does {listed(functions)}", "name teams of one function; a shared service does one kind of work")
        if self.into in plan.names("team") and not any(move.to == self.into for move in plan.moves):
            yield self.problem("into", f'"{self.into}" is a team of the plan already', "give the shared service a name of its own")

    def extend(self, plan: Plan) -> Plan:
        plan = with_team_at(plan, self.team[0], self.to_site, {}, self.into)
        made = [Move(team=team, to=self.into) for team in self.team[1:]]
        return plan.extended(moves=(*plan.moves, *(move for move in made if move not in plan.moves)))

    def bend(self, drivers: Drivers) -> Drivers:
        heads = as_number(1 - draws(self.fewer_heads_share))
        return set_from(super().bend(drivers), "heads_per_head", self.moves, heads, self.starting)
