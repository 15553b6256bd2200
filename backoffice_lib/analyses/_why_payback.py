"""Why a saving pays back in the month it does: what has been saved in cash until then, and what comes in that month."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from backoffice_lib.analyses._questions import Asked, Question, Traced
from backoffice_lib.analyses._tree import Node, added, made
from backoffice_lib.analyses._why_flows import Flows
from backoffice_lib.basics.finance import payback
from backoffice_lib.basics.money import spoken
from backoffice_lib.ledger.present_value import discount_factors_of

NEVER = "not within the plan"
LABEL = "months until it has paid back for good"


def _trace(asked: Asked, discounted: bool) -> Traced:
    flows = Flows.of(asked, "payback")
    worth = flows.amounts * (discount_factors_of(asked.ledger.plan)[:, 0] if discounted else 1.0)
    until = payback(worth)
    each = {at: flows.discounted(at) if discounted else _named(flows, at) for at in flows.months}
    tree = _never(flows, each) if until is None else _within(flows, each, until, float(worth.cumsum()[until - 1 :].min()))
    title = f"Payback{' at present value' if discounted else ''} against {spoken(asked.other.ledger.scenario)}"
    found = NEVER if until is None else float(until)
    note = "" if until is None else f"It has paid back in {flows.paid[1].months[until - 1]}." if each else "Both pay the same in every month."
    return Traced(title, found, replace(tree, behind=(*tree.behind, *flows.behind())), note, by_initiative=False)


def _named(flows: Flows, at: int) -> Node:
    return replace(flows.month(at), label=flows.paid[1].months[at])


def _never(flows: Flows, each: dict[int, Node]) -> Node:
    """What is missing at the end."""
    return Node("payback/month", LABEL, NEVER, behind=(added("payback/end", "saved by the end of the plan", flows.unit, list(each.values())),))


def _within(flows: Flows, each: dict[int, Node], until: int, lowest: float) -> Node:
    """The months before it, and the part of it that what is missing by then still takes, which is what comes in evenly."""
    stays = Node("payback/lowest", "the least that is saved so far at the end of any month from then on", lowest + 0.0, flows.unit)
    before = [node for at, node in each.items() if at < until - 1]
    if until > 1:
        so_far = added("payback/before", f"saved by the end of {flows.paid[1].months[until - 2]}", flows.unit, before)
        missing = made("difference", "payback/missing", "still missing then", flows.unit, (Node("payback/nothing", "nothing", 0.0, flows.unit), so_far))
        part = made("quotient", "payback/part", "of the next month", "months", (missing, each[until - 1]))
        gone = Node("payback/gone", "months gone by then", until - 1.0, "months")
        exact = made("sum", "payback/exact", "months, if the last one saves evenly", "months", (gone, part))
        if (found := made("rounded up", "payback/month", LABEL, "months", (exact,), behind=(stays,))).value == until:
            return found
    # half a cent is no money: what is missing by less has paid back
    return Node("payback/month", LABEL, float(until), "months", behind=(*(each[at] for at in each if at < until), stays))


PAYBACK = Question("payback", "the month from which on the cash a scenario saves has paid back", (), partial(_trace, discounted=False), of_two=True)
DISCOUNTED = Question("discounted-payback", "the same at present value", (), partial(_trace, discounted=True), of_two=True)
