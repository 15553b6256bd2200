"""What several levers share when they bend drivers: a value from a month on, or for some months."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.uncertain import Number, draws
from backoffice_lib.drivers.drivers import Drivers


def set_from(
    drivers: Drivers,
    driver: str,
    subjects: Iterable[str],
    value: Number,
    starting: Month,
    until: Month | None = None,
) -> Drivers:
    """The driver at a value from the first day of `starting` on, until the first day of `until`; the later lever wins."""
    subjects = tuple(subjects)
    first = drivers.since(starting)
    last = drivers.plan.months if until is None else drivers.since(until)
    if first >= last or not subjects:
        return drivers
    bent = _writable(drivers, driver, len(draws(value)))
    bent[first:last, [drivers.row(driver, subject) for subject in subjects], :] = draws(value)
    return drivers.changed(driver, subjects, bent)


def scale_from(drivers: Drivers, driver: str, subjects: Iterable[str], more: Number, starting: Month) -> Drivers:
    """The driver larger by a share from a month on; it compounds with what came before."""
    subjects, first = tuple(subjects), drivers.since(starting)
    if first >= drivers.plan.months or not subjects:
        return drivers
    bent = _writable(drivers, driver, len(draws(more)))
    bent[first:, [drivers.row(driver, subject) for subject in subjects], :] *= 1 + draws(more)
    return drivers.changed(driver, subjects, bent)


def add_during(
    drivers: Drivers, driver: str, subjects: Iterable[str], more: np.ndarray, starting: Month, until: Month
) -> Drivers:
    """The driver with `more` [subject, draw] added in each month from `starting` to the one before `until`."""
    subjects = tuple(subjects)
    first, last = drivers.since(starting), drivers.since(until)
    if first >= last or not subjects:
        return drivers
    bent = _writable(drivers, driver, more.shape[1])
    bent[first:last, [drivers.row(driver, subject) for subject in subjects], :] += more
    return drivers.changed(driver, subjects, bent)


def _writable(drivers: Drivers, driver: str, width: int) -> np.ndarray:
    """A copy of the driver with every month, and every draw that the new value has."""
    present = drivers[driver]
    width = max(present.shape[2], width)
    return np.broadcast_to(present, (drivers.plan.months, present.shape[1], width)).copy()
