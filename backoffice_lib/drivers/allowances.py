"""What levers share that pay for days at home: how much a day, and how far a law exempts it from tax and levies."""

from __future__ import annotations

from collections.abc import Iterator

from backoffice_lib.basics.errors import Problem, choice, nearest
from backoffice_lib.basics.record import TeamNames, Text
from backoffice_lib.basics.uncertain import Number, as_number, draws
from backoffice_lib.basics.units import MoneyPerDay
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.drivers.drivers import Drivers
from backoffice_lib.drivers.lever import Lever
from backoffice_lib.plan import Plan
from backoffice_lib.plan.exchange import first_rates
from backoffice_lib.plan.rates import ALLOWANCE, Rate

PER_DAY, PER_MONTH = "exempt a day", "exempt a month at most"


class PaysForDays(Lever):
    """A lever that may pay something for each day at home: as before, if it does not say.

    allowance_limits: the place whose law exempts it, of the rates on home-office allowances; taxed in full if left out.
    """

    allowance_per_day: MoneyPerDay | None = None
    allowance_limits: Text = ""

    def problems(self, plan: Plan) -> Iterator[Problem]:
        if self.allowance_limits and self.allowance_per_day is None:
            yield self.problem("allowance_limits", "is given without an allowance", "give allowance_per_day, or leave it out")
        if not self.allowance_limits:
            return
        if rates := _limits(plan, self.allowance_limits):
            known = (plan.currency, *plan.names("currency"))
            if missing := next((rate.currency for rate in rates if rate.currency not in known), ""):
                what = f"{self.allowance_limits} has its limits in {missing}, which has no exchange rate"
                yield self.problem("allowance_limits", what, f"give {missing} under fx in plan.yaml")
        else:
            places = sorted({rate.place for rate in plan.rates if rate.what == ALLOWANCE})
            near = nearest(self.allowance_limits, places)
            what = f'"{self.allowance_limits[:40]}" is no place with a limit in the rates'
            yield self.problem("allowance_limits", what, choice("use", near, places), near)

    def with_allowance(self, drivers: Drivers, teams: TeamNames) -> Drivers:
        """The drivers with the allowance and its limits, in plan currency, for some teams from the start on."""
        if self.allowance_per_day is None:
            return drivers
        day, month = (_in_plan_currency(drivers.plan, rate) for rate in _limits(drivers.plan, self.allowance_limits) or (None, None))
        values = {"allowance_per_day": self.allowance_per_day, "exempt_per_day": day, "exempt_per_month": month}
        for driver, value in values.items():
            drivers = set_from(drivers, driver, teams, value, self.starting)
        return drivers


def _limits(plan: Plan, place: str) -> tuple[Rate, ...]:
    """The latest limits of a place, a day and a month; nothing where there are none."""
    known = [rate for rate in plan.rates if rate.what == ALLOWANCE and rate.place == place and rate.value is not None]
    latest = [max((rate for rate in known if rate.item == item), key=lambda rate: rate.as_of, default=None) for item in (PER_DAY, PER_MONTH)]
    return () if None in latest else tuple(latest)


def _in_plan_currency(plan: Plan, rate: Rate | None) -> Number:
    if rate is None:
        return 0.0
    worth = 1.0 if rate.currency == plan.currency else first_rates(plan)[rate.currency]
    return as_number(rate.value * draws(worth))
