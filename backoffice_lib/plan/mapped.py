"""How plan.yaml says which column of an export is what: our names on the left, those of the file on the right."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator

from backoffice_lib.basics.errors import Wrong, described, listed, nearest

DateOrder = Literal["year-month-day", "day/month/year", "month/day/year"]
UnusableRows = Literal["stop", "leave_out"]
Heading = str | tuple[str, ...]
"""A column of a file, or several whose texts are put together."""
MANY, MOST_TOLD, FEW_TOLD = 20, 12, 6
"""How many names make a message too long, and how many of them it tells then and otherwise."""


def mapping(value: Any) -> Any:
    """A group of keys and values. Raises Wrong."""
    if not isinstance(value, dict):
        mend = "write each below it as `name: value`, indented"
        raise Wrong(described(value) + ("" if value is None else ", not a group of keys and values"), mend)
    return value


def heading(value: Any) -> str:
    """The name of a column in a file. Raises Wrong."""
    if isinstance(value, (dict, list, tuple, bool)) or value is None:
        raise Wrong(described(value), "give the name of the column in your file")
    return str(value).strip()


def headings(columns: Heading) -> tuple[str, ...]:
    """The columns of a file that one of ours is made of."""
    return (columns,) if isinstance(columns, str) else columns


def columns_of(
    word: str, names: Collection[str], complete: Callable[[dict[str, Heading]], dict[str, Heading]], several: Collection[str] = ()
) -> Any:
    """The type of a mapping of columns: of what, which names of ours there are, and what makes it complete.

    several: names of ours that may be put together from several columns of a file, written as a list.
    """

    def ours(name: str) -> str:
        if name not in names:
            near = nearest(name, names)
            raise Wrong(f"is no column of {word}", "" if near else f"use {listed(names, MOST_TOLD if len(names) < MANY else FEW_TOLD)}", near)
        return name

    def checked(columns: Any) -> dict[str, Heading]:
        found = {}
        for name, value in mapping(columns).items():
            together = name in several and isinstance(value, (list, tuple)) and value
            found[name] = tuple(map(heading, value)) if together else value
        return found

    def theirs(value: Any) -> Heading:
        return value if isinstance(value, tuple) else heading(value)

    return Annotated[
        dict[Annotated[str, BeforeValidator(ours)], Annotated[Heading, BeforeValidator(theirs)]],
        BeforeValidator(checked),
        AfterValidator(lambda columns: complete(columns) if columns else columns),
    ]


def each_its_own(columns: dict[str, Heading]) -> dict[str, Heading]:
    """The columns, when no two are the same of the file. Raises Wrong."""
    first: dict[Heading, str] = {}
    for name, column in columns.items():
        if first.setdefault(column, name) != name:
            raise Wrong(f'takes "{column}" for {first[column]} and for {name}', "give each a column of its own")
    return columns
