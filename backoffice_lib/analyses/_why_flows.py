"""What is saved in cash, month by month, as trees: rows without and with the scenario, less the tax on what is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from backoffice_lib.analyses._pairs import Pair, differing, name_of, saved_in, whose
from backoffice_lib.analyses._questions import Asked
from backoffice_lib.analyses._rows import CLOSE, Book
from backoffice_lib.analyses._standing import check_same_draws
from backoffice_lib.analyses._tree import Node, added, made
from backoffice_lib.analyses._why_inputs import given
from backoffice_lib.analyses._why_rows import MOST_FACTORS, briefly, inputs_behind
from backoffice_lib.analyses._worth import Terms, saved_in_cash, terms
from backoffice_lib.basics.finance import years_ahead
from backoffice_lib.basics.money import spoken


@dataclass(frozen=True)
class Flows:
    """The cash that a scenario saves, after tax where there is any. profit: the books in the view of profit, without and with it. id: the beginning of all ids."""

    profit: tuple[Book, Book]
    id: str

    @classmethod
    def of(cls, asked: Asked, id: str) -> Flows:
        """Those of two ledgers that hold the same draws of one plan. Raises InputProblems."""
        check_same_draws(asked.other.ledger, asked.ledger)
        return cls((asked.other, asked.book), id)

    @cached_property
    def paid(self) -> tuple[Book, Book]:
        """The books in the view of cash."""
        other, book = self.profit
        return other.in_view("cash"), book.in_view("cash")

    @cached_property
    def terms(self) -> Terms:
        """The terms of the plan."""
        return terms(self.profit[0].ledger)

    @cached_property
    def amounts(self) -> np.ndarray:
        """What is saved in each month, as `compare` has it."""
        other, book = self.profit
        return saved_in_cash(other.ledger, book.ledger, self.terms)

    @cached_property
    def by_run(self) -> list[np.ndarray]:
        """The same after none, one … and all of the initiatives."""
        other, book = (_after_tax(profit, paid, self.terms.tax_share) for profit, paid in zip(self.profit, self.paid, strict=True))
        return [other[-1] - paid for paid in book]

    @cached_property
    def pairs(self) -> list[Pair]:
        """The rows that are not paid alike in both."""
        other, book = self.paid
        return list(differing(book, other, {}, range(book.ledger.plan.months)))

    @property
    def unit(self) -> str:
        """The currency of the plan."""
        return self.profit[0].ledger.plan.currency

    @cached_property
    def months(self) -> list[int]:
        """The months in which anything is saved or paid more."""
        return sorted({at for at, pairs in self._of_month.items() if pairs} | self._taxed.keys())

    def month(self, at: int, in_full: bool = True) -> Node:
        """What is saved in a month, row by row; in full, with the three factors of each."""
        (other, book), id = self.paid, f"{self.id}/{self.paid[1].months[at]}"
        full = in_full and self._in_full
        saved = added(f"{id}/saving", "saving in cash", self.unit, [_paid(book, other, pair, at, f"{id}/saving", full) for pair in self._of_month[at]])
        if at in self._taxed:
            return made("difference", f"{id}/after tax", "saving after tax", self.unit, (saved, self._taxed[at]))
        return saved

    def discounted(self, at: int, rate: float | None = None) -> Node:
        """The same at present value, at the rate of the plan or another."""
        plan, id = self.profit[0].ledger.plan, f"{self.id}/{self.paid[1].months[at]}"
        yearly = given(plan, "discount_rate_per_year", f"{id}/rate", "share/year", self.terms.rate_per_year)
        if rate is not None:
            yearly = Node(f"{id}/rate", "rate tried", rate, "share/year")
        ahead = Node(f"{id}/years", f"years from the start of the plan, {spoken(self.terms.discounting)}", float(self.years[at]), "years")
        return made("discounted", id, self.paid[1].months[at], self.unit, (self.month(at), yearly, ahead))

    @cached_property
    def years(self) -> np.ndarray:
        """How far ahead each month counts as paid."""
        return years_ahead(len(self.amounts), self.terms.discounting)

    def behind(self) -> tuple[Node, ...]:
        """The inputs of every row that is not paid alike in both."""
        other, book = self.paid
        return tuple(_inputs(book, other, pair, range(book.ledger.plan.months), self.id) for pair in self.pairs)

    @cached_property
    def _of_month(self) -> dict[int, list[Pair]]:
        other, book = self.paid
        less = [saved_in(book, other, pair) for pair in self.pairs]
        return {at: [pair for pair, saved in zip(self.pairs, less, strict=True) if abs(saved[at]) > CLOSE] for at in range(book.ledger.plan.months)}

    @cached_property
    def _in_full(self) -> bool:
        return 2 * sum(map(len, self._of_month.values())) <= MOST_FACTORS

    @cached_property
    def _taxed(self) -> dict[int, Node]:
        """The tax on the saving of each month: a share of what is saved in the profit view."""
        found: dict[int, Node] = {}
        if not self.terms.tax_share:
            return found
        plan = self.profit[0].ledger.plan
        for at, costs in enumerate(zip(*(one.by_month()[-1].tolist() for one in self.profit), strict=True)):
            id = f"{self.id}/{self.profit[0].months[at]}/tax"
            sides = [Node(f"{id}/{number}", spoken(one.ledger.scenario), cost, plan.currency) for number, (one, cost) in enumerate(zip(self.profit, costs, strict=True))]
            saved = made("difference", f"{id}/saving", "saving, when it belongs", plan.currency, sides)
            if abs(saved.value) > CLOSE:
                rate = given(plan, "profit_tax_share", f"{id}/share", "share", self.terms.tax_share)
                found[at] = made("product", id, "tax on it", plan.currency, (saved, rate))
        return found


def _after_tax(profit: Book, paid: Book, share: float) -> np.ndarray:
    """What is paid in each month of each run, less the tax that its cost saves, [run, month]."""
    return paid.by_month() - share * profit.by_month() if share else paid.by_month()


def _paid(book: Book, other: Book, pair: Pair, month: int, id: str, in_full: bool) -> Node:
    """What is paid for a row in a month without the scenario, less what is paid with it; in full, with the three factors of both."""
    name, sides = name_of(book, other, pair), []
    for one, row, side in ((other, pair[0], "1"), (book, pair[1], "2")):
        label, unit, of_side = spoken(one.ledger.scenario), book.ledger.plan.currency, f"{id}/{name}/{side}"
        if in_full and row:
            sides.append(replace(briefly(one, row, month, of_side), label=label))
        else:
            sides.append(Node(of_side, label, float(one.amounts(row)[month]) if row else 0.0, unit))
    return made("difference", f"{id}/{name}", name.replace("/", ", "), book.ledger.plan.currency, sides, of=whose(book, other, pair))


def _inputs(book: Book, other: Book, pair: Pair, months: Sequence[int], id: str) -> Node:
    """The inputs of a row that is not paid alike in both, as they are in the last month that differs."""
    one, row = (book, pair[1]) if pair[1] else (other, pair[0])
    name, differs = name_of(book, other, pair), int(np.flatnonzero(np.abs(saved_in(book, other, pair)) > CLOSE)[-1])
    value = other.amount([pair[0]] if pair[0] else [], months) - book.amount([pair[1]] if pair[1] else [], months)
    found = tuple(inputs_behind(one, row, differs, f"{id}/inputs/{name}"))
    return Node(f"{id}/inputs/{name}", f"{name.replace('/', ', ')}, not discounted", value, book.ledger.plan.currency, behind=found, of=whose(book, other, pair))
