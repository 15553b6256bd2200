"""Rows of two books that are of the same: which of them differ, by how much, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from backoffice_lib.analyses._rows import CLOSE, Book, Row
from backoffice_lib.analyses._why_rows import labels_of

Pair = tuple[Row | None, Row | None]
"""A row without and with the scenario; nothing where it is in one of them alone."""


def differing(book: Book, other: Book, where: Mapping[str, str], months: Sequence[int]) -> Iterator[Pair]:
    """Rows of the other book and of this one that are of the same, as far as they do not cost the same in every month."""
    at, ours = list(months), {book.names[row]: row for row in book.rows(where)}
    theirs = {other.names[row]: row for row in other.rows(where)}
    for name in {**theirs, **ours}:
        pair = theirs.get(name), ours.get(name)
        if np.abs(saved_in(book, other, pair)[at]).max(initial=0.0) > CLOSE:
            yield pair


def saved_in(book: Book, other: Book, pair: Pair) -> np.ndarray:
    """By how much a row costs less in each month."""
    sides = [one.amounts(row) if row else 0.0 for one, row in ((other, pair[0]), (book, pair[1]))]
    return sides[0] - sides[1]


def name_of(book: Book, other: Book, pair: Pair) -> str:
    """The name of a row, the same in both books."""
    before, after = pair
    return book.names[after] if after else other.names[before]


def whose(book: Book, other: Book, pair: Pair) -> tuple[tuple[str, str], ...]:
    """Whose a row is: its category and labels."""
    return labels_of(book, pair[1]) if pair[1] else labels_of(other, pair[0])
