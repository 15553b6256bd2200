"""Why a cost is what it is: of any category, month, year, team, site …, or all of it; and why nothing is booked."""

from __future__ import annotations

from collections.abc import Sequence

from backoffice_lib.analyses._questions import LABELS_ASKED, WHEN, Asked, Question, Traced
from backoffice_lib.analyses._rows import Book, Row
from backoffice_lib.analyses._tree import Node, to_the_cent
from backoffice_lib.analyses._why_rows import booked, costs, row_of
from backoffice_lib.basics.money import counted, sentence
from backoffice_lib.plan.subjects import LABELS

EMPTY_ROWS_SHOWN = 5


def _trace(asked: Asked) -> Traced:
    book, where, months = asked.book, asked.where, asked.months
    span = asked.get("month") or asked.get("year") or "plan"
    what = where.get("category", "cost")
    title = f"{sentence(what)} {asked.when}{asked.named}"
    figure = booked(book, where, months)
    rows = book.rows(where)
    tree = costs(book, where, months, span)
    note = ""
    if not rows:
        note = f"Nothing is booked there: {_no_rows(book, where)}."
    elif not book.spent(rows, months):
        note = f"Nothing is booked there: {_free(book, rows, months)}."
        tree = _shown_empty(book, rows, months, tree)
    return Traced(title, figure, to_the_cent(figure, tree, id=f"{span}/figure", label=what, changes=tree.changes), note)


COST = Question("cost", "what is booked for a category, month, year, team, site …", ("category", *WHEN, *LABELS_ASKED), _trace)


def _shown_empty(book: Book, rows: Sequence[Row], months: Sequence[int], tree: Node) -> Node:
    """The rows that could cost something, though none does, as they are in the last month."""
    if len(months) > 1:
        return tree
    return Node(tree.id, tree.label, 0.0, tree.unit, behind=tuple(row_of(book, row, months, f"{tree.id}/{book.names[row]}") for row in rows[:EMPTY_ROWS_SHOWN]))


def _free(book: Book, rows: Sequence[Row], months: Sequence[int]) -> str:
    """Why rows cost nothing: nothing is bought, or what is bought is free."""
    at = list(months)
    bought = [bool(_over(book.line(row).posting.quantity, row, at).any()) for row in rows]
    reasons = [f"{counted(bought.count(False), 'row')} with a quantity of 0"] * (False in bought)
    reasons += [f"{counted(bought.count(True), 'row')} with a price of 0"] * (True in bought)
    return f"there {'is' if len(rows) == 1 else 'are'} {' and '.join(reasons)}"


def _over(array, row: Row, months: list[int]):
    return array[[min(month, len(array) - 1) for month in months], min(row.subject, array.shape[1] - 1), 0]


def _no_rows(book: Book, where: dict[str, str]) -> str:
    """Why a category has no row with all of these labels."""
    asked = {label: text for label, text in where.items() if label != "category"}
    category = where.get("category", "cost")
    known = book.rows({"category": category} if "category" in where else {})
    carried = {label: {book.labels[row][label] for row in known} for label in LABELS}
    if not known:
        return f"nothing in the plan brings about {category}"
    by = [label for label in LABELS if label != "mode" and carried[label] - {""}]
    for label, text in asked.items():
        if label not in by:
            return f"{category} is not booked by {label}, but by {' and '.join(by)}"
        if text not in carried[label]:
            return f"no row of {category} is for the {label} {text}"
    return f"no row of {category} is for {' and '.join(f'the {label} {text}' for label, text in asked.items())} together"
