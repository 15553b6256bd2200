"""What foreign currencies are worth in plan currency, month by month: as they are written, published, and as they drift."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from backoffice_lib.basics.errors import Problem, listed
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.series import Series
from backoffice_lib.basics.uncertain import Number, as_number, draws
from backoffice_lib.plan.indices import ExchangeRateOf, published
from backoffice_lib.plan.random_walks import strayed

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan


def known_rates(plan: Plan, of: ExchangeRateOf, values: Mapping[str, Series]) -> Series | None:
    """The rates of a currency that are given, by month: those published, and before them its own, which is of the first month of the plan."""
    dated = values.get(of.currency)
    if of.rate is None:
        return dated
    later = {int(month): dated.values[row] for row, month in enumerate(dated.dates)} if dated else {}
    return Series.of({plan.start.ordinal: draws(of.rate)} | later)


def rate_path(of: ExchangeRateOf, known: Series, months: np.ndarray) -> np.ndarray:
    """The rate of a currency in some months, [month, draw]: it holds until the next is given, and drifts after the last.

    Where none is given yet the gate has seen to it that the month is not needed.
    """
    grown = (1 + draws(of.growth_share_per_year)) ** (np.maximum(months - known.last, 0) / 12)[:, None]
    grown = grown * strayed(of.random_walk, months, known.last)
    return grown * known.at(np.clip(months, known.first, known.last), "interpolate" if of.gaps == "interpolate" else "hold")


def first_rates(plan: Plan) -> dict[str, Number]:
    """What each foreign currency with a rate is worth in the first month of the plan."""
    if plan.start is None:
        return {of.currency: of.rate for of in plan.fx if of.rate is not None}
    values, month = published(plan.index_values), np.array([plan.start.ordinal])
    known = {of.currency: known_rates(plan, of, values) for of in plan.fx}
    return {of.currency: as_number(rate_path(of, known[of.currency], month)[0]) for of in plan.fx if known[of.currency]}


def problems_in_rates(plan: Plan, unread: tuple[str, ...] | None = ()) -> Iterator[Problem]:
    """Currencies without a rate, with two for the first month, or with months in which none holds.

    unread: currencies with a published rate that is faulty itself; None where it may be any.
    """
    values = published(plan.index_values)
    for of in plan.fx if plan.start is not None else ():
        dated = values.get(of.currency)
        if unread is None or of.currency in unread:
            continue
        if of.rate is None and dated is None:
            yield of.problem("currency", f"{of.currency} has no rate", "give its rate, or its months in index_values.csv")
        elif of.rate is not None and dated is not None and dated.first <= plan.start.ordinal:
            first = next(one for one in plan.index_values if (one.index, one.month.ordinal) == (of.currency, dated.first))
            what = f"is given, and {of.currency} has one of {first.month}" + (f" at {first.line_of()}" if first.line_of() else "")
            fitted = getattr(of.random_walk, "fitted_to", "") == of.currency
            mend = "leave the rate out: the random walk is fitted to the others" if fitted else "keep one of them, or those after the plan starts"
            yield of.problem("rate", what, mend)
        else:
            yield from _gone(plan, of, known_rates(plan, of, values))


def _gone(plan: Plan, of: ExchangeRateOf, known: Series) -> Iterator[Problem]:
    """Months of the plan in which no rate holds."""
    months = plan.start.ordinal + np.arange(plan.months)
    before = months[months < known.first]
    if len(before):
        what = f"{of.currency} has no rate for {_told(before)}, before its first of {Month(known.first)}"
        yield of.problem("currency", what, "add it to index_values.csv, or give its rate in the first month")
    elif of.gaps == "refuse":
        needed = months[months <= known.last]
        gone = needed[np.isnan(known.at(needed)[:, 0])] if len(needed) else needed
        if len(gone):
            yield of.problem("currency", f"{of.currency} has no rate for {_told(gone)}", "add it to index_values.csv, or write gaps: hold")


def _told(months: np.ndarray) -> str:
    return listed([str(Month(int(month))) for month in months], 3)
