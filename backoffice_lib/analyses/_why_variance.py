"""Why actual cost differs from the plan: each entry of the books with its line in the file, less what was planned, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from backoffice_lib.analyses._actuals_beside import Beside, beside
from backoffice_lib.analyses._booked import Cell, Entry, named
from backoffice_lib.analyses._questions import Asked, Question, Traced
from backoffice_lib.analyses._rows import Book, Row
from backoffice_lib.analyses._shares_of_variance import Shares
from backoffice_lib.analyses._tree import Node, added, made, to_the_cent
from backoffice_lib.analyses._why_inputs import given, index_node
from backoffice_lib.analyses._why_rows import costs_of, row_of
from backoffice_lib.analyses._variance_told import closing, verdict
from backoffice_lib.analyses.variance import VarianceRow, checked, rows_of
from backoffice_lib.basics.errors import choice, nearest, refuse
from backoffice_lib.basics.money import counted, sentence, spoken
from backoffice_lib.basics.months import Month
from backoffice_lib.ledger.disclosure import groups, is_pay


@dataclass(frozen=True)
class _Sides:
    """Locked plan, books and forecast up to a close."""

    locked: Book
    forecast: Book
    beside: Beside
    closed: Month

    @property
    def unit(self) -> str:
        return self.forecast.ledger.plan.currency

    @cached_property
    def pay(self) -> frozenset[str]:
        """The categories of pay, where some people are too few to show what they are paid."""
        ledgers = (self.locked.ledger, self.forecast.ledger)
        few = any(len(group) > 1 for ledger in ledgers for group in groups(ledger))
        return frozenset().union(*map(is_pay, ledgers)) if few else frozenset()

    def planned(self, name: str, what: str, months: np.ndarray, id: str) -> Node:
        """What a group costs in some months of the plan by the locked plan or the forecast."""
        book = self.locked if what == "locked" else self.forecast
        shift = self.forecast.ledger.plan.start - book.ledger.plan.start
        at = [month + shift for month in np.flatnonzero(months).tolist() if 0 <= month + shift < book.ledger.plan.months]
        rows = book.spent([Row(cost.line, cost.row) for cost in self.beside.costs_of(name, what)], at)
        return replace(costs_of(book, rows, at, id), label=f"{'planned' if what == 'locked' else 'forecast'} by {spoken(book.ledger.scenario)}")

    def actual(self, name: str, months: np.ndarray, id: str) -> Node:
        """What the books hold of a group in some months, entry by entry; of pay that few people get, month by month."""
        entries = [entry for entry in self.beside.entries_of(name) if months[entry.month]]
        if self.tells_pay([*self.beside.costs_of(name, "locked"), *self.beside.costs_of(name, "forecast")]):
            return added(id, "booked", self.unit, list(self._by_month(entries, id)))
        return added(id, "booked", self.unit, [self.entry(entry, f"{id}/{number:05d}") for number, entry in enumerate(entries)])

    def tells_pay(self, costs: Sequence[Cell]) -> bool:
        """Whether some of these are pay, where some people are too few to show what they are paid."""
        return any(named(cost.booked_on, "category") in self.pay for cost in costs)

    def _by_month(self, entries: Sequence[Entry], id: str) -> Iterator[Node]:
        for month in sorted({entry.month for entry in entries}):
            some, name = [entry for entry in entries if entry.month == month], self.forecast.months[month]
            note = f"{counted(len(some), 'entry')}, together, as some are what few people are paid".replace("entrys", "entries")
            yield Node(f"{id}/{name}", name, float(sum(entry.amount for entry in some)), self.unit, note=note)

    def entry(self, entry: Entry, id: str) -> Node:
        """An entry of the books; of foreign money at the rate it was booked at."""
        actual, label = entry.actual, " ".join(filter(None, (str(entry.actual.month), *entry.actual.booked_on[:3], *entry.actual.booked_on[3:4], entry.actual.entry)))
        written = given(actual, "amount", id, actual.currency or self.unit, actual.amount, label)
        if entry.rate == 1.0:
            return written
        if actual.exchange_rate:
            rate = given(actual, "exchange_rate", f"{id}/rate", f"{self.unit}/{actual.currency}", actual.exchange_rate)
        else:
            rate = index_node(self.forecast, actual.currency, entry.month, f"{id}/rate")
        return made("product", id, label, self.unit, (replace(written, id=f"{id}/amount", label="amount"), rate))

    def share(self, figure: str, one: Shares, id: str) -> Node:
        """What of a variance is volume, price or index in one place in one month."""
        name, rate, label = self.forecast.months[one.month], self._rate(one, f"{id}/rate"), ", ".join(filter(None, one.booked_on))
        used = added(f"{id}/used", "bought", one.costs[0].unit, [
            given(entry.actual, "quantity", f"{id}/used/{at}", one.costs[0].unit, entry.quantity) for at, entry in enumerate(one.entries)
        ])
        at_index = added(f"{id}/at planned index", "booked, had the index been as planned", self.unit, [
            made("quotient", f"{id}/index/{at}", "entry", self.unit, (self.entry(entry, f"{id}/index/{at}/entry"), Node(f"{id}/index/{at}/times", "index against the planned one", times)))
            for at, (entry, times) in enumerate(zip(one.entries, one.times, strict=True))
        ])
        if figure == "volume":
            more = made("difference", f"{id}/more", "bought beyond plan", used.unit, (used, rate.children[1]))
            return made("product", id, f"{name} {label}", self.unit, (more, rate))
        if figure == "price":
            at_rate = made("product", f"{id}/at rate", "bought, at the planned cost of one", self.unit, (used, rate))
            return made("difference", id, f"{name} {label}", self.unit, (at_index, at_rate))
        booked = added(f"{id}/booked", "booked", self.unit, [self.entry(entry, f"{id}/booked/{at}") for at, entry in enumerate(one.entries)])
        return made("difference", id, f"{name} {label}", self.unit, (booked, at_index))

    def _rate(self, one: Shares, id: str) -> Node:
        """The planned cost of one: what is planned over how much is planned."""
        book, month = self.locked, one.month + (self.forecast.ledger.plan.start - self.locked.ledger.plan.start)
        rows = [row_of(book, Row(cost.line, cost.row), (month,), f"{id}/{book.names[Row(cost.line, cost.row)]}") for cost in one.costs]
        planned = Node(f"{id}/quantity", "planned", one.planned, one.costs[0].unit)
        return made("quotient", id, "planned cost of one", f"{self.unit}/{one.costs[0].unit}", (added(f"{id}/cost", "planned cost", self.unit, rows), planned))


def _trace(asked: Asked) -> Traced:
    figure = (asked.get("figure") or "variance").replace("-", "_").replace(" ", "_")
    if figure not in FIGURES:
        raise refuse("why: figure", f'"{figure}" is no figure of a variance', choice("use", nearest(figure, FIGURES), FIGURES), nearest(figure, FIGURES))
    locked, forecast = asked.other.ledger, asked.ledger
    by = checked(locked, [forecast], asked.get("by"))
    closed, missing = closing(forecast.plan, asked.get("last_close"))
    if closed is None:
        raise refuse("why: variance", missing.rstrip("."))
    sides = _Sides(asked.other, asked.book, beside(locked, forecast, (), closed, by), closed)
    rows = {row.name: row for row in rows_of(sides.beside, closed - forecast.plan.start)}
    name = asked.get("row")
    if name and name not in rows:
        raise refuse("why: row", f'"{name}" is no row of the variance by {spoken(by)}', choice("it has", nearest(name, rows), rows), nearest(name, rows))
    return _of_rows(sides, {name: rows[name]} if name else rows, figure, f"{spoken(by)} {name}" if name else "")


VARIANCE = Question(
    "variance", "what the books hold against the plan up to the last close, and where the year lands", ("row", "figure", "by", "last_close"), _trace, of_two=True
)


def _of_rows(sides: _Sides, rows: dict[str, VarianceRow], figure: str, of: str) -> Traced:
    nodes = []
    for name, row in rows.items():
        id = f"variance/{name}"
        nodes.append(to_the_cent(getattr(row, figure), replace(FIGURES[figure](sides, name, f"{id}/exact"), label=name), id=f"{id}/figure"))
    tree = replace(nodes[0], label=spoken(figure)) if of else added("variance", spoken(figure), sides.unit, [node for node in nodes if node.value or node.children])
    value = round(sum(getattr(row, figure) for row in rows.values()), 2) + 0.0
    locked = sides.locked.ledger.scenario
    against = f", against {spoken(locked)}" if locked != sides.forecast.ledger.scenario else ""
    title = f"{sentence(spoken(figure))}{f' of {of}' if of else ''} to the close of {sides.closed}{against}"
    return Traced(title, value, tree, f"It is {verdict(value)}." if figure == "variance" else "", by_initiative=False)


def _to_date(sides: _Sides, name: str, id: str) -> Node:
    return sides.planned(name, "locked", sides.beside.to_date, id)


def _rest(sides: _Sides, name: str, id: str) -> Node:
    return sides.planned(name, "forecast", sides.beside.in_year & ~sides.beside.closed, id)


def _actual(sides: _Sides, name: str, id: str) -> Node:
    return sides.actual(name, sides.beside.to_date, id)


def _variance(sides: _Sides, name: str, id: str) -> Node:
    return made("difference", id, name, sides.unit, (_actual(sides, name, f"{id}/1 booked"), _to_date(sides, name, f"{id}/2 planned")))


def _landing(sides: _Sides, name: str, id: str) -> Node:
    return made("sum", id, name, sides.unit, (_actual(sides, name, f"{id}/1 booked"), _rest(sides, name, f"{id}/2 forecast")))


def _shared(figure: str) -> Callable[[_Sides, str, str], Node]:
    def of(sides: _Sides, name: str, id: str) -> Node:
        open, closed = [], 0.0
        for at, one in enumerate(sides.beside.shares_of(name)):
            if sides.tells_pay(one.costs):
                closed += getattr(one, figure)
            else:
                open.append(sides.share(figure, one, f"{id}/{at:04d}"))
        pay = [Node(f"{id}/pay", "of pay", closed, sides.unit, note="together, as some are what few people are paid")] if closed else []
        return added(id, name, sides.unit, [*open, *pay])

    return of


FIGURES: dict[str, Callable[[_Sides, str, str], Node]] = {
    "variance": _variance,
    "plan_to_date": _to_date,
    "actual_to_date": _actual,
    "volume": _shared("volume"),
    "price": _shared("price"),
    "index": _shared("index"),
    "plan_year": lambda sides, name, id: sides.planned(name, "locked", sides.beside.in_year, id),
    "forecast_rest": _rest,
    "landing": _landing,
}
"""What can be asked of a row; each as the table has it."""
