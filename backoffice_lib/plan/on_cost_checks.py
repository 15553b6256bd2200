"""Checks of on-costs: bands that cannot be, loads that are no share of a salary, wage bases in another currency than the pay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from babel.numbers import list_currencies

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.uncertain import draws
from backoffice_lib.plan.on_costs import ON_SALARY

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan

_TURNED = {
    "wages_for_hours_worked": "divide what is paid on top by wages with paid leave: leave is in a salary already, "
    "and bonus and overtime are priced apart",
    "compensation": "divide what is paid on top, without leave, bonus and overtime, by wages with paid leave",
}


def problems_in_on_costs(plan: Plan) -> Iterator[Problem]:
    """What is wrong with the bands of a plan, and between them and the pay of its teams."""
    yield from _bands(plan)
    yield from _currencies(plan)


def _bands(plan: Plan) -> Iterator[Problem]:
    for band in plan.on_costs:
        top = band.to_pay_per_year
        if top is not None and (draws(top) <= draws(band.from_pay_per_year)).any():
            yield band.problem("to_pay_per_year", "is not above from_pay_per_year", "give a higher threshold")
        if top is not None and (draws(top) < draws(band.floor_pay_per_year)).any():
            yield band.problem("floor_pay_per_year", "is above to_pay_per_year", "give a floor below the ceiling")
        if band.base != ON_SALARY:
            yield band.problem("base", f"is {band.base}, which a salary is not", _TURNED[band.base])


def _currencies(plan: Plan) -> Iterator[Problem]:
    """Wage bases in one currency, held against pay in another; a code that is no currency is told at its band."""
    existing = list_currencies()
    for team in plan.teams:
        paid_in = team.currency or plan.currency
        wage_bases = [band.currency for band in plan.on_costs if band.scheme == team.on_costs and band.currency in existing]
        if odd := next((currency for currency in wage_bases if currency != paid_in), ""):
            what = f'"{team.on_costs}" has its wage bases in {odd}, and this team is paid in {paid_in}'
            yield team.problem("on_costs", what, f"name a scheme in {paid_in}, or give the pay in {odd}")
