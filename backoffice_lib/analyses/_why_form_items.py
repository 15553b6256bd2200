"""The items of the make-or-buy form as trees: the share of each cost that is of the placed work, and what the rules make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from backoffice_lib.analyses._form_items import FEES, IN_HOUSE_LINES, Item, LineInput, line_of
from backoffice_lib.analyses._form_rules import Period, Rules
from backoffice_lib.analyses._rows import CLOSE, Book, Row, alike
from backoffice_lib.analyses._tree import Node, Source, added, made
from backoffice_lib.analyses._why_inputs import driver_node
from backoffice_lib.analyses._why_rows import briefly, inputs_behind, labels_of
from backoffice_lib.analyses.make_or_buy import Form

_ORIGIN = re.compile(r"(\S+:\d+)(?: \((.*)\))?", re.DOTALL)


@dataclass(frozen=True)
class Filled:
    """A form, with the books without and with the scenario that it was filled in from."""

    form: Form
    today: Book
    then: Book

    @property
    def rules(self) -> Rules:
        """The rules of the form."""
        return self.form.rules

    @cached_property
    def booked(self) -> frozenset[tuple[int, str]]:
        """The items that come from the ledgers, by line and category."""
        return frozenset((item.line, item.name) for item in self.form.booked)


def input_node(one: LineInput, id: str) -> Node:
    """A figure behind an item, with the file and line, or the publication, that it comes from."""
    found = _ORIGIN.fullmatch(one.origin)
    source = Source(found[1], citation=found[2] or "") if found else Source(one.origin)
    return Node(f"{id}/{one.name}", one.name, float(one.value) + 0.0, one.unit, source=source)


def item_node(filled: Filled, item: Item, period: Period, id: str) -> Node:
    """An item in a performance period; where the rules say more than is known here, its inputs stand behind it."""
    id = f"{id}/{item.name}"
    exact, unit = period.sum(item.amount), filled.rules.plan.currency
    inputs = [input_node(one, f"{id}/{at}") for at, one in enumerate(item.inputs)]
    known = _worked_out(filled, item, period, id, inputs) if abs(exact) > CLOSE else None
    if known and alike(known.value, exact):
        return known
    return Node(id, item.name, exact, unit, behind=tuple(inputs))


def _worked_out(filled: Filled, item: Item, period: Period, id: str, inputs: list[Node]) -> Node | None:
    """An item of a period from what its rule says."""
    name = (id, item.name, filled.rules.plan.currency)
    if (item.line, item.name) in filled.booked:
        return _from_the_ledger(filled, item, period, name, inputs)
    if item.name in BY_RULE:
        return BY_RULE[item.name](filled, period, name, inputs)
    return _named(filled, period, name, inputs)


def _from_the_ledger(filled: Filled, item: Item, period: Period, name: tuple[str, str, str], inputs: list[Node]) -> Node:
    """What is booked: in house the share of today's cost that is of the placed work; of the contract what the scenario costs more."""
    id, label, unit = name
    of_work = item.line in IN_HOUSE_LINES
    rows = list(_of_work(filled, item, period, id)) if of_work else list(_more(filled, item, period, id))
    total = added(f"{id}/booked", f"{label} of the placed work" if of_work else f"{label} that come", unit, rows)
    fringe = [one for one in inputs if one.label == "fringe_share"]
    if fringe:
        return made("product", *name, (total, made("sum", f"{id}/with fringe", "1 and fringe", "", (Node(f"{id}/1", "one", 1.0), *fringe))))
    prices = filled.rules.form.contract_price_per_year
    if prices and item.with_price.any():
        fees = [one for one in filled.form.booked if one.name == FEES]
        paid = [one for one in filled.form.items if one.line == 7]
        sums = [Node(f"{id}/{label}", label, float(sum(one.amount.sum() for one in some)), unit) for label, some in (("contract price", paid), ("fees of the ledger", fees))]
        return made("product", *name, (total, made("quotient", f"{id}/again", "contract price for each of the fees", "", sums)))
    return made("sum", *name, (total,))


