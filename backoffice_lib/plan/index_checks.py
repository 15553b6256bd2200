"""Checks of indices: values given twice, reviews that cannot be, and months that are needed and were not published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from backoffice_lib.basics.errors import Problem, listed
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Record
from backoffice_lib.basics.series import Series
from backoffice_lib.basics.uncertain import draws
from backoffice_lib.plan.indices import Gaps, Index, IndexValue, published
from backoffice_lib.plan.leases import Lease
from backoffice_lib.plan.random_walks import problems_in_walks
from backoffice_lib.plan.rent_reviews import index_months, problems_in_reviews, since_written, written_in

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan

FOLLOWED_BY = {"team": "wage_index", "vendor": "price_index", "on_cost_band": "threshold_index"}
"""The field in which a record of a kind names the index that it follows in every month."""


def problems_in_indices(plan: Plan) -> Iterator[Problem]:
    """Everything wrong with indices beyond names that lead nowhere."""
    yield from _given_twice(plan.index_values)
    yield from problems_in_reviews(plan)
    yield from problems_in_walks(plan)
    if plan.index_values and plan.start:
        yield from _not_published(plan, {index.index: index for index in plan.indices}, published(plan.index_values))


def _given_twice(values: Iterable[IndexValue]) -> Iterator[Problem]:
    first: dict[str, IndexValue] = {}
    for one in values:
        if before := first.get(one.key):
            place = before.line_of("month")
            yield one.problem("month", f"{one.month} is given twice", f"first at {place}; keep one" if place else "keep one")
        first.setdefault(one.key, one)


def _not_published(plan: Plan, indices: dict[str, Index], values: dict[str, Series]) -> Iterator[Problem]:
    """Where an index is needed in a month for which it was not published, told where it is followed."""
    calendar = plan.start.ordinal + np.arange(plan.months)
    for record, field, name in _followers(plan):
        if name in values and name in indices:
            index, at = indices[name], f"write gaps: interpolate for {name} in plan.yaml"
            yield from _missing(record, field, name, values[name], [*calendar, _base(plan, index)], index.gaps, at)
    for lease in plan.leases:
        name = lease.rent_index or (plan.cost_index if lease.rent_review_every_months else "")
        restored = int(draws(lease.restoration_cost).any())
        first, last = lease.start.month.ordinal, lease.end.month.ordinal
        held = calendar[(first <= calendar) & (calendar <= last + restored)]
        if name in values and name in indices and len(held) and lease.fixed_rent_growth_share_per_year is None:
            needed = _of_lease(plan, lease, held, _base(plan, indices[name]))
            yield from _missing(lease, "rent_index", name, values[name], needed, lease.index_gaps, "write index_gaps: interpolate")


def _followers(plan: Plan) -> Iterator[tuple[Record, str, str]]:
    """Who follows an index in every month of the plan, in which field, and which."""
    yield plan, "cost_index", plan.cost_index
    for kind, field in FOLLOWED_BY.items():
        yield from ((record, field, getattr(record, field)) for record in plan.records(kind))


def _base(plan: Plan, index: Index) -> int:
    return (index.base or plan.start).ordinal


def _of_lease(plan: Plan, lease: Lease, held: np.ndarray, base: int) -> Iterable[int]:
    """The months whose index the rent of some months goes by."""
    if not lease.rent_review_every_months:
        return [*held, base]
    return index_months(lease, np.array([*since_written(plan, lease, held), written_in(plan, lease)]))


def _missing(
    record: Record, field: str, name: str, values: Series, needed: Iterable[int], gaps: Gaps, mend: str
) -> Iterator[Problem]:
    months = np.unique(np.minimum(np.fromiter(needed, dtype=int), values.last))
    gone = months[np.isnan(values.at(months, gaps)[:, 0])]
    if not len(gone):
        return
    before = [month for month in gone if month < values.first]
    told = before or gone
    what = f'"{name}" has no value for {listed([str(Month(int(month))) for month in told], 3)}'
    what += f", before its first of {Month(values.first)}" if before else ""
    yield record.problem(field, what, "add it to index_values.csv" if before else f"add it to index_values.csv, or {mend}")
