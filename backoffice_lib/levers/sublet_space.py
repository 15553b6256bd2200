"""Sublet space: pass part of a lease on to a subtenant."""

from collections.abc import Iterator

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import LeaseName
from backoffice_lib.basics.units import PositiveShare, Share
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.plan import Plan


class SubletSpace(Lever):
    """A share of a leased space is sublet from a month on, at a share of the rent we pay (1: at cost).

    until: the first month without the subtenant, blank for the rest of the lease. A later sublet_space of the
    same lease replaces an earlier one.
    """

    EXAMPLE = {"lease": "HQ-1", "starting": "2027-02", "share": 0.25}

    lease: LeaseName
    starting: Month
    share: Share
    rent_share: PositiveShare = 1.0
    until: Month | None = None

    def problems(self, plan: Plan) -> Iterator[Problem]:
        lease = plan.record("lease", self.lease)
        first, last = lease.start.month, lease.end.month
        if not first <= self.starting <= last:
            yield self.problem("starting", f"{self.starting} is outside the lease", f"give a month from {first} to {last}")
        if self.until and self.until <= self.starting:
            yield self.problem("until", f"{self.until} is not after the start", f"give {self.starting + 1} or later")
        elif self.until and self.until > last + 1:
            yield self.problem("until", f"{self.until} is beyond the lease", f"give {last + 1} or earlier")

    def bend(self, drivers: Drivers) -> Drivers:
        drivers = set_from(drivers, "sublet_share", [self.lease], self.share, self.starting, self.until)
        return set_from(drivers, "sublet_rent_share", [self.lease], self.rent_share, self.starting, self.until)