def _of_work(filled: Filled, item: Item, period: Period, id: str) -> Iterator[Node]:
    """Rows of today's ledger, month by month by the share that is of the placed work."""
    book, scope = filled.today, filled.rules.scope
    for row in _rows(book, item):
        share, paid = scope.of_row(book.line(row), row.subject), book.amounts(row)
        each = [
            made("product", f"{of}", book.months[month], book.ledger.plan.currency, (
                Node(f"{of}/share", "share of the work that is placed", float(share[month]), "share"),
                replace(briefly(book, row, month, f"{of}/cost"), label="cost today"),
            ))
            for month in range(period.first, period.end)
            if share[month] and paid[month]
            for of in (f"{id}/{book.names[row]}/{book.months[month]}",)
        ]
        if each:
            yield added(f"{id}/{book.names[row]}", book.names[row].replace("/", ", "), book.ledger.plan.currency, each, behind=_behind(filled, row, period, id), of=labels_of(book, row))


def _behind(filled: Filled, row: Row, period: Period, id: str) -> tuple[Node, ...]:
    """The inputs of a row, and where it is written which share of a team's work is placed, as they are in the last month."""
    book, last = filled.today, period.end - 1
    team = book.labels[row]["team"]
    placed = [one for one in filled.then.ledger.plan.placements if one.team == team]
    named = f"{id}/{book.names[row]}"
    shares = [driver_node(filled.then, "placed_share", one.key, last, f"{named}/placed/{one.key}") for one in placed]
    return (*shares, *inputs_behind(book, row, last, named))


def _more(filled: Filled, item: Item, period: Period, id: str) -> Iterator[Node]:
    """Rows of both ledgers: what the scenario costs more than today."""
    unit = filled.rules.plan.currency
    for book, operation in ((filled.then, "sum"), (filled.today, "difference")):
        for row in _rows(book, item):
            paid, named = book.amounts(row), f"{id}/{book.ledger.scenario}/{book.names[row]}"
            months = [month for month in range(period.first, period.end) if paid[month]]
            if not months:
                continue
            each = [briefly(book, row, month, f"{named}/{book.months[month]}") for month in months]
            behind = tuple(inputs_behind(book, row, months[-1], named))
            cost = added(f"{named}", book.names[row].replace("/", ", "), unit, each, behind=behind, of=labels_of(book, row))
            yield cost if operation == "sum" else made("difference", f"{named}/less", f"less today's {cost.label}", unit, (Node(f"{named}/0", "nothing", 0.0, unit), cost))


def _rows(book: Book, item: Item) -> list[Row]:
    """The rows of a category that go on the line of an item."""
    return [row for row in book.rows({"category": item.name}) if line_of(book.line(row), row.subject) == item.line]


def _share_of(line: int):
    """A rule that takes a share of all that is on a line."""

    def rule(filled: Filled, period: Period, name: tuple[str, str, str], inputs: list[Node]) -> Node:
        id, _, unit = name
        base = [item_node(filled, item, period, f"{id}/on") for item in filled.form.items if item.line == line]
        return made("product", *name, (added(f"{id}/line", f"line {line}", unit, base), *inputs))

    return rule


def _over_months(filled: Filled, period: Period, name: tuple[str, str, str], inputs: list[Node]) -> Node:
    """So much a year, for the months of the period in which work is placed; with several prices, that of the period."""
    id, _, unit = name
    prices = filled.rules.form.contract_price_per_year
    if name[1] == "contract price" and len(prices) > 1:
        inputs = [inputs[filled.rules.periods.index(period)]]
    months = Node(f"{id}/months", "months in which work is placed", period.sum(filled.rules.scope.placed.astype(float)), "months")
    a_year = made("product", f"{id}/a year", "a year", f"{unit}/year", inputs) if len(inputs) > 1 else inputs[0]
    years = made("quotient", f"{id}/years", "years", "years", (months, Node(f"{id}/year", "months a year", 12.0, "months")))
    return made("product", *name, (a_year, years))


