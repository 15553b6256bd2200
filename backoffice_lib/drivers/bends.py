"""What several levers share when they bend drivers: a value from a month on, or for some months."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.uncertain import Number, draws
from backoffice_lib.drivers.drivers import Drivers, Rule


Change = Callable[[np.ndarray], np.ndarray]


def set_from(
    drivers: Drivers,
    driver: str,
    subjects: Iterable[str],
    value: Number,
    starting: Month,
    until: Month | None = None,
) -> Drivers:
    """The driver at a value from the first day of `starting` on, until the first day of `until`; the later lever wins."""
    new = draws(value)
    return bend(drivers, driver, subjects, starting, until, lambda present: np.broadcast_to(new, present.shape), len(new))


def scale_from(drivers: Drivers, driver: str, subjects: Iterable[str], more: Number, starting: Month) -> Drivers:
    """The driver larger by a share from a month on; it compounds with what came before."""
    return times_from(drivers, driver, subjects, 1 + draws(more), starting)


def times_from(drivers: Drivers, driver: str, subjects: Iterable[str], factor: np.ndarray, starting: Month) -> Drivers:
    """The driver times a factor [draw] from a month on; it compounds with what came before."""
    return bend(drivers, driver, subjects, starting, None, lambda present: present * factor, len(factor), "compounds")


def add_during(
    drivers: Drivers, driver: str, subjects: Iterable[str], more: np.ndarray, starting: Month, until: Month | None = None
) -> Drivers:
    """The driver with `more` [subject, draw] added in each month from `starting` to the one before `until`, or to the last."""
    return bend(drivers, driver, subjects, starting, until, lambda present: present + more, more.shape[1], "compounds")


def bend(
    drivers: Drivers,
    driver: str,
    subjects: Iterable[str],
    starting: Month,
    until: Month | None,
    change: Change,
    width: int,
    rule: Rule = "replaces",
) -> Drivers:
    """The driver changed, for some subjects, in each month from `starting` to the one before `until`.

    change: what [month, subject, draw] was to what it becomes. width: how many draws that has. rule: what becomes of an
    earlier change of the same months.
    """
    subjects = tuple(subjects)
    first = drivers.since(starting)
    last = drivers.plan.months if until is None else drivers.since(until)
    if first >= last or not subjects:
        return drivers
    bent = _writable(drivers, driver, width)
    rows = [drivers.row(driver, subject) for subject in subjects]
    bent[first:last, rows, :] = change(bent[first:last, rows, :])
    return drivers.changed(driver, subjects, bent, (first, last), rule)


def hand_over(
    drivers: Drivers,
    names: tuple[str, str],
    subjects: Iterable[str],
    share: Number,
    at_once: Number,
    starting: Month,
    until: Month,
) -> Drivers:
    """Work changes hands with both sides doing it until `until`: the taker at the larger, the giver at the smaller share.

    names: the driver of what is done elsewhere, and of what is no longer done here. at_once: the share that is no longer
    done here from the start. Where the share falls, work comes back, and our people are there before the other side stops.
    """
    there, gone = names
    wanted, early = draws(share), draws(at_once)
    width = max(len(wanted), len(early))
    drivers = bend(drivers, there, subjects, starting, until, lambda present: np.maximum(present, wanted), width)
    drivers = set_from(drivers, there, subjects, share, max(starting, until))
    drivers = bend(
        drivers, gone, subjects, starting, until, lambda present: np.minimum(np.maximum(present, early), wanted), width
    )
    return set_from(drivers, gone, subjects, share, max(starting, until))


def _writable(drivers: Drivers, driver: str, width: int) -> np.ndarray:
    """A copy of the driver with every month, and every draw that the new value has."""
    present = drivers[driver]
    width = max(present.shape[2], width)
    return np.broadcast_to(present, (drivers.plan.months, present.shape[1], width)).copy()
