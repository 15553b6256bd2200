"""Make or buy: is work cheaper in house or under contract, by five comparisons, and at which price does each change its mind?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses._form_items import IN_HOUSE_LINES, Item, booked_items, named_items, scope_of
from backoffice_lib.analyses._form_lines import CONTRACT_LINES, FormLine, lines_of, on_the_form, verdict
from backoffice_lib.analyses._form_rules import A76, Rules, by_the_rules, periods_of, placed_fte, rounded
from backoffice_lib.basics.errors import listed, refuse
from backoffice_lib.basics.money import counted, exact, money, sentence, spoken
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.disclosure import are_too_few
from backoffice_lib.ledger.present_value import npv_of
from backoffice_lib.plan import Plan, Standard
from backoffice_lib.plan.standards import in_force
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate

LENSES = {
    "cash_budget": ((1, 2, 3), (7,)),
    "price": ((6,), (7,)),
    "full_cost": ((6,), (13,)),
    "full_cost_with_hurdle": ((15,), (16,)),
    "avoidable": (IN_HOUSE_LINES, (7, 8, 9, 10, 11)),
}
"""The comparisons in their order, each with the lines of the form in house and under contract."""
ABOUT_CONTRACTS = ("outsource_work", "insource_work", "change_vendor", "renegotiate_contract", "exit_contract", "nearshore_team")


@dataclass(frozen=True)
class Lens:
    """One comparison of the work in house and under contract, over all performance periods, in plan currency.

    saving: of placing the work; negative where in house is cheaper. verdict: `in-house`, `outsourced` or `the same`.
    flip_price_per_year: the break-even price, a year of the contract at which both cost the same; None where no price does.
    """

    name: str
    in_house: float
    outsourced: float
    saving: float
    verdict: str
    flip_price_per_year: float | None


@dataclass(frozen=True)
class MakeOrBuyAnswer:
    """The answer to `make_or_buy`: five comparisons, the lines of the form, and the standards they are by; draw 0.

    contract_years: for how long work is placed within the performance periods. edition: the month whose factors are used.
    npv_of_avoidable_saving: what really stops less what comes, at plan start, discounted as the plan says.
    """

    plan: str
    scenario: str
    currency: str
    public_sector: bool
    form: str
    edition: str
    incumbent: str
    contract_years: float
    periods: tuple[str, ...]
    lenses: tuple[Lens, ...]
    lines: tuple[FormLine, ...]
    standards: tuple[Standard, ...]
    npv_of_avoidable_saving: float
    notes: tuple[str, ...]

    def lens(self, name: str) -> Lens:
        """One comparison by its name."""
        return next(lens for lens in self.lenses if lens.name == name)

    def line(self, number: int) -> FormLine:
        """One line of the form. Raises InputProblems for a line that the form does not have."""
        if found := next((line for line in self.lines if line.line == number), None):
            return found
        raise refuse("make_or_buy", f"the {self.form} form has no line {number}", f"it has {listed((str(line.line) for line in self.lines), 18)}")

    def __str__(self) -> str:
        hurdle, stops = (self._of(self.lens(name)) for name in ("full_cost_with_hurdle", "avoidable"))
        return f"{sentence(spoken(self.scenario))}, over {counted_years(self.contract_years)}: with the hurdle {hurdle}; by what really stops {stops}."

    def _of(self, lens: Lens) -> str:
        cheaper = "both cost the same"
        if lens.saving:
            cheaper = f"{lens.verdict} is cheaper by {money(abs(lens.saving), self.currency)}"
        price = "none" if lens.flip_price_per_year is None else f"{exact(lens.flip_price_per_year)} a year"
        return f"{cheaper} (break-even price {price})"


def counted_years(years: float) -> str:
    """`1 year of contract`, `2.5 years of contract`."""
    return f"{years:g} year{'' if years == 1 else 's'} of contract"


def make_or_buy(plan: Plan, scenario: Scenario) -> MakeOrBuyAnswer:
    """Whether the work that a scenario places is cheaper in house or under contract, by OMB Circular A-76 and by what really stops.

    Lines come from the ledger of today, as far as it is of the placed work: salaries, on-costs, bonus, overtime, shift premiums
    and temporary staff are line 1, IT and automation licences line 2, all other recurring cost line 3; and from the ledger of the scenario:
    vendor fees are line 7, governance line 8, other recurring cost of vendors line 9, one-off costs line 10. Rent and the like
    count by the people of a site whose work is placed. What `make_or_buy` in plan.yaml gives comes besides, or instead:
    the contract price, its administration, and in the public sector the standard's fringe and conversion.
    The comparison `avoidable` is that of the Treasury Board of Canada: only what the scenario really lowers counts, with
    transition, without overhead that stays and without tax. Amounts are nominal. Raises InputProblems where nothing is placed.
    """
    plan = scenario.on(plan)
    today, then = simulate(plan, scenario.today), simulate(plan, scenario)
    filled = form_of(today, then)
    rules, items, lines = filled.rules, filled.items, filled.lines
    form = plan.make_or_buy
    return MakeOrBuyAnswer(
        plan=plan.name,
        scenario=scenario.name,
        currency=plan.currency,
        public_sector=form.public_sector,
        form=form.form,
        edition=str(form.edition),
        incumbent=form.incumbent,
        contract_years=round(filled.years, 4),
        periods=tuple(period.named(plan) for period in rules.periods),
        lenses=tuple(lenses_of(filled).values()),
        lines=tuple(lines.values()),
        standards=_standards(plan),
        npv_of_avoidable_saving=_avoidable_present_value(plan, items),
        notes=tuple(_notes(rules, then, items)),
    )


@dataclass(frozen=True)
class Form:
    """A form that is filled in: its rules, what the ledgers have, all items by the rules, those that have a line, and the lines."""

    rules: Rules
    booked: tuple[Item, ...]
    items: tuple[Item, ...]
    on_form: tuple[Item, ...]
    lines: dict[int, FormLine]

    @property
    def years(self) -> float:
        """For how long work is placed within the performance periods."""
        return sum(period.sum(self.rules.scope.placed.astype(float)) for period in self.rules.periods) / 12


def form_of(today: Ledger, then: Ledger) -> Form:
    """The form, from the ledgers without and with a scenario. Raises InputProblems where nothing is placed."""
    scope = scope_of(today, then)
    if not scope.placed.any():
        raise refuse(f"scenario {then.scenario}", "places no work with a vendor", "name one that does, or use compare")
    if are_too_few(today, [team for team, shares in scope.team.items() if shares.any()]):
        few = f"places the work of fewer than {today.plan.policies.smallest_pay_group_heads} people, whose pay is not shown"
        raise refuse(f"scenario {then.scenario}", few, "name one that places more of it, or ask with --unmasked")
    rules = Rules(today.plan, today, scope, periods_of(today.plan, scope))
    booked = booked_items(today, then, scope)
    items = by_the_rules(rules, [*booked, *named_items(today.plan.make_or_buy.costs, scope, today.plan.currency)])
    on_form = on_the_form(rules, items)
    return Form(rules, tuple(booked), tuple(items), tuple(on_form), lines_of(rules, on_form))


def lenses_of(form: Form) -> dict[str, Lens]:
    """The five comparisons by name."""
    of = {name: form.items if name == "avoidable" else form.on_form for name in LENSES}
    return {name: _lens(form.rules, name, form.lines, items, form.years) for name, items in of.items()}


def _lens(rules: Rules, name: str, lines: dict[int, FormLine], items: Sequence[Item], years: float) -> Lens:
    """One comparison, and the price a year at which it changes its mind; the streamlined form has no hurdle."""
    ours, theirs = LENSES[name]
    if 15 in ours and 15 not in lines:
        ours, theirs = LENSES["full_cost"]
    if name == "avoidable":
        stops, comes = (_over_all(rules, items, side) for side in (ours, theirs))
        outsourced = rounded(comes, rules.digits)
        in_house = round(outsourced + rounded(stops - comes, rules.digits), 2)
    else:
        in_house, outsourced = (round(sum(lines[number].amount for number in side), 2) for side in (ours, theirs))
    saving = round(in_house - outsourced, 2)
    counted_in = CONTRACT_LINES if theirs[-1] > CONTRACT_LINES[-1] else theirs
    flip = _flip_price(rules, [item for item in items if item.line in counted_in], in_house, outsourced, years)
    return Lens(name, in_house, outsourced, saving, verdict(-saving), flip)


def _over_all(rules: Rules, items: Sequence[Item], numbers: tuple[int, ...]) -> float:
    """What stops, or comes, of some lines over all performance periods."""
    return sum(period.sum(item.stops) for period in rules.periods for item in items if item.line in numbers)


def _avoidable_present_value(plan: Plan, items: Sequence[Item]) -> float:
    """What stops less what comes, at the start of the plan, discounted as the plan says; before tax."""
    sides = [sum((item.stops for item in items if item.line in side), np.zeros(plan.months)) for side in LENSES["avoidable"]]
    return round(float(npv_of(plan, (sides[0] - sides[1])[:, None])[0]), 2)


def _flip_price(rules: Rules, items: Sequence[Item], in_house: float, outsourced: float, years: float) -> float | None:
    """The price a year at which both sides cost the same.

    Of the contract side, so much goes with the price: the price itself, rates on it such as governance, and the tax on it,
    which comes back. The rest stays, whatever the price.
    """
    price = sum(period.sum(item.amount) for item in items if item.line == 7 for period in rules.periods)
    if not price:
        return None
    with_price = sum(period.sum(item.with_price) for item in items for period in rules.periods)
    found = (in_house - (outsourced - with_price)) / (with_price / price) / years
    return round(found, 2) if found >= 0 else None


def _standards(plan: Plan) -> tuple[Standard, ...]:
    """The circular's factors in force in the edition."""
    names = dict.fromkeys(one.factor for one in plan.standards if one.standard == A76)
    edition = plan.make_or_buy.edition
    known = {one.factor for one in plan.standards if one.in_force_from is None or one.in_force_from <= edition}
    return tuple(in_force(plan.standards, A76, name, edition) for name in names if name in known)


