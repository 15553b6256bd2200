"""Every kind of figure of the shipped scenarios: what is shown behind it makes it again to the cent, and ties to the answer that shows it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backoffice_lib.analyses._questions import Asked
from backoffice_lib.analyses._why_lease_books import traced
from backoffice_lib.analyses._why_leases import FIGURES
from backoffice_lib.analyses.compare import compare
from backoffice_lib.analyses.lease_accounting import lease_accounting
from backoffice_lib.analyses.make_or_buy import form_of, lenses_of
from backoffice_lib.analyses.recharges import recharges
from backoffice_lib.analyses.stranded import stranded
from backoffice_lib.analyses.summarise import summarise
from backoffice_lib.analyses.variance import variance
from backoffice_lib.analyses.why import Why, explained, questions
from backoffice_lib.basics.months import Month
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario, scenario_files
from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import Plan
from backoffice_lib.simulation import simulate

LARGE = ("combination",)
"""Of the largest plan, the scenario with the most in it."""


def shipped() -> list[tuple[str, str]]:
    found = [(plan, scenario) for plan in shipped_plans() for scenario in scenario_files(plan)]
    return [(plan, scenario) for plan, scenario in found if plan != "meridian" or scenario in LARGE]


class Shipped:
    """A shipped scenario and today, both simulated once, of which any figure can be asked."""

    def __init__(self, plan: str, scenario: str):
        read = read_plan(plan)
        self.plan: Plan = read.with_(policies=read.policies.with_(smallest_pay_group_heads=1))
        self.today: Ledger = simulate(self.plan)
        self.ledger: Ledger = simulate(self.plan, read_scenario(self.plan, scenario))
        self._first = Asked(self.ledger, {}, self.today)
        self.book = self._first.book
        self._known = {"book": self.book, "other": self._first.other}

    def some(self, things) -> list:
        """All of some things; of a large plan a few."""
        return list(things)[:: 1 if self.plan.name != "meridian" else 8]

    def why(self, of: str, **options: object) -> Why:
        asked = replace(self._first, options={name: str(text) for name, text in options.items()})
        asked.__dict__.update(self._known)
        return explained(questions()[of], asked)


@pytest.fixture(scope="module", params=[pytest.param(one, marks=[pytest.mark.slow] * (one[0] == "meridian"), id="/".join(one)) for one in shipped()])
def case(request) -> Shipped:
    return Shipped(*request.param)


def check(found: Why, figure: float) -> None:
    """The figure is that of the answer, and is made again from its leaves."""
    assert found.amount == pytest.approx(figure, abs=0.00501), found.title
    assert found.tree.recomputed() == pytest.approx(found.amount, abs=0.00501), found.title
    assert found.checks == (), found.title
    rounding = [node.value for node in found.tree.walk() if node.label.startswith("rounding")]
    assert all(abs(cents) < 0.0101 for cents in rounding), found.title


def test_costs(case):
    for number, (category, amounts) in enumerate(case.some(case.ledger.by_category().items())):
        at = number * 7 % case.plan.months
        check(case.why("cost", category=category, month=case.plan.calendar[at]), amounts[at, 0])
    check(case.why("cost"), summarise(case.ledger).cost)
    year = case.plan.fiscal_year(case.plan.calendar[-1])
    costs = sum(cost for named, _, cost in summarise(case.ledger).by_year if named == year)
    assert case.why("cost", year=year).amount == pytest.approx(costs, abs=0.02)
    check(case.why("cost-per-fte"), summarise(case.ledger).cost_per_fte_per_year)


def test_initiative_after_initiative_leads_from_today_to_the_scenario(case):
    for category in case.some(case.ledger.categories):
        answer = case.why("cost", category=category, month=case.plan.calendar[-1])
        steps = [answer.today, *(effect.after for effect in answer.effects)]
        assert [effect.before for effect in answer.effects] == steps[:-1]
        assert steps[-1] == answer.amount


def test_savings(case):
    answer = compare(case.today, case.ledger)
    check(case.why("saving"), answer.saving)
    for row in case.some(answer.by_category):
        check(case.why("saving", category=row.name), row.saving)
    year, saving = answer.saving_in_year[-1]
    check(case.why("saving", year=year), saving)
    check(case.why("npv"), answer.npv_of_saving)
    worth = answer.worth
    for of, figure in (("payback", worth.payback_months), ("discounted-payback", worth.discounted_payback_months)):
        found = case.why(of)
        assert found.amount == found.tree.recomputed() == (figure or "not within the plan") and found.checks == ()
    rate = case.why("irr")
    assert rate.checks == () and rate.amount == (worth.irrs_per_year or (worth.irr_in_words,))[0]
    assert rate.tree.recomputed() == (pytest.approx(rate.amount) if worth.irrs_per_year else rate.amount)
    check(case.why("bridge", by="factor"), -answer.saving)
    if len(case.ledger.levers) < 6:
        check(case.why("bridge", how="in order"), -answer.saving)


def test_people_and_space(case):
    last = case.plan.calendar[-1]
    check(case.why("heads", month=last), case.ledger.operations.staffing.heads[-1, :, 0].sum())
    if case.plan.sites:
        check(case.why("stranded"), stranded(case.ledger).cost)
    for at, site in case.some(enumerate(case.plan.names("site"))):
        check(case.why("seats", site=site, figure="needed", month=last), case.ledger.operations.attendance.seats_needed[-1, at, 0])
        check(case.why("seats", site=site, figure="held", month=last), case.ledger.operations.space.seats_held[-1, at, 0])


def test_recharges_and_books(case):
    answer = recharges(case.ledger)
    check(case.why("recharges", function=answer.charges[0].function) if answer.charges else case.why("recharges"), sum(
        one.charged for one in (*answer.charges, *answer.left) if not answer.charges or one.function == answer.charges[0].function
    ))
    if case.plan.actuals:
        for row in variance(case.today, case.ledger).rows:
            check(case.why("variance", row=row.name), row.variance)


def test_the_break_even_of_the_first_price_of_a_vendor(case):
    vendor = next((one for one in case.plan.vendors if one.price_per_fte_per_year), None)
    if vendor is None:
        pytest.skip("no vendor is paid by people")
    answer = case.why("break-even", input=f"vendors.{vendor.vendor}.price_per_fte_per_year")
    assert answer.checks == ()
    assert answer.tree.recomputed() == (answer.amount if isinstance(answer.amount, str) else pytest.approx(answer.amount))


@pytest.mark.parametrize("standard", ["ifrs16", "asc842"])
def test_leases_in_the_books(case, standard):
    if case.plan.name == "meridian":
        pytest.skip("its leases are as those of other plans")
    answer = lease_accounting(case.ledger, standard)
    for name, row in (answer.months[case.plan.months // 2], answer.months[0]):
        for figure in FIGURES:
            found = traced(answer, case.book, figure, Month.of(name))
            assert found.figure == getattr(row, figure)
            assert found.tree.recomputed() == pytest.approx(found.figure, abs=0.00501), found.title


def test_the_form_of_make_or_buy(case):
    if not case.ledger.operations.demand.placed_fte.any():
        pytest.skip("places no work")
    form = form_of(case.today, case.ledger)
    for number, line in case.some(form.lines.items()):
        answer = case.why("make-or-buy", line=number)
        assert answer.amount == line.amount
        if number < 18:
            check(answer, line.amount)
    for name, lens in case.some(lenses_of(form).items()):
        check(case.why("make-or-buy", comparison=name), lens.saving)
