"""The tree behind a figure: what it is worked out from, down to the inputs, so that it can be worked out again from its leaves."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.ledger.checks import CENT

Operation = Literal["given", "sum", "difference", "product", "quotient", "largest", "smallest", "discounted", "where nothing is left", "to the cent", "to the whole", "rounded up"]
"""How a value follows from those below it: `given` from none; a difference is the first less all others; a quotient the first over the
second; discounted, an amount at a rate over some periods; where nothing is left, the first, at which the second comes to nothing, to the cent; to the whole, half a unit is rounded away from 0."""


@dataclass(frozen=True)
class Change:
    """What an initiative made of a value: its position in the scenario, counted from 1, its name and where it is written."""

    position: int
    lever: str
    place: str
    before: float | str | None
    after: float | str | None

    @property
    def change(self) -> float:
        """By how much a number changed, to the cent."""
        return round(self.after - self.before, 2) + 0.0


@dataclass(frozen=True)
class Source:
    """Where an input is written: file and line, the column or key, the publication behind it, and what is to be thought of that.

    status: as of `ledger.sources.Input`, or blank where a place is all there is.
    """

    place: str = ""
    field: str = ""
    citation: str = ""
    status: str = ""


NOWHERE = Source()


@dataclass(frozen=True, slots=True)
class Node:
    """A figure, and what it is worked out from.

    id: of the path to it, the same whenever the same question is asked. value: a number, a text such as a month, or nothing. unit: of
    the number, a currency for money. operation: how the value follows from those of the children. behind: drivers and inputs that
    the value follows from, month by month, where that is no sum that fits on a page; they are told, and not worked out again.
    source: where an input is written. changes: of each initiative that changed the value, in order. of: whose figure it is, by label.
    withheld: why the value is not shown, where it must not be.
    """

    id: str
    label: str
    value: float | str | None
    unit: str = ""
    operation: Operation = "given"
    children: tuple[Node, ...] = ()
    behind: tuple[Node, ...] = ()
    source: Source = NOWHERE
    changes: tuple[Change, ...] = ()
    of: tuple[tuple[str, str], ...] = ()
    note: str = ""
    withheld: str = ""

    def recomputed(self) -> float | str | None:
        """The value worked out again from the leaves alone; of what is withheld there is none."""
        if not self.children:
            return self.value
        below = [child.recomputed() for child in self.children]
        return None if None in below else worked_out(self.operation, below)

    def walk(self) -> Iterator[Node]:
        """This figure and all below it, from the top, what is behind them included."""
        left = [self]
        while left:
            node = left.pop()
            yield node
            left.extend(reversed((*node.children, *node.behind)))

    def leaves(self) -> Iterator[Node]:
        """The figures that it is worked out from at last."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def find(self, id: str) -> Node:
        """A figure of the tree by its id. Raises KeyError."""
        found = next((node for node in self.walk() if node.id == id), None)
        if found is None:
            raise KeyError(id)
        return found

    def as_json(self) -> dict[str, Any]:
        """The tree as plain dictionaries and lists; what says nothing is left out."""
        plain: dict[str, Any] = {"id": self.id, "label": self.label, "value": self.value, "unit": self.unit, "operation": self.operation}
        source = {name: text for name in ("place", "field", "citation", "status") if (text := getattr(self.source, name))}
        changes = [{name: getattr(one, name) for name in ("position", "lever", "place", "before", "after")} for one in self.changes]
        more = {"of": dict(self.of), "source": source, "changes": changes, "note": self.note, "withheld": self.withheld}
        plain |= {name: value for name, value in more.items() if value}
        below = {"children": self.children, "behind": self.behind}
        return plain | {name: [one.as_json() for one in nodes] for name, nodes in below.items() if nodes}


def worked_out(operation: Operation, below: Sequence[float]) -> float:
    """What an operation makes of some numbers; a quotient over nothing is nothing."""
    first, *others = below
    if operation == "difference":
        return first - math.fsum(others)
    if operation == "quotient":
        return first / others[0] if others[0] else 0.0
    if operation == "discounted":
        return first / (1 + others[0]) ** others[1]
    if operation == "where nothing is left":
        return first if abs(others[0]) < CENT else math.nan
    return _OF_ANY_NUMBER[operation](below)


_OF_ANY_NUMBER: dict[str, Callable[[Sequence[float]], float]] = {
    "sum": math.fsum,
    "product": math.prod,
    "largest": max,
    "smallest": min,
    "to the cent": lambda below: round(below[0], 2) + 0.0,
    "to the whole": lambda below: math.copysign(math.floor(abs(below[0]) + 0.5 + TOLERANCE), below[0]) + 0.0,
    "rounded up": lambda below: math.ceil(below[0] - TOLERANCE) + 0.0,
    "given": lambda below: below[0],
}


def made(operation: Operation, id: str, label: str, unit: str, children: Sequence[Node], **more: Any) -> Node:
    """A figure worked out from others."""
    return Node(id, label, worked_out(operation, [child.value for child in children]) + 0.0, unit, operation, tuple(children), **more)


def added(id: str, label: str, unit: str, children: Sequence[Node], **more: Any) -> Node:
    """The sum of some figures, of none as well, those below in the order of their ids."""
    if not children:
        return Node(id, label, 0.0, unit, **more)
    return made("sum", id, label, unit, sorted(children, key=lambda child: child.id), **more)


def to_the_cent(figure: float, exact: Node, **more: Any) -> Node:
    """A figure of an answer, which is what was worked out, rounded; a cent by which it differs so that columns add up has its own line."""
    name = {"id": exact.id.rpartition("/")[0] + "/figure", "label": exact.label, "unit": exact.unit, **more}
    rounded = made("to the cent", children=(exact,), **name)
    rest = round(figure - rounded.value, 2)
    if not rest:
        return rounded
    within = replace(rounded, id=f"{exact.id}/rounded", changes=())
    cent = Node(f"{exact.id}/rounding", "rounding, so that the parts of a table add up", rest, exact.unit)
    return made("sum", children=(within, cent), **name)


def unique(tree: Node) -> Node:
    """The tree with ids that nobody shares: a figure that is told again lower down gets a number."""
    return _unique(tree, {})


def _unique(node: Node, seen: dict[str, int]) -> Node:
    seen[node.id] = seen.get(node.id, 0) + 1
    id = node.id if seen[node.id] == 1 else f"{node.id} ({seen[node.id]})"
    children, behind = (tuple(_unique(one, seen) for one in nodes) for nodes in (node.children, node.behind))
    same = id == node.id and all(map(operator.is_, children, node.children)) and all(map(operator.is_, behind, node.behind))
    return node if same else replace(node, id=id, children=children, behind=behind)
