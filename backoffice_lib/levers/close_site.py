"""Close site: everyone of a site moves to another of ours, and its leases are given back as soon as they may be."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import SiteName
from backoffice_lib.basics.uncertain import Number, as_number
from backoffice_lib.basics.units import MoneyPerFte, MoneyPerHead, Months, Share
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.drivers.moving import MovesPeople, kept_at_home
from backoffice_lib.plan import Lease, Plan
from backoffice_lib.plan.extensions import name_at, with_teams_at
from backoffice_lib.plan.kept_functions import in_another_country


class CloseSite(Lever):
    """All work of all teams of a site moves to another of our sites; some people follow, others are hired there.

    The teams there are as with relocate_team; work that levers before it have placed elsewhere stays there. starting: the first month in
    which the work is done at the other site. follow_share: of the people who move along, with relocation_cost_per_head; they keep
    their pay. After parallel_running_months the others leave, and the site is empty: each of its leases with a break right is broken on
    the first day from then on that its right and its notice, given on the first day of the plan at the earliest, allow; the others are paid to
    their end, as a note says. knowledge_transfer_months before the start, transition_cost_per_fte is spent on handing over (plan currency).

    A later move of the same teams to the same site, or a later break of the same lease, replaces it; what is handed over besides is paid on top.
    """

    EXAMPLE_PLAN = "meridian"
    EXAMPLE = {
        "site": "Salt Lake City",
        "to_site": "Tampa",
        "starting": "2028-06",
        "follow_share": 0.2,
        "relocation_cost_per_head": 12000,
        "parallel_running_months": 2,
        "knowledge_transfer_months": 2,
        "transition_cost_per_fte": 1500,
    }

    site: SiteName
    to_site: SiteName
    starting: Month
    follow_share: Share = 0.0
    relocation_cost_per_head: MoneyPerHead = 0.0
    parallel_running_months: Months = 0
    knowledge_transfer_months: Months = 0
    transition_cost_per_fte: MoneyPerFte = 0.0

    def problems(self, plan: Plan) -> Iterator[Problem]:
        if self.site == self.to_site:
            yield self.problem("to_site", f'"{self.to_site}" is the site that closes', "name another site")
        for move in plan.moves:
            if plan.record("team", move.to).site == self.site:
                what = f'"{self.site}" is where {move.team} moves in the same scenario'
                yield self.problem("site", what, "move it elsewhere, or leave one of the two out")
        if not self._teams(plan):
            yield self.problem("site", f'"{self.site}" is a site where nobody works', "break or sublet its leases instead")
        yield from self.too_soon(plan, self.knowledge_transfer_months)
        if in_another_country(plan, self.site, self.to_site):
            yield from kept_at_home(self, plan, self._teams(plan), "site")

    def extend(self, plan: Plan) -> Plan:
        return with_teams_at(plan, self._teams(plan), self.to_site)

    def bend(self, drivers: Drivers) -> Drivers:
        for team in self._teams(drivers.plan):
            drivers = self._move(team, _still_there(drivers, team, self.to_site, self.starting)).bend(drivers)
        for lease, on in self._breaks(drivers.plan):
            if on:
                drivers = set_from(drivers, "broken_share", [lease.lease], 1.0, on)
        return drivers

    def first_month(self, plan: Plan) -> Month:
        return min(self._move(team).first_month(plan) for team in self._teams(plan))

    def notes(self, plan: Plan) -> Iterator[str]:
        """The leases that are paid on when the site is empty."""
        for lease, on in self._breaks(plan) if self._empty_from in plan.calendar else ():
            if on is None:
                yield f"{lease.lease} at {self.site}, which closes, cannot be broken: it is paid until {lease.end}"
            elif on > self._empty_from:
                yield f"{lease.lease} at {self.site}, which is empty from {self._empty_from}, can be broken from {on}: it is paid until then"

    @property
    def _empty_from(self) -> Month:
        return self.starting + self.parallel_running_months

    def _teams(self, plan: Plan) -> list[str]:
        """The teams of the site, without those that take work from others in the same scenario."""
        taking = {move.to for move in plan.moves}
        return [team.team for team in plan.teams if team.site == self.site and team.team not in taking]

    def _move(self, team: str, share: Number = 1.0) -> MovesPeople:
        """The move of one team, or of what is left of it."""
        return MovesPeople(team=team, share=share, **{name: value for name, value in self if name != "site"})

    def _breaks(self, plan: Plan) -> Iterator[tuple[Lease, Month | None]]:
        """The leases of the site that still run when it is empty, and the month on whose first day each is broken, if it can be."""
        for lease in plan.leases:
            if lease.site == self.site and lease.end.month >= self._empty_from:
                yield lease, lease.way_out(max(self._empty_from, plan.start + lease.break_notice_months))


def _still_there(drivers: Drivers, team: str, to_site: str, starting: Month) -> Number:
    """The share of a team's original work that no lever before has placed elsewhere, from a month on."""
    plan, there = drivers.plan, name_at(team, to_site)
    moved = [row for row, move in enumerate(plan.moves) if move.team == team and move.to != there]
    placed = [row for row, placement in enumerate(plan.placements) if placement.team == team]
    gone = drivers["moved_share"][:, moved].sum(axis=1) + drivers["placed_share"][:, placed].sum(axis=1)
    since = min(drivers.since(starting), len(gone) - 1)
    return as_number(np.clip(1 - gone[since:].max(axis=0), 0.0, 1.0))
