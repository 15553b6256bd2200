"""The rules of OMB Circular A-76: what its form adds to, and takes from, what the ledger and the plan have."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from backoffice_lib.analyses._form_items import FEES, LineInput, Item, Scope
from backoffice_lib.basics.errors import refuse
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import MakeOrBuy, Plan, Standard
from backoffice_lib.plan.exchange import first_rates
from backoffice_lib.plan.standards import administered_by, in_force

A76 = "OMB Circular A-76"


@dataclass(frozen=True)
class Period:
    """A performance period: its months, counted from 0, the last one not in it; and whether it is the phase-in."""

    first: int
    end: int
    phase_in: bool = False

    def sum(self, monthly: np.ndarray) -> float:
        """What is in it of an amount by month."""
        return float(np.broadcast_to(monthly, max(len(monthly), self.end))[self.first : self.end].sum())

    def named(self, plan: Plan) -> str:
        """Its first and last month, and that it is the phase-in."""
        return f"{plan.calendar[self.first]} to {plan.calendar[self.end - 1]}" + (", phase-in" if self.phase_in else "")

    def days(self, plan: Plan) -> int:
        """How many days it has."""
        return sum(month.days for month in plan.calendar[self.first : self.end])


def periods_of(plan: Plan, scope: Scope) -> tuple[Period, ...]:
    """The performance periods: the phase-in first, where there is one. Raises InputProblems when the plan is too short for them."""
    form = plan.make_or_buy
    phase_in = int(np.argmax(scope.placed)) if form.phase_in_months is None else form.phase_in_months
    lengths = form.period_months or [12] * ((plan.months - phase_in) // 12)
    if not form.period_months and (rest := (plan.months - phase_in) % 12):
        lengths = [*lengths, rest]
    if phase_in + sum(lengths) > plan.months:
        what = f"{phase_in} months of phase-in and the performance periods take {phase_in + sum(lengths)}, the plan has {plan.months}"
        raise refuse(f"{form.where()}: period_months", what, "give fewer months, or place the work earlier")
    ends = np.cumsum([phase_in, *lengths]).tolist()
    full = [Period(first, end) for first, end in zip(ends, ends[1:], strict=False)]
    return ((Period(0, phase_in, phase_in=True),) if phase_in else ()) + tuple(full)


@dataclass(frozen=True)
class Rules:
    """The form of one plan and scenario: the plan, what is placed, the performance periods, and the factors in force."""

    plan: Plan
    today: Ledger
    scope: Scope
    periods: tuple[Period, ...]

    @property
    def form(self) -> MakeOrBuy:
        """What the plan says of the form."""
        return self.plan.make_or_buy

    @property
    def first_full(self) -> Period:
        """The first performance period that is not the phase-in."""
        return next(period for period in self.periods if not period.phase_in)

    @property
    def digits(self) -> int:
        """Decimals that lines are rounded to: none in the public sector, as the circular asks."""
        return 0 if self.form.public_sector else 2

    def factor(self, name: str) -> Standard:
        """A factor of the circular in the edition of the plan."""
        return in_force(self.plan.standards, A76, name, self.form.edition)

    def own_or(self, field: str, factor: str) -> tuple[float, LineInput]:
        """A share that the plan gives, or that of the circular."""
        given = getattr(self.form, field, None)
        if given is not None:
            return likely(given), LineInput(field, likely(given), "share", self.form.source_of(field) or "the plan")
        known = self.factor(factor)
        return known.value, cited(known)


def cited(standard: Standard) -> LineInput:
    """A factor as an input: its file and line, and its publication."""
    return LineInput(standard.factor, standard.value, standard.unit, standard.source_of("value"))


def by_the_rules(rules: Rules, booked: list[Item]) -> list[Item]:
    """All items of the form: what the ledger and the plan have, by the rules of the circular."""
    items = _priced(rules, _with_fringe(rules, booked))
    personnel = sum((item.amount for item in items if item.line == 1), np.zeros(rules.plan.months))
    items += [*_insurance(rules, personnel), _overhead(rules, personnel)]
    items += [*_administration(rules), *_assets(rules)]
    if (rules.form.conversion or ("standard" if rules.form.public_sector else "ledger")) == "standard":
        items = [item for item in items if item.line != 10] + [_conversion(rules, booked)]
    return items + ([_tax(rules, items)] if rules.form.public_sector else [])


def _with_fringe(rules: Rules, items: list[Item]) -> list[Item]:
    """In the public sector basic pay with the standard's fringe, instead of the plan's own on-costs."""
    if not rules.form.public_sector:
        return list(items)
    fringe = rules.factor("fringe_share")
    more = 1 + fringe.value
    return [
        replace(item, amount=item.amount * more, stops=item.stops * more, inputs=(*item.inputs, cited(fringe)))
        if item.name == "salaries" else item
        for item in items
        if item.name != "on-costs"
    ]


def _priced(rules: Rules, items: list[Item]) -> list[Item]:
    """The contract price that the plan gives, if any, instead of the ledger's fees; rates on fees follow it."""
    prices = rules.form.contract_price_per_year
    if not prices:
        return items
    if len(prices) not in (1, len(rules.periods)):
        what = f"has {len(prices)} prices for {len(rules.periods)} performance periods, the phase-in among them"
        raise refuse(f"{rules.form.where()}: contract_price_per_year", what, "give one for each, or one for all")
    of_period = prices * len(rules.periods) if len(prices) == 1 else prices
    amount = np.zeros(rules.plan.months)
    for period, price in zip(rules.periods, of_period, strict=True):
        amount[period.first : period.end] = price / 12 * rules.scope.placed[period.first : period.end]
    fees = sum(float(item.amount.sum()) for item in items if item.name == FEES)
    again = float(amount.sum()) / fees if fees else 1.0
    origin = rules.form.source_of("contract_price_per_year") or "the plan"
    given = tuple(LineInput("contract_price_per_year", price, f"{rules.plan.currency}/year", origin) for price in prices)
    price = Item(7, "contract price", amount, amount, given, amount)
    return [price, *(_at_price(item, again) for item in items if item.name != FEES)]


