"""What it costs: one file per category, found by lying here."""

import sys
from collections.abc import Iterator

from backoffice_lib.basics.discover import instances_in
from backoffice_lib.basics.errors import Problem, Wrong, choice, listed, nearest
from backoffice_lib.ledger import Category
from backoffice_lib.ledger.lease_terms import BORROWING_RATE
from backoffice_lib.plan import Plan


def categories() -> list[Category]:
    """Every cost category there is, by name."""
    return sorted(instances_in(sys.modules[__name__], Category), key=lambda category: category.name)


def problems_in(plan: Plan) -> Iterator[Problem]:
    """The assumptions of a plan that no cost asks for or that are not in the cost's bounds; costs that there are none of."""
    yield from _unknown_categories(plan)
    asked = {assumed.name: assumed for category in categories() for assumed in category.assumes}
    asked[BORROWING_RATE.name] = BORROWING_RATE  # of no cost, but of lease accounting
    for record in plan.assumptions:
        name = record.assumption
        if name not in asked:
            mend = f"use {listed(asked)}" if asked else "leave it out"
            yield record.problem("", f'"{name}" is an assumption of no cost', mend, nearest(name, asked))
            continue
        try:
            asked[name].measure.check(record.value)
        except Wrong as wrong:
            yield record.problem("", f"{name} {wrong.what}", wrong.mend, wrong.nearest)


def _unknown_categories(plan: Plan) -> Iterator[Problem]:
    """Where accounts.csv, or the books of plan.yaml, speak of a cost that does not exist."""
    known = [category.name for category in categories()]
    asked = [(row, "category", row.category) for row in plan.accounts if row.category]
    asked += [(plan.general_ledger, "categories", name) for name, _ in getattr(plan.general_ledger, "categories", ())]
    for record, field, name in asked:
        if name not in known:
            near = nearest(name, known)
            yield record.problem(field, f'"{name}" is not a cost category', choice("use", near, known), near)
