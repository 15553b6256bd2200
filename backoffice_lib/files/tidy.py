"""Cells of an export as they can stand in a table: on one line, without hidden characters, and not too long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

LOST = "\ufffd"
"""Stands for a character that an earlier program could not read."""
_LOST_AGAIN = "ï¿½"
"""The same, read once more in another encoding."""


def tidied(cell: str, most: int) -> str:
    """A cell on one line, of at most so many characters: a text that only repeats itself is taken once, any other is cut."""
    seen = "".join(character if character.isprintable() else " " for character in cell.replace(_LOST_AGAIN, LOST))
    text = " ".join(seen.split())
    if len(text) > most and (again := re.fullmatch(r"(.{3,}?)\1+", text)):
        text = again[1]
    return text if len(text) <= most else f"{text[: most - 1]}…"


def tidied_rows(
    columns: Sequence[str], lines: Iterable[int], rows: Iterable[list[str]], most: int
) -> tuple[list[list[str]], dict[str, tuple[int, ...]]]:
    """All rows tidied, and for each column the lines of the cells that are another text now; spaces at the ends do not count."""
    found: list[list[str]] = []
    changed: dict[str, list[int]] = {}
    for line, row in zip(lines, rows, strict=True):
        plain = "".join(row).isprintable() and max(map(len, row), default=0) <= most and not any("  " in cell or _LOST_AGAIN in cell for cell in row)
        tidy = row if plain else [tidied(cell, most) for cell in row]
        for name, before, after in zip(columns, row, tidy, strict=False) if not plain else ():
            if before.replace(_LOST_AGAIN, LOST).strip() != after:
                changed.setdefault(name, []).append(line)
        found.append(tidy)
    return found, {name: tuple(at) for name, at in changed.items()}
