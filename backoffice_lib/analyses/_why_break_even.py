"""Why two scenarios break even at a value of an input: what both cost at that value, and where the input is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from backoffice_lib.analyses._crossings import CLOSE, Crossing
from backoffice_lib.analyses._inputs import AGAINST, SCENARIO, Case, Input
from backoffice_lib.analyses._paths import find
from backoffice_lib.analyses._questions import Asked, Question, Traced
from backoffice_lib.analyses._rows import Book
from backoffice_lib.analyses._savings_over import By, SavingsOver
from backoffice_lib.analyses._shortfall import absorbed_by
from backoffice_lib.analyses._tree import Node, Source, added, made
from backoffice_lib.analyses._why_flows import Flows
from backoffice_lib.analyses._why_inputs import given
from backoffice_lib.analyses._why_rows import costs
from backoffice_lib.analyses.break_even import BreakEven, crossings_of
from backoffice_lib.basics.errors import choice, nearest, refuse
from backoffice_lib.basics.money import spoken
from backoffice_lib.ledger import Ledger
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import Run, simulate

_BETWEEN = re.compile(r"(-?[\d.]+)\.\.(-?[\d.]+)")


def _trace(asked: Asked) -> Traced:
    by, case = asked.get("by") or "profit", _case(asked)
    if by not in get_args(By):
        raise refuse("why: by", f'"{by}" is no way to count a saving', choice("use", nearest(by, get_args(By)), get_args(By)), nearest(by, get_args(By)))
    one = find(case, asked.needed("input", "name the number, such as fx.INR.rate"))
    answer = crossings_of(SavingsOver(case, by), [(one, *one.within(_between(asked)))])[0]
    title = f"Break-even of {one.label} against {spoken(case.against.name)}"
    if (crossing := answer.nearest) is None:
        now = _saving(asked.other, asked.book, by, "break-even/now", "saved as it is")
        return Traced(title, answer.found, Node("break-even", one.label, answer.found, behind=(_now(case, one), now)), answer.where, by_initiative=False)
    return _found(answer, case, crossing, title)


BREAK_EVEN = Question(
    "break-even", "the value of an input at which two scenarios cost the same", ("input", "between", "by", "shortfall"), _trace, of_two=True
)


def _found(answer: BreakEven, case: Case, crossing: Crossing, title: str) -> Traced:
    """The value, at which nothing is saved; where the saving jumps over nothing, what is saved on both sides of it."""
    one, value, id = answer.input, crossing.value, "break-even"
    now = _now(case, one)
    there = Node(f"{id}/value", one.label, one.told(value), now.unit, behind=(now,))
    books = [_simulated(case, one, at) for at in _about(answer, crossing)]
    savings = [
        _tried(_saving(*pair, answer.by, f"{id}/{number} saved", f"saved with {one.label} at {one.spoken(at)}"), now.source)
        for number, (pair, at) in enumerate(zip(books, _about(answer, crossing), strict=True), start=1)
    ]
    if crossing.jump or one.measure.whole:
        tree = Node(id, one.label, one.told(value), now.unit, behind=(now, *savings))
    else:
        tree = Node(id, one.label, one.told(value), now.unit, "where nothing is left", (there, *savings))
    ledgers = tuple(book.ledger for pair in books for book in pair)
    return Traced(title, one.told(value), tree, answer.where, by_initiative=False, ledgers=ledgers)


def _tried(node: Node, source: Source) -> Node:
    """The tree, saying of the input wherever it comes up that its value is not the one that is written there."""
    if source.place and (node.source.place, node.source.field) == (source.place, source.field):
        return replace(node, label=f"{node.label}, tried")
    children, behind = (tuple(_tried(one, source) for one in nodes) for nodes in (node.children, node.behind))
    return replace(node, children=children, behind=behind) if children or behind else node


def _about(answer: BreakEven, crossing: Crossing) -> Iterator[float]:
    """The value; where nothing is met at it, the one right before as well."""
    if answer.input.measure.whole:
        yield crossing.value - 1
    elif crossing.jump:
        yield crossing.value - CLOSE * (answer.high - answer.low)
    yield crossing.value


def _case(asked: Asked) -> Case:
    """The plan, and both scenarios on it, that the ledgers are of."""
    ledgers = [one for one in (asked.ledger, asked.against) if one]
    if any(ledger.given is None or ledger.factors for ledger in ledgers):
        raise refuse("why: break-even", "the ledgers are scaled, or of no scenario by itself", "ask it of what `simulate` gives")
    sides = [Scenario(name=ledger.scenario, levers=ledger.levers, frozen=ledger.given if ledger.frozen else None) for ledger in ledgers]
    plan = next((ledger.given for ledger in ledgers if not ledger.frozen), ledgers[0].given)
    return Case.of(absorbed_by(plan, asked.get("shortfall") or None), sides[0], sides[1] if asked.against else None)


def _between(asked: Asked) -> tuple[float, float] | None:
    written = asked.get("between")
    if not written:
        return None
    if not (found := _BETWEEN.fullmatch(written)):
        raise refuse("why: between", f'"{written}" is no range', "write the lowest and the highest value as 0.5..1.5")
    return float(found[1]), float(found[2])


def _now(case: Case, one: Input) -> Node:
    """The input as it is, and where it is written."""
    records = {SCENARIO: case.scenario.levers, AGAINST: case.against.levers}.get(one.root) or getattr(case.plan, one.root, ())
    record = records[one.at] if one.root else case.plan
    unit = one.unit.replace("money", one.currency, 1)
    return given(record, one.field, "break-even/now", unit, one.told(one.now), f"{one.label} as it is")


def _simulated(case: Case, one: Input, value: float) -> tuple[Book, Book]:
    """The books without and with the scenario at a value of the input, the second with its history."""
    changed = case.put({one: int(value) if one.measure.whole else value})
    against, scenario = (simulate(changed.plan, side) for side in (changed.against, changed.scenario))
    return Book((Run(against),)), Book.of(scenario)


def _saving(other: Book, book: Book, by: By, id: str, label: str) -> Node:
    """What is saved, as it is counted: two costs, or the cash of each month."""
    unit = book.ledger.plan.currency
    if by == "profit":
        every = range(book.ledger.plan.months)
        sides = [replace(costs(one, {}, every, f"{id}/{at} {one.ledger.scenario}"), label=f"cost of {spoken(one.ledger.scenario)}") for at, one in enumerate((other, book), start=1)]
        return made("difference", id, label, unit, sides)
    flows = Flows((other, book), id)
    months = [flows.discounted(at) if by == "npv" else replace(flows.month(at), label=book.months[at]) for at in flows.months]
    return added(id, label, unit, months, behind=flows.behind())
