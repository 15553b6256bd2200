"""Time zones: how many hours a day people at two places are at work at the same time."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from backoffice_lib.basics.months import Month

WORKING_DAY_HOURS = 8.0
"""The hours of a working day, which begins at the same local time everywhere."""


@cache
def time_zones() -> tuple[str, ...]:
    """The names of all time zones, in order; found by walking a folder of thousands of files, so once."""
    return tuple(sorted(available_timezones()))


def is_time_zone(name: str) -> bool:
    """Whether it is the name of a time zone."""
    return name in time_zones()


def hours_in_common(here: str, there: str, starting: Month) -> float:
    """The hours of a working day that two time zones share, on average over a year from a month on (clocks change within it).

    Each works WORKING_DAY_HOURS from the same local time on: New York and Manila, twelve or thirteen hours apart, share none.
    """
    return sum(_in_common(ZoneInfo(here), ZoneInfo(there), starting + ahead) for ahead in range(12)) / 12


def _in_common(here: ZoneInfo, there: ZoneInfo, month: Month) -> float:
    """The same in the middle of one month."""
    noon = datetime(month.year, month.in_year, 15, 12)
    apart = abs((noon.replace(tzinfo=here).utcoffset() - noon.replace(tzinfo=there).utcoffset()).total_seconds()) / 3600
    return max(WORKING_DAY_HOURS - min(apart % 24, 24 - apart % 24), 0.0)
