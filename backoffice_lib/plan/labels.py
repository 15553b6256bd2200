"""A column of texts as numbers of words, so that a million rows are counted and compared without looking at their text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np


class Labels(Sequence[str]):
    """A column of texts. codes: for each row the number of its word. words: every text once; maybe some that no row has."""

    codes: np.ndarray
    words: Sequence[str]

    def __init__(self, codes: np.ndarray, words: Sequence[str]):
        self.codes, self.words = codes, words

    @classmethod
    def of(cls, texts: Sequence[str]) -> Labels:
        """The labels of a list of texts."""
        if isinstance(texts, Labels):
            return texts
        words = list(dict.fromkeys(texts))
        number = dict(zip(words, range(len(words)), strict=True))
        return cls(np.fromiter(map(number.__getitem__, texts), np.int64, len(texts)), words)

    @classmethod
    def alike(cls, text: str, count: int) -> Labels:
        """The same text in every row."""
        return cls(np.zeros(count, dtype=np.int64), [text])

    def each(self, change: Callable[[str], str]) -> Labels:
        """The labels with every word changed; words that become the same are one."""
        changed = Labels.of([change(word) for word in self.words])
        return Labels(changed.codes[self.codes], changed.words)

    def are(self, text: str) -> np.ndarray:
        """Which rows have a text."""
        if text not in self.words:
            return np.zeros(len(self.codes), dtype=bool)
        return np.array([word == text for word in self.words])[self.codes]

    def are_blank(self) -> np.ndarray:
        """Which rows have no text."""
        return self.are("")

    def take(self, rows: np.ndarray) -> Labels:
        """The labels of some rows, by number or by mask."""
        return Labels(self.codes[rows], self.words)

    def alone(self, rows: np.ndarray) -> Sequence[str]:
        """The texts of some rows, by number, without anything else that they were read with."""
        return [self.words[code] for code in self.codes[rows].tolist()]

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: Any) -> Any:
        if isinstance(row, slice):
            return [self.words[code] for code in self.codes[row]]
        return self.words[self.codes[row]]

    def __iter__(self) -> Iterator[str]:
        return map(self.words.__getitem__, self.codes.tolist())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None


def numbered_together(first: np.ndarray, *others: np.ndarray) -> np.ndarray:
    """One number for each row that differs where any of several does; from 0 without gaps."""
    codes = first
    for other in others:
        codes = without_gaps(codes * (int(other.max(initial=0)) + 1) + other)
    return without_gaps(codes)


def without_gaps(codes: np.ndarray) -> np.ndarray:
    """Numbers from 0 on as numbers from 0 without gaps, in the same order."""
    if int(codes.max(initial=0)) > 4 * len(codes) + 1_000:
        return np.unique(codes, return_inverse=True)[1]
    used = np.bincount(codes) > 0
    return (np.cumsum(used) - 1)[codes]
