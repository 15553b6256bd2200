"""Why a bar of a bridge is what it is: the simulations an initiative makes a difference between, or rows with a factor before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import comb

from backoffice_lib import costs
from backoffice_lib.analyses import _bridge_text
from backoffice_lib.analyses._by_initiative import EXACT
from backoffice_lib.analyses._chains import Book as Rows, Chain, Chains, Key
from backoffice_lib.analyses._factors import ORDER
from backoffice_lib.analyses._initiatives import Steps, named, slots_of
from backoffice_lib.analyses._questions import Asked, Question, Traced
from backoffice_lib.analyses._rows import Book, Row
from backoffice_lib.analyses._tree import Node, added, made, to_the_cent
from backoffice_lib.analyses._why_rows import inputs_behind
from backoffice_lib.analyses._why_saving import saving
from backoffice_lib.analyses.bridge import WAYS, Bridge, bridge_of, by_initiative
from backoffice_lib.basics.errors import InputProblems, choice, nearest, refuse
from backoffice_lib.basics.money import spoken
from backoffice_lib.ledger import Ledger
from backoffice_lib.simulation import Run, side_by_side

Terms = list[tuple[float, int, int]]
"""Weights, and the sets of changes with and without the one that is asked for: bit i of a number is 1 where change i is made."""


def _trace(asked: Asked) -> Traced:
    by, how, view = (asked.get(name) or WAYS[name][0] for name in ("by", "how", "view"))
    for name, word in (("by", by), ("how", how), ("view", view)):
        if word not in WAYS[name] or (name == "by" and word == "category"):
            known = [one for one in WAYS[name] if one != "category"]
            raise refuse(f"why: {name}", f'"{word}" is no way to trace a bridge', choice("use", nearest(word, known), known), nearest(word, known))
    before, after = asked.other.ledger, asked.ledger
    if by == "initiative":
        steps = _steps(before, after, view)
        answer, bars = by_initiative(before, after, steps, how), _Simulated(steps, how, before.plan.currency)
        if answer is None:
            raise refuse("why: bridge", "the two scenarios cannot be had in part", "ask for the bridge by factor")
    else:
        answer, bars = bridge_of(before, after, by="factor", how=how, view=view), _ByRow(asked.other, asked.book, how, view)
    return _of_bars(answer, bars, asked.get("bar"))


BRIDGE = Question("bridge", "a bar of a bridge from one scenario to another, or all of it", ("bar", "by", "how", "view"), _trace, of_two=True)


def _of_bars(answer: Bridge, bars: _Simulated | _ByRow, asked: str) -> Traced:
    names = [bar.name for bar in answer.bars]
    if asked and asked not in names:
        near = nearest(asked, names)
        raise refuse("why: bar", f'"{asked}" is no bar of the bridge', choice("it has", near, names or ["none"]), near)
    nodes = [to_the_cent(bar.change, bars.node(bar.name, bar.change), id=f"bridge/{at:02d} {bar.name}", note=bar.place) for at, bar in enumerate(answer.bars) if asked in ("", bar.name)]
    tree = nodes[0] if asked else added("bridge", "change of cost", answer.currency, nodes)
    figure = next(bar.change for bar in answer.bars if bar.name == asked) if asked else answer.change
    title = f"{f'Bar {asked} of the bridge' if asked else 'Change of cost'} from {spoken(answer.start)}"
    doubt = next((bar.standard_error for bar in answer.bars if bar.name == asked), None)
    note = "" if doubt is None else f"It is an average over {answer.orders} orders drawn by chance, with a standard error of {doubt:,.2f}."
    return Traced(title, figure, tree, note or "; ".join(answer.notes[:1]) + "." * bool(answer.notes), by_initiative=False)


def _steps(before: Ledger, after: Ledger, view: str) -> Steps:
    """What leads from one ledger to the other, on a plan with all that the initiatives of both need. Raises InputProblems."""
    plan = after.plan
    try:
        for lever in (lever for lever in before.levers if lever not in after.levers):
            plan = lever.extend(plan)
    except InputProblems:
        raise refuse("why: bridge", "the two scenarios cannot be had in part", "ask for the bridge by factor") from None
    return Steps(plan, tuple(slots_of(before.levers, after.levers)), view)


@dataclass(frozen=True)
class _Simulated:
    """Bars by initiative: each is a sum of differences between two simulations, one with the initiative and one without."""

    steps: Steps
    how: str
    unit: str

    @cached_property
    def names(self) -> list[str]:
        """The initiatives."""
        return named(self.steps.initiatives)

    def node(self, name: str, sampled: float = 0.0) -> Node:
        """The bar of an initiative, or of what they do together; where it was sampled, as it was found."""
        count, id = len(self.names), f"bridge/{name}"
        if name not in self.names:
            return self._together(id, name)
        at = self.names.index(name)
        if self.how != "shares":
            ((_, with_it, without),) = _terms(at, count, self.how)
            return self._changed(id, at, with_it, without)
        full = (1 << count) - 1
        last = (replace(self._changed(f"{id}/last", at, full, full & ~(1 << at)), label="what it changes after all others"),)
        if count > EXACT:
            return Node(id, name, sampled, self.unit, behind=last, note="the average over orders drawn by chance")
        return replace(_weighted(id, name, self.unit, _terms(at, count, self.how), self._cost, self.names), behind=last)

    def _changed(self, id: str, at: int, with_it: int, without: int) -> Node:
        """What costs more with an initiative than without it: the rows that differ, each back to its inputs."""
        initiative, (before, after) = self.steps.initiatives[at], map(self._ledger, (without, with_it))
        lever = initiative.after or initiative.before
        named = Run(replace(after, scenario=f"with {self.names[at]}", levers=(lever,)))
        position = next(place for place, slot in enumerate(self.steps.slots, start=1) if slot == (initiative.before, initiative.after))
        other = Book((Run(replace(before, scenario="without it")),), self.steps.view)
        more = saving(other, Book((Run(before), named), self.steps.view, position), {}, range(self.steps.plan.months), id)
        return replace(more, label=self.names[at])

    def _ledger(self, made_of: int) -> Ledger:
        """The plan with some initiatives, simulated once."""
        if made_of not in self._simulated:
            ((self._simulated[made_of], _),) = side_by_side(self.steps.plan, [self.steps.levers(made_of)])
        return self._simulated[made_of]

    @cached_property
    def _simulated(self) -> dict[int, Ledger]:
        return {}

    def _together(self, id: str, name: str) -> Node:
        """All that is done, less what each initiative does by itself."""
        full = (1 << len(self.names)) - 1
        every = made("difference", f"{id}/all", "all of them", self.unit, (self._cost(full, f"{id}/all/1"), self._cost(0, f"{id}/all/2")))
        return made("difference", id, name, self.unit, (every, *(self.node(one) for one in self.names)))

    def _cost(self, made_of: int, id: str) -> Node:
        """What the plan costs with some initiatives, by category."""
        by_category = {name: float(cost) for name, cost in self._costs[made_of].items() if cost}
        done = [name for at, name in enumerate(self.names) if made_of >> at & 1]
        label = f"cost with {' and '.join(done)}" if done else "cost without any of them"
        parts = [Node(f"{id}/{name}", name, cost, self.unit) for name, cost in sorted(by_category.items())]
        return added(id, label if len(done) < 4 else f"cost with {len(done)} of them", self.unit, parts)

    @cached_property
    def _costs(self) -> dict[int, dict[str, float]]:
        """The cost of each category with every set of initiatives that a bar needs."""
        count = len(self.names)
        sets = sorted({one for at in range(count) for _, *both in _terms(at, count, self.how) for one in both} | {0, (1 << count) - 1})
        categories = sorted(category.name for category in costs.categories())
        return {one: dict(zip(categories, found, strict=True)) for one, found in zip(sets, self.steps.costs(sets, categories), strict=True)}


def _terms(at: int, count: int, how: str) -> Terms:
    """Which differences make a change, and by which weight: after those before it, alone, or over every order."""
    if how == "in order":
        return [(1.0, (2 << at) - 1, (1 << at) - 1)]
    if how == "alone":
        return [(1.0, 1 << at, 0)]
    without = [one for one in range(1 << count) if not one >> at & 1]
    return [(1 / (count * comb(count - 1, one.bit_count())), one | 1 << at, one) for one in without]


def _weighted(id: str, name: str, unit: str, terms: Terms, cost: Callable[[int, str], Node], names: Sequence[str]) -> Node:
    """Differences by their weights: the share of all orders in which the change comes right after these others."""
    if len(terms) == 1:
        _, with_it, without = terms[0]
        return made("difference", id, name, unit, (cost(with_it, f"{id}/with"), cost(without, f"{id}/without")))
    parts = []
    for number, (weight, with_it, without) in enumerate(terms):
        of = f"{id}/{number:03d}"
        change = made("difference", f"{of}/change", "with it, less without", unit, (cost(with_it, f"{of}/with"), cost(without, f"{of}/without")))
        share = Node(f"{of}/share", "share of the orders", weight, "share")
        done = [one for at, one in enumerate(names) if without >> at & 1]
        parts.append(made("product", of, f"after {' and '.join(done) or 'nothing else'}" if len(done) < 4 else f"after {len(done)} others", unit, (share, change)))
    return added(id, name, unit, parts)


@dataclass(frozen=True)
class _ByRow:
    """Bars by factor: in each row of the ledgers, the amount with the factor as it is after, less as it is before."""

    before: Book
    after: Book
    how: str
    view: str

    @property
    def unit(self) -> str:
        """The currency of the plan."""
        return self.before.ledger.plan.currency

    @cached_property
    def _chains(self) -> Chains:
        return Chains(Rows(self.before.ledger), Rows(self.after.ledger))

    @cached_property
    def _rows(self) -> list[tuple[Key, Chain]]:
        chains = self._chains
        return [(key, chains.chain(key)) for key in dict.fromkeys((*chains.before.spent(self.view), *chains.after.spent(self.view)))]

    def _inputs(self, id: str, key: Key, month: int) -> Iterator[Node]:
        """Where the factors of a row come from, with what each initiative made of the drivers."""
        for book, rows in ((self.after, self._chains.after), (self.before, self._chains.before)):
            if side := rows.side(key):
                line = next(at for at, line in enumerate(book.ledger.lines) if line is side.line)
                yield from inputs_behind(book, Row(line, side.row), month, id)
                return

    def node(self, name: str, sampled: float = 0.0) -> Node:
        """The bar of a factor, or of what factors do together: its rows by category."""
        currencies = {name for book in (self.before, self.after) for name in book.ledger.plan.names("currency")}
        by_category: dict[str, list[Node]] = {}
        for key, chain in self._rows:
            factors = _factors(chain)
            at = next((at for at, factor in enumerate(factors) if _bridge_text.of_factor(factor, currencies) == name), None)
            of = "/".join(filter(None, (key[0], *key[3:])))
            if at is not None:
                by_category.setdefault(key[0], []).append(self._row(f"bridge/{name}/{of}", key, chain, factors, at))
            elif name == _bridge_text.TOGETHER and len(factors) > 1:
                by_category.setdefault(key[0], []).append(self._rest(f"bridge/{name}/{of}", key, chain, factors))
        parts = [added(f"bridge/{name}/{category}", category, self.unit, rows) for category, rows in by_category.items()]
        return added(f"bridge/{name}", name, self.unit, parts)

    def _row(self, id: str, key: Key, chain: Chain, factors: list[str], at: int) -> Node:
        """A row: what the factor makes of its amount, over the orders in which its factors could change; its factors stand behind."""
        def amount(made_of: int, of: str) -> Node:
            done = [factor for number, factor in enumerate(factors) if made_of >> number & 1]
            value = float(chain.value(frozenset(done)).sum())
            return Node(of, f"amount with {' and '.join(done)} as after" if done else "amount as before", value, self.unit)

        found = _weighted(id, _named(key), self.unit, _terms(at, len(factors), self.how), amount, factors)
        month = _last_bought(chain)
        return replace(found, behind=(*_sides(id, key, chain, month), *self._inputs(id, key, month)), of=_whose(key))

    def _rest(self, id: str, key: Key, chain: Chain, factors: list[str]) -> Node:
        """What factors do together in a row, besides what each does alone."""
        full = made("difference", f"{id}/all", "all factors", self.unit, (
            Node(f"{id}/all/1", "amount after", float(chain.value(frozenset(factors)).sum()), self.unit),
            Node(f"{id}/all/2", "amount before", float(chain.value(frozenset()).sum()), self.unit),
        ))
        each = [self._row(f"{id}/{factor}", key, chain, factors, at) for at, factor in enumerate(factors)]
        return made("difference", id, _named(key), self.unit, (full, *each), of=_whose(key))


def _factors(chain: Chain) -> list[str]:
    """The factors in which a row differs, in the order in which they change one after another."""
    differing = chain.differs
    return [*(name for name in ORDER if name in differing), *(name for name in differing if name not in ORDER)]


def _named(key: Key) -> str:
    return ", ".join(dict.fromkeys(filter(None, (key[7], key[4], key[6], key[3], key[5]))))


def _whose(key: Key) -> tuple[tuple[str, str], ...]:
    labels = zip(("category", "function", "team", "site", "vendor", "item", "mode"), (key[0], *key[3:9]), strict=True)
    return tuple((name, text) for name, text in labels if text)


def _last_bought(chain: Chain) -> int:
    bought = [month for month in range(len(chain.quantity[0])) if chain.quantity[0][month] or chain.quantity[1][month]]
    return bought[-1] if bought else 0


def _sides(id: str, key: Key, chain: Chain, month: int) -> Iterator[Node]:
    """Quantity, price and indices of a row before and after, as they are in a month."""
    for name, pair in {"quantity": chain.quantity, "rate" if chain.bases else "price": chain.price, **chain.indices}.items():
        before, after = (float(side[month]) for side in pair)
        if before != after:
            yield Node(f"{id}/{name} before", f"{name} before", before, key[2] if name == "quantity" else "")
            yield Node(f"{id}/{name} after", f"{name} after", after, key[2] if name == "quantity" else "")
