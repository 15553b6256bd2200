"""Problems with the input: where, what is wrong, what would be right, and the nearest good name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the input, in words its author can act on.

    where: file and line, file and row, or the record and field when there is no file.
    what: what is wrong. mend: what would be right. nearest: the good name closest to a misspelt one.
    field: the field of the record it is about, for whoever knows where that field was read; `columns.team` is a name
    within a field. placed: whether `where` is already a place in a file.
    """

    where: str
    what: str
    mend: str = ""
    nearest: str = ""
    field: str = ""
    placed: bool = False

    def __str__(self) -> str:
        hint = f'did you mean "{self.nearest}"?' if self.nearest else ""
        return visible(f"{self.where}: " + "; ".join(part for part in (self.what, self.mend, hint) if part))


class InputProblems(ValueError):
    """The input cannot be used; `problems` says everything that is wrong with it, in the order found."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Wrong(ValueError):
    """A single value that cannot be used: what is wrong with it, what would be right, the nearest name."""

    def __init__(self, what: str, mend: str = "", nearest: str = ""):
        self.what, self.mend, self.nearest = what, mend, nearest
        super().__init__(what)


def refuse(where: str, what: str, mend: str = "", nearest: str = "") -> InputProblems:
    """The error for a single problem, to be raised by the caller."""
    return InputProblems([Problem(where, what, mend, nearest)])


def raise_all(problems: Iterable[Problem]) -> None:
    """Raise InputProblems with all of them; do nothing when there are none.

    Two checks may find the same thing; it is told once.
    """
    found = tuple(dict.fromkeys(problems))
    if found:
        raise InputProblems(found)


def nearest(name: str, names: Iterable[str]) -> str:
    """The only name that begins with the misspelt one, or the name most like it; nothing when none is alike."""
    spelt = {known.casefold(): known for known in names}
    name = str(name).casefold()
    close = difflib.get_close_matches(name, spelt, n=1, cutoff=0.6)
    longer = [known for known in spelt if len(name) > 2 and known.startswith(name)]
    found = longer if len(longer) == 1 else close
    return spelt[found[0]] if found else ""


def listed(names: Iterable[str], most: int = 8) -> str:
    """Names as a short list for a message: `a, b, c and 4 more`; never `and 1 more`, which is as long as the name."""
    known = list(names)
    if len(known) <= most + 1:
        return ", ".join(known)
    return f"{', '.join(known[:most])} and {len(known) - most} more"


def choice(opening: str, near: str, names: Iterable[str]) -> str:
    """The names to choose from, `use a, b, c`; nothing when the one that is meant is known."""
    return "" if near else f"{opening} {listed(names, 12)}"


def described(value: Any) -> str:
    """A value from a file as the end of a sentence: `is "twelve"`, `is a list`, `is blank`."""
    if value is None or value == "":
        return "is blank"
    if isinstance(value, bool):
        return f"is {str(value).lower()}"
    if isinstance(value, (int, float)):
        return f"is {value:.15g}"
    if isinstance(value, str):
        return f'is "{value if len(value) <= 40 else value[:39] + "…"}"'
    kinds = {dict: "a group of keys", list: "a list", tuple: "a list"}
    return f"is {kinds.get(type(value), 'a thing of another kind')}"


def visible(text: str) -> str:
    """Text in which control and direction characters are written out, so that input cannot forge a message."""
    return "".join(c if c == "\n" or (c.isprintable()) else f"\\u{ord(c):04x}" for c in text)
