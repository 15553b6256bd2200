"""The quick way into a large table: cut where its commas are. Whatever is not plain is left to the strict way."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from backoffice_lib.plan.labels import Labels

_COMMA, _LINE_END, _SPACE = b",\n "
_VISIBLE = b"\n" + bytes(code for code in range(_SPACE, 256) if code != 127)
_WIDE = 8
_KEPT = np.array([(1 << 8 * count) - 1 for count in range(_WIDE)] + [2**64 - 1], dtype=np.uint64)


def plain_rows(text: str, longest: int, most_rows: int) -> tuple[tuple[str, ...], list[int], list[Labels]] | None:
    """The header, the line of each row and each column of a table; nothing when any of it is not plain.

    Plain is a table without quotes and control characters whose lines have as many values as the header, none longer
    than some bytes. Rows of blank values are left out. The strict way comes to the same.
    """
    text = (text.replace("\r\n", "\n") if "\r" in text else text).rstrip("\n")
    if '"' in text or not text or not (text.isascii() or text.replace("\n", "").isprintable()):
        return None
    width = text[: text.find("\n") + 1].count(",") + 1
    # the bytes at the end are so that eight can be looked at from anywhere
    raw = text.encode() + b"\n" + bytes(_WIDE)
    if raw.translate(None, _VISIBLE) != bytes(_WIDE):
        return None
    content = np.frombuffer(raw, dtype=np.uint8)
    stops = np.flatnonzero((content == _COMMA) | (content == _LINE_END)).astype(np.int32)
    if stops.size % width or stops.size > width * (most_rows + 1):
        return None
    stops = np.ascontiguousarray(stops.reshape(-1, width).T)
    if (content[stops[-1]] != _LINE_END).any() or any((content[column] != _COMMA).any() for column in stops[:-1]):
        return None
    starts = np.concatenate([stops[-1:], stops[:-1]]) + np.int32(1)
    starts[0] = np.concatenate([[0], starts[0, :-1]])
    for start, stop in zip(starts, stops, strict=True):
        _trim(content, start, stop)
    lengths = stops - starts
    if not lengths[:, 0].any() or lengths.max() > longest:
        return None
    header = [raw[start:stop].decode() for start, stop in zip(starts[:, 0], stops[:, 0], strict=True)]
    blank = lengths.max(axis=0) == 0
    kept = 1 + np.flatnonzero(~blank[1:]) if blank.any() else slice(1, None)
    columns = [Slices(raw, starts[at, kept], lengths[at, kept]) for at in range(width)]
    return tuple(header), np.arange(1, len(blank) + 1)[kept].tolist(), columns


def _trim(content: np.ndarray, starts: np.ndarray, stops: np.ndarray) -> None:
    """Moves the ends of values towards each other past spaces."""
    while (spaces := content[starts] == _SPACE).any():
        starts += spaces
    while (spaces := (content[stops - 1] == _SPACE) & (stops > starts)).any():
        stops -= spaces


class Slices(Labels):
    """A column of a text; what its words are is found out once somebody asks.

    content: the text, with some bytes behind it. starts, lengths: of the texts in it.
    """

    def __init__(self, content: bytes, starts: np.ndarray, lengths: np.ndarray):
        self.content, self.starts, self.lengths = content, starts, lengths

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, row: Any) -> Any:
        if isinstance(row, slice):
            return super().__getitem__(row)
        start = self.starts[row]
        return self.content[start : start + self.lengths[row]].decode()

    @cached_property
    def codes(self) -> np.ndarray:
        """As of any labels, in the order in which the words come."""
        codes = _numbered(self._eight(0))
        for at in range(_WIDE, int(self.lengths.max(initial=0)), _WIDE):
            more = _numbered(self._eight(at))
            codes = _numbered(codes * (int(more.max()) + 1) + more)
        return codes

    @cached_property
    def words(self) -> list[str]:
        """As of any labels; all that some row has."""
        first = np.empty(int(self.codes.max(initial=-1)) + 1, dtype=np.int64)
        first[self.codes[::-1]] = np.arange(len(self))[::-1]
        content, starts = self.content, self.starts[first]
        places = zip(starts.tolist(), (starts + self.lengths[first]).tolist(), strict=True)
        return [content[start:stop].decode() for start, stop in places]

    def alone(self, rows: np.ndarray) -> Slices:
        """As of any labels, without looking at any."""
        lengths = self.lengths[rows].astype(np.int64)
        starts = np.cumsum(lengths) - lengths
        places = np.repeat(self.starts[rows] - starts, lengths) + np.arange(int(lengths.sum()))
        content = np.frombuffer(self.content, dtype=np.uint8)[places].tobytes() + bytes(_WIDE)
        return Slices(content, starts, lengths)

    def are_blank(self) -> np.ndarray:
        """Which rows have no text, without looking at any."""
        return self.lengths == 0

    def _eight(self, at: int) -> np.ndarray:
        """Eight bytes of each text from a place in it as one number; nothing of a text is zero, so none is like another."""
        everywhere: Any = np.ndarray((len(self.content) - _WIDE + 1,), "<u8", self.content, strides=(1,))
        left = np.clip(self.lengths - at, 0, _WIDE)
        return everywhere[np.where(left > 0, self.starts + at, 0)] & _KEPT[left]


def _numbered(values: np.ndarray) -> np.ndarray:
    """For each value its number, in the order in which they come."""
    import pandas as pd

    return pd.factorize(values)[0].astype(np.int64, copy=False)
