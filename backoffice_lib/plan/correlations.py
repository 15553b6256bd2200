"""What moves together: correlations between numbers that are not sure, stated once for a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np
from pydantic import BeforeValidator

from backoffice_lib.basics.correlation import is_possible, root, rounded_possible
from backoffice_lib.basics.distributions import Uncertain
from backoffice_lib.basics.errors import Problem, Wrong, listed, nearest
from backoffice_lib.basics.record import Record, Text
from backoffice_lib.basics.units import Measure
from backoffice_lib.plan.random_walks import RandomWalk
from backoffice_lib.plan.unsure import assumptions_in

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan


def _two(value: Any) -> Any:
    if not isinstance(value, (list, tuple)) or len(value) != 2 or not all(isinstance(one, str) for one in value):
        raise Wrong("does not name two numbers", "write [indices.wages, fx.INR]")
    return tuple(value)


class Correlation(Record):
    """How two numbers that are not sure move together.

    between: their names, such as `indices.wages.growth_share_per_year`, or `indices.wages` where that has one such number alone.
    coefficient: from -1 to 1, between their normal scores (a Gaussian copula): each keeps its own distribution.
    """

    KIND: ClassVar[str] = "correlation"

    between: Annotated[tuple[str, str], BeforeValidator(_two)]
    coefficient: Annotated[float, Measure("correlation", low=-1.0, high=1.0)]
    source: Text = ""

    @property
    def key(self) -> str:
        return " with ".join(self.between)


@dataclass(frozen=True)
class Correlated:
    """Numbers that are drawn together. names: in order. root: what multiplies their independent scores, [number, number]."""

    names: tuple[str, ...]
    root: np.ndarray


def correlated(plan: Plan) -> tuple[Correlated, ...]:
    """The numbers of a plan that are drawn together, in groups that do not touch each other."""
    return tuple(Correlated(names, root(matrix)) for names, matrix in _matrices(plan.correlations, assumptions_in(plan)))


def problems_in_correlations(plan: Plan) -> Iterator[Problem]:
    """Names that lead nowhere, pairs given twice, and correlations that cannot all be."""
    if not plan.correlations:
        return
    known, seen, found = assumptions_in(plan), {}, []
    for one in plan.correlations:
        found += _wrong_names(one, known)
        pair = frozenset(map(str, _pair(one, known)))
        if not found and pair in seen:
            found.append(one.problem("between", "is given twice", f"first at {seen[pair]}; keep one" if seen[pair] else "keep one"))
        seen[pair] = one.line_of("between")
    yield from found
    for names, matrix in _matrices(plan.correlations, known) if not found else ():
        if not is_possible(matrix):
            yield from _impossible(plan, known, names, rounded_possible(matrix))


def _impossible(plan: Plan, known: Mapping[str, Uncertain], names: Sequence[str], offered: np.ndarray) -> Iterator[Problem]:
    """What each correlation of a group would have to be so that all of them can, and which have to be added for that."""
    unsaid = {(names[b], names[a]): offered[a, b] for a in range(len(names)) for b in range(a) if offered[a, b]}
    group = [one for one in plan.correlations if _pair(one, known)[0] in names]
    for one in group:
        pair = tuple(sorted(_pair(one, known)))
        yield one.problem("coefficient", f"is {one.coefficient:g}, which cannot be beside the others", f"the nearest that can is {unsaid.pop(pair, 0):g}")
    for (name, other), coefficient in unsaid.items():
        yield group[-1].problem("between", "then leaves out a pair", f"add {name} with {other}, {coefficient:g}")


def _wrong_names(one: Correlation, known: Mapping[str, Uncertain]) -> Iterator[Problem]:
    names = _pair(one, known)
    for written, name in zip(one.between, names, strict=True):
        if name is None:
            several = [path for path in known if path.startswith(f"{written}.")]
            near = "" if several else nearest(written, (*known, *(path.rpartition(".")[0] for path in known)))
            what = f'"{written}" has {len(several)} uncertain numbers' if several else f'"{written}" is no uncertain number of the plan'
            yield one.problem("between", what, f"use {listed(several)}" if several else "" if near else f"it has {listed(known) or 'none'}", near)
    if None not in names and names[0] == names[1]:
        yield one.problem("between", "names the same number twice", "name two")
    elif None not in names and isinstance(known[names[0]], RandomWalk) != isinstance(known[names[1]], RandomWalk):
        yield one.problem("between", "names a random walk and a single number", "random walks move together month by month, and only with each other")


def _pair(one: Correlation, known: Mapping[str, Uncertain]) -> tuple[str | None, str | None]:
    """The names in full of what a correlation is between; nothing for one that is not known, or may be several."""
    return tuple(_in_full(name, known) for name in one.between)


def _in_full(name: str, known: Mapping[str, Uncertain]) -> str | None:
    if name in known:
        return name
    below = [path for path in known if path.startswith(f"{name}.")]
    return below[0] if len(below) == 1 else None


def _matrices(given: Sequence[Correlation], known: Mapping[str, Uncertain]) -> Iterator[tuple[tuple[str, ...], np.ndarray]]:
    """The matrix of each group of numbers that are tied together, in order of their names; 0 for pairs of which nothing is said."""
    pairs = {_pair(one, known): one.coefficient for one in given}
    groups: list[set[str]] = []
    for pair in pairs:
        touched = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in touched] + [set(pair).union(*touched)]
    for group in groups:
        names = tuple(sorted(group))
        matrix = np.eye(len(names))
        for (one, other), coefficient in pairs.items():
            if one in group:
                a, b = names.index(one), names.index(other)
                matrix[a, b] = matrix[b, a] = coefficient
        yield names, matrix
