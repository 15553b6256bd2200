"""What exists: the levers and the cost categories, with their units."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any, get_origin

from backoffice_lib import costs, levers
from backoffice_lib.basics.errors import listed, nearest, refuse
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Ref, measures
from backoffice_lib.drivers import Lever
from backoffice_lib.ledger import Category
from backoffice_lib.views.tables import Column, Table


def lever_table() -> Table:
    """Every lever and what it does."""
    rows = [(word, _first_sentence(lever)) for word, lever in levers.by_word().items()]
    return Table((Column("Lever"), Column("what it does")), tuple(rows))


def lever_fields(word: str) -> tuple[str, Table]:
    """What one lever does, in full, and its fields with units. Raises InputProblems."""
    lever = one_lever(word)
    columns = (Column("Field"), Column("what to write"), Column("if left out"))
    rows = [(name, _to_write(lever, name), _left_out(lever, name)) for name in lever.model_fields]
    return inspect.getdoc(lever) or "", Table(columns, tuple(rows))


def lever_schemas(words: Iterable[str]) -> dict[str, Any]:
    """The JSON Schema of each lever's fields, by its word."""
    kinds = {word: one_lever(word) for word in words}
    return {word: kind.model_json_schema() | {"example": dict(kind.EXAMPLE)} for word, kind in kinds.items()}


def one_lever(word: str) -> type[Lever]:
    """A lever by its word. Raises InputProblems."""
    kinds = levers.by_word()
    if word not in kinds:
        raise refuse("levers", f'there is no lever "{word}"', f"use {listed(kinds, 30)}", nearest(word, kinds))
    return kinds[word]


def cost_table() -> Table:
    """Every cost category, what it is, and whether it recurs."""
    columns = (Column("Cost category"), Column("what it is"), Column("recurrence"), Column("a rate on"))
    rows = [(cost.name, cost.sentence, cost.recurrence.replace("_", "-"), ", ".join(cost.on)) for cost in all_costs()]
    return Table(columns, tuple(rows))


def all_costs() -> list[Category]:
    """Every cost category there is."""
    return costs.categories()


def _first_sentence(kind: type) -> str:
    text = " ".join((inspect.getdoc(kind) or "").split())
    return text.partition(". ")[0].removesuffix(".") + "."


def _to_write(lever: type[Lever], name: str) -> str:
    """What a field takes: a name of something, a month, or a number with its unit."""
    info = lever.model_fields[name]
    if ref := next((mark for mark in info.metadata if isinstance(mark, Ref)), None):
        return f"the name of a {ref.kind}{', or a list of names' if info.annotation is not str else ''}"
    if measure := measures(lever).get(name):
        return measure.in_words()
    if get_origin(info.annotation) is tuple:
        return "a list of words"
    return "a month, YYYY-MM" if Month in (info.annotation, *getattr(info.annotation, "__args__", ())) else "text"


def _left_out(lever: type[Lever], name: str) -> str:
    info = lever.model_fields[name]
    if info.is_required():
        return "needed"
    default = info.get_default(call_default_factory=True)
    return "none" if default in (None, (), "") else f"{default:g}" if isinstance(default, (int, float)) else str(default)
