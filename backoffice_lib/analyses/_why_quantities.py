"""What the quantity of a row is worked out from, where operations know: people at work, seats missing; else the drivers behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from backoffice_lib.analyses._rows import Book, Row, alike
from backoffice_lib.analyses._tree import Node, made
from backoffice_lib.analyses._why_people import at_work
from backoffice_lib.analyses._why_seats import missing

Name = tuple[str, str, str]
"""The id, label and unit of a figure."""


def quantity_of(book: Book, row: Row, month: int, name: Name, value: float, found: Sequence[Node], **more) -> Node:
    """The quantity of a row in a month, with its inputs; worked out where a category here says how, and that comes to the same."""
    category = book.labels[row]["category"]
    known = KNOWN[category](book, row, month, name, list(found), more) if category in KNOWN else None
    if known and alike(known.value, value):
        return known
    behind = (*(one for one in (known.children if known else ()) if one.label not in {each.label for each in found}), *found)
    return Node(*name[:2], value, name[2], behind=behind, **more)


def _paid(book: Book, row: Row, month: int, name: Name, found: list[Node], more: dict) -> Node:
    """Salaries: people at work by the full-time equivalents of each; others than at the going rate make it another."""
    team = book.line(row).posting.subjects.refs["team"][row.subject]
    people = at_work(book, team, month, f"{name[0]}/at work")
    share = next(one for one in found if one.label.startswith("fte_share"))
    rest = tuple(one for one in found if one is not share)
    return made("product", *name, (people, share), behind=rest, **more)


def _desks(book: Book, row: Row, month: int, name: Name, found: list[Node], more: dict) -> Node:
    """Flexible desks: seats needed beyond those held."""
    site = book.line(row).posting.subjects.refs["site"][row.subject]
    return missing(book, site, month, name, **more)


KNOWN: dict[str, Callable[[Book, Row, int, Name, list[Node], dict], Node]] = {"salaries": _paid, "flexible desks": _desks}
