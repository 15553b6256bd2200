"""Pay to the day: what a part of a month costs, by a named basis. Days are numbers since 1970, intervals half-open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from backoffice_lib.basics.months import Month

Basis = Literal["calendar_month", "thirty_day_month", "days_of_year"]
FOREVER = 10_000_000
"""A day number after every other: the end of a contract that is open; negative, the start of one that always was."""
_THIRTY = 30
# looked up, a million days are in their months many times sooner than reckoned
_FIRST_MONTH = 1850 * 12
_FIRST_DAYS = np.arange("1850-01", "2501-02", dtype="datetime64[M]").astype("datetime64[D]").astype(np.int64)
_MONTHS = np.repeat(_FIRST_MONTH + np.arange(len(_FIRST_DAYS) - 1), np.diff(_FIRST_DAYS))


def day_numbers(dates: Any, blank: int) -> np.ndarray:
    """Dates as whole numbers of days since 1970-01-01; blank is the number of those that are missing."""
    days = np.asarray(dates, dtype="datetime64[D]")
    return np.where(np.isnat(days), blank, days.astype(np.int64))


def first_days(month_ordinals: Any) -> np.ndarray:
    """The day number of the first day of each month, given by its ordinal."""
    at = np.asarray(month_ordinals, dtype=np.int64) - _FIRST_MONTH
    return _FIRST_DAYS[np.clip(at, 0, len(_FIRST_DAYS) - 1)]


def months_of(days: np.ndarray) -> np.ndarray:
    """The ordinal of the month each day is in; of days before 1850 or after 2500 the first or last month of those years."""
    return _MONTHS[np.clip(days - _FIRST_DAYS[0], 0, len(_MONTHS) - 1)]


def passed_share(days: np.ndarray, basis: Basis) -> np.ndarray:
    """The share of its month that has passed when a day begins.

    A month of thirty days ends with its last day whatever its length: the 31st counts for nothing, and the last day of
    February for all the days up to the thirtieth. So the parts of a month add up to it, and a full month is always 1.
    """
    months = months_of(days)
    first = first_days(months)
    if basis == "thirty_day_month":
        return np.minimum(days - first, _THIRTY) / _THIRTY
    return (days - first) / (first_days(months + 1) - first)


def share_of_year(months: Sequence[Month], basis: Basis) -> np.ndarray:
    """The share of yearly pay that each full month costs: a twelfth, or its days over the days of its year."""
    ordinals = np.array([Month.of(month).ordinal for month in months], dtype=np.int64)
    if basis != "days_of_year":
        return np.full(len(ordinals), 1 / 12)
    januaries = ordinals - ordinals % 12
    days_of_year = first_days(januaries + 12) - first_days(januaries)
    return (first_days(ordinals + 1) - first_days(ordinals)) / days_of_year


def worked(starts: np.ndarray, ends: np.ndarray, weights: np.ndarray, window: range, basis: Basis, group: Any = None) -> np.ndarray:
    """The weights of spells times the share of each month they cover, added up by group.

    starts, ends: day numbers, the end not included. window: ordinals of the months, without gaps. group: the group of each
    spell from 0 on; all in one if left out. Returns [group, month].
    """
    group = np.zeros(len(starts), dtype=np.int64) if group is None else group
    return _until(ends, weights, window, basis, group) - _until(starts, weights, window, basis, group)


def _until(days: np.ndarray, weights: np.ndarray, window: range, basis: Basis, group: np.ndarray) -> np.ndarray:
    """The weights times the share of each month before a day: all of earlier months, part of the day's own."""
    count, groups = len(window), int(group.max(initial=-1)) + 1
    low, high = (int(first_days(ordinal)) for ordinal in (window.start, window.stop))
    days = np.clip(days, low, high)
    month = months_of(days) - window.start
    cell = group * (count + 1) + month
    shape = (groups, count + 1)
    whole = np.bincount(cell, weights, groups * (count + 1)).reshape(shape)
    part = np.bincount(cell, weights * passed_share(days, basis), groups * (count + 1)).reshape(shape)
    later = np.cumsum(whole[:, ::-1], axis=1)[:, ::-1] - whole
    return (later + part)[:, :count]


def pay_by_month(
    starts: Any, ends: Any, pay_per_year: Any, fte_share: Any, months: Sequence[Month], basis: Basis = "calendar_month"
) -> np.ndarray:
    """What dated contracts cost together in each month, paid by the day where they cover a part of it.

    starts, ends: first and last day of each, both included; a blank start or end (NaT, None) is open. pay_per_year: of a
    full-time year. fte_share: 1 is full time. Returns money, one number a month.
    """
    ordinals = np.array([Month.of(month).ordinal for month in months], dtype=np.int64)
    if not ordinals.size:
        return np.zeros(0)
    first, end = day_numbers(starts, -FOREVER), day_numbers(ends, FOREVER - 1) + 1
    weights = np.broadcast_to(np.asarray(pay_per_year, dtype=float) * np.asarray(fte_share, dtype=float), first.shape)
    window = range(int(ordinals.min()), int(ordinals.max()) + 1)
    paid = worked(first, end, weights, window, basis).reshape(-1, len(window)).sum(axis=0)
    return paid[ordinals - window.start] * share_of_year(months, basis)
