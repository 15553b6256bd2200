"""Checks of where sites are: countries and time zones that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Protocol

from babel import Locale

from backoffice_lib.basics.errors import Problem, nearest
from backoffice_lib.plan.time_zones import is_time_zone, time_zones

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan


class Sited(Protocol):
    """A site, or a lever that opens one."""

    country: str
    time_zone: str

    def problem(self, name: str, what: str, mend: str = "", near: str = "") -> Problem:
        """A problem of it, at a field."""


def problems_in_sites(plan: Plan) -> Iterator[Problem]:
    """Everything wrong with where the sites are."""
    for site in plan.sites:
        yield from problems_in_where(site)


def problems_in_where(site: Sited) -> Iterator[Problem]:
    """A country or a time zone that nobody knows."""
    if site.country and site.country not in (known := _countries()):
        yield site.problem("country", f'"{site.country}" is no country we know', "give its English name", nearest(site.country, known))
    if site.time_zone and not is_time_zone(site.time_zone):
        what, mend = f'"{site.time_zone}" is no time zone', "give its name in the IANA database, such as Asia/Manila"
        yield site.problem("time_zone", what, mend, nearest(site.time_zone, time_zones()))


@cache
def _countries() -> tuple[str, ...]:
    return tuple(name for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha())