def _at_price(item: Item, again: float) -> Item:
    """An item whose part that goes with the contract price is so many times as much."""
    more = item.with_price * (again - 1)
    return replace(item, amount=item.amount + more, stops=item.stops + more, with_price=item.with_price * again) if more.any() else item


def _insurance(rules: Rules, personnel: np.ndarray) -> Iterator[Item]:
    """Insurance that the agency carries itself: personnel liability, and casualty of what is insured."""
    form = rules.form
    if form.public_sector if form.liability_insurance is None else form.liability_insurance:
        factor = rules.factor("liability_insurance_share")
        amount = personnel * factor.value
        yield Item(3, "personnel liability insurance", amount, amount * likely(form.liability_insurance_avoidable_share), (cited(factor),))
    if form.casualty_insurance:
        factor = rules.factor("casualty_insurance_share")
        amount = rules.scope.placed * likely(form.insured_value) * factor.value / 12
        insured = LineInput("insured_value", likely(form.insured_value), rules.plan.currency, form.source_of("insured_value"))
        yield Item(3, "casualty insurance", amount, amount, (insured, cited(factor)))


def _overhead(rules: Rules, personnel: np.ndarray) -> Item:
    share, given = rules.own_or("overhead_share", "overhead_share")
    amount = personnel * share
    return Item(4, "overhead", amount, amount * likely(rules.form.overhead_avoidable_share), (given,))


def _administration(rules: Rules) -> Iterator[Item]:
    """What administering the contract costs, where the plan says so: in all, or by the standard's table."""
    form, plan = rules.form, rules.plan
    money = f"{plan.currency}/year"
    if form.administration_per_year is not None:
        per_year = likely(form.administration_per_year)
        given = (LineInput("administration_per_year", per_year, money, form.source_of("administration_per_year")),)
    elif form.administration_per_fte_per_year is not None:
        each, (staff, counted) = likely(form.administration_per_fte_per_year), _staff(rules)
        per_year = each * staff
        origin = form.source_of("administration_per_fte_per_year")
        given = (*counted, LineInput("administration_per_fte_per_year", each, f"{plan.currency}/FTE/year", origin))
    else:
        return
    amount = rules.scope.placed * per_year / 12
    yield Item(8, "contract administration", amount, amount, given)


