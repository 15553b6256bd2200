"""Break lease: give a lease back before its term ends."""

from collections.abc import Iterator

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import LeaseName
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.plan import Plan


class BreakLease(Lever):
    """A lease is given back on the first day of a month, under its break right: no rent from then, but its penalty.

    The penalty and the cost of restoration are those of the lease.

    A later initiative that breaks the same lease replaces this one from its own day on.
    """

    EXAMPLE = {"lease": "HQ-1", "on": "2027-03"}

    lease: LeaseName
    on: Month

    def problems(self, plan: Plan) -> Iterator[Problem]:
        lease = plan.record("lease", self.lease)
        earliest, last = plan.start + lease.break_notice_months, lease.end.month
        if lease.break_from is None:
            yield self.problem(
                "lease", f'"{self.lease}" has no break right', "give its break_from in leases.csv, or sublet the space"
            )
        elif self.on < lease.break_from:
            yield self.problem("on", f"{self.on} is before the break right", f"give {lease.break_from} or later")
        elif self.on > last:
            yield self.problem("on", f"{self.on} is after the lease has ended", f"give {last} or earlier")
        elif self.on < earliest:
            months = lease.break_notice_months
            yield self.problem("on", f"{self.on} is within the notice of {months} months", f"give {earliest} or later")
        elif (out := lease.way_out(self.on)) != self.on:
            every = f"it may be broken every {lease.break_every_months} months from {lease.break_from}"
            yield self.problem("on", f"{self.on} is not one of its break dates", f"give {out}; {every}" if out else every)

    def bend(self, drivers: Drivers) -> Drivers:
        return set_from(drivers, "broken_share", [self.lease], 1.0, self.on)

    def first_month(self, plan: Plan) -> Month:
        return self.on
