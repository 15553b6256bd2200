"""What it costs: one file per category, found by lying here."""

import sys
from collections.abc import Iterator

from backoffice_lib.basics.discover import instances_in
from backoffice_lib.basics.errors import InputProblems, Problem, Wrong, choice, listed, nearest
from backoffice_lib.basics.record import Record
from backoffice_lib.basics.uncertain import Number, likely
from backoffice_lib.basics.units import Measure
from backoffice_lib.ledger import Category
from backoffice_lib.ledger.lease_terms import BORROWING_RATE
from backoffice_lib.plan import Assumption, Change, Plan
from backoffice_lib.plan.numbers import places, record_at


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
        yield from _out_of_bounds(record, name, asked[name].measure, record.value)
    for change, record in _stressed(plan):
        if record.assumption in asked:
            value = change.to(likely(record.value))
            yield from _out_of_bounds(change, f"{change.number}, so moved,", asked[record.assumption].measure, value)


def _out_of_bounds(record: Record, what: str, measure: Measure, value: Number) -> Iterator[Problem]:
    try:
        measure.check(value)
    except Wrong as wrong:
        yield record.problem("", f"{what} {wrong.what}", wrong.mend, wrong.nearest)


def _stressed(plan: Plan) -> Iterator[tuple[Change, Assumption]]:
    """The assumptions that stresses move, and by what; those that are not there are told of where the plan is checked."""
    for change in (change for stress in plan.stresses for change in stress.changes):
        if change.number.startswith(f"{Assumption.GROUP}."):
            try:
                yield from ((change, record_at(plan, place)) for place in places(plan, change.number))
            except InputProblems:
                continue


def _unknown_categories(plan: Plan) -> Iterator[Problem]:
    """Where accounts.csv, the actuals, or the books of plan.yaml speak of a cost that does not exist."""
    known = [category.name for category in categories()]
    asked = [(row, "category", row.category) for row in (*plan.accounts, *plan.actuals) if row.category]
    asked += [(plan.general_ledger, "categories", name) for name, _ in getattr(plan.general_ledger, "categories", ())]
    for record, field, name in asked:
        if name not in known:
            near = nearest(name, known)
            yield record.problem(field, f'"{name}" is not a cost category', choice("use", near, known), near)
