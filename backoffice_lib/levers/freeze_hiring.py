"""Freeze hiring: open no new posts for a while."""

from collections.abc import Iterator

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import TeamNames
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.plan import Plan


class FreezeHiring(Lever):
    """No opening is made from a month on, in the teams named or in all; people already hired still come.

    until: the first month in which posts are opened again, blank for never.

    A later one for the same team replaces it in the months of both.
    """

    EXAMPLE = {"team": "record keeping", "starting": "2027-02"}

    team: TeamNames = ()
    starting: Month
    until: Month | None = None

    def problems(self, plan: Plan) -> Iterator[Problem]:
        yield from self.not_after_start(self.until)

    def bend(self, drivers: Drivers) -> Drivers:
        teams = self.team or drivers.plan.names("team")
        return set_from(drivers, "hiring_open_share", teams, 0.0, self.starting, self.until)
