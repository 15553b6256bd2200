"""Renegotiate lease: another rent, another end, or months without rent, agreed with the landlord."""

from collections.abc import Iterator

from backoffice_lib.basics.days import LastDay
from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import LeaseName
from backoffice_lib.basics.uncertain import as_number, draws
from backoffice_lib.basics.units import Months, PositiveShare
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import scale_from, set_from
from backoffice_lib.drivers.terms import running_until
from backoffice_lib.plan import Plan


class RenegotiateLease(Lever):
    """From a month on the rent of a lease is a share of what it was, which compounds with its steps and with earlier changes of it.

    end: its new last day, later or earlier than the old one, without a penalty. free_months: without rent, from the start on.

    A later end or later free months replace these.
    """

    EXAMPLE = {"lease": "HQ-1", "starting": "2027-02", "rent_share": 0.9, "free_months": 1}

    lease: LeaseName
    starting: Month
    rent_share: PositiveShare = 1.0
    end: LastDay | None = None
    free_months: Months = 0

    def problems(self, plan: Plan) -> Iterator[Problem]:
        lease = plan.record("lease", self.lease)
        first, last = lease.start.month, lease.end.month
        if not first <= self.starting <= last:
            yield self.problem("starting", f"{self.starting} is outside the lease", f"give a month from {first} to {last}")
        elif self.end and self.end.month < self.starting:
            yield self.problem("end", f"{self.end} is before the start", f"give {self.starting} or later")
        elif (self.rent_share, self.end, self.free_months) == (1.0, None, 0):
            yield self.problem("", "changes nothing", "give rent_share, end or free_months")

    def bend(self, drivers: Drivers) -> Drivers:
        if self.free_months:
            drivers = set_from(drivers, "rent_free_share", [self.lease], 1.0, self.starting, self.starting + self.free_months)
        if draws(self.rent_share).tolist() != [1.0]:
            drivers = scale_from(drivers, "rent", [self.lease], as_number(draws(self.rent_share) - 1), self.starting)
        return running_until(drivers, self.lease, self.end, self.starting) if self.end else drivers