def _administered(filled: Filled, period: Period, name: tuple[str, str, str], inputs: list[Node]) -> Node:
    """Staff of the table, or the sum in the plan; how many do the work stands behind it."""
    used = [one for one in inputs if one.label != "staffing of the work"] if any("administration staff" in one.label for one in inputs) else inputs
    found = _over_months(filled, period, name, used)
    return replace(found, behind=tuple(one for one in inputs if one not in used))


def _given_up(filled: Filled, period: Period, name: tuple[str, str, str], inputs: list[Node]) -> Node:
    """Less the net book value."""
    return made("difference", *name, (Node(f"{name[0]}/0", "nothing", 0.0, name[2]), *inputs))


def _converted(filled: Filled, period: Period, name: tuple[str, str, str], inputs: list[Node]) -> Node:
    """Shares of the basic pay of the first full period, put on a year where that is shorter."""
    id, _, unit = name
    pay = [_from_the_ledger(filled, item, filled.rules.first_full, (f"{id}/pay", item.name, unit), []) for item in filled.form.booked if item.name == "salaries"]
    basic = added(f"{id}/basic pay", "basic pay of the first full performance period", unit, pay)
    shares = made("sum", f"{id}/shares", "severance and other one-time shares", "share", inputs[-2:])
    if len(inputs) == 3:
        return made("product", *name, (basic, shares))
    days = made("quotient", f"{id}/on a year", "days of a year for those of the period", "", (inputs[2], inputs[1]))
    return made("product", *name, (basic, days, shares))


def _tax(filled: Filled, period: Period, name: tuple[str, str, str], inputs: list[Node]) -> Node:
    """Less a share of the price."""
    back = _share_of(7)(filled, period, (f"{name[0]}/share", "tax on line 7", name[2]), inputs)
    return made("difference", *name, (Node(f"{name[0]}/0", "nothing", 0.0, name[2]), back))


def _named(filled: Filled, period: Period, name: tuple[str, str, str], inputs: list[Node]) -> Node:
    """A cost that plan.yaml names: so much a year while work is placed, and so much once when it first is."""
    first = int(np.argmax(filled.rules.scope.placed))
    parts: list[Node] = []
    for one in inputs:
        if one.unit.endswith("/year"):
            parts.append(_over_months(filled, period, (f"{name[0]}/every year", "while work is placed", name[2]), [one]))
        elif period.first <= first < period.end:
            parts.append(one)
    return added(*name, parts)


BY_RULE = {
    "personnel liability insurance": _share_of(1),
    "casualty insurance": _over_months,
    "overhead": _share_of(1),
    "contract price": _over_months,
    "contract administration": _administered,
    "net book value released": _given_up,
    "severance, relocation and retraining": _converted,
    "federal income tax": _tax,
}
"""How the rules of the circular make an item, by its name."""


def stops_node(filled: Filled, item: Item, months: Sequence[int], id: str) -> Node:
    """What an item stops, or brings, over all performance periods; what is in the ledgers row by row."""
    value, unit = float(item.stops[list(months)].sum()), filled.rules.plan.currency
    inputs = tuple(input_node(one, f"{id}/{item.name}/{at}") for at, one in enumerate(item.inputs))
    known = _stopped(filled, item, months, f"{id}/{item.name}") if (item.line, item.name) in filled.booked else None
    if known and alike(known.value, value):
        return known
    return Node(f"{id}/{item.name}", item.name, value, unit, behind=inputs)


def _stopped(filled: Filled, item: Item, months: Sequence[int], id: str) -> Node:
    """What rows cost today and no longer, or cost more than today."""
    unit, sides = filled.rules.plan.currency, []
    for book in (filled.today, filled.then):
        rows = [
            Node(f"{id}/{book.ledger.scenario}/{book.names[row]}", book.names[row].replace("/", ", "), book.amount([row], months), unit, of=labels_of(book, row),
                 behind=tuple(inputs_behind(book, row, months[-1], f"{id}/{book.ledger.scenario}/{book.names[row]}")))
            for row in book.spent(_rows(book, item), months)
        ]
        sides.append(added(f"{id}/{book.ledger.scenario}", book.ledger.scenario, unit, rows))
    return made("difference", id, item.name, unit, sides if item.line in IN_HOUSE_LINES else sides[::-1])
