"""Supervisors follow from those they supervise: layer by layer, so many heads to each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter

import numpy as np

from backoffice_lib.basics.sums import product
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.plan import Plan, Span


@dataclass(frozen=True)
class Layer:
    """The supervisors of one layer: their row, and for each of their spans whom it is over, [span, team].

    spans: rows of the spans. whole: whether the supervisors are whole people. anywhere: whether they supervise people at
    every site, so that some of them may sit elsewhere.
    """

    row: int
    spans: np.ndarray
    over: np.ndarray
    whole: bool
    anywhere: bool

    @cached_property
    def below(self) -> np.ndarray:
        """The rows of the teams it is over."""
        return np.flatnonzero(self.over.any(axis=0))


@dataclass(frozen=True)
class Supervision:
    """All layers of a plan, those nearest to the work first."""

    layers: tuple[Layer, ...]

    @classmethod
    def of(cls, plan: Plan) -> Supervision:
        """The layers of a plan, each after those it supervises."""
        return plan.once(cls, lambda: cls._of(plan))

    @classmethod
    def _of(cls, plan: Plan) -> Supervision:
        rows, staff = plan.names("team"), _Staff.of(plan)
        spans: dict[str, list[int]] = {}
        for at, span in enumerate(plan.supervision):
            spans.setdefault(span.team, []).append(at)
        return cls(tuple(_layer(plan, rows.index(team), spans[team], staff) for team in in_order(plan.supervision)))

    @property
    def rows(self) -> list[int]:
        """The teams that follow from a span."""
        return [layer.row for layer in self.layers]

    def filled(self, heads: np.ndarray, span_heads: np.ndarray, kept: np.ndarray, here: np.ndarray) -> np.ndarray:
        """Heads [..., team, draw] with those of every supervising team as its span asks for.

        span_heads: heads for each supervisor, [..., span, draw]. kept: 1, or 0 for a layer that is removed, whose people
        are then supervised by the layer above. here: the share of supervisors who have not moved to another site, which counts
        where they supervise people at every site. Both [..., team, draw].
        """
        if not self.layers:
            return heads
        width = max(array.shape[-1] for array in (heads, span_heads, kept, here))
        lead = np.broadcast_shapes(heads.shape[:-2], span_heads.shape[:-2], kept.shape[:-2], here.shape[:-2])
        heads = np.broadcast_to(heads, (*lead, heads.shape[-2], width)).copy()
        reporting = heads.copy()
        for layer in self.layers:
            below = product(layer.over[:, layer.below], reporting[..., layer.below, :])
            wanted = (below / span_heads[..., layer.spans, :]).sum(axis=-2)
            wanted = np.ceil(wanted - TOLERANCE) + 0.0 if layer.whole else wanted
            remains = kept[..., layer.row, :]
            wanted = wanted * here[..., layer.row, :] if layer.anywhere else wanted
            heads[..., layer.row, :] = wanted * remains
            reporting[..., layer.row, :] = wanted * remains + below.sum(axis=-2) * (1 - remains)
        return heads


def in_order(spans: Iterable[Span]) -> list[str]:
    """The supervising teams, each after the teams it supervises by name. Raises CycleError, from `graphlib`."""
    below: dict[str, set[str]] = {}
    for span in spans:
        below.setdefault(span.team, set()).update({span.of_team} - {""})
    return [team for team in TopologicalSorter(below).static_order() if team in below]


@dataclass(frozen=True)
class _Staff:
    """Of each team its name, the team whose work it took over at another site, its function and site, and whether it leads others."""

    team: np.ndarray
    origin: np.ndarray
    function: np.ndarray
    site: np.ndarray
    leads: np.ndarray

    @classmethod
    def of(cls, plan: Plan) -> _Staff:
        """All teams of a plan."""
        elsewhere, supervisors = {move.to: move.team for move in plan.moves}, {span.team for span in plan.supervision}
        rows = [(team.team, elsewhere.get(team.team, ""), team.function, team.site) for team in plan.teams]
        columns = np.array(rows, dtype=object).reshape(len(rows), 4).T
        return cls(*columns, np.array([bool(supervisors & {team, origin}) for team, origin, *_ in rows], dtype=bool))

    def under(self, span: Span) -> np.ndarray:
        """1 for those a span is over: the team it names, or everyone of the function and site who supervises nobody."""
        if span.of_team:
            return ((self.team == span.of_team) | (self.origin == span.of_team)).astype(float)
        alike = ((self.function == span.of_function) | (not span.of_function)) & ((self.site == span.of_site) | (not span.of_site))
        return (alike & ~self.leads).astype(float)


def _layer(plan: Plan, row: int, spans: list[int], staff: _Staff) -> Layer:
    records = [plan.supervision[at] for at in spans]
    whole = any(span.rounding == "whole" for span in records)
    return Layer(row, np.array(spans), np.array([staff.under(span) for span in records]), whole, not any(span.of_site for span in records))
