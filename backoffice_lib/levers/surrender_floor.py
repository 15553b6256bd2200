"""Surrender floor: give one floor of a lease back, and keep the others."""

from collections.abc import Iterator

from backoffice_lib.basics.errors import Problem, listed
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import FloorName, LeaseName
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.plan import Floor, Plan


class SurrenderFloor(Lever):
    """A floor of a lease is given back on the first day of a month, as its landlord has agreed: no rent for its part from then, but its penalty.

    Its part of the rent is its part of the area, or of the seats where no areas are given; so is its part of the restoration cost.

    A later initiative that gives the same floor up replaces this one from its own day on.
    """

    EXAMPLE_PLAN = "three_floors"
    EXAMPLE = {"lease": "tower", "floor": "11th", "on": "2028-01"}

    lease: LeaseName
    floor: FloorName
    on: Month

    def problems(self, plan: Plan) -> Iterator[Problem]:
        floors = {floor.floor: floor for floor in plan.floors if floor.lease == self.lease}
        if self.floor not in floors:
            mend = f"it has {listed(floors)}" if floors else "list its floors in floors.csv"
            yield self.problem("floor", f'"{self.floor}" is not a floor of {self.lease}', mend)
        elif (floor := floors[self.floor]).surrender_from is None:
            what = f'"{self.floor}" may not be given up alone'
            yield self.problem("floor", what, "give its surrender_from in floors.csv, break the lease, or sublet the space")
        else:
            yield from self._dates(plan, floor)

    def _dates(self, plan: Plan, floor: Floor) -> Iterator[Problem]:
        """A month in which the floor may not be given up yet, or no longer."""
        earliest, last = plan.start + floor.surrender_notice_months, plan.record("lease", self.lease).end.month
        if self.on < floor.surrender_from:
            yield self.problem("on", f"{self.on} is before the right to give it up", f"give {floor.surrender_from} or later")
        elif self.on > last:
            yield self.problem("on", f"{self.on} is after the lease has ended", f"give {last} or earlier")
        elif self.on < earliest:
            what = f"{self.on} is within the notice of {floor.surrender_notice_months} months"
            yield self.problem("on", what, f"give {earliest} or later")

    def bend(self, drivers: Drivers) -> Drivers:
        return set_from(drivers, "surrendered_share", [f"{self.lease} {self.floor}"], 1.0, self.on)

    def first_month(self, plan: Plan) -> Month:
        return self.on
