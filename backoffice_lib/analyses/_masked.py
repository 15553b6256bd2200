"""The place where `why` refuses: figures that would tell the pay of too few people are not shown, or only together with others."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from backoffice_lib.analyses._questions import Asked
from backoffice_lib.analyses._tree import Node
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.disclosure import groups, in_one, is_pay, shown_categories

PEOPLE = ("team", "site", "function", "vendor", "item")
"""Options that ask for some rows of a category and not for others."""

Cell = tuple[str, str]
"""A category and a team whose pay it tells."""


def masked(tree: Node, asked: Asked, also: Sequence[Ledger] = ()) -> Node:
    """The tree as it may be shown: of pay only what is of whole groups of teams, as in tables and files. also: other ledgers it tells of."""
    ledgers = [asked.ledger, *([asked.against] if asked.against else []), *also]
    pay = frozenset(category for ledger in ledgers for category in is_pay(ledger))
    told, covered = frozenset(_told(tree, pay)), _Rules(pay, (), frozenset(), {}).of(tree)
    if not told or asked.ledger.plan.policies.smallest_pay_group_heads <= 1:
        return tree
    grouped = [group for ledger in ledgers for group in groups(ledger) if len(group) > 1]
    if not grouped:
        return tree
    shown = shown_categories(*ledgers, monthly=True)
    one = {name: tuple(other for other in shown if shown[other] == shown[name]) for name in shown}
    partly = any(asked.get(option) for option in PEOPLE) or asked.get("category") in one
    there = frozenset(cell for ledger in ledgers for cell in _booked(ledger, pay)) if partly else told
    rules = _Rules(pay, tuple(grouped), there, one)
    if rules.are_partial(covered):
        return Node(tree.id, tree.label, None, tree.unit, withheld=f"{refusal(asked.ledger)}; {rules.together(covered)}")
    return rules.shown(tree, f"shown together, as {refusal(asked.ledger)}")


def refusal(ledger: Ledger) -> str:
    """What stands in the place of a figure that is not shown."""
    return f"the pay of fewer than {ledger.plan.policies.smallest_pay_group_heads} people is not shown"


def _told(tree: Node, pay: frozenset[str]) -> Iterator[Cell]:
    """Every category and team of pay in a tree, and behind its figures."""
    for node in tree.walk():
        labels = dict(node.of) if node.of else {}
        if labels.get("category") in pay and labels.get("team"):
            yield labels["category"], labels["team"]


def _booked(ledger: Ledger, pay: frozenset[str]) -> Iterator[Cell]:
    """Every category and team of pay in a ledger."""
    for line in ledger.lines:
        if line.category.name in pay:
            paid = line.amount.any(axis=(0, 2))
            yield from ((line.category.name, team) for team, some in zip(line.posting.subjects.labels["team"], paid, strict=True) if team and some)


@dataclass(frozen=True)
class _Rules:
    """Which categories tell pay, which teams are only shown together, what there is to be shown of each, and which categories are only
    shown as one, by each of them."""

    pay: frozenset[str]
    groups: tuple[tuple[str, ...], ...]
    there: frozenset[Cell]
    one: Mapping[str, tuple[str, ...]]
    known: dict[int, frozenset[Cell]] = field(default_factory=dict)
    telling: dict[int, bool] = field(default_factory=dict)

    def of(self, node: Node) -> frozenset[Cell]:
        """The categories and teams whose pay is in a figure."""
        if not (node.of or node.children):
            return frozenset()
        if id(node) not in self.known:
            labels = dict(node.of)
            if labels.get("category") in self.pay and labels.get("team"):
                self.known[id(node)] = frozenset([(labels["category"], labels["team"])])
            else:
                parts = [cells for child in node.children if (cells := self.of(child))]
                self.known[id(node)] = parts[0] if len(parts) == 1 else frozenset().union(*parts)
        return self.known[id(node)]

    def are_partial(self, cells: frozenset[Cell]) -> bool:
        """Whether these are of some teams of a group and not of the others."""
        return bool(cells) and any(cell not in cells for group in self._touched(cells) for cell in group)

    def together(self, cells: frozenset[Cell]) -> str:
        """Which teams can be shown together only, in words."""
        groups = sorted({in_one(list(dict.fromkeys(team for _, team in group))) for group in self._touched(cells) if not cells.issuperset(group)})
        return f"{groups[0]} are shown together, as in a question that leaves the team open"

    def _touched(self, cells: frozenset[Cell]) -> Iterator[list[Cell]]:
        """What is there of each group and category that some of these are of."""
        for categories, group in dict.fromkeys((self.one.get(name, (name,)), group) for name, team in cells for group in self.groups_of.get(team, ())):
            yield [(category, team) for category in categories for team in group if (category, team) in self.there]

    @cached_property
    def groups_of(self) -> dict[str, list[tuple[str, ...]]]:
        """The groups that a team is in, one for each ledger."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for group in self.groups:
            for team in group:
                found.setdefault(team, []).append(group)
        return found

    def shown(self, node: Node, note: str) -> Node:
        """A figure that may be shown, with what of it may be: parts that may not are one part."""
        if not self._tells(node):
            return node
        partial = [child for child in node.children if self.are_partial(self.of(child))]
        behind = tuple(self.shown(one, note) for one in node.behind if not self.are_partial(self.of(one)))
        if not partial:
            return replace(node, children=tuple(self.shown(child, note) for child in node.children), behind=behind)
        if node.operation != "sum":
            return replace(node, operation="given", children=(), behind=(), note=note)
        parts = set(map(id, partial))
        whole = [self.shown(child, note) for child in node.children if id(child) not in parts]
        return replace(node, children=(*whole, *self._joined(node, partial, note)), behind=behind)

    def _tells(self, node: Node) -> bool:
        """Whether a figure, or one below or behind it, is of some teams of a group alone."""
        if not (node.of or node.children or node.behind):
            return False
        if id(node) not in self.telling:
            below = any([self._tells(one) for one in (*node.children, *node.behind)])
            self.telling[id(node)] = below or self.are_partial(self.of(node))
        return self.telling[id(node)]

    def _joined(self, node: Node, partial: Sequence[Node], note: str) -> Iterator[Node]:
        """Parts that may not be shown one by one, together with those they share a group with."""
        left = list(partial)
        while left:
            first, *left = left
            part, cells = [first], self.of(first)
            while more := [one for one in left if not self._groups_in(cells).isdisjoint(self._groups_in(self.of(one)))]:
                part, cells, taken = part + more, cells.union(*map(self.of, more)), set(map(id, more))
                left = [one for one in left if id(one) not in taken]
            teams = sorted({team for _, team in cells})
            yield Node(f"{node.id}/{' and '.join(teams)}", in_one(teams), math.fsum(one.value for one in part), node.unit, note=note)

    def _groups_in(self, cells: frozenset[Cell]) -> frozenset[tuple[str, ...]]:
        return frozenset(group for _, team in cells for group in self.groups_of.get(team, ()))
