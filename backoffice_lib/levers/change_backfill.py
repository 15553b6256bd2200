"""Change backfill: replace fewer of those who leave, or more."""

from collections.abc import Iterator

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import TeamNames
from backoffice_lib.basics.units import Share
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.plan import Plan


class ChangeBackfill(Lever):
    """Of those who leave, another share is replaced, in the teams named or in all; the posts of the others are gone for good.

    backfill_share: 0 replaces nobody, 1 everybody. until: the first month in which the plan's own share holds again, blank for never.

    A later one for the same team replaces it in the months of both.
    """

    EXAMPLE = {"team": "record keeping", "starting": "2027-01", "backfill_share": 0.5}

    team: TeamNames = ()
    starting: Month
    until: Month | None = None
    backfill_share: Share

    def problems(self, plan: Plan) -> Iterator[Problem]:
        yield from self.not_after_start(self.until)

    def bend(self, drivers: Drivers) -> Drivers:
        teams = self.team or drivers.plan.names("team")
        return set_from(drivers, "backfill_share", teams, self.backfill_share, self.starting, self.until)
