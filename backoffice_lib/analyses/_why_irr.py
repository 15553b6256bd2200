"""Why a saving has the rate of return it has: each month of its cash, discounted at that rate, and nothing is left."""

from __future__ import annotations

import math
from dataclasses import replace

from backoffice_lib.analyses._questions import Asked, Question, Traced
from backoffice_lib.analyses._tree import Node, added, made
from backoffice_lib.analyses._why_flows import Flows
from backoffice_lib.analyses._worth import Part, percent, worth
from backoffice_lib.basics.money import spoken

STEPS = 2


def _trace(asked: Asked) -> Traced:
    flows = Flows.of(asked, "irr")
    # of what is worked out, rates do not depend on what is recurring
    known = worth(asked.other.ledger, asked.ledger, flows.terms, Part(0.0, 0.0), Part(0.0, 0.0))
    title = f"Internal rate of return against {spoken(asked.other.ledger.scenario)}"
    if not known.irrs_per_year:
        saved = added("irr/saved", "saving in cash", flows.unit, [replace(flows.month(at), label=flows.paid[1].months[at]) for at in flows.months])
        tree = Node("irr", "internal rate of return", known.irr_in_words, behind=(saved, *flows.behind()))
        return Traced(title, known.irr_in_words, tree, by_initiative=False)
    rate, several = known.irrs_per_year[0], len(known.irrs_per_year) > 1
    note = f"It is {known.irr_in_words}." + " This is the lowest of them." * several if several else f"It is {percent(rate)} a year."
    return Traced(title, rate, replace(_found(flows, rate), behind=flows.behind()), note, by_initiative=False)


IRR = Question("irr", "the rate a year at which the cash a scenario saves is worth nothing", (), _trace, of_two=True)


def _found(flows: Flows, rate: float) -> Node:
    """The rate, and each month discounted at it."""
    exact = _closer(flows, rate)
    worth_at_it = added("irr/worth", "what the cash that is saved is worth at it", flows.unit, [flows.discounted(at, exact) for at in flows.months])
    name = ("irr", "internal rate of return", "share/year")
    found = made("where nothing is left", *name, (Node("irr/rate", "rate a year", exact, "share/year"), worth_at_it))
    # near -1 a year single months are worth so much that their sum has no cents
    return found if math.isfinite(found.value) else Node(*name[:2], rate, name[2], behind=(worth_at_it,))


def _closer(flows: Flows, rate: float) -> float:
    """The rate to so many digits that less than a cent is left of any plan: from where it is found, along the slope."""
    for _ in range(STEPS):
        factors = (1 + rate) ** -flows.years
        slope = float(flows.amounts @ (-flows.years * factors)) / (1 + rate)
        rate -= float(flows.amounts @ factors) / slope if slope else 0.0
    return rate
