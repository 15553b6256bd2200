"""Shows what differs between two scenarios, as inputs and as drivers."""

from __future__ import annotations

from backoffice_lib.analyses._input_differences import told
from backoffice_lib.analyses.conflicts import RULES, Conflicts
from backoffice_lib.analyses.diff import Diff, DriverDifference
from backoffice_lib.basics.errors import listed
from backoffice_lib.basics.money import figure, sentence, spoken
from backoffice_lib.views.tables import Column, Table, part_of, table


@table.register(Diff)
def _(answer: Diff, part: str = "") -> Table:
    return part_of({"inputs": _inputs, "drivers": _drivers}, answer, part)


def _inputs(answer: Diff) -> Table:
    columns = ("Input", spoken(answer.old), spoken(answer.new), "unit", "note")
    rows = ((one.path, told(one.old), told(one.new), one.unit, one.note) for one in answer.inputs)
    return Table(tuple(map(Column, columns)), tuple(rows))


def _drivers(answer: Diff) -> Table:
    names = ("What follows", "of", "from", "to", spoken(answer.old), spoken(answer.new), "unit", "changed by")
    alike: dict[tuple[str, ...], list[str]] = {}
    for one in answer.drivers:
        alike.setdefault(_driver(one), []).append(one.subject)
    return Table(tuple(map(Column, names)), tuple((driver, listed(of, 2), *rest) for (driver, *rest), of in alike.items()))


def _driver(one: DriverDifference) -> tuple[str, ...]:
    """All but whose driver it is: those that differ in the same way stand in one row."""
    before, after = _span(one.before, one.last_before), _span(one.after, one.last_after)
    return spoken(one.driver), one.since, one.until, before, after, one.unit, ", ".join(one.by) or "the plan"


def _span(first: float, last: float) -> str:
    """A value, or the first and the last of several."""
    return figure(first) if first == last else f"{figure(first)} … {figure(last)}"


@table.register(Conflicts)
def _(answer: Conflicts, part: str = "") -> Table:
    return part_of({"conflicts": _conflicts}, answer, part)


def _conflicts(answer: Conflicts) -> Table:
    columns = ("Both change", "of", "from", "to", "the earlier", "the later", "what holds")
    rows = (
        (spoken(one.driver), one.subject, one.since, one.until, *(sentence(answer.initiatives[at - 1]) for at in (one.earlier, one.later)), RULES[one.rule])
        for one in answer.conflicts
    )
    return Table(tuple(map(Column, columns)), tuple(rows))