def _staff(rules: Rules) -> tuple[float, tuple[LineInput, ...]]:
    """The full-time equivalents that administer the contract, by the standard's table."""
    fte = placed_fte(rules) + likely(rules.form.subcontract_fte)
    known = [band for band in rules.plan.administration if band.in_force_from is None or band.in_force_from <= rules.form.edition]
    counted = LineInput("staffing of the work", fte, "FTE", "line 1 of the first full performance period")
    if not known:
        raise refuse(A76, f"there is no table of contract administration in force in {rules.form.edition}", "name a later edition")
    if (band := administered_by(known, fte)) is None:
        share = rules.factor("administration_share_of_fte")
        return fte * share.value, (counted, cited(share))
    return band.administration_fte, (
        counted, LineInput(f"administration staff ({band.grades})", band.administration_fte, "FTE", band.source_of("administration_fte"))
    )


def placed_fte(rules: Rules) -> float:
    """Full-time equivalents of our people whose work is placed, on average in the first full period, to three decimals."""
    paid = rules.today.operations.staffing.paid_fte[:, :, 0]
    placed = sum(paid[:, row] * rules.scope.team[team.team] for row, team in enumerate(rules.today.plan.teams))
    period = rules.first_full
    return round(period.sum(placed) / (period.end - period.first), 3)


def _assets(rules: Rules) -> Iterator[Item]:
    """What assets that are no longer needed are worth in the books at the start, which is gained."""
    if value := likely(rules.form.released_book_value):
        amount = np.zeros(rules.plan.months)
        amount[0] = -value
        origin = rules.form.source_of("released_book_value") or "the plan"
        yield Item(11, "net book value released", amount, amount, (LineInput("released_book_value", value, rules.plan.currency, origin),))


def _conversion(rules: Rules, booked: list[Item]) -> Item:
    """One-time conversion by paragraph C.4: shares of the basic pay of the first full period, put on a year where it is shorter."""
    period, severance, other = rules.first_full, rules.factor("severance_share"), rules.factor("other_one_time_share")
    pay = sum(period.sum(item.amount) for item in booked if item.name == "salaries")
    given = [LineInput("basic pay of the first full performance period", pay, rules.plan.currency, "line 1, without fringe")]
    if (days := period.days(rules.plan)) < 365:
        year = rules.factor("days_per_year")
        pay *= year.value / days
        given += [LineInput("days of the second performance period" if rules.periods[0].phase_in else "days of the period", days, "days", "the plan"), cited(year)]
    amount = np.zeros(rules.plan.months)
    amount[period.first] = pay * (severance.value + other.value)
    return Item(10, "severance, relocation and retraining", amount, amount, (*given, cited(severance), cited(other)))


def _tax(rules: Rules, items: list[Item]) -> Item:
    """The vendor's income tax, which comes back to a payer that is the state."""
    share = likely(rules.form.tax_share)
    price = sum((item.amount for item in items if item.line == 7), np.zeros(rules.plan.months))
    origin = rules.form.source_of("tax_share") or "left out: none"
    return Item(12, "federal income tax", -share * price, -share * price, (LineInput("tax_share", share, "share", origin),), -share * price)


def differential(rules: Rules, personnel: float) -> tuple[float, tuple[LineInput, ...]]:
    """The hurdle: a share of line 1 over all performance periods, at most the standard's sum of dollars."""
    share, given = rules.own_or("hurdle_share", "differential_share")
    most = rules.factor("differential_most")
    known = {rules.plan.currency: 1.0} | {currency: likely(rate) for currency, rate in first_rates(rules.plan).items()}
    if most.unit not in known:
        return personnel * share, (given,)
    return min(personnel * share, most.value * known[most.unit]), (given, cited(most))


def rounded(amount: float, digits: int) -> float:
    """Half a unit is rounded away from 0, as people do, and never -0."""
    scale = 10**digits
    return math.copysign(math.floor(abs(amount) * scale + 0.5 + TOLERANCE), amount) / scale + 0.0
