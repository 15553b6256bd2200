"""Why a scenario saves what it saves: row by row, what it costs without and with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from backoffice_lib.analyses._pairs import Pair, differing, name_of, saved_in
from backoffice_lib.analyses._questions import LABELS_ASKED, WHEN, Asked, Question, Traced
from backoffice_lib.analyses._rows import CLOSE, Book
from backoffice_lib.analyses._savings_by import savings_by
from backoffice_lib.analyses._standing import check_same_draws
from backoffice_lib.analyses._tree import Node, added, made, to_the_cent
from backoffice_lib.analyses._why_rows import MOST_FACTORS, row_of
from backoffice_lib.basics.money import spoken


def _saving(asked: Asked) -> Traced:
    book, other, where, months = asked.book, asked.other, asked.where, asked.months
    category = where.get("category")
    title = f"Saving{f' in {category}' if category else ''} {asked.when}{asked.named} against {spoken(other.ledger.scenario)}"
    tree = saving(book, other, where, months, "saving")
    figure = _in_the_comparison(asked, round(tree.value, 2) + 0.0)
    same = "" if tree.children else "Every row costs the same in both."
    return Traced(title, figure, to_the_cent(figure, tree, id="saving/figure", changes=tree.changes), same)


def _in_the_comparison(asked: Asked, rounded: float) -> float:
    """The figure as `compare` has it, in all, by category or by fiscal year, rounded there so that columns add up."""
    options, ledgers = set(asked.options), (asked.other.ledger, asked.ledger)
    check_same_draws(*ledgers)
    if options - {"category"} and options != {"year"}:
        return rounded
    rows = savings_by(*ledgers, "year" if options == {"year"} else "category", np.ones(asked.ledger.plan.months))
    if options:
        (name,) = asked.options.values()
        return next((row.saving for row in rows if row.name == name), 0.0)
    costs = [round(sum(side), 2) for side in zip(*((row.against, row.scenario) for row in rows), strict=True)] or [0.0, 0.0]
    return round(costs[0] - costs[1], 2)


SAVING = Question(
    "saving", "what a scenario saves against another, or today", ("category", *WHEN, *LABELS_ASKED), _saving, of_two=True
)


def saving(book: Book, other: Book, where: Mapping[str, str], months: Sequence[int], id: str) -> Node:
    """What rows cost less in one book than in the other, by category; rows that cost the same in both are left out."""
    by_category: dict[str, list[Pair]] = {}
    pairs = list(differing(book, other, where, months))
    for before, after in pairs:
        name = book.labels[after]["category"] if after else other.labels[before]["category"]
        by_category.setdefault(name, []).append((before, after))
    in_full = 2 * len(pairs) * len(months) <= MOST_FACTORS
    parts = [
        added(
            f"{id}/{name}", name, book.ledger.plan.currency,
            [_difference(book, other, pair, months, f"{id}/{name_of(book, other, pair)}", in_full) for pair in some],
            changes=_changes(book, other, some, months),
        )
        for name, some in by_category.items()
    ]
    return added(id, "saving", book.ledger.plan.currency, parts, changes=_changes(book, other, pairs, months))


def _difference(book: Book, other: Book, pair: Pair, months: Sequence[int], id: str, in_full: bool) -> Node:
    """A row without and with the scenario, their inputs as they are in the last month that differs."""
    sides, at = [], list(months)
    differs = at[int(np.flatnonzero(np.abs(saved_in(book, other, pair)[at]) > CLOSE)[-1])]
    for one, row, side in ((other, pair[0], "1"), (book, pair[1], "2")):
        name = f"{id}/{side} {one.ledger.scenario}"
        sides.append(row_of(one, row, months, name, in_full, differs) if row else Node(name, "", 0.0, book.ledger.plan.currency, note="nothing is booked"))
    named = sides[1] if pair[1] else sides[0]
    labelled = [replace(side, label=spoken(one.ledger.scenario)) for side, one in zip(sides, (other, book), strict=True)]
    return made("difference", id, named.label, named.unit, labelled, of=named.of, changes=_changes(book, other, [pair], months))


def _changes(book: Book, other: Book, pairs: Sequence[Pair], months: Sequence[int]) -> tuple:
    """What each initiative made of the saving in some rows, to the cent."""
    without = other.amount([before for before, _ in pairs if before], months)
    rows = [after for _, after in pairs if after]
    return book.changes([round(without - cost, 2) + 0.0 for cost in book.amount_by_run(rows, months)])
