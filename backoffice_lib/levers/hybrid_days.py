"""Hybrid days: people come to the office on some days of the week."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator

from backoffice_lib.basics.errors import Problem, Wrong, listed, nearest
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import TeamNames
from backoffice_lib.basics.uncertain import Number, PerDraw
from backoffice_lib.basics.units import Measure
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.drivers.declared import WEEKDAYS
from backoffice_lib.plan import Plan


def _weekdays(value: object) -> object:
    days = [value] if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else None
    if days is None or any(day not in WEEKDAYS for day in days):
        odd = next((str(day) for day in days or [] if day not in WEEKDAYS), str(value))
        raise Wrong(f'"{odd[:20]}" is not a working day', f"use {listed(WEEKDAYS)}", nearest(odd, WEEKDAYS))
    return tuple(dict.fromkeys(days))


class HybridDays(Lever):
    """The people of one or more teams who do not work from home come in on some days of the week only.

    office_days_per_week: how many, spread evenly over the week. days: which, when all come in on the same ones; then
    the number is left out. Seats follow the fullest day: give up space with break_lease or sublet_space.
    """

    EXAMPLE = {"team": "accounting", "starting": "2027-02", "office_days_per_week": 2}

    team: TeamNames
    starting: Month
    office_days_per_week: Annotated[Number, Measure("days/week", high=5)] | None = None
    days: Annotated[tuple[str, ...], BeforeValidator(_weekdays)] = ()

    def problems(self, plan: Plan) -> Iterator[Problem]:
        if (self.office_days_per_week is None) == (not self.days):
            said = "gives both a number of days and which" if self.days else "says neither on how many days nor on which"
            yield self.problem("", said, "give office_days_per_week or days" + (", not both" if self.days else ""))

    def bend(self, drivers: Drivers) -> Drivers:
        for day in WEEKDAYS:
            drivers = set_from(drivers, f"attendance_{day}_share", self.team, self._share_on(day), self.starting)
        return drivers

    def _share_on(self, day: str) -> Number:
        if self.days:
            return float(day in self.days)
        number = self.office_days_per_week
        return PerDraw(tuple(one / 5 for one in number.values)) if isinstance(number, PerDraw) else number / 5
