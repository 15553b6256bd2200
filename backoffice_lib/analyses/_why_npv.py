"""Why a saving is worth what it is worth: what is saved in cash in each month, discounted."""

from __future__ import annotations

from backoffice_lib.analyses._questions import Asked, Question, Traced
from backoffice_lib.analyses._tree import added, to_the_cent
from backoffice_lib.analyses._why_flows import Flows
from backoffice_lib.analyses._why_inputs import given
from backoffice_lib.basics.money import spoken
from backoffice_lib.ledger.present_value import discount_factors_of


def _trace(asked: Asked) -> Traced:
    flows, plan = Flows.of(asked, "npv"), asked.ledger.plan
    factors = discount_factors_of(plan)[:, 0]
    changes = asked.book.changes([round(float(saved @ factors), 2) + 0.0 for saved in flows.by_run])
    yearly = given(plan, "discount_rate_per_year", "npv/rate", "share/year", flows.terms.rate_per_year)
    months = [flows.discounted(at) for at in flows.months]
    tree = added("npv", "saving in cash at present value", plan.currency, months, changes=changes, behind=(yearly, *flows.behind()))
    figure = round(float(flows.amounts @ factors), 2)
    title = f"Saving at present value against {spoken(asked.other.ledger.scenario)}"
    note = "" if tree.children else "Both pay the same in every month."
    return Traced(title, figure, to_the_cent(figure, tree, id="npv/figure", changes=changes), note)


NPV = Question("npv", "what a scenario saves at present value, in cash", (), _trace, of_two=True)
