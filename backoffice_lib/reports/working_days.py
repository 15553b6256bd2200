"""Working days: the days of a country, a part of it or a market on which people are at work."""

from __future__ import annotations

from calendar import SATURDAY
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from backoffice_lib.basics.errors import Wrong, nearest

IsWorking = Callable[[date], bool]


def working_days(calendar: str) -> IsWorking:
    """Whether a day is worked: by the public holidays of a calendar, or Monday to Friday where none is named."""
    return _holidays(calendar).is_working_day if calendar else _is_weekday


def check_calendar(calendar: str) -> str:
    """The name of a calendar: a country `FR`, a part of one `US-CA`, or a market `ECB`. Raises Wrong."""
    known = _calendars()
    if calendar in known:
        return calendar
    country, _, part = calendar.partition("-")
    if part and country in known:
        parts = [name for name in known if name.startswith(f"{country}-")]
        mend = "" if parts else f"{country} has no parts here; write {country}"
        raise Wrong(f'"{calendar}" is not a calendar', mend, nearest(calendar, parts) or (parts[0] if parts else ""))
    near = _called(calendar) or nearest(calendar, known)
    raise Wrong(f'"{calendar}" is not a calendar', "write a country such as FR, a part of one such as US-CA, or a market such as ECB", near)


def _is_weekday(day: date) -> bool:
    return day.weekday() < SATURDAY


@cache
def _holidays(calendar: str):
    import holidays

    if calendar in holidays.list_supported_financial():
        return holidays.financial_holidays(calendar)
    country, _, part = calendar.partition("-")
    return holidays.country_holidays(country, subdiv=part or None)


@cache
def _calendars() -> frozenset[str]:
    """The codes of all calendars there are."""
    import holidays

    countries = holidays.list_supported_countries()
    parts = {f"{country}-{part}" for country, parts in countries.items() for part in parts if " " not in part}
    return frozenset({*countries, *parts, *holidays.list_supported_financial()})


def _called(name: str) -> str:
    """The code of a country that was written by its name, `France`, or in small letters."""
    names = dict(_names())
    return names.get(name.casefold().replace(" ", "_")) or names.get(nearest(name.casefold().replace(" ", "_"), names), "")


def _names() -> Iterator[tuple[str, str]]:
    from holidays.registry import COUNTRIES

    for name, (_, code, *_others) in COUNTRIES.items():
        yield name, code
        yield code.casefold(), code
