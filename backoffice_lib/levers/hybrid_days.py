"""Hybrid days: people come to the office on some days of the week."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator

from backoffice_lib.basics.errors import Problem, Wrong, listed, nearest
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import TeamNames
from backoffice_lib.basics.uncertain import Number, as_number, draws
from backoffice_lib.basics.units import LeaversShare, Measure, PositiveShare
from backoffice_lib.drivers import Drivers
from backoffice_lib.drivers.allowances import PaysForDays
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.drivers.declared import WEEKDAYS
from backoffice_lib.plan import Plan


def _weekdays(value: object) -> object:
    days = [value] if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else None
    if days is None or any(day not in WEEKDAYS for day in days):
        odd = next((str(day) for day in days or [] if day not in WEEKDAYS), str(value))
        raise Wrong(f'"{odd[:20]}" is not a working day', f"use {listed(WEEKDAYS)}", nearest(odd, WEEKDAYS))
    return tuple(dict.fromkeys(days))


class HybridDays(PaysForDays):
    """The people of one or more teams who do not work from home come in on some days of the week only.

    office_days_per_week: how many, spread evenly over the week. days: which, when all come in on the same ones; then
    the number is left out. Seats follow the fullest day: give up space with break_lease or sublet_space. allowance_per_day:
    paid for each working day at home. hybrid_output_share, hybrid_leavers_share: the work of one who comes in on some days,
    and how many of them leave, against one who comes in every day.

    A later one for the same team replaces it.
    """

    EXAMPLE = {"team": "accounting", "starting": "2027-02", "office_days_per_week": 2}

    team: TeamNames
    starting: Month
    office_days_per_week: Annotated[Number, Measure("days/week", high=5)] | None = None
    days: Annotated[tuple[str, ...], BeforeValidator(_weekdays)] = ()
    hybrid_output_share: PositiveShare = 1.0
    hybrid_leavers_share: LeaversShare = 1.0

    def problems(self, plan: Plan) -> Iterator[Problem]:
        if (self.office_days_per_week is None) == (not self.days):
            said = "gives both a number of days and which" if self.days else "says neither on how many days nor on which"
            yield self.problem("", said, "give office_days_per_week or days" + (", not both" if self.days else ""))
        yield from super().problems(plan)

    def bend(self, drivers: Drivers) -> Drivers:
        for day in WEEKDAYS:
            drivers = set_from(drivers, f"attendance_{day}_share", self.team, self._share_on(day), self.starting)
        for effect in ("hybrid_output_share", "hybrid_leavers_share"):
            drivers = set_from(drivers, effect, self.team, getattr(self, effect), self.starting)
        return self.with_allowance(drivers, self.team)

    def first_month(self, plan: Plan) -> Month:
        foreseen = (draws(self.hybrid_output_share) != 1).any()
        return self.starting - (self.lead_months(plan, self.team) if foreseen else 0)

    def _share_on(self, day: str) -> Number:
        if self.days:
            return float(day in self.days)
        number = self.office_days_per_week
        return as_number(draws(number) / 5)
