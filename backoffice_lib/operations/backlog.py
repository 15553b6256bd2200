"""Work that can wait: the time a unit takes, the people it needs, and the backlog that grows when they are missing.

First in, first out, by working day. All arrays broadcast, such as [subject, draw].
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.errors import listed, nearest, refuse
from backoffice_lib.basics.units import TOLERANCE

MINUTES_PER_HOUR = 60


@dataclass(frozen=True)
class Days:
    """A backlog day by day: what waits when it begins and when it ends, and the units done on it, [day, subject, draw]."""

    opening: np.ndarray
    backlog: np.ndarray
    done: np.ndarray


def minutes_with_rework(
    minutes_per_unit: np.ndarray, error_share: np.ndarray, rework_minutes_per_unit: np.ndarray
) -> np.ndarray:
    """The minutes a unit takes on average, when a share of units is wrong and is put right once."""
    return minutes_per_unit + error_share * np.asarray(rework_minutes_per_unit)


def productive_hours(
    compensable_hours: np.ndarray, *hours_away: np.ndarray, unmeasured_share: np.ndarray = 0.0
) -> np.ndarray:
    """The hours of paid time that are left for work: less leave, training and the like, then less a share nobody measures.

    2,088 a year less 312 of leave, administration and training are 1,776 (US DCMA's resource workload model, FY2023).
    """
    return (compensable_hours - sum(hours_away)) * (1 - unmeasured_share)


def fte_needed(
    units: np.ndarray, minutes_per_unit: np.ndarray, hours_per_fte: np.ndarray, shrinkage_share: np.ndarray = 0.0
) -> np.ndarray:
    """The full-time equivalents that so many units take: their hours over those of one.

    hours_per_fte: in the time the units come in, such as a month. shrinkage_share: of these hours, lost to the work.
    """
    hours = units * np.asarray(minutes_per_unit) / MINUTES_PER_HOUR
    return hours / (hours_per_fte * (1 - np.asarray(shrinkage_share)))


def units_per_day(minutes_per_unit: np.ndarray, productive_hours_per_day: np.ndarray) -> np.ndarray:
    """The units that one person gets done in a day."""
    return productive_hours_per_day * MINUTES_PER_HOUR / np.asarray(minutes_per_unit, dtype=float)


def clear_within_days(backlog: np.ndarray, inflow_per_day: np.ndarray, days: np.ndarray) -> np.ndarray:
    """The units a day that must be done to have no backlog at the end of so many days, whatever comes in meanwhile."""
    return inflow_per_day + backlog / np.asarray(days, dtype=float)


def keep_age(backlog: np.ndarray, inflow_per_day: np.ndarray, days: np.ndarray) -> np.ndarray:
    """The units a day that must be done so that none waits longer than so many days, and the backlog does not grow."""
    return np.maximum(inflow_per_day, backlog / np.asarray(days, dtype=float))


POLICIES: Mapping[str, Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]] = {
    "clear_within_days": clear_within_days,
    "keep_age": keep_age,
}


def people_needed(
    policy: str,
    backlog: np.ndarray,
    inflow_per_day: np.ndarray,
    days: np.ndarray,
    units_per_person_per_day: np.ndarray,
    whole: bool = True,
) -> np.ndarray:
    """The people, whole ones unless told otherwise, that a policy on backlog takes.

    policy: clear_within_days or keep_age. days: the target of either. Raises InputProblems for another policy.
    """
    if policy not in POLICIES:
        raise refuse("policy", f'"{policy}" is not known', f"use {listed(POLICIES)}", nearest(policy, POLICIES))
    people = POLICIES[policy](backlog, inflow_per_day, days) / np.asarray(units_per_person_per_day, dtype=float)
    return np.ceil(people - TOLERANCE) if whole else people


def day_by_day(
    opening: np.ndarray, inflow_per_day: np.ndarray, capacity_per_day: np.ndarray, days: int
) -> Days:
    """What becomes of a backlog in so many working days: what comes in on a day may be done on the same day.

    opening: units before the first day. inflow_per_day, capacity_per_day: units that come in and that can be done.
    """
    shape = np.broadcast_shapes(np.shape(opening), np.shape(inflow_per_day), np.shape(capacity_per_day))
    ends = np.arange(days + 1, dtype=float).reshape(days + 1, *[1] * len(shape))
    change = np.asarray(inflow_per_day, dtype=float) - capacity_per_day
    # With the same inflow and capacity on all days, a backlog that is gone stays gone, so no day needs the one before.
    backlog = np.maximum(opening + ends * change, 0.0)
    return Days(backlog[:-1], backlog[1:], np.minimum(backlog[:-1] + inflow_per_day, capacity_per_day))


def age_days(backlog: np.ndarray, capacity_per_day: np.ndarray) -> np.ndarray:
    """The working days the newest unit waits until it is done; for ever where there is work and no capacity."""
    return _over(backlog, capacity_per_day)


def days_to_clear(backlog: np.ndarray, inflow_per_day: np.ndarray, capacity_per_day: np.ndarray) -> np.ndarray:
    """The working days until a backlog is gone; for ever where no more can be done than comes in."""
    return _over(backlog, np.maximum(np.asarray(capacity_per_day) - inflow_per_day, 0.0))


def _over(backlog: np.ndarray, per_day: np.ndarray) -> np.ndarray:
    backlog, done = np.asarray(backlog, dtype=float), np.asarray(per_day) > 0
    if done.all():
        return backlog / per_day
    return np.where(done, backlog / np.where(done, per_day, 1.0), np.where(backlog > 0, np.inf, 0.0))
