"""Any figure of any plan: what is behind it makes it again, to the cent, and is the same whenever it is asked for."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from backoffice_lib.analyses._questions import Asked
from backoffice_lib.analyses._rows import Book
from backoffice_lib.analyses.stranded import stranded
from backoffice_lib.analyses.why import Why, explained, questions
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.checks import ROUNDING
from backoffice_lib.simulation import lever_by_lever, simulate
from tests.laws.levers import decided, fits

CENT = 0.0051


def unmasked(plan):
    return plan.with_(policies=plan.policies.with_(smallest_pay_group_heads=1))


def asked(ledger: Ledger, against: Ledger | None = None) -> Asked:
    """A question that can be asked again and again of one ledger, its history worked out once."""
    first = Asked(ledger, {}, against)
    first.book, first.other  # noqa: B018
    return first


def answer(known: Asked, of: str, **options: object) -> Why:
    question = replace(known, options={name: str(text) for name, text in options.items()})
    question.__dict__.update(book=known.book, other=known.other)
    return explained(questions()[of], question)


def check(found: Why, figure: float | None = None) -> None:
    """The figure is made again from its leaves, ties, and has ids that nobody shares."""
    again, ids = found.tree.recomputed(), [node.id for node in found.tree.walk()]
    by = max(CENT, ROUNDING * max(abs(node.value) for node in found.tree.walk() if isinstance(node.value, float)))
    assert again == pytest.approx(found.amount, abs=by), found.title
    assert found.checks == (), found.title
    assert len(ids) == len(set(ids)), found.title
    if figure is not None:
        assert found.amount == pytest.approx(figure, abs=by), found.title


@pytest.mark.slow
@settings(max_examples=8)
@given(decided())
def test_every_figure_is_made_again_from_its_leaves_and_is_the_same_whenever_it_is_asked_for(case):
    plan, decision = case
    plan = unmasked(plan)
    ledger, today, last = simulate(plan, decision), simulate(plan), plan.calendar[-1]
    known = asked(ledger, today)
    for number, (category, amounts) in enumerate(ledger.by_category().items()):
        at = number * 5 % plan.months
        check(answer(known, "cost", category=category, month=plan.calendar[at]), amounts[at, 0])
    check(answer(known, "cost"), ledger.by_month()[:, 0].sum())
    for of, options in (("saving", {}), ("saving", {"month": last}), ("npv", {})):
        check(answer(known, of, **options))
    for of in ("irr", "payback", "discounted-payback"):
        found = answer(known, of)
        assert found.checks == () and (found.tree.recomputed() == found.amount or check(found) is None), found.title
    check(answer(known, "heads", month=last), ledger.operations.staffing.heads[-1, :, 0].sum())
    for site in plan.names("site"):
        check(answer(known, "seats", site=site, month=last, figure="missing"))
    check(answer(known, "stranded"), stranded(ledger).cost)
    again = asked(ledger, today)
    assert json.dumps(answer(known, "cost", month=last).as_json()) == json.dumps(answer(again, "cost", month=last).as_json())


@settings(max_examples=8)
@given(decided())
def test_each_initiative_leads_from_today_to_the_scenario(case):
    plan, decision = case
    ledger, today = simulate(plan, decision), simulate(plan)
    runs = lever_by_lever(ledger)
    book = Book(runs)
    rows = book.rows({})
    steps = book.amount_by_run(rows, range(plan.months))
    assert steps[0] == pytest.approx(today.by_month()[:, 0].sum(), rel=1e-9, abs=1e-6)
    assert steps[-1] == pytest.approx(ledger.by_month()[:, 0].sum(), rel=1e-9, abs=1e-6)
    for count, cost in enumerate(steps[:-1]):
        some = decision.with_(levers=decision.levers[:count])
        if fits(plan, some.levers):
            assert cost == pytest.approx(simulate(plan, some).by_month()[:, 0].sum(), rel=1e-9, abs=1e-6)
