"""Remote work: part of a team works from home."""

from collections.abc import Iterator

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import TeamNames
from backoffice_lib.basics.units import MoneyPerHead, MoneyPerHeadMonth, Share
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.plan import Plan


class RemoteWork(Lever):
    """A share of one or more teams works from home from a month on, with a monthly subsidy and equipment.

    The share is of everyone in the team, those already at home included; a later remote_work replaces an earlier
    one. Money is in plan currency. It saves space only when seats can be given up: add break_lease or sublet_space.
    """

    EXAMPLE = {"team": "accounting", "starting": "2027-02", "share": 0.5, "subsidy_per_month": 100}

    team: TeamNames
    starting: Month
    share: Share
    subsidy_per_month: MoneyPerHeadMonth = 0.0
    equipment_per_head: MoneyPerHead = 0.0

    def problems(self, plan: Plan) -> Iterator[Problem]:
        if not self.team:
            yield self.problem("team", "names no team", "name at least one")

    def bend(self, drivers: Drivers) -> Drivers:
        drivers = set_from(drivers, "remote_share", self.team, self.share, self.starting)
        drivers = set_from(drivers, "subsidy_per_month", self.team, self.subsidy_per_month, self.starting)
        return set_from(drivers, "equipment_per_head", self.team, self.equipment_per_head, self.starting)
