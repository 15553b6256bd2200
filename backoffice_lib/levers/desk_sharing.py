"""Desk sharing: fewer seats than people who come in."""

from collections.abc import Iterator

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import SiteOrNone, TeamNames
from backoffice_lib.basics.units import SeatsPerHead
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.plan import Plan


class DeskSharing(Lever):
    """People share seats from a month on: so many for each who comes in on the fullest day.

    team: one or more, all if left out; site: only those who sit there. Seats no longer needed are stranded cost until space is given
    up: add break_lease or sublet_space.

    A later one for the same team replaces it.
    """

    EXAMPLE = {"team": "accounting", "starting": "2027-02", "seats_per_head": 0.6}

    team: TeamNames = ()
    site: SiteOrNone = ""
    starting: Month
    seats_per_head: SeatsPerHead

    def problems(self, plan: Plan) -> Iterator[Problem]:
        if not self._teams(plan):
            who = "none of these teams sits" if self.team else "no team sits"
            yield self.problem("site", f'"{self.site}" is where {who}', "name another, or leave it out")

    def bend(self, drivers: Drivers) -> Drivers:
        return set_from(drivers, "seats_per_head", self._teams(drivers.plan), self.seats_per_head, self.starting)

    def _teams(self, plan: Plan) -> list[str]:
        return [
            team.team for team in plan.teams if team.team in (self.team or (team.team,)) and self.site in ("", team.site)
        ]