def _notes(rules: Rules, then: Ledger, items: Sequence[Item]) -> Iterator[str]:
    """What the reader should know besides the figures."""
    form, plan = rules.form, rules.plan
    full = sum(not period.phase_in and period.end - period.first >= 12 for period in rules.periods)
    if form.public_sector and full < rules.factor("least_full_periods").value:
        yield f"the form has {counted(full, 'full year')}; the circular asks for at least {rules.factor('least_full_periods').value:g} besides the phase-in"
    if form.public_sector and full > rules.factor("most_full_periods").value:
        yield f"the form has {counted(full, 'full year')}; more than {rules.factor('most_full_periods').value:g} need approval"
    if form.form == "streamlined":
        yield from _streamlined(rules, items)
    if likely(form.tax_share) and not form.public_sector:
        yield "tax_share is left aside: the vendor's tax comes back to no payer but the state, so line 12 is 0"
    if not form.public_sector:
        yield "the hurdle is a policy choice: a firm may ask for another one, or for none"
    end = rules.periods[-1].end
    if end < plan.months:
        yield f"the performance periods end with {plan.calendar[end - 1]}; what comes after is not counted"
    others = dict.fromkeys(spoken(lever.word()) for lever in then.levers if lever.word() not in ABOUT_CONTRACTS)
    if others:
        yield f"what really stops is also due to {listed(others)}, which the scenario holds too"
    yield "not in the figures: how well the work is done, what it takes to take it back, and what cannot be priced"


def _streamlined(rules: Rules, items: Sequence[Item]) -> Iterator[str]:
    most, fte = rules.factor("streamlined_most_fte").value, placed_fte(rules)
    if fte > most:
        yield f"the streamlined form is for up to {most:g} full-time equivalents, and {fte:g} do this work"
    left_out = sorted({item.line for item in items if item.line in (5, 9, 10, 11) and item.amount.any()})
    if left_out:
        yield f"the streamlined form has no line {listed(map(str, left_out))}: what is on it counts in the comparison of what really stops alone"
    yield "the streamlined form has no differential: with the hurdle is as full cost"
