"""Extend lease: keep leased space longer, under the option that the lease has."""

from collections.abc import Iterator

from backoffice_lib.basics.days import LastDay
from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import LeaseName
from backoffice_lib.basics.uncertain import as_number, draws
from backoffice_lib.basics.units import Months
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import scale_from
from backoffice_lib.drivers.terms import running_until
from backoffice_lib.plan import Plan


class ExtendLease(Lever):
    """A lease runs longer than its term, as its extension option allows, at the option's share of the rent of its last month.

    months: how much longer, blank for all that the option gives. We say so extension_notice_months before its end; nothing changes before
    that end, but that rent which is paid for months ahead is then paid for more of them. The rent compounds with what other initiatives make of it.

    A later initiative that says when the lease ends replaces this end.
    """

    EXAMPLE_PLAN = "three_floors"
    EXAMPLE = {"lease": "annexe"}

    lease: LeaseName
    months: Months | None = None

    def problems(self, plan: Plan) -> Iterator[Problem]:
        lease = plan.record("lease", self.lease)
        if not lease.extension_months:
            mend = "give its extension_months in leases.csv, or use renegotiate_lease"
            yield self.problem("lease", f'"{self.lease}" has no option to extend it', mend)
            return
        if self.months is not None and not 0 < self.months <= lease.extension_months:
            yield self.problem("months", f"is {self.months}", f"give 1 to {lease.extension_months}, as the option allows")
        told = lease.end.month + 1 - lease.extension_notice_months
        if lease.end.month < plan.start or told < plan.start:
            what = f'"{self.lease}" ends on {lease.end}, and its option had to be used by {told}'
            yield self.problem("lease", what, "use renegotiate_lease")

    def bend(self, drivers: Drivers) -> Drivers:
        lease = drivers.plan.record("lease", self.lease)
        longer = lease.extension_months if self.months is None else self.months
        more = as_number(draws(lease.extension_rent_share) - 1)
        drivers = scale_from(drivers, "rent", [self.lease], more, lease.end.month + 1)
        return running_until(drivers, self.lease, later(lease.end, longer), self.told(drivers.plan))

    def told(self, plan: Plan) -> Month:
        """The month in which we say so, the last of the term at the latest, from which on it is known how long the lease runs."""
        lease = plan.record("lease", self.lease)
        return max(lease.end.month + min(1 - lease.extension_notice_months, 0), plan.start)

    def first_month(self, plan: Plan) -> Month:
        """The first month after its end, or the one in which we say so, as rent may then be paid for longer ahead."""
        lease = plan.record("lease", self.lease)
        first = lease.end.month if lease.end.days_before + 1 < lease.end.month.days else lease.end.month + 1
        return first if lease.paid_every_months == 1 else min(first, self.told(plan))


def later(end: LastDay, months: int) -> LastDay:
    """A last day so many months later: the last of its month where it was, else the same day, or the last that month has."""
    month = end.month + months
    whole = end.days_before + 1 == end.month.days
    return LastDay(month.first_day + (month.days - 1 if whole else min(end.days_before, month.days - 1)))
